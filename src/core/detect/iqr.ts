/** Tukey's fences (Exploratory Data Analysis, 1977): beyond 1.5 interquartile ranges of the last 20 samples is anomalous. */
import { quantileSorted } from 'simple-statistics';
import { sortShort } from '../numeric/streaming.ts';
import type { Detector } from './detector.ts';
import { type Judge, leastDeviation, windowed } from './windowed.ts';

const WINDOW = 20;
const FENCE = 1.5;
/** Interquartile range of a normal variate in standard deviations. */
const IQR_PER_SD = 1.3489795003921634;

const judge: Judge = (window, x, verdict) => {
  sortShort(window, window.length);
  const q1 = quantileSorted(window, 0.25);
  const q3 = quantileSorted(window, 0.75);
  const range = Math.max(q3 - q1, IQR_PER_SD * leastDeviation(q3));
  const beyond = x > q3 ? x - q3 : x < q1 ? q1 - x : 0;
  verdict.evidence = beyond / (FENCE * range);
  verdict.low = q1 - FENCE * range;
  verdict.high = q3 + FENCE * range;
  verdict.sigma = (x - (q1 + q3) / 2) / (range / IQR_PER_SD);
};

/** Makes the interquartile-range detector for `size` series. */
export function iqr(size: number): Detector {
  return windowed('iqr', size, WINDOW, judge);
}
