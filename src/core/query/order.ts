/** Orders of series: by value, and by labels as people count (`web-2` before `web-10`). Source: Prometheus promql/functions.go. */
import type { Labels } from '../domain/series.ts';
import { type Grid, labelOf, type VectorSeries } from './value.ts';

/** Ascending (1) or descending (−1); NaN last in both. */
export function byValue(sign: 1 | -1): (x: number, y: number) => number {
  return (x, y) =>
    Number.isNaN(x) || Number.isNaN(y)
      ? Number(Number.isNaN(x)) - Number(Number.isNaN(y))
      : sign * (x < y ? -1 : x > y ? 1 : 0);
}

/** Series ordered by value where there is one instant; a range has no order. */
export function sortedByValue(
  series: readonly VectorSeries[],
  grid: Grid,
  sign: 1 | -1,
): readonly VectorSeries[] {
  if (grid.length !== 1) return series;
  const order = byValue(sign);
  return series.filter(({ has }) => has[0] === 1).sort((a, b) => order(a.values[0], b.values[0]));
}

/** Series ordered by these labels, then by all; numbers inside the texts count as numbers. */
export function sortedByLabels(
  series: readonly VectorSeries[],
  names: readonly string[],
  grid: Grid,
  sign: 1 | -1,
): readonly VectorSeries[] {
  if (grid.length !== 1) return series;
  return [...series].sort((a, b) => {
    for (const name of names) {
      const [x, y] = [labelOf(a.labels, name), labelOf(b.labels, name)];
      if (x !== y) return isBefore(x, y) ? -sign : sign;
    }
    return sign * compareLabels(a.labels, b.labels);
  });
}

/** Label sets in the order of names, then values, then size; by code units. */
function compareLabels(a: Labels, b: Labels): number {
  const [x, y] = [Object.keys(a).sort(), Object.keys(b).sort()];
  for (let i = 0; i < x.length && i < y.length; i++) {
    if (x[i] !== y[i]) return x[i] < y[i] ? -1 : 1;
    if (a[x[i]] !== b[y[i]]) return a[x[i]] < b[y[i]] ? -1 : 1;
  }
  return x.length - y.length;
}

/** Natural order of texts: runs of digits by their number, the rest by code units. */
function isBefore(a: string, b: string): boolean {
  const x = a.match(/\d+|\D+/gu) ?? [];
  const y = b.match(/\d+|\D+/gu) ?? [];
  for (let i = 0; i < x.length && i < y.length; i++) {
    const areNumbers = /^\d/u.test(x[i]) && /^\d/u.test(y[i]);
    if (areNumbers && Number(x[i]) !== Number(y[i])) return Number(x[i]) < Number(y[i]);
    if (!areNumbers && x[i] !== y[i]) return x[i] < y[i];
  }
  return x.length < y.length;
}
