/** A thing on the map: a server, a bubble of servers, or everybody who sends requests. */
import type { Fleet, Role, Tier } from '../../../core/domain/fleet.ts';

/** How a bubble came about; the view words it. */
export type GroupLevel =
  | 'tier'
  | 'role'
  | 'site'
  | 'row'
  | 'rack'
  | 'environment'
  | 'os'
  | 'provider'
  | 'location'
  | 'part';

/** A thing on the map. `servers` are columns of the fleet; `users` stands for everybody who sends requests. */
export interface GraphNode {
  /** Server name, path of a bubble such as `data/icn`, or `users`. */
  readonly key: string;
  readonly kind: 'server' | 'group' | 'users';
  readonly level: GroupLevel | undefined;
  /** Last part of the path; for servers the name. */
  readonly label: string;
  /** Commonest tier inside; `undefined` for users. */
  readonly tier: Tier | undefined;
  /** Commonest role inside. */
  readonly role: Role;
  readonly servers: readonly number[];
  /** Key of the open bubble it stands in, `''` for none. */
  readonly within: string;
}

/** One server as a node. */
export function serverNode(fleet: Fleet, s: number): GraphNode {
  const { name, role, tier } = fleet.servers[s];
  return {
    key: name,
    kind: 'server',
    level: undefined,
    label: name,
    tier,
    role,
    servers: [s],
    within: '',
  };
}
