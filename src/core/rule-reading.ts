/** The condition of one Prometheus rule, read into our model: what is compared, with what, and what had to be left out. */
import { EdgeError } from './domain/errors.ts';
import { PREDICTABLE, PRESENCE, type Rule } from './domain/rule.ts';
import { parseDuration, SECOND } from './domain/time.ts';
import type { Expr, Matcher } from './query/ast.ts';
import { parsePromql } from './query/promql.ts';
import { constantOf, type Linear, linearOf, nameOf, withoutName } from './rule-shapes.ts';

/** What a condition says in our model. */
export type Condition = Pick<Rule, 'metric' | 'signal' | 'comparison' | 'threshold' | 'clear'> &
  Partial<Pick<Rule, 'window' | 'ahead'>>;

/** A part of an expression that our rules cannot say. */
export interface UnreadPart {
  readonly what: 'expr' | 'syntax' | 'equal' | 'part';
  readonly text: string;
}

/** A condition and what it leaves out; no condition when nothing of it could be read. */
export interface ReadCondition {
  readonly condition: Condition | undefined;
  readonly extra: readonly Matcher[];
  readonly unread: readonly UnreadPart[];
}

type OwnMetric = (name: string) => string | undefined;

/** Reads an expression. @param own id of a metric the source brings along, by its PromQL name */
export function readCondition(text: string, own: OwnMetric): ReadCondition {
  let expr: Expr;
  try {
    expr = parsePromql(text);
  } catch (error) {
    if (!(error instanceof EdgeError)) throw error;
    return { condition: undefined, extra: [], unread: [{ what: 'syntax', text: error.message }] };
  }
  const unread: UnreadPart[] = [];
  const partOf = (part: Expr) =>
    text.slice(part.span.position, part.span.position + part.span.length);
  const found =
    hysteresis(expr, own) ??
    silence(expr) ??
    comparison(expr, own, unread) ??
    firstOf(expr, own, unread, partOf);
  if (!found) return { condition: undefined, extra: [], unread: [{ what: 'expr', text }] };
  return { ...found, unread };
}

type Found = Omit<ReadCondition, 'unread'> & { readonly condition: Condition };

/** `A > 0.9 or (A > 0.8 and on (…) ALERTS{…})`, as exports write it. */
function hysteresis(expr: Expr, own: OwnMetric): Found | undefined {
  if (expr.kind !== 'binary' || expr.op !== 'or') return undefined;
  const { left, right } = expr;
  if (right.kind !== 'binary' || right.op !== 'and' || right.right.kind !== 'selector')
    return undefined;
  if (nameOf(right.right.matchers) !== 'ALERTS') return undefined;
  const fires = comparison(left, own, []);
  const clears = comparison(right.left, own, []);
  if (!fires || !clears) return undefined;
  const { condition } = fires;
  const other = clears.condition;
  if (condition.metric !== other.metric || condition.signal !== other.signal) return undefined;
  return { ...fires, condition: { ...condition, clear: other.threshold } };
}

/** `up == 1 unless …`: answers, but is not measured. And `absent(up{…})`. */
function silence(expr: Expr): Found | undefined {
  if (expr.kind === 'call' && expr.name === 'absent' && expr.args[0].kind === 'selector') {
    const { matchers } = expr.args[0];
    if (nameOf(matchers) !== PRESENCE) return undefined;
    return { condition: absence('reachable'), extra: withoutName(matchers) };
  }
  if (expr.kind !== 'binary' || expr.op !== 'unless' || expr.left.kind !== 'binary')
    return undefined;
  const { left, op, right } = expr.left;
  if (left.kind !== 'selector' || nameOf(left.matchers) !== PRESENCE) return undefined;
  if (op !== '==' || constantOf(right) !== 1) return undefined;
  return { condition: absence('reporting'), extra: withoutName(left.matchers) };
}

function absence(signal: 'reachable' | 'reporting'): Condition {
  return { metric: PRESENCE, signal, comparison: 'absent', threshold: 1, clear: 1 };
}

const MIRRORED: Readonly<Record<string, string>> = { '>': '<', '<': '>', '>=': '<=', '<=': '>=' };

/** One comparison with a number, on either side. */
function comparison(expr: Expr, own: OwnMetric, unread: UnreadPart[]): Found | undefined {
  if (expr.kind !== 'binary' || expr.isBool) return undefined;
  const right = constantOf(expr.right);
  const left = constantOf(expr.left);
  const isMirrored = right === undefined;
  const limit = right ?? left;
  if (limit === undefined) return undefined;
  const subject = isMirrored ? expr.right : expr.left;
  const op = isMirrored ? (MIRRORED[expr.op] ?? expr.op) : expr.op;
  if (subject.kind === 'selector' && nameOf(subject.matchers) === PRESENCE) {
    const isDown = (op === '==' && limit === 0) || ((op === '<' || op === '!=') && limit === 1);
    return isDown
      ? { condition: absence('reachable'), extra: withoutName(subject.matchers) }
      : undefined;
  }
  if (op !== '>' && op !== '<' && op !== '>=' && op !== '<=') return undefined;
  const read = subjectOf(subject, own);
  if (!read || read.linear.scale === 0) return undefined;
  if (op.length === 2) unread.push({ what: 'equal', text: op });
  const { linear, ...signal } = read;
  const shift = signal.signal === 'rate' ? 0 : linear.shift;
  // Twelve digits: what a change of unit leaves of 0.1 × 10 is not a limit anyone wrote.
  const threshold = Number(((limit - shift) / linear.scale).toPrecision(12));
  const isAbove = op.startsWith('>') === linear.scale > 0;
  return {
    condition: {
      ...signal,
      metric: linear.metric,
      comparison: isAbove ? '>' : '<',
      threshold,
      clear: threshold,
    },
    extra: linear.extra,
  };
}

type Subject = Pick<Condition, 'signal' | 'window' | 'ahead'> & { readonly linear: Linear };

/** What is compared: a metric, its change over a window, or what it will be. */
function subjectOf(expr: Expr, own: OwnMetric): Subject | undefined {
  if (expr.kind === 'call' && (expr.name === 'delta' || expr.name === 'predict_linear')) {
    const over = windowOf(expr.args[0], own);
    if (!over) return undefined;
    if (expr.name === 'delta') return { signal: 'rate', window: over.range, linear: over.linear };
    const seconds = constantOf(expr.args[1]);
    if (seconds === undefined || !PREDICTABLE.includes(over.linear.metric)) return undefined;
    return { signal: 'predicted', ahead: seconds * SECOND, linear: over.linear };
  }
  const linear = linearOf(expr, own);
  return linear && { signal: 'value', linear };
}

function windowOf(expr: Expr, own: OwnMetric) {
  if (expr.kind === 'subquery') {
    const linear = linearOf(expr.expr, own);
    return linear && { linear, range: expr.range };
  }
  if (expr.kind !== 'selector' || expr.range === undefined) return undefined;
  const { range } = expr;
  // Bytes left that will be below none: the file system will be full.
  const left = freeBytes(expr.matchers);
  const linear = left ?? linearOf({ ...expr, range: undefined }, own);
  return linear && { linear, range };
}

function freeBytes(matchers: readonly Matcher[]): Linear | undefined {
  const name = nameOf(matchers);
  const metric =
    name === 'node_filesystem_avail_bytes' || name === 'node_filesystem_free_bytes'
      ? 'disk'
      : name === 'node_memory_MemAvailable_bytes'
        ? 'memory'
        : undefined;
  return metric && { metric, scale: -1, shift: 1, extra: withoutName(matchers) };
}

/** Of conditions joined by `and`, the one our rules can say, forecasts first; the others are told. */
function firstOf(
  expr: Expr,
  own: OwnMetric,
  unread: UnreadPart[],
  partOf: (part: Expr) => string,
): Found | undefined {
  const parts = conjuncts(expr);
  if (parts.length < 2) return undefined;
  const read = parts.map((part) => ({ part, found: comparison(part, own, []) }));
  const chosen =
    read.find(({ found }) => found?.condition.signal === 'predicted') ??
    read.find(({ found }) => found !== undefined);
  if (!chosen) return undefined;
  for (const { part } of read)
    if (part !== chosen.part) unread.push({ what: 'part', text: partOf(part) });
  return chosen.found;
}

function conjuncts(expr: Expr): readonly Expr[] {
  return expr.kind === 'binary' && expr.op === 'and'
    ? [...conjuncts(expr.left), ...conjuncts(expr.right)]
    : [expr];
}

/** A duration as rule files write it; `undefined` for none. */
export function readWait(text: string | undefined): number | undefined {
  return text === undefined ? 0 : parseDuration(text.trim());
}
