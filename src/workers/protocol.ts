/** Every call and event between threads. Types only: this file is the whole vocabulary. */
import type { ErrorCode, ErrorDetail } from '../core/domain/errors.ts';
import type { Fleet, Stewardship } from '../core/domain/fleet.ts';
import type { Alert, Anomaly, Incident } from '../core/domain/incident.ts';
import type { Matrix } from '../core/domain/series.ts';
import type { Action, Locale, Session } from '../core/domain/session.ts';
import type { Snapshot } from '../core/domain/snapshot.ts';
import type { EpochMs, Ms } from '../core/domain/time.ts';
import type { ColumnMapping, ImportProblem } from '../core/formats/dataset.ts';
import type { Trial } from '../core/quality.ts';
import type { ForecastTask } from '../core/quality-forecast.ts';
import type { ForecastTrial } from '../core/quality-forecast-figures.ts';
import type { LabelFacts, LabelledTask, Spans, SpansByFile } from '../core/quality-labelled.ts';
import type { SimulatedTask } from '../core/quality-simulated.ts';
import type { HostFacts } from '../core/sim/host-facts.ts';
import type { LogLine } from '../core/sim/host-log.ts';

/** What `open` found: the fleet, the instant shown and the session with its gaps filled (`from` in particular). */
export interface Opened {
  readonly fleet: Fleet;
  readonly session: Session;
  readonly provenance: Provenance;
}

/** What is shown, where it comes from and how old it may be. */
export interface Provenance {
  readonly kind: 'simulated' | 'file' | 'live';
  /** Scenario or file name. */
  readonly name: string;
  /** Instant of the newest real sample. */
  readonly newest: EpochMs;
}

export type ClockMode = 'live' | 'paused' | 'past' | 'replaying';

export interface ClockState {
  readonly mode: ClockMode;
  readonly speed: number;
  /** Share of a running replay, 0–1; 1 when none runs. */
  readonly progress: number;
}

/** Thinned samples of several series; `values` and `times` are per requested pair, in request order. */
export interface WindowSeries {
  readonly metric: string;
  readonly server: string;
  readonly times: Float64Array;
  readonly values: Float32Array;
}

/** One series with what was expected of it, for a chart. Arrays are equally long. */
export interface SeriesDetail extends WindowSeries {
  /** Expected range; NaN while warming up. */
  readonly low: Float32Array;
  readonly high: Float32Array;
  readonly scores: Float32Array;
  readonly anomalies: readonly Anomaly[];
  readonly forecast: ForecastBand | undefined;
}

/** A forecast on its own grid after the newest sample. */
export interface ForecastBand {
  readonly method: string;
  readonly times: Float64Array;
  readonly mean: Float32Array;
  readonly low80: Float32Array;
  readonly high80: Float32Array;
  readonly low95: Float32Array;
  readonly high95: Float32Array;
}

/** Anomaly mass and incident spans for the scrubber. */
export interface TimelineMass {
  readonly start: EpochMs;
  readonly bucket: Ms;
  /** Number of series with an open anomaly, per bucket. */
  readonly counts: Uint16Array;
}

/** How a file was read; rows that could not be are listed, the others kept. */
export interface ImportReport {
  /** Key the file is stored under: session parameter `file`. */
  readonly key: string;
  readonly name: string;
  readonly format: 'csv' | 'json' | 'exposition';
  readonly rows: number;
  readonly series: number;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly step: Ms;
  /** First problems, at most 20, and how many in all. */
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
  readonly columns: readonly string[];
  readonly timeColumn: string | undefined;
}

/** What one would see on a server at an instant; parts a source does not know are `undefined`. */
export interface HostReport {
  readonly people: Stewardship | undefined;
  readonly facts: HostFacts;
  /** The last quarter of an hour, oldest first. */
  readonly logs: readonly LogLine[];
}

/** What happened on this device: stored alerts and incidents, each by its content id. */
export interface AlertLog {
  readonly alerts: readonly Alert[];
  readonly incidents: readonly Incident[];
}

export interface EngineHealth {
  readonly tickMs: number;
  readonly tickMsMax: number;
  readonly ticks: number;
  readonly series: number;
  /** Bytes of samples kept in memory. */
  readonly storeBytes: number;
  readonly replayMs: number;
  readonly startedAt: EpochMs;
  /** FNV-1a of the newest snapshot's values and open alerts; equal on two machines that show the same. */
  readonly digest: string;
}

export interface HistoryInfo {
  /** `memory`: storage is denied or broken, nothing will survive the tab. `reader`: another tab writes. */
  readonly mode: 'writer' | 'reader' | 'memory';
  readonly reason: ErrorCode | undefined;
  readonly samples: number;
  readonly bytes: number;
  readonly usage: number;
  readonly quota: number;
  /** Chunks the ledger knows and the store no longer has. */
  readonly lostChunks: number;
  readonly evictedChunks: number;
  readonly sources: readonly {
    readonly key: string;
    readonly name: string;
    readonly from: EpochMs;
    readonly to: EpochMs;
    readonly samples: number;
  }[];
}

export interface EngineCalls {
  /** Chooses the source, builds the pipeline and replays to `session.at`; `snapshot` events follow. */
  open(request: { session: Session; locale: Locale }): Opened;
  /** Shows an instant; `undefined` goes live. Answers at once, the replay follows; `from` moves when `at` lies before it. */
  seek(request: { at: EpochMs | undefined }): Session;
  /** 0 pauses; 1 is real time. */
  play(request: { speed: number }): void;
  /** Does it now: the engine stamps the time. Acknowledgements are stored before the reply. */
  act(request: { action: Action }): Session;
  /** Takes the newest action back and replays without it. */
  undo(request: Record<string, never>): Session;
  query(request: { promql: string; start: EpochMs; end: EpochMs; step: Ms }): Matrix;
  window(request: {
    pairs: readonly { readonly metric: string; readonly server: string }[];
    start: EpochMs;
    end: EpochMs;
    points: number;
  }): readonly WindowSeries[];
  detail(request: {
    metric: string;
    server: string;
    start: EpochMs;
    end: EpochMs;
    points: number;
    horizon: Ms;
  }): SeriesDetail;
  timeline(request: { start: EpochMs; end: EpochMs; buckets: number }): TimelineMass;
  /** Processes, services, log lines and people of a server at the instant shown; `undefined` where the source cannot tell. */
  host(request: { server: string; locale: Locale }): HostReport | undefined;
  /** Anomalies that touch [start, end], newest first. */
  anomalies(request: { start: EpochMs; end: EpochMs; server?: string }): readonly Anomaly[];
  /** Alerts of this session that fired and touch [start, end], resolved ones included; oldest first. */
  alerts(request: { start: EpochMs; end: EpochMs }): readonly Alert[];
  /** Reads a file and keeps it as a source; `open` with source `file` then shows it. */
  importFile(request: { name: string; text: string; mapping: ColumnMapping }): ImportReport;
  /** Answers with the newest tick; silence means the worker hangs. */
  ping(request: Record<string, never>): EpochMs;
  health(request: Record<string, never>): EngineHealth;
  history(request: Record<string, never>): HistoryInfo;
  clearHistory(request: Record<string, never>): void;
  /** Alerts and incidents this device remembers, also from earlier sessions and other sources; newest first. */
  log(request: Record<string, never>): AlertLog;
  /** Small records that must survive: settings, conversations. Committed before the reply. */
  remember(request: { key: string; value: string }): void;
  recall(request: { key: string }): string | undefined;
}

export interface EngineEvents {
  /** A fleet was opened; every later snapshot is of it. */
  opened: Opened;
  snapshot: Snapshot;
  clock: ClockState;
  /** The storage mode changed or something was lost. */
  history: HistoryInfo;
}

export interface ModelInfo {
  readonly bytes: number;
  readonly labels: readonly string[];
  readonly sha256: string;
  readonly loadMs: number;
  /** What `core/intent/decide.ts` needs to decide from logits. */
  readonly refusal: { readonly line: number; readonly slope: number };
}

/** Raw outcome of the classifier; `core/intent/decide.ts` makes the decision. */
export interface Classification {
  readonly logits: Float32Array;
  readonly ms: number;
}

export interface IntentCalls {
  load(request: Record<string, never>): ModelInfo;
  /** `names`: live server names, replaced before tokenizing. */
  classify(request: { text: string; names: readonly string[] }): Classification;
}

export interface IntentEvents {
  /** Bytes of runtime and model loaded, of all. */
  progress: { readonly loaded: number; readonly total: number };
}

/** Measuring detectors and forecasts; each worker of the pool answers one call at a time. */
export interface QualityCalls {
  /** One detector on one known day of a simulated fleet. */
  simulate(request: SimulatedTask): Trial;
  /** One detector on one labelled file. */
  label(request: LabelledTask): Trial;
  /** All forecast methods on one metric. */
  forecast(request: ForecastTask): readonly ForecastTrial[];
  /** Reads a label file. */
  spans(request: { name: string; text: string }): SpansByFile;
  /** What a table holds, before it is measured. */
  inspect(request: { name: string; text: string; spans: Spans | undefined }): LabelFacts;
}

export interface QualityEvents {
  /** Share of the running call, 0–1. */
  progress: { readonly share: number };
}

/** An error as it crosses a port. */
export interface PortError {
  readonly code: ErrorCode | undefined;
  readonly message: string;
  readonly detail: ErrorDetail;
}
