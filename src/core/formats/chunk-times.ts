/** Times of a history chunk: a regular grid with exceptions, delta-of-delta for irregular ones, raw doubles for what is not whole milliseconds. Source of delta-of-delta: Pelkonen et al., Gorilla, VLDB 2015. */
import type { Ms } from '../domain/time.ts';
import type { ByteReader, ByteWriter } from './byte-stream.ts';

/** How times are written; part of the chunk's flags. */
export const TIME_MODE = { grid: 0, exceptions: 1, deltas: 2, raw: 3 } as const;

/** Times beyond this (year 70,000 or so) are written raw. */
const LARGEST = 2 ** 51;
/** With more than one exception in this many samples, deltas are shorter. */
const EXCEPTION_SHARE = 8;

/** Writes `times` and returns the mode used. `step` is where the next sample is expected; any value is safe. */
export function writeTimes(times: Float64Array, step: Ms, out: ByteWriter): number {
  const count = times.length;
  if (count === 0) return TIME_MODE.grid;
  let exceptions = 0;
  for (let i = 0; i < count; i++) {
    const t = times[i];
    if (!Number.isInteger(t) || Math.abs(t) > LARGEST || (t === 0 && Object.is(t, -0)))
      return writeRaw(times, out);
    if (i > 0 && t !== times[i - 1] + step) exceptions++;
  }
  if (
    !Number.isInteger(step) ||
    step <= 0 ||
    step > LARGEST ||
    exceptions * EXCEPTION_SHARE > count
  )
    return writeDeltas(times, out);
  out.signed(times[0]);
  out.varint(step);
  if (exceptions === 0) return TIME_MODE.grid;
  out.varint(exceptions);
  let last = 0;
  for (let i = 1; i < count; i++) {
    const off = times[i] - (times[i - 1] + step);
    if (off === 0) continue;
    out.varint(i - last);
    out.signed(off);
    last = i;
  }
  return TIME_MODE.exceptions;
}

function writeDeltas(times: Float64Array, out: ByteWriter): number {
  out.signed(times[0]);
  let delta = 0;
  for (let i = 1; i < times.length; i++) {
    const next = times[i] - times[i - 1];
    out.signed(next - delta);
    delta = next;
  }
  return TIME_MODE.deltas;
}

function writeRaw(times: Float64Array, out: ByteWriter): number {
  for (let i = 0; i < times.length; i++) out.float64(times[i]);
  return TIME_MODE.raw;
}

/** Reads `count` times written in `mode`. @throws RangeError when the bytes end early or make no sense */
export function readTimes(mode: number, count: number, from: ByteReader): Float64Array {
  const times = new Float64Array(count);
  if (count === 0) return times;
  if (mode === TIME_MODE.raw) {
    for (let i = 0; i < count; i++) times[i] = from.float64();
    return times;
  }
  times[0] = from.signed();
  if (mode === TIME_MODE.deltas) {
    let delta = 0;
    for (let i = 1; i < count; i++) {
      delta += from.signed();
      times[i] = times[i - 1] + delta;
    }
    return times;
  }
  const step = from.varint();
  let left = mode === TIME_MODE.exceptions ? from.varint() : 0;
  let next = left > 0 ? from.varint() : count;
  for (let i = 1; i < count; i++) {
    times[i] = times[i - 1] + step;
    if (i !== next) continue;
    times[i] += from.signed();
    left--;
    next = left > 0 ? i + from.varint() : count;
  }
  if (left !== 0) throw new RangeError('exceptions behind the last sample');
  return times;
}
