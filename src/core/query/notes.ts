/** Remarks on an answer: the query was answered, but probably not as meant. Codes only; the screen owns the words. */
import type { ErrorDetail } from '../domain/errors.ts';
import type { Span } from './ast.ts';

/** What can be remarked. Source: Prometheus util/annotations. */
export type NoteCode =
  /** φ is not in [0, 1] (`value`). */
  | 'invalid-quantile'
  /** A ratio is not in [−1, 1] and was capped (`value`, `to`). */
  | 'invalid-ratio'
  /** Sorting a range does nothing: its series are ordered by labels. */
  | 'sort-in-range'
  /** A rate of something whose name does not say counter (`metric`). */
  | 'not-a-counter'
  /** A bucket's `le` is missing or not a number (`value`, `metric`). */
  | 'bad-bucket'
  /** Bucket counts had to be made monotonic (`metric`). */
  | 'forced-monotonicity';

/** One remark and the part of the query it is about. */
export interface Note {
  readonly code: NoteCode;
  readonly level: 'warning' | 'info';
  readonly span: Span;
  readonly detail: ErrorDetail;
}
