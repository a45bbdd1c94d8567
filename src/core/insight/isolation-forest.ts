/**
 * Isolation forest: rows that random cuts separate early are outliers. Source: Liu, Ting & Zhou, ICDM 2008;
 * scores, leaf correction and contamination as in scikit-learn's IsolationForest (there with the opposite sign).
 */
import { log, pow } from '../numeric/elementary.ts';
import { uniform } from '../numeric/hash.ts';
import { medianInPlace, sortedQuantile } from '../numeric/streaming.ts';
import { finish, type Task } from './task.ts';

/** Euler–Mascheroni constant. */
const EULER_GAMMA = 0.5772156649015329;
/** Trees grown between two reports of progress. */
const TREES_PER_STEP = 10;
/** Streams of the hash: rows drawn, cuts made. */
const DRAW = 1;
const CUT = 2;

export interface ForestOptions {
  /** Default 100. */
  readonly trees?: number;
  /** Rows drawn per tree, without replacement; default 256 or all there are. */
  readonly sample?: number;
  /** Share of the fitted rows to be called outliers, 0–0.5; default 0.1. */
  readonly contamination?: number;
  /** Default 0. The same rows, options and seed give the same forest on every machine. */
  readonly seed?: number;
}

/** A grown forest. Rows are [row][column], NaN counts as the column's median. */
export interface IsolationForest {
  /** Scores of the rows it was fitted on: near 1 an outlier, about 0.5 nothing stands out, lower well inside. */
  readonly scores: Float64Array;
  /** Scores above this are outliers: the (1 − contamination) quantile of `scores`. */
  readonly threshold: number;
  /** Writes the score of each of `count` rows into `out`. */
  score(rows: ArrayLike<number>, count: number, out: Float64Array): void;
  /** How much each column adds to a row's score: what the score loses when the column is set to its median. */
  explain(row: ArrayLike<number>): Float64Array;
}

/**
 * Mean path length of an unsuccessful search in a binary search tree of `n` rows, c(n) of the paper:
 * what a leaf that still holds `n` rows stands for.
 */
export function averagePathLength(n: number): number {
  if (n <= 1) return 0;
  if (n <= 2) return 1;
  return 2 * (log(n - 1) + EULER_GAMMA) - (2 * (n - 1)) / n;
}

/** Grows a forest in one go; see `growForest`. */
export function isolationForest(
  rows: ArrayLike<number>,
  count: number,
  columns: number,
  options: ForestOptions = {},
): IsolationForest {
  return finish(growForest(rows, count, columns, options));
}

/**
 * Grows a forest over `count` rows of `columns` values and scores them. Columns need no scaling.
 * @throws Error when there is no row or no column
 */
export function* growForest(
  rows: ArrayLike<number>,
  count: number,
  columns: number,
  options: ForestOptions = {},
): Task<IsolationForest> {
  if (count < 1 || columns < 1) throw new Error('an isolation forest needs rows and columns');
  const trees = options.trees ?? 100;
  const sample = Math.max(1, Math.min(options.sample ?? 256, count));
  const seed = options.seed ?? 0;
  const medians = mediansOf(rows, count, columns);
  const table = filled(rows, count, columns, medians);

  // Nodes of all trees, `stride` per tree; the right child follows the left one.
  const stride = 2 * sample - 1;
  const feature = new Int32Array(trees * stride).fill(-1);
  const cut = new Float64Array(trees * stride);
  /** Of an inner node its left child; of a leaf nothing. */
  const left = new Int32Array(trees * stride);
  /** Path length that ends in a leaf. */
  const length = new Float64Array(trees * stride);

  const order = Int32Array.from({ length: count }, (_, k) => k);
  const drawn = new Int32Array(sample);
  const begin = new Int32Array(stride);
  const end = new Int32Array(stride);
  const depth = new Int32Array(stride);
  const spread = new Int32Array(columns);
  let deepest = 0;
  while (1 << deepest < sample) deepest++;
  const bonus = Float64Array.from({ length: sample + 1 }, (_, n) => averagePathLength(n));

  const grow = (tree: number): void => {
    // The first rows of a Fisher–Yates shuffle; earlier shuffles only make it more random.
    for (let k = 0; k < sample; k++) {
      const j = k + Math.floor(uniform(seed, tree, k, DRAW) * (count - k));
      const row = order[j];
      order[j] = order[k];
      order[k] = row;
      drawn[k] = row;
    }
    const base = tree * stride;
    let nodes = 1;
    begin[0] = 0;
    end[0] = sample;
    depth[0] = 0;
    for (let node = 0; node < nodes; node++) {
      const from = begin[node];
      const to = end[node];
      length[base + node] = depth[node] + bonus[to - from];
      if (to - from < 2 || depth[node] >= deepest) continue;
      // Only columns that still vary can be cut.
      let varying = 0;
      for (let c = 0; c < columns; c++) {
        const first = table[drawn[from] * columns + c];
        for (let k = from + 1; k < to; k++) {
          if (table[drawn[k] * columns + c] === first) continue;
          spread[varying++] = c;
          break;
        }
      }
      if (varying === 0) continue;
      const c = spread[Math.floor(uniform(seed, tree, 2 * node, CUT) * varying)];
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let k = from; k < to; k++) {
        const x = table[drawn[k] * columns + c];
        if (x < low) low = x;
        if (x > high) high = x;
      }
      let at = low + uniform(seed, tree, 2 * node + 1, CUT) * (high - low);
      // Rounding must not leave one side empty.
      if (at >= high) at = low;
      let middle = from;
      for (let k = from; k < to; k++) {
        const row = drawn[k];
        if (table[row * columns + c] > at) continue;
        drawn[k] = drawn[middle];
        drawn[middle++] = row;
      }
      feature[base + node] = c;
      cut[base + node] = at;
      left[base + node] = nodes;
      begin[nodes] = from;
      end[nodes] = middle;
      begin[nodes + 1] = middle;
      end[nodes + 1] = to;
      depth[nodes] = depth[node] + 1;
      depth[nodes + 1] = depth[node] + 1;
      nodes += 2;
    }
  };

  for (let tree = 0; tree < trees; tree++) {
    grow(tree);
    if (tree % TREES_PER_STEP === TREES_PER_STEP - 1) yield (0.5 * (tree + 1)) / trees;
  }

  const normal = averagePathLength(sample);
  const addPaths = (rowsOf: Float64Array, n: number, tree: number, sums: Float64Array): void => {
    const base = tree * stride;
    for (let r = 0; r < n; r++) {
      let node = base;
      while (feature[node] >= 0) {
        const goesRight = rowsOf[r * columns + feature[node]] > cut[node];
        node = base + left[node] + (goesRight ? 1 : 0);
      }
      sums[r] += length[node];
    }
  };
  const toScores = (sums: Float64Array, n: number): void => {
    // A single fitted row has no normal path: everything is as usual as it.
    for (let r = 0; r < n; r++) sums[r] = normal > 0 ? pow(2, -sums[r] / trees / normal) : 0.5;
  };

  const scores = new Float64Array(count);
  for (let tree = 0; tree < trees; tree++) {
    addPaths(table, count, tree, scores);
    if (tree % TREES_PER_STEP === TREES_PER_STEP - 1) yield 0.5 + (0.5 * (tree + 1)) / trees;
  }
  toScores(scores, count);
  const score = (other: ArrayLike<number>, n: number, out: Float64Array): void => {
    const given = filled(other, n, columns, medians);
    out.fill(0, 0, n);
    for (let tree = 0; tree < trees; tree++) addPaths(given, n, tree, out);
    toScores(out, n);
  };
  return {
    scores,
    threshold: sortedQuantile(scores.slice().sort(), count, 1 - (options.contamination ?? 0.1)),
    score,
    explain(row) {
      // Row 0 as it is, row 1 + c with column c at its median.
      const variants = new Float64Array((columns + 1) * columns);
      for (let v = 0; v <= columns; v++) {
        for (let c = 0; c < columns; c++)
          variants[v * columns + c] = v === c + 1 ? medians[c] : row[c];
      }
      const found = new Float64Array(columns + 1);
      score(variants, columns + 1, found);
      return Float64Array.from({ length: columns }, (_, c) => found[0] - found[c + 1]);
    },
  };
}

function mediansOf(rows: ArrayLike<number>, count: number, columns: number): Float64Array {
  const medians = new Float64Array(columns);
  // A sample of the rows is enough for a stand-in, and keeps the insertion sort short.
  const stride = Math.max(1, Math.floor(count / 256));
  const buffer = new Float64Array(Math.ceil(count / stride));
  for (let c = 0; c < columns; c++) {
    let n = 0;
    for (let r = 0; r < count; r += stride) {
      const x = rows[r * columns + c];
      if (!Number.isNaN(x)) buffer[n++] = x;
    }
    medians[c] = n > 0 ? medianInPlace(buffer, n) : 0;
  }
  return medians;
}

function filled(
  rows: ArrayLike<number>,
  count: number,
  columns: number,
  medians: Float64Array,
): Float64Array {
  const table = new Float64Array(count * columns);
  for (let r = 0; r < count; r++) {
    for (let c = 0; c < columns; c++) {
      const x = rows[r * columns + c];
      table[r * columns + c] = Number.isNaN(x) ? medians[c] : x;
    }
  }
  return table;
}
