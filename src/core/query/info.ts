/** `info`: adds the labels of info metrics (`target_info`) to series of the same instance and job. Source: Prometheus promql/info.go. */
import { EdgeError } from '../domain/errors.ts';
import type { Labels } from '../domain/series.ts';
import type { CallExpr, Expr, Matcher, SelectorExpr } from './ast.ts';
import type { Context } from './context.ts';
import { makeMatcher } from './matchers.ts';
import { selectInstants } from './select.ts';
import {
  emptySeries,
  type Grid,
  keepLabels,
  labelKey,
  labelOf,
  type VectorSeries,
  withLabel,
} from './value.ts';

/** Labels that say which target a series is of. */
const IDENTITY = ['instance', 'job'];

/** An info series: its labels, the target it tells of, and the instants of its samples in seconds. */
interface InfoSeries {
  readonly labels: Labels;
  readonly name: string;
  readonly target: string;
  readonly times: VectorSeries;
}

/**
 * Adds labels of info series to `of`, the value of the first argument of `expr`.
 * @throws EdgeError `query/type` when two info series of a target disagree
 */
export function withInfoLabels(
  expr: CallExpr,
  of: readonly VectorSeries[],
  grid: Grid,
  context: Context,
): VectorSeries[] {
  const list = expr.args[1];
  const conditions = list?.kind === 'selector' ? list.matchers : [];
  const names = nameMatchers(
    conditions.filter(({ label }) => label === '__name__'),
    expr,
  );
  const data = conditions.filter(({ label }) => label !== '__name__');
  const isInfo = (labels: Labels) => names.every(({ test }) => test(labelOf(labels, '__name__')));
  const enriched = of.filter(({ labels }) => !isInfo(labels));
  const infos = infoSeries(expr, enriched, [...names, ...data], grid, context);
  const results = new Map<string, VectorSeries>();
  for (const one of of) {
    const own = isInfo(one.labels)
      ? []
      : infos.filter(({ target }) => target === targetOf(one.labels));
    for (let i = 0; i < grid.length; i++) {
      if (one.has[i] === 0) continue;
      const labels = isInfo(one.labels) ? one.labels : labelsAt(one.labels, own, data, i, expr);
      if (labels === undefined) continue;
      const key = labelKey(labels);
      let result = results.get(key);
      if (result === undefined) {
        result = emptySeries(labels, grid.length, one.dropsName);
        results.set(key, result);
      }
      if (result.has[i] === 1) throw conflict(expr, 'two series with the same labels');
      result.has[i] = 1;
      result.values[i] = one.values[i];
    }
  }
  return [...results.values()];
}

/** `target_info` if no name is asked for; names that end in `_info` if some are only excluded. */
function nameMatchers(named: readonly Matcher[], expr: CallExpr): readonly Matcher[] {
  if (named.length === 0) return [makeMatcher('__name__', '=', 'target_info', expr.span)];
  const isPositive = named.some(({ op }) => op === '=' || op === '=~');
  return isPositive ? named : [makeMatcher('__name__', '=~', '.+_info', expr.span), ...named];
}

function targetOf(labels: Labels): string {
  return labelKey(keepLabels(labels, IDENTITY));
}

function infoSeries(
  expr: CallExpr,
  enriched: readonly VectorSeries[],
  matchers: readonly Matcher[],
  grid: Grid,
  context: Context,
): readonly InfoSeries[] {
  const known = new Set(
    enriched.flatMap(({ labels }) => IDENTITY.filter((name) => labelOf(labels, name) !== '')),
  );
  if (known.size === 0) return [];
  const among = [...known].map((label): Matcher => {
    const values = new Set(enriched.map(({ labels }) => labelOf(labels, label)));
    values.delete('');
    return { label, op: '=~', value: '', test: (text) => values.has(text) };
  });
  const { offset, at } = timingOf(expr.args[0]) ?? { offset: 0, at: undefined };
  const selector: SelectorExpr = {
    ...{ kind: 'selector', range: undefined, offset, at, span: expr.span },
    matchers: [...among, ...matchers],
  };
  return selectInstants(context, grid, selector, 'time').map((times) => ({
    labels: times.labels,
    name: labelOf(times.labels, '__name__'),
    target: targetOf(times.labels),
    times,
  }));
}

/** The time the first selector inside looks at: its own `@` and offset, and those of subqueries around it up to the first `@`. */
function timingOf(expr: Expr): Pick<SelectorExpr, 'offset' | 'at'> | undefined {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return undefined;
    case 'selector':
      return expr;
    case 'subquery': {
      const inner = timingOf(expr.expr);
      if (inner === undefined || inner.at !== undefined) return inner;
      return { offset: inner.offset + expr.offset, at: expr.at };
    }
    case 'negate':
      return timingOf(expr.expr);
    case 'aggregate':
      return timingOf(expr.expr);
    case 'binary':
      return timingOf(expr.left) ?? timingOf(expr.right);
    case 'call':
      for (const arg of expr.args) {
        const found = timingOf(arg);
        if (found !== undefined) return found;
      }
      return undefined;
  }
}

/** Labels of a series at an instant; `undefined` where a condition needs an info series and there is none. */
function labelsAt(
  own: Labels,
  infos: readonly InfoSeries[],
  data: readonly Matcher[],
  i: number,
  expr: CallExpr,
): Labels | undefined {
  const chosen = new Map<string, InfoSeries>();
  for (const info of infos) {
    if (info.times.has[i] === 0) continue;
    const other = chosen.get(info.name);
    if (other !== undefined && other.times.values[i] === info.times.values[i])
      throw conflict(expr, 'two info series of one target');
    if (other === undefined || other.times.values[i] < info.times.values[i])
      chosen.set(info.name, info);
  }
  if (chosen.size === 0) return data.every(({ test }) => test('')) ? own : undefined;
  const wanted = new Set(data.map(({ label }) => label));
  let added: Labels = Object.create(null);
  for (const { labels } of chosen.values()) {
    for (const [name, value] of Object.entries(labels)) {
      if (name === '__name__' || (wanted.size > 0 && !wanted.has(name))) continue;
      const before = labelOf(added, name);
      if (before !== '' && before !== value) throw conflict(expr, `conflicting label ${name}`);
      if (!Object.hasOwn(own, name)) added = withLabel(added, name, value);
    }
  }
  return Object.entries(added).reduce((all, [name, value]) => withLabel(all, name, value), own);
}

function conflict(expr: CallExpr, message: string): EdgeError {
  return new EdgeError('query/type', message, { ...expr.span, text: 'info' });
}
