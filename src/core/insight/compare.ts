/**
 * Window against baseline: which metrics changed most. Two-sample Kolmogorov–Smirnov distance, as Netdata's metric correlations,
 * damped by the robust size of the shift, so that a large sample does not make a trifle look like a change.
 */
import { sortedQuantile } from '../numeric/streaming.ts';
import type { Task } from './task.ts';

/** Shift, in robust standard deviations of the baseline, at which half of the distance counts; nine times as much counts nine tenths. */
const HALF_SHIFT = 3;
/** 1.4826 × the median absolute deviation, or the interquartile range ÷ 1.349, estimate a normal standard deviation. */
const IQR_SIGMA = 1.349;
/** Smallest deviation the shift is measured in, as a share of the baseline's size. */
const LEAST_SIGMA = 0.02;
/** Fewest samples on either side. */
const LEAST_SAMPLES = 5;
/** Series compared between two reports of progress. */
const SERIES_PER_STEP = 50;

/** One series' samples before and in the window; NaN a missing sample. */
export interface Compared {
  readonly server: string;
  readonly metric: string;
  readonly baseline: ArrayLike<number>;
  readonly window: ArrayLike<number>;
}

/** Strength from which on a change is worth the word. */
export const NOTABLE_CHANGE = 0.5;

/** How a series can have changed. */
export const CHANGE_DIRECTIONS = ['higher', 'lower', 'wider', 'narrower'] as const;

/** How much one series changed. */
export interface Change {
  readonly server: string;
  readonly metric: string;
  /** Rank key, 0–1: distance × |shift| ÷ (|shift| + 3). */
  readonly strength: number;
  /** Kolmogorov–Smirnov distance of the two samples, 0–1. */
  readonly distance: number;
  /** Shift of the median (or growth of the spread, when that is larger) in robust standard deviations of the baseline. */
  readonly shift: number;
  readonly before: number;
  readonly after: number;
  /** `wider`: the values scatter more (or less, `narrower`) about much the same median. */
  readonly direction: (typeof CHANGE_DIRECTIONS)[number];
}

/** Compares all series and ranks them, strongest change first. Series with fewer than 5 samples on either side are left out. */
export function* compareWindows(
  series: Iterable<Compared>,
  total: number,
): Task<readonly Change[]> {
  const changes: Change[] = [];
  let done = 0;
  for (const one of series) {
    const change = compare(one);
    if (change !== undefined) changes.push(change);
    done++;
    if (done % SERIES_PER_STEP === 0) yield Math.min(1, done / total);
  }
  return changes.sort(
    (a, b) =>
      b.strength - a.strength ||
      b.distance - a.distance ||
      (`${a.server} ${a.metric}` < `${b.server} ${b.metric}` ? -1 : 1),
  );
}

/** How one series changed; `undefined` with too few samples. */
export function compare({ server, metric, baseline, window }: Compared): Change | undefined {
  const past = sorted(baseline);
  const now = sorted(window);
  if (past.length < LEAST_SAMPLES || now.length < LEAST_SAMPLES) return undefined;
  const before = sortedQuantile(past, past.length, 0.5);
  const after = sortedQuantile(now, now.length, 0.5);
  const largest = Math.max(Math.abs(past[0]), Math.abs(past[past.length - 1]));
  const floor = LEAST_SIGMA * largest + 1e-12;
  const sigma = Math.max(spreadOf(past), floor);
  const scatter = Math.max(spreadOf(now), floor);
  const move = (after - before) / sigma;
  // A spread that doubles is as notable as a median one deviation off.
  const growth = Math.log2(scatter / sigma);
  const isMove = Math.abs(move) >= Math.abs(growth);
  const shift = isMove ? move : growth;
  const distance = ksDistance(past, now);
  return {
    server,
    metric,
    strength: (distance * Math.abs(shift)) / (Math.abs(shift) + HALF_SHIFT),
    distance,
    shift,
    before,
    after,
    direction: isMove ? (move >= 0 ? 'higher' : 'lower') : growth > 0 ? 'wider' : 'narrower',
  };
}

/** Largest distance of two empirical distribution functions; both samples sorted ascending. */
export function ksDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let i = 0;
  let j = 0;
  let most = 0;
  while (i < a.length && j < b.length) {
    const x = Math.min(a[i], b[j]);
    while (i < a.length && a[i] <= x) i++;
    while (j < b.length && b[j] <= x) j++;
    most = Math.max(most, Math.abs(i / a.length - j / b.length));
  }
  return most;
}

function sorted(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values)
    .filter((x) => !Number.isNaN(x))
    .sort();
}

function spreadOf(values: Float64Array): number {
  const n = values.length;
  return (sortedQuantile(values, n, 0.75) - sortedQuantile(values, n, 0.25)) / IQR_SIGMA;
}
