/** The next day of one series: its past read on an even grid, continued, and held against the limit that hurts. */

import { limitOfMetric } from '../domain/limits.ts';
import type { SeriesReader } from '../domain/series.ts';
import type { Breach } from '../domain/snapshot.ts';
import { DAY, type EpochMs, HOUR, MINUTE, type Ms } from '../domain/time.ts';
import { headroom } from './headroom.ts';
import { ADVICE, type LoadAdvice, type LoadOutlook, loadOutlook } from './load.ts';

/** How far ahead is looked. */
export const AHEAD: Ms = DAY;
/** How far back at most: two weeks, so that a weekly rhythm can be seen twice. */
const LOOK_BACK: Ms = 14 * DAY;
/** Cells by the past there is: the shorter it is, the finer. */
const CELLS: readonly (readonly [span: Ms, cell: Ms])[] = [
  [3 * HOUR, MINUTE],
  [2 * DAY, 5 * MINUTE],
  [Number.POSITIVE_INFINITY, 15 * MINUTE],
];
/** Samples read per cell; their mean is the cell's value. */
const PER_CELL = 4;
/** A leak that began a moment ago shows in minutes: as many of them, ending now. */
const TREND_MINUTES = 180;
/** A crossing further off than this many times the tested distance is not dated. */
const TESTED_REACH = 2;
/** Metrics that fill up: a line through their past says more than the rhythm of the day. */
const FILLS: ReadonlySet<string> = new Set(['disk', 'memory']);
/** Cells a forecast needs; fewer have no past to test it on. */
const LEAST_CELLS = 14;
/** A sample older than this many cells is no present value. */
const PRESENT_CELLS = 2;
/** Share of the blend from which a rhythm counts as seen. */
const SEEN = 0.2;

/** What a forecast stands on. */
export interface Basis {
  /** Length of the past that was read, and of one averaged cell. */
  readonly span: Ms;
  readonly cell: Ms;
  /** The longest rhythm with a fifth of the blend or more; `undefined`: none was seen. */
  readonly rhythm: 'hour' | 'day' | 'week' | undefined;
}

/** When the limit is reached. Instants are most likely, and the ends of the 80 % interval. */
export type LimitOutlook =
  /** The newest value is there already. */
  | { readonly kind: 'over' }
  /** `late` is `undefined` when it may never happen. By the line through the newest past, or by the blended forecast. */
  | {
      readonly kind: 'crossing';
      readonly at: EpochMs;
      readonly early: EpochMs;
      readonly late: EpochMs | undefined;
      readonly by: 'trend' | 'forecast';
    }
  /** Not expected within the day; `possible` is when the upper end of the 80 % interval is there. */
  | { readonly kind: 'clear'; readonly possible: EpochMs | undefined }
  /** The forecast crosses, but so far beyond what its past could test that only the early end of the interval is told. */
  | { readonly kind: 'vague'; readonly early: EpochMs }
  /** Too little past, or no present value. */
  | { readonly kind: 'unknown' };

/** A stretch outside what the past has usually been. */
export interface UnusualSpan {
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly direction: 'above' | 'below';
}

/** The next day of one series. Forecast arrays have one entry per cell; `times` are the middles of the cells. */
export interface SeriesAhead {
  readonly metric: string;
  /** `undefined` for the mean of a fleet. */
  readonly server: string | undefined;
  readonly basis: Basis;
  /** Newest value, and the mean of the cell a day before; NaN when unknown. */
  readonly now: number;
  readonly dayAgo: number;
  /** Up to a day of past cells, oldest first, ending now. */
  readonly past: Float32Array;
  readonly times: Float64Array;
  readonly mean: Float32Array;
  readonly low80: Float32Array;
  readonly high80: Float32Array;
  readonly low95: Float32Array;
  readonly high95: Float32Array;
  /** Highest expectation and when; NaN without a forecast. */
  readonly peak: number;
  readonly peakAt: EpochMs;
  /** The limit and its outlook; both `undefined` for metrics without one. */
  readonly limit: number | undefined;
  readonly outlook: LimitOutlook | undefined;
  readonly unusual: readonly UnusualSpan[];
  /** 1 − width of the 80 % interval ÷ scale, 0–1; NaN when unknown. */
  readonly confidence: number;
  /** Forecasters in the blend with their shares, largest first. */
  readonly shares: readonly (readonly [id: string, share: number])[];
  /** Back-tested error of the blend ÷ that of repeating the last value; NaN when not measured. */
  readonly relativeError: number;
  /** What to do about a crossing that is expected or has happened. */
  readonly advice: LoadAdvice | undefined;
}

/** The past as even cells ending at `t`, oldest first; NaN where nothing was sampled. */
export interface Cells {
  readonly values: Float64Array;
  readonly cell: Ms;
  readonly span: Ms;
}

/** The grid a forecast from `t` stands on: how far back, and how wide a cell. At least one cell. */
export function gridAt(
  reader: SeriesReader,
  t: EpochMs,
): { readonly count: number; readonly cell: Ms } {
  const span = Math.min(LOOK_BACK, Math.max(0, t - reader.extent().from) + reader.step);
  const [, wanted] = CELLS.find(([most]) => span < most) ?? CELLS[CELLS.length - 1];
  const cell = Math.max(wanted, reader.step);
  return { count: Math.max(1, Math.floor(span / cell)), cell };
}

/** Reads a series into `count` cells of `cell` ms that end at `t`. @param perCell samples read per cell, about */
export function readCells(
  reader: SeriesReader,
  metric: number,
  server: number,
  t: EpochMs,
  { count, cell }: { readonly count: number; readonly cell: Ms },
  perCell = PER_CELL,
): Float64Array {
  const values = new Float64Array(count);
  const counts = new Uint32Array(count);
  const samples = reader.read(metric, server, t - count * cell + 1, t, count * perCell);
  for (let k = 0; k < samples.times.length; k++) {
    if (Number.isNaN(samples.values[k])) continue;
    const at = count - 1 - Math.floor((t - samples.times[k]) / cell);
    if (at < 0) continue;
    values[at] += samples.values[k];
    counts[at]++;
  }
  for (let k = 0; k < count; k++) values[k] = counts[k] > 0 ? values[k] / counts[k] : Number.NaN;
  return values;
}

/**
 * Looks a day ahead of one series.
 * @param breach what the running outlook predicts for it, if anything: it has watched every minute, so it goes first
 */
export function seriesAhead(
  reader: SeriesReader,
  metric: number,
  server: number,
  t: EpochMs,
  breach: Breach | undefined,
): SeriesAhead {
  const grid = gridAt(reader, t);
  const cells = readCells(reader, metric, server, t, grid);
  const { id } = reader.fleet.metrics[metric];
  const limit = limitOfMetric(id);
  const now = presentValue(reader, metric, server, t, grid.cell);
  const found = cellsAhead(reader, metric, { values: cells, ...grid }, t);
  const trend = (): LimitOutlook | undefined => {
    if (limit === undefined || !FILLS.has(id)) return undefined;
    if (breach) return crossingOf(breach.at, breach.early, breach.late, t, 'trend');
    const minute = Math.max(MINUTE, reader.step);
    const fine = readCells(reader, metric, server, t, { count: TREND_MINUTES, cell: minute }, 1);
    // Memory follows the hours of the day, which look like a trend for half a day: only disks are drawn on for longer.
    const soon = onLine(fine, limit, t, minute);
    return soon ?? (id === 'disk' ? onLine(cells, limit, t, grid.cell) : undefined);
  };
  const outlook =
    limit === undefined
      ? undefined
      : Number.isNaN(now)
        ? ({ kind: 'unknown' } as const)
        : now >= limit
          ? ({ kind: 'over' } as const)
          : (trend() ?? limitAhead(found.load, limit, t, grid));
  return {
    ...found.series,
    server: reader.fleet.servers[server].name,
    now,
    limit,
    outlook,
    advice: outlook?.kind === 'over' || outlook?.kind === 'crossing' ? ADVICE[id] : undefined,
  };
}

/** The same for the mean of a fleet, from its cells; it has no limit. */
export function meanAhead(
  reader: SeriesReader,
  metric: number,
  cells: { readonly values: Float64Array; readonly cell: Ms },
  t: EpochMs,
): SeriesAhead {
  return cellsAhead(reader, metric, cells, t).series;
}

function cellsAhead(
  reader: SeriesReader,
  metric: number,
  { values, cell }: { readonly values: Float64Array; readonly cell: Ms },
  t: EpochMs,
): { readonly series: SeriesAhead; readonly load: LoadOutlook } {
  const steps = Math.max(1, Math.round(AHEAD / cell));
  const day = Math.round(DAY / cell);
  const load = loadOutlook(reader.fleet.metrics[metric], values, cell, steps);
  const { mean, low80, high80, low95, high95, shares, error, naiveError } = load.forecast;
  const middle = (step: number): EpochMs => t + Math.round((step - 0.5) * cell);
  const first = values.findIndex((x) => !Number.isNaN(x));
  const series: SeriesAhead = {
    metric: load.metric,
    server: undefined,
    basis: {
      span: first < 0 ? 0 : (values.length - first) * cell,
      cell,
      rhythm: rhythmOf(shares),
    },
    now: values.at(-1) ?? Number.NaN,
    dayAgo: values.at(-1 - day) ?? Number.NaN,
    past: Float32Array.from(values.subarray(Math.max(0, values.length - day))),
    times: Float64Array.from(mean, (_, h) => middle(h + 1)),
    mean: Float32Array.from(mean),
    low80: Float32Array.from(low80),
    high80: Float32Array.from(high80),
    low95: Float32Array.from(low95),
    high95: Float32Array.from(high95),
    peak: load.peak,
    peakAt: middle(load.peakStep),
    limit: undefined,
    outlook: undefined,
    // A disk that fills goes where it has never been every day; what no past could test is not said to be odd.
    unusual: load.unusual
      .filter(({ from }) => load.metric !== 'disk' && from <= TESTED_REACH * load.forecast.tested)
      .map(({ from, to, direction }) => ({
        start: middle(from - 0.5),
        end: middle(to + 0.5),
        direction,
      })),
    confidence: load.confidence,
    shares: [...shares],
    relativeError: naiveError > 0 ? error / naiveError : Number.NaN,
    advice: undefined,
  };
  return { series, load };
}

/** When the forecast reaches the limit, from a value below it. */
function limitAhead(
  { forecast, crossing, limit: known, metric }: LoadOutlook,
  limit: number,
  t: EpochMs,
  { count, cell }: { readonly count: number; readonly cell: Ms },
): LimitOutlook {
  if (count < LEAST_CELLS || Number.isNaN(forecast.high80[0])) return { kind: 'unknown' };
  // A disk fills by a trend, and there is none: after a shock the blend may draw any line on.
  if (metric === 'disk') return { kind: 'clear', possible: undefined };
  const instant = (steps: number): EpochMs => t + (steps - 0.5) * cell;
  if (known !== undefined && crossing) {
    const { steps, early, late } = crossing;
    const soonest = Math.round(Math.max(t, instant(early)));
    if (steps > TESTED_REACH * forecast.tested) return { kind: 'vague', early: soonest };
    const end = late === undefined ? undefined : instant(late);
    return crossingOf(instant(steps), instant(early), end, t, 'forecast');
  }
  // There from the first step on, while the newest value is still below.
  if (forecast.mean[0] >= limit) {
    const late = forecast.low80.findIndex((x) => x >= limit);
    return crossingOf(instant(1), t, late < 0 ? undefined : instant(late + 1), t, 'forecast');
  }
  const possible = forecast.high80.findIndex((x) => x >= limit);
  return { kind: 'clear', possible: possible < 0 ? undefined : Math.round(instant(possible + 1)) };
}

function onLine(
  cells: Float64Array,
  limit: number,
  t: EpochMs,
  cell: Ms,
): LimitOutlook | undefined {
  const room = headroom(cells, cells.length, limit);
  if (!room) return undefined;
  const instant = (steps: number): EpochMs => t + (steps - 0.5) * cell;
  const late = room.late === undefined ? undefined : instant(room.late);
  return crossingOf(instant(room.steps), instant(room.early), late, t, 'trend');
}

function crossingOf(
  at: EpochMs,
  early: EpochMs,
  late: EpochMs | undefined,
  t: EpochMs,
  by: 'trend' | 'forecast',
): LimitOutlook {
  return {
    kind: 'crossing',
    at: Math.round(Math.max(t, at)),
    early: Math.round(Math.max(t, early)),
    late: late === undefined ? undefined : Math.round(late),
    by,
  };
}

/** The newest value of the last cells, NaN when the server has been silent for longer. */
function presentValue(
  reader: SeriesReader,
  metric: number,
  server: number,
  t: EpochMs,
  cell: Ms,
): number {
  const back = Math.max(reader.step, Math.min(PRESENT_CELLS * cell, 60 * reader.step));
  const { values } = reader.read(metric, server, t - back, t);
  return values.findLast((x) => !Number.isNaN(x)) ?? Number.NaN;
}

function rhythmOf(shares: ReadonlyMap<string, number>): Basis['rhythm'] {
  return (['week', 'day', 'hour'] as const).find(
    (length) => (shares.get(`seasonal-${length}`) ?? 0) >= SEEN,
  );
}
