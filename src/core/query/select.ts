/** Reads what selectors select: the newest value at each instant, or all samples of a stretch of time. */
import type { EpochMs, Ms } from '../domain/time.ts';
import type { Pin, SelectorExpr } from './ast.ts';
import type { Context, Target } from './context.ts';
import { type Grid, timeAt, type VectorSeries } from './value.ts';

/** Samples of one series without gaps; times ascend. */
export interface Run {
  readonly labels: VectorSeries['labels'];
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Instants a selector looks at for each grid point: shifted by `offset`, or all the same when pinned by `@`. */
export function lookTimes(
  context: Context,
  grid: Grid,
  offset: Ms,
  at: Pin | undefined,
): Float64Array {
  const times = new Float64Array(grid.length);
  const pin = at === 'start' ? context.start : at === 'end' ? context.end : at;
  for (let i = 0; i < grid.length; i++) times[i] = (pin ?? timeAt(grid, i)) - offset;
  return times;
}

/**
 * Newest sample in (t − lookback, t] of every selected series at every grid point.
 * @param what `time` gives the samples' instants in seconds instead of their values
 */
export function selectInstants(
  context: Context,
  grid: Grid,
  expr: SelectorExpr,
  what: 'value' | 'time',
): VectorSeries[] {
  const at = lookTimes(context, grid, expr.offset, expr.at);
  const targets = context.select(expr.matchers);
  const { step } = context.reader;
  // Far apart points: a few samples before each, not all between them.
  const isSparse = grid.length === 1 || grid.step > 8 * step;
  return targets.map((target) => {
    const values = new Float64Array(grid.length).fill(NaN);
    if (isSparse) fillSparse(context, target, at, what, values);
    else fillDense(context, target, at, what, values);
    return { labels: target.labels, values };
  });
}

/** All samples a range selector needs for the whole grid. */
export function selectRuns(context: Context, grid: Grid, expr: SelectorExpr): readonly Run[] {
  const at = lookTimes(context, grid, expr.offset, expr.at);
  const from = at[0] - (expr.range ?? 0);
  const to = at[at.length - 1];
  return context.select(expr.matchers).map(({ metric, server, labels }) => {
    const read = context.reader.read(metric, server, from, to);
    context.spend(read.times.length);
    return compact(labels, read.times, read.values);
  });
}

/** Drops missing samples. */
export function compact(
  labels: Run['labels'],
  times: Float64Array,
  values: Float32Array | Float64Array,
): Run {
  const keptTimes = new Float64Array(values.length);
  const keptValues = new Float64Array(values.length);
  let length = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    keptTimes[length] = times[i];
    keptValues[length++] = values[i];
  }
  return { labels, times: keptTimes.subarray(0, length), values: keptValues.subarray(0, length) };
}

function fillDense(
  context: Context,
  target: Target,
  at: Float64Array,
  what: 'value' | 'time',
  out: Float64Array,
): void {
  const { times, values } = context.reader.read(
    target.metric,
    target.server,
    at[0] - context.lookback,
    at[at.length - 1],
  );
  context.spend(times.length);
  let next = 0;
  let newest = -1;
  for (let i = 0; i < at.length; i++) {
    while (next < times.length && times[next] <= at[i]) {
      if (!Number.isNaN(values[next])) newest = next;
      next++;
    }
    if (newest >= 0 && times[newest] > at[i] - context.lookback)
      out[i] = what === 'time' ? times[newest] / 1000 : values[newest];
  }
}

function fillSparse(
  context: Context,
  target: Target,
  at: Float64Array,
  what: 'value' | 'time',
  out: Float64Array,
): void {
  for (let i = 0; i < at.length; i++) {
    const near = Math.min(2 * context.reader.step, context.lookback);
    if (!fillPoint(context, target, at[i], near, what, out, i))
      fillPoint(context, target, at[i], context.lookback, what, out, i);
  }
}

function fillPoint(
  context: Context,
  target: Target,
  t: EpochMs,
  back: Ms,
  what: 'value' | 'time',
  out: Float64Array,
  i: number,
): boolean {
  const { times, values } = context.reader.read(target.metric, target.server, t - back, t);
  context.spend(times.length);
  for (let k = times.length - 1; k >= 0; k--) {
    if (Number.isNaN(values[k]) || times[k] <= t - context.lookback) continue;
    out[i] = what === 'time' ? times[k] / 1000 : values[k];
    return true;
  }
  return false;
}
