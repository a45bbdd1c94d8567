/** Intermediate results of a query on its grid of instants, and the label algebra of PromQL. */
import { EdgeError } from '../domain/errors.ts';
import type { Labels } from '../domain/series.ts';
import type { EpochMs, Ms } from '../domain/time.ts';

/** The instants a (sub)query is answered at: start, start + step, … */
export interface Grid {
  readonly start: EpochMs;
  readonly step: Ms;
  readonly length: number;
}

/** One series on the grid; NaN where it has no value. */
export interface VectorSeries {
  readonly labels: Labels;
  readonly values: Float64Array;
}

export interface Vector {
  readonly kind: 'vector';
  readonly series: readonly VectorSeries[];
}
export interface Scalar {
  readonly kind: 'scalar';
  readonly values: Float64Array;
}
export interface Text {
  readonly kind: 'string';
  readonly value: string;
}
export type Value = Vector | Scalar | Text;

/** Instant of a grid point. */
export function timeAt(grid: Grid, i: number): EpochMs {
  return grid.start + i * grid.step;
}

export function vector(series: readonly VectorSeries[]): Vector {
  return { kind: 'vector', series };
}

/** A number for every instant of the grid. */
export function scalar(grid: Grid, value: number): Scalar {
  return { kind: 'scalar', values: new Float64Array(grid.length).fill(value) };
}

/** Text that is equal for equal label sets only. Labels with empty values count as absent. */
export function labelKey(labels: Labels): string {
  const names = Object.keys(labels).sort();
  const parts: string[] = [];
  for (const name of names) if (labels[name] !== '') parts.push(name, labels[name]);
  return JSON.stringify(parts);
}

/** The labels in `names`, those that are set; without a prototype. */
export function keepLabels(labels: Labels, names: readonly string[]): Labels {
  const kept: Record<string, string> = Object.create(null);
  for (const name of names)
    if (labels[name] !== undefined && labels[name] !== '') kept[name] = labels[name];
  return kept;
}

/** All labels but those in `names`; without a prototype. */
export function dropLabels(labels: Labels, names: readonly string[]): Labels {
  const kept: Record<string, string> = Object.create(null);
  for (const name of Object.keys(labels)) if (!names.includes(name)) kept[name] = labels[name];
  return kept;
}

/** A label set with one label set, or removed when the value is empty. */
export function withLabel(labels: Labels, name: string, value: string): Labels {
  const changed: Record<string, string> = dropLabels(labels, [name]);
  if (value !== '') changed[name] = value;
  return changed;
}

/**
 * Series without their metric name, as after every computation that changes what is measured.
 * @throws EdgeError `query/type` when two of them then have the same labels
 */
export function withoutName(series: readonly VectorSeries[]): VectorSeries[] {
  const names = new Set(series.map(({ labels }) => labels.__name__));
  const bare = series.map(({ labels, values }) => ({
    labels: dropLabels(labels, ['__name__']),
    values,
  }));
  if (names.size > 1) assertDistinct(bare);
  return bare;
}

/** @throws EdgeError `query/type` when two series have the same labels */
export function assertDistinct(series: readonly VectorSeries[]): void {
  const seen = new Set<string>();
  for (const { labels } of series) {
    const key = labelKey(labels);
    if (seen.has(key))
      throw new EdgeError('query/type', `two series with the same labels: ${key}`, {
        text: key.slice(0, 200),
      });
    seen.add(key);
  }
}

/** φ-quantile by linear interpolation between ranks; ±Inf outside [0, 1], NaN of nothing. `sorted` ascends, `length` of it counts. */
export function quantileOf(sorted: Float64Array, length: number, phi: number): number {
  if (length === 0 || Number.isNaN(phi)) return NaN;
  if (phi < 0) return Number.NEGATIVE_INFINITY;
  if (phi > 1) return Number.POSITIVE_INFINITY;
  const rank = phi * (length - 1);
  const low = Math.floor(rank);
  const weight = rank - low;
  return sorted[low] * (1 - weight) + sorted[Math.min(length - 1, low + 1)] * weight;
}
