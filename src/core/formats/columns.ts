/** Which column of a table is the time, the server, the metric's name and the values: by name first, then by contents. */
import { EdgeError } from '../domain/errors.ts';
import type { ColumnMapping } from './dataset.ts';
import { normalizeName } from './metric-names.ts';
import { parseTimestamp } from './timestamps.ts';

/** Names of columns that say what was wrong: truth, never measured, so never judged. */
export const LABEL_COLUMN =
  /^(?:is_?)?(?:label|labels|anomaly|anomalies|anomalous|outlier|attack|ground_?truth|라벨|이상)$/iu;

/** Column positions, 0-based. */
export interface Columns {
  readonly time: number;
  /** Time of day beside a date column. */
  readonly clock: number | undefined;
  readonly server: number | undefined;
  /** Column with the metric's name; then `values` has one entry. */
  readonly metric: number | undefined;
  readonly values: readonly number[];
}

const TIME_NAMES = names(
  'time timestamp datetime date date_time ts t epoch epoch_ms epoch_s unix unixtime unix_time unix_timestamp clock',
  'time_stamp event_time created_at recorded_at sampled_at measured_at collected_at timestamp_ms timestamp_utc utc',
  '시간 시각 일시 날짜 측정시간 측정_시간 측정일시 측정_일시 수집시간 수집_시간 타임스탬프',
);
const CLOCK_NAMES = names('time clock hour 시간 시각');
const SERVER_NAMES = names(
  'server server_name servername host hostname host_name instance node nodename machine device vm pod container',
  'instance_id instanceid host_id server_id 서버 서버명 서버_이름 호스트 호스트명 장비 name',
);
const METRIC_NAMES = names(
  'metric metric_name metricname field measurement series indicator kpi 지표 지표명 항목',
);
const VALUE_NAMES = names('value val values 값 측정값');

/** 1990 and 2100: numbers outside are hardly instants. */
const EARLIEST = 631_152_000_000;
const LATEST = 4_102_444_800_000;
/** Words for "nothing measured here". */
const MISSING =
  /^(?:|-+|\.|nan|null|nil|none|n\/?a|#n\/?a|undefined|missing|\?|[+-]?inf(?:inity)?|없음|결측)$/iu;
const EUROPEAN = /^[-+]?\d{1,3}(?:\.\d{3})*,\d+$|^[-+]?\d+,\d+$/u;
const GROUPED = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u;

/** Whether a column of this name is taken for the time. */
export function isTimeName(name: string): boolean {
  return TIME_NAMES.has(normalizeName(name));
}

/**
 * Reads a number as tables write it: `1e-3`, `1,234.5`, with `decimalComma` also `1.234,5`, `45 %` (as 45).
 * NaN for a blank or a word that means missing, `undefined` for anything else.
 */
export function parseNumber(text: string, decimalComma: boolean): number | undefined {
  const value = Number(text);
  const isPrefixed = text.charCodeAt(1) > 64 && text.charCodeAt(0) === 48 && !/^0e/iu.test(text);
  if (!Number.isNaN(value) && (value !== 0 || text.trim() !== '') && !isPrefixed) return value;
  const word = text.trim();
  if (MISSING.test(word)) return NaN;
  if (word.endsWith('%'))
    return word === '%' ? undefined : parseNumber(word.slice(0, -1), decimalComma);
  if (decimalComma && EUROPEAN.test(word))
    return Number(word.replaceAll('.', '').replace(',', '.'));
  return GROUPED.test(word) ? Number(word.replaceAll(',', '')) : undefined;
}

/**
 * Finds the columns of a table.
 * @param header names, one per column
 * @param sample first data rows
 * @throws EdgeError `file/no-time-column`, `file/no-value-column`; `detail.columns` lists the names there are
 */
export function findColumns(
  name: string,
  header: readonly string[],
  sample: readonly (readonly string[])[],
  mapping: ColumnMapping,
  decimalComma: boolean,
): Columns {
  const columns = header.join(', ').slice(0, 500);
  const time =
    mapping.time === undefined ? guessTime(header, sample) : position(header, mapping.time);
  if (time < 0)
    throw new EdgeError('file/no-time-column', `${name}: no time column among ${columns}`, {
      name,
      columns,
      line: 1,
      column: 1,
    });
  const cells = (column: number) =>
    sample.map((row) => row[column] ?? '').filter((cell) => !MISSING.test(cell.trim()));
  const isNumeric = (column: number) => {
    const filled = cells(column);
    const numbers = filled.filter((cell) => parseNumber(cell, decimalComma) !== undefined).length;
    return filled.length === 0
      ? !sample.some((row) => row[column] !== undefined)
      : numbers >= filled.length / 2;
  };
  const others = header.map((_, column) => column).filter((column) => column !== time);
  const isClock = (column: number) =>
    CLOCK_NAMES.has(normalizeName(header[column])) &&
    cells(column).length > 0 &&
    cells(column).every((cell) => /^\d{1,2}:\d{2}/u.test(cell.trim()));
  const clock = others.find(isClock);
  const named = (list: ReadonlySet<string>) =>
    others.filter((column) => list.has(normalizeName(header[column])) && !isNumeric(column));
  const bySure = (a: number, b: number) =>
    Number(normalizeName(header[a]) === 'name') - Number(normalizeName(header[b]) === 'name');
  const server =
    mapping.server === undefined
      ? named(SERVER_NAMES).sort(bySure).at(0)
      : position(header, mapping.server);
  const free = others.filter((column) => column !== clock && column !== server);
  const values =
    mapping.values === undefined
      ? free.filter(
          (column) => isNumeric(column) || (cells(column).length === 0 && sample.length > 0),
        )
      : mapping.values.map((value) => position(header, value));
  if (values.length === 0 || values.some((column) => column < 0) || (server ?? 0) < 0) {
    throw new EdgeError('file/no-value-column', `${name}: no column of numbers among ${columns}`, {
      name,
      columns,
      line: 1,
      column: 1,
    });
  }
  const metric = named(METRIC_NAMES).find(
    (column) => column !== server && !values.includes(column),
  );
  const valued = values.filter((column) => VALUE_NAMES.has(normalizeName(header[column])));
  const isTidy = metric !== undefined && (values.length === 1 || valued.length === 1);
  return {
    time,
    clock,
    server,
    metric: isTidy ? metric : undefined,
    values: isTidy && valued.length === 1 ? valued : values,
  };
}

/** Position of a column by its exact name, else by the name in any case; -1 when there is none. */
function position(header: readonly string[], name: string): number {
  const exact = header.indexOf(name);
  return exact >= 0
    ? exact
    : header.findIndex((other) => other.trim().toLowerCase() === name.trim().toLowerCase());
}

/** The first column that most looks like instants: named so and plausible, then plausible, then named so and readable. */
function guessTime(header: readonly string[], sample: readonly (readonly string[])[]): number {
  let best = -1;
  let bestRank = 0;
  for (let column = 0; column < header.length; column++) {
    const filled = sample.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '');
    if (filled.length === 0) continue;
    const readable = filled.filter((cell) => parseTimestamp(cell) !== undefined).length;
    const plausible = filled.filter(isPlausible).length;
    const isNamed = isTimeName(header[column]);
    const most = filled.length / 2;
    const rank = plausible > most ? (isNamed ? 3 : 2) : isNamed && readable > 0 ? 1 : 0;
    if (rank > bestRank) {
      best = column;
      bestRank = rank;
    }
  }
  return best;
}

function isPlausible(cell: string): boolean {
  const t = parseTimestamp(cell);
  return t !== undefined && (!/^[\d.e+]+$/iu.test(cell) || (t >= EARLIEST && t <= LATEST));
}

function names(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '));
}
