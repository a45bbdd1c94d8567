/** `edge detect`: judges time series in CSV files with one of the detectors. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import process from 'node:process';
import { ANOMALY_LINE } from '../core/detect/detector.ts';
import { DEFAULT_DETECTOR, DETECTORS, makeDetector } from '../core/detect/detectors.ts';
import { holdBack } from '../core/detect/hold-back.ts';
import { EdgeError } from '../core/domain/errors.ts';
import { type EpochMs, MINUTE, type Ms } from '../core/domain/time.ts';
import { findColumns, parseNumber } from '../core/formats/columns.ts';
import { parseTable } from '../core/formats/csv.ts';
import { parseTimestamp } from '../core/formats/timestamps.ts';
import { type Command, parseArguments, usageError } from './usage.ts';

/** Samples for which a score must be beaten to be repeated. */
const HOLD = 60;
/** Intervals the step is judged by; fewer than any detector's warm-up. */
const STEP_SAMPLES = 18;
/** Rows the columns are recognised by. */
const SAMPLE_ROWS = 200;

const NAMES = DETECTORS.map((kind) => kind.id);

const HELP = `usage: edge detect [--detector NAME] [--out DIR] [--hold N] FILE.csv…

Reads timestamp,value rows (UTC unless a zone is written) and writes timestamp,value,score,flag rows,
one per row read. Scores are 0–1 and only look back; ${ANOMALY_LINE} and above is flagged (flag 1). The first samples
of a file, and samples without a number, have score 0.

  --detector NAME   ${NAMES.join(', ')} (default ${DEFAULT_DETECTOR})
  --out DIR         write DIR/<same name> for each file; needed for more than one file
  --hold N          report a score only when it beats those of the last N samples, so that one
                    anomaly is one flag (default ${HOLD}; 0 reports every sample's score)`;

interface Row {
  /** As written in the file. */
  readonly stamp: string;
  readonly value: string;
  readonly t: EpochMs;
  readonly x: number;
}

/** The verb `detect`. */
export const command: Command = {
  name: 'detect',
  summary: 'score the samples of CSV time series',
  help: HELP,
  async run(args) {
    const options = parseArguments(args, { detector: 'value', out: 'value', hold: 'value' });
    const id = options.choice('detector', NAMES, DEFAULT_DETECTOR);
    const hold = options.integer('hold', HOLD, 0, 1_000_000);
    const out = options.text('out');
    if (options.rest.length === 0) throw usageError('name at least one CSV file');
    if (out === undefined && options.rest.length > 1)
      throw usageError('several files need --out DIR');
    const names = new Set(options.rest.map((file) => basename(file)));
    if (names.size < options.rest.length)
      throw usageError('two files have the same name: run them apart');
    if (out !== undefined) await mkdir(out, { recursive: true });

    for (const file of options.rest) {
      const rows = readRows(file, await readText(file));
      const scores = judge(rows, (step) => makeDetector(id, 1, step), hold);
      const text = `timestamp,value,score,flag\n${rows.map((row, k) => line(row, scores[k])).join('')}`;
      if (out === undefined) process.stdout.write(text);
      else {
        const target = join(out, basename(file));
        if (resolve(target) === resolve(file))
          throw usageError(`${file} would be overwritten: choose another --out`);
        await writeFile(target, text);
      }
    }
  },
};

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EdgeError('source/unreachable', `cannot read ${file}: ${reason}`, { name: file });
  }
}

function line(row: Row, score: number): string {
  return `${quote(row.stamp)},${quote(row.value)},${score.toFixed(6)},${score >= ANOMALY_LINE ? 1 : 0}\n`;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Scores of all rows by one fresh detector; 0 where there is none. */
function judge(
  rows: readonly Row[],
  make: (step: Ms) => ReturnType<typeof makeDetector>,
  hold: number,
): Float32Array {
  const detector = make(typicalStep(rows));
  const scores = new Float32Array(rows.length);
  const values = new Float32Array(1);
  const score = new Float32Array(1);
  let newest = Number.NEGATIVE_INFINITY;
  rows.forEach((row, k) => {
    // Clocks that were set back (daylight saving in naive stamps) must not turn time around for the detector.
    newest = Math.max(newest, row.t);
    values[0] = row.x;
    detector.update({ t: newest, values }, score);
    scores[k] = Number.isNaN(score[0]) ? 0 : score[0];
  });
  return hold > 0 ? holdBack(scores, hold) : scores;
}

/** Median interval of the first samples: no score is given before they are over, so that none depends on later rows. */
function typicalStep(rows: readonly Row[]): Ms {
  const first = rows.slice(0, STEP_SAMPLES + 1);
  const gaps = first
    .slice(1)
    .map((row, k) => row.t - first[k].t)
    .filter((gap) => gap > 0)
    .sort((a, b) => a - b);
  return gaps[gaps.length >> 1] ?? MINUTE;
}

/** @throws EdgeError `file/*` when there is no time or value column, or no readable row */
function readRows(file: string, text: string): readonly Row[] {
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
      {
        name: file,
      },
    );
  }
  const named = header.findIndex((name) => name.toLowerCase() === 'value');
  const column = columns.values.includes(named) ? named : columns.values[0];
  const rows: Row[] = [];
  table.rows.forEach((cells, k) => {
    const date = cells[columns.time] ?? '';
    const stamp = columns.clock === undefined ? date : `${date} ${cells[columns.clock] ?? ''}`;
    const value = cells[column] ?? '';
    const t = parseTimestamp(stamp);
    if (t === undefined) {
      process.stderr.write(
        `edge: ${file}:${table.lines[k]}: "${stamp}" is no instant, the row is left out\n`,
      );
      return;
    }
    rows.push({ stamp, value, t, x: parseNumber(value, decimalComma) ?? Number.NaN });
  });
  if (rows.length === 0)
    throw new EdgeError('file/no-rows', `${file} has no readable rows`, { name: file });
  return rows;
}
