/** Damped Holt smoothing: level and fading trend. Source: Gardner & McKenzie, Management Science 31(10), 1985. */
import type { Forecaster } from './forecaster.ts';

/** Smoothing weights tried for level and trend; the pair with the least squared one-step error is used. */
const LEVEL_WEIGHTS = [0.1, 0.3, 0.6] as const;
const TREND_WEIGHTS = [0.02, 0.1] as const;
/** Share of the trend that survives a step. */
const DAMPING = 0.97;

interface Fit {
  readonly level: number;
  readonly trend: number;
  readonly squares: number;
}

/** Level and damped trend, weights chosen on the history itself. */
export const holt: Forecaster = {
  id: 'holt',
  predict(history, n, horizon, out) {
    let best: Fit | undefined;
    for (const alpha of LEVEL_WEIGHTS) {
      for (const beta of TREND_WEIGHTS) {
        const fit = smooth(history, n, alpha, beta);
        if (best === undefined || fit.squares < best.squares) best = fit;
      }
    }
    const { level, trend } = best ?? { level: Number.NaN, trend: 0 };
    let reach = 0;
    let power = 1;
    for (let h = 0; h < horizon; h++) {
      power *= DAMPING;
      reach += power;
      out[h] = level + trend * reach;
    }
  },
};

function smooth(history: Float64Array, n: number, alpha: number, beta: number): Fit {
  let level = history[0];
  let trend = 0;
  let squares = 0;
  for (let k = 1; k < n; k++) {
    const expected = level + DAMPING * trend;
    const error = history[k] - expected;
    squares += error * error;
    level = expected + alpha * error;
    trend = DAMPING * trend + alpha * beta * error;
  }
  return { level, trend, squares };
}
