/** Links as springs, and anchors: what holds the map together. */
import type { Bodies, Force } from './bodies.ts';
import type { LayoutGraph } from './graph.ts';
import type { Tethers } from './start.ts';

/** Length at rest in map units and stiffness of a link, the latter before the weight is applied. */
export interface Spring {
  readonly length: number;
  readonly strength: number;
}

/**
 * Links pull to their length at rest, the end with fewer links moves more: d3's `forceLink` over flat arrays.
 * @param spring of link k; its strength times the weight, at most 1
 */
export function springs(
  graph: LayoutGraph,
  bodies: Bodies,
  degrees: Uint32Array,
  spring: (link: number) => Spring,
): Force {
  const { x, y, vx, vy } = bodies;
  const { from, to, weight, count } = graph;
  const pairs = new Map<number, number>();
  for (let k = 0; k < from.length; k++) {
    if (from[k] === to[k] || from[k] >= count || to[k] >= count || (weight?.[k] ?? 1) <= 0)
      continue;
    const pair = Math.min(from[k], to[k]) * count + Math.max(from[k], to[k]);
    if (!pairs.has(pair)) pairs.set(pair, k);
  }
  const links = [...pairs.values()];
  const source = Uint32Array.from(links, (k) => from[k]);
  const target = Uint32Array.from(links, (k) => to[k]);
  const length = Float64Array.from(links, (k) => spring(k).length);
  const strength = Float64Array.from(links, (k) =>
    Math.min(1, spring(k).strength * (weight?.[k] ?? 1)),
  );
  const bias = Float64Array.from(
    links,
    (k) => degrees[from[k]] / (degrees[from[k]] + degrees[to[k]]),
  );
  return (alpha) => {
    for (let k = 0; k < source.length; k++) {
      const a = source[k];
      const b = target[k];
      let dx = x[b] + vx[b] - x[a] - vx[a];
      const dy = y[b] + vy[b] - y[a] - vy[a];
      if (dx === 0 && dy === 0) dx = 1e-3;
      const apart = Math.sqrt(dx * dx + dy * dy);
      const pull = ((apart - length[k]) / apart) * alpha * strength[k];
      vx[b] -= dx * pull * bias[k];
      vy[b] -= dy * pull * bias[k];
      vx[a] += dx * pull * (1 - bias[k]);
      vy[a] += dy * pull * (1 - bias[k]);
    }
  };
}

/** Pulls each body to its place; NaN places do not pull. d3's `forceX` and `forceY` in one. */
export function tethers(bodies: Bodies, { places, pullX, pullY }: Tethers): Force {
  const { count, x, y, vx, vy } = bodies;
  return (alpha) => {
    for (let i = 0; i < count; i++) {
      const dx = places[2 * i] - x[i];
      const dy = places[2 * i + 1] - y[i];
      if (Number.isNaN(dx + dy)) continue;
      vx[i] += dx * pullX[i] * alpha;
      vy[i] += dy * pullY[i] * alpha;
    }
  };
}
