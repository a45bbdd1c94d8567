/** A query's result for the screen: lines of a chart, rows of a table, labels as text. */
import type { Labels, Matrix } from '../../../core/domain/series.ts';
import type { ExportedSeries } from '../../../core/formats/export-series.ts';
import type { ChartLine } from '../../charts/plot-data.ts';

/** Lines a chart draws at most; a table has the rest. */
export const MOST_LINES = 20;

/** Labels as PromQL writes them; `{}` for none. */
export function writeLabels(labels: Labels): string {
  const { __name__: name = '', ...rest } = labels;
  const inner = Object.entries(rest)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(', ');
  return inner === '' && name !== '' ? name : `${name}{${inner}}`;
}

/** Colours there are; lines beyond them repeat the colours, dashed. */
export const COLORS = 8;

/** What can be drawn: infinities, and numbers too large for a chart, are gaps; the table has them. */
function drawable(value: number): number {
  return Number.isFinite(Math.fround(value)) ? value : Number.NaN;
}

/** Whether a matrix holds values no chart can draw. */
export function hasUndrawable({ series }: Matrix): boolean {
  return series
    .slice(0, MOST_LINES)
    .some(({ values }) =>
      values.some((value) => !Number.isNaN(value) && Number.isNaN(drawable(value))),
    );
}

/** The first lines of a matrix. */
export function linesOf({ start, step, length, series }: Matrix): readonly ChartLine[] {
  const times = Float64Array.from({ length }, (_, i) => start + i * step);
  return series.slice(0, MOST_LINES).map(({ labels, values }, i) => ({
    label: writeLabels(labels),
    times,
    values: Float32Array.from(values, drawable),
    color: `--series-${(i % COLORS) + 1}`,
    dashed: i >= COLORS,
  }));
}

/** Newest value of each series. */
export function rowsOf(
  matrix: Matrix,
): readonly { readonly labels: string; readonly value: number }[] {
  return matrix.series.map(({ labels, values }) => ({
    labels: writeLabels(labels),
    value: values.findLast((value) => !Number.isNaN(value)) ?? Number.NaN,
  }));
}

/** All lines of a range answer with all their points, for files. @param promql names what has no name of its own */
export function seriesOf(
  { start, step, length, series }: Matrix,
  promql: string,
): readonly ExportedSeries[] {
  const times = Float64Array.from({ length }, (_, i) => start + i * step);
  return series.map(({ labels, values }) => {
    const { __name__: metric = promql, ...rest } = labels;
    return { name: writeLabels(labels), metric, labels: rest, times, values };
  });
}
