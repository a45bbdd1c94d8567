/** The forces of one layout put together: springs, repulsion, anchors and room, and how warm and how long they run. */
import { pow } from '../numeric/elementary.ts';
import { type Bodies, type Force, makeBodies } from './bodies.ts';
import { collide } from './collide.ts';
import { type LayoutRequest, NODE_RADIUS } from './graph.ts';
import { manyBody } from './many-body.ts';
import type { Neighbours } from './neighbours.ts';
import { type Spring, springs, tethers } from './springs.ts';
import { LINK, type Start, type Tethers } from './start.ts';

/** Everything an integrator needs; d3's simulation calls `step` as a force of its own. */
export interface Forces {
  readonly bodies: Bodies;
  /** Adds to the velocities of all bodies. */
  readonly step: Force;
  /** Steps until all is cold, the warmth of the first, and what a step takes of it: alpha ← alpha · (1 − decay). */
  readonly ticks: number;
  readonly alpha: number;
  readonly decay: number;
  /** 1: the node does not move at all. */
  readonly held: Uint8Array;
}

/** Warmth at which nothing moves any more. */
const COLD = 0.001;
/** Links away from a new node up to which known ones give way. */
const GIVES_WAY = 2;
/** d3-force's own balance of repulsion and links: charge 30 at links of length 30. */
const CHARGE = -(LINK * LINK) / 30;
/** Where anchors gather the groups, nodes of one group keep together and links between groups hardly pull. */
const ANCHORED_CHARGE = -560;
const INSIDE: Spring = { length: LINK, strength: 0.1 };
const BETWEEN: Spring = { length: 1.5 * LINK, strength: 0.035 };
/** How far repulsion reaches where something else holds the whole together. */
const REACH = 3.4 * LINK;
/** In a crowd nodes keep each other off by their room; repulsion only loosens them. */
const CROWD_REACH = 2 * LINK;
/** Steps after a start by PivotMDS: large graphs are nearly right at once, small ones are worth the care. */
const FREE_TICKS = [
  [300, 40],
  [1500, 30],
  [Number.POSITIVE_INFINITY, 20],
] as const;
/** Steps of an anchored map, which starts far from its end. */
const ANCHORED_TICKS = [
  [90, 300],
  [600, 150],
  [2000, 60],
  [Number.POSITIVE_INFINITY, 40],
] as const;
const KEPT_TICKS = 50;
/** Up to this many nodes room is made twice a step. */
const CARE = 600;
/** How hard a known node that gives way is drawn back. */
const STAYS = 0.6;

/** The room of every node. */
export function radii({ graph }: LayoutRequest): Float32Array {
  return graph.radius ?? new Float32Array(graph.count).fill(NODE_RADIUS);
}

/** Makes the forces of a request from its start. */
export function makeForces(request: LayoutRequest, start: Start, neighbours: Neighbours): Forces {
  const { graph } = request;
  const held = heldNodes(request, start, neighbours);
  const bodies = makeBodies(start.places);
  const degrees = Uint32Array.from(
    { length: graph.count },
    (_, i) => neighbours.offsets[i + 1] - neighbours.offsets[i],
  );
  const { knownCount, places } = start;
  const same = (k: number): boolean => graph.group[graph.from[k]] === graph.group[graph.to[k]];
  const rule = (k: number): Spring => {
    const [a, b] = [graph.from[k], graph.to[k]];
    if (start.known[a] === 1 && start.known[b] === 1) {
      // Links between known nodes are content as they are: only what is new is pulled anywhere.
      const dx = places[2 * a] - places[2 * b];
      const dy = places[2 * a + 1] - places[2 * b + 1];
      return { length: Math.sqrt(dx * dx + dy * dy), strength: 0.1 };
    }
    if (start.tethers) return same(k) ? INSIDE : BETWEEN;
    return { length: LINK, strength: 1 / Math.max(1, Math.min(degrees[a], degrees[b])) };
  };
  const steps: Force[] = [springs(graph, bodies, degrees, rule)];
  if (start.tethers)
    steps.push(manyBody(bodies, ANCHORED_CHARGE, graph.count > CARE ? CROWD_REACH : REACH, held));
  else
    steps.push(manyBody(bodies, CHARGE, knownCount > 0 ? REACH : Number.POSITIVE_INFINITY, held));
  if (knownCount > 0) steps.push(tethers(bodies, keptTethers(start)));
  else if (start.tethers) steps.push(tethers(bodies, start.tethers));
  // The free layout is given room at its end: see `room.ts`.
  if (start.tethers || knownCount > 0) {
    const apart = collide(bodies, radii(request));
    steps.push(apart);
    if (graph.count <= CARE) steps.push(apart);
  }
  const ticks = ticksOf(request, start);
  return {
    bodies,
    held,
    ticks,
    alpha: knownCount > 0 ? 0.5 : start.tethers ? 1 : 0.3,
    decay: ticks > 0 ? 1 - pow(COLD, 1 / ticks) : 1,
    step(alpha) {
      for (const force of steps) force(alpha);
    },
  };
}

function ticksOf({ graph }: LayoutRequest, start: Start): number {
  if (start.knownCount === graph.count) return 0;
  if (start.knownCount > 0) return KEPT_TICKS;
  const table = start.tethers ? ANCHORED_TICKS : FREE_TICKS;
  for (const [most, ticks] of table) if (graph.count <= most) return ticks;
  return 0;
}

/** Known nodes are drawn back to where they were, new ones by nothing but the anchors. */
function keptTethers({ places, known, tethers: anchored }: Start): Tethers {
  const count = known.length;
  const own: Tethers = {
    places: new Float64Array(2 * count).fill(Number.NaN),
    pullX: new Float64Array(count),
    pullY: new Float64Array(count),
  };
  for (let i = 0; i < count; i++) {
    const from = known[i] === 1 ? places : anchored?.places;
    if (!from) continue;
    own.places[2 * i] = from[2 * i];
    own.places[2 * i + 1] = from[2 * i + 1];
    own.pullX[i] = known[i] === 1 ? STAYS : (anchored?.pullX[i] ?? 0);
    own.pullY[i] = known[i] === 1 ? STAYS : (anchored?.pullY[i] ?? 0);
  }
  return own;
}

/** Who does not move: pinned nodes, known ones away from what is new, single nodes whose anchor holds them. */
function heldNodes(
  { graph, anchors, pinned, kept }: LayoutRequest,
  start: Start,
  neighbours: Neighbours,
): Uint8Array {
  const { count, group } = graph;
  const held = new Uint8Array(count);
  const sizes = new Uint32Array(graph.groupCount);
  for (let i = 0; i < count; i++) sizes[group[i]]++;
  for (let i = 0; i < count; i++) {
    const anchor = start.tethers ? anchors?.[group[i]] : undefined;
    const isKept = kept !== undefined && Number.isFinite(kept[2 * i] + kept[2 * i + 1]);
    if (pinned?.[i] === 1 && isKept && (start.knownCount > 0 || start.tethers)) held[i] = 1;
    else if (anchor && anchor.pullX >= 1 && anchor.pullY >= 1 && sizes[group[i]] === 1) {
      held[i] = 1;
      if (!start.tethers || start.known[i] === 1) continue;
      start.places[2 * i] = start.tethers.places[2 * i];
      start.places[2 * i + 1] = start.tethers.places[2 * i + 1];
    }
  }
  if (start.knownCount > 0) {
    const near = nearNew(start.known, neighbours);
    for (let i = 0; i < count; i++) if (near[i] === 0) held[i] = 1;
  }
  return held;
}

/** 1 for new nodes and those within a few links of one. */
function nearNew(known: Uint8Array, { offsets, targets }: Neighbours): Uint8Array {
  const near = new Uint8Array(known.length);
  let wave: number[] = [];
  for (let i = 0; i < known.length; i++) {
    if (known[i] === 1) continue;
    near[i] = 1;
    wave.push(i);
  }
  for (let hop = 0; hop < GIVES_WAY; hop++) {
    const next: number[] = [];
    for (const node of wave) {
      for (let e = offsets[node]; e < offsets[node + 1]; e++) {
        const other = targets[e];
        if (near[other] === 1) continue;
        near[other] = 1;
        next.push(other);
      }
    }
    wave = next;
  }
  return near;
}
