/** Time series as the query engine, charts and formats see them. */
import type { ErrorDetail } from './errors.ts';
import type { Fleet } from './fleet.ts';
import type { EpochMs, Ms } from './time.ts';

/** Prometheus labels; `__name__` is the metric name. */
export type Labels = Readonly<Record<string, string>>;

/** Samples of one series: equally long arrays, times ascending, NaN a missing value. */
export interface Samples {
  readonly times: Float64Array;
  readonly values: Float32Array;
}

/** One labelled series of a query result; `values` lie on the matrix' grid, NaN where there is no sample. */
export interface MatrixSeries {
  readonly labels: Labels;
  readonly values: Float64Array;
  /** 1 where there is a sample; only there if a NaN among the values is one. Without it, NaN means no sample. */
  readonly present?: Uint8Array;
}

/** A remark on an answer: it was given, but probably not as meant. */
export interface Remark {
  /** One of the evaluator's codes (`core/query/notes.ts`), or `source` with the source's own words as `text`. */
  readonly code: string;
  readonly level: 'warning' | 'info';
  /** The part of the query it is about. */
  readonly span?: { readonly position: number; readonly length: number };
  readonly detail: ErrorDetail;
}

/** A range-query result on the grid start, start + step, … (`length` points); an instant query has one point. */
export interface Matrix {
  readonly start: EpochMs;
  readonly step: Ms;
  readonly length: number;
  readonly series: readonly MatrixSeries[];
  /** `scalar` answers have one series without labels. */
  readonly kind: 'matrix' | 'vector' | 'scalar';
  /** What is to be remarked on it; none left out. */
  readonly remarks?: readonly Remark[];
}

/**
 * Read access to what a source has measured. The simulated fleet computes it, live and imported data are stored.
 * Instants are epoch ms; both ends of a range are inclusive.
 */
export interface SeriesReader {
  readonly fleet: Fleet;
  /** The interval samples were taken at, in ms. */
  readonly step: Ms;
  /** First and newest instant that can be read. */
  extent(): { readonly from: EpochMs; readonly to: EpochMs };
  /**
   * Samples of one series in [start, end], thinned to at most about `limit` by a coarser stride (a value really sampled, never an average).
   * Missing samples are left out or NaN.
   */
  read(metric: number, server: number, start: EpochMs, end: EpochMs, limit?: number): Samples;
}
