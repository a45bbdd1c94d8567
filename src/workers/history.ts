/**
 * What this device remembers: alerts, incidents, small settings, imported series and live samples.
 * Whatever is answered as saved has been committed. Where storage is denied the same code runs over memory, and says so.
 */
import type { AlertLog, Seen, StoredAct } from '../core/domain/act-log.ts';
import { EdgeError, type ErrorCode } from '../core/domain/errors.ts';
import type { Fleet } from '../core/domain/fleet.ts';
import type { Alert, Incident } from '../core/domain/incident.ts';
import type { EpochMs, Ms } from '../core/domain/time.ts';
import type { Dataset } from '../core/formats/dataset.ts';
import { chance } from './chance.ts';
import { type Ledger, readLedger, writeLedger } from './ledger.ts';
import { type LiveLog, makeLiveLog } from './live/live-log.ts';
import { memoryStore } from './memory-store.ts';
import type { HistoryInfo } from './protocol.ts';
import { blocksToEvict, loadSamples, packBlocks } from './samples.ts';
import type { FileExtra, StoredFile } from './sources/file-source.ts';
import type { Guard, RecordStore } from './store.ts';

/** Record that names the writing tab: what another tab has taken over is refused inside the transaction. */
const WRITER = 'w/epoch';
/** Small record the connections to real servers are kept under. */
export const CONNECTIONS_RECORD = 'connections';
/** Share of the quota that is used; beyond it, deleting may fail too, so a margin is kept. */
const QUOTA_SHARE = 0.8;
/** Key prefix of acts. */
const ACTS = 'x/';
/** Alerts remembered; the oldest resolved ones give way. */
const MAX_ALERTS = 20_000;

/** Everything about a stored file but its samples. */
interface DatasetHead {
  readonly name: string;
  readonly fleet: Fleet;
  readonly step: Ms;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly samples: number;
  readonly savedAt: EpochMs;
  /** What came along in a bundle. */
  readonly extra?: FileExtra;
}

/** The device's memory. Writes resolve after the commit and reject with `history/quota` or `history/denied`. */
export interface History {
  info(): Promise<HistoryInfo>;
  remember(key: string, value: string): Promise<void>;
  recall(key: string): Promise<string | undefined>;
  /** Stores what changed since the last call; ids are by content, so a repeat merges. */
  keepLog(alerts: readonly Alert[], incidents: readonly Incident[], source?: string): Promise<void>;
  log(): Promise<AlertLog>;
  /** Stores acts, done or undone. */
  keepActs(acts: readonly StoredAct[]): Promise<void>;
  /** All acts, oldest first. */
  acts(): Promise<readonly StoredAct[]>;
  /** @returns the key `loadDataset` takes; the same content has the same key */
  saveDataset(name: string, dataset: Dataset, now: EpochMs, extra?: FileExtra): Promise<string>;
  /** The newest stored file, or the one with this key; `undefined` when there is none. */
  loadDataset(key?: string): Promise<StoredFile | undefined>;
  /** Samples of live sources; written by the writer only. */
  readonly live: LiveLog;
  /** The store itself, for records that are kept elsewhere: notifications (`n/`). */
  readonly records: RecordStore;
  /** Takes part as the writer, which fences the one before, or as a reader. */
  setMode(mode: 'writer' | 'reader'): Promise<void>;
  clear(): Promise<void>;
  /** Adds or replaces records of a backup. */
  join(records: readonly (readonly [key: string, value: unknown])[]): Promise<void>;
  /** Puts a backup's records in place of what it can hold; all or none. */
  swap(
    records: readonly (readonly [key: string, value: unknown])[],
    isKept: (key: string) => boolean,
  ): Promise<void>;
}

/** What the history needs of the worker scope. */
export interface HistoryHost {
  /** Opens the durable store; rejects where storage is denied. */
  open(): Promise<RecordStore>;
  /** Bytes used and allowed; both 0 where the browser does not tell. */
  estimate(): Promise<{ readonly usage: number; readonly quota: number }>;
}

/** Opens the device's memory; never rejects: without storage it is forgotten with the tab, and `info().mode` says `memory`. */
export async function openHistory(host: HistoryHost): Promise<History> {
  let store: RecordStore;
  let mode: HistoryInfo['mode'] = 'reader';
  let reason: ErrorCode | undefined;
  try {
    store = await host.open();
  } catch (error) {
    store = memoryStore();
    mode = 'memory';
    reason = error instanceof EdgeError ? error.code : 'history/denied';
  }
  const before = mode === 'memory' ? undefined : await readLedger();
  const chunks = (await store.keys('c/')).length;
  const lostChunks = Math.max(0, (before?.chunks ?? 0) - chunks);
  let damaged = 0;
  let evictedChunks = 0;
  let guard: Guard | undefined;
  /** Serialised form of what is stored, to write only what changed. */
  const stored = new Map<string, string>();

  async function entered(): Promise<void> {
    if (mode === 'memory') return;
    const ledger: Ledger = {
      epoch: (before?.epoch ?? 0) + 1,
      chunks: (await store.keys('c/')).length,
      records: (await store.keys('a/')).length,
    };
    await writeLedger(ledger);
  }

  async function makeRoom(): Promise<void> {
    if (mode === 'memory') return;
    const { usage, quota } = await host.estimate();
    const excess = usage - quota * QUOTA_SHARE;
    if (quota === 0 || excess <= 0) return;
    const keys = await blocksToEvict(store, Date.now(), excess);
    await store.delete(keys);
    evictedChunks += keys.length;
    await entered(); // What we gave up ourselves must not count as lost.
  }

  /** Blocks never change under their key, so their bytes are read again only when the keys differ. */
  let tally = { keys: '', samples: 0, bytes: 0 };
  async function tallied() {
    const keys = (await store.keys('c/')).join();
    if (keys !== tally.keys) {
      const blocks = await store.list<{ samples: number; bytes: Uint8Array }>('c/');
      tally = {
        keys,
        samples: blocks.reduce((sum, [, block]) => sum + block.samples, 0),
        bytes: blocks.reduce((sum, [, block]) => sum + block.bytes.length, 0),
      };
    }
    return tally;
  }

  async function allActs(): Promise<readonly StoredAct[]> {
    const acts = (await store.list<StoredAct>(ACTS)).map(([, one]) => one);
    return acts.sort((a, b) => a.act.at - b.act.at || (a.id < b.id ? -1 : 1));
  }

  async function put(records: readonly (readonly [string, unknown])[]): Promise<void> {
    try {
      await store.put(records);
    } catch (error) {
      if (!(error instanceof EdgeError) || error.code !== 'history/quota') throw error;
      await makeRoom();
      await store.put(records);
    }
  }

  return {
    async info() {
      const heads = await store.list<DatasetHead>('d/f-');
      const { samples, bytes } = await tallied();
      const { usage, quota } = await host.estimate();
      return {
        mode,
        reason,
        samples,
        bytes,
        usage,
        quota,
        lostChunks: lostChunks + damaged,
        evictedChunks,
        sources: heads.map(([key, head]) => ({
          key: key.slice(2),
          name: head.name,
          from: head.from,
          to: head.to,
          samples: head.samples,
        })),
      };
    },
    remember: (key, value) => put([[`k/${key}`, value]]),
    recall: (key) => store.get<string>(`k/${key}`),
    async keepLog(alerts, incidents, source) {
      const changed: [string, unknown][] = [];
      const note = (key: string, record: Alert | Incident) => {
        // The value of a firing alert moves every tick; only a change of anything else is worth a write.
        const text = JSON.stringify('value' in record ? { ...record, value: undefined } : record);
        if (stored.get(key) === text) return;
        stored.set(key, text);
        changed.push([key, source === undefined ? record : { ...record, source }]);
      };
      for (const alert of alerts) if (alert.state !== 'pending') note(`a/${alert.id}`, alert);
      for (const incident of incidents) note(`i/${incident.id}`, incident);
      if (changed.length === 0) return;
      await put(changed);
      await trimAlerts(store);
      await entered();
    },
    async log() {
      const alerts = (await store.list<Seen<Alert>>('a/')).map(([, alert]) => alert);
      const incidents = (await store.list<Seen<Incident>>('i/')).map(([, incident]) => incident);
      const acts = await allActs();
      return {
        alerts: alerts.sort((a, b) => b.since - a.since),
        incidents: incidents.sort((a, b) => b.openedAt - a.openedAt),
        acts: acts.toReversed(),
      };
    },
    keepActs: (acts) => put(acts.map((one) => [`${ACTS}${one.id}`, one])),
    acts: allActs,
    async saveDataset(name, dataset, now, extra) {
      const key = `f-${contentHash(name, dataset)}`;
      const { fleet, step, from, to } = dataset;
      const samples = dataset.series.reduce((sum, one) => sum + one.times.length, 0);
      const head: DatasetHead = {
        ...{ name, fleet, step, from, to, samples, savedAt: now },
        ...(extra && { extra }),
      };
      await makeRoom();
      await put([[`d/${key}`, head], ...packBlocks(key, 'raw', dataset.series, step)]);
      await entered();
      return key;
    },
    async loadDataset(wanted) {
      const heads = await store.list<DatasetHead>('d/f-');
      const found =
        wanted === undefined
          ? heads.toSorted((a, b) => b[1].savedAt - a[1].savedAt).at(0)
          : heads.find(([key]) => key === `d/${wanted}`);
      if (!found) return undefined;
      const [key, head] = found;
      const loaded = await loadSamples(store, key.slice(2), 'raw');
      damaged += loaded.damaged;
      const { name, fleet, step, from, to, extra } = head;
      return { name, dataset: { fleet, step, from, to, series: loaded.series }, extra };
    },
    live: makeLiveLog(
      store,
      () => (mode === 'writer' && guard ? guard : mode !== 'reader'),
      () => {
        damaged++;
      },
    ),
    records: store,
    async setMode(next) {
      if (mode === 'memory') return;
      if (next === 'writer') {
        // Not counted up: two tabs that take over at once must not end with the same value.
        guard = { key: WRITER, value: chance() };
        await store.put([[WRITER, guard.value]]);
      }
      mode = next;
    },
    async clear() {
      await store.clear();
      stored.clear();
      await entered();
    },
    async join(records) {
      await put(records);
      stored.clear();
      await entered();
    },
    async swap(records, isKept) {
      await store.replace(records, isKept);
      stored.clear();
      await entered();
    },
  };
}

async function trimAlerts(store: RecordStore): Promise<void> {
  const keys = await store.keys('a/');
  if (keys.length <= MAX_ALERTS) return;
  const alerts = (await store.list<Alert>('a/')).filter(([, alert]) => alert.state === 'resolved');
  alerts.sort((a, b) => a[1].since - b[1].since);
  await store.delete(alerts.slice(0, keys.length - MAX_ALERTS).map(([key]) => key));
}

/** FNV-1a over the name and the samples: the same file imported twice is stored once. */
function contentHash(name: string, dataset: Dataset): string {
  let hash = 0x811c9dc5;
  const mix = (byte: number) => {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  };
  for (let i = 0; i < name.length; i++) mix(name.charCodeAt(i) & 0xff);
  for (const { times, values } of dataset.series) {
    mix(times.length & 0xff);
    for (const bytes of [
      new Uint8Array(times.buffer, times.byteOffset, times.byteLength),
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    ]) {
      for (let i = 0; i < bytes.length; i++) mix(bytes[i]);
    }
  }
  return hash.toString(16).padStart(8, '0');
}
