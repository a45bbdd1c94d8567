/** Binary operators between scalars and vectors: arithmetic, comparison, sets, and how series are paired. Source: Prometheus promql/engine.go. */
import { EdgeError } from '../domain/errors.ts';
import type { BinaryExpr, BinaryOp, Matching } from './ast.ts';
import {
  dropLabels,
  type Grid,
  keepLabels,
  labelKey,
  type Scalar,
  type Value,
  type Vector,
  type VectorSeries,
  vector,
  withLabel,
  withoutName,
} from './value.ts';

/** Applies an operator; types have been checked. @throws EdgeError `query/type` when series cannot be paired uniquely */
export function applyBinary(expr: BinaryExpr, left: Value, right: Value, grid: Grid): Value {
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    return {
      kind: 'scalar',
      values: left.values.map((x, i) => compute(expr.op, x, right.values[i], true)),
    };
  }
  if (left.kind === 'vector' && right.kind === 'scalar')
    return withScalar(expr, left, right, false);
  if (left.kind === 'scalar' && right.kind === 'vector') return withScalar(expr, right, left, true);
  if (left.kind !== 'vector' || right.kind !== 'vector')
    throw new Error('operands of a checked expression');
  switch (expr.op) {
    case 'and':
      return vector(masked(left.series, right.series, expr.matching, true));
    case 'unless':
      return vector(masked(left.series, right.series, expr.matching, false));
    case 'or':
      return vector(
        merged([...left.series, ...masked(right.series, left.series, expr.matching, false)]),
      );
    default:
      return between(expr, left, right, grid);
  }
}

/** One value; comparisons answer 0 or 1 with `isBool`, else the left value or NaN. */
function compute(op: BinaryOp, x: number, y: number, isBool: boolean): number {
  switch (op) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '%':
      return x % y;
    case '^':
      return x ** y;
    case 'atan2':
      return Math.atan2(x, y);
    default: {
      const holds = compare(op, x, y);
      return isBool ? Number(holds) : holds ? x : NaN;
    }
  }
}

function compare(op: BinaryOp, x: number, y: number): boolean {
  switch (op) {
    case '==':
      return x === y;
    case '!=':
      return x !== y;
    case '>':
      return x > y;
    case '<':
      return x < y;
    case '>=':
      return x >= y;
    case '<=':
      return x <= y;
    default:
      throw new Error(`not a comparison: ${op}`);
  }
}

function isComparison(op: BinaryOp): boolean {
  return /^[=!<>]/u.test(op);
}

/** A filter keeps the vector's own value, on whichever side it stands. */
function withScalar(expr: BinaryExpr, of: Vector, other: Scalar, isScalarLeft: boolean): Vector {
  const { op, isBool } = expr;
  const isFilter = isComparison(op) && !isBool;
  const series = isFilter ? of.series : withoutName(of.series);
  return vector(
    series.map(({ labels, values }) => ({
      labels,
      values: values.map((x, i) => {
        // A missing sample stays missing: a bool comparison must not turn it into 0, nor x ^ 0 into 1.
        if (Number.isNaN(x)) return NaN;
        const y = other.values[i];
        const result = isScalarLeft ? compute(op, y, x, isBool) : compute(op, x, y, isBool);
        return isFilter && !Number.isNaN(result) ? x : result;
      }),
    })),
  );
}

function signature(labels: VectorSeries['labels'], matching: Matching): string {
  return labelKey(
    matching.kind === 'on'
      ? keepLabels(labels, matching.labels)
      : dropLabels(labels, ['__name__', ...matching.labels]),
  );
}

function grouped(series: readonly VectorSeries[], matching: Matching): Map<string, VectorSeries[]> {
  const groups = new Map<string, VectorSeries[]>();
  for (const one of series) {
    const key = signature(one.labels, matching);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** The values of `of` at instants where its group has (or has no) value in `by`. */
function masked(
  of: readonly VectorSeries[],
  by: readonly VectorSeries[],
  matching: Matching,
  wanted: boolean,
): VectorSeries[] {
  const groups = grouped(by, matching);
  return of.map(({ labels, values }) => {
    const group = groups.get(signature(labels, matching)) ?? [];
    return {
      labels,
      values: values.map((x, i) =>
        group.some((one) => !Number.isNaN(one.values[i])) === wanted ? x : NaN,
      ),
    };
  });
}

/** Joins series of equal labels, which have values at different instants. */
function merged(series: readonly VectorSeries[]): readonly VectorSeries[] {
  const byKey = new Map<string, VectorSeries>();
  for (const one of series) {
    const key = labelKey(one.labels);
    const first = byKey.get(key);
    if (first === undefined) byKey.set(key, one);
    else
      byKey.set(key, {
        labels: first.labels,
        values: first.values.map((x, i) => (Number.isNaN(x) ? one.values[i] : x)),
      });
  }
  return [...byKey.values()];
}

/** A result series with the instants it was answered at, also where a filter then dropped the answer. */
interface Result extends VectorSeries {
  readonly taken: Uint8Array;
}

function between(expr: BinaryExpr, left: Vector, right: Vector, grid: Grid): Vector {
  const { op, isBool, matching } = expr;
  const isSwapped = matching.many === 'right';
  const many = isSwapped ? right : left;
  const ones = grouped((isSwapped ? left : right).series, matching);
  const results = new Map<string, Result>();
  for (const { labels, values } of many.series) {
    const group = signature(labels, matching);
    const paired = new Uint8Array(grid.length);
    for (const partner of ones.get(group) ?? []) {
      const own = resultLabels(expr, labels, partner.labels);
      // One-to-one: a group is answered once, whatever the results are called.
      const key = matching.many === undefined ? group : labelKey(own);
      let result = results.get(key);
      if (result === undefined) {
        result = {
          labels: own,
          values: new Float64Array(grid.length).fill(NaN),
          taken: new Uint8Array(grid.length),
        };
        results.set(key, result);
      }
      for (let i = 0; i < grid.length; i++) {
        if (Number.isNaN(values[i]) || Number.isNaN(partner.values[i])) continue;
        if (result.taken[i] === 1 || paired[i] === 1) throw ambiguous(expr, own);
        result.taken[i] = 1;
        paired[i] = 1;
        const [x, y] = isSwapped ? [partner.values[i], values[i]] : [values[i], partner.values[i]];
        result.values[i] = compute(op, x, y, isBool);
      }
    }
  }
  return vector([...results.values()].map(({ labels, values }) => ({ labels, values })));
}

function resultLabels(
  expr: BinaryExpr,
  many: VectorSeries['labels'],
  one: VectorSeries['labels'],
): VectorSeries['labels'] {
  const { op, isBool, matching } = expr;
  const isFilter = isComparison(op) && !isBool;
  let labels = isFilter ? many : dropLabels(many, ['__name__']);
  if (matching.many === undefined) {
    return matching.kind === 'on'
      ? keepLabels(labels, matching.labels)
      : dropLabels(labels, matching.labels);
  }
  for (const name of matching.include)
    labels = withLabel(labels, name, Object.hasOwn(one, name) ? one[name] : '');
  return labels;
}

function ambiguous(expr: BinaryExpr, labels: VectorSeries['labels']): EdgeError {
  const text = labelKey(labels).slice(0, 200);
  return new EdgeError('query/type', `several series match on one side of ${expr.op}: ${text}`, {
    ...expr.span,
    text,
  });
}
