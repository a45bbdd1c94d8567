/** Headroom: when a rising series reaches its limit, with an interval. A line fitted over the window that predicted best. */
import { fitLine, type Line } from '../numeric/line.ts';
import { Z90 } from '../numeric/student.ts';

/** Windows tried, in points; the shorter one sees a leak that began a moment ago. */
const WINDOWS = [20, 60, 180] as const;
/** Newest points that each window must predict from those before them. */
const HELD_BACK = 6;
/** Least slope, in its own standard errors, that counts as a trend. */
const SIGNIFICANT = 8;
/** A trend is drawn on for at most this many times the window it was seen in. */
export const TREND_REACH = 8;
/** The window was chosen by its own points, so the line looks better known than it is; measured on simulated leaks. */
const CHOSEN = 1.2;

/** A predicted crossing. Distances are in steps after the newest value. */
export interface Headroom {
  readonly steps: number;
  /** Ends of the 80 % interval; `late` is `undefined` when the limit may never be reached. */
  readonly early: number;
  readonly late: number | undefined;
  /** Change per step. */
  readonly slope: number;
}

/**
 * Predicts when a series reaches `limit` from below; `undefined` when it is already there, does not rise significantly,
 * or would take longer than its past entitles to say.
 * @param history oldest first, regular, NaN gaps allowed; needs at least 14 values
 */
export function headroom(
  history: ArrayLike<number>,
  n: number,
  limit: number,
): Headroom | undefined {
  const line = trendOf(history, n);
  if (line === undefined || !(line.slope > 0) || line.level >= limit) return undefined;
  const steps = (limit - line.level) / line.slope;
  if (steps > TREND_REACH * line.points) return undefined;
  const { early, late } = interval(line, limit);
  return {
    steps,
    early: Math.max(0, Math.min(early, steps)),
    late: late === undefined ? undefined : Math.max(late, steps),
    slope: line.slope,
  };
}

/**
 * Where a line with errors in level and slope may cross the limit (Fieller, J. R. Stat. Soc. B 16, 1954).
 * Neighbouring residuals are alike: n of them know as much as n (1 − ρ)/(1 + ρ) independent ones.
 */
function interval(line: Line, limit: number): { early: number; late: number | undefined } {
  const { slope, middle, correlation } = line;
  const variance = (CHOSEN * line.sigma) ** 2 * ((1 + correlation) / (1 - correlation));
  const rise = limit - (line.level - slope * middle);
  const a = slope ** 2 - Z90 ** 2 * (variance / line.spread);
  const c = rise ** 2 - Z90 ** 2 * (variance / line.points);
  const root = Math.sqrt(Math.max(0, (rise * slope) ** 2 - a * c));
  // Without a significant slope the far end of the interval is open.
  if (!(a > 0)) return { early: a < 0 ? (rise * slope - root) / a - middle : 0, late: undefined };
  return {
    early: (rise * slope - root) / a - middle,
    late: (rise * slope + root) / a - middle,
  };
}

/** The significant line through the newest values that best predicted the very newest; `undefined` when there is none. */
export function trendOf(history: ArrayLike<number>, n: number): Line | undefined {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const window of WINDOWS) {
    if (window > n && best > 0) break;
    const from = Math.max(0, n - window);
    if (n - HELD_BACK - from < 8) continue;
    const past = fitLine(history, from, n - HELD_BACK);
    let error = 0;
    let newest = Number.POSITIVE_INFINITY;
    let count = 0;
    for (let k = n - HELD_BACK; k < n; k++) {
      if (Number.isNaN(history[k])) continue;
      error += Math.abs(history[k] - (past.level + past.slope * (k - (n - HELD_BACK - 1))));
      newest = history[k];
      count++;
    }
    // What lies below where it was before the held-back points has stopped rising (cleaned up, restarted).
    const isOver = past.slope > 0 && newest < past.level - 2 * past.sigma;
    if (isOver) return undefined;
    if (count === 0) continue;
    // A longer window must not lose by a hair: it is the steadier witness.
    if (error / count < least * (best > 0 ? 1.25 : 1)) {
      least = Math.min(least, error / count);
      best = window;
    }
  }
  if (best === 0) return undefined;
  const line = fitLine(history, Math.max(0, n - best), n);
  if (Number.isNaN(line.sigma)) return undefined;
  const error = line.sigma / Math.sqrt(line.spread) + 1e-12;
  return Math.abs(line.slope) / error >= SIGNIFICANT ? line : undefined;
}
