/** Evaluates a PromQL expression over a SeriesReader, for all instants of a range at once. NaN is "no sample", throughout. */
import { EdgeError, unreachable } from '../domain/errors.ts';
import type { Matrix, SeriesReader } from '../domain/series.ts';
import type { EpochMs, Ms } from '../domain/time.ts';
import { MINUTE } from '../domain/time.ts';
import { aggregate } from './aggregate.ts';
import type { AggregateExpr, CallExpr, Expr, SubqueryExpr } from './ast.ts';
import { applyBinary } from './binary.ts';
import { Context, MAX_POINTS, type StopSignal } from './context.ts';
import { absent, callFunction } from './functions.ts';
import { KEEPS_NAME, WINDOW_FUNCTIONS, type Window } from './over-time.ts';
import { compact, lookTimes, type Run, selectInstants, selectRuns } from './select.ts';
import { typeOf } from './type-rules.ts';
import {
  type Grid,
  scalar,
  type Value,
  type Vector,
  type VectorSeries,
  vector,
  withoutName,
} from './value.ts';

/** The instants asked for: start, start + step, … up to `end`. `start === end` is an instant query. */
export interface EvaluateOptions {
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly step: Ms;
  readonly signal?: StopSignal;
}

/** Points of a subquery's own grid. */
const MAX_SUBQUERY_POINTS = 1_000_000;

/**
 * Evaluates a checked expression.
 * A series' value at t is its newest sample in (t − lookback, t], lookback being 5 minutes or 1.5 × the reader's step; windows are (t − range, t].
 * Metrics answer to their PromQL name, their OpenTelemetry name with underscores and their id; labels are instance, role, tier, site,
 * rack and environment, as far as known. Series without any value are left out.
 * @throws EdgeError `query/type`, `query/unsupported`, `query/too-many-points` (detail: points, limit), `abort/cancelled`
 */
export function evaluate(expr: Expr, reader: SeriesReader, options: EvaluateOptions): Matrix {
  const { start, end, step, signal } = options;
  const isInstant = start === end;
  const length = isInstant ? 1 : Math.floor((end - start) / step) + 1;
  if (!(length >= 1 && length <= MAX_POINTS)) {
    const points = Number.isFinite(length) ? length : -1;
    throw new EdgeError('query/too-many-points', `${length} points asked for`, {
      points,
      limit: MAX_POINTS,
    });
  }
  const type = typeOf(expr);
  if (type === 'matrix' || type === 'string') {
    throw new EdgeError('query/type', `an expression of type ${type} has no values of its own`, {
      ...expr.span,
      text: type,
    });
  }
  const grid: Grid = { start, step, length };
  const value = evaluateOn(expr, grid, new Context(reader, start, end, signal));
  if (value.kind === 'scalar')
    return { start, step, length, kind: 'scalar', series: [{ labels: {}, values: value.values }] };
  if (value.kind !== 'vector') throw new Error('a checked expression yields numbers');
  const series = value.series.filter(({ values }) => values.some((x) => !Number.isNaN(x)));
  return { start, step, length, kind: isInstant ? 'vector' : 'matrix', series };
}

function evaluateOn(expr: Expr, grid: Grid, context: Context): Value {
  switch (expr.kind) {
    case 'number':
      return scalar(grid, expr.value);
    case 'string':
      return { kind: 'string', value: expr.value };
    case 'selector':
      return vector(selectInstants(context, grid, expr, 'value'));
    case 'negate': {
      const value = evaluateOn(expr.expr, grid, context);
      if (value.kind === 'scalar') return { kind: 'scalar', values: value.values.map((x) => -x) };
      return vector(
        withoutName(seriesOf(value)).map(({ labels, values }) => ({
          labels,
          values: values.map((x) => -x),
        })),
      );
    }
    case 'binary':
      return applyBinary(
        expr,
        evaluateOn(expr.left, grid, context),
        evaluateOn(expr.right, grid, context),
        grid,
      );
    case 'aggregate':
      return evaluateAggregate(expr, grid, context);
    case 'call':
      return evaluateCall(expr, grid, context);
    case 'subquery':
      throw new EdgeError('query/type', 'a subquery needs a function over time', {
        ...expr.span,
        text: 'matrix',
      });
    default:
      return unreachable(expr);
  }
}

function evaluateAggregate(expr: AggregateExpr, grid: Grid, context: Context): Vector {
  const series = seriesOf(evaluateOn(expr.expr, grid, context));
  context.spend(series.length * grid.length);
  const parameter = expr.parameter && evaluateOn(expr.parameter, grid, context);
  return aggregate(
    expr.op,
    series,
    expr.grouping,
    {
      numbers:
        parameter?.kind === 'scalar' ? parameter.values : new Float64Array(grid.length).fill(NaN),
      label: parameter?.kind === 'string' ? parameter.value : '',
    },
    grid,
  );
}

function evaluateCall(expr: CallExpr, grid: Grid, context: Context): Value {
  const { name, args, span } = expr;
  const over = args.find((arg) => typeOf(arg) === 'matrix');
  if (over !== undefined) {
    const other = args.find((arg) => arg !== over);
    const argument = other && evaluateOn(other, grid, context);
    return overTime(
      name,
      over,
      argument?.kind === 'scalar' ? argument.values : undefined,
      grid,
      context,
    );
  }
  const [first] = args;
  // The time of the sample itself, not of the instant asked about.
  if (name === 'timestamp' && first.kind === 'selector')
    return vector(withoutName(selectInstants(context, grid, first, 'time')));
  return callFunction(
    name,
    args,
    args.map((arg) => evaluateOn(arg, grid, context)),
    grid,
    span,
  );
}

function overTime(
  name: string,
  over: Expr,
  argument: Float64Array | undefined,
  grid: Grid,
  context: Context,
): Vector {
  if (over.kind !== 'selector' && over.kind !== 'subquery')
    throw new Error('a matrix is a selector or a subquery');
  const runs =
    over.kind === 'selector' ? selectRuns(context, grid, over) : subqueryRuns(over, grid, context);
  const at = lookTimes(context, grid, over.offset, over.at);
  const range = over.range ?? 0;
  if (name === 'absent_over_time')
    return absent(
      slide(runs, at, range, undefined, () => 1, context),
      over,
      grid,
    );
  const f = WINDOW_FUNCTIONS.get(name);
  if (f === undefined) throw new Error(`no window function ${name}`);
  const series = slide(runs, at, range, argument, f, context);
  return vector(KEEPS_NAME.has(name) ? series : withoutName(series));
}

/** Applies a window function at every instant; both ends of the window only move forward. */
function slide(
  runs: readonly Run[],
  at: Float64Array,
  range: Ms,
  argument: Float64Array | undefined,
  f: (window: Window) => number,
  context: Context,
): VectorSeries[] {
  return runs.map(({ labels, times, values }) => {
    const out = new Float64Array(at.length).fill(NaN);
    const window: Window = { times, values, from: 0, to: 0, t: 0, range, argument: NaN };
    let touched = 0;
    for (let i = 0; i < at.length; i++) {
      while (window.to < times.length && times[window.to] <= at[i]) window.to++;
      while (window.from < window.to && times[window.from] <= at[i] - range) window.from++;
      if (window.from === window.to) continue;
      window.t = at[i];
      window.argument = argument === undefined ? NaN : argument[i];
      touched += window.to - window.from;
      out[i] = f(window);
    }
    // Windows overlap: the work is their sum, an eighth of reading per sample.
    context.spend(touched / 8);
    return { labels, values: out };
  });
}

/** A subquery's inner expression on a grid of its own, aligned to multiples of its step; one minute or the data's step by default. */
function subqueryRuns(expr: SubqueryExpr, grid: Grid, context: Context): readonly Run[] {
  const at = lookTimes(context, grid, expr.offset, expr.at);
  const step = expr.step ?? Math.max(MINUTE, context.reader.step);
  const start = (Math.floor((at[0] - expr.range) / step) + 1) * step;
  const length = Math.floor((at[at.length - 1] - start) / step) + 1;
  if (length > MAX_SUBQUERY_POINTS) {
    throw new EdgeError('query/too-many-points', `${length} subquery points`, {
      points: length,
      limit: MAX_SUBQUERY_POINTS,
    });
  }
  if (length < 1) return [];
  const inner: Grid = { start, step, length };
  const value = evaluateOn(expr.expr, inner, context);
  const series = value.kind === 'scalar' ? [{ labels: {}, values: value.values }] : seriesOf(value);
  const times = Float64Array.from({ length }, (_, i) => start + i * step);
  return series.map(({ labels, values }) => compact(labels, times, values));
}

function seriesOf(value: Value): readonly VectorSeries[] {
  if (value.kind !== 'vector') throw new Error('a checked expression has series here');
  return value.series;
}
