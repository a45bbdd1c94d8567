/** A window of samples, and what a function of one leaves in it. */
import type { EpochMs, Ms } from '../domain/time.ts';

/** A window of one series, reused while it slides: samples `from` to `to` (exclusive); there is at least one. */
export class Window {
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** For each sample the newest one up to it that is below its predecessor, −1 for none; only for functions of counters. */
  readonly resets: Int32Array | undefined;
  readonly range: Ms;
  readonly extension: 'anchored' | 'smoothed' | undefined;
  from = 0;
  to = 0;
  /** End of the window and the instant asked about; they differ by the offset. */
  t: EpochMs = NaN;
  now: EpochMs = NaN;
  /** The function's scalar arguments at this instant: φ, seconds ahead, smoothing factors. */
  first = NaN;
  second = NaN;
  /** The result; only read when the function answered true. */
  out = NaN;

  constructor(
    times: Float64Array,
    values: Float64Array,
    resets: Int32Array | undefined,
    range: Ms,
    extension: Window['extension'],
  ) {
    this.times = times;
    this.values = values;
    this.resets = resets;
    this.range = range;
    this.extension = extension;
  }
}

/** Computes `out`; answers whether there is a result. */
export type WindowFunction = (window: Window) => boolean;

/** Marks resets for `Window.resets`. */
export function markResets(values: Float64Array): Int32Array {
  const resets = new Int32Array(values.length);
  let newest = -1;
  for (let i = 0; i < values.length; i++) {
    if (i > 0 && values[i] < values[i - 1]) newest = i;
    resets[i] = newest;
  }
  return resets;
}
