/** Making a backup of this device and putting one back: checked whole before anything is changed, then written in one transaction. */
import { carried, mergeRecord, readRecord } from '../core/backup-records.ts';
import { readBackup, type StoreRecord, writeBackup } from '../core/formats/backup.ts';
import { RECORD_KINDS, recordKind } from '../core/record-kinds.ts';
import type { BackupFacts } from '../core/share-calls.ts';
import { handOver } from './rpc.ts';
import { named, progressOf, type ShareEnvironment } from './share-environment.ts';
import { runSliced } from './slices.ts';

/** Everything the store holds, as a file. */
export async function makeBackup(
  env: ShareEnvironment,
  { app, settings }: { readonly app: string; readonly settings: string | undefined },
  signal: AbortSignal,
): Promise<{ readonly bytes: Uint8Array }> {
  const all = await (await env.opening).records.list<unknown>('');
  const records = all.flatMap((record) => {
    const one = carried(record);
    return one ? [one] : [];
  });
  const steps = writeBackup({ app, madeAt: env.host.now(), settings }, records);
  const bytes = await runSliced(steps, signal, progressOf(env));
  return handOver({ bytes }, [bytes.buffer as ArrayBuffer]);
}

interface BackupFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads and checks a whole backup and tells what is in it; nothing is changed. */
export async function inspectBackup(
  env: ShareEnvironment,
  file: BackupFile,
  signal: AbortSignal,
): Promise<BackupFacts> {
  const { about, records, unknown } = await checked(env, file, signal);
  const counts = Object.fromEntries(
    RECORD_KINDS.map((kind) => [kind, records.filter(([key]) => recordKind(key) === kind).length]),
  ) as BackupFacts['counts'];
  return {
    app: about.app,
    madeAt: about.madeAt,
    counts,
    unknown,
    hasSettings: about.settings !== undefined,
  };
}

/** Puts a backup back. A broken file, or a cancel before the end of the check, changes nothing. */
export async function restore(
  env: ShareEnvironment,
  request: BackupFile & { readonly mode: 'merge' | 'replace' },
  signal: AbortSignal,
): Promise<{ readonly written: number; readonly settings: string | undefined }> {
  const { about, records } = await checked(env, request, signal);
  const history = await env.opening;
  if (request.mode === 'replace') {
    await history.swap(records, (key) => recordKind(key) === undefined);
    return { written: records.length, settings: about.settings };
  }
  const here = new Map(await history.records.list<unknown>(''));
  const changed = records.flatMap(([key, other]): StoreRecord[] => {
    if (!here.has(key)) return [[key, other]];
    const own = here.get(key);
    const one = mergeRecord(key, own, other);
    return one === own ? [] : [[key, one]];
  });
  await history.join(changed);
  // The preferences of this device stay.
  return { written: changed.length, settings: undefined };
}

async function checked(env: ShareEnvironment, { name, bytes }: BackupFile, signal: AbortSignal) {
  const { about, records } = await named(name, () =>
    runSliced(readBackup(bytes), signal, progressOf(env)),
  );
  const fit = records.flatMap((record): StoreRecord[] => {
    const one = readRecord(record);
    return one ? [one] : [];
  });
  return { about, records: fit, unknown: records.length - fit.length };
}
