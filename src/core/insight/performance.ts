/** Performance score 0–100: how well a server serves, from latency, errors, headroom and steadiness, with the terms that made it. */
import type { Fleet } from '../domain/fleet.ts';

/** Value → points, ascending in value; linear between, constant beyond. */
type Curve = readonly (readonly [value: number, points: number])[];

/** Latency p95 in seconds: 0.1 s feels instant, 1 s holds a thought, 10 s loses the user (Nielsen, Usability Engineering, 1993). */
const LATENCY: Curve = [
  [0.1, 100],
  [0.4, 85],
  [1, 60],
  [3, 25],
  [10, 0],
];
/** Errors ÷ requests. */
const ERRORS: Curve = [
  [0, 100],
  [0.005, 90],
  [0.02, 65],
  [0.05, 35],
  [0.2, 0],
];
/** Utilisation of the fullest resource: queues grow without bound towards 1. */
const UTILISATION: Curve = [
  [0.5, 100],
  [0.7, 85],
  [0.85, 55],
  [0.95, 20],
  [1, 0],
];
/** Interquartile range ÷ median of the recent latency (or, without it, of the processor's load). */
const WOBBLE: Curve = [
  [0.15, 100],
  [0.5, 80],
  [1.5, 40],
  [4, 0],
];
const WEIGHTS: Readonly<Record<PerformanceSide, number>> = {
  latency: 0.35,
  errors: 0.3,
  headroom: 0.25,
  steadiness: 0.1,
};

/** The sides of performance. */
export const PERFORMANCE_SIDES = ['latency', 'errors', 'headroom', 'steadiness'] as const;
/** One of the four sides of performance. */
export type PerformanceSide = (typeof PERFORMANCE_SIDES)[number];

/** One term of the score. */
export interface PerformanceTerm {
  readonly side: PerformanceSide;
  /** Metric and value it was read from; for steadiness the relative interquartile range. */
  readonly metric: string;
  readonly value: number;
  /** 0–100, and its weight; weights of the terms present sum to 1. */
  readonly points: number;
  readonly weight: number;
}

/** Score and what made it. */
export interface Performance {
  /** Weighted mean of the terms' points; NaN without any. */
  readonly score: number;
  readonly terms: readonly PerformanceTerm[];
}

/**
 * Scores one server. Sides whose metric the fleet lacks or that was not measured are left out and the others weigh more.
 * @param value the newest value of the metric at this row, NaN when missing
 * @param recent recent samples of the metric at this row, for steadiness; left out: no such term
 */
export function performanceOf(
  fleet: Fleet,
  value: (metric: number) => number,
  recent?: (metric: number) => ArrayLike<number>,
): Performance {
  const row = (id: string): number => fleet.metrics.findIndex((metric) => metric.id === id);
  const read = (id: string): number => (row(id) < 0 ? Number.NaN : value(row(id)));
  const found: Omit<PerformanceTerm, 'weight'>[] = [];
  const add = (side: PerformanceSide, metric: string, x: number, curve: Curve): void => {
    if (!Number.isNaN(x)) found.push({ side, metric, value: x, points: at(curve, x) });
  };
  const latency = Number.isNaN(read('latency_p95')) ? 'latency' : 'latency_p95';
  add('latency', latency, read(latency), LATENCY);
  add('errors', 'error_ratio', read('error_ratio'), ERRORS);
  let fullest = '';
  let most = Number.NaN;
  for (const id of ['cpu', 'memory', 'disk_io']) {
    const x = read(id);
    if (Number.isNaN(x) || x <= most) continue;
    most = x;
    fullest = id;
  }
  add('headroom', fullest, most, UTILISATION);
  const steady = Number.isNaN(read(latency)) ? 'cpu' : latency;
  if (recent !== undefined && row(steady) >= 0)
    add('steadiness', steady, wobble(recent(row(steady))), WOBBLE);

  let total = 0;
  for (const { side } of found) total += WEIGHTS[side];
  const terms = found.map((term) => ({ ...term, weight: WEIGHTS[term.side] / total }));
  let score = total > 0 ? 0 : Number.NaN;
  for (const { points, weight } of terms) score += points * weight;
  return { score, terms };
}

function wobble(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values)
    .filter((x) => !Number.isNaN(x))
    .sort();
  const n = sorted.length;
  if (n < 8) return Number.NaN;
  const median = sorted[n >> 1];
  return median > 0 ? (sorted[(3 * n) >> 2] - sorted[n >> 2]) / median : Number.NaN;
}

function at(curve: Curve, x: number): number {
  let [below] = curve;
  for (const point of curve) {
    if (x <= point[0]) {
      const width = point[0] - below[0];
      return width > 0 ? below[1] + ((x - below[0]) / width) * (point[1] - below[1]) : point[1];
    }
    below = point;
  }
  return below[1];
}
