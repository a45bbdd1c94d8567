/** Functions of instants: arithmetic on vectors, conversions, clocks, sorting and labels. Source: Prometheus promql/functions.go. */
import { EdgeError } from '../domain/errors.ts';
import type { Expr, Span } from './ast.ts';
import { compilePattern } from './matchers.ts';
import {
  assertDistinct,
  type Grid,
  type Scalar,
  scalar,
  timeAt,
  type Value,
  type Vector,
  type VectorSeries,
  vector,
  withLabel,
  withoutName,
} from './value.ts';

const DEGREE = Math.PI / 180;

/** Vector to vector, value by value. */
const MATHS: ReadonlyMap<string, (x: number) => number> = new Map<string, (x: number) => number>([
  ['abs', Math.abs],
  ['ceil', Math.ceil],
  ['floor', Math.floor],
  ['exp', Math.exp],
  ['sqrt', Math.sqrt],
  ['ln', Math.log],
  ['log2', Math.log2],
  ['log10', Math.log10],
  ['sgn', Math.sign],
  ['sin', Math.sin],
  ['cos', Math.cos],
  ['tan', Math.tan],
  ['asin', Math.asin],
  ['acos', Math.acos],
  ['atan', Math.atan],
  ['sinh', Math.sinh],
  ['cosh', Math.cosh],
  ['tanh', Math.tanh],
  ['asinh', Math.asinh],
  ['acosh', Math.acosh],
  ['atanh', Math.atanh],
  ['deg', (x) => x / DEGREE],
  ['rad', (x) => x * DEGREE],
]);

/** Parts of the calendar, in UTC, of a number of seconds. */
const CALENDAR: ReadonlyMap<string, (date: Date) => number> = new Map<
  string,
  (date: Date) => number
>([
  ['minute', (date) => date.getUTCMinutes()],
  ['hour', (date) => date.getUTCHours()],
  ['day_of_week', (date) => date.getUTCDay()],
  ['day_of_month', (date) => date.getUTCDate()],
  [
    'day_of_year',
    (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1,
  ],
  [
    'days_in_month',
    (date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
  ],
  ['month', (date) => date.getUTCMonth() + 1],
  ['year', (date) => date.getUTCFullYear()],
]);

/** Calls a function of instants. `exprs` are the arguments as written, `args` their values; types have been checked. */
export function callFunction(
  name: string,
  exprs: readonly Expr[],
  args: readonly Value[],
  grid: Grid,
  span: Span,
): Value {
  const maths = MATHS.get(name);
  if (maths) return mapped(series(args[0]), maths);
  const calendar = CALENDAR.get(name);
  if (calendar) {
    const dates =
      args.length === 0 ? [{ labels: {}, values: clock(grid).values }] : series(args[0]);
    return mapped(dates, (seconds) => calendar(new Date(seconds * 1000)));
  }
  switch (name) {
    case 'time':
      return clock(grid);
    case 'pi':
      return scalar(grid, Math.PI);
    case 'vector':
      return vector([{ labels: {}, values: numbers(args[0]) }]);
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
    case 'sort':
      return vector(ordered(series(args[0]), grid, 1));
    case 'sort_desc':
      return vector(ordered(series(args[0]), grid, -1));
    case 'absent':
      return absent(series(args[0]), exprs[0], grid);
    case 'timestamp':
      return mapped(series(args[0]), (x, i) => (Number.isNaN(x) ? NaN : timeAt(grid, i) / 1000));
    case 'label_replace':
      return labelReplace(series(args[0]), args.slice(1).map(words), span);
    default:
      throw new EdgeError('query/unsupported', `not supported: ${name}`, {
        position: span.position,
        length: name.length,
        word: name,
      });
  }
}

/** 1 wherever no series has a value; labels from the equality matchers of a selector. */
export function absent(of: readonly VectorSeries[], expr: Expr, grid: Grid): Vector {
  const values = new Float64Array(grid.length).fill(1);
  for (const one of of) {
    for (let i = 0; i < values.length; i++) if (!Number.isNaN(one.values[i])) values[i] = NaN;
  }
  let labels: VectorSeries['labels'] = Object.create(null);
  if (expr.kind === 'selector') {
    for (const { label, op, value } of expr.matchers) {
      const isSole = expr.matchers.filter((other) => other.label === label).length === 1;
      if (op === '=' && isSole && label !== '__name__') labels = withLabel(labels, label, value);
    }
  }
  return vector([{ labels, values }]);
}

/** Series ordered by value where there is one instant; a range has no order. Missing values come last. */
export function ordered(
  of: readonly VectorSeries[],
  grid: Grid,
  sign: 1 | -1,
): readonly VectorSeries[] {
  if (grid.length !== 1) return of;
  return [...of].sort((a, b) => {
    const [x, y] = [a.values[0], b.values[0]];
    return Number.isNaN(x) || Number.isNaN(y)
      ? Number(Number.isNaN(x)) - Number(Number.isNaN(y))
      : sign * (x - y);
  });
}

function clock(grid: Grid): Scalar {
  const values = new Float64Array(grid.length);
  for (let i = 0; i < values.length; i++) values[i] = timeAt(grid, i) / 1000;
  return { kind: 'scalar', values };
}

function mapped(of: readonly VectorSeries[], f: (x: number, i: number) => number): Vector {
  return vector(withoutName(of).map(({ labels, values }) => ({ labels, values: values.map(f) })));
}

function onlyValue(of: readonly VectorSeries[], grid: Grid): Scalar {
  const values = new Float64Array(grid.length).fill(NaN);
  for (let i = 0; i < values.length; i++) {
    let found = 0;
    for (const one of of) {
      if (Number.isNaN(one.values[i])) continue;
      found++;
      values[i] = one.values[i];
    }
    if (found !== 1) values[i] = NaN;
  }
  return { kind: 'scalar', values };
}

function clamp(
  of: readonly VectorSeries[],
  low: Float64Array | undefined,
  high: Float64Array | undefined,
): Vector {
  return mapped(of, (x, i) => {
    const min = low ? low[i] : Number.NEGATIVE_INFINITY;
    const max = high ? high[i] : Number.POSITIVE_INFINITY;
    return min > max ? NaN : Math.max(min, Math.min(max, x));
  });
}

function round(of: readonly VectorSeries[], to: Float64Array | undefined): Vector {
  return mapped(of, (x, i) => {
    const inverse = 1 / (to ? to[i] : 1);
    return Math.floor(x * inverse + 0.5) / inverse;
  });
}

function labelReplace(of: readonly VectorSeries[], texts: readonly string[], span: Span): Vector {
  const [target, replacement, source, pattern] = texts;
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/u.test(target))
    throw new EdgeError('query/type', `not a label name: ${target}`, { ...span, text: target });
  const expression = compilePattern(pattern, span);
  const replaced = of.map((one) => {
    const match = expression.exec(Object.hasOwn(one.labels, source) ? one.labels[source] : '');
    if (!match) return one;
    const value = replacement.replace(
      /\$(?:\$|(\w+)|\{(\w+)\})/gu,
      (_, plain?: string, braced?: string) => {
        const group = plain ?? braced;
        if (group === undefined) return '$';
        return (/^\d+$/u.test(group) ? match[Number(group)] : match.groups?.[group]) ?? '';
      },
    );
    return { labels: withLabel(one.labels, target, value), values: one.values };
  });
  assertDistinct(replaced);
  return vector(replaced);
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
