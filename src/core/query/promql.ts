/** PromQL text to a checked syntax tree, by Prometheus' own Lezer grammar. The only importer of @prometheus-io/lezer-promql. */
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { EdgeError } from '../domain/errors.ts';
import type { AggregateOp, BinaryOp, Expr, Grouping, Matcher, Matching, Pin, Span } from './ast.ts';
import { readDuration, readNumber, readOffset, readText } from './literals.ts';
import { makeMatcher } from './matchers.ts';
import { checkTypes } from './type-rules.ts';

/** Longer texts are refused before they reach the parser. */
const MAX_LENGTH = 10_000;
/** Nodes deeper than this are refused: evaluation recurses. */
const MAX_DEPTH = 200;
const AGGREGATES: readonly AggregateOp[] = [
  'sum',
  'avg',
  'min',
  'max',
  'count',
  'group',
  'stddev',
  'stdvar',
  'quantile',
  'topk',
  'bottomk',
  'count_values',
];
const OPERATORS: readonly BinaryOp[] = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  'atan2',
  '==',
  '!=',
  '>',
  '<',
  '>=',
  '<=',
  'and',
  'or',
  'unless',
];
const EMPTY_MATCHING: Matching = { kind: 'ignoring', labels: [], many: undefined, include: [] };

/**
 * Parses and type-checks an expression.
 * @throws EdgeError `query/parse` (`detail`: position, length, text), `query/unsupported` (position, word) for parts of PromQL
 * that are not evaluated here, `query/type` when arguments do not fit
 */
export function parsePromql(text: string): Expr {
  if (text.length > MAX_LENGTH) {
    throw new EdgeError('query/parse', 'expression too long', {
      position: MAX_LENGTH,
      length: text.length - MAX_LENGTH,
      text: '',
    });
  }
  const tree = parser.parse(text);
  failOnErrors(tree.topNode, text);
  const root = tree.topNode.firstChild;
  if (!root)
    throw new EdgeError('query/parse', 'empty expression', { position: 0, length: 0, text });
  const expr = new Reader(text).expr(root, 0);
  checkTypes(expr);
  return expr;
}

/** Reports the first node the grammar could not place. */
function failOnErrors(top: SyntaxNode, text: string): void {
  let fault: SyntaxNode | undefined;
  top.cursor().iterate((node) => {
    if (fault !== undefined) return false;
    if (node.type.isError) fault = node.node;
    return fault === undefined;
  });
  if (fault === undefined) return;
  const { from, to } = fault;
  const before = fault.prevSibling;
  const next = text.slice(from).trimStart();
  // A name before a parenthesis is a call of a function the grammar does not know.
  if (before?.name === 'Identifier' && next.startsWith('(')) {
    const word = text.slice(before.from, before.to);
    throw new EdgeError('query/unsupported', `unknown function ${word}`, {
      position: before.from,
      length: word.length,
      word,
    });
  }
  const found = text.slice(from, Math.max(to, from + 1)).trim();
  throw new EdgeError(
    'query/parse',
    found === '' ? 'expression ends too early' : `unexpected ${found} at ${from}`,
    {
      position: from,
      length: Math.max(1, to - from),
      text: found.slice(0, 80),
    },
  );
}

class Reader {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  expr(node: SyntaxNode, depth: number): Expr {
    if (depth > MAX_DEPTH) throw this.#unsupported(node, 'nesting');
    const span = spanOf(node);
    switch (node.name) {
      case 'ParenExpr':
        return this.expr(this.#child(node, 0), depth + 1);
      case 'NumberDurationLiteral':
        return { kind: 'number', value: this.#literal(readNumber, node), span };
      case 'StringLiteral':
        return { kind: 'string', value: this.#literal(readText, node), span };
      case 'VectorSelector':
        return {
          kind: 'selector',
          matchers: this.#matchers(node),
          range: undefined,
          offset: 0,
          at: undefined,
          span,
        };
      case 'MatrixSelector': {
        const inner = this.expr(this.#child(node, 0), depth + 1);
        if (
          inner.kind !== 'selector' ||
          inner.range !== undefined ||
          inner.offset !== 0 ||
          inner.at !== undefined
        ) {
          throw this.#fault(node, 'a range is taken of a plain selector');
        }
        return { ...inner, range: this.#literal(readDuration, this.#child(node, 1)), span };
      }
      case 'SubqueryExpr': {
        const [inner, range, step] = children(node);
        return {
          kind: 'subquery',
          expr: this.expr(inner, depth + 1),
          range: this.#literal(readDuration, range),
          step: step === undefined ? undefined : this.#literal(readDuration, step),
          offset: 0,
          at: undefined,
          span,
        };
      }
      case 'OffsetExpr': {
        const inner = this.#shiftable(node, depth);
        const duration = node.getChild('OffsetDurationExpr');
        if (!duration) throw this.#fault(node, 'offset without duration');
        return { ...inner, offset: inner.offset + this.#literal(readOffset, duration), span };
      }
      case 'StepInvariantExpr':
        return { ...this.#shiftable(node, depth), at: this.#pin(node), span };
      case 'UnaryExpr': {
        const [op, inner] = children(node);
        const expr = this.expr(inner, depth + 1);
        return this.#slice(op) === '-' ? { kind: 'negate', expr, span } : expr;
      }
      case 'FunctionCall': {
        const [name, body] = children(node);
        return {
          kind: 'call',
          name: this.#slice(name),
          args: children(body).map((arg) => this.expr(arg, depth + 1)),
          span,
        };
      }
      case 'AggregateExpr':
        return this.#aggregate(node, depth);
      case 'BinaryExpr':
        return this.#binary(node, depth);
      default:
        throw this.#unsupported(node, this.#slice(node));
    }
  }

  #aggregate(node: SyntaxNode, depth: number): Expr {
    const word = this.#slice(this.#child(node, 0)).toLowerCase();
    const op = AGGREGATES.find((known) => known === word);
    if (op === undefined) throw this.#unsupported(this.#child(node, 0), word);
    const body = node.getChild('FunctionCallBody');
    const args = body === null ? [] : children(body).map((arg) => this.expr(arg, depth + 1));
    const takesParameter =
      op === 'quantile' || op === 'topk' || op === 'bottomk' || op === 'count_values';
    if (args.length !== (takesParameter ? 2 : 1))
      throw this.#type(node, `${op} takes ${takesParameter ? 'two arguments' : 'one argument'}`);
    const modifier = node.getChild('AggregateModifier');
    const labels = modifier?.getChild('GroupingLabels');
    const grouping: Grouping = {
      kind: modifier?.getChild('Without') ? 'without' : 'by',
      labels: labels ? this.#labels(labels) : [],
    };
    const expr = args[args.length - 1];
    return {
      kind: 'aggregate',
      op,
      expr,
      parameter: takesParameter ? args[0] : undefined,
      grouping,
      span: spanOf(node),
    };
  }

  #binary(node: SyntaxNode, depth: number): Expr {
    const parts = children(node);
    const left = parts[0];
    const right = parts[parts.length - 1];
    const word = this.#slice(parts[1]).toLowerCase();
    const op = OPERATORS.find((known) => known === word);
    if (op === undefined) throw this.#unsupported(parts[1], word);
    const fill = node.getChild('FillModifier');
    if (fill) throw this.#unsupported(fill, this.#slice(fill));
    const isBool = node.getChild('BoolModifier') !== null;
    const isComparison = /^[=!<>]/u.test(op);
    if (isBool && !isComparison) throw this.#fault(node, 'bool belongs to comparisons');
    const clause = node.getChild('MatchingModifierClause');
    const span = spanOf(node);
    const base: Expr = {
      kind: 'binary',
      op,
      left: this.expr(left, depth + 1),
      right: this.expr(right, depth + 1),
      isBool,
      matching: clause ? this.#matching(clause) : EMPTY_MATCHING,
      span,
    };
    // The grammar reads -2^2 as (-2)^2; in PromQL the power binds tighter than the sign.
    if (
      op === '^' &&
      left.name === 'NumberDurationLiteral' &&
      /^[+-]/u.test(this.#slice(left)) &&
      base.left.kind === 'number'
    ) {
      const isNegative = this.#slice(left).startsWith('-');
      const positive: Expr = {
        ...base,
        left: { ...base.left, value: isNegative ? -base.left.value : base.left.value },
      };
      return isNegative ? { kind: 'negate', expr: positive, span } : positive;
    }
    return base;
  }

  #matching(clause: SyntaxNode): Matching {
    const lists = clause.getChildren('GroupingLabels').map((list) => this.#labels(list));
    const many = clause.getChild('GroupLeft')
      ? 'left'
      : clause.getChild('GroupRight')
        ? 'right'
        : undefined;
    return {
      kind: clause.getChild('On') ? 'on' : 'ignoring',
      labels: lists[0] ?? [],
      many,
      include: lists[1] ?? [],
    };
  }

  #matchers(node: SyntaxNode): readonly Matcher[] {
    const matchers: Matcher[] = [];
    const name = node.getChild('Identifier');
    if (name) matchers.push(makeMatcher('__name__', '=', this.#slice(name), spanOf(name)));
    for (const entry of children(node.getChild('LabelMatchers'))) {
      const span = spanOf(entry);
      if (entry.name === 'QuotedLabelName') {
        matchers.push(
          makeMatcher('__name__', '=', this.#literal(readText, this.#child(entry, 0)), span),
        );
        continue;
      }
      const [key, opNode, value] = children(entry);
      const label =
        key.name === 'QuotedLabelName'
          ? this.#literal(readText, this.#child(key, 0))
          : this.#slice(key);
      const op = (['=', '!=', '=~', '!~'] as const).find((known) => known === this.#slice(opNode));
      if (op === undefined) throw this.#fault(entry, 'not a matcher');
      if (name && label === '__name__') throw this.#fault(entry, 'the metric is named twice');
      matchers.push(makeMatcher(label, op, this.#literal(readText, value), span));
    }
    if (matchers.every((matcher) => matcher.test('')))
      throw this.#fault(node, 'a selector needs a matcher that refuses the empty text');
    return matchers;
  }

  #shiftable(node: SyntaxNode, depth: number): Extract<Expr, { kind: 'selector' | 'subquery' }> {
    const inner = this.expr(this.#child(node, 0), depth + 1);
    if (inner.kind === 'selector' || inner.kind === 'subquery') return inner;
    throw this.#fault(node, 'offset and @ belong to selectors and subqueries');
  }

  #pin(node: SyntaxNode): Pin {
    const word = node.getChild('AtModifierPreprocessors');
    if (word) return this.#slice(word) === 'start' ? 'start' : 'end';
    const literal = node.getChild('NumberDurationLiteral');
    if (!literal) throw this.#fault(node, '@ needs an instant');
    const seconds = this.#literal(readNumber, literal);
    if (!Number.isFinite(seconds)) throw this.#fault(literal, '@ needs an instant');
    return Math.round(seconds * 1000);
  }

  #labels(list: SyntaxNode): readonly string[] {
    return children(list).map((node) =>
      node.name === 'QuotedLabelName'
        ? this.#literal(readText, this.#child(node, 0))
        : this.#slice(node),
    );
  }

  /** Reads the literal a node holds. */
  #literal<T>(read: (text: string, span: Span) => T, node: SyntaxNode): T {
    return read(this.#slice(node), spanOf(node));
  }

  #slice(node: SyntaxNode): string {
    return this.#text.slice(node.from, node.to);
  }

  #child(node: SyntaxNode, index: number): SyntaxNode {
    const child = children(node).at(index);
    if (child === undefined) throw this.#fault(node, 'incomplete');
    return child;
  }

  #fault(node: SyntaxNode, message: string): EdgeError {
    return new EdgeError('query/parse', `${message} at ${node.from}`, {
      ...spanOf(node),
      text: this.#slice(node).slice(0, 80),
    });
  }

  #type(node: SyntaxNode, message: string): EdgeError {
    return new EdgeError('query/type', message, {
      ...spanOf(node),
      text: this.#slice(node).slice(0, 80),
    });
  }

  #unsupported(node: SyntaxNode, word: string): EdgeError {
    return new EdgeError('query/unsupported', `not supported: ${word}`, {
      ...spanOf(node),
      word: word.slice(0, 80),
    });
  }
}

function spanOf(node: SyntaxNode): Span {
  return { position: node.from, length: node.to - node.from };
}

function children(node: SyntaxNode | null): SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment') list.push(child);
  }
  return list;
}
