/** Graphs for the layout figures: racks of servers behind switches, average degree 3, seeded. */
import type { LayoutGraph } from '../../src/core/layout/graph.ts';
import { uniform } from '../../src/core/numeric/hash.ts';

/** Servers in a rack, racks in a row. */
const RACK = 20;
const ROW = 10;
/** Shares of the calls that leave the rack, and of those that leave the row too. */
const IN_ROW = 0.25;
const FAR = 0.1;

/**
 * A rack-like graph: each server is linked to its rack's first, racks to their row's first, rows to node 0; the rest of
 * 1.5 links a node are calls between servers: most within the rack, a quarter within the row, a tenth anywhere.
 */
export function rackGraph(count: number, seed: number): LayoutGraph {
  const from: number[] = [];
  const to: number[] = [];
  const rackOf = (i: number): number => i - (i % RACK);
  const rowOf = (i: number): number => i - (i % (RACK * ROW));
  for (let i = 1; i < count; i++) {
    from.push(i);
    to.push(i === rowOf(i) ? 0 : i === rackOf(i) ? rowOf(i) : rackOf(i));
  }
  for (let k = 0; from.length < 1.5 * count; k++) {
    const a = Math.floor(uniform(seed, k, 1) * count);
    const reach = uniform(seed, k, 2);
    const start = reach < FAR ? 0 : reach < FAR + IN_ROW ? rowOf(a) : rackOf(a);
    const span = reach < FAR ? count : reach < FAR + IN_ROW ? RACK * ROW : RACK;
    const b = start + Math.floor(uniform(seed, k, 3) * Math.min(span, count - start));
    if (a === b) continue;
    from.push(a);
    to.push(b);
  }
  return {
    count,
    from: Uint32Array.from(from),
    to: Uint32Array.from(to),
    group: Int32Array.from({ length: count }, (_, i) =>
      i === rowOf(i) ? 0 : i === rackOf(i) ? 1 : 2,
    ),
    groupCount: 3,
  };
}
