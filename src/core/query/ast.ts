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
  /** Values that stand in for a missing partner on the left or right side. */
  readonly fill: { readonly left?: number; readonly right?: number };
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
  | 'limitk'
  | 'limit_ratio'
  | 'count_values';

/** An instant the selection is pinned to by `@`. */
export type Pin = EpochMs | 'start' | 'end';

/** A duration expression. `late` ones name the query's step or range and have no value before it runs. */
export type DurationExpr =
  | { readonly kind: 'seconds'; readonly value: number; readonly span: Span }
  | { readonly kind: 'query'; readonly what: 'step' | 'range'; readonly span: Span }
  | {
      readonly kind: 'apply';
      readonly op: '+' | '-' | '*' | '/' | '%' | '^' | 'min_of' | 'max_of';
      readonly left: DurationExpr;
      readonly right: DurationExpr;
      readonly span: Span;
    };

/** Durations that depend on the query (`step()`, `range()`); `settleDurations` puts their values where they belong. */
export interface LateDurations {
  readonly range?: DurationExpr;
  readonly step?: DurationExpr;
  readonly offset?: DurationExpr;
}

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
  /** `anchored` counts from the sample before the window, `smoothed` interpolates at its ends. */
  readonly extension?: 'anchored' | 'smoothed';
  readonly late?: LateDurations;
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
  readonly late?: LateDurations;
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
