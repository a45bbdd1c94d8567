/** Which node lies under a point of the screen. */
import { nodeScale, type Painting, screen } from './curve.ts';
import type { NodeFinder } from './places.ts';

/** How far from a node's centre a pointer still finds it, pixels; small nodes are given less, for they have neighbours. */
const REACH = { near: 14, far: 9, beyond: 6 };
const SMALL = 8;

/** The node at (x, y), -1 without one. */
export function nodeUnder(painting: Painting, finder: NodeFinder, x: number, y: number): number {
  const { camera, picture } = painting;
  const found = finder.nearest((x - camera.x) / camera.k, (y - camera.y) / camera.k, 60 / camera.k);
  if (found < 0) return -1;
  const at = screen(painting, found);
  const radius = picture.nodes[found].radius * nodeScale(painting);
  const reach = Math.max(radius > SMALL ? REACH.near : REACH.far, radius + REACH.beyond);
  return Math.hypot(at.x - x, at.y - y) <= reach ? found : -1;
}
