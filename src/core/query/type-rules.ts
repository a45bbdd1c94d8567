/** Type rules of PromQL: what an expression yields and whether its parts fit. */
import { EdgeError, unreachable } from '../domain/errors.ts';
import type { Ms } from '../domain/time.ts';
import type { Expr, Span, ValueType } from './ast.ts';
import { SIGNATURES } from './signatures.ts';

/** Functions that know how to begin at the sample before the window, and those that can interpolate at its ends. */
const ANCHORABLE = ['changes', 'delta', 'increase', 'rate', 'resets'];
const SMOOTHABLE = ['delta', 'increase', 'rate'];

/** What an expression yields. */
export function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'selector':
      return expr.range === undefined ? 'vector' : 'matrix';
    case 'subquery':
      return 'matrix';
    case 'aggregate':
      return 'vector';
    case 'negate':
      return typeOf(expr.expr);
    case 'binary':
      return typeOf(expr.left) === 'scalar' && typeOf(expr.right) === 'scalar'
        ? 'scalar'
        : 'vector';
    case 'call':
      return SIGNATURES.get(expr.name)?.result ?? 'vector';
    default:
      return unreachable(expr);
  }
}

/**
 * Checks a whole tree.
 * @throws EdgeError `query/type` where parts do not fit, `query/unsupported` for functions that are not evaluated here
 */
export function checkTypes(expr: Expr): void {
  switch (expr.kind) {
    case 'number':
    case 'string':
    case 'selector':
      return;
    case 'subquery':
      checkTypes(expr.expr);
      expect(expr.expr, ['vector', 'scalar'], 'a subquery');
      return;
    case 'negate':
      checkTypes(expr.expr);
      expect(expr.expr, ['vector', 'scalar'], 'a sign');
      return;
    case 'aggregate':
      checkTypes(expr.expr);
      expect(expr.expr, ['vector'], expr.op);
      if (expr.parameter) {
        checkTypes(expr.parameter);
        expect(expr.parameter, [expr.op === 'count_values' ? 'string' : 'scalar'], expr.op);
      }
      return;
    case 'binary':
      checkTypes(expr.left);
      checkTypes(expr.right);
      checkBinary(expr);
      return;
    case 'call':
      for (const arg of expr.args) checkTypes(arg);
      checkCall(expr.name, expr.args, expr.span);
      return;
    default:
      unreachable(expr);
  }
}

function checkBinary(expr: Extract<Expr, { kind: 'binary' }>): void {
  const { op, left, right, isBool, matching } = expr;
  expect(left, ['vector', 'scalar'], op);
  expect(right, ['vector', 'scalar'], op);
  const isSet = op === 'and' || op === 'or' || op === 'unless';
  const vectors = Number(typeOf(left) === 'vector') + Number(typeOf(right) === 'vector');
  if (isSet && vectors < 2) throw fault(`${op} takes two vectors`, expr.span);
  if (isSet && matching.many !== undefined) throw fault(`${op} takes no group modifier`, expr.span);
  const isFilled = matching.fill.left !== undefined || matching.fill.right !== undefined;
  if (isFilled && (isSet || vectors < 2)) throw fault(`${op} takes no fill modifier`, expr.span);
  if (/^[=!<>]/u.test(op) && vectors === 0 && !isBool)
    throw fault('comparing two scalars needs bool', expr.span);
  if (vectors < 2 && (matching.labels.length > 0 || matching.many !== undefined))
    throw fault('matching needs two vectors', expr.span);
  if (matching.kind === 'on' && matching.include.some((label) => matching.labels.includes(label))) {
    throw fault('a label stands in on and in the group modifier', expr.span);
  }
}

function checkCall(name: string, args: readonly Expr[], span: Span): void {
  const signature = SIGNATURES.get(name);
  const extended = args.find((arg) => arg.kind === 'selector' && arg.extension !== undefined);
  if (extended?.kind === 'selector' && extended.range !== undefined) {
    const safe = extended.extension === 'smoothed' ? SMOOTHABLE : ANCHORABLE;
    if (!safe.includes(name)) {
      const names = safe.join(', ');
      throw fault(
        `${extended.extension} modifier can only be used with: ${names} - not with ${name}`,
        extended.span,
      );
    }
  }
  if (signature === undefined)
    throw new EdgeError('query/unsupported', `not supported: ${name}`, {
      position: span.position,
      length: name.length,
      word: name,
    });
  const { args: types, optional, isVariadic } = signature;
  if ((args.length > types.length && !isVariadic) || args.length < types.length - optional)
    throw fault(`${name} takes ${types.length} argument(s)`, span);
  args.forEach((arg, i) => {
    expect(arg, [types[Math.min(i, types.length - 1)]], name);
  });
}

function expect(expr: Expr, types: readonly ValueType[], by: string): void {
  const type = typeOf(expr);
  if (!types.includes(type))
    throw fault(`${by} takes ${types.join(' or ')}, not ${type}`, expr.span);
}

function fault(message: string, span: Span): EdgeError {
  return new EdgeError('query/type', message, { ...span, text: message });
}

/** How far before an instant an expression looks: its windows, one inside the other, and the time a sample stands for. */
export function reachOf(expr: Expr, lookback: Ms): Ms {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return 0;
    case 'selector':
      return expr.range === undefined
        ? lookback
        : expr.range + (expr.extension === undefined ? 0 : 2 * lookback);
    case 'subquery':
      return expr.range + reachOf(expr.expr, lookback);
    case 'negate':
      return reachOf(expr.expr, lookback);
    case 'aggregate':
      return reachOf(expr.expr, lookback);
    case 'binary':
      return Math.max(reachOf(expr.left, lookback), reachOf(expr.right, lookback));
    case 'call':
      return Math.max(0, ...expr.args.map((arg) => reachOf(arg, lookback)));
    default:
      return unreachable(expr);
  }
}
