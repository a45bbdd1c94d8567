/** Our remarks in Prometheus' words, so that `expect warn msg:` lines can be compared. Source: prometheus/util/annotations. */
import type { Note } from '../../src/core/query/notes.ts';

/** The text of a note on an expression, with line and column. */
export function noteText({ code, level, span, detail }: Note, expr: string): string {
  const before = expr.slice(0, span.position);
  const line = before.split('\n').length;
  const column = span.position - before.lastIndexOf('\n');
  const prefix = level === 'warning' ? 'PromQL warning' : 'PromQL info';
  const about =
    detail.metric === undefined || detail.metric === ''
      ? ''
      : ` for metric name "${detail.metric}"`;
  return `${prefix}: ${words(code, detail, about)} (${line}:${column})`;
}

function words(code: Note['code'], detail: Note['detail'], about: string): string {
  switch (code) {
    case 'invalid-quantile':
      return `quantile value should be between 0 and 1, got ${detail.value}`;
    case 'invalid-ratio':
      return `ratio value should be between -1 and 1, got ${detail.value}, capping to ${detail.to}`;
    case 'sort-in-range':
      return 'sort is ineffective for range queries since results are always ordered by labels';
    case 'not-a-counter':
      return `metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "${detail.metric}"`;
    case 'bad-bucket':
      return `bucket label "le" is missing or has a malformed value of "${detail.value}"${about}`;
    case 'forced-monotonicity':
      return `input to histogram_quantile needed to be fixed for monotonicity${about}`;
  }
}
