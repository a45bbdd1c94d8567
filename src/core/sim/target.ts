/** What a fault may be aimed at: a server by name or id, a rack, a site. */
import { type Fleet, serverIndex } from '../domain/fleet.ts';

export interface Target {
  readonly kind: 'server' | 'rack' | 'site';
  /** Indices of the servers it stands for, ascending, never empty. */
  readonly servers: readonly number[];
}

/** Finds a server, rack or site by name, in this order; `undefined` when the fleet has none of that name. */
export function resolveTarget(fleet: Fleet, name: string): Target | undefined {
  const index = serverIndex(fleet, name);
  if (index >= 0) return { kind: 'server', servers: [index] };
  for (const kind of ['rack', 'site'] as const) {
    const servers = fleet.servers
      .filter((server) => server.place?.[kind] === name)
      .map((server) => server.index);
    if (servers.length > 0) return { kind, servers };
  }
  return undefined;
}
