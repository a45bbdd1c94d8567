/** Aggregations over series, one result per group and instant; series are taken in one by one. Source: Prometheus promql/engine.go. */
import type { Labels } from '../domain/series.ts';
import type { AggregateOp, Grouping } from './ast.ts';
import { lost } from './sums.ts';
import {
  dropLabels,
  emptySeries,
  keepLabels,
  labelKey,
  quantileOf,
  sortNanFirst,
  type VectorSeries,
} from './value.ts';

/** Operators that reduce a group to one value. */
export type ReducingOp = Exclude<
  AggregateOp,
  'topk' | 'bottomk' | 'limitk' | 'limit_ratio' | 'count_values'
>;

/** A group in the making: per instant the result so far, what rounding lost, and how many values there were. */
interface Group {
  readonly out: VectorSeries;
  readonly rest: Float64Array;
  readonly count: Uint32Array;
  /** 1 where a mean goes on step by step, because the sum would overflow. */
  readonly isStepwise: Uint8Array;
  readonly members: VectorSeries[];
  dropsName: boolean;
}

/** Labels a series is grouped under. */
export function groupLabels(labels: Labels, grouping: Grouping): Labels {
  return grouping.kind === 'by'
    ? keepLabels(labels, grouping.labels)
    : dropLabels(labels, ['__name__', ...grouping.labels]);
}

/** Reduces the series of each group; groups in order of appearance. @param phi per instant, for `quantile` */
export function reduce(
  op: ReducingOp,
  series: Iterable<VectorSeries>,
  grouping: Grouping,
  phi: Float64Array,
  length: number,
): VectorSeries[] {
  const groups = new Map<string, Group>();
  for (const one of series) {
    const labels = groupLabels(one.labels, grouping);
    const key = labelKey(labels);
    let group = groups.get(key);
    if (group === undefined) {
      group = newGroup(labels, length);
      groups.set(key, group);
    }
    if (one.dropsName && one.has.includes(1)) group.dropsName = true;
    add(op, group, one);
  }
  return Array.from(groups.values(), (group) => {
    finish(op, group, phi);
    return { ...group.out, dropsName: group.dropsName };
  });
}

function newGroup(labels: Labels, length: number): Group {
  return {
    out: emptySeries(labels, length),
    rest: new Float64Array(length),
    count: new Uint32Array(length),
    isStepwise: new Uint8Array(length),
    members: [],
    dropsName: false,
  };
}

function add(op: ReducingOp, group: Group, one: VectorSeries): void {
  switch (op) {
    case 'sum':
      addSums(group, one);
      return;
    case 'avg':
      addMeans(group, one);
      return;
    case 'min':
    case 'max':
      addExtremes(group, one, op === 'max');
      return;
    case 'stddev':
    case 'stdvar':
      addVariances(group, one);
      return;
    case 'count':
    case 'group':
      addCounts(group, one);
      return;
    case 'quantile':
      group.members.push(one);
      addCounts(group, one);
  }
}

function addCounts({ out, count }: Group, { has }: VectorSeries): void {
  for (let i = 0; i < has.length; i++) {
    if (has[i] === 0) continue;
    count[i]++;
    out.has[i] = 1;
  }
}

function addSums({ out, rest }: Group, { values, has }: VectorSeries): void {
  const sums = out.values;
  for (let i = 0; i < has.length; i++) {
    if (has[i] === 0) continue;
    const x = values[i];
    if (out.has[i] === 0) {
      out.has[i] = 1;
      sums[i] = x;
      continue;
    }
    const sum = sums[i];
    const total = sum + x;
    if (total === Number.POSITIVE_INFINITY || total === Number.NEGATIVE_INFINITY) rest[i] = 0;
    else rest[i] += Math.abs(sum) >= Math.abs(x) ? sum - total + x : x - total + sum;
    sums[i] = total;
  }
}

function addMeans(group: Group, { values, has }: VectorSeries): void {
  const { out, rest, count, isStepwise } = group;
  const sums = out.values;
  for (let i = 0; i < has.length; i++) {
    if (has[i] === 0) continue;
    const x = values[i];
    const n = ++count[i];
    if (n === 1) {
      out.has[i] = 1;
      sums[i] = x;
      continue;
    }
    if (isStepwise[i] === 0) {
      const sum = sums[i];
      const total = sum + x;
      if (Math.abs(total) !== Number.POSITIVE_INFINITY) {
        rest[i] += lost(x, sum, total);
        sums[i] = total;
        continue;
      }
      isStepwise[i] = 1;
      sums[i] = sum / (n - 1);
      rest[i] /= n - 1;
    }
    const share = (n - 1) / n;
    const before = share * sums[i];
    const total = before + x / n;
    const isInfinite = Math.abs(total) === Number.POSITIVE_INFINITY;
    rest[i] = isInfinite ? 0 : share * rest[i] + lost(x / n, before, total);
    sums[i] = total;
  }
}

function addExtremes({ out }: Group, { values, has }: VectorSeries, isMax: boolean): void {
  const best = out.values;
  for (let i = 0; i < has.length; i++) {
    if (has[i] === 0) continue;
    const x = values[i];
    const y = best[i];
    // NaN gives way to any number.
    if (out.has[i] === 0 || Number.isNaN(y) || (isMax ? x > y : x < y)) best[i] = x;
    out.has[i] = 1;
  }
}

/** Welford's method: means in `rest`, sums of squares in the result. */
function addVariances({ out, rest, count }: Group, { values, has }: VectorSeries): void {
  const squares = out.values;
  for (let i = 0; i < has.length; i++) {
    if (has[i] === 0) continue;
    const x = values[i];
    const n = ++count[i];
    if (n === 1) {
      out.has[i] = 1;
      rest[i] = x;
      squares[i] = Number.isFinite(x) ? 0 : NaN;
      continue;
    }
    const delta = x - rest[i];
    rest[i] += delta / n;
    squares[i] += delta * (x - rest[i]);
  }
}

function finish(op: ReducingOp, group: Group, phi: Float64Array): void {
  const { out, rest, count, isStepwise } = group;
  const { values, has } = out;
  for (let i = 0; i < has.length; i++) {
    if (has[i] === 0) continue;
    switch (op) {
      case 'sum':
        values[i] += rest[i];
        break;
      case 'avg':
        values[i] =
          isStepwise[i] === 1 ? values[i] + rest[i] : values[i] / count[i] + rest[i] / count[i];
        break;
      case 'count':
        values[i] = count[i];
        break;
      case 'group':
        values[i] = 1;
        break;
      case 'stddev':
        values[i] = Math.sqrt(values[i] / count[i]);
        break;
      case 'stdvar':
        values[i] /= count[i];
        break;
      case 'quantile':
        values[i] = quantileOf(membersAt(group, i), phi[i]);
        break;
      case 'min':
      case 'max':
        break;
    }
  }
}

function membersAt({ members, count }: Group, i: number): Float64Array {
  const values = new Float64Array(count[i]);
  let n = 0;
  for (const { has, values: own } of members) if (has[i] === 1) values[n++] = own[i];
  return sortNanFirst(values);
}
