/** Binary operators between scalars and vectors: arithmetic, comparison and sets. Source: Prometheus promql/engine.go. */
import type { BinaryExpr, BinaryOp } from './ast.ts';
import { masked, pair } from './pairing.ts';
import {
  emptySeries,
  type Grid,
  isPresent,
  mergeEqual,
  type Scalar,
  type Value,
  type Vector,
  vector,
} from './value.ts';

/** Applies an operator; types have been checked. @throws EdgeError `query/type` when series cannot be paired uniquely */
export function applyBinary(expr: BinaryExpr, left: Value, right: Value, grid: Grid): Value {
  const { op } = expr;
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    const values = left.values.map((x, i) => compute(op, x, right.values[i]));
    return { kind: 'scalar', values };
  }
  if (left.kind === 'vector' && right.kind === 'scalar')
    return withScalar(expr, left, right, false);
  if (left.kind === 'scalar' && right.kind === 'vector') return withScalar(expr, right, left, true);
  if (left.kind !== 'vector' || right.kind !== 'vector')
    throw new Error('operands of a checked expression');
  switch (op) {
    case 'and':
      return vector(masked(left.series, right.series, expr.matching, true));
    case 'unless':
      return vector(masked(left.series, right.series, expr.matching, false));
    case 'or': {
      const rest = masked(right.series, left.series, expr.matching, false);
      return vector(mergeEqual([...left.series, ...rest].filter(isPresent)));
    }
    default:
      return vector(pair(expr, left.series, right.series, grid, compute));
  }
}

/** Whether an operator compares. */
function isComparison(op: BinaryOp): boolean {
  return /^[=!<>]/u.test(op);
}

/** One value; comparisons answer 0 or 1. */
function compute(op: BinaryOp, x: number, y: number): number {
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
      return power(x, y);
    case 'atan2':
      return Math.atan2(x, y);
    case '==':
      return Number(x === y);
    case '!=':
      return Number(x !== y);
    case '>':
      return Number(x > y);
    case '<':
      return Number(x < y);
    case '>=':
      return Number(x >= y);
    case '<=':
      return Number(x <= y);
    default:
      throw new Error(`not an operator of values: ${op}`);
  }
}

/** As IEEE 754 has it, and Go: 1 to any power is 1, and so is −1 to ±Inf. */
function power(x: number, y: number): number {
  if (x === 1) return 1;
  return x === -1 && (y === Number.POSITIVE_INFINITY || y === Number.NEGATIVE_INFINITY)
    ? 1
    : x ** y;
}

/** A filter keeps the vector's own value, on whichever side it stands. */
function withScalar(expr: BinaryExpr, of: Vector, other: Scalar, isScalarLeft: boolean): Vector {
  const { op, isBool } = expr;
  const isFilter = isComparison(op) && !isBool;
  return vector(
    of.series.map((one) => {
      const out = emptySeries(one.labels, one.has.length, one.dropsName || !isFilter);
      for (let i = 0; i < one.has.length; i++) {
        if (one.has[i] === 0) continue;
        const x = one.values[i];
        const y = other.values[i];
        const result = isScalarLeft ? compute(op, y, x) : compute(op, x, y);
        if (isFilter && result === 0) continue;
        out.has[i] = 1;
        out.values[i] = isFilter ? x : result;
      }
      return out;
    }),
  );
}
