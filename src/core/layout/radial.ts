/** Rings around a node: the farther by links, the farther on the map. */
import { cos, sin } from '../numeric/elementary.ts';
import type { LayoutRequest, Positions } from './graph.ts';
import {
  makeNeighbours,
  makeSearch,
  type Neighbours,
  searchFrom,
  UNREACHED,
} from './neighbours.ts';
import { keepPinned } from './pins.ts';

/** Between the rings of two hops, between the rings of one, and along a ring, map units. */
const RING = 136;
const SUB_RING = 92;
const STEP = 104;
/** A ring may grow by this many steps before it is divided. */
const GROWTH = 2.5;

/**
 * Rings of equal hops around `centre`, over links either way; what no path reaches stands outside of all. A ring with too many
 * nodes is several, one around the other; none of a later hop lies within. Groups stay together next to the centre, farther
 * out the mean direction of the inner neighbours decides. Pinned nodes stay.
 */
export function radialPlaces(request: LayoutRequest): Positions {
  const { graph } = request;
  const { count } = graph;
  const positions = new Float32Array(count * 2);
  if (count === 0) return positions;
  const neighbours = makeNeighbours(graph);
  const centre = middleOf(request, neighbours);
  const search = makeSearch(count);
  searchFrom(centre, neighbours, search);
  const { hops, queue } = search;
  let lost = search.found;
  for (let i = 0; i < count; i++) if (hops[i] === UNREACHED) queue[lost++] = i;
  const direction = new Float64Array(count);
  let radius = 0;
  for (let first = 1; first < count; ) {
    let end = first + 1;
    while (end < count && hops[queue[end]] === hops[queue[first]]) end++;
    const ring = queue.subarray(first, end);
    const rank = rankOf(request, neighbours, hops, positions, ring);
    for (let i = 0; i < ring.length; i++) direction[ring[i]] = rank[i];
    ring.sort((a, b) => direction[a] - direction[b] || graph.group[a] - graph.group[b] || a - b);
    radius = drawRing(ring, radius, hops[ring[0]] % 2, positions);
    first = end;
  }
  keepPinned(request, positions);
  return positions;
}

function middleOf({ graph, centre }: LayoutRequest, { offsets }: Neighbours): number {
  if (centre !== undefined && centre >= 0 && centre < graph.count) return centre;
  let best = 0;
  for (let i = 1; i < graph.count; i++)
    if (offsets[i + 1] - offsets[i] > offsets[best + 1] - offsets[best]) best = i;
  return best;
}

/** What sorts a ring: the direction of the inner neighbours as a number that grows with the angle, from the top clockwise. */
function rankOf(
  { graph }: LayoutRequest,
  { offsets, targets }: Neighbours,
  hops: Uint16Array,
  positions: Positions,
  ring: Uint32Array,
): Float64Array {
  return Float64Array.from(ring, (node) => {
    let x = 0;
    let y = 0;
    for (let e = offsets[node]; e < offsets[node + 1]; e++) {
      const other = targets[e];
      if (hops[other] >= hops[node]) continue;
      const ox = positions[2 * other];
      const oy = positions[2 * other + 1];
      const away = Math.sqrt(ox * ox + oy * oy);
      if (away === 0) continue;
      x += ox / away;
      y += oy / away;
    }
    const size = Math.abs(x) + Math.abs(y);
    if (size < 1e-9) return graph.group[node] / Math.max(1, graph.groupCount);
    // The diamond angle: 0 at the top, 1 right, 2 below, 3 left.
    return x >= 0 ? 1 + y / size : 3 - y / size;
  });
}

/** Places one hop's nodes in order; returns the outermost radius used. */
function drawRing(ring: Uint32Array, inner: number, odd: number, positions: Positions): number {
  const n = ring.length;
  const start = inner + RING;
  let rings = 1;
  let radius = Math.max(start, (n * STEP) / (2 * Math.PI));
  if (radius > inner + GROWTH * RING) {
    // m rings hold what the circles at start, start + SUB_RING, … hold together.
    let room = 0;
    rings = 0;
    while (room < n) {
      room += (2 * Math.PI * (start + rings * SUB_RING)) / STEP;
      rings++;
    }
    radius = start;
  }
  // By turns, each ring as often as it has room: the order runs around, not ring by ring.
  const lengths = Array.from({ length: rings }, (_, r) => radius + r * SUB_RING);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const owed = new Float64Array(rings);
  for (let i = 0; i < n; i++) {
    let on = 0;
    for (let r = 0; r < rings; r++) {
      owed[r] += lengths[r] / total;
      if (owed[r] > owed[on]) on = r;
    }
    owed[on]--;
    const angle = ((i + 0.5 * odd) / n) * 2 * Math.PI - Math.PI / 2;
    positions[2 * ring[i]] = cos(angle) * lengths[on];
    positions[2 * ring[i] + 1] = sin(angle) * lengths[on];
  }
  return radius + (rings - 1) * SUB_RING;
}
