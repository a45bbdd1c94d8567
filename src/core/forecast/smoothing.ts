/**
 * Exponential smoothing: simple (Brown 1956), damped trend (Gardner & McKenzie, Management Science 31(10), 1985) and the
 * Theta method as smoothing with half the overall drift (Hyndman & Billah, Int. J. Forecasting 19, 2003).
 */
import type { Forecaster, Walk } from './forecaster.ts';

/** Weights of the newest value tried by simple smoothing and Theta. */
const LEVEL_WEIGHTS = [0.1, 0.4] as const;
/** Weight of level, weight of trend, share of the trend that survives a step. */
const TREND_WEIGHTS = [
  [0.1, 0.02, 0.97],
  [0.3, 0.05, 0.95],
  [0.3, 0.1, 0.99],
] as const;

/** A level that follows the values at 10 or 40 % a step. */
export const smoothing: Forecaster = {
  id: 'ses',
  start: (history) => LEVEL_WEIGHTS.map((weight) => smoothed(history, weight, false)),
};

/** Smoothing plus half the slope of the line through the whole history. */
export const theta: Forecaster = {
  id: 'theta',
  start: (history) => LEVEL_WEIGHTS.map((weight) => smoothed(history, weight, true)),
};

/** A level and a trend that fades with the distance. */
export const holt: Forecaster = {
  id: 'holt',
  start: (history) =>
    TREND_WEIGHTS.map(([levelWeight, trendWeight, damping]) => {
      let level = Number.NaN;
      let trend = 0;
      let read = 0;
      return {
        advance(n) {
          for (; read < n; read++) {
            const x = history[read];
            const expected = level + damping * trend;
            trend *= damping;
            if (Number.isNaN(expected)) level = x;
            else level = expected;
            if (Number.isNaN(x) || Number.isNaN(expected)) continue;
            const error = x - expected;
            level += levelWeight * error;
            trend += levelWeight * trendWeight * error;
          }
        },
        predict(horizon, out) {
          let reach = 0;
          let power = 1;
          for (let h = 0; h < horizon; h++) {
            power *= damping;
            reach += power;
            out[h] = level + trend * reach;
          }
        },
      };
    }),
};

function smoothed(history: Float64Array, weight: number, hasDrift: boolean): Walk {
  let level = Number.NaN;
  let read = 0;
  // Sums for the line through everything read: positions, values, products.
  let count = 0;
  let sumX = 0;
  let sumXX = 0;
  let sumY = 0;
  let sumXY = 0;
  let first = Number.NaN;
  return {
    advance(n) {
      for (; read < n; read++) {
        const x = history[read];
        if (Number.isNaN(x)) continue;
        if (Number.isNaN(level)) {
          level = x;
          first = x;
        }
        level += weight * (x - level);
        count++;
        sumX += read;
        sumXX += read * read;
        sumY += x - first;
        sumXY += read * (x - first);
      }
    },
    predict(horizon, out) {
      const spread = count * sumXX - sumX * sumX;
      const slope = hasDrift && spread > 0 ? (count * sumXY - sumX * sumY) / spread : 0;
      // 1/weight − 1 steps is how far the level lags behind a line.
      for (let h = 0; h < horizon; h++) out[h] = level + 0.5 * slope * (h + 1 / weight);
    },
  };
}
