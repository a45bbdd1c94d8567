/** The analyses of this room over a whole fleet's samples: changes, trends and states, in steps that can be shown and stopped. */
import type { Fleet } from '../domain/fleet.ts';
import { limitOfMetric } from '../domain/limits.ts';
import type { EpochMs } from '../domain/time.ts';
import { endOf, historyOf, type SampleBlock, serversOf } from './block.ts';
import { type Change, type Compared, compareWindows } from './compare.ts';
import { type Performance, performanceOf } from './performance.ts';
import { type OperatingStates, operatingStates } from './states.ts';
import type { Task } from './task.ts';
import { type Trend, trendOfWindow } from './trends.ts';

/** Series looked at between two reports of progress. */
const SERIES_PER_STEP = 200;

/** Trend of one series. */
export interface FleetTrend {
  readonly server: string;
  readonly metric: string;
  readonly trend: Trend;
  /** When the line meets the metric's limit, with the interval of its slope; `late` is `undefined` when it may never. */
  readonly reach:
    | {
        readonly limit: number;
        readonly at: EpochMs;
        readonly early: EpochMs;
        readonly late: EpochMs | undefined;
      }
    | undefined;
}

/** Operating states of one server, on the block's grid. */
export interface ServerStates extends OperatingStates {
  readonly server: string;
}

/** Performance of one server. */
export interface ServerPerformance extends Performance {
  readonly server: string;
}

/** Which series changed most between two blocks of the same servers, strongest first. */
export function fleetChanges(
  fleet: Fleet,
  baseline: SampleBlock,
  window: SampleBlock,
): Task<readonly Change[]> {
  function* series(): Generator<Compared, void, void> {
    for (let m = 0; m < fleet.metrics.length; m++) {
      for (const { row, name } of serversOf(fleet, window)) {
        yield {
          server: name,
          metric: fleet.metrics[m].id,
          baseline: historyOf(baseline, m, row),
          window: historyOf(window, m, row),
        };
      }
    }
  }
  return compareWindows(series(), fleet.metrics.length * window.servers.length);
}

/** Trends of all series that move, the surest first; steady ones are left out. */
export function* fleetTrends(fleet: Fleet, block: SampleBlock): Task<readonly FleetTrend[]> {
  const found: FleetTrend[] = [];
  const total = fleet.metrics.length * block.servers.length;
  let done = 0;
  for (let m = 0; m < fleet.metrics.length; m++) {
    const metric = fleet.metrics[m].id;
    for (const { row, name } of serversOf(fleet, block)) {
      const trend = trendOfWindow(historyOf(block, m, row));
      if (trend !== undefined && trend.direction !== 'steady')
        found.push({ server: name, metric, trend, reach: reachOf(metric, trend, block) });
      if (++done % SERIES_PER_STEP === 0) yield done / total;
    }
  }
  return found.sort(
    (a, b) =>
      Math.abs(b.trend.t) - Math.abs(a.trend.t) ||
      (`${a.server} ${a.metric}` < `${b.server} ${b.metric}` ? -1 : 1),
  );
}

function reachOf(metric: string, trend: Trend, block: SampleBlock): FleetTrend['reach'] {
  const limit = limitOfMetric(metric);
  if (limit === undefined || trend.slope <= 0) return undefined;
  const rest = limit - trend.level;
  if (rest <= 0) return undefined;
  const after = (slope: number): EpochMs => Math.round(endOf(block) + (rest / slope) * block.step);
  const slowest = trend.slope - trend.margin;
  return {
    limit,
    at: after(trend.slope),
    early: after(trend.slope + trend.margin),
    late: slowest > 0 ? after(slowest) : undefined,
  };
}

/** Operating states of each of the block's servers. */
export function* fleetStates(
  fleet: Fleet,
  block: SampleBlock,
  seed = 0,
): Task<readonly ServerStates[]> {
  const metrics = fleet.metrics.map(({ id }) => id);
  const all: ServerStates[] = [];
  const total = block.servers.length;
  for (const { row, name } of serversOf(fleet, block)) {
    const task = operatingStates(
      metrics,
      metrics.map((_, m) => historyOf(block, m, row)),
      seed,
    );
    for (;;) {
      const step = task.next();
      if (step.done === true) {
        all.push({ server: name, ...step.value });
        break;
      }
      yield (row + step.value) / total;
    }
  }
  return all;
}

/** Performance of each of the block's servers: the newest values as given, steadiness over the block. @param values one frame, [metric][server] */
export function* fleetPerformance(
  fleet: Fleet,
  values: ArrayLike<number>,
  block: SampleBlock,
): Task<readonly ServerPerformance[]> {
  const all: ServerPerformance[] = [];
  const servers = fleet.servers.length;
  for (const { row, name, index } of serversOf(fleet, block)) {
    const performance = performanceOf(
      fleet,
      (m) => values[m * servers + index],
      (m) => historyOf(block, m, row),
    );
    all.push({ server: name, ...performance });
    if (row % SERIES_PER_STEP === 0) yield row / block.servers.length;
  }
  return all;
}
