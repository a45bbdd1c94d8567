/**
 * Backup, version 1: everything a device holds, to be put back there or elsewhere. A container (`container.ts`) of kind 2 with the sections
 *
 *     about      JSON: version, app, madeAt, records, settings (the device preferences as stored, or null)
 *     r/<n>      records: per record u32 length and the packed value (`packed-json.ts`) of [key, value]
 *
 * Keys and credentials are not in it: the store never holds any, and addresses lose what may be one (`core/backup-records.ts`).
 */
import { z } from 'zod/mini';
import { EdgeError } from '../domain/errors.ts';
import type { EpochMs } from '../domain/time.ts';
import { CONTAINER_LIMITS, makeContainer, readContainer } from './container.ts';
import { fromUtf8, utf8 } from './deflate.ts';
import { fromJson, packValue, toJson, unpackValue } from './packed-json.ts';
import { isRecord } from './records.ts';

/** Written into every backup; a reader refuses what is newer than itself. */
export const BACKUP_VERSION = 1;
/** A section is closed once it has grown so far. */
const SECTION_BYTES = 1 << 22;

/** One record of the store. */
export type StoreRecord = readonly [key: string, value: unknown];

/** What a backup says of itself. */
export interface BackupAbout {
  readonly version: number;
  readonly app: string;
  readonly madeAt: EpochMs;
  readonly records: number;
  /** Device preferences as the page stores them; `undefined` where it stores none. */
  readonly settings?: string | undefined;
}

/** A backup as it was read. */
export interface ReadBackup {
  readonly about: BackupAbout;
  readonly records: readonly StoreRecord[];
}

const schema = z.object({
  version: z.number(),
  app: z.string().check(z.maxLength(100)),
  madeAt: z.number(),
  records: z.number(),
  settings: z.optional(z.string().check(z.maxLength(100_000))),
});

/** Writes a backup; yields the share done. @throws EdgeError `share/too-long` for a record too large for a section */
export function* writeBackup(
  about: Omit<BackupAbout, 'version' | 'records'>,
  records: readonly StoreRecord[],
): Generator<number, Uint8Array, void> {
  const file = makeContainer('backup');
  const head: BackupAbout = { version: BACKUP_VERSION, records: records.length, ...about };
  file.add('about', utf8(toJson(head)));
  let parts: Uint8Array[] = [];
  let size = 0;
  let sections = 0;
  const close = () => {
    if (parts.length === 0) return;
    const bytes = new Uint8Array(size);
    const view = new DataView(bytes.buffer);
    let at = 0;
    for (const part of parts) {
      view.setUint32(at, part.length, true);
      bytes.set(part, at + 4);
      at += 4 + part.length;
    }
    file.add(`r/${sections++}`, bytes);
    parts = [];
    size = 0;
  };
  for (const [i, record] of records.entries()) {
    const part = packValue(record);
    if (part.length + 4 > CONTAINER_LIMITS.section)
      throw new EdgeError('share/too-long', `${record[0]} is too long`, { size: part.length });
    if (size + 4 + part.length > CONTAINER_LIMITS.section) close();
    parts.push(part);
    size += 4 + part.length;
    if (size > SECTION_BYTES) close();
    yield (i + 1) / records.length;
  }
  close();
  return file.finish();
}

/**
 * Reads a backup whole; yields the share done. Nothing of a damaged file is given out: half a backup would replace what is whole.
 * @throws EdgeError `share/not-ours` (also for a bundle), `share/newer`, `share/too-large`, `share/damaged`
 */
export function* readBackup(bytes: Uint8Array): Generator<number, ReadBackup, void> {
  const file = readContainer(bytes);
  if (file.kind !== 'backup') throw new EdgeError('share/not-ours', 'not a backup');
  const text = file.read('about');
  const raw = text && fromJson(fromUtf8(text));
  if (isRecord(raw) && typeof raw.version === 'number' && raw.version > BACKUP_VERSION)
    throw new EdgeError('share/newer', `backup version ${raw.version}`, { version: raw.version });
  const about = schema.safeParse(raw);
  if (!about.success || file.damaged > 0 || !file.isWhole) throw damaged();
  const records: StoreRecord[] = [];
  const sections = file.names.filter((name) => name.startsWith('r/'));
  for (const [i, name] of sections.entries()) {
    const section = file.read(name);
    if (!section) throw damaged();
    const view = new DataView(section.buffer, section.byteOffset, section.byteLength);
    for (let at = 0; at < section.length; ) {
      const length = at + 4 <= section.length ? view.getUint32(at, true) : 0;
      const value = unpackValue(section.subarray(at + 4, at + 4 + length));
      if (!Array.isArray(value) || typeof value[0] !== 'string') throw damaged();
      records.push([value[0], value[1]]);
      at += 4 + length;
    }
    yield (i + 1) / sections.length;
  }
  if (records.length !== about.data.records) throw damaged();
  return { about: about.data, records };
}

function damaged(): EdgeError {
  return new EdgeError('share/damaged', 'the backup is not whole');
}
