/** A CSV file as the verbs read it: its text, its columns and its rows by instant. */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { EdgeError } from '../core/domain/errors.ts';
import type { EpochMs } from '../core/domain/time.ts';
import { type Columns, findColumns } from '../core/formats/columns.ts';
import { parseTable } from '../core/formats/csv.ts';
import { parseTimestamp } from '../core/formats/timestamps.ts';

/** Rows the columns are recognised by. */
const SAMPLE_ROWS = 200;

/** Text of a file. @throws EdgeError `source/unreachable` */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EdgeError('source/unreachable', `cannot read ${file}: ${reason}`, { name: file });
  }
}

/** A table of one series or one server. */
export interface OpenTable {
  readonly header: readonly string[];
  readonly columns: Columns;
  /** Numbers are written with a decimal comma. */
  readonly decimalComma: boolean;
  /** Calls back for every row that has an instant, in file order; the others are named on stderr. */
  eachRow(use: (cells: readonly string[], stamp: string, t: EpochMs) => void): void;
}

/** Recognises the columns of a table. @throws EdgeError `file/*` when it has no rows, no time or value column, or several servers */
export function openTable(file: string, text: string): OpenTable {
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
  return {
    header,
    columns,
    decimalComma,
    eachRow(use) {
      table.rows.forEach((cells, k) => {
        const date = cells[columns.time] ?? '';
        const stamp = columns.clock === undefined ? date : `${date} ${cells[columns.clock] ?? ''}`;
        const t = parseTimestamp(stamp);
        if (t === undefined) {
          process.stderr.write(
            `edge: ${file}:${table.lines[k]}: "${stamp}" is no instant, the row is left out\n`,
          );
        } else use(cells, stamp, t);
      });
    },
  };
}
