/** Operating states of a server (or of a fleet's servers): k-means over its metrics, the number of states by silhouette, names from the centres. */
import { uniform } from '../numeric/hash.ts';
import { kMeans, silhouette } from './clusters.ts';
import type { Task } from './task.ts';

const MOST_STATES = 8;
const RESTARTS = 4;
/** Rows the states are learnt from and the silhouette is taken over; longer histories are thinned evenly. */
const MOST_ROWS = 512;
/**
 * Silhouettes of no structure and of a reasonable one (Kaufman & Rousseeuw, Finding Groups in Data, 1990). Between them, the metrics
 * must hang together: with every metric shuffled by itself the silhouette must be lower by the margin.
 */
const NO_STRUCTURE = 0.25;
const REASONABLE_STRUCTURE = 0.5;
const MARGIN = 0.1;
/** Stream of the hash that shuffles. */
const SHUFFLE = 77;
/** A centre this many standard deviations off the mean is named by it. */
const NOTABLE = 0.6;
/** Metrics that tell how busy a server is. */
const LOAD = new Set(['cpu', 'load', 'request_rate', 'net_in', 'net_out', 'disk_io', 'power']);
/** Metrics that hurt when high, and from where. */
const STRAINED: Readonly<Record<string, number>> = {
  cpu: 0.85,
  memory: 0.9,
  disk_io: 0.85,
  error_ratio: 0.02,
};

/** What a state can be called. */
export const STATE_KEYS = ['strained', 'busy', 'idle', 'high', 'low', 'usual'] as const;

/**
 * Name of a state: `strained` (a metric near its limit), `busy`, `idle` (all of the load high or low), `high`/`low` (one metric stands out),
 * `usual`. `metric` is the metric meant, where one is; `number` tells apart states that would have the same name, 1 for the first.
 */
export interface StateName {
  readonly key: (typeof STATE_KEYS)[number];
  readonly metric: string | undefined;
  readonly number: number;
}

/** One operating state. */
export interface OperatingState {
  readonly name: StateName;
  /** Share of the rows spent in it, 0–1. */
  readonly share: number;
  /** Mean of each metric in its own unit, in the order of the metrics given. */
  readonly centre: Float64Array;
}

/** What the rows were sorted into. States by share, largest first. */
export interface OperatingStates {
  readonly states: readonly OperatingState[];
  /** State of each row, −1 where all metrics are missing. */
  readonly labels: Int32Array;
  /** Mean silhouette, 0 with a single state. */
  readonly silhouette: number;
}

/**
 * Finds the operating states in a table of samples.
 * @param metrics ids, one per column
 * @param columns equally long histories, NaN a missing sample (counts as the metric's mean)
 */
export function* operatingStates(
  metrics: readonly string[],
  columns: readonly ArrayLike<number>[],
  seed = 0,
): Task<OperatingStates> {
  const width = columns.length;
  const length = width === 0 ? 0 : columns[0].length;
  const { means, deviations } = scalesOf(columns);
  const present: number[] = [];
  for (let k = 0; k < length; k++) {
    if (columns.some((column) => !Number.isNaN(column[k]))) present.push(k);
  }
  if (present.length === 0)
    return { states: [], labels: new Int32Array(length).fill(-1), silhouette: 0 };
  const put = (k: number, to: Float64Array, at: number): void => {
    for (let c = 0; c < width; c++) {
      const z = (columns[c][k] - means[c]) / deviations[c];
      to[at * width + c] = Number.isNaN(z) ? 0 : z;
    }
  };
  const count = Math.min(MOST_ROWS, present.length);
  const rows = new Float64Array(count * width);
  for (let r = 0; r < count; r++) put(present[Math.floor((r * present.length) / count)], rows, r);

  let best = kMeans(rows, count, width, 1, seed, 1);
  let bestScore = NO_STRUCTURE;
  const most = Math.min(MOST_STATES, count - 1);
  for (let k = 2; k <= most; k++) {
    const found = kMeans(rows, count, width, k, seed, RESTARTS);
    const score = silhouette(rows, count, width, found.labels, k);
    if (score > bestScore) {
      bestScore = score;
      best = found;
    }
    yield k / (most + 1);
  }
  const clusters = best.centres.length / width;
  if (clusters > 1 && bestScore < REASONABLE_STRUCTURE) {
    const loose = shuffled(rows, count, width, seed);
    const { labels: chance } = kMeans(loose, count, width, clusters, seed, RESTARTS);
    if (bestScore < silhouette(loose, count, width, chance, clusters) + MARGIN)
      best = kMeans(rows, count, width, 1, seed, 1);
  }

  // Every row, also those thinned out, belongs to the nearest centre.
  const k = best.centres.length / width;
  const labels = new Int32Array(length).fill(-1);
  const sizes = new Int32Array(k);
  const one = new Float64Array(width);
  for (const row of present) {
    put(row, one, 0);
    labels[row] = nearest(one, best.centres, k);
    sizes[labels[row]]++;
  }
  const order = Array.from({ length: k }, (_, j) => j)
    .filter((j) => sizes[j] > 0)
    .sort((a, b) => sizes[b] - sizes[a] || a - b);
  const rank = new Int32Array(k);
  order.forEach((j, position) => {
    rank[j] = position;
  });
  for (const row of present) labels[row] = rank[labels[row]];
  const used = new Map<string, number>();
  const states = order.map((j): OperatingState => {
    const z = best.centres.subarray(j * width, (j + 1) * width);
    const centre = Float64Array.from(z, (x, c) => means[c] + x * deviations[c]);
    const name = nameOf(metrics, z, centre);
    const text = `${name.key} ${name.metric ?? ''}`;
    const number = (used.get(text) ?? 0) + 1;
    used.set(text, number);
    return { name: { ...name, number }, share: sizes[j] / present.length, centre };
  });
  return { states, labels, silhouette: k > 1 ? bestScore : 0 };
}

function scalesOf(columns: readonly ArrayLike<number>[]) {
  const means = new Float64Array(columns.length);
  const deviations = new Float64Array(columns.length).fill(1);
  columns.forEach((column, c) => {
    let n = 0;
    let mean = 0;
    let squares = 0;
    for (let k = 0; k < column.length; k++) {
      if (Number.isNaN(column[k])) continue;
      n++;
      const d = column[k] - mean;
      mean += d / n;
      squares += d * (column[k] - mean);
    }
    means[c] = mean;
    // A constant metric tells no states apart; dividing by one leaves it at zero.
    if (n > 1 && squares > 1e-18 * mean * mean * n) deviations[c] = Math.sqrt(squares / n);
  });
  return { means, deviations };
}

/** The same columns, each in an order of its own: what they have in common is lost. */
function shuffled(rows: Float64Array, count: number, width: number, seed: number): Float64Array {
  const loose = rows.slice();
  for (let c = 0; c < width; c++) {
    for (let r = count - 1; r > 0; r--) {
      const q = Math.floor(uniform(seed, SHUFFLE, r, c) * (r + 1));
      const x = loose[r * width + c];
      loose[r * width + c] = loose[q * width + c];
      loose[q * width + c] = x;
    }
  }
  return loose;
}

function nearest(row: Float64Array, centres: Float64Array, k: number): number {
  let label = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let j = 0; j < k; j++) {
    let sum = 0;
    for (let c = 0; c < row.length; c++) sum += (row[c] - centres[j * row.length + c]) ** 2;
    if (sum < least) {
      least = sum;
      label = j;
    }
  }
  return label;
}

function nameOf(
  metrics: readonly string[],
  z: Float64Array,
  centre: Float64Array,
): Omit<StateName, 'number'> {
  let load = 0;
  let loads = 0;
  let strained = -1;
  let strongest = -1;
  metrics.forEach((id, c) => {
    const limit = Object.hasOwn(STRAINED, id) ? STRAINED[id] : Number.POSITIVE_INFINITY;
    if (centre[c] >= limit && z[c] > 0 && (strained < 0 || z[c] > z[strained])) strained = c;
    if (strongest < 0 || Math.abs(z[c]) > Math.abs(z[strongest])) strongest = c;
    if (!LOAD.has(id)) return;
    load += z[c];
    loads++;
  });
  if (strained >= 0) return { key: 'strained', metric: metrics[strained] };
  const mean = loads > 0 ? load / loads : 0;
  if (loads > 1 && Math.abs(mean) >= NOTABLE)
    return { key: mean > 0 ? 'busy' : 'idle', metric: undefined };
  if (strongest >= 0 && Math.abs(z[strongest]) >= NOTABLE)
    return { key: z[strongest] > 0 ? 'high' : 'low', metric: metrics[strongest] };
  return { key: 'usual', metric: undefined };
}
