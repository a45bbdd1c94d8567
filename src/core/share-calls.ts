/** What can be asked of an engine about bundles and backups. Types only; the protocol between threads takes them up. */
import type { Session } from './domain/session.ts';
import type { EpochMs } from './domain/time.ts';
import type { BundleAbout } from './formats/bundle-about.ts';
import type { RecordKind } from './record-kinds.ts';
import type { Redaction } from './redact.ts';
import type { NameKind, Renaming } from './redact-names.ts';

/** What a bundle is to hold: the samples from an instant, as far back as the source reaches, up to the instant shown. */
export interface BundleRequest {
  /** As the page has it: screen, selection, query, zone. */
  readonly session: Session;
  readonly from: EpochMs;
  /** What a simulated fleet is called in the reader's language; other sources have names. */
  readonly title: string;
  /** `undefined`: nothing is hidden. */
  readonly redaction: Redaction | undefined;
}

/** What a bundle would hold. */
export interface BundlePlan {
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Whether it holds the whole replay: then detectors elsewhere learn the same and raise the same alerts. */
  readonly isWhole: boolean;
  /** Samples at most; one file takes `most`. */
  readonly samples: number;
  readonly most: number;
  /** Names found, by kind. */
  readonly counts: Readonly<Partial<Record<NameKind, number>>>;
  /** Those that fit the filter, at most as many as were asked for. */
  readonly names: readonly Renaming[];
  readonly matching: number;
}

/** A bundle that was opened: kept as a file of this device. */
export interface OpenedBundle {
  readonly about: BundleAbout;
  /** Shows it as it was; its `file` is the key it is kept under. */
  readonly session: Session;
  /** Sections, series and rows that could not be read. */
  readonly damaged: number;
  readonly alerts: number;
  readonly incidents: number;
  readonly acts: number;
}

/** A backup before it is restored. */
export interface BackupFacts {
  readonly app: string;
  readonly madeAt: EpochMs;
  readonly counts: Readonly<Record<RecordKind, number>>;
  /** Records of kinds this version does not know, or not in their shape; they would be left out. */
  readonly unknown: number;
  readonly hasSettings: boolean;
}

/** Calls about sharing, by name. `share` events tell how far a running one is. */
export interface ShareCalls {
  /** What a bundle would hold, and the preview of its redaction. `filter`: part of a name or pseudonym. */
  planBundle(request: BundleRequest & { filter: string; most: number }): BundlePlan;
  /** @throws EdgeError `share/too-long`, `share/nothing`, `share/leak`, `abort/cancelled` */
  makeBundle(request: BundleRequest & { app: string }): { readonly bytes: Uint8Array };
  /** Keeps a bundle on this device, with its alerts, incidents and acts. @throws EdgeError `share/…`, `history/…` */
  openBundle(request: { name: string; bytes: Uint8Array }): OpenedBundle;
  /** Everything this device holds, without keys. `settings`: the page's own, carried along. */
  backup(request: { app: string; settings: string | undefined }): { readonly bytes: Uint8Array };
  inspectBackup(request: { name: string; bytes: Uint8Array }): BackupFacts;
  /**
   * Puts a backup back, after the whole file was checked and in one transaction. `merge` adds to what is here, `replace` puts it in
   * place of it. The page must reload: what it shows may be gone.
   */
  restore(request: { name: string; bytes: Uint8Array; mode: 'merge' | 'replace' }): {
    readonly written: number;
    readonly settings: string | undefined;
  };
}

/** Part of the engine's events. */
export interface ShareEvents {
  /** Share of the running call, 0–1. */
  share: { readonly share: number };
}
