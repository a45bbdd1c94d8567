/** What the layout worker is asked: the map's graph as numbers, with the places that are known, hinted or pinned. */
import { TIERS } from '../../../core/domain/fleet.ts';
import { TIER_ANCHORS } from '../../../core/layout/anchors.ts';
import type { LayoutKind, LayoutRequest, Positions } from '../../../core/layout/graph.ts';
import { CALL, type TopologyGraph, USERS, WATCH } from './graph.ts';
import type { GraphNode } from './graph-node.ts';

/** Places by `placeKey`, [x, y] in map units. */
export type Places = ReadonlyMap<string, readonly [x: number, y: number]>;

/** Above this many nodes links alone decide where things are; below, tiers gather where the reader expects them. */
const ANCHORED = 320;
/** Room of a bubble beyond its own radius. */
const MARGIN = 34;
const SERVER_ROOM = 56;
/** In a crowd names are left out, and nodes need less room. */
const CROWD_ROOM = 34;
/** Children of a bubble appear around where it stood, this far apart. */
const SPREAD = 44;
const GOLDEN = 2.399963229728653;

/** What a node is remembered and pinned by: bubbles of different kinds may have the same name. */
export function placeKey(node: Pick<GraphNode, 'kind' | 'level' | 'key'>): string {
  return node.kind === 'group' ? `${node.level}:${node.key}` : node.key;
}

/** The places of a finished layout by key. */
export function placesOf(nodes: readonly GraphNode[], positions: Positions): Places {
  return new Map(
    nodes.map((node, i) => [placeKey(node), [positions[i * 2], positions[i * 2 + 1]] as const]),
  );
}

/** What a layout starts from beside the graph. */
export interface Start {
  readonly kind: LayoutKind;
  /** Node in the middle of the rings, -1 for none. */
  readonly centre: number;
  /** Where nodes were in the picture before; empty for a fresh map. */
  readonly before: Places;
  readonly nodesBefore: readonly GraphNode[];
  readonly pins: Places;
  /** Width ÷ height of the stage. */
  readonly ratio: number;
}

/** Makes the request. Nodes that were there keep their places, what comes out of a bubble or goes into one appears where that was. */
export function layoutRequest(graph: TopologyGraph, start: Start): LayoutRequest {
  const { nodes, edges } = graph;
  const count = nodes.length;
  const kept = new Float32Array(count * 2).fill(NaN);
  const hint = new Float32Array(count * 2).fill(NaN);
  const pinned = new Uint8Array(count);
  const emerged = new Map<string, number>();
  const middles = start.before.size > 0 ? middlesOf(start) : undefined;
  let known = 0;
  nodes.forEach((node, i) => {
    const key = placeKey(node);
    const pin = start.pins.get(key);
    const place = pin ?? start.before.get(key);
    if (pin) pinned[i] = 1;
    if (place) {
      kept.set(place, i * 2);
      // Users alone are no picture to go on from.
      if (!pin && node.kind !== 'users') known++;
      return;
    }
    const out = middles?.get(node.within) ?? middles?.get(node.key);
    if (!out) return;
    const turn = emerged.get(node.within) ?? 0;
    emerged.set(node.within, turn + 1);
    const away = SPREAD * Math.sqrt(turn);
    hint[i * 2] = out[0] + away * Math.cos(turn * GOLDEN);
    hint[i * 2 + 1] = out[1] + away * Math.sin(turn * GOLDEN);
  });
  const anyPinned = pinned.includes(1);
  // Everybody is two links from everybody by way of the users: in a crowd services show only without them.
  const crowd = start.kind === 'force' && count > ANCHORED;
  const layers = nodes.some((node) => node.level === 'tier' || node.kind === 'server');
  return {
    graph: {
      count,
      from: edges.from,
      to: edges.to,
      weight: Float32Array.from({ length: edges.count }, (_, e) =>
        edges.kind[e] === WATCH || (crowd && edges.kind[e] === USERS)
          ? 0
          : edges.kind[e] === CALL || edges.kind[e] === USERS
            ? 1
            : 0.5,
      ),
      group: Int32Array.from(nodes, (node) =>
        node.tier === undefined ? 0 : 1 + TIERS.indexOf(node.tier),
      ),
      groupCount: 1 + TIERS.length,
      radius: Float32Array.from(nodes, (node) =>
        node.kind === 'group'
          ? 22 + Math.min(14, Math.sqrt(node.servers.length) * 0.6) + MARGIN
          : count > ANCHORED
            ? CROWD_ROOM
            : SERVER_ROOM,
      ),
    },
    kind: start.kind,
    centre: start.centre < 0 ? undefined : start.centre,
    kept: anyPinned || (known > 0 && start.kind === 'force') ? kept : undefined,
    hint: start.kind === 'force' && known > 0 ? hint : undefined,
    pinned: anyPinned ? pinned : undefined,
    seed: 1,
    ratio: start.ratio,
    anchors: layers ? [TIER_ANCHORS.users, ...TIERS.map((tier) => TIER_ANCHORS[tier])] : undefined,
  };
}

/** Where each bubble stood, or the middle of what stood in it, by its path. */
function middlesOf({ before, nodesBefore }: Start): ReadonlyMap<string, readonly [number, number]> {
  const sums = new Map<string, [x: number, y: number, n: number]>();
  const add = (path: string, [x, y]: readonly [number, number]) => {
    const sum = sums.get(path);
    if (sum) {
      sum[0] += x;
      sum[1] += y;
      sum[2]++;
    } else sums.set(path, [x, y, 1]);
  };
  for (const node of nodesBefore) {
    const place = before.get(placeKey(node));
    if (!place || node.kind === 'users') continue;
    if (node.kind === 'group') add(node.key, place);
    for (
      let path = node.within;
      path !== '';
      path = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    )
      add(path, place);
  }
  return new Map([...sums].map(([path, [x, y, n]]) => [path, [x / n, y / n] as const]));
}

/** Whether a change of pins moves anything: one let go, or one that is to be held elsewhere than it is. */
export function pinsMoved(before: Places, after: Places, places: Places): boolean {
  if (before === after) return false;
  for (const key of before.keys()) if (!after.has(key)) return true;
  for (const [key, pin] of after) {
    const at = places.get(key);
    if (before.get(key) !== pin && !(at && Math.hypot(at[0] - pin[0], at[1] - pin[1]) < 0.5))
      return true;
  }
  return false;
}

/** Places without those of nodes that were let go: they find a place of their own again. */
export function withoutUnpinned(places: Places, before: Places, after: Places): Places {
  if (before === after) return places;
  return new Map([...places].filter(([key]) => !before.has(key) || after.has(key)));
}

/** Where each node starts its way: its old place, else its new one; `undefined` when none was there. */
export function startOf(
  nodes: readonly GraphNode[],
  places: Places,
  target: Positions,
): Positions | undefined {
  const from = target.slice();
  let known = 0;
  nodes.forEach((node, i) => {
    const place = places.get(placeKey(node));
    if (!place) return;
    from.set(place, i * 2);
    known++;
  });
  return known > 0 ? from : undefined;
}

/** What was given up before there were places: rows, around what is known. */
export function onGrid(count: number, kept: Positions | undefined): Positions {
  const columns = Math.ceil(Math.sqrt(count * 1.6));
  const positions = new Float32Array(count * 2);
  for (let i = 0; i < count; i++) {
    positions[i * 2] = ((i % columns) - columns / 2) * 90;
    positions[i * 2 + 1] = (Math.floor(i / columns) - count / columns / 2) * 90;
    if (kept && Number.isFinite(kept[i * 2])) positions.set(kept.subarray(i * 2, i * 2 + 2), i * 2);
  }
  return positions;
}
