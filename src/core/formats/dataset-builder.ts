/** Collects rows of (server, time, values) in any order and makes a dataset of them: sorted, scaled, gaps left out. */
import type { Fleet } from '../domain/fleet.ts';
import type { Metric } from '../domain/metrics.ts';
import { KNOWN_METRICS } from '../domain/metrics.ts';
import type { Samples } from '../domain/series.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Dataset, ProblemList } from './dataset.ts';
import { makeDataset } from './dataset.ts';
import { knownMetric, metricOfFileName, ownMetric } from './metric-names.ts';
import { describeServer, type ServerFacts } from './server-facts.ts';

/** Rows of one server. Columns are as long as `times` has capacity; NaN where nothing was set. */
interface Rows {
  times: Float64Array;
  /** Input line of each row, for problems. */
  lines: Uint32Array;
  length: number;
  isAscending: boolean;
  readonly columns: (Float64Array | undefined)[];
  /** Row by time; built when rows are first looked up out of order. */
  byTime: Map<EpochMs, number> | undefined;
}

/** Largest magnitude a 32-bit float holds; beyond it a sample counts as missing. */
const FLOAT32_MAX = 3.4028234663852886e38;
/** A ratio column whose values exceed this is taken for percent. */
const LARGEST_RATIO = 1.5;
/** A percent column whose values exceed this is no utilisation of one thing: it stays a metric of its own. */
const LARGEST_PERCENT = 105;
/** A duration without a unit whose values exceed this many is taken for ms. */
const LARGEST_SECONDS = 60;

export class DatasetBuilder {
  readonly #fileName: string;
  readonly #servers = new Map<string, number>();
  readonly #metrics = new Map<string, number>();
  readonly #rows: Rows[] = [];
  readonly #facts: (ServerFacts | undefined)[] = [];

  /** @param fileName the file's name without extension; names the metric of tables whose only column is `value` */
  constructor(fileName: string) {
    this.#fileName = fileName;
  }

  /** Handle of the server with this name; new names are added in order of appearance. */
  server(name: string): number {
    const known = this.#servers.get(name);
    if (known !== undefined) return known;
    const handle = this.#servers.size;
    this.#servers.set(name, handle);
    this.#rows.push({
      times: new Float64Array(16),
      lines: new Uint32Array(16),
      length: 0,
      isAscending: true,
      columns: [],
      byTime: undefined,
    });
    return handle;
  }

  /** Adds what is known about a server; later facts win. */
  describe(server: number, facts: ServerFacts): void {
    this.#facts[server] = { ...this.#facts[server], ...facts };
  }

  /** Handle of the metric a column or series name stands for. */
  metric(name: string): number {
    const known = this.#metrics.get(name);
    if (known !== undefined) return known;
    const handle = this.#metrics.size;
    this.#metrics.set(name, handle);
    return handle;
  }

  hasServer(name: string): boolean {
    return this.#servers.has(name);
  }

  hasMetric(name: string): boolean {
    return this.#metrics.has(name);
  }

  get serverCount(): number {
    return this.#servers.size;
  }

  get metricCount(): number {
    return this.#metrics.size;
  }

  /** Appends a row; rows of equal time are merged at the end, with a problem, and the later one wins. */
  addRow(server: number, t: EpochMs, line: number): number {
    const rows = this.#rows[server];
    if (rows.length === rows.times.length) grow(rows);
    const row = rows.length++;
    rows.times[row] = t;
    rows.lines[row] = line;
    if (row > 0 && !(t > rows.times[row - 1])) rows.isAscending = false;
    rows.byTime?.set(t, row);
    return row;
  }

  /** The row of a server at an instant, appended when there is none. */
  rowAt(server: number, t: EpochMs, line: number): number {
    const rows = this.#rows[server];
    const last = rows.length - 1;
    if (last >= 0 && rows.times[last] === t) return last;
    if (last < 0 || (rows.isAscending && t > rows.times[last])) return this.addRow(server, t, line);
    if (rows.byTime === undefined) {
      rows.byTime = new Map();
      for (let i = 0; i < rows.length; i++) rows.byTime.set(rows.times[i], i);
    }
    return rows.byTime.get(t) ?? this.addRow(server, t, line);
  }

  /** Sets one value; NaN and what a 32-bit float cannot hold (±Inf) leave a gap. Returns false when it replaced a value. */
  set(server: number, row: number, metric: number, value: number): boolean {
    if (!(Math.abs(value) <= FLOAT32_MAX)) return true;
    const rows = this.#rows[server];
    let column = rows.columns[metric];
    if (column === undefined) {
      column = new Float64Array(rows.times.length).fill(NaN);
      rows.columns[metric] = column;
    }
    const isNew = Number.isNaN(column[row]);
    column[row] = value;
    return isNew;
  }

  /** Makes the dataset; columns and servers without a single sample are left out. Rows of equal time are listed in `problems`. */
  finish(problems: ProblemList): Dataset {
    for (const rows of this.#rows) order(rows, problems);
    const used = [...this.#servers].filter(([, handle]) => hasSamples(this.#rows[handle]));
    const columns = this.#named();
    const servers = used.map(([name, handle], index) =>
      describeServer(name, index, this.#facts[handle]),
    );
    const series: Samples[] = [];
    for (const { handle, factor } of columns) {
      for (const [, server] of used) series.push(samplesOf(this.#rows[server], handle, factor));
    }
    const fleet: Fleet = {
      metrics: columns.map((column) => column.metric),
      servers,
      links: [],
      racks: [],
    };
    // Rows without a value count: where most values are missing, the rhythm is still the rows'.
    const tracks = used.map(([, handle]) => trimmed(this.#rows[handle]));
    return makeDataset(fleet, series, tracks);
  }

  /** Each used column with its metric and factor, catalogue metrics first in the catalogue's order. */
  #named(): readonly Column[] {
    const taken = new Set<string>();
    const known: Column[] = [];
    const own: Column[] = [];
    for (const [name, handle] of this.#metrics) {
      const { low, high } = this.#range(handle);
      if (!(low <= high)) continue;
      const column = this.#catalogued(name, handle, low, high);
      if (column !== undefined && !taken.has(column.metric.id)) {
        taken.add(column.metric.id);
        known.push(column);
      } else own.push({ handle, metric: ownMetric(name, taken), factor: 1 });
    }
    const place = (column: Column) =>
      KNOWN_METRICS.findIndex((metric) => metric.id === column.metric.id);
    return [...known.sort((a, b) => place(a) - place(b)), ...own];
  }

  #catalogued(name: string, handle: number, low: number, high: number): Column | undefined {
    const named = knownMetric(name);
    if (named === undefined) {
      const metric =
        this.#metrics.size === 1 && /^(value|값|c2)$/iu.test(name)
          ? metricOfFileName(this.#fileName)
          : undefined;
      const isPercent = low >= 0 && high > LARGEST_RATIO && high <= LARGEST_PERCENT;
      return metric && isPercent ? { handle, metric, factor: 0.01 } : undefined;
    }
    const { metric } = named;
    if (metric.unit === '1') {
      const factor = named.factor ?? (high <= LARGEST_RATIO ? 1 : 0.01);
      const isUtilisation = low >= 0 && (factor === 1 || high <= LARGEST_PERCENT);
      return isUtilisation ? { handle, metric, factor } : undefined;
    }
    if (metric.unit === 's')
      return { handle, metric, factor: named.factor ?? (high > LARGEST_SECONDS ? 0.001 : 1) };
    return { handle, metric, factor: named.factor ?? 1 };
  }

  #range(handle: number): { readonly low: number; readonly high: number } {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const rows of this.#rows) {
      const column = rows.columns[handle];
      if (column === undefined) continue;
      for (let i = 0; i < rows.length; i++) {
        if (column[i] < low) low = column[i];
        if (column[i] > high) high = column[i];
      }
    }
    return { low, high };
  }
}

interface Column {
  readonly handle: number;
  readonly metric: Metric;
  readonly factor: number;
}

function grow(rows: Rows): void {
  const capacity = rows.times.length * 2;
  const times = new Float64Array(capacity);
  times.set(rows.times);
  rows.times = times;
  const lines = new Uint32Array(capacity);
  lines.set(rows.lines);
  rows.lines = lines;
  for (let m = 0; m < rows.columns.length; m++) {
    const column = rows.columns[m];
    if (column === undefined) continue;
    const wider = new Float64Array(capacity).fill(NaN);
    wider.set(column);
    rows.columns[m] = wider;
  }
}

function hasSamples(rows: Rows): boolean {
  return rows.columns.some((column) =>
    column?.subarray(0, rows.length).some((value) => !Number.isNaN(value)),
  );
}

/** Sorts rows by time and merges those of one instant: the later row's values win, gaps keep the earlier ones. */
function order(rows: Rows, problems: ProblemList): void {
  if (rows.isAscending) return;
  const ranks = Uint32Array.from({ length: rows.length }, (_, i) => i);
  ranks.sort((a, b) => rows.times[a] - rows.times[b] || a - b);
  const times = new Float64Array(rows.length);
  const target = new Uint32Array(rows.length);
  let length = 0;
  for (const row of ranks) {
    const isRepeat = length > 0 && times[length - 1] === rows.times[row];
    if (isRepeat)
      problems.add('duplicate-time', rows.lines[row], 1, new Date(rows.times[row]).toISOString());
    else times[length++] = rows.times[row];
    target[row] = length - 1;
  }
  for (let m = 0; m < rows.columns.length; m++) {
    const column = rows.columns[m];
    if (column === undefined) continue;
    const sorted = new Float64Array(length).fill(NaN);
    for (const row of ranks) if (!Number.isNaN(column[row])) sorted[target[row]] = column[row];
    rows.columns[m] = sorted;
  }
  rows.times = times;
  rows.length = length;
  rows.isAscending = true;
}

/** Samples of a column without its gaps; columns without gaps share the server's array of times. */
function samplesOf(rows: Rows, handle: number, factor: number): Samples {
  const column = rows.columns[handle];
  if (column === undefined) return { times: new Float64Array(0), values: new Float32Array(0) };
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (!Number.isNaN(column[i])) count++;
  const times = count === rows.length ? trimmed(rows) : new Float64Array(count);
  const values = new Float32Array(count);
  let kept = 0;
  for (let i = 0; i < rows.length; i++) {
    if (Number.isNaN(column[i])) continue;
    times[kept] = rows.times[i];
    // Divided, not multiplied by 0.01: 84.3 % has to become the same float as 0.843.
    values[kept++] =
      factor === 0.01 ? column[i] / 100 : factor === 0.001 ? column[i] / 1000 : column[i];
  }
  return { times, values };
}

/** The times of a server's rows, without spare room; the same array each time. */
function trimmed(rows: Rows): Float64Array {
  if (rows.times.length !== rows.length) rows.times = rows.times.slice(0, rows.length);
  return rows.times;
}
