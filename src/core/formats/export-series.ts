/** Series of a chart as files: one CSV row per instant, JSON, and OpenMetrics text. */
import type { Labels } from '../domain/series.ts';
import { formatInstant } from '../domain/time.ts';
import { writeTable } from './csv.ts';
import { type Family, writeExposition } from './exposition.ts';

/** One line of a chart. `name` heads its column; `metric` and `labels` are those Prometheus would have. */
export interface ExportedSeries {
  readonly times: Float64Array;
  readonly values: Float32Array | Float64Array;
  readonly name: string;
  readonly metric: string;
  readonly labels: Labels;
}

/** One row per instant any series has, one column per series; what is missing stays empty. Instants are RFC 3339, also to the millisecond. */
export function seriesTable(
  series: readonly ExportedSeries[],
  timeName: string,
): readonly (readonly string[])[] {
  const rows = new Map<number, string[]>();
  series.forEach(({ times, values }, column) => {
    for (let i = 0; i < times.length; i++) {
      if (Number.isNaN(values[i])) continue;
      const row = rows.get(times[i]) ?? series.map(() => '');
      row[column] = decimal(values[i]);
      rows.set(times[i], row);
    }
  });
  return [
    [timeName, ...series.map(({ name }) => name)],
    ...[...rows].sort((a, b) => a[0] - b[0]).map(([t, cells]) => [formatInstant(t), ...cells]),
  ];
}

/** The table as CSV, safe against formulas. */
export function seriesCsv(series: readonly ExportedSeries[], timeName: string): string {
  return writeTable(seriesTable(series, timeName));
}

/** A list of series: metric, labels and `[RFC 3339, value]` pairs; a missing value is `null`. */
export function seriesJson(series: readonly ExportedSeries[]): string {
  return JSON.stringify(
    series.map(({ metric, labels, times, values }) => ({
      metric,
      labels,
      values: Array.from(times, (t, i) => [
        formatInstant(t),
        Number.isNaN(values[i]) ? null : Number(decimal(values[i])),
      ]),
    })),
    undefined,
    1,
  );
}

/** OpenMetrics text with times; names Prometheus does not allow are made ones it does. */
export function seriesOpenMetrics(series: readonly ExportedSeries[]): string {
  const families = new Map<string, Family>();
  for (const { metric, labels, times, values } of series) {
    const name = metric.replaceAll(/[^a-zA-Z0-9_:]/gu, '_').replace(/^(?=\d)/u, '_');
    const samples = Array.from(times, (t, i) => ({
      name,
      labels,
      value: Number(decimal(values[i])),
      t,
    })).filter((_, i) => !Number.isNaN(values[i]));
    const before = families.get(name)?.samples ?? [];
    families.set(name, {
      name,
      type: 'gauge',
      help: '',
      unit: '',
      samples: [...before, ...samples],
    });
  }
  return writeExposition([...families.values()]);
}

/** Shortest decimal that is still this value: of a float32 the float32. */
function decimal(value: number): string {
  if (Math.fround(value) !== value) return String(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return String(short);
  }
  return String(value);
}
