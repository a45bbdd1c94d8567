/** Functions of instants: arithmetic on vectors, conversions, clocks and sorting. Source: Prometheus promql/functions.go. */
import { EdgeError } from '../domain/errors.ts';
import type { CallExpr, Expr } from './ast.ts';
import { histogramFraction, histogramQuantile, histogramQuantiles } from './buckets.ts';
import { calendarPart } from './calendar.ts';
import type { Context } from './context.ts';
import { labelJoin, labelReplace } from './label-functions.ts';
import { greater, lesser, MATHS } from './maths.ts';
import { sortedByLabels, sortedByValue } from './order.ts';
import {
  emptySeries,
  fullSeries,
  type Grid,
  type Scalar,
  scalar,
  timeAt,
  type Value,
  type Vector,
  type VectorSeries,
  vector,
  withLabel,
} from './value.ts';

/** Calls a function of instants with the values of its arguments; types have been checked. @throws EdgeError `query/type`, `query/unsupported` */
export function callFunction(
  expr: CallExpr,
  args: readonly Value[],
  grid: Grid,
  context: Context,
): Value {
  const { name, span } = expr;
  const maths = MATHS.get(name);
  if (maths) return mapped(series(args[0]), maths);
  const part = calendarPart(name);
  if (part)
    return mapped(args.length === 0 ? [fullSeries({}, clock(grid).values)] : series(args[0]), part);
  switch (name) {
    case 'time':
      return clock(grid);
    case 'pi':
      return scalar(grid, Math.PI);
    case 'start':
      return scalar(grid, context.start / 1000);
    case 'end':
      return scalar(grid, context.end / 1000);
    case 'range':
      return scalar(grid, (context.end - context.start) / 1000);
    case 'step':
      return scalar(grid, context.step / 1000);
    case 'min_of':
    case 'max_of': {
      const [x, y] = args.map(numbers);
      const pick = name === 'min_of' ? lesser : greater;
      return { kind: 'scalar', values: x.map((value, i) => pick(value, y[i])) };
    }
    case 'vector':
      return vector([fullSeries({}, numbers(args[0]))]);
    case 'scalar':
      return onlyValue(series(args[0]), grid);
    case 'clamp':
      return clamp(series(args[0]), numbers(args[1]), numbers(args[2]));
    case 'clamp_min':
      return clamp(series(args[0]), numbers(args[1]), undefined);
    case 'clamp_max':
      return clamp(series(args[0]), undefined, numbers(args[1]));
    case 'round':
      return round(series(args[0]), args.length > 1 ? numbers(args[1]) : undefined);
    case 'absent':
      return absent(series(args[0]), expr.args[0], grid);
    case 'timestamp':
      return mapped(series(args[0]), (_, i) => timeAt(grid, i) / 1000);
    case 'label_replace':
      return vector(labelReplace(series(args[0]), args.slice(1).map(words), span));
    case 'label_join':
      return vector(labelJoin(series(args[0]), args.slice(1).map(words), span));
    case 'histogram_quantile': {
      const [phi, of] = [numbers(args[0]), series(args[1])];
      return vector(histogramQuantile(of, phi, expr.args[1].span, expr.args[0].span, context));
    }
    case 'histogram_quantiles': {
      const phis = args.slice(2).map(numbers);
      return vector(histogramQuantiles(series(args[0]), words(args[1]), phis, expr, context));
    }
    case 'histogram_fraction': {
      const [low, high, of] = [numbers(args[0]), numbers(args[1]), series(args[2])];
      return vector(histogramFraction(of, low, high, expr.args[2].span, context));
    }
    case 'sort':
    case 'sort_desc':
    case 'sort_by_label':
    case 'sort_by_label_desc':
      return vector(sorted(expr, args, grid, context));
    default:
      throw new EdgeError('query/unsupported', `not supported: ${name}`, {
        position: span.position,
        length: name.length,
        word: name,
      });
  }
}

function sorted(
  { name, span }: CallExpr,
  args: readonly Value[],
  grid: Grid,
  context: Context,
): readonly VectorSeries[] {
  if (context.start !== context.end) context.note('sort-in-range', span);
  const sign = name.endsWith('_desc') ? -1 : 1;
  const of = series(args[0]);
  return name.startsWith('sort_by_label')
    ? sortedByLabels(of, args.slice(1).map(words), grid, sign)
    : sortedByValue(of, grid, sign);
}

/** 1 wherever no series has a value; labels from the equality matchers of a selector. */
export function absent(of: Iterable<VectorSeries>, expr: Expr, grid: Grid): Vector {
  const values = new Float64Array(grid.length).fill(1);
  const has = new Uint8Array(grid.length).fill(1);
  for (const one of of) {
    for (let i = 0; i < has.length; i++) {
      if (one.has[i] === 0) continue;
      has[i] = 0;
      values[i] = NaN;
    }
  }
  let labels: VectorSeries['labels'] = Object.create(null);
  if (expr.kind === 'selector') {
    for (const { label, op, value } of expr.matchers) {
      const isSole = expr.matchers.filter((other) => other.label === label).length === 1;
      if (op === '=' && isSole && label !== '__name__') labels = withLabel(labels, label, value);
    }
  }
  return vector([{ labels, values, has, dropsName: false }]);
}

function clock(grid: Grid): Scalar {
  const values = new Float64Array(grid.length);
  for (let i = 0; i < values.length; i++) values[i] = timeAt(grid, i) / 1000;
  return { kind: 'scalar', values };
}

function mapped(of: readonly VectorSeries[], f: (x: number, i: number) => number): Vector {
  return vector(
    of.map((one) => {
      const out = emptySeries(one.labels, one.has.length, true);
      for (let i = 0; i < one.has.length; i++) {
        if (one.has[i] === 0) continue;
        out.has[i] = 1;
        out.values[i] = f(one.values[i], i);
      }
      return out;
    }),
  );
}

function onlyValue(of: readonly VectorSeries[], grid: Grid): Scalar {
  const values = new Float64Array(grid.length).fill(NaN);
  for (let i = 0; i < values.length; i++) {
    let found = 0;
    for (const one of of) {
      if (one.has[i] === 0) continue;
      found++;
      values[i] = one.values[i];
    }
    if (found !== 1) values[i] = NaN;
  }
  return { kind: 'scalar', values };
}

/** Nothing where the bounds cross; NaN where one of them is. */
function clamp(
  of: readonly VectorSeries[],
  low: Float64Array | undefined,
  high: Float64Array | undefined,
): Vector {
  return vector(
    of.map((one) => {
      const out = emptySeries(one.labels, one.has.length, true);
      for (let i = 0; i < one.has.length; i++) {
        const min = low ? low[i] : Number.NEGATIVE_INFINITY;
        const max = high ? high[i] : Number.POSITIVE_INFINITY;
        if (one.has[i] === 0 || max < min) continue;
        out.has[i] = 1;
        out.values[i] = greater(min, lesser(max, one.values[i]));
      }
      return out;
    }),
  );
}

function round(of: readonly VectorSeries[], to: Float64Array | undefined): Vector {
  return mapped(of, (x, i) => {
    const inverse = 1 / (to ? to[i] : 1);
    return Math.floor(x * inverse + 0.5) / inverse;
  });
}

function series(value: Value): readonly VectorSeries[] {
  return value.kind === 'vector' ? value.series : wrong(value);
}

function numbers(value: Value): Float64Array {
  return value.kind === 'scalar' ? value.values : wrong(value);
}

function words(value: Value): string {
  return value.kind === 'string' ? value.value : wrong(value);
}

/** Types were checked after parsing, so another kind is a bug. */
function wrong(value: Value): never {
  throw new Error(`unexpected ${value.kind}`);
}
