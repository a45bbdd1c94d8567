/** Measured quality of forecasts on a series: mean absolute scaled error (Hyndman & Koehler, Int. J. Forecasting 22, 2006) and interval coverage. */
import { type ForecastOptions, forecast } from './backtest.ts';

/** How forecasts are made, and how much of the past they see. */
export interface MeasureOptions extends ForecastOptions {
  /** Samples before each origin that may be seen: as if the series had begun there. Default: all. */
  readonly past?: number;
}

/** Figures of one series and one choice of methods. */
export interface ForecastQuality {
  /** Mean absolute error ÷ the scale: the mean absolute step of the first half of the series. */
  readonly mase: number;
  /** The same of repeating the last value, from the same origins. */
  readonly naiveMase: number;
  /** Shares of the values that fell inside the 80 % and 95 % intervals, ends included; NaN when none was given. */
  readonly coverage80: number;
  readonly coverage95: number;
  /** Origins forecast from, and how often each method had the largest share, by id. */
  readonly origins: number;
  readonly chosen: ReadonlyMap<string, number>;
}

/** Rounding must not push a constant series out of its own interval: this share of the value. */
const SLACK = 1e-9;

/**
 * Forecasts from origins spread over the second half of a series, seeing only what lies before each, and compares with what came.
 * Yields the share done after each origin. `undefined` when the series never moves in its first half or is too short.
 * @param values oldest first, NaN a missing sample
 * @param most origins at most; they are at least a horizon apart
 */
export function* measureForecast(
  values: Float64Array,
  horizon: number,
  most: number,
  options: MeasureOptions = {},
): Generator<number, ForecastQuality | undefined, void> {
  const n = values.length;
  const half = n >> 1;
  const { past = n } = options;
  const scale = meanStep(values, half);
  if (!(scale > 0) || half + horizon > n) return undefined;
  const stride = Math.max(horizon, Math.floor((n - half - horizon) / most));
  const chosen = new Map<string, number>();
  let error = 0;
  let naive = 0;
  let count = 0;
  let inside80 = 0;
  let inside95 = 0;
  let judged = 0;
  let origins = 0;
  for (let origin = half; origin + horizon <= n; origin += stride) {
    const found = forecast(values.subarray(Math.max(0, origin - past), origin), horizon, options);
    const { mean, low80, high80, low95, high95 } = found;
    chosen.set(found.method, (chosen.get(found.method) ?? 0) + 1);
    origins++;
    let last = origin - 1;
    while (last > 0 && Number.isNaN(values[last])) last--;
    for (let h = 0; h < horizon; h++) {
      const x = values[origin + h];
      if (Number.isNaN(x) || Number.isNaN(mean[h])) continue;
      error += Math.abs(x - mean[h]);
      naive += Math.abs(x - values[last]);
      count++;
      if (Number.isNaN(low80[h])) continue;
      const slack = SLACK * (1 + Math.abs(x));
      judged++;
      if (x >= low80[h] - slack && x <= high80[h] + slack) inside80++;
      if (x >= low95[h] - slack && x <= high95[h] + slack) inside95++;
    }
    yield Math.min(1, (origin + horizon - half) / (n - half));
  }
  if (count === 0) return undefined;
  return {
    mase: error / count / scale,
    naiveMase: naive / count / scale,
    coverage80: judged > 0 ? inside80 / judged : Number.NaN,
    coverage95: judged > 0 ? inside95 / judged : Number.NaN,
    origins,
    chosen,
  };
}

function meanStep(values: Float64Array, to: number): number {
  let sum = 0;
  let count = 0;
  for (let k = 1; k < to; k++) {
    const step = Math.abs(values[k] - values[k - 1]);
    if (Number.isNaN(step)) continue;
    sum += step;
    count++;
  }
  return count > 0 ? sum / count : Number.NaN;
}
