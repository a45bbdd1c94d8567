/** Windowed Gaussian: distance from the mean of the last 6,400 samples in their standard deviations. Source: the detector of that name in NAB (Lavin & Ahmad, ICMLA 2015). */
import { baseline } from './baseline.ts';
import type { Detector } from './detector.ts';
import { leastDeviation } from './windowed.ts';

/** The window moves by blocks, as in NAB: 64 blocks of 100 samples. */
const BLOCKS = 64;
const BLOCK = 100;
const LIMIT = 3;
const WARM_UP = 30;

/** Makes the windowed Gaussian for `size` series: 1.1 kB a series. */
export function windowedGaussian(size: number): Detector {
  // Sums are of distances from the first sample, so that squares of large levels do not cancel.
  const origin = new Float64Array(size);
  const sums = new Float64Array(size * BLOCKS);
  const squares = new Float64Array(size * BLOCKS);
  const sum = new Float64Array(size);
  const square = new Float64Array(size);
  return baseline('windowed-gaussian', size, WARM_UP, {
    judge(i, x, n, verdict) {
      if (n === 0) origin[i] = x;
      const block = Math.floor(n / BLOCK);
      const slot = i * BLOCKS + (block % BLOCKS);
      if (n % BLOCK === 0 && block >= BLOCKS) {
        sum[i] -= sums[slot];
        square[i] -= squares[slot];
        sums[slot] = 0;
        squares[slot] = 0;
      }
      const held = block < BLOCKS ? n : (BLOCKS - 1) * BLOCK + (n % BLOCK);
      const y = x - origin[i];
      const mean = held > 0 ? sum[i] / held : 0;
      const variance = held > 1 ? Math.max(0, square[i] / held - mean * mean) : 0;
      const centre = mean + origin[i];
      const deviation = Math.max(Math.sqrt(variance), leastDeviation(centre));
      verdict.sigma = (y - mean) / deviation;
      verdict.evidence = Math.abs(verdict.sigma) / LIMIT;
      verdict.low = centre - LIMIT * deviation;
      verdict.high = centre + LIMIT * deviation;
      sums[slot] += y;
      squares[slot] += y * y;
      sum[i] += y;
      square[i] += y * y;
    },
    reset() {
      for (const state of [sums, squares, sum, square]) state.fill(0);
    },
  });
}
