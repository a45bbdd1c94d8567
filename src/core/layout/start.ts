/** Where nodes stand before the forces begin: kept places, a map by PivotMDS, or beside the anchors of their groups. */
import { cos, sin } from '../numeric/elementary.ts';
import { uniform } from '../numeric/hash.ts';
import { type Components, findComponents, placeSideBySide } from './components.ts';
import { descend } from './descent.ts';
import type { LayoutRequest } from './graph.ts';
import { layeredPlaces } from './layered.ts';
import { makeSearch, type Neighbours, type Search } from './neighbours.ts';
import { pivotMds } from './pivot-mds.ts';
import { findPivots } from './pivots.ts';

/** Map distance of one link that nothing squeezes or stretches. */
export const LINK = 100;
/** How far nodes on one point step aside, in links: nothing can part them otherwise. */
const ASIDE = 0.3;
/** With more new nodes than this beside the kept ones it is another picture, and made afresh. */
const MOST_NEW = 150;
const NEW_PER_KEPT = 2;
/** The golden angle: turns of it never meet. */
const GOLDEN = 2.399963229728653;
/** Free room between parts that no link joins. */
export const GAP = 1.6 * LINK;
/** The anchored map of 21 nodes, and how its sides follow the ratio asked for. */
const MAP = 1044;
const MAP_NODES = 21;

/** The start and what is known of each node. */
export interface Start {
  /** [x0, y0, …]. */
  readonly places: Float64Array;
  /** 1: the place was kept. */
  readonly known: Uint8Array;
  /** How many are known; 0 for a fresh map, also when pinned nodes have their places. */
  readonly knownCount: number;
  readonly components: Components;
  /** Anchor of each node in map units, and its pulls; `undefined` without anchors. */
  readonly tethers: Tethers | undefined;
}

/** Places that pull, [x0, y0, …], and how hard per axis; NaN places do not. */
export interface Tethers {
  readonly places: Float64Array;
  readonly pullX: Float64Array;
  readonly pullY: Float64Array;
}

/** Finds the start of the force layout. Yields the share done; the start is returned. */
export function* findStart(
  request: LayoutRequest,
  neighbours: Neighbours,
): Generator<number, Start, void> {
  const { graph, kept, pinned, seed } = request;
  const { count } = graph;
  const places = new Float64Array(2 * count).fill(Number.NaN);
  const known = new Uint8Array(count);
  const isKept = (i: number): boolean =>
    kept !== undefined && Number.isFinite(kept[2 * i] + kept[2 * i + 1]);
  const isPinned = (i: number): boolean => pinned?.[i] === 1 && isKept(i);
  let remembered = 0;
  for (let i = 0; i < count; i++) if (isKept(i) && !isPinned(i)) remembered++;
  const fresh = remembered === 0 || count - remembered > MOST_NEW + NEW_PER_KEPT * remembered;
  let knownCount = 0;
  for (let i = 0; kept && !fresh && i < count; i++) {
    if (!isKept(i)) continue;
    places[2 * i] = kept[2 * i];
    places[2 * i + 1] = kept[2 * i + 1];
    known[i] = 1;
    knownCount++;
  }
  const components = findComponents(neighbours);
  yield 0;
  const tethers = tethersOf(request);
  if (!fresh) {
    placeHinted(request, places);
    knownCount -= unpile(places, known, isPinned);
    placeBeside(neighbours, components, places, seed);
  } else if (tethers) placeAtAnchors(request, tethers.places, places);
  if (tethers) {
    for (let i = 0; i < 2 * count; i++)
      if (Number.isNaN(places[i]))
        places[i] = Number.isNaN(tethers.places[i]) ? 0 : tethers.places[i];
  } else yield* placeNew(components, neighbours, places, request);
  if (knownCount < count) scatter(places, known, seed);
  // A fresh map without anchors is turned to its pins at the end: see `pins.ts`.
  for (let i = 0; kept && fresh && tethers && i < count; i++) {
    if (!isPinned(i)) continue;
    places[2 * i] = kept[2 * i];
    places[2 * i + 1] = kept[2 * i + 1];
  }
  return { places, known, knownCount, components, tethers };
}

function tethersOf({ graph, anchors, ratio }: LayoutRequest): Start['tethers'] {
  if (!anchors) return undefined;
  const { count, group } = graph;
  const side = MAP * Math.max(1, Math.sqrt(count / MAP_NODES));
  const shape = Math.sqrt(Math.min(2.4, Math.max(0.6, ratio)));
  const places = new Float64Array(2 * count).fill(Number.NaN);
  const pullX = new Float64Array(count);
  const pullY = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const anchor = anchors[group[i]];
    if (!anchor) continue;
    places[2 * i] = (anchor.x - 0.5) * side * shape;
    places[2 * i + 1] = ((anchor.y - 0.5) * side) / shape;
    pullX[i] = anchor.pullX;
    pullY[i] = anchor.pullY;
  }
  return { places, pullX, pullY };
}

/** Each group in a line across its anchor, in the order of the layered layout: links cross little from the beginning. */
function placeAtAnchors(request: LayoutRequest, anchors: Float64Array, places: Float64Array): void {
  const { graph, anchors: byGroup } = request;
  const layered = layeredPlaces({ ...request, pinned: undefined });
  for (let i = 0; i < graph.count; i++) {
    const anchor = byGroup?.[graph.group[i]];
    const lying = anchor !== undefined && anchor.pullY > anchor.pullX;
    const along = layered[2 * i + 1] * 0.6;
    const across = (i % 5) - 2;
    const x = anchor ? anchors[2 * i] : 0;
    const y = anchor ? anchors[2 * i + 1] : 0;
    places[2 * i] = x + (lying ? along : across);
    places[2 * i + 1] = y + (lying ? across : along);
  }
}

function placeHinted({ graph, hint }: LayoutRequest, places: Float64Array): void {
  if (!hint) return;
  for (let i = 0; i < 2 * graph.count; i += 2) {
    if (!Number.isNaN(places[i]) || !Number.isFinite(hint[i]) || !Number.isFinite(hint[i + 1]))
      continue;
    places[i] = hint[i];
    places[i + 1] = hint[i + 1];
  }
}

/**
 * Of nodes piled on one point one stays, pinned ones in any case; the others stand around it in a spiral and count as new.
 * Returns how many of those were known.
 */
function unpile(
  places: Float64Array,
  known: Uint8Array,
  isPinned: (node: number) => boolean,
): number {
  const piles = new Map<number, Map<number, number>>();
  let lost = 0;
  for (const pins of [true, false]) {
    for (let i = 0; i < known.length; i++) {
      const [x, y] = [places[2 * i], places[2 * i + 1]];
      if (Number.isNaN(x) || isPinned(i) !== pins) continue;
      const column = piles.get(x) ?? new Map<number, number>();
      piles.set(x, column);
      const before = column.get(y) ?? 0;
      column.set(y, before + 1);
      if (before === 0 || pins) continue;
      places[2 * i] += cos(before * GOLDEN) * LINK * Math.sqrt(before);
      places[2 * i + 1] += sin(before * GOLDEN) * LINK * Math.sqrt(before);
      lost += known[i];
      known[i] = 0;
    }
  }
  return lost;
}

/** New nodes stand in the middle of the neighbours that have a place, a step aside; theirs follow in waves. */
function placeBeside(
  { offsets, targets }: Neighbours,
  components: Components,
  places: Float64Array,
  seed: number,
): void {
  for (const members of components.members) {
    let waiting = members.filter((node) => Number.isNaN(places[2 * node]));
    while (waiting.length > 0 && waiting.length < members.length) {
      const wave: number[] = [];
      for (const node of waiting) {
        let x = 0;
        let y = 0;
        let n = 0;
        for (let e = offsets[node]; e < offsets[node + 1]; e++) {
          const other = 2 * targets[e];
          if (Number.isNaN(places[other])) continue;
          x += places[other];
          y += places[other + 1];
          n++;
        }
        if (n === 0) continue;
        wave.push(
          node,
          x / n + (uniform(seed, node, 3) - 0.5) * LINK,
          y / n + (uniform(seed, node, 4) - 0.5) * LINK,
        );
      }
      for (let w = 0; w < wave.length; w += 3) {
        places[2 * wave[w]] = wave[w + 1];
        places[2 * wave[w] + 1] = wave[w + 2];
      }
      waiting = waiting.filter((node) => Number.isNaN(places[2 * node]));
    }
  }
}

/** Parts without any place are mapped by PivotMDS and stand side by side, below what has a place. */
function* placeNew(
  components: Components,
  neighbours: Neighbours,
  places: Float64Array,
  { seed, ratio, graph }: LayoutRequest,
): Generator<number, void, void> {
  const fresh = components.members.filter(([node]) => Number.isNaN(places[2 * node]));
  if (fresh.length === 0) return;
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < 2 * graph.count; i += 2) {
    if (Number.isNaN(places[i])) continue;
    left = Math.min(left, places[i]);
    right = Math.max(right, places[i]);
    bottom = Math.max(bottom, places[i + 1]);
  }
  const search = makeSearch(graph.count);
  let done = 0;
  for (const members of fresh) {
    for (const share of mapPart(members, neighbours, search, seed, places))
      yield (done + share * members.length) / graph.count;
    done += members.length;
  }
  const block = placeSideBySide({ members: fresh }, places, ratio, GAP);
  if (left > right) return;
  for (const members of fresh) {
    for (const node of members) {
      places[2 * node] += (left + right) / 2;
      places[2 * node + 1] += bottom + GAP + block.height / 2;
    }
  }
}

/** Maps one connected part by itself, its middle near (0, 0). */
function* mapPart(
  members: Uint32Array,
  neighbours: Neighbours,
  search: Search,
  seed: number,
  places: Float64Array,
): Generator<number, void, void> {
  for (const node of members) places.fill(0, 2 * node, 2 * node + 2);
  if (members.length < 2) return;
  const finding = findPivots(members, neighbours, search, seed);
  let found = finding.next();
  while (!found.done) {
    yield 0.2 * found.value;
    found = finding.next();
  }
  for (const share of pivotMds(members, found.value, seed, places)) yield 0.2 + 0.2 * share;
  const { longest } = found.value;
  for (const node of members) {
    places[2 * node] += (uniform(seed, node, 1) - 0.5) * ASIDE;
    places[2 * node + 1] += (uniform(seed, node, 2) - 0.5) * ASIDE;
  }
  for (const share of descend(members, neighbours, search, longest, seed, places))
    yield 0.4 + 0.6 * share;
  for (const node of members) {
    places[2 * node] *= LINK;
    places[2 * node + 1] *= LINK;
  }
}

/** A small step aside for each new node. */
function scatter(places: Float64Array, known: Uint8Array, seed: number): void {
  for (let i = 0; i < known.length; i++) {
    if (known[i] === 1) continue;
    places[2 * i] += (uniform(seed, i, 1) - 0.5) * ASIDE * LINK;
    places[2 * i + 1] += (uniform(seed, i, 2) - 0.5) * ASIDE * LINK;
  }
}
