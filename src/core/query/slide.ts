/** Functions over time: a window slides over the samples of each series, both of its ends only moving forward. */
import type { Ms } from '../domain/time.ts';
import type { SelectorExpr } from './ast.ts';
import type { Context } from './context.ts';
import { lookTimes, type Run, readRun } from './select.ts';
import { emptySeries, type Grid, timeAt, type VectorSeries } from './value.ts';
import { markResets, Window, type WindowFunction } from './window.ts';

/** A function over time with what it needs to know. */
export interface Sliding {
  readonly f: WindowFunction;
  readonly range: Ms;
  readonly extension: SelectorExpr['extension'];
  /** End of the window for each grid point. */
  readonly at: Float64Array;
  /** Scalar arguments, per grid point. */
  readonly first: Float64Array | undefined;
  readonly second: Float64Array | undefined;
  readonly seesResets: boolean;
  readonly dropsName: boolean;
}

/** The samples a range selector needs for the whole grid, series by series. */
export function* selectedRuns(context: Context, grid: Grid, expr: SelectorExpr): Generator<Run> {
  const at = lookTimes(context, grid, expr.offset, expr.at);
  const { lookback } = context;
  const before = expr.extension === undefined ? 0 : lookback;
  const after = expr.extension === 'smoothed' ? lookback : 0;
  const from = at[0] - (expr.range ?? 0) - before;
  for (const series of context.source.select(expr.matchers))
    yield readRun(context, series, from, at[at.length - 1] + after);
}

/** One series of results for each run, as they come: nothing of the runs before is kept. */
export function* slide(
  runs: Iterable<Run>,
  sliding: Sliding,
  grid: Grid,
  context: Context,
): Generator<VectorSeries> {
  for (const run of runs) {
    const out = emptySeries(run.labels, grid.length, sliding.dropsName || run.dropsName);
    slideOne(run, sliding, grid, context, out);
    yield out;
  }
}

function slideOne(
  { times, values }: Run,
  sliding: Sliding,
  grid: Grid,
  context: Context,
  out: VectorSeries,
): void {
  const { f, at, range, extension, first, second } = sliding;
  const before = range + (extension === undefined ? 0 : context.lookback);
  const after = extension === 'smoothed' ? context.lookback : 0;
  const resets = sliding.seesResets ? markResets(values) : undefined;
  const w = new Window(times, values, resets, range, extension);
  const { has, values: results } = out;
  const { length } = times;
  let touched = 0;
  let from = 0;
  let to = 0;
  for (let i = 0; i < at.length; i++) {
    const end = at[i] + after;
    const start = at[i] - before;
    while (to < length && times[to] <= end) to++;
    while (from < to && times[from] <= start) from++;
    if (from === to) continue;
    w.from = from;
    w.to = to;
    w.t = at[i];
    w.now = timeAt(grid, i);
    if (first !== undefined) w.first = first[i];
    if (second !== undefined) w.second = second[i];
    touched += to - from;
    if (!f(w)) continue;
    has[i] = 1;
    results[i] = w.out;
  }
  // Windows overlap: the work is their sum, an eighth of reading per sample.
  context.spend(touched / 8);
}
