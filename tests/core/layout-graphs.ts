/** Graphs for the layout tests: random ones, also degenerate, and checks that every layout must pass. */

import type { LayoutGraph, LayoutRequest } from '../../src/core/layout/graph.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import fc from '../property.ts';

/** A graph from pairs of nodes; groups by the remainder of the number. */
export function graphOf(
  count: number,
  links: readonly (readonly [number, number])[],
  groupCount = 4,
): LayoutGraph {
  return {
    count,
    from: Uint32Array.from(links, ([a]) => a),
    to: Uint32Array.from(links, ([, b]) => b),
    group: Int32Array.from({ length: count }, (_, i) => i % groupCount),
    groupCount,
  };
}

/** Any small graph: empty, of one node, disconnected, with loops, repeats and links that name nobody. */
export const anyGraph: fc.Arbitrary<LayoutGraph> = fc
  .integer({ min: 0, max: 40 })
  .chain((count) =>
    fc
      .array(fc.tuple(fc.nat({ max: count + 1 }), fc.nat({ max: count + 1 })), { maxLength: 80 })
      .map((links) => graphOf(count, links)),
  );

/** A request with nothing special about it. */
export function requestOf(
  graph: LayoutGraph,
  kind: LayoutRequest['kind'],
  more: Partial<LayoutRequest> = {},
): LayoutRequest {
  return { graph, kind, seed: 1, ratio: 1.5, ...more };
}

/** A ring of racks: `racks` hubs in a circle, each with `size` servers, some of which know a server of the next rack. */
export function ringOfRacks(racks: number, size: number): LayoutGraph {
  const links: [number, number][] = [];
  const per = size + 1;
  for (let r = 0; r < racks; r++) {
    links.push([r * per, ((r + 1) % racks) * per]);
    for (let s = 1; s <= size; s++) {
      links.push([r * per, r * per + s]);
      if (uniform(3, r, s) < 0.3) links.push([r * per + s, ((r + 1) % racks) * per + s]);
    }
  }
  return graphOf(racks * per, links);
}

/** Positions drawn from a hat: what a layout must be better than. */
export function atRandom(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: 2 * count }, (_, i) => uniform(seed, i) * 1000);
}

/** Distance between two nodes. */
export function apart(positions: Float32Array, a: number, b: number): number {
  return Math.hypot(
    positions[2 * a] - positions[2 * b],
    positions[2 * a + 1] - positions[2 * b + 1],
  );
}
