/**
 * Operators in the order PromQL gives them. The Lezer grammar lets `offset`, `@` and ranges follow whole operations
 * (`a + b offset 5m` is read as `(a + b) offset 5m`); here an operation is taken apart and joined again by precedence.
 */
import type { SyntaxNode } from '@lezer/common';
import { children } from './promql-nodes.ts';

/** A sign before an operand; that of a number is part of its literal. */
export interface Sign {
  readonly from: number;
  readonly isNegative: boolean;
}

/** An operand with the signs before it and the ranges and modifiers after it, inner ones first. */
export interface Operand {
  readonly node: SyntaxNode;
  readonly signs: Sign[];
  readonly suffixes: SyntaxNode[];
}

/** Operands and the BinaryExpr nodes of the operators between them. */
export interface Operation {
  readonly operands: readonly Operand[];
  readonly operators: readonly SyntaxNode[];
}

const SUFFIXES = ['OffsetExpr', 'StepInvariantExpr', 'AnchoredExpr', 'SmoothedExpr'];
const RANGES = ['MatrixSelector', 'SubqueryExpr'];

/** Takes an operation apart, in the order of the text. A parenthesis is one operand. */
export function takeApart(node: SyntaxNode, text: string): Operation {
  const [first, second] = children(node);
  if (node.name === 'BinaryExpr') {
    const left = takeApart(first, text);
    const right = takeApart(children(node).at(-1) ?? first, text);
    return {
      operands: [...left.operands, ...right.operands],
      operators: [...left.operators, node, ...right.operators],
    };
  }
  if (node.name === 'UnaryExpr') {
    const inner = takeApart(second, text);
    inner.operands[0].signs.unshift(signAt(first, text));
    return inner;
  }
  if (SUFFIXES.includes(node.name) || RANGES.includes(node.name)) {
    const inner = takeApart(first, text);
    inner.operands.at(-1)?.suffixes.push(node);
    return inner;
  }
  const isSigned = node.name === 'NumberDurationLiteral' && /[+-]/u.test(text.charAt(node.from));
  const signs = isSigned ? [signAt(node, text)] : [];
  return { operands: [{ node, signs, suffixes: [] }], operators: [] };
}

function signAt({ from }: SyntaxNode, text: string): Sign {
  return { from, isNegative: text.charAt(from) === '-' };
}

/** How tightly an operator binds; signs bind like a multiplication, and only powers bind to the left of them. */
const TIGHTNESS: ReadonlyMap<string, number> = new Map([
  ...['or'].map((word) => [word, 1] as const),
  ...['and', 'unless'].map((word) => [word, 2] as const),
  ...['==', '!=', '<', '>', '<=', '>='].map((word) => [word, 3] as const),
  ...['+', '-'].map((word) => [word, 4] as const),
  ...['*', '/', '%', 'atan2'].map((word) => [word, 5] as const),
  ['^', 6],
]);
const POWER = 6;

/** What the parts are made into. */
export interface Joining<T> {
  /** The operator's word, lower case. */
  word(operator: SyntaxNode): string;
  operand(operand: Operand): T;
  sign(sign: Sign, of: T): T;
  join(operator: SyntaxNode, left: T, right: T): T;
}

/** Joins an operation by precedence: powers from the right, all others from the left. */
export function joinAgain<T>({ operands, operators }: Operation, joining: Joining<T>): T {
  let next = 0;
  const tightness = (i: number) => TIGHTNESS.get(joining.word(operators[i])) ?? 0;

  function from(least: number): T {
    let left = signed(operands[next].signs);
    while (next < operators.length && tightness(next) >= least) {
      const operator = operators[next];
      const own = tightness(next);
      next++;
      const right = from(own === POWER ? own : own + 1);
      left = joining.join(operator, left, right);
    }
    return left;
  }

  function signed(signs: readonly Sign[]): T {
    const [sign, ...rest] = signs;
    if (sign === undefined) return joining.operand(operands[next]);
    const inner = rest.length > 0 ? signed(rest) : powers();
    return joining.sign(sign, inner);
  }

  /** The operand after a sign, with the powers it is the base of. */
  function powers(): T {
    const base = joining.operand(operands[next]);
    if (next >= operators.length || tightness(next) !== POWER) return base;
    const operator = operators[next++];
    return joining.join(operator, base, from(POWER));
  }

  return from(0);
}
