/** EWMA chart: distance from a fast exponential average in its slow exponential deviation. Source: Roberts, Technometrics 1(3), 1959. */
import { ewmaWeight } from '../numeric/streaming.ts';
import { baseline } from './baseline.ts';
import type { Detector } from './detector.ts';
import { leastDeviation } from './windowed.ts';

/** Weight of the newest sample in the average. */
const FAST_WEIGHT = 0.3;
/** Memory of the variance, in samples. */
const MEMORY = 1000;
/** Distance that is anomalous, in standard deviations. */
const LIMIT = 5;
const WARM_UP = 10;

/** Makes the EWMA chart for `size` series: 16 bytes a series. */
export function ewma(size: number): Detector {
  const slowWeight = ewmaWeight(MEMORY);
  const mean = new Float64Array(size);
  const variance = new Float64Array(size);
  return baseline('ewma', size, WARM_UP, {
    judge(i, x, n, verdict) {
      if (n === 0) mean[i] = x;
      const away = x - mean[i];
      const deviation = Math.max(Math.sqrt(variance[i]), leastDeviation(mean[i]));
      verdict.sigma = away / deviation;
      verdict.evidence = Math.abs(verdict.sigma) / LIMIT;
      verdict.low = mean[i] - LIMIT * deviation;
      verdict.high = mean[i] + LIMIT * deviation;
      variance[i] += Math.max(slowWeight, 1 / (n + 1)) * (away * away - variance[i]);
      mean[i] += FAST_WEIGHT * away;
    },
    reset() {
      variance.fill(0);
    },
  });
}
