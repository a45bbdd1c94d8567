/** The map's graph: one node per server, or per tier, site, row and rack when the fleet is too large to draw. */
import type { Fleet, Link, Role, Server, Tier } from '../../../core/domain/fleet.ts';
import { TIERS } from '../../../core/domain/fleet.ts';

/** Most servers drawn one by one; larger fleets start as tiers that open on click. */
export const MAX_SERVERS_SHOWN = 300;
/** Most servers a group opens into; larger groups open into smaller groups first. */
const LEAF = 60;
/** Servers of a part that nothing finer than its order divides. */
const PART = 40;

/** How a group came about; the view words it. */
export type GroupLevel = 'tier' | 'site' | 'row' | 'rack' | 'part';

/** A thing on the map. `servers` are columns of the fleet; `users` stands for everybody who sends requests. */
export interface GraphNode {
  /** Server name, group path such as `data/icn`, or `users`. */
  readonly key: string;
  readonly kind: 'server' | 'group' | 'users';
  readonly level: GroupLevel | undefined;
  /** Last part of the path; for servers the name. */
  readonly label: string;
  readonly tier: Tier | undefined;
  /** Commonest role inside. */
  readonly role: Role;
  readonly servers: readonly number[];
}

/** All links of one kind between two nodes, as rows of `fleet.links`; `users` edges have none. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly kind: Link['kind'] | 'users';
  readonly links: readonly number[];
}

export interface TopologyGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Node of each server, by column. */
  readonly nodeOf: Int32Array;
  /** Columns of the servers users reach first: they call others and nobody calls them. */
  readonly entries: readonly number[];
}

/**
 * Builds the graph to draw.
 * @param open path of the group that is open, `''` when none; ignored in fleets small enough to show whole
 */
export function makeGraph(fleet: Fleet, open: string): TopologyGraph {
  const all = fleet.servers.map((server) => server.index);
  const nodes: GraphNode[] = [];
  if (all.length <= MAX_SERVERS_SHOWN) for (const s of all) nodes.push(serverNode(fleet, s));
  else expand(fleet, all, '', 0, open, nodes);

  const nodeOf = new Int32Array(all.length);
  nodes.forEach((node, i) => {
    for (const s of node.servers) nodeOf[s] = i;
  });
  const entries = entryServers(fleet);
  const edges = joinLinks(fleet, nodes.length, nodeOf);
  if (entries.length > 0) {
    const users = nodes.length;
    nodes.push({
      key: 'users',
      kind: 'users',
      level: undefined,
      label: '',
      tier: undefined,
      role: 'other',
      servers: [],
    });
    for (const to of new Set(entries.map((s) => nodeOf[s])))
      edges.push({ from: users, to, kind: 'users', links: [] });
  }
  return { nodes, edges, nodeOf, entries };
}

/** Path of the innermost group that holds a server, so that selecting it can open the map there; `''` in small fleets. */
export function pathTo(fleet: Fleet, server: number): string {
  let members: readonly number[] = fleet.servers.map((each) => each.index);
  if (members.length <= MAX_SERVERS_SHOWN) return '';
  let path = '';
  for (let depth = 0; ; ) {
    const parts = divide(fleet, members, depth);
    const part = parts?.groups.find((group) => group.members.includes(server));
    if (!parts || !part) return path;
    path = path === '' ? part.name : `${path}/${part.name}`;
    members = part.members;
    depth = parts.depth;
  }
}

/** Servers that call others while no server calls them, in fleet order. */
export function entryServers(fleet: Fleet): readonly number[] {
  const calls = new Uint8Array(fleet.servers.length);
  const called = new Uint8Array(fleet.servers.length);
  for (const link of fleet.links) {
    if (link.kind !== 'call') continue;
    calls[link.from] = 1;
    called[link.to] = 1;
  }
  return fleet.servers
    .filter((server) => calls[server.index] === 1 && called[server.index] === 0)
    .map((server) => server.index);
}

interface Part {
  readonly name: string;
  readonly level: GroupLevel;
  readonly members: readonly number[];
}

function expand(
  fleet: Fleet,
  members: readonly number[],
  path: string,
  depth: number,
  open: string,
  out: GraphNode[],
): void {
  const parts = divide(fleet, members, depth);
  if (!parts) {
    for (const s of members) out.push(serverNode(fleet, s));
    return;
  }
  for (const { name, level, members: inside } of parts.groups) {
    const key = path === '' ? name : `${path}/${name}`;
    if (open === key || open.startsWith(`${key}/`))
      expand(fleet, inside, key, parts.depth, open, out);
    else {
      const first = fleet.servers[inside[0]];
      out.push({
        key,
        kind: 'group',
        level,
        label: name,
        tier: first.tier,
        role: commonRole(fleet, inside),
        servers: inside,
      });
    }
  }
}

const KEYS: readonly (readonly [level: GroupLevel, key: (server: Server) => string])[] = [
  ['tier', (server) => server.tier],
  ['site', (server) => server.place?.site ?? ''],
  ['row', (server) => (server.place ? `${server.place.room} ${server.place.row}` : '')],
  ['rack', (server) => server.place?.rack ?? ''],
];

/** Splits members by the first key that tells them apart; `undefined` when they are few enough to show one by one. */
function divide(
  fleet: Fleet,
  members: readonly number[],
  depth: number,
): { readonly groups: readonly Part[]; readonly depth: number } | undefined {
  if (depth > 0 && members.length <= LEAF) return undefined;
  for (let level = depth; level < KEYS.length; level++) {
    const [name, keyOf] = KEYS[level];
    const groups = new Map<string, number[]>();
    for (const s of members) {
      const key = keyOf(fleet.servers[s]);
      const group = groups.get(key);
      if (group) group.push(s);
      else groups.set(key, [s]);
    }
    if (groups.size < 2 && level > 0) continue;
    const list = [...groups].map(([key, inside]) => ({ name: key, level: name, members: inside }));
    if (level === 0) list.sort((a, b) => tierOrder(fleet, a.members) - tierOrder(fleet, b.members));
    return { groups: list, depth: level + 1 };
  }
  if (members.length <= LEAF) return undefined;
  const groups: Part[] = [];
  for (let i = 0; i < members.length; i += PART) {
    const inside = members.slice(i, i + PART);
    groups.push({ name: fleet.servers[inside[0]].name, level: 'part', members: inside });
  }
  return { groups, depth: KEYS.length };
}

function tierOrder(fleet: Fleet, members: readonly number[]): number {
  return TIERS.indexOf(fleet.servers[members[0]].tier);
}

function serverNode(fleet: Fleet, s: number): GraphNode {
  const { name, role, tier } = fleet.servers[s];
  return { key: name, kind: 'server', level: undefined, label: name, tier, role, servers: [s] };
}

function commonRole(fleet: Fleet, members: readonly number[]): Role {
  const counts = new Map<Role, number>();
  for (const s of members)
    counts.set(fleet.servers[s].role, (counts.get(fleet.servers[s].role) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** One edge per pair of nodes and kind, in order of the first link; links inside a node are not drawn. */
function joinLinks(fleet: Fleet, size: number, nodeOf: Int32Array): GraphEdge[] {
  const edges = new Map<
    number,
    { from: number; to: number; kind: Link['kind']; links: number[] }
  >();
  const kinds: readonly Link['kind'][] = ['call', 'replicate', 'backup', 'watch'];
  fleet.links.forEach((link, row) => {
    const from = nodeOf[link.from];
    const to = nodeOf[link.to];
    if (from === to) return;
    const key = (from * size + to) * kinds.length + kinds.indexOf(link.kind);
    const edge = edges.get(key);
    if (edge) edge.links.push(row);
    else edges.set(key, { from, to, kind: link.kind, links: [row] });
  });
  return [...edges.values()];
}
