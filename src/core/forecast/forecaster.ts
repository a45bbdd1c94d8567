/** The forecaster contract: one or more variants that read a history forwards and can predict at any point of it. */

/** What a forecaster may know besides the values: lengths of the rhythms worth trying, in samples. */
export interface Rhythms {
  /** Samples per hour, day and week; `undefined` when the step is unknown or a cycle is too short to have a shape. */
  readonly hour: number | undefined;
  readonly day: number | undefined;
  readonly week: number | undefined;
}

/** One parameter choice of a forecaster, reading one history. */
export interface Walk {
  /** Reads on up to, not including, index `n`; `n` never decreases and is at least 1. Nothing from `n` on may be looked at. */
  advance(n: number): void;
  /** Writes the expected values at n … n + horizon − 1 into `out`; NaN as long as no value has been read. */
  predict(horizon: number, out: Float64Array): void;
}

/** A way of continuing a series on its own regular grid. Back-tests choose among the variants of all forecasters. */
export interface Forecaster {
  readonly id: string;
  /**
   * Begins to read a history, one walk per variant; none when the forecaster cannot apply (no such rhythm).
   * @param history oldest first, NaN a missing sample; not copied, must not change while the walks are in use
   */
  start(history: Float64Array, rhythms: Rhythms): readonly Walk[];
}

/**
 * Copies the newest `most` values before index `n` that are not missing into `out`, newest first, and returns how many there were.
 * Looks back over at most four times as many samples.
 */
export function recent(history: Float64Array, n: number, most: number, out: Float64Array): number {
  const end = Math.max(0, n - 4 * most);
  let count = 0;
  for (let k = n - 1; k >= end && count < most; k--) {
    if (!Number.isNaN(history[k])) out[count++] = history[k];
  }
  return count;
}

/** The newest value before index `n` that is not missing; NaN when there is none. */
export function newestValue(history: Float64Array, n: number): number {
  let k = n - 1;
  while (k >= 0 && Number.isNaN(history[k])) k--;
  return k < 0 ? Number.NaN : history[k];
}
