/** Keyboard on the map: which node an arrow key reaches from another. */
import type { TopologyGraph } from './graph.ts';
import type { Positions } from './layout.ts';

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
  for (const edge of graph.edges) {
    if (edge.from === from) linked.add(edge.to);
    if (edge.to === from) linked.add(edge.from);
  }
  return (
    nearest(positions, from, direction, linked) ??
    nearest(positions, from, direction, graph.nodes.keys()) ??
    from
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
