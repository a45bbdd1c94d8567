/** A bounded window of live frames, readable as series: whole ticks in one ring, oldest overwritten first. */
import type { Fleet } from '../domain/fleet.ts';
import { seriesCount } from '../domain/fleet.ts';
import type { Frame } from '../domain/frame.ts';
import type { SeriesReader } from '../domain/series.ts';
import type { EpochMs, Ms } from '../domain/time.ts';

/** A SeriesReader that frames are pushed into. */
export interface Store extends SeriesReader {
  /** Adds a tick. A frame of the newest instant replaces it. @throws Error when it is older: a store only moves forward */
  push(frame: Frame): void;
  /**
   * Puts the samples of a late or partial frame into its tick, beside those it has; a tick that was left out is put in its place.
   * @returns whether the tick is new
   */
  amend(frame: Frame): boolean;
  /** Forgets all ticks. */
  clear(): void;
  /** Writes tick `t` into `out`; `false`, and NaN, when there is none. */
  frame(t: EpochMs, out: Float32Array): boolean;
  /** Ticks held and the most that fit the budget. */
  readonly ticks: number;
  readonly capacity: number;
  /** Bytes allocated for samples and times. */
  readonly bytes: number;
}

/** Ticks allocated at first; grows by doubling up to the capacity, so that short sessions stay small. */
const FIRST_TICKS = 256;

/**
 * Makes a store of at most `budget` bytes, and of at least two ticks.
 * @param step the interval frames come at
 */
export function makeStore(fleet: Fleet, step: Ms, budget: number): Store {
  const width = seriesCount(fleet);
  const servers = fleet.servers.length;
  const capacity = Math.max(2, Math.floor(budget / (8 + 4 * width)));
  let room = Math.min(capacity, FIRST_TICKS);
  let times = new Float64Array(room);
  let values = new Float32Array(room * width);
  /** Slot of the oldest tick, and how many there are. */
  let head = 0;
  let count = 0;

  /** Unrolls the ring into arrays of the next size. */
  function grow(): void {
    const wider = Math.min(capacity, room * 2);
    const nextTimes = new Float64Array(wider);
    const nextValues = new Float32Array(wider * width);
    const beforeWrap = Math.min(count, room - head);
    nextTimes.set(times.subarray(head, head + beforeWrap));
    nextTimes.set(times.subarray(0, count - beforeWrap), beforeWrap);
    nextValues.set(values.subarray(head * width, (head + beforeWrap) * width));
    nextValues.set(values.subarray(0, (count - beforeWrap) * width), beforeWrap * width);
    times = nextTimes;
    values = nextValues;
    room = wider;
    head = 0;
  }

  const slot = (i: number) => (head + i) % room;

  /** Number of ticks before or at `t`. */
  function upTo(t: EpochMs): number {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (times[slot(middle)] <= t) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Makes room for a tick after the first `before`, all NaN; its index, -1 when it is older than all a full ring holds. */
  function insert(before: number, t: EpochMs): number {
    if (count === room && room < capacity) grow();
    let index = before;
    if (count < room) count++;
    else if (index-- === 0) return -1;
    else head = (head + 1) % room;
    for (let i = count - 1; i > index; i--) {
      times[slot(i)] = times[slot(i - 1)];
      const from = slot(i - 1) * width;
      values.copyWithin(slot(i) * width, from, from + width);
    }
    times[slot(index)] = t;
    values.fill(Number.NaN, slot(index) * width, (slot(index) + 1) * width);
    return index;
  }

  return {
    fleet,
    step,
    capacity,
    get ticks() {
      return count;
    },
    get bytes() {
      return times.byteLength + values.byteLength;
    },
    extent() {
      return count === 0
        ? { from: NaN, to: NaN }
        : { from: times[slot(0)], to: times[slot(count - 1)] };
    },
    push(frame) {
      const newest = count === 0 ? Number.NEGATIVE_INFINITY : times[slot(count - 1)];
      if (frame.t < newest) throw new Error(`frame of ${frame.t} after ${newest}`);
      if (frame.t === newest) {
        values.set(frame.values, slot(count - 1) * width);
        return;
      }
      if (count === room && room < capacity) grow();
      if (count === room) head = (head + 1) % room;
      else count++;
      const at = slot(count - 1);
      times[at] = frame.t;
      values.set(frame.values, at * width);
    },
    amend(frame) {
      const before = upTo(frame.t);
      const isNew = before === 0 || times[slot(before - 1)] !== frame.t;
      const index = isNew ? insert(before, frame.t) : before - 1;
      if (index < 0) return false;
      const at = slot(index) * width;
      for (let i = 0; i < width; i++)
        if (!Number.isNaN(frame.values[i])) values[at + i] = frame.values[i];
      return isNew;
    },
    clear() {
      head = 0;
      count = 0;
    },
    frame(t, out) {
      const i = upTo(t) - 1;
      if (i < 0 || times[slot(i)] !== t) {
        out.fill(Number.NaN);
        return false;
      }
      const at = slot(i) * width;
      out.set(values.subarray(at, at + width));
      return true;
    },
    read(metric, server, start, end, limit = Number.POSITIVE_INFINITY) {
      const to = upTo(end);
      let from = upTo(start);
      if (from > 0 && times[slot(from - 1)] === start) from--;
      const stride = Math.max(1, Math.ceil((to - from) / Math.max(1, limit)));
      // Aligned to instants, so that a moving window keeps showing the same ticks.
      const phase = stride === 1 || from >= to ? 0 : Math.round(times[slot(from)] / step) % stride;
      const first = from + (phase === 0 ? 0 : stride - phase);
      const kept = Math.max(0, Math.ceil((to - first) / stride));
      const outTimes = new Float64Array(kept);
      const outValues = new Float32Array(kept);
      const column = metric * servers + server;
      for (let i = 0; i < kept; i++) {
        const at = slot(first + i * stride);
        outTimes[i] = times[at];
        outValues[i] = values[at * width + column];
      }
      return { times: outTimes, values: outValues };
    },
  };
}
