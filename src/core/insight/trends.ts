/** Trends by linear regression: how fast each metric has been moving, and whether that is more than its own wandering. */
import { fitLine } from '../numeric/line.ts';
import { studentQuantile, Z97_5 } from '../numeric/student.ts';

/** Fewest values a trend is looked for in. */
const LEAST_POINTS = 12;
/** Student's t, with as many independent points as the residuals' lag-1 correlation leaves, that counts as a trend. */
const SIGNIFICANT = 4;
/** Fewest independent points a trend rests on. */
const LEAST_INDEPENDENT = 5;
/**
 * A line that explains this much is a trend even where the rest is so smooth that nothing of it counts as independent: what fills up
 * rarely does so in a straight line. A random walk of 300 steps gets there once in 400.
 */
const PLAIN_FIT = 0.95;

/** How one metric moves. */
export interface Trend {
  readonly direction: 'rising' | 'falling' | 'steady';
  /** Change per step; over the whole window; and the fitted value at its newest point. */
  readonly slope: number;
  readonly change: number;
  readonly level: number;
  /** Share of the variance the line explains, 0–1. */
  readonly fit: number;
  /** Slope in its own standard errors. */
  readonly t: number;
  /** Half the width of the slope's 95 % interval, per step. */
  readonly margin: number;
}

/**
 * Fits a line through a window; `undefined` with fewer than 12 values. Neighbouring samples of a metric are alike, so
 * the number of independent ones is n (1 − ρ)/(1 + ρ), ρ the lag-1 autocorrelation of the residuals (Bartlett 1935; Santer et al. 2000).
 * @param values oldest first, regular, NaN a missing sample
 */
export function trendOfWindow(values: ArrayLike<number>): Trend | undefined {
  const n = values.length;
  const line = fitLine(values, 0, n);
  if (line.points < LEAST_POINTS) return undefined;
  let squares = 0;
  let products = 0;
  let before = Number.NaN;
  let mean = 0;
  let total = 0;
  let count = 0;
  for (let k = 0; k < n; k++) {
    const x = values[k];
    if (Number.isNaN(x)) {
      before = Number.NaN;
      continue;
    }
    const residual = x - (line.level + line.slope * (k - n + 1));
    squares += residual * residual;
    if (!Number.isNaN(before)) products += before * residual;
    before = residual;
    count++;
    const d = x - mean;
    mean += d / count;
    total += d * (x - mean);
  }
  const flat = total <= 1e-24 * count * (1 + mean * mean);
  const exact = squares <= 1e-18 * total;
  const correlation = exact ? 0 : Math.max(0, Math.min(0.999, products / squares));
  const fit = flat ? 0 : Math.max(0, 1 - squares / total);
  const isPlain = fit >= PLAIN_FIT;
  const independent = Math.max(
    (count * (1 - correlation)) / (1 + correlation),
    isPlain ? LEAST_INDEPENDENT : 0,
  );
  const free = Math.max(1, independent - 2);
  const error = Math.sqrt(squares / free / line.spread);
  const t = flat ? 0 : line.slope / (error + 1e-300);
  const isTrend =
    isPlain || (!flat && Math.abs(t) >= SIGNIFICANT && independent >= LEAST_INDEPENDENT);
  return {
    direction: !isTrend ? 'steady' : line.slope > 0 ? 'rising' : 'falling',
    slope: line.slope,
    change: line.slope * (n - 1),
    level: line.level,
    fit,
    t: Math.max(-1e6, Math.min(1e6, t)),
    margin: flat ? 0 : error * studentQuantile(Z97_5, free),
  };
}
