/** Who is linked with whom, either way, in compressed sparse rows: no self-loops, each neighbour once, in ascending order. */
import type { LayoutGraph } from './graph.ts';

/** Neighbours of node n are `targets[offsets[n]] … targets[offsets[n + 1] − 1]`. */
export interface Neighbours {
  readonly offsets: Uint32Array;
  readonly targets: Uint32Array;
}

/** Reads the links that pull (weight above 0). Links that name a node out of range are left out. O(nodes + links). */
export function makeNeighbours({ count, from, to, weight }: LayoutGraph): Neighbours {
  const pulls = (k: number): boolean =>
    from[k] !== to[k] &&
    from[k] < count &&
    to[k] < count &&
    (weight === undefined || weight[k] > 0);
  const starts = new Uint32Array(count + 1);
  for (let k = 0; k < from.length; k++) {
    if (!pulls(k)) continue;
    starts[from[k] + 1]++;
    starts[to[k] + 1]++;
  }
  for (let n = 0; n < count; n++) starts[n + 1] += starts[n];
  const raw = new Uint32Array(starts[count]);
  const fill = starts.slice(0, count);
  for (let k = 0; k < from.length; k++) {
    if (!pulls(k)) continue;
    raw[fill[from[k]]++] = to[k];
    raw[fill[to[k]]++] = from[k];
  }
  // Walking the rows in order and writing each node into its neighbours' rows sorts them all.
  const sorted = new Uint32Array(raw.length);
  fill.set(starts.subarray(0, count));
  for (let n = 0; n < count; n++)
    for (let e = starts[n]; e < starts[n + 1]; e++) sorted[fill[raw[e]]++] = n;
  const offsets = new Uint32Array(count + 1);
  let size = 0;
  for (let n = 0; n < count; n++) {
    for (let e = starts[n]; e < starts[n + 1]; e++)
      if (e === starts[n] || sorted[e] !== sorted[e - 1]) sorted[size++] = sorted[e];
    offsets[n + 1] = size;
  }
  return { offsets, targets: sorted.slice(0, size) };
}

/** Hops of a node that cannot be reached. */
export const UNREACHED = 0xffff;

/** Memory of one search after another: allocated once, cleared only where the last one went. */
export interface Search {
  /** Hops of each node from the last source; `UNREACHED` where no path leads. Ways beyond 65,534 links count as that many. */
  readonly hops: Uint16Array;
  /** The nodes found, the source first, in order of their hops. */
  readonly queue: Uint32Array;
  /** How many were found, the source among them. */
  found: number;
}

/** Memory for searches among so many nodes. */
export function makeSearch(count: number): Search {
  return { hops: new Uint16Array(count).fill(UNREACHED), queue: new Uint32Array(count), found: 0 };
}

/** Breadth-first search from `source`; the result lies in `search` until the next one. */
export function searchFrom(source: number, { offsets, targets }: Neighbours, search: Search): void {
  const { hops, queue } = search;
  for (let i = 0; i < search.found; i++) hops[queue[i]] = UNREACHED;
  hops[source] = 0;
  queue[0] = source;
  let found = 1;
  for (let head = 0; head < found; head++) {
    const node = queue[head];
    const next = Math.min(hops[node] + 1, UNREACHED - 1);
    for (let e = offsets[node]; e < offsets[node + 1]; e++) {
      const other = targets[e];
      if (hops[other] !== UNREACHED) continue;
      hops[other] = next;
      queue[found++] = other;
    }
  }
  search.found = found;
}
