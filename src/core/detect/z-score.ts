/** Sliding z-score: distance from the mean of the last 20 samples in their standard deviations; |z| > 2.5 is anomalous. */
import { mean, sampleStandardDeviation } from 'simple-statistics';
import type { Detector } from './detector.ts';
import { type Judge, leastDeviation, windowed } from './windowed.ts';

const WINDOW = 20;
const LIMIT = 2.5;

const judge: Judge = (window, x, verdict) => {
  const centre = mean(window);
  const deviation = Math.max(sampleStandardDeviation(window), leastDeviation(centre));
  verdict.sigma = (x - centre) / deviation;
  verdict.evidence = Math.abs(verdict.sigma) / LIMIT;
  verdict.low = centre - LIMIT * deviation;
  verdict.high = centre + LIMIT * deviation;
};

/** Makes the z-score detector for `size` series. */
export function zScore(size: number): Detector {
  return windowed('z-score', size, WINDOW, judge);
}
