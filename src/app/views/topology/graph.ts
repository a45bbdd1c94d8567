/** The map's graph: servers and bubbles as nodes, links joined between them, as numbers that a layout and a painter can read. */
import type { Fleet, Link } from '../../../core/domain/fleet.ts';
import { aggregate, type Grouping } from './aggregate.ts';
import { type GraphNode, serverNode } from './graph-node.ts';

/** What a line of the map is; `users` lines lead from the users to the servers they reach first. */
export const EDGE_KINDS = ['call', 'replicate', 'backup', 'watch', 'users'] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];
/** Codes of `EdgeList.kind`. */
export const CALL = 0;
export const REPLICATE = 1;
export const WATCH = 3;
export const USERS = 4;

/** Lines between nodes: one per pair of nodes and kind, in order of the first link. */
export interface EdgeList {
  readonly count: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Index into `EDGE_KINDS`. */
  readonly kind: Uint8Array;
  /** Rows of `fleet.links` of line e: `links[start[e]] … links[start[e + 1] − 1]`; `users` lines have none. */
  readonly start: Uint32Array;
  readonly links: Uint32Array;
}

export interface TopologyGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: EdgeList;
  /** Node of each server, by column; -1 for those the filter leaves out. */
  readonly nodeOf: Int32Array;
  /** Columns of the servers users reach first: they call others and nobody calls them. */
  readonly entries: readonly number[];
  /** Servers in the picture, in bubbles or alone. */
  readonly shown: number;
}

/** What of a fleet is drawn, and how it is put together. */
export interface GraphChoice {
  /** Columns that are let through, ascending; all when left out. */
  readonly members?: readonly number[];
  /** What bubbles are made by; every server by itself when left out. */
  readonly by?: Grouping | undefined;
  /** Keys of open bubbles. */
  readonly open?: ReadonlySet<string>;
}

const NONE_OPEN: ReadonlySet<string> = new Set();

/** Builds the graph to draw. */
export function makeGraph(fleet: Fleet, choice: GraphChoice = {}): TopologyGraph {
  const members = choice.members ?? fleet.servers.map((server) => server.index);
  const nodes: GraphNode[] = choice.by
    ? aggregate(fleet, members, choice.by, choice.open ?? NONE_OPEN)
    : members.map((s) => serverNode(fleet, s));
  const nodeOf = new Int32Array(fleet.servers.length).fill(-1);
  nodes.forEach((node, i) => {
    for (const s of node.servers) nodeOf[s] = i;
  });
  const entries = entryServers(fleet);
  const reached = [...new Set(entries.map((s) => nodeOf[s]))].filter((node) => node >= 0);
  if (reached.length > 0) {
    nodes.push({
      key: 'users',
      kind: 'users',
      level: undefined,
      label: '',
      tier: undefined,
      role: 'other',
      servers: [],
      within: '',
    });
  }
  const edges = joinLinks(fleet, nodes.length, nodeOf, reached);
  return { nodes, edges, nodeOf, entries, shown: members.length };
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

/** Links inside a node are not drawn; neither are those of servers left out. */
function joinLinks(
  fleet: Fleet,
  size: number,
  nodeOf: Int32Array,
  reached: readonly number[],
): EdgeList {
  const ids = new Map<number, number>();
  const ends: number[] = [];
  const kinds: number[] = [];
  const edgeOf = new Int32Array(fleet.links.length).fill(-1);
  const counts: number[] = [];
  fleet.links.forEach((link: Link, row) => {
    const from = nodeOf[link.from];
    const to = nodeOf[link.to];
    if (from === to || from < 0 || to < 0) return;
    const kind = EDGE_KINDS.indexOf(link.kind);
    const key = (from * size + to) * EDGE_KINDS.length + kind;
    let id = ids.get(key);
    if (id === undefined) {
      id = kinds.length;
      ids.set(key, id);
      ends.push(from, to);
      kinds.push(kind);
      counts.push(0);
    }
    edgeOf[row] = id;
    counts[id]++;
  });
  for (const to of reached) {
    ends.push(size - 1, to);
    kinds.push(USERS);
    counts.push(0);
  }
  const count = kinds.length;
  const start = new Uint32Array(count + 1);
  for (let e = 0; e < count; e++) start[e + 1] = start[e] + counts[e];
  const links = new Uint32Array(start[count]);
  const next = start.slice();
  for (let row = 0; row < edgeOf.length; row++)
    if (edgeOf[row] >= 0) links[next[edgeOf[row]]++] = row;
  return {
    count,
    from: Uint32Array.from({ length: count }, (_, e) => ends[e * 2]),
    to: Uint32Array.from({ length: count }, (_, e) => ends[e * 2 + 1]),
    kind: Uint8Array.from(kinds),
    start,
    links,
  };
}
