/** What `edge detect` reads: the rows of one series, or of one server's metrics, out of a CSV file. */

import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { EdgeError } from '../core/domain/errors.ts';
import { type EpochMs, MINUTE, type Ms } from '../core/domain/time.ts';
import { findColumns, LABEL_COLUMN, parseNumber } from '../core/formats/columns.ts';
import { parseTable } from '../core/formats/csv.ts';
import { parseTimestamp } from '../core/formats/timestamps.ts';

/** Intervals the step is judged by; fewer than any detector's warm-up. */
const STEP_SAMPLES = 18;
/** Rows the columns are recognised by. */
const SAMPLE_ROWS = 200;

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

/** Text of a file. @throws EdgeError `source/unreachable` */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EdgeError('source/unreachable', `cannot read ${file}: ${reason}`, { name: file });
  }
}

/**
 * Reads the rows of a table. A column named `value` is the one series; else every column of numbers is a metric of one server,
 * columns of labels aside. Rows without an instant are left out and named on stderr.
 * @throws EdgeError `file/*` when there is no time or value column, no readable row, or several servers
 */
export function readSeries(file: string, text: string): Series {
  const table = parseTable(text);
  if (table.rows.length === 0)
    throw new EdgeError('file/no-rows', `${file} has no rows`, { name: file });
  const header = table.header ?? table.rows[0].map((_, k) => `column ${k + 1}`);
  const decimalComma = table.delimiter !== ',';
  const columns = findColumns(file, header, table.rows.slice(0, SAMPLE_ROWS), {}, decimalComma);
  if (columns.server !== undefined || columns.metric !== undefined) {
    throw new EdgeError(
      'file/unknown-format',
      `${file} holds several series: split it into a file for each`,
      { name: file },
    );
  }
  const values = valueColumns(header, columns.values);
  const rows: Row[] = [];
  table.rows.forEach((cells, k) => {
    const date = cells[columns.time] ?? '';
    const stamp = columns.clock === undefined ? date : `${date} ${cells[columns.clock] ?? ''}`;
    const t = parseTimestamp(stamp);
    if (t === undefined) {
      process.stderr.write(
        `edge: ${file}:${table.lines[k]}: "${stamp}" is no instant, the row is left out\n`,
      );
      return;
    }
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
