/** Rows of text cells, from whatever format, to a dataset. */
import { MAX_SIZE } from '../domain/session.ts';
import type { EpochMs } from '../domain/time.ts';
import { findColumns, parseNumber } from './columns.ts';
import { type ColumnMapping, finishRead, type ProblemList, type ReadFile } from './dataset.ts';
import { DatasetBuilder } from './dataset-builder.ts';
import { parseTimestamp } from './timestamps.ts';

/** A place in the input, 1-based. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A table of any format: names, first rows for guessing, and a way to visit all rows in order. */
export interface TableSource {
  /** File name. */
  readonly name: string;
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
  /** Numbers may be written `1,5`. */
  readonly decimalComma: boolean;
  /** What the format itself found wrong, and what reading the rows adds. */
  readonly problems: ProblemList;
  /** Calls `visit` per row; cells may be reused between calls, `placeOf(i)` tells where cell `i` stands. */
  each(
    visit: (cells: readonly string[], line: number, placeOf: (cell: number) => Place) => void,
  ): void;
}

/** Most metrics a tall table with a metric column may bring. */
const MAX_METRICS = 2000;

/**
 * Reads the rows as samples. A row whose time cannot be read or whose width differs from the header's is listed and
 * dropped; a cell that is no number is listed and leaves a gap; blank rows are passed over.
 * @throws EdgeError `file/no-time-column`, `file/no-value-column`, `file/no-rows`
 */
export function readRows(source: TableSource, mapping: ColumnMapping): ReadFile {
  const { name, header, problems, decimalComma } = source;
  const columns = findColumns(name, header, source.sample, mapping, decimalComma);
  const base = baseName(name);
  const builder = new DatasetBuilder(base);
  const { time, clock, values } = columns;
  const single = columns.server === undefined ? builder.server(base) : -1;
  // With a metric column the cells name the metrics; only wide tables have one per column.
  const handles =
    columns.metric === undefined
      ? values.map((column) => builder.metric(metricName(source, column)))
      : [];
  const width = header.length;
  let rows = 0;

  source.each((cells, line, placeOf) => {
    if (cells.length !== width && !isPadding(cells, width)) {
      if (cells.every(isBlank)) return;
      const { line: at, column } = placeOf(cells.length - 1);
      problems.add(
        cells.length < width ? 'too-few-columns' : 'too-many-columns',
        at,
        column,
        cells.join(' | '),
      );
      return;
    }
    const t =
      clock === undefined ? parseTimestamp(cells[time]) : joinedTime(cells[time], cells[clock]);
    if (t === undefined) {
      if (cells.every(isBlank)) return;
      const { line: at, column } = placeOf(time);
      problems.add('bad-time', at, column, cells[time]);
      return;
    }
    const server =
      single >= 0 ? single : serverOf(builder, cells[columns.server ?? 0].trim() || base);
    const metric =
      columns.metric === undefined ? -1 : metricOf(builder, cells[columns.metric].trim());
    if (server === undefined || metric === undefined) {
      const { line: at, column } = placeOf(
        server === undefined ? (columns.server ?? 0) : (columns.metric ?? 0),
      );
      problems.add('too-many-series', at, column, cells[columns.server ?? columns.metric ?? 0]);
      return;
    }
    const row =
      columns.metric === undefined
        ? builder.addRow(server, t, line)
        : builder.rowAt(server, t, line);
    rows++;
    for (let i = 0; i < values.length; i++) {
      const cell = cells[values[i]];
      const value = parseNumber(cell, decimalComma);
      if (value === undefined) {
        const { line: at, column } = placeOf(values[i]);
        problems.add('bad-number', at, column, cell);
      } else if (!builder.set(server, row, metric >= 0 ? metric : handles[i], value)) {
        problems.add('duplicate-time', line, 1, cells[time]);
      }
    }
  });

  const dataset = builder.finish(problems);
  return finishRead(
    name,
    'no readable row',
    { dataset, rows, columns: header, timeColumn: header[time] },
    problems,
  );
}

/** A file's name without folders and its last extensions: `logs/web.csv` → `web`. Never blank. */
export function baseName(name: string): string {
  const base = name
    .replace(/^.*[/\\]/u, '')
    .replace(/\.(?:csv|tsv|txt|json|jsonl|ndjson|prom|metrics|om|openmetrics)$/iu, '');
  return base.trim() === '' ? 'file' : base.trim();
}

/** The header's name; marked with % when the cells are, so that they are scaled. */
function metricName(source: TableSource, column: number): string {
  const name = source.header[column] === '' ? `c${column + 1}` : source.header[column];
  const isPercent = source.sample.some((cells) => /\d\s*%\s*$/u.test(cells[column] ?? ''));
  return isPercent && !name.includes('%') ? `${name} %` : name;
}

function serverOf(builder: DatasetBuilder, name: string): number | undefined {
  const isFull = builder.serverCount >= MAX_SIZE;
  return isFull && !builder.hasServer(name) ? undefined : builder.server(name);
}

function metricOf(builder: DatasetBuilder, name: string): number | undefined {
  const isFull = builder.metricCount >= MAX_METRICS;
  return isFull && !builder.hasMetric(name)
    ? undefined
    : builder.metric(name === '' ? 'value' : name);
}

/** Date and time of day from two columns; a time column that already holds both wins. */
function joinedTime(date: string, clock: string): EpochMs | undefined {
  return parseTimestamp(`${date.trim()} ${clock.trim()}`) ?? parseTimestamp(date);
}

/** Only blanks beyond the header's width: a trailing delimiter. */
function isPadding(cells: readonly string[], width: number): boolean {
  if (cells.length < width) return false;
  for (let i = width; i < cells.length; i++) if (!isBlank(cells[i])) return false;
  return true;
}

function isBlank(cell: string): boolean {
  return cell.trim() === '';
}
