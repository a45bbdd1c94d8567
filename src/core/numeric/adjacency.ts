/** Adjacency lists of a directed graph in compressed sparse rows: two typed arrays instead of a list per node. */

/** Successors of node n are `targets[offsets[n]] … targets[offsets[n + 1] − 1]`, in the order of the edges. */
export interface Adjacency {
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
}

/** Builds the lists of `size` nodes from edges `from[k]` → `to[k]`; both arrays are equally long, nodes 0-based. */
export function makeAdjacency(
  size: number,
  from: readonly number[],
  to: readonly number[],
): Adjacency {
  const offsets = new Int32Array(size + 1);
  for (const node of from) offsets[node + 1]++;
  for (let n = 0; n < size; n++) offsets[n + 1] += offsets[n];
  const targets = new Int32Array(from.length);
  const fill = offsets.slice(0, size);
  for (let k = 0; k < from.length; k++) targets[fill[from[k]]++] = to[k];
  return { offsets, targets };
}
