/** Detectors on labelled files: NAB's window format (`{file: [[start, end], …]}`) beside plain tables, or a table with a label column. */

import type { DetectorId } from './detect/detector.ts';
import { makeDetector } from './detect/detectors.ts';
import type { Window } from './detect/evaluate.ts';
import { EdgeError } from './domain/errors.ts';
import type { Fleet } from './domain/fleet.ts';
import type { Samples } from './domain/series.ts';
import type { EpochMs, Ms } from './domain/time.ts';
import { LABEL_COLUMN } from './formats/columns.ts';
import { readCsv } from './formats/csv.ts';
import { type Dataset, frameOf } from './formats/dataset.ts';
import { parseTimestamp } from './formats/timestamps.ts';
import { makeJudge, type Trial } from './quality.ts';

/** Name of what labelled files hold: they rarely say more than that something was wrong. */
export const LABELLED = 'labelled';
/** Samples after a labelled stretch that still find it: at fine steps an episode needs three. */
const GRACE = 3;
const SLICE = 400;

/** Stretches of one file in which something was wrong. */
export type Spans = readonly (readonly [start: EpochMs, end: EpochMs])[];

/** Stretches by file name without folders. */
export type SpansByFile = ReadonlyMap<string, Spans>;

/** A dropped table and what labels say of it. */
export interface LabelledTask {
  readonly detector: DetectorId;
  readonly name: string;
  readonly text: string;
  /** From a label file; `undefined`: the table has to bring a label column, or counts as calm. */
  readonly spans: Spans | undefined;
}

/** A labelled file as data. */
export interface LabelledData {
  readonly dataset: Dataset;
  readonly windows: readonly Window[];
  /** The column that held the labels, when one did. */
  readonly labelColumn: string | undefined;
}

/**
 * Reads NAB's label files: windows, or single instants (`combined_labels.json`), by file.
 * @throws EdgeError `file/bad-json` for anything else
 */
export function readSpans(name: string, text: string): SpansByFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new EdgeError('file/bad-json', String(cause), {
      name,
      line: lineOf(String(cause), text),
    });
  }
  const bad = (what: string) =>
    new EdgeError('file/bad-json', `${name}: ${what}`, { name, line: 1 });
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw bad('labels must be an object of files');
  return new Map(
    Object.entries(parsed).map(([file, list]) => {
      if (!Array.isArray(list)) throw bad(`${file} must hold a list`);
      return [
        fileOf(file),
        list.map((entry: unknown) => {
          const [start, end] = (Array.isArray(entry) ? entry : [entry, entry]).map(
            (part: unknown) =>
              typeof part === 'string' || typeof part === 'number'
                ? parseTimestamp(String(part))
                : undefined,
          );
          if (start === undefined || end === undefined || end < start)
            throw bad(`${file} must hold [start, end] pairs`);
          return [start, end] as const;
        }),
      ];
    }),
  );
}

/** File name without folders, as label files and dropped files are matched by. */
export function fileOf(path: string): string {
  return path.replace(/^.*[/\\]/u, '');
}

/**
 * Reads a table and its labels. The label column is found by its name (`label`, `is_anomaly`, …); a table without header has one
 * when its first value column holds nothing but 0 and 1. Values above 0.5 are labelled.
 * @throws EdgeError as `readCsv` does
 */
export function readLabelled(name: string, text: string, spans: Spans | undefined): LabelledData {
  const { dataset } = readCsv(name, text);
  const label = spans === undefined ? labelMetric(dataset) : -1;
  if (label < 0) {
    const windows = (spans ?? []).map(([start, end]) => windowOf(0, start, end, dataset.step));
    return { dataset, windows, labelColumn: undefined };
  }
  const { fleet, step } = dataset;
  const units = fleet.servers.length;
  const windows = fleet.servers.flatMap((_, unit) =>
    runs(dataset.series[label * units + unit]).map(([start, end]) =>
      windowOf(unit, start, end, step),
    ),
  );
  const metrics = fleet.metrics.filter((_, m) => m !== label);
  const series = dataset.series.filter((_, i) => Math.floor(i / units) !== label);
  const rest: Fleet = { ...fleet, metrics };
  return {
    dataset: { ...dataset, fleet: rest, series },
    windows,
    labelColumn: fleet.metrics[label].id,
  };
}

/** What a labelled file holds, in short. */
export interface LabelFacts {
  readonly ticks: number;
  readonly step: Ms;
  readonly servers: number;
  readonly metrics: number;
  readonly windows: number;
  readonly labelColumn: string | undefined;
}

/** Reads a table and its labels and says what it holds. @throws EdgeError as `readCsv` does */
export function labelFacts(name: string, text: string, spans: Spans | undefined): LabelFacts {
  const { dataset, windows, labelColumn } = readLabelled(name, text, spans);
  const { fleet, step, from, to } = dataset;
  return {
    ticks: Math.round((to - from) / step) + 1,
    step,
    servers: fleet.servers.length,
    metrics: fleet.metrics.length,
    windows: windows.length,
    labelColumn,
  };
}

/** Streams a labelled file through a detector that has seen nothing before; its warm-up counts. Yields the share done. */
export function* labelledTrial(task: LabelledTask): Generator<number, Trial, void> {
  const { detector, name } = task;
  const { dataset, windows } = readLabelled(name, task.text, task.spans);
  const { fleet, step, from, to } = dataset;
  const size = fleet.metrics.length * fleet.servers.length;
  const judge = makeJudge(fleet, step, makeDetector(detector, size, step));
  const values = new Float32Array(size);
  const ticks = Math.round((to - from) / step) + 1;
  for (let k = 0; k < ticks; k++) {
    const t = from + k * step;
    frameOf(dataset, t, values);
    judge.step({ t, values });
    if (k % SLICE === SLICE - 1) yield (k + 1) / ticks;
  }
  return {
    detector,
    source: name,
    step,
    units: fleet.servers.map((server) => server.name),
    ...judge.verdict(windows),
  };
}

function windowOf(unit: number, start: EpochMs, end: EpochMs, step: Ms): Window {
  const late = end + GRACE * step;
  return { kind: LABELLED, unit, start, end: late, until: late, isTarget: true };
}

/** Position of the label metric, −1 when there is none or nothing else would be left. */
function labelMetric({ fleet, series }: Dataset): number {
  if (fleet.metrics.length < 2) return -1;
  const named = fleet.metrics.findIndex(
    ({ id, otel }) => LABEL_COLUMN.test(id) || LABEL_COLUMN.test(otel),
  );
  if (named >= 0) return named;
  const units = fleet.servers.length;
  const isUnnamed = fleet.metrics.every(({ id }) => /^c\d+$/u.test(id));
  const isBinary = series
    .slice(0, units)
    .every(({ values }) => values.every((value) => value === 0 || value === 1));
  return isUnnamed && isBinary ? 0 : -1;
}

/** Stretches of samples above one half: first and last instant of each. */
function runs({ times, values }: Samples): Spans {
  const found: [EpochMs, EpochMs][] = [];
  for (let k = 0; k < values.length; k++) {
    if (!(values[k] > 0.5)) continue;
    const last = found.at(-1);
    if (last !== undefined && k > 0 && last[1] === times[k - 1]) last[1] = times[k];
    else found.push([times[k], times[k]]);
  }
  return found;
}

function lineOf(message: string, text: string): number {
  const at = /position (\d+)/.exec(message);
  return at ? text.slice(0, Number(at[1])).split('\n').length : 1;
}
