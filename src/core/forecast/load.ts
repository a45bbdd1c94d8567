/** Load outlook: the next hours of one metric, of a server or of the fleet — peak, predicted crossing, unusual stretches, advice. */
import { limitOfMetric } from '../domain/limits.ts';
import type { Metric } from '../domain/metrics.ts';
import type { Ms } from '../domain/time.ts';
import { sortedQuantile } from '../numeric/streaming.ts';
import { type Forecast, forecast } from './backtest.ts';
import { type Crossing, crossing } from './crossing.ts';

/** Shares of the history outside which a predicted value is unusual. */
const USUAL_LOW = 0.005;
const USUAL_HIGH = 0.995;
/** An unusual stretch leaves the usual range by this share of it, and lasts this many steps: less is no news. */
const BEYOND = 0.05;
const LEAST_STEPS = 2;
/** Confidence left when nothing of the distance could be tested. */
const UNTESTED = 0.5;

/** What to do about a predicted crossing; the screen words it. */
export type LoadAdvice =
  | 'free-space'
  | 'find-leak'
  | 'add-capacity'
  | 'spread-io'
  | 'check-cooling'
  | 'check-errors'
  | 'check-latency';

/** Advice by metric; those without a limit have none. */
export const ADVICE: Readonly<Record<string, LoadAdvice>> = {
  cpu: 'add-capacity',
  memory: 'find-leak',
  disk: 'free-space',
  disk_io: 'spread-io',
  error_ratio: 'check-errors',
  latency_p95: 'check-latency',
  temperature: 'check-cooling',
};

/** A stretch of the forecast outside what the history has usually been. Steps after the newest value, both ends included, 1-based. */
export interface UnusualStretch {
  readonly from: number;
  readonly to: number;
  readonly direction: 'above' | 'below';
}

/** The next hours of one metric. */
export interface LoadOutlook {
  readonly metric: string;
  readonly forecast: Forecast;
  /** Step after the newest value (1-based) and value of the highest expectation; NaN without a forecast. */
  readonly peakStep: number;
  readonly peak: number;
  /** The limit looked at and when it is crossed; `undefined` where the catalogue has no limit, or no crossing is expected. */
  readonly limit: number | undefined;
  readonly crossing: Crossing | undefined;
  readonly unusual: readonly UnusualStretch[];
  /**
   * 1 − mean width of the 80 % interval ÷ scale (the metric's range, or the largest past value), within 0–1, and less the shorter
   * the tested part of the distance: half of it when none was. NaN when unknown.
   */
  readonly confidence: number;
  readonly advice: LoadAdvice | undefined;
}

/**
 * Looks `horizon` steps ahead of one metric.
 * @param history oldest first, NaN a missing sample
 * @param step interval of the samples, for the rhythms of day and week
 */
export function loadOutlook(
  metric: Metric,
  history: ArrayLike<number>,
  step: Ms,
  horizon: number,
): LoadOutlook {
  const result = forecast(history, horizon, { step, min: metric.min, max: metric.max });
  const known = Float64Array.from(history)
    .filter((x) => !Number.isNaN(x))
    .sort();
  let peakStep = Number.NaN;
  let peak = Number.NaN;
  let width = 0;
  for (let h = 0; h < horizon; h++) {
    if (!(result.mean[h] <= peak)) {
      peak = result.mean[h];
      peakStep = h + 1;
    }
    width += (result.high80[h] - result.low80[h]) / horizon;
  }
  const range = metric.max - metric.min;
  const largest = Math.max(Math.abs(known.at(0) ?? 0), Math.abs(known.at(-1) ?? 0));
  const scale = Number.isFinite(range) && metric.unit === '1' ? range : largest;
  const limit = limitOfMetric(metric.id);
  const crossed = limit === undefined ? undefined : crossing(result, limit, 'above');
  return {
    metric: metric.id,
    forecast: result,
    peakStep,
    peak,
    limit,
    crossing: crossed,
    unusual: unusualIn(result.mean, known),
    confidence:
      scale > 0
        ? Math.min(1, Math.max(0, 1 - width / scale)) *
          (UNTESTED + (1 - UNTESTED) * (result.tested / horizon))
        : Number.NaN,
    advice: crossed === undefined ? undefined : ADVICE[metric.id],
  };
}

/** The mean of several servers' histories at each instant, missing samples left out; NaN where all are missing. */
export function meanOf(histories: readonly ArrayLike<number>[], length: number): Float64Array {
  const mean = new Float64Array(length);
  for (let k = 0; k < length; k++) {
    let sum = 0;
    let count = 0;
    for (const history of histories) {
      if (k >= history.length || Number.isNaN(history[k])) continue;
      sum += history[k];
      count++;
    }
    mean[k] = count > 0 ? sum / count : Number.NaN;
  }
  return mean;
}

function unusualIn(mean: Float64Array, sorted: Float64Array): UnusualStretch[] {
  const low = sortedQuantile(sorted, sorted.length, USUAL_LOW);
  const high = sortedQuantile(sorted, sorted.length, USUAL_HIGH);
  // A constant history makes every rounding error unusual.
  const slack = BEYOND * (high - low) + 1e-9 * Math.max(Math.abs(low), Math.abs(high));
  const found: UnusualStretch[] = [];
  let open: { from: number; direction: 'above' | 'below' } | undefined;
  for (let h = 0; h <= mean.length; h++) {
    const x = h < mean.length ? mean[h] : Number.NaN;
    const direction = x > high + slack ? 'above' : x < low - slack ? 'below' : undefined;
    if (open !== undefined && open.direction !== direction) {
      if (h - open.from + 1 >= LEAST_STEPS) found.push({ ...open, to: h });
      open = undefined;
    }
    if (open === undefined && direction !== undefined) open = { from: h + 1, direction };
  }
  return found;
}
