/** `edge forecast`: continues a time series of a CSV file, with intervals and the method chosen for it. */
import process from 'node:process';
import { EdgeError } from '../core/domain/errors.ts';
import { type Metric, metricById, metricByProm } from '../core/domain/metrics.ts';
import { type EpochMs, formatInstant, MINUTE, type Ms } from '../core/domain/time.ts';
import { forecast } from '../core/forecast/backtest.ts';
import { FORECASTERS } from '../core/forecast/forecasters.ts';
import { parseNumber } from '../core/formats/columns.ts';
import { openTable, readText } from './table-file.ts';
import { type Command, parseArguments, usageError } from './usage.ts';

const MOST_STEPS = 10_000;
/** A gap stands for at most this many missing samples. */
const MOST_GAP = 20_000;

const HELP = `usage: edge forecast --horizon N [options] FILE.csv

Reads timestamp,value rows (UTC unless a zone is written) and prints the next N steps:
timestamp,mean,lo80,hi80,lo95,hi95,method. Intervals come from the errors of the same forecast made at
earlier points of the file; they are empty when it is too short to tell. method is the forecaster with
the largest share: ${FORECASTERS.map(({ id }) => id).join(', ')}.

  --horizon N     steps to forecast, 1 to ${MOST_STEPS}; a step is the median interval of the rows
  --column NAME   value column (default: value, or the first column of numbers)
  --min X         values are never below X (default: a known metric's limit; 0 when no value is below it)
  --max X         values are never above X (default: a known metric's limit)
  --explain       prints on stderr the share and back-test error of every forecaster`;

/** A file's series on a regular grid. */
interface Series {
  readonly metric: Metric | undefined;
  readonly values: Float64Array;
  readonly newest: EpochMs;
  readonly step: Ms;
  /** Writes an instant the way the file does. */
  readonly write: (t: EpochMs) => string;
}

/** The verb `forecast`. */
export const command: Command = {
  name: 'forecast',
  summary: 'continue a CSV time series, with intervals',
  help: HELP,
  async run(args) {
    const options = parseArguments(args, {
      horizon: 'value',
      column: 'value',
      min: 'value',
      max: 'value',
      explain: 'flag',
    });
    options.required('horizon');
    const horizon = options.integer('horizon', 1, 1, MOST_STEPS);
    const limits = {
      min: limit('min', options.text('min')),
      max: limit('max', options.text('max')),
    };
    const [file, ...others] = options.rest;
    if (file === undefined || others.length > 0) throw usageError('name one CSV file');

    const series = readSeries(file, await readText(file), options.text('column'));
    const { values, metric } = series;
    const result = forecast(values, horizon, {
      step: series.step,
      min: limits.min ?? metric?.min ?? (values.some((x) => x < 0) ? -Infinity : 0),
      max: limits.max ?? metric?.max ?? Number.POSITIVE_INFINITY,
    });
    let text = 'timestamp,mean,lo80,hi80,lo95,hi95,method\n';
    for (let h = 0; h < horizon; h++) {
      const { mean, low80, high80, low95, high95 } = result;
      const numbers = [mean[h], low80[h], high80[h], low95[h], high95[h]].map(decimal).join(',');
      text += `${series.write(series.newest + (h + 1) * series.step)},${numbers},${result.method}\n`;
    }
    process.stdout.write(text);
    if (!options.has('explain')) return;
    for (const [id, error] of result.errors) {
      const share = 100 * (result.shares.get(id) ?? 0);
      process.stderr.write(
        `${id.padEnd(14)} share ${share.toFixed(1).padStart(5)} %  error ${error.toPrecision(4)}\n`,
      );
    }
    process.stderr.write(
      `${'together'.padEnd(14)} share 100.0 %  error ${result.error.toPrecision(4)}\n`,
    );
  },
};

function limit(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) throw usageError(`--${name} must be a number, not "${text}"`);
  return value;
}

function decimal(x: number): string {
  return Number.isNaN(x) ? '' : String(Number(x.toPrecision(9)));
}

/** @throws EdgeError `file/*` when there is no time or value column, or no readable row; `cli/usage` for an unknown --column */
function readSeries(file: string, text: string, wanted: string | undefined): Series {
  const { header, columns, decimalComma, eachRow } = openTable(file, text);
  const name = (wanted ?? 'value').toLowerCase();
  const named = header.findIndex((title) => title.trim().toLowerCase() === name);
  if (wanted !== undefined && named < 0)
    throw usageError(`--column: ${file} has no column "${wanted}", only ${header.join(', ')}`);
  const column = wanted !== undefined || columns.values.includes(named) ? named : columns.values[0];

  const times: EpochMs[] = [];
  const found: number[] = [];
  const stamps: string[] = [];
  eachRow((cells, stamp, t) => {
    // A clock that was set back (daylight saving in naive stamps) repeats an hour: the first telling counts.
    if (times.length > 0 && t <= times[times.length - 1]) return;
    times.push(t);
    found.push(parseNumber(cells[column] ?? '', decimalComma) ?? Number.NaN);
    stamps.push(stamp);
  });
  if (times.length === 0)
    throw new EdgeError('file/no-rows', `${file} has no readable rows`, { name: file });

  const step = medianGap(times);
  const title = header[column];
  return {
    metric: metricById(title) ?? metricByProm(title),
    values: onGrid(times, found, step),
    newest: times[times.length - 1],
    step,
    write: writerLike(stamps[0]),
  };
}

function medianGap(times: readonly EpochMs[]): Ms {
  const gaps = Float64Array.from(times.slice(1), (t, k) => t - times[k]).sort();
  return gaps.length === 0 ? MINUTE : gaps[gaps.length >> 1];
}

/** One cell per step; longer gaps become missing cells, jitter does not. */
function onGrid(times: readonly EpochMs[], found: readonly number[], step: Ms): Float64Array {
  const cells: number[] = [];
  times.forEach((t, k) => {
    const gap = k === 0 ? 1 : Math.round((t - times[k - 1]) / step);
    for (let missing = Math.min(gap, MOST_GAP) - 1; missing > 0; missing--) cells.push(Number.NaN);
    cells.push(found[k]);
  });
  return Float64Array.from(cells);
}

/** RFC 3339 unless the file writes epoch numbers or `2014-02-14 14:30:00`. */
function writerLike(stamp: string): (t: EpochMs) => string {
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(stamp.trim()))
    return (t) => new Date(t).toISOString().slice(0, 19).replace('T', ' ');
  if (/^\d{12,14}$/.test(stamp.trim())) return (t) => String(Math.round(t));
  if (/^\d{9,11}(\.\d+)?$/.test(stamp.trim())) return (t) => String(t / 1000);
  return formatInstant;
}
