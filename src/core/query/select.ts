/** Reads what selectors select: the newest value at each instant, or all samples of a stretch of time. */
import type { Ms } from '../domain/time.ts';
import type { Pin, SelectorExpr } from './ast.ts';
import type { Context } from './context.ts';
import type { RawSamples, RawSeries } from './source.ts';
import { emptySeries, type Grid, timeAt, type VectorSeries } from './value.ts';

/** Samples of one series without gaps and stale marks; times ascend. */
export interface Run {
  readonly labels: VectorSeries['labels'];
  readonly dropsName: boolean;
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
 * Newest sample in (t − lookback, t] of every selected series at every grid point; none after a stale mark.
 * @param what `time` gives the samples' instants in seconds instead of their values
 */
export function selectInstants(
  context: Context,
  grid: Grid,
  expr: SelectorExpr,
  what: 'value' | 'time',
): VectorSeries[] {
  const at = lookTimes(context, grid, expr.offset, expr.at);
  const { step } = context.source;
  // Far apart points: a few samples before each, not all between them.
  const isSparse = grid.length === 1 || (step > 0 && grid.step > 8 * step);
  return context.source.select(expr.matchers).map((series) => {
    const out = emptySeries(series.labels, grid.length);
    if (isSparse) fillSparse(context, series, at, what, out);
    else fillDense(context, series, at, what, out);
    return out;
  });
}

/** Values between the samples around each instant, on the line through them; the newest where none follows. For `smoothed`. */
export function selectSmoothed(context: Context, grid: Grid, expr: SelectorExpr): VectorSeries[] {
  const at = lookTimes(context, grid, expr.offset, expr.at);
  const { lookback } = context;
  return context.source.select(expr.matchers).map((series) => {
    const out = emptySeries(series.labels, grid.length);
    const from = at[0] - lookback;
    const run = readRun(context, series, from, at[at.length - 1] + lookback);
    let next = 0;
    for (let i = 0; i < at.length; i++) {
      const t = at[i];
      while (next < run.times.length && run.times[next] < t) next++;
      const isExact = next < run.times.length && run.times[next] === t;
      const before = next - 1;
      if (!isExact && !(before >= 0 && run.times[before] > t - lookback)) continue;
      const hasNext = next < run.times.length && run.times[next] <= t + lookback;
      out.has[i] = 1;
      if (isExact) out.values[i] = run.values[next];
      else if (!hasNext) out.values[i] = run.values[before];
      else {
        const share = (t - run.times[before]) / (run.times[next] - run.times[before]);
        out.values[i] = run.values[before] + (run.values[next] - run.values[before]) * share;
      }
    }
    return out;
  });
}

/** All samples of one series in [from, to]. */
export function readRun(context: Context, series: RawSeries, from: number, to: number): Run {
  const read = series.read(from, to);
  context.spend(read.times.length);
  return { labels: series.labels, dropsName: false, ...compact(read, context.source.isNanMissing) };
}

function compact(
  { times, values, stale }: RawSamples,
  isNanMissing: boolean,
): { times: Float64Array; values: Float64Array } {
  const keptTimes = new Float64Array(values.length);
  const keptValues = new Float64Array(values.length);
  let length = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i];
    if ((isNanMissing && Number.isNaN(x)) || stale?.[i] === 1) continue;
    keptTimes[length] = times[i];
    keptValues[length++] = x;
  }
  return { times: keptTimes.subarray(0, length), values: keptValues.subarray(0, length) };
}

function fillDense(
  context: Context,
  series: RawSeries,
  at: Float64Array,
  what: 'value' | 'time',
  out: VectorSeries,
): void {
  const { times, values, stale } = series.read(at[0] - context.lookback, at[at.length - 1]);
  context.spend(times.length);
  const { isNanMissing } = context.source;
  let next = 0;
  let newest = -1;
  for (let i = 0; i < at.length; i++) {
    while (next < times.length && times[next] <= at[i]) {
      if (stale?.[next] === 1) newest = -1;
      else if (!(isNanMissing && Number.isNaN(values[next]))) newest = next;
      next++;
    }
    if (newest < 0 || times[newest] <= at[i] - context.lookback) continue;
    out.has[i] = 1;
    out.values[i] = what === 'time' ? times[newest] / 1000 : values[newest];
  }
}

function fillSparse(
  context: Context,
  series: RawSeries,
  at: Float64Array,
  what: 'value' | 'time',
  out: VectorSeries,
): void {
  const { step } = context.source;
  const near = step > 0 ? Math.min(2 * step, context.lookback) : context.lookback;
  for (let i = 0; i < at.length; i++) {
    if (!fillPoint(context, series, at[i], near, what, out, i) && near < context.lookback)
      fillPoint(context, series, at[i], context.lookback, what, out, i);
  }
}

/** Whether the newest sample of the last `back` ms decided. */
function fillPoint(
  context: Context,
  series: RawSeries,
  t: number,
  back: Ms,
  what: 'value' | 'time',
  out: VectorSeries,
  i: number,
): boolean {
  const { times, values, stale } = series.read(t - back, t);
  context.spend(times.length);
  for (let k = times.length - 1; k >= 0; k--) {
    if (stale?.[k] === 1) return true;
    if (context.source.isNanMissing && Number.isNaN(values[k])) continue;
    if (times[k] <= t - context.lookback) return true;
    out.has[i] = 1;
    out.values[i] = what === 'time' ? times[k] / 1000 : values[k];
    return true;
  }
  return false;
}
