/** Where nodes go without forces: layers by tier with barycentre ordering (Sugiyama, 1981), rings by distance, and the anchors the forces pull to. */
import { TIERS } from '../../../core/domain/fleet.ts';
import type { TopologyGraph } from './graph.ts';

/** Positions of all nodes, [x0, y0, x1, y1, …], in map units (screen pixels at zoom 1). */
export type Positions = Float32Array;

const COLUMN = 176;
const ROW = 92;
/** Few rows stand further apart, so that a small fleet fills the height too. */
const ROW_MOST = 150;
const LAYER_HEIGHT = 700;
/** Nodes of one tier stand in one column up to this number, then in several. */
const COLUMN_HEIGHT = 9;
const SUB_COLUMN = 132;
const RING = 170;
const SWEEPS = 6;

/** Layers from left to right: users, then the tiers in the order requests pass through them. */
export function layeredLayout(graph: TopologyGraph): Positions {
  const order = layerOrder(graph);
  const positions = new Float32Array(graph.nodes.length * 2);
  const tallest = Math.max(1, ...order.map((layer) => Math.min(layer.length, COLUMN_HEIGHT)));
  const row = Math.min(ROW_MOST, Math.max(ROW, LAYER_HEIGHT / tallest));
  let x = 0;
  for (const layer of order) {
    const columns = Math.ceil(layer.length / COLUMN_HEIGHT);
    const rows = Math.ceil(layer.length / columns);
    layer.forEach((node, i) => {
      const column = Math.floor(i / rows);
      const height = Math.min(rows, layer.length - column * rows);
      positions[node * 2] = x + column * SUB_COLUMN;
      positions[node * 2 + 1] = ((i % rows) - (height - 1) / 2) * row;
    });
    x += COLUMN + (columns - 1) * SUB_COLUMN;
  }
  return positions;
}

/**
 * Rings around a node by distance over the links, either way; nodes without a path stand on the outermost.
 * @param centre node in the middle; the users, or without them the node with most links, when `undefined`
 */
export function radialLayout(graph: TopologyGraph, centre: number | undefined): Positions {
  const n = graph.nodes.length;
  const neighbours = adjacency(graph);
  const users = graph.nodes.findIndex((node) => node.kind === 'users');
  const middle = centre ?? (users >= 0 ? users : busiest(neighbours));
  const depth = new Int32Array(n).fill(-1);
  const angle = new Float64Array(n);
  const positions = new Float32Array(n * 2);
  if (n === 0) return positions;
  depth[middle] = 0;
  const rings: number[][] = [[middle]];
  for (let d = 0; d < rings.length; d++) {
    for (const node of rings[d]) {
      for (const next of neighbours[node]) {
        if (depth[next] >= 0) continue;
        depth[next] = d + 1;
        const ring = rings.at(d + 1);
        if (ring) ring.push(next);
        else rings.push([next]);
      }
    }
  }
  const lost = graph.nodes.map((_, i) => i).filter((i) => depth[i] < 0);
  // What has no path joins the outermost ring.
  if (lost.length > 0 && rings.length > 1) rings[rings.length - 1].push(...lost);
  else if (lost.length > 0) rings.push(lost);

  let radius = 0;
  rings.forEach((ring, d) => {
    if (d === 0) return;
    radius = Math.max(radius + RING * 0.8, (ring.length * 104) / (2 * Math.PI), RING * d * 0.8);
    // Tiers stay together on a ring; within a tier the mean direction of the inner neighbours decides.
    const direction = (node: number) => {
      let sx = 0;
      let sy = 0;
      for (const next of neighbours[node]) {
        if (depth[next] !== d - 1 || d === 1) continue;
        sx += Math.cos(angle[next]);
        sy += Math.sin(angle[next]);
      }
      return sx === 0 && sy === 0
        ? tierRank(graph, node)
        : (Math.atan2(sy, sx) + 2 * Math.PI) % (2 * Math.PI);
    };
    const sorted = ring
      .map((node) => ({ node, at: direction(node) }))
      .sort(
        (a, b) =>
          a.at - b.at || tierRank(graph, a.node) - tierRank(graph, b.node) || a.node - b.node,
      );
    sorted.forEach(({ node }, i) => {
      angle[node] = ((i + 0.5 * (d % 2)) / sorted.length) * 2 * Math.PI - Math.PI / 2;
      positions[node * 2] = Math.cos(angle[node]) * radius;
      positions[node * 2 + 1] = Math.sin(angle[node]) * radius;
    });
  });
  return positions;
}

/** Where a tier gathers in the force layout: position as a share of the map, and how hard each axis pulls. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly pullX: number;
  readonly pullY: number;
}

/** Requests flow left to right; what stands beside the path stands above or below it. */
const ANCHORS: Readonly<Record<(typeof TIERS)[number] | 'users', Anchor>> = {
  users: { x: 0.02, y: 0.46, pullX: 0.5, pullY: 0.3 },
  edge: { x: 0.16, y: 0.46, pullX: 0.3, pullY: 0.06 },
  web: { x: 0.34, y: 0.4, pullX: 0.3, pullY: 0.06 },
  api: { x: 0.54, y: 0.42, pullX: 0.26, pullY: 0.06 },
  cache: { x: 0.76, y: 0.1, pullX: 0.12, pullY: 0.26 },
  data: { x: 0.9, y: 0.5, pullX: 0.16, pullY: 0.09 },
  kubernetes: { x: 0.3, y: 0.9, pullX: 0.09, pullY: 0.26 },
  platform: { x: 0.76, y: 0.95, pullX: 0.09, pullY: 0.26 },
};

/** Anchor of every node in map units and the start of the force layout beside it. Same graph, same start. */
export function forceStart(graph: TopologyGraph): {
  readonly anchors: readonly Anchor[];
  readonly start: Positions;
} {
  const size = 1000 * Math.max(1, Math.sqrt(graph.nodes.length / 21));
  const layered = layeredLayout(graph);
  const start = new Float32Array(graph.nodes.length * 2);
  const anchors = graph.nodes.map((node, i) => {
    const anchor = ANCHORS[node.kind === 'users' ? 'users' : (node.tier ?? 'platform')];
    const scaled = { ...anchor, x: anchor.x * size * 1.24, y: anchor.y * size * 0.88 };
    // Rows lie down where the tier's anchor is drawn along a line across the map.
    const lying = anchor.pullY > anchor.pullX;
    const offset = layered[i * 2 + 1] * 0.6;
    start[i * 2] = scaled.x + (lying ? offset : (i % 5) - 2);
    start[i * 2 + 1] = scaled.y + (lying ? (i % 5) - 2 : offset);
    return scaled;
  });
  return { anchors, start };
}

/** Layers of node indices, ordered so that links cross little. */
function layerOrder(graph: TopologyGraph): readonly number[][] {
  const layers: number[][] = [[], ...TIERS.map(() => [])];
  graph.nodes.forEach((node, i) => {
    layers[node.kind === 'users' ? 0 : 1 + TIERS.indexOf(node.tier ?? 'platform')].push(i);
  });
  const used = layers.filter((layer) => layer.length > 0);
  const neighbours = adjacency(graph);
  const height = new Float64Array(graph.nodes.length);
  const place = (layer: readonly number[]) => {
    layer.forEach((node, i) => {
      height[node] = layer.length === 1 ? 0.5 : i / (layer.length - 1);
    });
  };
  used.forEach(place);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const layer of sweep % 2 === 0 ? used : [...used].reverse()) {
      const mean = new Map(
        layer.map((node) => [node, barycentre(neighbours[node], height, height[node])]),
      );
      layer.sort((a, b) => (mean.get(a) ?? 0) - (mean.get(b) ?? 0) || a - b);
      place(layer);
    }
  }
  return used;
}

function barycentre(neighbours: readonly number[], height: Float64Array, fallback: number): number {
  let sum = 0;
  for (const node of neighbours) sum += height[node];
  return neighbours.length === 0 ? fallback : sum / neighbours.length;
}

/** Neighbours of each node by links that carry something; watching alone does not place a node. */
function adjacency(graph: TopologyGraph): readonly number[][] {
  const neighbours: number[][] = graph.nodes.map(() => []);
  for (const { from, to, kind } of graph.edges) {
    if (kind === 'watch') continue;
    neighbours[from].push(to);
    neighbours[to].push(from);
  }
  return neighbours;
}

function busiest(neighbours: readonly (readonly number[])[]): number {
  let best = 0;
  neighbours.forEach((list, i) => {
    if (list.length > neighbours[best].length) best = i;
  });
  return best;
}

function tierRank(graph: TopologyGraph, node: number): number {
  const tier = graph.nodes[node].tier;
  return tier === undefined ? -1 : TIERS.indexOf(tier);
}
