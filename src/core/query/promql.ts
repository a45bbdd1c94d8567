/** PromQL text to a checked syntax tree, by Prometheus' own Lezer grammar. The only importer of @prometheus-io/lezer-promql. */
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { EdgeError } from '../domain/errors.ts';
import type {
  AggregateOp,
  BinaryOp,
  Expr,
  Grouping,
  LateDurations,
  Matcher,
  Matching,
  Pin,
  Span,
} from './ast.ts';
import { durationMs, isLate } from './durations.ts';
import { readNumber, readText } from './literals.ts';
import { makeMatcher } from './matchers.ts';
import { readDurationNode } from './promql-durations.ts';
import { failOnErrors, standIn } from './promql-errors.ts';
import { children, spanOf } from './promql-nodes.ts';
import { joinAgain, takeApart } from './promql-operators.ts';
import { checkTypes } from './type-rules.ts';

/** Longer texts are refused before they reach the parser. */
const MAX_LENGTH = 10_000;
/** Nodes deeper than this are refused: evaluation recurses. */
const MAX_DEPTH = 200;
const PLAIN_AGGREGATES: readonly AggregateOp[] = [
  ...(['sum', 'avg', 'min', 'max', 'count', 'group', 'stddev', 'stdvar'] as const),
];
const PARAMETRIC_AGGREGATES: readonly AggregateOp[] = [
  ...(['quantile', 'topk', 'bottomk', 'limitk', 'limit_ratio', 'count_values'] as const),
];
const OPERATORS: readonly BinaryOp[] = [
  ...(['+', '-', '*', '/', '%', '^', 'atan2', '==', '!=', '>', '<', '>=', '<='] as const),
  ...(['and', 'or', 'unless'] as const),
];
const EMPTY_MATCHING: Matching = {
  kind: 'ignoring',
  labels: [],
  many: undefined,
  include: [],
  fill: {},
};
/** Late durations are computed when the query's step and range are known. */
const NO_TIMING = { step: 0, range: 0 };

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
  let tree = parser.parse(text);
  let shown = text;
  for (let known = standIn(tree, shown); known; known = standIn(tree, shown)) {
    shown = shown.slice(0, known.at) + known.word + shown.slice(known.at + known.word.length);
    tree = parser.parse(shown);
  }
  failOnErrors(tree.topNode, text);
  const root = tree.topNode.firstChild;
  if (!root)
    throw new EdgeError('query/parse', 'empty expression', { position: 0, length: 0, text });
  const expr = new Reader(text).expr(root, 0);
  checkTypes(expr);
  return expr;
}

class Reader {
  readonly #text: string;
  #isList = false;

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
      case 'MatrixSelector':
      case 'SubqueryExpr':
      case 'OffsetExpr':
      case 'StepInvariantExpr':
      case 'AnchoredExpr':
      case 'SmoothedExpr':
      case 'UnaryExpr':
      case 'BinaryExpr':
        return this.#operation(node, depth);
      case 'FunctionCall': {
        const [name, body] = children(node);
        const isInfo = this.#slice(name) === 'info';
        const args = children(body).map((arg, i) => {
          // The second argument of info is a list of conditions, which may all accept the empty text.
          this.#isList = isInfo && i === 1;
          const expr = this.expr(arg, depth + 1);
          this.#isList = false;
          return expr;
        });
        return { kind: 'call', name: this.#slice(name), args, span };
      }
      case 'AggregateExpr':
        return this.#aggregate(node, depth);
      default:
        throw this.#unsupported(node, this.#slice(node));
    }
  }

  #aggregate(node: SyntaxNode, depth: number): Expr {
    const word = this.#slice(this.#child(node, 0)).toLowerCase();
    const plain = PLAIN_AGGREGATES.find((known) => known === word);
    const op = plain ?? PARAMETRIC_AGGREGATES.find((known) => known === word);
    if (op === undefined) throw this.#unsupported(this.#child(node, 0), word);
    const body = node.getChild('FunctionCallBody');
    const args = body === null ? [] : children(body).map((arg) => this.expr(arg, depth + 1));
    const takesParameter = plain === undefined;
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

  #operation(node: SyntaxNode, depth: number): Expr {
    const parts = takeApart(node, this.#text);
    if (parts.operands.length > MAX_DEPTH) throw this.#unsupported(node, 'nesting');
    return joinAgain<Expr>(parts, {
      word: (operator) => this.#slice(this.#child(operator, 1)).toLowerCase(),
      operand: ({ node: own, suffixes }) => {
        const isBare = own.name !== 'ParenExpr';
        const start: Expr =
          own.name === 'NumberDurationLiteral' ? this.#size(own) : this.expr(own, depth + 1);
        return suffixes.reduce(
          (inner, suffix, i) => this.#suffixed(suffix, inner, isBare, i),
          start,
        );
      },
      sign: (sign, of) => {
        const span = { position: sign.from, length: of.span.position + of.span.length - sign.from };
        if (!sign.isNegative) return { ...of, span };
        return of.kind === 'number'
          ? { kind: 'number', value: -of.value, span }
          : { kind: 'negate', expr: of, span };
      },
      join: (operator, left, right) => this.#binary(operator, left, right),
    });
  }

  /** A number without the sign before it. */
  #size(node: SyntaxNode): Expr {
    const text = this.#slice(node).replace(/^[+-]\s*/u, '');
    const span = { position: node.to - text.length, length: text.length };
    return { kind: 'number', value: readNumber(text, span), span };
  }

  /** A range or a modifier after an operand. @param place how many stand before it */
  #suffixed(node: SyntaxNode, inner: Expr, isBare: boolean, place: number): Expr {
    const { position } = inner.span;
    const span = { position, length: node.to - position };
    if (node.name === 'SubqueryExpr') {
      const [, range, step] = children(node);
      const over = this.#duration(range, 'range');
      const every = step && this.#duration(step, 'step');
      const late = { ...over.late, ...every?.late };
      const timing = { range: over.ms, step: every?.ms, offset: 0, at: undefined, late };
      return { kind: 'subquery', expr: inner, ...timing, span };
    }
    const isPlain = isBare || place > 0;
    if (!isPlain || (inner.kind !== 'selector' && inner.kind !== 'subquery'))
      throw this.#fault(node, 'ranges, offset and @ belong to selectors and subqueries');
    switch (node.name) {
      case 'MatrixSelector': {
        if (inner.kind !== 'selector' || place > 0)
          throw this.#fault(node, 'a range is taken of a plain selector');
        const { ms, late } = this.#duration(this.#child(node, 1), 'range');
        return { ...inner, range: ms, late, span };
      }
      case 'OffsetExpr': {
        const duration = node.getChild('OffsetDurationExpr');
        if (!duration) throw this.#fault(node, 'offset without duration');
        if (inner.offset !== 0 || inner.late?.offset) throw this.#fault(node, 'two offsets');
        const { ms, late } = this.#duration(duration, 'offset');
        return { ...inner, offset: ms, late: { ...inner.late, ...late }, span };
      }
      case 'StepInvariantExpr':
        if (inner.at !== undefined) throw this.#fault(node, 'two @ modifiers');
        return { ...inner, at: this.#pin(node), span };
      default: {
        const isAnchored = node.name === 'AnchoredExpr';
        if (inner.kind !== 'selector' || (isAnchored && inner.range === undefined))
          throw this.#fault(node, `${isAnchored ? 'anchored' : 'smoothed'} belongs to selectors`);
        if (inner.extension !== undefined) throw this.#fault(node, 'two extensions');
        return { ...inner, extension: isAnchored ? 'anchored' : 'smoothed', span };
      }
    }
  }

  #binary(node: SyntaxNode, left: Expr, right: Expr): Expr {
    const sign = this.#child(node, 1);
    const word = this.#slice(sign).toLowerCase();
    const op = OPERATORS.find((known) => known === word);
    if (op === undefined) throw this.#unsupported(sign, word);
    const isBool = node.getChild('BoolModifier') !== null;
    if (isBool && !/^[=!<>]/u.test(op)) throw this.#fault(node, 'bool belongs to comparisons');
    const clause = node.getChild('MatchingModifierClause');
    const matching = clause ? this.#matching(clause) : EMPTY_MATCHING;
    const fill = this.#fill(node.getChild('FillModifier'));
    const { position } = left.span;
    const span = { position, length: right.span.position + right.span.length - position };
    return { kind: 'binary', op, left, right, isBool, matching: { ...matching, fill }, span };
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
      fill: {},
    };
  }

  #fill(modifier: SyntaxNode | null): Matching['fill'] {
    const fill: { left?: number; right?: number } = {};
    for (const clause of children(modifier)) {
      const value = this.#literal(readNumber, this.#child(clause, 1));
      if (clause.name !== 'FillRightClause') fill.left = value;
      if (clause.name !== 'FillLeftClause') fill.right = value;
    }
    return fill;
  }

  /** A duration in ms, or 0 and the expression where it depends on the query. */
  #duration(node: SyntaxNode, part: keyof LateDurations) {
    const expr = readDurationNode(node, this.#text);
    const late: LateDurations = isLate(expr) ? { [part]: expr } : {};
    return { ms: isLate(expr) ? 0 : durationMs(expr, NO_TIMING, part === 'offset'), late };
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
    if (!this.#isList && matchers.every((matcher) => matcher.test('')))
      throw this.#fault(node, 'a selector needs a matcher that refuses the empty text');
    return matchers;
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
