/** Outliers of a fleet at one instant, or of one server's past: an isolation forest with the metrics that made each one stand out. */
import type { Fleet } from '../domain/fleet.ts';
import { type ForestOptions, growForest } from './isolation-forest.ts';
import type { Task } from './task.ts';

/** Metrics named per outlier at most. */
const MOST_REASONS = 3;
/** An instant of a server must stand out at least this much, whatever share is asked for: half is "nothing stands out". */
const LEAST_SCORE = 0.5;

/** What made a row stand out, strongest first. */
export interface OutlierReason {
  readonly metric: string;
  /** The value, and how much of the score it made. */
  readonly value: number;
  readonly share: number;
}

/** A row that stands out. */
export interface Outlier {
  /** Server index, or index of the instant. */
  readonly row: number;
  /** 0–1; above 0.5 it is easier to isolate than a row of an even cloud. */
  readonly score: number;
  readonly reasons: readonly OutlierReason[];
}

/** A whole cloud of rows, ranked. */
export interface OutlierRanking {
  /** Rows above the line, strongest first. */
  readonly outliers: readonly Outlier[];
  /** Score of every row that was judged. */
  readonly all: readonly { readonly row: number; readonly score: number }[];
  /** Scores above this are outliers; NaN when nothing was judged. */
  readonly line: number;
}

/** The outliers alone; see `rankFleet`. */
export function* fleetOutliers(
  fleet: Fleet,
  values: ArrayLike<number>,
  options: ForestOptions = {},
): Task<readonly Outlier[]> {
  return (yield* rankFleet(fleet, values, options)).outliers;
}

/**
 * Servers whose metrics together are unlike the rest of the fleet, strongest first.
 * @param values one frame, [metric][server]; servers without any sample and metrics nobody reports are left out
 */
export function* rankFleet(
  fleet: Fleet,
  values: ArrayLike<number>,
  options: ForestOptions = {},
): Task<OutlierRanking> {
  const servers = fleet.servers.length;
  const metrics: number[] = [];
  for (let m = 0; m < fleet.metrics.length; m++) {
    for (let s = 0; s < servers; s++) {
      if (Number.isNaN(values[m * servers + s])) continue;
      metrics.push(m);
      break;
    }
  }
  const present: number[] = [];
  for (let s = 0; s < servers; s++) {
    if (metrics.some((m) => !Number.isNaN(values[m * servers + s]))) present.push(s);
  }
  return yield* rank(
    present,
    metrics.map((m) => fleet.metrics[m].id),
    (s, c) => values[metrics[c] * servers + s],
    options,
  );
}

/** The outliers alone; see `rankMoments`. */
export function* serverOutliers(
  metrics: readonly string[],
  columns: readonly ArrayLike<number>[],
  options: ForestOptions = {},
): Task<readonly Outlier[]> {
  return (yield* rankMoments(metrics, columns, options)).outliers;
}

/**
 * Instants at which one server's metrics together were unlike its other instants, strongest first.
 * @param columns one history per metric, equally long, NaN a missing sample
 */
export function* rankMoments(
  metrics: readonly string[],
  columns: readonly ArrayLike<number>[],
  options: ForestOptions = {},
): Task<OutlierRanking> {
  const length = columns.length === 0 ? 0 : columns[0].length;
  const present: number[] = [];
  for (let k = 0; k < length; k++) {
    if (columns.some((column) => !Number.isNaN(column[k]))) present.push(k);
  }
  return yield* rank(present, metrics, (k, c) => columns[c][k], options);
}

function* rank(
  present: readonly number[],
  metrics: readonly string[],
  at: (row: number, column: number) => number,
  options: ForestOptions,
): Task<OutlierRanking> {
  const columns = metrics.length;
  if (present.length < 2 || columns === 0) return { outliers: [], all: [], line: Number.NaN };
  const rows = new Float64Array(present.length * columns);
  present.forEach((row, r) => {
    for (let c = 0; c < columns; c++) rows[r * columns + c] = at(row, c);
  });
  const forest = yield* growForest(rows, present.length, columns, options);
  const line = Math.max(forest.threshold, LEAST_SCORE);
  const found: Outlier[] = [];
  for (let r = 0; r < present.length; r++) {
    const score = forest.scores[r];
    if (score <= line) continue;
    const row = rows.subarray(r * columns, (r + 1) * columns);
    const gains = forest.explain(row);
    const reasons = metrics
      .map((metric, c) => ({ metric, value: row[c], share: gains[c] }))
      .filter((reason) => reason.share > 0 && !Number.isNaN(reason.value))
      .sort((a, b) => b.share - a.share)
      .slice(0, MOST_REASONS);
    found.push({ row: present[r], score, reasons });
  }
  return {
    outliers: found.sort((a, b) => b.score - a.score),
    all: present.map((row, r) => ({ row, score: forest.scores[r] })),
    line,
  };
}
