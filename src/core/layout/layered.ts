/** Layers from left to right, ordered so that links cross little: barycentre sweeps (Sugiyama, Tagawa & Toda, 1981). */
import type { LayoutRequest, Positions } from './graph.ts';
import { makeNeighbours, type Neighbours } from './neighbours.ts';
import { keepPinned } from './pins.ts';

const COLUMN = 176;
const ROW = 92;
/** Few rows stand further apart, so that a small fleet fills the height too. */
const ROW_MOST = 150;
const HEIGHT = 700;
/** Nodes of one layer stand in one column up to this number, then in several. */
const ROWS = 9;
const SUB_COLUMN = 132;
const SWEEPS = 6;

/**
 * One layer per group, in order of the groups; empty groups take no room. A large layer stands in several columns, as many as
 * the ratio asks for; its order runs row by row, so that height still tells where links lead. Pinned nodes stay.
 */
export function layeredPlaces(request: LayoutRequest): Positions {
  const { graph, ratio } = request;
  const layers = orderLayers(request, makeNeighbours(graph));
  const positions = new Float32Array(graph.count * 2);
  const sizes = layers.map((layer) => layer.length);
  const rows = rowsFor(sizes, ratio);
  let tallest = 1;
  for (const size of sizes) tallest = Math.max(tallest, Math.min(size, rows));
  const row = Math.min(ROW_MOST, Math.max(ROW, HEIGHT / tallest));
  const width = widthOf(sizes, rows);
  let x = -width / 2;
  for (const layer of layers) {
    const columns = Math.ceil(layer.length / rows);
    const lines = Math.ceil(layer.length / columns);
    for (let i = 0; i < layer.length; i++) {
      const line = Math.floor(i / columns);
      positions[layer[i] * 2] = x + (i % columns) * SUB_COLUMN;
      positions[layer[i] * 2 + 1] = (line - (lines - 1) / 2) * row;
    }
    x += COLUMN + (columns - 1) * SUB_COLUMN;
  }
  keepPinned(request, positions);
  return positions;
}

function widthOf(sizes: readonly number[], rows: number): number {
  let width = -COLUMN;
  for (const size of sizes) width += COLUMN + (Math.ceil(size / rows) - 1) * SUB_COLUMN;
  return Math.max(0, width);
}

/** Fewest rows, nine at least, with which the picture is not wider than the ratio asks. */
function rowsFor(sizes: readonly number[], ratio: number): number {
  let low = ROWS;
  let high = ROWS;
  const fits = (rows: number): boolean => widthOf(sizes, rows) <= ratio * rows * ROW;
  for (const size of sizes) high = Math.max(high, size);
  if (ROWS >= high || fits(ROWS)) return ROWS;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Nodes of each group that has any, ordered: each sweep puts a node at the mean height of its neighbours. */
function orderLayers({ graph }: LayoutRequest, { offsets, targets }: Neighbours): Uint32Array[] {
  const { count, group, groupCount } = graph;
  const members: number[][] = Array.from({ length: groupCount }, () => []);
  for (let i = 0; i < count; i++) members[group[i]].push(i);
  const layers = members
    .filter((layer) => layer.length > 0)
    .map((layer) => Uint32Array.from(layer));
  const height = new Float64Array(count);
  const mean = new Float64Array(count);
  const place = (layer: Uint32Array): void => {
    for (let i = 0; i < layer.length; i++)
      height[layer[i]] = layer.length === 1 ? 0.5 : i / (layer.length - 1);
  };
  for (const layer of layers) place(layer);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let l = 0; l < layers.length; l++) {
      const layer = layers[sweep % 2 === 0 ? l : layers.length - 1 - l];
      for (const node of layer) {
        let sum = 0;
        for (let e = offsets[node]; e < offsets[node + 1]; e++) sum += height[targets[e]];
        const links = offsets[node + 1] - offsets[node];
        mean[node] = links === 0 ? height[node] : sum / links;
      }
      layer.sort((a, b) => mean[a] - mean[b] || a - b);
      place(layer);
    }
  }
  return layers;
}
