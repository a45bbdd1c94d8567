/** Three simple forecasters: the last value, the median of the recent past, and a straight line (simple-statistics). */
import { linearRegression } from 'simple-statistics';
import { medianInPlace } from '../numeric/streaming.ts';
import { type Forecaster, newestValue, recent } from './forecaster.ts';

/** Values the medians look back on. */
const MEDIAN_WINDOWS = [6, 12, 24, 48, 96] as const;
/** Samples the lines look back on. */
const LINE_WINDOWS = [12, 48] as const;

/** Tomorrow is like now: the naive forecast all others must beat. */
export const lastValue: Forecaster = {
  id: 'last-value',
  start(history) {
    let last = Number.NaN;
    return [
      {
        advance(n) {
          last = newestValue(history, n);
        },
        predict: (horizon, out) => out.fill(last, 0, horizon),
      },
    ];
  },
};

/** The median of the last 6 … 96 values: robust against spikes, slow to follow. */
export const recentMedian: Forecaster = {
  id: 'median',
  start: (history) =>
    MEDIAN_WINDOWS.map((window) => {
      const scratch = new Float64Array(window);
      let n = 0;
      return {
        advance(to) {
          n = to;
        },
        predict(horizon, out) {
          out.fill(medianInPlace(scratch, recent(history, n, window, scratch)), 0, horizon);
        },
      };
    }),
};

/** A least-squares line through the last 12 or 48 samples, drawn on. */
export const linear: Forecaster = {
  id: 'linear',
  start: (history) =>
    LINE_WINDOWS.map((window) => {
      let n = 0;
      return {
        advance(to) {
          n = to;
        },
        predict(horizon, out) {
          const points: [number, number][] = [];
          for (let k = Math.max(0, n - window); k < n; k++) {
            if (!Number.isNaN(history[k])) points.push([k - n, history[k]]);
          }
          if (points.length < 3) {
            out.fill(newestValue(history, n), 0, horizon);
            return;
          }
          const { m, b } = linearRegression(points);
          for (let h = 0; h < horizon; h++) out[h] = b + m * h;
        },
      };
    }),
};
