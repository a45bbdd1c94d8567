/** What `edge detect` reads: the rows of one series, or of one server's metrics, out of a CSV file. */

import { EdgeError } from '../core/domain/errors.ts';
import { type EpochMs, MINUTE, type Ms } from '../core/domain/time.ts';
import { LABEL_COLUMN, parseNumber } from '../core/formats/columns.ts';
import { openTable } from './table-file.ts';

/** Intervals the step is judged by; fewer than any detector's warm-up. */
const STEP_SAMPLES = 18;

/** One row that has an instant. */
export interface Row {
  /** Timestamp and first value as written in the file. */
  readonly stamp: string;
  readonly value: string;
  readonly t: EpochMs;
  /** One number per metric; NaN where there is none. */
  readonly xs: readonly number[];
}

/** A file as samples. */
export interface Series {
  /** Names of the value columns, each once. More than one: the file holds a server's metrics. */
  readonly metrics: readonly string[];
  readonly rows: readonly Row[];
}

/**
 * Reads the rows of a table. A column named `value` is the one series; else every column of numbers is a metric of one server,
 * columns of labels aside. Rows without an instant are left out and named on stderr.
 * @throws EdgeError `file/*` when there is no time or value column, no readable row, or several servers
 */
export function readSeries(file: string, text: string): Series {
  const { header, columns, decimalComma, eachRow } = openTable(file, text);
  const values = valueColumns(header, columns.values);
  const rows: Row[] = [];
  eachRow((cells, stamp, t) => {
    const xs = values.map((column) => parseNumber(cells[column] ?? '', decimalComma) ?? Number.NaN);
    rows.push({ stamp, value: cells[values[0]] ?? '', t, xs });
  });
  if (rows.length === 0)
    throw new EdgeError('file/no-rows', `${file} has no readable rows`, { name: file });
  return { metrics: uniqueNames(values.map((column) => header[column])), rows };
}

/** Median interval of the first samples: no score is given before they are over, so that none depends on later rows. */
export function typicalStep(rows: readonly Row[]): Ms {
  const first = rows.slice(0, STEP_SAMPLES + 1);
  const gaps = first
    .slice(1)
    .map((row, k) => row.t - first[k].t)
    .filter((gap) => gap > 0)
    .sort((a, b) => a - b);
  return gaps[gaps.length >> 1] ?? MINUTE;
}

function valueColumns(header: readonly string[], found: readonly number[]): readonly number[] {
  const named = found.find((column) => header[column].toLowerCase() === 'value');
  if (named !== undefined) return [named];
  const measured = found.filter((column) => !LABEL_COLUMN.test(header[column]));
  return measured.length > 0 ? measured : found.slice(0, 1);
}

/** The names with a number behind those that are blank or there already. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  for (const name of names) {
    const base = name === '' ? 'metric' : name;
    let unique = base;
    for (let n = 2; taken.has(unique); n++) unique = `${base}_${n}`;
    taken.add(unique);
  }
  return [...taken];
}
