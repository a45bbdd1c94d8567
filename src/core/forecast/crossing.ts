/** When a forecast crosses a threshold, with the interval its cone gives. */
import type { Forecast } from './backtest.ts';

/** A predicted crossing. Distances are in steps after the newest value, 1 being the first forecast step; between steps interpolated. */
export interface Crossing {
  readonly steps: number;
  /** Ends of the 80 % interval. `late` is `undefined` when even the horizon may pass without a crossing. */
  readonly early: number;
  readonly late: number | undefined;
}

/**
 * When the expected value first reaches `limit` within the horizon; `undefined` when it does not, or is there from the first step on.
 * @param direction `above`: limits that hurt from below (a full disk); `below`: limits that are fallen under
 */
export function crossing(
  forecast: Forecast,
  limit: number,
  direction: 'above' | 'below',
): Crossing | undefined {
  const sign = direction === 'above' ? 1 : -1;
  const steps = reached(forecast.mean, limit, sign);
  if (steps === undefined || steps <= 1) return undefined;
  const soon = direction === 'above' ? forecast.high80 : forecast.low80;
  const slow = direction === 'above' ? forecast.low80 : forecast.high80;
  return {
    steps,
    early: Math.min(steps, reached(soon, limit, sign) ?? steps),
    late: reached(slow, limit, sign),
  };
}

/** First step, 1-based and interpolated, at which the path is at or beyond the limit. */
function reached(path: Float64Array, limit: number, sign: number): number | undefined {
  for (let h = 0; h < path.length; h++) {
    const over = sign * (path[h] - limit);
    if (!(over >= 0)) continue;
    if (h === 0) return 1;
    const under = sign * (limit - path[h - 1]);
    return h + (under + over > 0 ? under / (under + over) : 1);
  }
  return undefined;
}
