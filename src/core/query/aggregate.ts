/** Aggregations over series: one result per group and instant. Source: Prometheus promql/engine.go. */
import { unreachable } from '../domain/errors.ts';
import type { AggregateOp, Grouping } from './ast.ts';
import { ordered } from './functions.ts';
import {
  dropLabels,
  type Grid,
  keepLabels,
  labelKey,
  quantileOf,
  type Vector,
  type VectorSeries,
  vector,
  withLabel,
} from './value.ts';

/** What an operator needs beside the series. */
interface Parameter {
  /** k of topk and bottomk, φ of quantile, per instant. */
  readonly numbers: Float64Array;
  /** Label of count_values. */
  readonly label: string;
}

interface Group {
  readonly labels: VectorSeries['labels'];
  readonly members: VectorSeries[];
}

/** Aggregates the series of each group; groups in order of appearance. */
export function aggregate(
  op: AggregateOp,
  series: readonly VectorSeries[],
  grouping: Grouping,
  parameter: Parameter,
  grid: Grid,
): Vector {
  const groups = groupsOf(series, grouping);
  switch (op) {
    case 'topk':
    case 'bottomk': {
      const sign = op === 'topk' ? -1 : 1;
      return vector(
        groups.flatMap((group) =>
          ordered(extremes(group, parameter.numbers, sign, grid), grid, sign),
        ),
      );
    }
    case 'count_values':
      return vector(groups.flatMap((group) => countValues(group, parameter.label, grid)));
    default:
      return vector(
        groups.map(({ labels, members }) => ({
          labels,
          values: reduce(op, members, parameter.numbers, grid),
        })),
      );
  }
}

function groupsOf(series: readonly VectorSeries[], grouping: Grouping): readonly Group[] {
  const groups = new Map<string, Group>();
  const dropped = ['__name__', ...grouping.labels];
  for (const one of series) {
    const labels =
      grouping.kind === 'by'
        ? keepLabels(one.labels, grouping.labels)
        : dropLabels(one.labels, dropped);
    const key = labelKey(labels);
    const group = groups.get(key);
    if (group) group.members.push(one);
    else groups.set(key, { labels, members: [one] });
  }
  return [...groups.values()];
}

function reduce(
  op: Exclude<AggregateOp, 'topk' | 'bottomk' | 'count_values'>,
  members: readonly VectorSeries[],
  numbers: Float64Array,
  grid: Grid,
): Float64Array {
  const out = new Float64Array(grid.length).fill(NaN);
  const present = new Float64Array(members.length);
  for (let i = 0; i < grid.length; i++) {
    let count = 0;
    for (let m = 0; m < members.length; m++) {
      const x = members[m].values[i];
      if (!Number.isNaN(x)) present[count++] = x;
    }
    if (count > 0) out[i] = reduceOne(op, present, count, numbers[i]);
  }
  return out;
}

function reduceOne(
  op: Parameters<typeof reduce>[0],
  values: Float64Array,
  count: number,
  parameter: number,
): number {
  switch (op) {
    case 'sum':
      return sum(values, count);
    case 'avg':
      return sum(values, count) / count;
    case 'count':
      return count;
    case 'group':
      return 1;
    case 'min':
    case 'max': {
      let best = values[0];
      for (let i = 1; i < count; i++)
        if (op === 'max' ? values[i] > best : values[i] < best) best = values[i];
      return best;
    }
    case 'stddev':
      return Math.sqrt(variance(values, count));
    case 'stdvar':
      return variance(values, count);
    case 'quantile':
      return quantileOf(values.slice(0, count).sort(), count, parameter);
    default:
      return unreachable(op);
  }
}

function sum(values: Float64Array, count: number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += values[i];
  return total;
}

function variance(values: Float64Array, count: number): number {
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const delta = values[i] - mean;
    mean += delta / (i + 1);
    squares += delta * (values[i] - mean);
  }
  return squares / count;
}

/** The k members with the highest (sign −1) or lowest (sign 1) value of each instant, with all their labels; ties by order. */
function extremes(
  group: Group,
  k: Float64Array,
  sign: 1 | -1,
  grid: Grid,
): readonly VectorSeries[] {
  const { members } = group;
  const out = members.map(({ labels }) => ({
    labels,
    values: new Float64Array(grid.length).fill(NaN),
  }));
  const order: number[] = [];
  for (let i = 0; i < grid.length; i++) {
    const wanted = Math.floor(k[i]);
    if (!(wanted >= 1)) continue;
    order.length = 0;
    for (let m = 0; m < members.length; m++) if (!Number.isNaN(members[m].values[i])) order.push(m);
    if (order.length > wanted)
      order.sort((a, b) => sign * (members[a].values[i] - members[b].values[i]) || a - b);
    for (let n = 0; n < order.length && n < wanted; n++)
      out[order[n]].values[i] = members[order[n]].values[i];
  }
  return out.filter(({ values }) => values.some((x) => !Number.isNaN(x)));
}

function countValues(group: Group, label: string, grid: Grid): readonly VectorSeries[] {
  const counts = new Map<string, VectorSeries>();
  for (const { values } of group.members) {
    for (let i = 0; i < grid.length; i++) {
      if (Number.isNaN(values[i])) continue;
      const text = String(values[i]);
      let series = counts.get(text);
      if (series === undefined) {
        series = {
          labels: withLabel(group.labels, label, text),
          values: new Float64Array(grid.length).fill(NaN),
        };
        counts.set(text, series);
      }
      series.values[i] = Number.isNaN(series.values[i]) ? 1 : series.values[i] + 1;
    }
  }
  return [...counts.values()];
}
