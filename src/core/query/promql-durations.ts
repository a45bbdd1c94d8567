/** Durations in the syntax tree: literals, arithmetic and the words of the query (`step()`, `range()`). */
import type { SyntaxNode } from '@lezer/common';
import { EdgeError } from '../domain/errors.ts';
import type { DurationExpr, Span } from './ast.ts';
import { readNumber } from './literals.ts';
import { children, spanOf } from './promql-nodes.ts';

const OPERATORS = new Map<string, '+' | '-' | '*' | '/' | '%' | '^'>([
  ['Add', '+'],
  ['Sub', '-'],
  ['Mul', '*'],
  ['Div', '/'],
  ['Mod', '%'],
  ['Pow', '^'],
]);

/** Reads a duration node of `text`. @throws EdgeError `query/parse` */
export function readDurationNode(node: SyntaxNode, text: string): DurationExpr {
  const span = spanOf(node);
  const parts = children(node);
  const [first, second, third] = parts;
  if (first === undefined || first.name === 'NumberDurationLiteralInDurationContext')
    return { kind: 'seconds', value: readNumber(text.slice(node.from, node.to), span), span };
  if (first.name === 'DurationStep') return { kind: 'query', what: 'step', span };
  if (first.name === 'DurationRange') return { kind: 'query', what: 'range', span };
  if (second === undefined) return readDurationNode(first, text);
  const op =
    first.name === 'DurationMinOf'
      ? 'min_of'
      : first.name === 'DurationMaxOf'
        ? 'max_of'
        : OPERATORS.get(second.name);
  if (first.name === 'UnaryOp') {
    const inner = readDurationNode(second, text);
    const isNegative = text.slice(first.from, first.to) === '-';
    return isNegative ? { kind: 'apply', op: '-', left: zero(span), right: inner, span } : inner;
  }
  if (op === undefined || third === undefined) {
    throw new EdgeError('query/parse', `not a duration at ${span.position}`, {
      ...span,
      text: text.slice(node.from, node.to).slice(0, 80),
    });
  }
  const isWord = op === 'min_of' || op === 'max_of';
  return {
    kind: 'apply',
    op,
    left: readDurationNode(isWord ? second : first, text),
    right: readDurationNode(third, text),
    span,
  };
}

function zero(span: Span): DurationExpr {
  return { kind: 'seconds', value: 0, span };
}
