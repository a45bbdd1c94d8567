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

/** One series on the grid. A value counts where `has` is 1, and may be NaN there; elsewhere it is NaN and means nothing. */
export interface VectorSeries {
  readonly labels: Labels;
  readonly values: Float64Array;
  readonly has: Uint8Array;
  /** The metric's name no longer fits the values and goes with the answer; until then functions of labels can still read it. */
  readonly dropsName: boolean;
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

/** Labels that say what a series measures: they go when its values no longer are that. */
export const METADATA: readonly string[] = ['__name__', '__type__', '__unit__'];

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

/** A series without any value yet. */
export function emptySeries(labels: Labels, length: number, dropsName = false): VectorSeries {
  const values = new Float64Array(length).fill(NaN);
  return { labels, values, has: new Uint8Array(length), dropsName };
}

/** A series with a value everywhere. */
export function fullSeries(labels: Labels, values: Float64Array): VectorSeries {
  return { labels, values, has: new Uint8Array(values.length).fill(1), dropsName: false };
}

/** Whether a series has any value at all. */
export function isPresent({ has }: VectorSeries): boolean {
  return has.includes(1);
}

/** Text that is equal for equal label sets only. Labels with empty values count as absent. */
export function labelKey(labels: Labels): string {
  const names = Object.keys(labels).sort();
  const parts: string[] = [];
  for (const name of names) if (labels[name] !== '') parts.push(name, labels[name]);
  return JSON.stringify(parts);
}

/** Text that is equal for series that are answered as one: a name that goes is another than one that stays. */
export function seriesKey(labels: Labels, dropsName: boolean): string {
  return dropsName ? `-${labelKey(labels)}` : labelKey(labels);
}

/** The value of a label, '' where it is absent. */
export function labelOf(labels: Labels, name: string): string {
  return Object.hasOwn(labels, name) ? labels[name] : '';
}

/** The labels in `names`, those that are set; without a prototype. */
export function keepLabels(labels: Labels, names: readonly string[]): Labels {
  const kept: Record<string, string> = Object.create(null);
  for (const name of names) {
    const value = labelOf(labels, name);
    if (value !== '') kept[name] = value;
  }
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

/** The series as they are answered: names that no longer fit are gone, equal label sets are one. @throws EdgeError `query/type` */
export function withFinalNames(series: readonly VectorSeries[]): readonly VectorSeries[] {
  return mergeEqual(
    series.map((one) =>
      one.dropsName ? { ...one, labels: dropLabels(one.labels, METADATA), dropsName: false } : one,
    ),
  );
}

/**
 * Joins series of equal labels that have values at different instants.
 * @throws EdgeError `query/type` when two of them have one at the same instant
 */
export function mergeEqual(series: readonly VectorSeries[]): readonly VectorSeries[] {
  const byKey = new Map<string, VectorSeries>();
  for (const one of series) {
    const key = seriesKey(one.labels, one.dropsName);
    const first = byKey.get(key);
    byKey.set(key, first === undefined ? one : joined(first, one, key));
  }
  return byKey.size === series.length ? series : [...byKey.values()];
}

function joined(a: VectorSeries, b: VectorSeries, key: string): VectorSeries {
  const has = a.has.slice();
  const values = a.values.slice();
  for (let i = 0; i < has.length; i++) {
    if (b.has[i] === 0) continue;
    if (has[i] === 1)
      throw new EdgeError('query/type', `two series with the same labels: ${key}`, {
        text: key.slice(0, 200),
      });
    has[i] = 1;
    values[i] = b.values[i];
  }
  return { labels: a.labels, values, has, dropsName: a.dropsName };
}

/** φ-quantile by linear interpolation between ranks; ±Inf outside [0, 1], NaN of nothing. `sorted` ascends, NaN first. */
export function quantileOf(sorted: Float64Array, phi: number): number {
  const { length } = sorted;
  if (length === 0 || Number.isNaN(phi)) return NaN;
  if (phi < 0) return Number.NEGATIVE_INFINITY;
  if (phi > 1) return Number.POSITIVE_INFINITY;
  const rank = phi * (length - 1);
  const low = Math.max(0, Math.floor(rank));
  const weight = rank - Math.floor(rank);
  return sorted[low] * (1 - weight) + sorted[Math.min(length - 1, low + 1)] * weight;
}

/** Sorts in place, NaN before all numbers, as Prometheus orders values; returns the array. */
export function sortNanFirst(values: Float64Array): Float64Array {
  values.sort();
  let missing = 0;
  while (missing < values.length && Number.isNaN(values[values.length - 1 - missing])) missing++;
  if (missing > 0 && missing < values.length) {
    values.copyWithin(missing, 0, values.length - missing);
    values.fill(NaN, 0, missing);
  }
  return values;
}
