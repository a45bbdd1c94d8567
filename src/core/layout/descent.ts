/**
 * Makes map distances tell hops: stochastic gradient descent on stress (Zheng, Pawar & Goodman, IEEE TVCG 2019). The pairs of an
 * epoch are every link, some pairs two links apart, and everybody with a few nodes drawn anew: no table of all distances is needed.
 */
import { exp, log } from '../numeric/elementary.ts';
import { uniform } from '../numeric/hash.ts';
import { type Neighbours, type Search, searchFrom } from './neighbours.ts';

const EPOCHS = 24;
/** Pairs two links apart tried per node: enough to spread the nodes around a hub. */
const PAIRS = 4;
/** Nodes searched from in each epoch, all others keep their distance to them. */
const SOURCES = 20;
/** Pairs with a source stand for all pairs: they weigh more than links. */
const SOURCE_WEIGHT = 8;
/** Step of the last epoch, as a share of a full correction of a link. */
const LAST_STEP = 0.1;

/**
 * Improves a map of one connected component in place; the unit is one hop. Same input, same result. Yields the share done.
 * @param longest the longest way known, hops; at least 1
 * @param out positions of all nodes, [x0, y0, …]; only members move
 */
export function* descend(
  members: Uint32Array,
  neighbours: Neighbours,
  search: Search,
  longest: number,
  seed: number,
  out: Float64Array,
): Generator<number, void, void> {
  const n = members.length;
  const { hops, queue } = search;
  const sources = Math.min(SOURCES, n);
  const { a, b, apart } = findPairs(members, neighbours, seed);
  const first = longest * longest;
  const cooling = log(first / LAST_STEP) / (EPOCHS - 1);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const step = first * exp(-cooling * epoch);
    const sourceStep = Math.min(first, step * SOURCE_WEIGHT);
    for (let s = 0; s < sources; s++) {
      const source = members[Math.floor(uniform(seed, epoch, s, 6) * n)];
      const sx = out[2 * source];
      const sy = out[2 * source + 1];
      searchFrom(source, neighbours, search);
      for (let m = 1; m < n; m++) {
        const node = queue[m];
        const d = hops[node];
        const dx = out[2 * node] - sx;
        const dy = out[2 * node + 1] - sy;
        const length = Math.sqrt(dx * dx + dy * dy) + 1e-9;
        const share = Math.min(1, sourceStep / (d * d));
        const move = (0.5 * share * (d - length)) / length;
        out[2 * node] += dx * move;
        out[2 * node + 1] += dy * move;
      }
      yield (epoch + s / sources) / EPOCHS;
    }
    for (let q = 0; q < a.length; q++) {
      const one = 2 * a[q];
      const two = 2 * b[q];
      const d = apart[q];
      const dx = out[one] - out[two];
      const dy = out[one + 1] - out[two + 1];
      const length = Math.sqrt(dx * dx + dy * dy) + 1e-9;
      const share = Math.min(1, step / (d * d));
      const move = (0.5 * share * (d - length)) / length;
      out[one] += dx * move;
      out[one + 1] += dy * move;
      out[two] -= dx * move;
      out[two + 1] -= dy * move;
    }
  }
}

/** All links and a seeded sample of pairs two links apart, in the order of the members. */
function findPairs(members: Uint32Array, { offsets, targets }: Neighbours, seed: number) {
  let links = 0;
  for (const node of members) links += offsets[node + 1] - offsets[node];
  const room = links / 2 + PAIRS * members.length;
  const a = new Uint32Array(room);
  const b = new Uint32Array(room);
  const apart = new Uint8Array(room);
  let size = 0;
  const add = (one: number, two: number, d: number): void => {
    a[size] = one;
    b[size] = two;
    apart[size++] = d;
  };
  for (const node of members) {
    for (let e = offsets[node]; e < offsets[node + 1]; e++)
      if (targets[e] > node) add(node, targets[e], 1);
    const degree = offsets[node + 1] - offsets[node];
    for (let q = 0; q < PAIRS && degree > 0; q++) {
      const middle = targets[offsets[node] + Math.floor(uniform(seed, node, q, 1) * degree)];
      const room2 = offsets[middle + 1] - offsets[middle];
      const other = targets[offsets[middle] + Math.floor(uniform(seed, node, q, 2) * room2)];
      if (other !== node && !linked(node, other, offsets, targets)) add(node, other, 2);
    }
  }
  return { a: a.subarray(0, size), b: b.subarray(0, size), apart: apart.subarray(0, size) };
}

/** Whether two nodes are neighbours; looks along the shorter row. */
function linked(a: number, b: number, offsets: Uint32Array, targets: Uint32Array): boolean {
  const swap = offsets[a + 1] - offsets[a] > offsets[b + 1] - offsets[b];
  const row = swap ? b : a;
  const wanted = swap ? a : b;
  for (let e = offsets[row]; e < offsets[row + 1]; e++) if (targets[e] === wanted) return true;
  return false;
}
