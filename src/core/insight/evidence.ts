/** The numbers that show a finding, each with the query that reads the same number from the same store. */
import { type Fleet, fleetMetric, serverIndex } from '../domain/fleet.ts';
import type { Snapshot } from '../domain/snapshot.ts';
import { DAY, type EpochMs } from '../domain/time.ts';
import { type BlockGrid, endOf, rangeOf, selectorOf } from './block.ts';

/** What a figure is: the newest value, the median of the baseline or of the window, the slope of the fitted line per day. */
export const FIGURE_KINDS = ['now', 'before', 'after', 'per-day'] as const;
export type FigureKind = (typeof FIGURE_KINDS)[number];

/** A number that shows a finding, in the metric's unit (`per-day`: the unit a day), as the charts draw it. */
export interface Figure {
  readonly what: FigureKind;
  readonly server: string;
  readonly metric: string;
  readonly value: number;
  /** The instant it is of: of a stretch, its end. */
  readonly t: EpochMs;
  /** PromQL that gives `value` when evaluated at the report's instant. */
  readonly promql: string;
}

/** What figures are read from: the snapshot, and the grids of the stretches they are of. */
export interface EvidenceSource {
  readonly fleet: Fleet;
  readonly snapshot: Snapshot;
  readonly baseline?: BlockGrid;
  readonly window?: BlockGrid;
  readonly history?: BlockGrid;
}

/** The newest value; nothing when the series has none. */
export function nowFigure(input: EvidenceSource, server: string, metric: string): Figure[] {
  const { fleet, snapshot } = input;
  const s = serverIndex(fleet, server);
  const m = fleetMetric(fleet, metric);
  if (s < 0 || m < 0) return [];
  const value = snapshot.values[m * fleet.servers.length + s];
  if (Number.isNaN(value)) return [];
  const promql = selectorOf(fleet.metrics[m], server);
  return [{ what: 'now', server, metric, value, t: snapshot.t, promql }];
}

/** The median of a stretch; nothing without its grid. */
export function medianFigure(
  input: EvidenceSource,
  what: 'before' | 'after',
  server: string,
  metric: string,
  value: number,
): Figure[] {
  const grid = what === 'before' ? input.baseline : input.window;
  return overTime(input, grid, server, metric).map(({ t, range }) => ({
    ...{ what, server, metric, value, t },
    promql: `quantile_over_time(0.5, ${range})`,
  }));
}

/** The slope of the line through a stretch. @param slope per step of the grid */
export function slopeFigure(
  input: EvidenceSource,
  server: string,
  metric: string,
  slope: number,
): Figure[] {
  const grid = input.history;
  return overTime(input, grid, server, metric).map(({ t, range, step }) => ({
    ...{ what: 'per-day' as const, server, metric, value: (slope * DAY) / step, t },
    promql: `deriv(${range}) * ${DAY / 1000}`,
  }));
}

function overTime(
  { fleet, snapshot }: EvidenceSource,
  grid: BlockGrid | undefined,
  server: string,
  metric: string,
): { readonly t: EpochMs; readonly range: string; readonly step: number }[] {
  const m = fleetMetric(fleet, metric);
  if (grid === undefined || m < 0) return [];
  const range = rangeOf(grid, selectorOf(fleet.metrics[m], server), snapshot.t);
  return [{ t: endOf(grid), range, step: grid.step }];
}
