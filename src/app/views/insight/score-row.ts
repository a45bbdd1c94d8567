/** Both scores of one server, as the Scores tab ranks and explains them. */
import type { ServerPerformance } from '../../../core/insight/fleet-analyses.ts';

/** Both scores of one server with their terms. */
export interface ScoreRow extends ServerPerformance {
  /** 0–100, NaN when it does not report. */
  readonly health: number;
  /** Points each metric takes off, dearest first. */
  readonly costs: readonly {
    readonly metric: string;
    readonly points: number;
    readonly value: number;
  }[];
}

/** The term that takes most off the performance. */
export function dearestTerm(row: ServerPerformance) {
  return [...row.terms].sort(
    (a, b) => b.weight * (100 - b.points) - a.weight * (100 - a.points),
  )[0];
}
