/** A first map of a connected graph in time linear in its links: PivotMDS (Brandes & Pich, Graph Drawing 2006, LNCS 4372). */
import { uniform } from '../numeric/hash.ts';
import type { PivotTable } from './pivots.ts';

const ITERATIONS = 60;
const SLICE = 1000;

/**
 * Places the nodes of one connected component by classical scaling of their hops to the pivots. Deterministic; nodes with
 * equal hops to all pivots come to lie on one point. The unit is one hop. Yields the share done.
 * @param out positions of all nodes, [x0, y0, …]; only members are written, their mean at (0, 0)
 */
export function* pivotMds(
  members: Uint32Array,
  { hops, pivots }: PivotTable,
  seed: number,
  out: Float64Array,
): Generator<number, void, void> {
  const n = members.length;
  const k = pivots.length;
  const centred = centre(hops, n, k);
  const inner = new Float64Array(k * k);
  for (let from = 0; from < n; from += SLICE) {
    for (let m = from; m < Math.min(n, from + SLICE); m++) {
      const row = m * k;
      for (let a = 0; a < k; a++) {
        const value = centred[row + a];
        for (let b = a; b < k; b++) inner[a * k + b] += value * centred[row + b];
      }
    }
    yield from / n;
  }
  for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) inner[a * k + b] = inner[b * k + a];
  const first = dominant(inner, k, undefined, seed);
  const second = dominant(inner, k, first, seed + 1);
  for (let m = 0; m < n; m++) {
    let x = 0;
    let y = 0;
    for (let p = 0; p < k; p++) {
      const value = centred[m * k + p];
      x += value * first[p];
      y += value * second[p];
    }
    out[2 * members[m]] = x;
    out[2 * members[m] + 1] = y;
  }
  rescale(members, hops, pivots, out);
}

/** Squared hops with the means of rows and columns taken out, halved, the sign turned. */
function centre(hops: Uint16Array, n: number, k: number): Float32Array {
  const columns = new Float64Array(k);
  for (let m = 0; m < n; m++) for (let p = 0; p < k; p++) columns[p] += hops[m * k + p] ** 2 / n;
  let total = 0;
  for (let p = 0; p < k; p++) total += columns[p] / k;
  const centred = new Float32Array(n * k);
  for (let m = 0; m < n; m++) {
    let row = 0;
    for (let p = 0; p < k; p++) row += hops[m * k + p] ** 2;
    row /= k;
    for (let p = 0; p < k; p++)
      centred[m * k + p] = -0.5 * (hops[m * k + p] ** 2 - row - columns[p] + total);
  }
  return centred;
}

/** Eigenvector of the largest eigenvalue by power iteration, at right angles to `other`; zeros when there is none. */
function dominant(
  matrix: Float64Array,
  k: number,
  other: Float64Array | undefined,
  seed: number,
): Float64Array {
  const vector = Float64Array.from({ length: k }, (_, p) => uniform(seed, p) - 0.5);
  const next = new Float64Array(k);
  const straighten = (): void => {
    if (!other) return;
    let along = 0;
    for (let p = 0; p < k; p++) along += vector[p] * other[p];
    for (let p = 0; p < k; p++) vector[p] -= along * other[p];
  };
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    straighten();
    let length = 0;
    for (let a = 0; a < k; a++) {
      let sum = 0;
      for (let b = 0; b < k; b++) sum += matrix[a * k + b] * vector[b];
      next[a] = sum;
      length += sum * sum;
    }
    length = Math.sqrt(length);
    for (let p = 0; p < k; p++) vector[p] = length > 1e-9 ? next[p] / length : 0;
  }
  straighten();
  return vector;
}

/** Scales the members so that their distances to the first pivot fit the hops best. */
function rescale(
  members: Uint32Array,
  hops: Uint16Array,
  pivots: Uint32Array,
  out: Float64Array,
): void {
  const k = pivots.length;
  const x0 = out[2 * pivots[0]];
  const y0 = out[2 * pivots[0] + 1];
  let sum = 0;
  let squares = 0;
  for (let m = 0; m < members.length; m++) {
    if (hops[m * k] === 0) continue;
    const dx = out[2 * members[m]] - x0;
    const dy = out[2 * members[m] + 1] - y0;
    const ratio = Math.sqrt(dx * dx + dy * dy) / hops[m * k];
    sum += ratio;
    squares += ratio * ratio;
  }
  const scale = squares > 0 ? sum / squares : 0;
  for (const node of members) {
    out[2 * node] *= scale;
    out[2 * node + 1] *= scale;
  }
}
