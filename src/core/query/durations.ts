/** Arithmetic on durations, as in `[5m + 30s]` or `offset step()`; all in seconds. Source: Prometheus promql/durations.go. */
import { EdgeError, unreachable } from '../domain/errors.ts';
import type { Ms } from '../domain/time.ts';
import type { DurationExpr, Expr, LateDurations, Span } from './ast.ts';

/** What `step()` and `range()` stand for, in seconds; 0 both for an instant query. */
export interface QueryTiming {
  readonly step: number;
  readonly range: number;
}

/** Whether an expression needs the query to have a value. */
export function isLate(expr: DurationExpr): boolean {
  return (
    expr.kind === 'query' || (expr.kind === 'apply' && (isLate(expr.left) || isLate(expr.right)))
  );
}

/**
 * Value of a duration in ms, cut to whole ones.
 * @param isSigned offsets may be zero or negative, ranges and steps may not
 * @throws EdgeError `query/parse` for a division by zero, a duration that is not finite, and one that is not positive where it must be
 */
export function durationMs(expr: DurationExpr, timing: QueryTiming, isSigned: boolean): Ms {
  const seconds = secondsOf(expr, timing);
  if (!Number.isFinite(seconds)) throw fault('a duration is finite', expr.span);
  // Rounded first: 1.001 s is 1000.9999… ms in binary.
  const ms = Math.trunc(Math.round(seconds * 1e6) / 1e3);
  if (!isSigned && ms <= 0) throw fault('a duration is greater than zero', expr.span);
  return ms;
}

/** The expression with its late durations computed; parts without any are kept as they are. @throws EdgeError `query/parse` */
export function settleDurations(expr: Expr, timing: QueryTiming): Expr {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return expr;
    case 'selector': {
      if (expr.late === undefined) return expr;
      const { late, ...rest } = expr;
      return { ...rest, ...settled(late, timing, expr) };
    }
    case 'subquery': {
      const inner = settleDurations(expr.expr, timing);
      if (expr.late === undefined) return { ...expr, expr: inner };
      const { late, ...rest } = expr;
      const { step, offset, range } = settled(late, timing, expr);
      return { ...rest, expr: inner, offset, range: range ?? expr.range, step: step ?? expr.step };
    }
    case 'negate':
      return { ...expr, expr: settleDurations(expr.expr, timing) };
    case 'call':
      return { ...expr, args: expr.args.map((arg) => settleDurations(arg, timing)) };
    case 'aggregate':
      return {
        ...expr,
        expr: settleDurations(expr.expr, timing),
        parameter: expr.parameter && settleDurations(expr.parameter, timing),
      };
    case 'binary':
      return {
        ...expr,
        left: settleDurations(expr.left, timing),
        right: settleDurations(expr.right, timing),
      };
    default:
      return unreachable(expr);
  }
}

function settled(
  late: LateDurations,
  timing: QueryTiming,
  given: { readonly range: Ms | undefined; readonly offset: Ms },
) {
  return {
    range: late.range ? durationMs(late.range, timing, false) : given.range,
    offset: given.offset + (late.offset ? durationMs(late.offset, timing, true) : 0),
    ...(late.step ? { step: durationMs(late.step, timing, false) } : {}),
  };
}

function secondsOf(expr: DurationExpr, timing: QueryTiming): number {
  switch (expr.kind) {
    case 'seconds':
      return expr.value;
    case 'query':
      return timing[expr.what];
    case 'apply':
      return apply(expr, secondsOf(expr.left, timing), secondsOf(expr.right, timing));
    default:
      return unreachable(expr);
  }
}

function apply(expr: Extract<DurationExpr, { kind: 'apply' }>, x: number, y: number): number {
  switch (expr.op) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '^':
      return x ** y;
    case 'min_of':
      return Math.min(x, y);
    case 'max_of':
      return Math.max(x, y);
    case '/':
    case '%':
      if (y === 0) throw fault('division by zero in a duration', expr.span);
      return expr.op === '/' ? x / y : x % y;
    default:
      return unreachable(expr.op);
  }
}

function fault(message: string, span: Span): EdgeError {
  return new EdgeError('query/parse', `${message} at ${span.position}`, { ...span, text: message });
}
