/** A few nodes far from each other, and everybody's hops to them: the graph's shape in a thin table. */
import { uniform } from '../numeric/hash.ts';
import { type Neighbours, type Search, searchFrom } from './neighbours.ts';

/** Pivots of a component: more make the map better by little and the work longer by much. */
const PIVOTS = 30;

/** Hops of the m-th member to the p-th pivot are `hops[m * pivots.length + p]`. */
export interface PivotTable {
  /** Nodes. */
  readonly pivots: Uint32Array;
  readonly hops: Uint16Array;
  /** The longest way in the table. */
  readonly longest: number;
}

/**
 * Chooses pivots of one connected component by max–min distance, each the node farthest from those before it (Brandes & Pich,
 * 2006), and searches breadth-first from each. Yields the share done.
 */
export function* findPivots(
  members: Uint32Array,
  neighbours: Neighbours,
  search: Search,
  seed: number,
): Generator<number, PivotTable, void> {
  const n = members.length;
  const k = Math.min(PIVOTS, n);
  const pivots = new Uint32Array(k);
  const hops = new Uint16Array(n * k);
  const nearest = new Uint16Array(n).fill(0xffff);
  let longest = 0;
  // The farthest node from a random one lies on the rim: the first pivot.
  searchFrom(members[Math.floor(uniform(seed, n) * n)], neighbours, search);
  let pivot = search.queue[n - 1];
  for (let p = 0; p < k; p++) {
    pivots[p] = pivot;
    searchFrom(pivot, neighbours, search);
    let far = 0;
    for (let m = 0; m < n; m++) {
      const d = search.hops[members[m]];
      hops[m * k + p] = d;
      if (d > longest) longest = d;
      if (d < nearest[m]) nearest[m] = d;
      if (nearest[m] > nearest[far]) far = m;
    }
    pivot = members[far];
    yield (p + 1) / k;
  }
  return { pivots, hops, longest };
}
