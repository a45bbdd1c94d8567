/** Keyboard on the map: which node an arrow key reaches from another. */
import type { TopologyGraph } from './graph.ts';
import type { GraphNode } from './graph-node.ts';
import type { Positions } from './places.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

const VECTORS: Readonly<Record<Direction, readonly [x: number, y: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};
/** Cosine of the widest angle off the arrow's direction: 60°. */
const CONE = 0.5;

/**
 * The node an arrow key moves to: a linked one in that direction first, else the nearest there; `from` itself when there is none.
 * @param from node to start at
 */
export function walk(
  graph: TopologyGraph,
  positions: Positions,
  from: number,
  direction: Direction,
): number {
  const linked = new Set<number>();
  const { edges } = graph;
  for (let e = 0; e < edges.count; e++) {
    if (edges.from[e] === from) linked.add(edges.to[e]);
    if (edges.to[e] === from) linked.add(edges.from[e]);
  }
  return (
    nearest(positions, from, direction, linked) ??
    nearest(positions, from, direction, graph.nodes.keys()) ??
    from
  );
}

/** Where the cursor goes when the graph changed: the same node, the first that came out of it, or the bubble it went into; -1 for none. */
export function follow(nodes: readonly GraphNode[], before: GraphNode | undefined): number {
  if (!before) return -1;
  const { key, within } = before;
  const same = nodes.findIndex((node) => node.key === key);
  if (same >= 0) return same;
  const out = nodes.findIndex((node) => node.within === key || node.within.startsWith(`${key}/`));
  return out >= 0
    ? out
    : nodes.findIndex(
        (node) =>
          node.kind === 'group' && (within === node.key || within.startsWith(`${node.key}/`)),
      );
}

function nearest(
  positions: Positions,
  from: number,
  direction: Direction,
  candidates: Iterable<number>,
): number | undefined {
  const [vx, vy] = VECTORS[direction];
  let best: number | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const i of candidates) {
    const dx = positions[i * 2] - positions[from * 2];
    const dy = positions[i * 2 + 1] - positions[from * 2 + 1];
    const distance = Math.hypot(dx, dy);
    if (i === from || distance === 0) continue;
    const cosine = (dx * vx + dy * vy) / distance;
    if (cosine < CONE) continue;
    const cost = distance * (2 - cosine);
    if (cost < bestCost) {
      bestCost = cost;
      best = i;
    }
  }
  return best;
}
