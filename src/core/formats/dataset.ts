/** Dataset: what a file holds once it is read, as a fleet with samples; readable as series and as frames. */
import { EdgeError } from '../domain/errors.ts';
import type { Fleet } from '../domain/fleet.ts';
import { seriesIndex } from '../domain/fleet.ts';
import type { Samples, SeriesReader } from '../domain/series.ts';
import type { EpochMs, Ms } from '../domain/time.ts';
import { MINUTE } from '../domain/time.ts';

/** An imported file. Ticks lie at from, from + step, … to; samples keep their own times. */
export interface Dataset {
  readonly fleet: Fleet;
  /** Median interval between samples of a server, gaps aside. */
  readonly step: Ms;
  /** First tick, at or less than one step after the earliest sample. */
  readonly from: EpochMs;
  /** Last tick; the newest sample is at it or less than one step before. */
  readonly to: EpochMs;
  /** By flat index [metric][server]; times strictly ascending, no NaN values: what is missing is left out. */
  readonly series: readonly Samples[];
}

/** 1-based place in the input and what was wrong there; the screen words the code. */
export interface ImportProblem {
  readonly line: number;
  readonly column: number;
  readonly code:
    | 'bad-time'
    | 'bad-number'
    | 'too-few-columns'
    | 'too-many-columns'
    | 'bad-quote'
    | 'bad-line'
    | 'duplicate-time'
    | 'too-many-series';
  readonly text: string;
}

/** Which columns mean what; left out: guessed from names and contents. */
export interface ColumnMapping {
  readonly time?: string;
  /** Column with the server's name, for long tables. */
  readonly server?: string;
  readonly values?: readonly string[];
}

/** A read file with what could not be read: the first problems in input order and how many there were in all. */
export interface ReadFile {
  readonly dataset: Dataset;
  /** Data rows (CSV, JSON) or sample lines (exposition) kept. */
  readonly rows: number;
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
  /** Names found in the input; for exposition text the metric families. */
  readonly columns: readonly string[];
  readonly timeColumn: string | undefined;
}

/** Problems listed in a report; further ones are only counted. */
export const LISTED_PROBLEMS = 20;
/** Characters of the offending text that a problem quotes. */
const QUOTED_CHARACTERS = 80;
/** Most ticks a dataset may span; sparser data gets a wider step, so that a replay always ends. */
const MAX_TICKS = 1_000_000;
/** Intervals looked at to find the step. */
const MAX_INTERVALS = 200_000;

/** Collects problems: keeps the earliest `LISTED_PROBLEMS` by line, counts all. */
export class ProblemList {
  count = 0;
  readonly #kept: ImportProblem[] = [];

  add(code: ImportProblem['code'], line: number, column: number, text: string): void {
    this.count++;
    const isLate = this.#kept.length >= LISTED_PROBLEMS && line >= (this.#kept.at(-1)?.line ?? 0);
    if (isLate) return;
    const quoted = text.length > QUOTED_CHARACTERS ? `${text.slice(0, QUOTED_CHARACTERS)}…` : text;
    this.#kept.push({ line, column, code, text: quoted });
    this.#kept.sort((a, b) => a.line - b.line || a.column - b.column);
    if (this.#kept.length > LISTED_PROBLEMS) this.#kept.pop();
  }

  /** The earliest problems, in input order. */
  listed(): readonly ImportProblem[] {
    return [...this.#kept];
  }
}

/**
 * Makes a dataset from a fleet and its samples: finds the step and where the ticks stand. Also for series read back from history.
 * @param series by flat index [metric][server], times ascending
 * @param tracks instants something was or should have been measured, ascending; those of the samples by default
 */
export function makeDataset(
  fleet: Fleet,
  series: readonly Samples[],
  tracks: readonly Float64Array[] = distinctTimes(series),
): Dataset {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const times of tracks) {
    first = Math.min(first, times[0]);
    last = Math.max(last, times[times.length - 1]);
  }
  if (tracks.length === 0) return { fleet, step: MINUTE, from: 0, to: 0, series };
  const step = Math.max(rhythm(tracks), Math.ceil((last - first) / MAX_TICKS));
  const phase = tickPhase(tracks, step);
  const from = phase + Math.ceil((first - phase) / step) * step;
  const to = phase + Math.ceil((last - phase) / step) * step;
  return { fleet, step, from, to, series };
}

/** First and newest sample of a dataset; equal to `from` when there is none. */
export function sampledExtent(dataset: Dataset): { readonly from: EpochMs; readonly to: EpochMs } {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { times } of dataset.series) {
    if (times.length === 0) continue;
    from = Math.min(from, times[0]);
    to = Math.max(to, times[times.length - 1]);
  }
  return from <= to ? { from, to } : { from: dataset.from, to: dataset.from };
}

/** Read access to a dataset. Arrays handed out are copies of the range asked for. */
export function datasetReader(dataset: Dataset): SeriesReader {
  const { fleet, step } = dataset;
  return {
    fleet,
    step,
    extent: () => ({ from: dataset.from, to: dataset.to }),
    read(metric, server, start, end, limit) {
      const samples = dataset.series.at(seriesIndex(fleet, metric, server));
      if (samples === undefined) return { times: new Float64Array(0), values: new Float32Array(0) };
      return cut(samples, start, end, limit);
    },
  };
}

/**
 * Values of tick `t`: of each series the newest sample in (t − step, t], NaN where there is none.
 * @param out shape [metric][server], overwritten
 */
export function frameOf(dataset: Dataset, t: EpochMs, out: Float32Array): void {
  const servers = dataset.fleet.servers.length;
  const metrics = dataset.fleet.metrics.length;
  for (let s = 0; s < servers; s++) {
    let known: Float64Array | undefined;
    let at = -1;
    for (let m = 0; m < metrics; m++) {
      const { times, values } = dataset.series[m * servers + s];
      // Columns of one server mostly share their times: search once.
      if (times !== known) {
        known = times;
        at = lastAtOrBefore(times, t);
        if (at >= 0 && times[at] <= t - dataset.step) at = -1;
      }
      out[m * servers + s] = at < 0 ? NaN : values[at];
    }
  }
}

/** Position of the last time ≤ t in an ascending array, -1 when all are later. */
export function lastAtOrBefore(times: Float64Array, t: EpochMs): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function cut(
  samples: Samples,
  start: EpochMs,
  end: EpochMs,
  limit = Number.POSITIVE_INFINITY,
): Samples {
  let low = lastAtOrBefore(samples.times, start);
  if (low < 0 || samples.times[low] < start) low++;
  const high = lastAtOrBefore(samples.times, end) + 1;
  const count = Math.max(0, high - low);
  const stride = Math.max(1, Math.ceil(count / Math.max(1, limit)));
  if (stride === 1)
    return { times: samples.times.slice(low, high), values: samples.values.slice(low, high) };
  // Aligned to absolute positions, so that a moving window keeps showing the same samples.
  const firstKept = Math.ceil(low / stride) * stride;
  const kept = Math.max(0, Math.ceil((high - firstKept) / stride));
  const times = new Float64Array(kept);
  const values = new Float32Array(kept);
  for (let i = 0; i < kept; i++) {
    times[i] = samples.times[firstKept + i * stride];
    values[i] = samples.values[firstKept + i * stride];
  }
  return { times, values };
}

function distinctTimes(series: readonly Samples[]): readonly Float64Array[] {
  const seen = new Set<Float64Array>();
  for (const { times } of series) if (times.length > 0) seen.add(times);
  return [...seen];
}

/**
 * The rhythm of the samples: their median interval, in whole ms. Where intervals vary, the mean of those near the median,
 * in whole seconds if that changes it by less than 1 %, so that jitter does not let the ticks drift. A minute without intervals.
 */
function rhythm(tracks: readonly Float64Array[]): Ms {
  let total = 0;
  for (const times of tracks) total += Math.max(0, times.length - 1);
  if (total === 0) return MINUTE;
  const stride = Math.max(1, Math.ceil(total / MAX_INTERVALS));
  const intervals: number[] = [];
  for (const times of tracks) {
    for (let i = 1; i < times.length; i += stride) intervals.push(times[i] - times[i - 1]);
  }
  intervals.sort((a, b) => a - b);
  const median = intervals[intervals.length >> 1];
  const near = intervals.filter((interval) => Math.abs(interval - median) <= median / 4);
  const same = near.filter((interval) => interval === median).length;
  if (same * 2 >= near.length) return Math.max(1, Math.round(median));
  const mean = near.reduce((sum, interval) => sum + interval, 0) / near.length;
  const seconds = Math.round(mean / 1000) * 1000;
  return Math.max(1, Math.abs(mean - seconds) < mean / 100 ? seconds : Math.round(mean));
}

const BINS = 64;

/**
 * Where in a step the ticks stand: right after the samples of a cycle, before its longest silence, so that jitter
 * never pushes two samples of a series into one tick. Exact when all samples lie on one grid.
 */
function tickPhase(tracks: readonly Float64Array[], step: Ms): Ms {
  const counts = new Uint32Array(BINS);
  const latest = new Float64Array(BINS);
  let total = 0;
  for (const times of tracks) total += times.length;
  const stride = Math.max(1, Math.floor(total / MAX_INTERVALS));
  let looked = 0;
  for (const times of tracks) {
    for (let i = 0; i < times.length; i += stride) {
      const rest = times[i] - Math.floor(times[i] / step) * step;
      const bin = Math.min(BINS - 1, Math.floor((rest / step) * BINS));
      counts[bin]++;
      looked++;
      if (rest > latest[bin]) latest[bin] = rest;
    }
  }
  const line = looked * 0.01;
  let best = 0;
  let bestSilence = -1;
  for (let bin = 0; bin < BINS; bin++) {
    if (counts[bin] <= line) continue;
    let silence = 0;
    while (silence < BINS && counts[(bin + 1 + silence) % BINS] <= line) silence++;
    if (silence > bestSilence) {
      bestSilence = silence;
      best = bin;
    }
  }
  return latest[best];
}

/**
 * What was read, with its problems.
 * @param missing says for logs what was not there
 * @throws EdgeError `file/no-rows` when nothing could be read; it names the first problem
 */
export function finishRead(
  name: string,
  missing: string,
  read: Omit<ReadFile, 'problems' | 'problemCount'>,
  problems: ProblemList,
): ReadFile {
  if (read.dataset.series.length === 0) {
    const [first] = problems.listed();
    throw new EdgeError('file/no-rows', `${name}: ${missing}`, {
      name,
      problems: problems.count,
      ...(first && {
        line: first.line,
        column: first.column,
        text: first.text,
        problem: first.code,
      }),
    });
  }
  return { ...read, problems: problems.listed(), problemCount: problems.count };
}
