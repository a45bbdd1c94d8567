/** From samples to a report: runs the analyses of this room over a period and tells what they found. */
import type { Fleet } from '../domain/fleet.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import type { SampleBlock } from './block.ts';
import { fleetChanges, fleetStates, fleetTrends } from './fleet-analyses.ts';
import { fleetOutliers } from './outliers.ts';
import { makeReport, type Report } from './report.ts';
import type { Task } from './task.ts';

/** What a report is made from. The blocks are of all servers but `states`, which may hold some. */
export interface ReportRequest {
  readonly fleet: Fleet;
  readonly snapshot: Snapshot;
  /** The period and what it is compared with. */
  readonly window: SampleBlock;
  readonly baseline: SampleBlock;
  /** Samples of the servers whose operating states are looked at, over the period. */
  readonly states: SampleBlock;
  /** Share of servers called outliers. */
  readonly contamination: number;
}

/** Runs one part of several, of equal length each. */
function* part<T>(task: Task<T>, k: number, of: number): Task<T> {
  for (;;) {
    const step = task.next();
    if (step.done === true) return step.value;
    yield (k + step.value) / of;
  }
}

/** Runs all analyses and makes the report. Trends are those of the period. */
export function* buildReport(request: ReportRequest): Task<Report> {
  const { fleet, snapshot, window, baseline } = request;
  const changes = yield* part(fleetChanges(fleet, baseline, window), 0, 4);
  const trends = yield* part(fleetTrends(fleet, window), 1, 4);
  const options = { contamination: request.contamination };
  const outliers = yield* part(fleetOutliers(fleet, snapshot.values, options), 2, 4);
  const found = yield* part(fleetStates(fleet, request.states), 3, 4);
  const metrics = fleet.metrics.map(({ id }) => id);
  const grid = ({ start, step, length, native }: SampleBlock) => ({ start, step, length, native });
  return makeReport({
    ...{ fleet, snapshot, changes, trends, outliers },
    states: found.map(({ server, states }) => ({ server, metrics, states })),
    baseline: grid(baseline),
    window: grid(window),
    history: grid(window),
  });
}
