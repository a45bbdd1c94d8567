/** The syntax tree of a PromQL expression, independent of the parser that makes it. */
import type { EpochMs, Ms } from '../domain/time.ts';

/** Where a part stands in the source text, 0-based. */
export interface Span {
  readonly position: number;
  readonly length: number;
}

/** What an expression yields: one number per instant, series with at most one value per instant, windows of samples, or text. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

/** A condition on one label; `test` sees '' for a label that is absent. Regular expressions are anchored. */
export interface Matcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
  test(value: string): boolean;
}

/** `by (…)` keeps the labels, `without (…)` drops them. */
export interface Grouping {
  readonly kind: 'by' | 'without';
  readonly labels: readonly string[];
}

/** How the sides of a binary operation are paired. */
export interface Matching {
  readonly kind: 'on' | 'ignoring';
  readonly labels: readonly string[];
  /** The side that may have several series per group: `group_left` names the left one. */
  readonly many: 'left' | 'right' | undefined;
  /** Labels copied from the one side. */
  readonly include: readonly string[];
}

export type BinaryOp =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | 'atan2'
  | '=='
  | '!='
  | '>'
  | '<'
  | '>='
  | '<='
  | 'and'
  | 'or'
  | 'unless';

export type AggregateOp =
  | 'sum'
  | 'avg'
  | 'min'
  | 'max'
  | 'count'
  | 'group'
  | 'stddev'
  | 'stdvar'
  | 'quantile'
  | 'topk'
  | 'bottomk'
  | 'count_values';

/** An instant the selection is pinned to by `@`. */
export type Pin = EpochMs | 'start' | 'end';

export interface NumberExpr {
  readonly kind: 'number';
  readonly value: number;
  readonly span: Span;
}
export interface StringExpr {
  readonly kind: 'string';
  readonly value: string;
  readonly span: Span;
}
/** A vector selector, or with `range` a matrix selector. */
export interface SelectorExpr {
  readonly kind: 'selector';
  readonly matchers: readonly Matcher[];
  readonly range: Ms | undefined;
  readonly offset: Ms;
  readonly at: Pin | undefined;
  readonly span: Span;
}
/** `expr[range:step]`. */
export interface SubqueryExpr {
  readonly kind: 'subquery';
  readonly expr: Expr;
  readonly range: Ms;
  /** `undefined`: the step of the query. */
  readonly step: Ms | undefined;
  readonly offset: Ms;
  readonly at: Pin | undefined;
  readonly span: Span;
}
export interface CallExpr {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expr[];
  readonly span: Span;
}
export interface AggregateExpr {
  readonly kind: 'aggregate';
  readonly op: AggregateOp;
  readonly expr: Expr;
  /** k of topk, φ of quantile, the label of count_values. */
  readonly parameter: Expr | undefined;
  readonly grouping: Grouping;
  readonly span: Span;
}
export interface BinaryExpr {
  readonly kind: 'binary';
  readonly op: BinaryOp;
  readonly left: Expr;
  readonly right: Expr;
  /** A comparison that answers 0 or 1 instead of filtering. */
  readonly isBool: boolean;
  readonly matching: Matching;
  readonly span: Span;
}
export interface NegateExpr {
  readonly kind: 'negate';
  readonly expr: Expr;
  readonly span: Span;
}

export type Expr =
  | NumberExpr
  | StringExpr
  | SelectorExpr
  | SubqueryExpr
  | CallExpr
  | AggregateExpr
  | BinaryExpr
  | NegateExpr;
