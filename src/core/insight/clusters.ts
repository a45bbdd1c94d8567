/** k-means with k-means++ seeding (Arthur & Vassilvitskii, SODA 2007) and the silhouette (Rousseeuw, J. Comput. Appl. Math. 20, 1987). */
import { uniform } from '../numeric/hash.ts';

const MOST_ROUNDS = 100;

/** A partition of rows. */
export interface Clusters {
  /** [cluster][column]. */
  readonly centres: Float64Array;
  /** Cluster of each row. */
  readonly labels: Int32Array;
  /** Sum of squared distances to the centres. */
  readonly inertia: number;
}

/**
 * Lloyd's algorithm from k-means++ centres; the best of `restarts` runs. A cluster that loses all rows takes the row farthest from its centre.
 * @param rows [row][column], finite
 * @param k 1 … count
 */
export function kMeans(
  rows: Float64Array,
  count: number,
  columns: number,
  k: number,
  seed: number,
  restarts: number,
): Clusters {
  let best: Clusters | undefined;
  for (let run = 0; run < restarts; run++) {
    const found = lloyd(rows, count, columns, k, seed, run);
    if (best === undefined || found.inertia < best.inertia) best = found;
  }
  if (best === undefined) throw new Error('k-means needs at least one run');
  return best;
}

/** Squared Euclidean distance of row `r` of `a` and row `q` of `b`. */
function squared(a: Float64Array, r: number, b: Float64Array, q: number, columns: number): number {
  let sum = 0;
  for (let c = 0; c < columns; c++) {
    const d = a[r * columns + c] - b[q * columns + c];
    sum += d * d;
  }
  return sum;
}

function seeded(
  rows: Float64Array,
  count: number,
  columns: number,
  k: number,
  seed: number,
  run: number,
): Float64Array {
  const centres = new Float64Array(k * columns);
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let chosen = Math.floor(uniform(seed, run, 0, k) * count);
  for (let j = 0; j < k; j++) {
    centres.set(rows.subarray(chosen * columns, (chosen + 1) * columns), j * columns);
    let total = 0;
    for (let r = 0; r < count; r++) {
      nearest[r] = Math.min(nearest[r], squared(rows, r, centres, j, columns));
      total += nearest[r];
    }
    // The next centre by a draw weighted with the squared distance to the centres there are.
    let rest = uniform(seed, run, j + 1, k) * total;
    chosen = 0;
    while (chosen < count - 1 && rest >= nearest[chosen]) rest -= nearest[chosen++];
  }
  return centres;
}

function lloyd(
  rows: Float64Array,
  count: number,
  columns: number,
  k: number,
  seed: number,
  run: number,
): Clusters {
  const centres = seeded(rows, count, columns, k, seed, run);
  const labels = new Int32Array(count).fill(-1);
  const distances = new Float64Array(count);
  const sizes = new Int32Array(k);
  let inertia = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let moved = 0;
    inertia = 0;
    for (let r = 0; r < count; r++) {
      let label = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let j = 0; j < k; j++) {
        const d = squared(rows, r, centres, j, columns);
        if (d < least) {
          least = d;
          label = j;
        }
      }
      if (labels[r] !== label) moved++;
      labels[r] = label;
      distances[r] = least;
      inertia += least;
    }
    if (moved === 0) break;
    centres.fill(0);
    sizes.fill(0);
    for (let r = 0; r < count; r++) {
      sizes[labels[r]]++;
      for (let c = 0; c < columns; c++) centres[labels[r] * columns + c] += rows[r * columns + c];
    }
    for (let j = 0; j < k; j++) {
      if (sizes[j] > 0) {
        for (let c = 0; c < columns; c++) centres[j * columns + c] /= sizes[j];
        continue;
      }
      let farthest = 0;
      for (let r = 1; r < count; r++) if (distances[r] > distances[farthest]) farthest = r;
      distances[farthest] = 0;
      centres.set(rows.subarray(farthest * columns, (farthest + 1) * columns), j * columns);
    }
  }
  return { centres, labels, inertia };
}

/**
 * Mean silhouette of a partition, −1 … 1: how much nearer rows are to their own cluster than to the next one.
 * A row alone in its cluster counts 0; fewer than two clusters give 0. O(count²).
 */
export function silhouette(
  rows: Float64Array,
  count: number,
  columns: number,
  labels: Int32Array,
  k: number,
): number {
  const sums = new Float64Array(count * k);
  const sizes = new Int32Array(k);
  for (let r = 0; r < count; r++) {
    sizes[labels[r]]++;
    for (let q = 0; q < r; q++) {
      const d = Math.sqrt(squared(rows, r, rows, q, columns));
      sums[r * k + labels[q]] += d;
      sums[q * k + labels[r]] += d;
    }
  }
  let total = 0;
  for (let r = 0; r < count; r++) {
    const own = labels[r];
    if (sizes[own] < 2) continue;
    const inside = sums[r * k + own] / (sizes[own] - 1);
    let outside = Number.POSITIVE_INFINITY;
    for (let j = 0; j < k; j++) {
      if (j !== own && sizes[j] > 0) outside = Math.min(outside, sums[r * k + j] / sizes[j]);
    }
    if (outside === Number.POSITIVE_INFINITY) continue;
    const larger = Math.max(inside, outside);
    if (larger > 0) total += (outside - inside) / larger;
  }
  return total / count;
}
