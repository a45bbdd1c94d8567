/**
 * Stored samples: compressed blocks per source, tier and time; a tail of recent frames until a block is full.
 * Tiers keep the lowest and highest sample of each minute or hour, never an average, so peaks stay what they were.
 */
import { EdgeError } from '../core/domain/errors.ts';
import type { Frame } from '../core/domain/frame.ts';
import type { Samples } from '../core/domain/series.ts';
import { type EpochMs, HOUR, MINUTE, type Ms } from '../core/domain/time.ts';
import { decodeChunk, encodeChunk } from '../core/formats/chunk.ts';
import type { Guard, RecordStore } from './store.ts';

/** Resolutions samples are kept at, finest first, and how long each. */
export const TIERS = [
  { id: 'raw', bucket: 0, keep: 24 * HOUR },
  { id: '1m', bucket: MINUTE, keep: 14 * 24 * HOUR },
  { id: '1h', bucket: HOUR, keep: Number.POSITIVE_INFINITY },
] as const;
export type TierId = (typeof TIERS)[number]['id'];

/** Samples of one series in one block; more start a new block, so that eviction has grains. */
const BLOCK_SAMPLES = 1 << 16;

/** One stored block: every series' samples of a stretch of time, each a chunk of `formats/chunk.ts`. */
interface Block {
  readonly version: 1;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly samples: number;
  /** Byte length of each series' chunk in `bytes`, in series order. */
  readonly lengths: Uint32Array;
  readonly bytes: Uint8Array;
}

/** `c/<source>/<tier>/<from>`: key order is time order. */
export const blockPrefix = (source: string, tier?: TierId) =>
  tier === undefined ? `c/${source}/` : `c/${source}/${tier}/`;
const blockKey = (source: string, tier: TierId, from: EpochMs) =>
  `${blockPrefix(source, tier)}${String(Math.round(from)).padStart(15, '0')}`;

/** Packs series into block records, cut every 65,536 samples of the longest series. */
export function packBlocks(
  source: string,
  tier: TierId,
  series: readonly Samples[],
  step: Ms,
): readonly (readonly [key: string, block: Block])[] {
  const longest = series.reduce((most, { times }) => Math.max(most, times.length), 0);
  const records: (readonly [string, Block])[] = [];
  for (let at = 0; at < longest; at += BLOCK_SAMPLES) {
    const chunks = series.map(({ times, values }) =>
      encodeChunk(
        {
          times: times.subarray(at, at + BLOCK_SAMPLES),
          values: values.subarray(at, at + BLOCK_SAMPLES),
        },
        step,
      ),
    );
    const spans = series
      .map(({ times }) => times.subarray(at, at + BLOCK_SAMPLES))
      .filter((times) => times.length > 0);
    // No spread: a large fleet has more series than a call takes arguments.
    const from = spans.reduce(
      (first, times) => Math.min(first, times[0]),
      Number.POSITIVE_INFINITY,
    );
    const block: Block = {
      version: 1,
      from,
      to: spans.reduce(
        (last, times) => Math.max(last, times[times.length - 1]),
        Number.NEGATIVE_INFINITY,
      ),
      samples: spans.reduce((sum, times) => sum + times.length, 0),
      lengths: Uint32Array.from(chunks, (chunk) => chunk.length),
      bytes: concatenate(chunks),
    };
    records.push([blockKey(source, tier, from), block]);
  }
  return records;
}

/** What could be read back: series in order, and how many chunks were damaged (their samples are gaps). */
export interface Loaded {
  readonly series: readonly Samples[];
  readonly damaged: number;
}

/** Reads the blocks of a source's tier that reach to `since` or later, joined per series. Damaged chunks are counted, the others kept. */
export async function loadSamples(
  store: RecordStore,
  source: string,
  tier: TierId,
  since: EpochMs = Number.NEGATIVE_INFINITY,
): Promise<Loaded> {
  const all = await store.list<Block>(blockPrefix(source, tier));
  const blocks = all.filter(([, block]) => block.to >= since);
  const parts: Samples[][] = [];
  let damaged = 0;
  for (const [, block] of blocks) {
    let offset = 0;
    block.lengths.forEach((length, i) => {
      parts[i] ??= [];
      try {
        parts[i].push(decodeChunk(block.bytes.subarray(offset, offset + length)));
      } catch (error) {
        if (!(error instanceof EdgeError)) throw error;
        damaged++;
      }
      offset += length;
    });
  }
  return { series: parts.map(join), damaged };
}

/**
 * The lowest and highest sample of each bucket, in time order, at the instants they were taken.
 * Gaps stay gaps: a bucket without samples yields none.
 */
export function thin(samples: Samples, bucket: Ms): Samples {
  const { times, values } = samples;
  const kept: number[] = [];
  for (let i = 0; i < times.length; ) {
    const end = (Math.floor(times[i] / bucket) + 1) * bucket;
    let low = -1;
    let high = -1;
    for (; i < times.length && times[i] < end; i++) {
      if (Number.isNaN(values[i])) continue;
      if (low < 0 || values[i] < values[low]) low = i;
      if (high < 0 || values[i] > values[high]) high = i;
    }
    if (low < 0) continue;
    kept.push(Math.min(low, high));
    if (low !== high) kept.push(Math.max(low, high));
  }
  return {
    times: Float64Array.from(kept, (i) => times[i]),
    values: Float32Array.from(kept, (i) => values[i]),
  };
}

/** Buffers live frames and commits them; at most what arrived since the last `flush` can be lost. */
export interface Appender {
  push(frame: Frame): void;
  /** Commits what was pushed, and says how many frames that were; every `BLOCK_TICKS` frames the tail becomes compressed blocks of all tiers. */
  flush(): Promise<number>;
}

/** Frames kept as a plain tail before they are packed. */
const BLOCK_TICKS = 600;

/**
 * Makes the appender of one live source.
 * @param guard refuses commits once another tab has become the writer; `undefined` where there is only one
 */
export function makeAppender(
  store: RecordStore,
  source: string,
  series: number,
  step: Ms,
  guard: () => Guard | undefined,
): Appender {
  /** Frames that are committed but not packed; those of an earlier session are packed with ours. */
  let tail: Frame[] | undefined;
  let unsaved: Frame[] = [];
  const tailKey = (t: EpochMs) => `t/${source}/${String(t).padStart(15, '0')}`;
  return {
    push(frame) {
      unsaved.push({ t: frame.t, values: frame.values.slice() });
    },
    async flush() {
      if (unsaved.length === 0) return 0;
      const batch = unsaved;
      unsaved = [];
      tail ??= [...(await loadTail(store, source))];
      await store.put(
        batch.map((frame) => [tailKey(frame.t), frame]),
        guard(),
      );
      tail = tail.concat(batch);
      if (tail.length < BLOCK_TICKS) return batch.length;
      // Late frames came after newer ones; a tick that was added to was committed twice.
      const full = [...new Map(tail.map((frame) => [frame.t, frame])).values()].sort(
        (a, b) => a.t - b.t,
      );
      tail = [];
      const raw = Array.from({ length: series }, (_, i) => column(full, i));
      const records = TIERS.flatMap(({ id, bucket }) =>
        packBlocks(
          source,
          id,
          bucket === 0 ? raw : raw.map((samples) => thin(samples, bucket)),
          step,
        ),
      );
      await store.put(records, guard());
      await store.delete(full.map((frame) => tailKey(frame.t)));
      return batch.length;
    },
  };
}

/** Frames of a source that were committed but not yet packed, oldest first. */
export async function loadTail(store: RecordStore, source: string): Promise<readonly Frame[]> {
  return (await store.list<Frame>(`t/${source}/`)).map(([, frame]) => frame);
}

/**
 * Keys of the blocks to delete: first what is older than its tier keeps, then the oldest of all until `excess` bytes are freed.
 * Only samples are ever listed: alerts, incidents and settings are not blocks.
 */
export async function blocksToEvict(
  store: RecordStore,
  now: EpochMs,
  excess: number,
): Promise<readonly string[]> {
  const blocks = await store.list<Block>('c/');
  const expired = blocks.filter(([key, block]) => block.to < now - keepOf(key));
  const rest = blocks
    .filter(([key]) => !expired.some(([old]) => old === key))
    .sort((a, b) => a[1].to - b[1].to);
  let freed = expired.reduce((sum, [, block]) => sum + block.bytes.length, 0);
  const evicted = expired.map(([key]) => key);
  for (const [key, block] of rest) {
    if (freed >= excess) break;
    freed += block.bytes.length;
    evicted.push(key);
  }
  return evicted;
}

/** Imported files (`f-…`) are kept whole until room is needed; live tiers by their age. */
function keepOf(key: string): Ms {
  const [, source, tier] = key.split('/');
  if (source.startsWith('f-')) return Number.POSITIVE_INFINITY;
  return TIERS.find(({ id }) => id === tier)?.keep ?? Number.POSITIVE_INFINITY;
}

function column(frames: readonly { t: EpochMs; values: Float32Array }[], i: number): Samples {
  return {
    times: Float64Array.from(frames, (frame) => frame.t),
    values: Float32Array.from(frames, (frame) => frame.values[i]),
  };
}

function join(parts: readonly Samples[]): Samples {
  if (parts.length === 1) return parts[0];
  const length = parts.reduce((sum, part) => sum + part.times.length, 0);
  const times = new Float64Array(length);
  const values = new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    times.set(part.times, at);
    values.set(part.values, at);
    at += part.times.length;
  }
  return { times, values };
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
