/** Aggregations that choose series, or count equal values: topk, bottomk, limitk, limit_ratio, count_values. Source: Prometheus promql/engine.go. */
import { EdgeError } from '../domain/errors.ts';
import { hashText } from '../numeric/hash.ts';
import { groupLabels } from './aggregate.ts';
import type { AggregateExpr, Grouping, Span } from './ast.ts';
import type { Context } from './context.ts';
import { byValue } from './order.ts';
import {
  emptySeries,
  type Grid,
  isPresent,
  labelKey,
  type VectorSeries,
  withLabel,
} from './value.ts';

/** Below zero where x comes first. */
type Order = (x: number, y: number) => number;

/** Up to so many are kept in order while going through the series; more are sorted. */
const MAX_INSERTED = 32;

/** Members of each group, groups in order of appearance. */
function groupsOf(series: readonly VectorSeries[], grouping: Grouping): VectorSeries[][] {
  const groups = new Map<string, VectorSeries[]>();
  for (const one of series) {
    const key = labelKey(groupLabels(one.labels, grouping));
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

/**
 * The series chosen at each instant, with all their labels.
 * @param numbers k or the ratio, per instant
 * @throws EdgeError `query/type` when one of them is NaN
 */
export function choose(
  expr: AggregateExpr,
  series: readonly VectorSeries[],
  numbers: Float64Array,
  grid: Grid,
  context: Context,
): VectorSeries[] {
  const span = expr.parameter?.span ?? expr.span;
  if (numbers.some(Number.isNaN)) {
    const what = expr.op === 'limit_ratio' ? 'Ratio' : 'Parameter';
    throw new EdgeError('query/type', `${what} value is NaN`, { ...span, text: 'NaN' });
  }
  if (expr.op === 'limit_ratio')
    return series.map((one) => withinRatio(one, numbers, span, context));
  const order = expr.op === 'topk' ? byValue(-1) : expr.op === 'bottomk' ? byValue(1) : undefined;
  return groupsOf(series, expr.grouping).flatMap((members) => {
    const chosen = firstOf(members, numbers, order, grid).filter(isPresent);
    return order && grid.length === 1
      ? chosen.sort((a, b) => order(a.values[0], b.values[0]))
      : chosen;
  });
}

/** The first k of each instant, by value or as they come; ties by order. */
function firstOf(
  members: readonly VectorSeries[],
  k: Float64Array,
  order: Order | undefined,
  grid: Grid,
): VectorSeries[] {
  const out = members.map(({ labels, dropsName }) => emptySeries(labels, grid.length, dropsName));
  const present: number[] = [];
  for (let i = 0; i < grid.length; i++) {
    const wanted = Math.floor(k[i]);
    if (!(wanted >= 1)) continue;
    present.length = 0;
    const isShort = order !== undefined && wanted <= MAX_INSERTED;
    for (let m = 0; m < members.length; m++) {
      if (members[m].has[i] === 0) continue;
      if (isShort) insert(present, m, wanted, members, i, order);
      else present.push(m);
    }
    if (order && !isShort && present.length > wanted)
      present.sort((a, b) => order(members[a].values[i], members[b].values[i]) || a - b);
    for (let n = 0; n < present.length && n < wanted; n++) {
      const m = present[n];
      out[m].has[i] = 1;
      out[m].values[i] = members[m].values[i];
    }
  }
  return out;
}

/** Keeps the first `wanted` members in order at instant `i`; an equal one stays behind those before it. */
function insert(
  kept: number[],
  candidate: number,
  wanted: number,
  members: readonly VectorSeries[],
  i: number,
  order: Order,
): void {
  const x = members[candidate].values[i];
  let at = kept.length;
  while (at > 0 && order(x, members[kept[at - 1]].values[i]) < 0) at--;
  if (at >= wanted) return;
  if (kept.length === wanted) kept.pop();
  kept.splice(at, 0, candidate);
}

/** A share of the series, always the same ones: those whose place, by a hash of the labels, lies below r, or for −r above 1 − r. */
function withinRatio(
  one: VectorSeries,
  ratios: Float64Array,
  span: Span,
  context: Context,
): VectorSeries {
  const out = emptySeries(one.labels, one.has.length, one.dropsName);
  // Prometheus hashes otherwise: the share is alike, the members are not.
  const place = hashText(labelKey(one.labels)) / 2 ** 32;
  for (let i = 0; i < ratios.length; i++) {
    const ratio = Math.max(-1, Math.min(1, ratios[i]));
    if (ratio !== ratios[i]) context.note('invalid-ratio', span, { value: ratios[i], to: ratio });
    const isIn = ratio >= 0 ? place < ratio : place >= 1 + ratio;
    if (!isIn || one.has[i] === 0) continue;
    out.has[i] = 1;
    out.values[i] = one.values[i];
  }
  return out;
}

/** How many series of each group have each value; the value becomes a label. @throws EdgeError `query/type` for a bad label name */
export function countValues(
  expr: AggregateExpr,
  series: readonly VectorSeries[],
  label: string,
  grid: Grid,
): VectorSeries[] {
  if (label === '' || /[\ud800-\udfff]/u.test(label))
    throw new EdgeError('query/type', `invalid label name "${label}"`, {
      ...(expr.parameter?.span ?? expr.span),
      text: label,
    });
  const { kind, labels } = expr.grouping;
  const grouping: Grouping = { kind, labels: kind === 'by' ? [...labels, label] : labels };
  const counts = new Map<string, VectorSeries>();
  for (const { labels: own, values, has } of series) {
    for (let i = 0; i < grid.length; i++) {
      if (has[i] === 0) continue;
      const found = groupLabels(withLabel(own, label, decimal(values[i])), grouping);
      const key = labelKey(found);
      let count = counts.get(key);
      if (count === undefined) {
        count = emptySeries(found, grid.length);
        counts.set(key, count);
      }
      count.values[i] = count.has[i] === 1 ? count.values[i] + 1 : 1;
      count.has[i] = 1;
    }
  }
  return [...counts.values()];
}

/** A number as Prometheus writes it into a label: never with an exponent. */
function decimal(x: number): string {
  if (x === Number.POSITIVE_INFINITY) return '+Inf';
  if (x === Number.NEGATIVE_INFINITY) return '-Inf';
  const text = String(Object.is(x, -0) ? '-0' : x);
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/u.exec(text);
  if (match === null) return text;
  const [, sign, whole, fraction = '', exponent] = match;
  const point = whole.length + Number(exponent);
  const digits = `${whole}${fraction}`;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}`;
}
