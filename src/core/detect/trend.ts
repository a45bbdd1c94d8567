/** Trend change: the regression slope of the last 10 samples against that of the 20 before them (Student's t of two slopes). */
import { linearRegression, linearRegressionLine } from 'simple-statistics';
import type { Detector } from './detector.ts';
import { type Judge, leastDeviation, windowed } from './windowed.ts';

const BEFORE = 20;
const RECENT = 10;
/** Difference of the slopes that is anomalous, in standard errors. */
const LIMIT = 5;
/** Σ(k − mean)² over k = 0 … n − 1, by which a slope's variance falls. */
const spread = (n: number): number => (n * (n * n - 1)) / 12;

/** Makes the trend detector for `size` series. */
export function trend(size: number): Detector {
  const before: [number, number][] = Array.from({ length: BEFORE }, (_, k) => [k, 0]);
  const recent: [number, number][] = Array.from({ length: RECENT }, (_, k) => [BEFORE + k, 0]);

  const judge: Judge = (window, x, verdict) => {
    for (let k = 0; k < BEFORE; k++) before[k][1] = window[k];
    for (let k = 0; k < RECENT; k++) recent[k][1] = k + 1 < RECENT ? window[BEFORE + k] : x;
    const past = linearRegression(before);
    const line = linearRegressionLine(past);
    let squares = 0;
    for (let k = 0; k < BEFORE; k++) squares += (before[k][1] - line(k)) ** 2;
    const deviation = Math.max(Math.sqrt(squares / (BEFORE - 2)), leastDeviation(past.b));
    const change = linearRegression(recent).m - past.m;
    const error = deviation * Math.sqrt(1 / spread(BEFORE) + 1 / spread(RECENT));
    verdict.evidence = Math.abs(change) / (LIMIT * error);
    const expected = line(BEFORE + RECENT - 1);
    verdict.low = expected - LIMIT * deviation;
    verdict.high = expected + LIMIT * deviation;
    verdict.sigma = (x - expected) / deviation;
  };
  return windowed('trend', size, BEFORE + RECENT - 1, judge);
}
