/** What a fault may be aimed at: a server by name or id, a rack, a row, a hall, a site. */
import { type Fleet, serverIndex } from '../domain/fleet.ts';
import { homeSite, PLACE_KINDS, placeName } from '../domain/place.ts';

export interface Target {
  /** Rows and halls count as racks: they too have a switch of their own. */
  readonly kind: 'server' | 'rack' | 'site';
  /** Indices of the servers it stands for, ascending, never empty. */
  readonly servers: readonly number[];
}

/** Finds a server, rack, row, hall or site by name, in this order; `undefined` when the fleet has none of that name. */
export function resolveTarget(fleet: Fleet, name: string): Target | undefined {
  const index = serverIndex(fleet, name);
  if (index >= 0) return { kind: 'server', servers: [index] };
  const home = homeSite(fleet);
  for (const kind of PLACE_KINDS) {
    const servers = fleet.servers
      .filter(({ place }) => place && placeName(kind, place, home) === name)
      .map((server) => server.index);
    if (servers.length > 0) return { kind: kind === 'site' ? 'site' : 'rack', servers };
  }
  return undefined;
}
