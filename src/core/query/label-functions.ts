/** Functions that write labels: label_replace and label_join. Source: Prometheus promql/functions.go. */
import { EdgeError } from '../domain/errors.ts';
import type { Span } from './ast.ts';
import { compilePattern } from './matchers.ts';
import type { Match } from './regex.ts';
import { labelOf, mergeEqual, type VectorSeries, withLabel } from './value.ts';

/**
 * Sets a label to the replacement where the pattern matches the whole source label.
 * @param texts target, replacement, source, pattern
 * @throws EdgeError `query/type` for a bad label name or series that become equal, `query/parse` for a bad pattern
 */
export function labelReplace(
  of: readonly VectorSeries[],
  texts: readonly string[],
  span: Span,
): readonly VectorSeries[] {
  const [target, replacement, source, pattern] = texts;
  assertLabelName(target, span);
  const expression = compilePattern(pattern, span);
  return mergeEqual(
    of.map((one) => {
      const match = expression.exec(labelOf(one.labels, source));
      return match ? relabelled(one, target, expand(replacement, match)) : one;
    }),
  );
}

/** Sets a label to the values of others, joined. @param texts target, separator, sources… @throws EdgeError `query/type` */
export function labelJoin(
  of: readonly VectorSeries[],
  texts: readonly string[],
  span: Span,
): readonly VectorSeries[] {
  const [target, separator, ...sources] = texts;
  for (const name of [target, ...sources]) assertLabelName(name, span);
  return mergeEqual(
    of.map((one) => {
      const value = sources.map((name) => labelOf(one.labels, name)).join(separator);
      return relabelled(one, target, value);
    }),
  );
}

/** A name written on purpose stays. */
function relabelled(one: VectorSeries, target: string, value: string): VectorSeries {
  const labels = withLabel(one.labels, target, value);
  return { ...one, labels, dropsName: one.dropsName && target !== '__name__' };
}

/** Go's Regexp.Expand: `$1`, `${1}`, `$name`, `$$`; unknown groups are empty. */
function expand(replacement: string, match: Match): string {
  return replacement.replace(/\$(?:\$|(\w+)|\{(\w+)\})/gu, (_, plain?: string, braced?: string) => {
    const group = plain ?? braced;
    if (group === undefined) return '$';
    const index = /^\d+$/u.test(group) ? Number(group) : match.names.get(group);
    return (index === undefined ? undefined : match.groups[index]) ?? '';
  });
}

function assertLabelName(name: string, span: Span): void {
  if (name === '' || /[\ud800-\udfff]/u.test(name))
    throw new EdgeError('query/type', `not a label name: ${name}`, { ...span, text: name });
}
