/** Things found by where they are: the node under a pointer by a quadtree, outlines of tiers, the bounds of a map. Sole importer of d3. */
import { polygonHull, type Quadtree, quadtree } from 'd3';
import type { Tier } from '../../../core/domain/fleet.ts';
import type { Positions as CorePositions } from '../../../core/layout/graph.ts';
import type { GraphNode } from './graph-node.ts';

/** Positions of all nodes, [x0, y0, x1, y1, …], in map units (screen pixels at zoom 1). */
export type Positions = CorePositions;

/** Finds nodes by their place. Built once per layout. */
export interface NodeFinder {
  /** The node nearest to a place within `radius` map units, -1 without one. */
  nearest(x: number, y: number, radius: number): number;
}

/** Indexes all nodes. */
export function makeFinder(positions: Positions): NodeFinder {
  const tree: Quadtree<number> = quadtree<number>()
    .x((i) => positions[i * 2])
    .y((i) => positions[i * 2 + 1])
    .addAll(Array.from({ length: positions.length / 2 }, (_, i) => i));
  return { nearest: (x, y, radius) => tree.find(x, y, radius) ?? -1 };
}

/** Outlines of the tiers that have more than one node, or a single server. */
export function hullsOf(
  nodes: readonly GraphNode[],
  positions: Positions,
  name: (tier: Tier) => string,
): readonly { readonly label: string; readonly corners: readonly [number, number][] }[] {
  const tiers = new Map<Tier, [number, number][]>();
  nodes.forEach((node, i) => {
    if (node.tier === undefined || (node.kind === 'group' && node.level === 'tier')) return;
    const corner: [number, number] = [positions[i * 2], positions[i * 2 + 1]];
    const list = tiers.get(node.tier);
    if (list) list.push(corner);
    else tiers.set(node.tier, [corner]);
  });
  return [...tiers].map(([tier, points]) => ({
    label: name(tier),
    corners: polygonHull(points) ?? points,
  }));
}
