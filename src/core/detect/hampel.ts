/** Baseline: distance from the median of the last 31 samples in their median absolute deviations (Hampel, JASA 69(346), 1974). */
import { medianInPlace } from '../numeric/streaming.ts';
import type { Detector } from './detector.ts';
import { type Judge, leastDeviation, windowed } from './windowed.ts';

const WINDOW = 31;
/** Distance that is anomalous, in standard deviations. */
const LIMIT = 5;
/** Median absolute deviation → standard deviation of a normal variate. */
const SD_PER_MAD = 1.4826022185056018;

/** Makes the Hampel detector for `size` series. */
export function hampel(size: number): Detector {
  const scratch = new Float64Array(WINDOW);
  const judge: Judge = (window, x, verdict) => {
    for (let k = 0; k < WINDOW; k++) scratch[k] = window[k];
    const centre = medianInPlace(scratch, WINDOW);
    for (let k = 0; k < WINDOW; k++) scratch[k] = Math.abs(window[k] - centre);
    const unit = Math.max(SD_PER_MAD * medianInPlace(scratch, WINDOW), leastDeviation(centre));
    verdict.sigma = (x - centre) / unit;
    verdict.evidence = Math.abs(verdict.sigma) / LIMIT;
    verdict.low = centre - LIMIT * unit;
    verdict.high = centre + LIMIT * unit;
  };
  return windowed('hampel', size, WINDOW, judge);
}
