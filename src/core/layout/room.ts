/** Room for every node at the end of a free layout: the whole picture grows, then those that still overlap step aside. */
import type { Bodies } from './bodies.ts';
import { collide } from './collide.ts';

/** Share of nodes that may still overlap after growing; they step aside instead. */
const CROWDED = 0.2;
const GROWTH_MOST = 6;
const PASSES = 12;

/**
 * Scales the bodies about the origin so that most nodes have their room, and moves the rest apart.
 * Stress does not change by scaling. Held bodies must not exist.
 */
export function makeRoom(bodies: Bodies, radius: Float32Array): void {
  const { count, x, y, vx, vy } = bodies;
  vx.fill(0);
  vy.fill(0);
  if (count < 2) return;
  const scale = Math.min(GROWTH_MOST, Math.max(1, 1 / nearestShare(bodies, radius)));
  for (let i = 0; i < count; i++) {
    x[i] *= scale;
    y[i] *= scale;
  }
  const apart = collide(bodies, radius, 1);
  for (let pass = 0; pass < PASSES; pass++) {
    apart(1);
    let moved = 0;
    for (let i = 0; i < count; i++) {
      moved = Math.max(moved, Math.abs(vx[i]), Math.abs(vy[i]));
      x[i] += vx[i];
      y[i] += vy[i];
      vx[i] = 0;
      vy[i] = 0;
    }
    if (moved < 0.5) break;
  }
}

/** Distance to the nearest other ÷ room of both, of the node at the crowded end (a fifth of all are nearer). At most 1. */
function nearestShare({ count, x, y }: Bodies, radius: Float32Array): number {
  let widest = 1;
  for (const r of radius) widest = Math.max(widest, r);
  const side = 2 * widest;
  const cells = new Map<number, number[]>();
  const key = (c: number, r: number): number => c * 67108864 + r;
  for (let i = 0; i < count; i++) {
    const at = key(Math.floor(x[i] / side), Math.floor(y[i] / side));
    const cell = cells.get(at);
    if (cell) cell.push(i);
    else cells.set(at, [i]);
  }
  const shares = new Float64Array(count).fill(1);
  for (let i = 0; i < count; i++) {
    const c = Math.floor(x[i] / side);
    const r = Math.floor(y[i] / side);
    let least = 1;
    for (let dr = -1; dr <= 1; dr++) {
      for (let dc = -1; dc <= 1; dc++) {
        for (const j of cells.get(key(c + dc, r + dr)) ?? []) {
          if (j === i) continue;
          const dx = x[j] - x[i];
          const dy = y[j] - y[i];
          least = Math.min(least, Math.sqrt(dx * dx + dy * dy) / (radius[i] + radius[j]));
        }
      }
    }
    shares[i] = least;
  }
  shares.sort();
  return Math.max(1e-3, shares[Math.floor(CROWDED * count)]);
}
