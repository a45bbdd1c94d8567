/** Rolling-origin back-test: chooses the forecaster of a series by its past errors and takes the intervals from them. */
import { sortedQuantile } from '../numeric/streaming.ts';
import type { Forecaster } from './forecaster.ts';
import { FORECASTERS } from './forecasters.ts';

/** Origins replayed, spread over the newer half of the history. */
const ORIGINS = 12;
/** A series shorter than this has no past to test on: last value, no interval. */
const LEAST_HISTORY = 8;

/** A forecast with intervals taken from back-test errors. Arrays have one entry per step ahead. */
export interface Forecast {
  readonly method: string;
  readonly mean: Float64Array;
  /** Half-widths of the 80 % and 95 % interval; NaN when the history is too short to tell. */
  readonly half80: Float64Array;
  readonly half95: Float64Array;
  /** Mean absolute back-test error of each forecaster, in the series' unit, by id. */
  readonly errors: ReadonlyMap<string, number>;
}

/**
 * Forecasts `horizon` steps beyond a regular history with the method that would have done best on it.
 * @param history oldest first; NaN gaps are bridged by the value before them, leading ones dropped
 */
export function forecast(history: ArrayLike<number>, horizon: number): Forecast {
  const values = bridge(history);
  const n = values.length;
  const mean = new Float64Array(horizon).fill(Number.NaN);
  const half80 = new Float64Array(horizon).fill(Number.NaN);
  const half95 = new Float64Array(horizon).fill(Number.NaN);
  const errors = new Map<string, number>();
  if (n === 0) return { method: FORECASTERS[0].id, mean, half80, half95, errors };
  if (n < LEAST_HISTORY) {
    FORECASTERS[0].predict(values, n, horizon, mean);
    return { method: FORECASTERS[0].id, mean, half80, half95, errors };
  }

  const reach = Math.max(1, Math.min(horizon, Math.floor(n / 4)));
  let best: Trial | undefined;
  for (const forecaster of FORECASTERS) {
    const trial = replay(forecaster, values, reach);
    errors.set(forecaster.id, trial.error);
    if (best === undefined || trial.error < best.error * 0.98) best = trial;
  }
  if (best === undefined) throw new Error('the list of forecasters is empty');
  best.forecaster.predict(values, n, horizon, mean);
  for (let h = 0; h < horizon; h++) {
    const scale = best.base + best.growth * h;
    half80[h] = best.q80 * scale;
    half95[h] = best.q95 * scale;
  }
  return { method: best.forecaster.id, mean, half80, half95, errors };
}

interface Trial {
  readonly forecaster: Forecaster;
  readonly error: number;
  /** Mean absolute error at step h is about base + growth · h. */
  readonly base: number;
  readonly growth: number;
  /** Quantiles of |error| ÷ its expectation. */
  readonly q80: number;
  readonly q95: number;
}

function replay(forecaster: Forecaster, values: Float64Array, reach: number): Trial {
  const n = values.length;
  const first = Math.max(4, Math.floor(n / 2) - reach);
  const stride = Math.max(1, (n - reach - first) / ORIGINS);
  const predicted = new Float64Array(reach);
  const sums = new Float64Array(reach);
  const found: number[] = [];
  const steps: number[] = [];
  let origins = 0;
  for (let at = first; at <= n - reach; at += stride) {
    const origin = Math.floor(at);
    forecaster.predict(values, origin, reach, predicted);
    origins++;
    for (let h = 0; h < reach; h++) {
      const error = Math.abs(values[origin + h] - predicted[h]);
      sums[h] += error;
      found.push(error);
      steps.push(h);
    }
  }
  let error = 0;
  let slope = 0;
  let spread = 0;
  const middle = (reach - 1) / 2;
  for (let h = 0; h < reach; h++) {
    error += sums[h] / origins / reach;
    slope += (h - middle) * (sums[h] / origins);
    spread += (h - middle) ** 2;
  }
  // Errors grow with the distance or stay; a falling line is chance.
  const growth = spread > 0 ? Math.max(0, slope / spread) : 0;
  const base = Math.max(error - growth * middle, error / 4, 1e-12);
  const ratios = Float64Array.from(found, (value, k) => value / (base + growth * steps[k])).sort();
  return {
    forecaster,
    error,
    base,
    growth,
    q80: sortedQuantile(ratios, ratios.length, 0.8),
    q95: sortedQuantile(ratios, ratios.length, 0.95),
  };
}

function bridge(history: ArrayLike<number>): Float64Array {
  const values = new Float64Array(history.length);
  let n = 0;
  let last = Number.NaN;
  for (let k = 0; k < history.length; k++) {
    if (!Number.isNaN(history[k])) last = history[k];
    if (!Number.isNaN(last)) values[n++] = last;
  }
  return values.subarray(0, n);
}
