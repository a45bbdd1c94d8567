/** Three simple forecasters: the last value, the median of the recent past, and a straight line. */
import { medianInPlace } from '../numeric/streaming.ts';
import type { Forecaster } from './forecaster.ts';

/** Values the median and the line look back on. */
const MEDIAN_WINDOW = 24;
const LINE_WINDOW = 60;

/** Tomorrow is like now: the naive forecast all others must beat. */
export const lastValue: Forecaster = {
  id: 'last-value',
  predict(history, n, horizon, out) {
    for (let h = 0; h < horizon; h++) out[h] = history[n - 1];
  },
};

/** The median of the last 24 values: robust against spikes, slow to follow. */
export const recentMedian: Forecaster = {
  id: 'median',
  predict(history, n, horizon, out) {
    const window = history.slice(Math.max(0, n - MEDIAN_WINDOW), n);
    const centre = medianInPlace(window, window.length);
    for (let h = 0; h < horizon; h++) out[h] = centre;
  },
};

/** A least-squares line through the last 60 values, drawn on. */
export const linear: Forecaster = {
  id: 'linear',
  predict(history, n, horizon, out) {
    const from = Math.max(0, n - LINE_WINDOW);
    const { level, slope } = fitLine(history, from, n);
    for (let h = 0; h < horizon; h++) out[h] = level + slope * (h + 1);
  },
};

/** A least-squares line and how well it is known. */
export interface Line {
  /** Value at the newest point and change per step. */
  readonly level: number;
  readonly slope: number;
  /** Standard deviation of the residuals, Σ(k − mean)² of the abscissa, and number of points. */
  readonly sigma: number;
  readonly spread: number;
  readonly points: number;
}

/** Fits a line to `values[from … to − 1]`, NaN left out. Fewer than 3 values give a flat line with an unknown (NaN) sigma. */
export function fitLine(values: ArrayLike<number>, from: number, to: number): Line {
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  for (let k = from; k < to; k++) {
    if (Number.isNaN(values[k])) continue;
    n++;
    sumX += k;
    sumY += values[k];
  }
  const meanX = sumX / n;
  const meanY = sumY / n;
  if (n < 3) return { level: meanY, slope: 0, sigma: Number.NaN, spread: 0, points: n };
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let k = from; k < to; k++) {
    if (Number.isNaN(values[k])) continue;
    const dx = k - meanX;
    const dy = values[k] - meanY;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const slope = xy / xx;
  const squares = Math.max(0, yy - slope * xy);
  return {
    level: meanY + slope * (to - 1 - meanX),
    slope,
    sigma: Math.sqrt(squares / (n - 2)),
    spread: xx,
    points: n,
  };
}
