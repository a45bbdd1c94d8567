/** Streaming statistics: exponential weights and order statistics over a caller's scratch buffer. */

/** Weight per tick of an exponential average that remembers about `ticks` ticks (its time constant); at least one tick. */
export function ewmaWeight(ticks: number): number {
  return 1 / Math.max(1, ticks);
}

/**
 * Sorts the first `n` entries of `buffer` in place, ascending. Insertion sort: meant for short windows
 * (tens of values) in hot loops, where it beats the built-in and allocates nothing. NaN must be removed before.
 */
export function sortShort(buffer: Float64Array | number[], n: number): void {
  for (let k = 1; k < n; k++) {
    const x = buffer[k];
    let j = k - 1;
    while (j >= 0 && buffer[j] > x) {
      buffer[j + 1] = buffer[j];
      j--;
    }
    buffer[j + 1] = x;
  }
}

/** Linear-interpolated quantile (type 7) of the first `n` entries of a sorted buffer; NaN when `n` is 0. */
export function sortedQuantile(sorted: ArrayLike<number>, n: number, q: number): number {
  if (n === 0) return Number.NaN;
  const at = q * (n - 1);
  const below = Math.floor(at);
  const above = Math.min(n - 1, below + 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** Median of the first `n` entries of `buffer`, which is sorted by it; NaN when `n` is 0. */
export function medianInPlace(buffer: Float64Array | number[], n: number): number {
  sortShort(buffer, n);
  return sortedQuantile(buffer, n, 0.5);
}
