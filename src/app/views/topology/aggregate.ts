/** Bubbles of a large fleet: what servers are put together by, and the smaller bubbles or servers one opens into. */
import type { Fleet, Role, Server } from '../../../core/domain/fleet.ts';
import { TIERS } from '../../../core/domain/fleet.ts';
import { serverLabels } from '../../../core/domain/rule.ts';
import { type GraphNode, type GroupLevel, serverNode } from './graph-node.ts';

/** Most servers drawn one by one unless asked for; larger fleets start as bubbles that open where they are. */
export const MAX_SERVERS_SHOWN = 300;
/** Most servers a bubble opens into; larger ones open into smaller bubbles first. */
const LEAF = 60;
/** Servers of a part that nothing finer than its order divides. */
const PART = 40;
/** Most bubbles a fact of servers may make to be offered. */
const MOST_GROUPS = 2000;

/** What servers may be put together by, in the order it is offered. */
export const GROUPINGS = [
  'tier',
  'role',
  'site',
  'rack',
  'environment',
  'os',
  'provider',
  'location',
] as const satisfies readonly GroupLevel[];
export type Grouping = (typeof GROUPINGS)[number];

const KEY_OF: Readonly<Record<Exclude<GroupLevel, 'part'>, (server: Server) => string>> = {
  tier: (server) => server.tier,
  role: (server) => server.role,
  site: (server) => server.place?.site ?? '',
  row: (server) => (server.place ? `${server.place.room} ${server.place.row}` : ''),
  rack: (server) => server.place?.rack ?? '',
  environment: (server) => serverLabels(server).environment ?? '',
  os: (server) => server.os,
  provider: (server) => server.provider,
  location: (server) => server.location,
};

/** Finer and finer keys below each choice. */
function chainOf(by: Grouping): readonly Exclude<GroupLevel, 'part'>[] {
  if (by === 'rack') return ['rack'];
  if (by === 'site') return ['site', 'row', 'rack'];
  if (by === 'tier' || by === 'role') return [by, 'site', 'row', 'rack'];
  return [by, 'tier', 'site', 'row', 'rack'];
}

/**
 * The choices that tell at least two servers apart and do not make a bubble of every server; of a large fleet nobody described its
 * tier, whose servers are then divided by their order.
 */
export function groupingsOf(fleet: Fleet): readonly Grouping[] {
  const found = GROUPINGS.filter((by) => {
    const keys = new Set(fleet.servers.map(KEY_OF[by]));
    return keys.size > 1 && keys.size <= Math.min(MOST_GROUPS, fleet.servers.length * 0.7);
  });
  return found.length === 0 && fleet.servers.length > MAX_SERVERS_SHOWN ? ['tier'] : found;
}

/**
 * Nodes of some servers: bubbles of the chosen kind, opened where `open` says so.
 * @param members columns, in fleet order
 * @param open keys of bubbles that are open; one inside another counts only while the outer one is open too
 */
export function aggregate(
  fleet: Fleet,
  members: readonly number[],
  by: Grouping,
  open: ReadonlySet<string>,
): GraphNode[] {
  const nodes: GraphNode[] = [];
  expand(fleet, members, by, '', 0, open, nodes);
  return nodes;
}

/** Keys of the bubbles around a server from the outermost in, so that choosing it can open them. */
export function pathTo(
  fleet: Fleet,
  members: readonly number[],
  by: Grouping,
  server: number,
): readonly string[] {
  const keys: string[] = [];
  let inside = members;
  let path = '';
  for (let depth = 0; ; ) {
    const parts = divide(fleet, inside, by, depth);
    const part = parts?.groups.find((group) => group.members.includes(server));
    if (!parts || !part) return keys;
    path = path === '' ? part.name : `${path}/${part.name}`;
    keys.push(path);
    inside = part.members;
    depth = parts.depth;
  }
}

interface Part {
  readonly name: string;
  readonly level: GroupLevel;
  readonly members: readonly number[];
}

function expand(
  fleet: Fleet,
  members: readonly number[],
  by: Grouping,
  path: string,
  depth: number,
  open: ReadonlySet<string>,
  out: GraphNode[],
): void {
  const parts = divide(fleet, members, by, depth);
  if (!parts) {
    for (const s of members) out.push({ ...serverNode(fleet, s), within: path });
    return;
  }
  for (const { name, level, members: inside } of parts.groups) {
    const key = path === '' ? name : `${path}/${name}`;
    if (open.has(key)) expand(fleet, inside, by, key, parts.depth, open, out);
    else
      out.push({
        key,
        kind: 'group',
        level,
        label: name,
        tier: commonest(inside.map((s) => fleet.servers[s].tier)),
        role: commonest<Role>(inside.map((s) => fleet.servers[s].role)),
        servers: inside,
        within: path,
      });
  }
}

/** Splits members by the next key that tells them apart; `undefined` when they are few enough to show one by one. */
function divide(
  fleet: Fleet,
  members: readonly number[],
  by: Grouping,
  depth: number,
): { readonly groups: readonly Part[]; readonly depth: number } | undefined {
  if (depth > 0 && members.length <= LEAF) return undefined;
  const chain = chainOf(by);
  for (let level = depth; level < chain.length; level++) {
    const groups = new Map<string, number[]>();
    const keyOf = KEY_OF[chain[level]];
    for (const s of members) {
      const key = keyOf(fleet.servers[s]);
      const group = groups.get(key);
      if (group) group.push(s);
      else groups.set(key, [s]);
    }
    if (groups.size < 2 && level > 0) continue;
    const list = [...groups].map(([key, inside]) => ({
      // A key is a part of a path: what is not known still needs a name there.
      name: key === '' ? '–' : key.replaceAll('/', '∕'),
      level: chain[level],
      members: inside,
    }));
    if (chain[level] === 'tier')
      list.sort((a, b) => tierRank(fleet, a.members) - tierRank(fleet, b.members));
    else list.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { groups: list, depth: level + 1 };
  }
  if (members.length <= LEAF) return undefined;
  const groups: Part[] = [];
  for (let i = 0; i < members.length; i += PART) {
    const inside = members.slice(i, i + PART);
    groups.push({ name: fleet.servers[inside[0]].name, level: 'part', members: inside });
  }
  return { groups, depth: chain.length };
}

function tierRank(fleet: Fleet, members: readonly number[]): number {
  return TIERS.indexOf(fleet.servers[members[0]].tier);
}

function commonest<T>(values: readonly T[]): T {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
