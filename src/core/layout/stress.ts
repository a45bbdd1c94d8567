/** How well distances on the map tell distances in the graph: normalised stress over sampled pairs. */
import { uniform } from '../numeric/hash.ts';
import type { Positions } from './graph.ts';
import { makeSearch, type Neighbours, searchFrom } from './neighbours.ts';

/**
 * Normalised stress, scale taken out: with hops d and map distance e of a pair, the least of Σ (s·e/d − 1)² ÷ pairs over all
 * scales s > 0. That is the weighted stress Σ d⁻² (s·e − d)² (Gansner, Koren & North, Graph Drawing 2004) per pair:
 * 0 is a perfect map, 1 one where everything lies in one point. Pairs without a path do not count.
 * @param sources pairs are all those with a node of a seeded sample of this size; all nodes when there are no more
 * @returns NaN when no two nodes are linked
 */
export function normalisedStress(
  neighbours: Neighbours,
  positions: Positions,
  sources: number,
  seed: number,
): number {
  const count = positions.length / 2;
  const search = makeSearch(count);
  const { hops, queue } = search;
  const all = count <= sources;
  let pairs = 0;
  let sum = 0;
  let squares = 0;
  for (let k = 0; k < Math.min(count, sources); k++) {
    const source = all ? k : Math.floor(uniform(seed, k) * count);
    const x = positions[2 * source];
    const y = positions[2 * source + 1];
    searchFrom(source, neighbours, search);
    for (let i = 1; i < search.found; i++) {
      const node = queue[i];
      const dx = positions[2 * node] - x;
      const dy = positions[2 * node + 1] - y;
      const ratio = Math.sqrt(dx * dx + dy * dy) / hops[node];
      pairs++;
      sum += ratio;
      squares += ratio * ratio;
    }
  }
  if (pairs === 0) return Number.NaN;
  // The least is at s = sum ÷ squares.
  return squares === 0 ? 1 : 1 - (sum * sum) / (squares * pairs);
}
