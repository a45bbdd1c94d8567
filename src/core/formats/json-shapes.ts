/** Finds the records in a parsed JSON value, whatever its shape, and lays them out as a table of text cells. */
import { isTimeName } from './columns.ts';
import { isRecord } from './records.ts';
import { parseTimestamp } from './timestamps.ts';

/** One row: column name to cell. A Map, because keys come from outside. */
export type JsonRecord = ReadonlyMap<string, string>;

/** Records with their origin: several may come from one JSON object (a frame of many servers). */
export interface FoundRecords {
  readonly records: readonly JsonRecord[];
  /** Arrays and objects the source objects stand inside. */
  readonly depth: number;
  /** Number of source objects. */
  readonly origins: number;
  originOf(record: number): number;
}

/** Most columns a record set may have; further keys are dropped. */
const MAX_COLUMNS = 2000;
const MAX_FLATTEN = 4;

/** The records of a value, or `undefined` when it holds none. Looks into properties two levels deep, in their order. */
export function recordsOf(value: unknown, depth = 0): FoundRecords | undefined {
  if (Array.isArray(value)) return fromArray(value, depth + 1);
  if (!isRecord(value)) return undefined;
  const own = fromTimeMap(value) ?? fromColumns(value);
  if (own !== undefined) return { records: own, depth, origins: -1, originOf: (record) => record };
  if (depth < 2) {
    for (const inner of Object.values(value)) {
      const found =
        Array.isArray(inner) || isRecord(inner) ? recordsOf(inner, depth + 1) : undefined;
      if (found !== undefined && found.records.length > 0) return found;
    }
  }
  const keys = Object.keys(value);
  return depth === 0 && keys.some(isTimeName) ? fromArray([value], depth) : undefined;
}

/** All column names in order of first appearance, and the cells of one record in that order (one array, reused). */
export function tabulate(records: readonly JsonRecord[]): {
  readonly header: readonly string[];
  cells(record: number): readonly string[];
} {
  const names = new Set<string>();
  for (const record of records) {
    for (const key of record.keys()) if (names.size < MAX_COLUMNS) names.add(key);
  }
  const header = [...names];
  const row: string[] = header.map(() => '');
  return {
    header,
    cells(record) {
      for (let i = 0; i < header.length; i++) row[i] = records[record].get(header[i]) ?? '';
      return row;
    },
  };
}

function fromArray(values: readonly unknown[], depth: number): FoundRecords | undefined {
  const records: JsonRecord[] = [];
  const origins: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Array.isArray(value)) {
      records.push(
        new Map(value.map((cell, column): [string, string] => [`c${column + 1}`, cellOf(cell)])),
      );
      origins.push(i);
    } else if (isRecord(value)) {
      for (const record of fromObject(value)) {
        records.push(record);
        origins.push(i);
      }
    }
  }
  if (records.length === 0) return undefined;
  return { records, depth, origins: values.length, originOf: (record) => origins[record] };
}

/** One object is one record, unless it holds the servers of an instant. */
function fromObject(value: Readonly<Record<string, unknown>>): readonly JsonRecord[] {
  const shared = new Map<string, string>();
  const servers = value.servers ?? value.hosts;
  const isFrame = isRecord(servers) && Object.values(servers).every(isRecord);
  flatten(
    isFrame
      ? Object.entries(value).filter(([, inner]) => inner !== servers)
      : Object.entries(value),
    '',
    shared,
    0,
  );
  if (!isFrame) return [shared];
  return Object.entries(servers).map(([name, metrics]) => {
    const record = new Map(shared).set('server', name);
    if (isRecord(metrics)) flatten(Object.entries(metrics), '', record, 0);
    return record;
  });
}

/** `{"2026-03-01T00:00Z": 1, …}` or `{…: {"cpu": 1}}`: most keys are instants. */
function fromTimeMap(value: Readonly<Record<string, unknown>>): readonly JsonRecord[] | undefined {
  const entries = Object.entries(value);
  const isTime = (key: string) => key.length >= 8 && parseTimestamp(key) !== undefined;
  const timed = entries.filter(([key]) => isTime(key)).length;
  if (timed === 0 || timed < entries.length * 0.8) return undefined;
  return entries.map(([key, inner]) => {
    const record = new Map([['timestamp', key]]);
    if (isRecord(inner)) flatten(Object.entries(inner), '', record, 0);
    else record.set('value', cellOf(inner));
    return record;
  });
}

/** `{"timestamp": [...], "cpu": [...]}`: arrays of equal length, one of them named as a time. */
function fromColumns(value: Readonly<Record<string, unknown>>): readonly JsonRecord[] | undefined {
  const columns = Object.entries(value).filter((entry): entry is [string, unknown[]] =>
    Array.isArray(entry[1]),
  );
  const time = columns.find(([name]) => isTimeName(name))?.[1];
  if (time === undefined || time.some((cell) => typeof cell === 'object')) return undefined;
  const even = columns.filter(([, cells]) => cells.length === time.length);
  return time.map(
    (_, i) => new Map(even.map(([name, cells]): [string, string] => [name, cellOf(cells[i])])),
  );
}

function flatten(
  entries: readonly (readonly [string, unknown])[],
  prefix: string,
  into: Map<string, string>,
  depth: number,
): void {
  for (const [key, value] of entries) {
    if (isRecord(value)) {
      if (depth < MAX_FLATTEN) flatten(Object.entries(value), `${prefix}${key}.`, into, depth + 1);
    } else if (!Array.isArray(value)) into.set(prefix + key, cellOf(value));
  }
}

/** Text of a scalar; blank for null and for anything nested. */
function cellOf(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
}
