/** The layouts others offer, each on the same graph in the same process, with the settings their documentation gives. */
import cytoscape from 'cytoscape';
import fcose from 'cytoscape-fcose';
import {
  forceCenter,
  forceLink,
  forceManyBody,
  forceSimulation,
  type SimulationNodeDatum,
} from 'd3';
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import type { LayoutGraph, Positions } from '../../src/core/layout/graph.ts';
import { uniform } from '../../src/core/numeric/hash.ts';

/** A layout, timed from the graph's arrays to positions; what it needs to build of its own is part of it. */
export type PeerLayout = (graph: LayoutGraph) => Positions | Promise<Positions>;

/** d3-force alone: links, charge and centre with its defaults, 300 steps, its own start. */
export const d3Alone: PeerLayout = ({ count, from, to }) => {
  const nodes: SimulationNodeDatum[] = Array.from({ length: count }, () => ({}));
  const links = Array.from(from, (source, k) => ({ source, target: to[k] }));
  forceSimulation(nodes)
    .stop()
    .force('link', forceLink(links))
    .force('charge', forceManyBody())
    .force('centre', forceCenter())
    .tick(300);
  return Float32Array.from(nodes.flatMap(({ x = 0, y = 0 }) => [x, y]));
};

/** ForceAtlas2 with the settings it infers from the size, from a seeded random start. */
export function atlas(iterations: number): PeerLayout {
  return ({ count, from, to }) => {
    const graph = new Graph({ multi: true });
    for (let i = 0; i < count; i++)
      graph.addNode(String(i), { x: uniform(1, i), y: uniform(2, i) });
    for (let k = 0; k < from.length; k++) graph.addEdge(String(from[k]), String(to[k]));
    const found = forceAtlas2(graph, {
      iterations,
      settings: forceAtlas2.inferSettings(count),
    });
    return Float32Array.from(
      { length: 2 * count },
      (_, i) => found[i >> 1][i % 2 === 0 ? 'x' : 'y'],
    );
  };
}

cytoscape.use(fcose);

/** fcose with its default quality, without animation, headless. */
export const cytoscapeFcose: PeerLayout = async ({ count, from, to }) => {
  const cy = cytoscape({
    headless: true,
    styleEnabled: true,
    elements: [
      ...Array.from({ length: count }, (_, i) => ({ data: { id: `n${i}` } })),
      ...Array.from(from, (source, k) => ({
        data: { id: `e${k}`, source: `n${source}`, target: `n${to[k]}` },
      })),
    ],
  });
  // The types know the layouts cytoscape ships; fcose is an extension.
  const options = { name: 'fcose', animate: false, randomize: true } as cytoscape.LayoutOptions;
  const layout = cy.layout(options);
  const stopped = new Promise((resolve) => layout.one('layoutstop', resolve));
  layout.run();
  await stopped;
  const positions = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const { x, y } = cy.getElementById(`n${i}`).position();
    positions[2 * i] = x;
    positions[2 * i + 1] = y;
  }
  cy.destroy();
  return positions;
};
