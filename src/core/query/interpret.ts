/** Goes through a syntax tree and computes each part for all instants of a grid. */
import { EdgeError, unreachable } from '../domain/errors.ts';
import { MINUTE } from '../domain/time.ts';
import { reduce } from './aggregate.ts';
import { choose, countValues } from './aggregate-choice.ts';
import type { AggregateExpr, CallExpr, Expr, SelectorExpr, SubqueryExpr } from './ast.ts';
import { applyBinary } from './binary.ts';
import type { Context } from './context.ts';
import { absent, callFunction } from './functions.ts';
import { withInfoLabels } from './info.ts';
import { lookTimes, type Run, selectInstants, selectSmoothed } from './select.ts';
import { selectedRuns, slide } from './slide.ts';
import { typeOf } from './type-rules.ts';
import {
  type Grid,
  isPresent,
  labelOf,
  scalar,
  type Value,
  type Vector,
  type VectorSeries,
  vector,
} from './value.ts';
import { KEEPS_NAME, SEES_RESETS, WINDOW_FUNCTIONS } from './window-functions.ts';

/** Points of a subquery's own grid. */
const MAX_SUBQUERY_POINTS = 1_000_000;
/** Metrics whose name says that they only rise. */
const COUNTER_NAME = /_(?:total|sum|count|bucket)$/u;

/** The value of a checked expression of numbers or text. @throws EdgeError as `evaluate` does */
export function evaluateOn(expr: Expr, grid: Grid, context: Context): Value {
  switch (expr.kind) {
    case 'number':
      return scalar(grid, expr.value);
    case 'string':
      return { kind: 'string', value: expr.value };
    case 'selector':
      return vector(
        expr.extension === 'smoothed'
          ? selectSmoothed(context, grid, expr)
          : selectInstants(context, grid, expr, 'value'),
      );
    case 'negate': {
      const value = evaluateOn(expr.expr, grid, context);
      if (value.kind === 'scalar') return { kind: 'scalar', values: value.values.map((x) => -x) };
      return vector(
        seriesOf(value).map((one) => ({
          ...one,
          values: one.values.map((x) => -x),
          dropsName: true,
        })),
      );
    }
    case 'binary': {
      const left = evaluateOn(expr.left, grid, context);
      const right = evaluateOn(expr.right, grid, context);
      const size = (value: Value) => (value.kind === 'vector' ? value.series.length : 1);
      context.spend((size(left) + size(right)) * grid.length);
      return applyBinary(expr, left, right, grid);
    }
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
  const parameter = expr.parameter && evaluateOn(expr.parameter, grid, context);
  const numbers =
    parameter?.kind === 'scalar' ? parameter.values : new Float64Array(grid.length).fill(NaN);
  const over = windowOf(expr.expr);
  // Windows over samples are taken in series by series: none of them is kept.
  const series: Iterable<VectorSeries> =
    over?.expr.kind === 'selector'
      ? overTime(over.call, over.expr, grid, context)
      : seriesOf(evaluateOn(expr.expr, grid, context));
  switch (expr.op) {
    case 'count_values':
      return vector(
        countValues(expr, [...series], parameter?.kind === 'string' ? parameter.value : '', grid),
      );
    case 'topk':
    case 'bottomk':
    case 'limitk':
    case 'limit_ratio':
      return vector(choose(expr, [...series], numbers, grid, context));
    case 'quantile':
      for (const value of numbers) {
        if (!(value >= 0 && value <= 1))
          context.note('invalid-quantile', expr.parameter?.span ?? expr.span, { value });
      }
      break;
    default:
      break;
  }
  return vector(reduce(expr.op, spending(series, context), expr.grouping, numbers, grid.length));
}

function* spending(series: Iterable<VectorSeries>, context: Context): Generator<VectorSeries> {
  for (const one of series) {
    context.spend(one.has.length);
    yield one;
  }
}

/** The range vector a call slides over. */
function windowOf(
  expr: Expr,
): { readonly call: CallExpr; readonly expr: SelectorExpr | SubqueryExpr } | undefined {
  if (expr.kind !== 'call' || !WINDOW_FUNCTIONS.has(expr.name)) return undefined;
  if (expr.name === 'absent_over_time') return undefined;
  const over = expr.args.find((arg) => typeOf(arg) === 'matrix');
  if (over?.kind !== 'selector' && over?.kind !== 'subquery') return undefined;
  return { call: expr, expr: over };
}

function evaluateCall(expr: CallExpr, grid: Grid, context: Context): Value {
  const { name, args } = expr;
  const [first] = args;
  if (name === 'absent_over_time' && (first.kind === 'selector' || first.kind === 'subquery'))
    return absent(overTime(expr, first, grid, context), first, grid);
  const over = windowOf(expr);
  if (over) return vector([...overTime(expr, over.expr, grid, context)]);
  if (name === 'info')
    return vector(withInfoLabels(expr, seriesOf(evaluateOn(first, grid, context)), grid, context));
  // The time of the sample itself, not of the instant asked about.
  if (name === 'timestamp' && first.kind === 'selector') {
    const times = selectInstants(context, grid, first, 'time');
    return vector(times.map((one) => ({ ...one, dropsName: true })));
  }
  const values = args.map((arg) => evaluateOn(arg, grid, context));
  return callFunction(expr, values, grid, context);
}

function* overTime(
  call: CallExpr,
  over: SelectorExpr | SubqueryExpr,
  grid: Grid,
  context: Context,
): Generator<VectorSeries> {
  const { name } = call;
  const f = WINDOW_FUNCTIONS.get(name);
  if (f === undefined) throw new Error(`no window function ${name}`);
  const [first, second] = call.args
    .filter((arg) => arg !== over)
    .map((arg) => {
      const value = evaluateOn(arg, grid, context);
      if (value.kind !== 'scalar') throw new Error(`argument of ${name} is no number`);
      if (name === 'quantile_over_time') {
        for (const phi of value.values)
          if (!(phi >= 0 && phi <= 1)) context.note('invalid-quantile', arg.span, { value: phi });
      }
      return value.values;
    });
  const isSelector = over.kind === 'selector';
  const runs = isSelector ? selectedRuns(context, grid, over) : subqueryRuns(over, grid, context);
  const results = slide(
    runs,
    {
      ...{ f, first, second },
      range: over.range ?? 0,
      extension: isSelector ? over.extension : undefined,
      at: lookTimes(context, grid, over.offset, over.at),
      seesResets: SEES_RESETS.has(name),
      dropsName: !KEEPS_NAME.has(name),
    },
    grid,
    context,
  );
  for (const one of results) {
    if (SEES_RESETS.has(name) && isPresent(one)) noteNonCounter(one, over, context);
    yield one;
  }
}

function noteNonCounter(
  { labels }: VectorSeries,
  { span }: SelectorExpr | SubqueryExpr,
  context: Context,
): void {
  const metric = labelOf(labels, '__name__');
  if (metric !== '' && !COUNTER_NAME.test(metric)) context.note('not-a-counter', span, { metric });
}

/** A subquery's inner expression on a grid of its own, aligned to multiples of its step; one minute or the data's step by default. */
export function* subqueryRuns(expr: SubqueryExpr, grid: Grid, context: Context): Generator<Run> {
  const at = lookTimes(context, grid, expr.offset, expr.at);
  const step = expr.step ?? Math.max(MINUTE, context.source.step);
  const start = (Math.floor((at[0] - expr.range) / step) + 1) * step;
  const length = Math.floor((at[at.length - 1] - start) / step) + 1;
  if (length > MAX_SUBQUERY_POINTS) {
    throw new EdgeError('query/too-many-points', `${length} subquery points`, {
      points: length,
      limit: MAX_SUBQUERY_POINTS,
    });
  }
  if (length < 1) return;
  const value = evaluateOn(expr.expr, { start, step, length }, context);
  if (value.kind === 'scalar') {
    const times = Float64Array.from({ length }, (_, i) => start + i * step);
    yield { labels: {}, dropsName: false, times, values: value.values };
    return;
  }
  for (const { labels, values, has, dropsName } of seriesOf(value)) {
    const kept = Array.from(has.keys()).filter((i) => has[i] === 1);
    yield {
      ...{ labels, dropsName },
      times: Float64Array.from(kept, (i) => start + i * step),
      values: Float64Array.from(kept, (i) => values[i]),
    };
  }
}

function seriesOf(value: Value): readonly VectorSeries[] {
  if (value.kind !== 'vector') throw new Error('a checked expression has series here');
  return value.series;
}
