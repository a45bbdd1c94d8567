/** Dependency links of a rack: inside it, out of it, and to which other racks. Pure. */
import type { Fleet } from '../../../core/domain/fleet.ts';
import type { RackModel } from './model.ts';

/** Links by where their other end stands. */
export interface RackLinks {
  readonly inside: number;
  /** To or from servers elsewhere, placed or not. */
  readonly leaving: number;
  /** Racks at the other ends, most links first. */
  readonly peers: readonly { readonly rack: string; readonly links: number }[];
}

/** Counts the links of a rack's servers, each once. */
export function rackLinks(fleet: Fleet, model: RackModel): RackLinks {
  const own = new Set(model.slots.map(({ server }) => server));
  const peers = new Map<string, number>();
  let [inside, leaving] = [0, 0];
  for (const { from, to } of fleet.links) {
    const [a, b] = [own.has(from), own.has(to)];
    if (a && b) inside++;
    if (a === b) continue;
    leaving++;
    const rack = fleet.servers[a ? to : from].place?.rack;
    if (rack !== undefined) peers.set(rack, (peers.get(rack) ?? 0) + 1);
  }
  return {
    inside,
    leaving,
    peers: [...peers]
      .map(([rack, links]) => ({ rack, links }))
      .sort((a, b) => b.links - a.links || (a.rack < b.rack ? -1 : 1)),
  };
}
