/** Layouts to settled, ours and others' on the same rack-like graphs: time, processor time and final stress. Medians; peers in the same run. */
import { performance } from 'node:perf_hooks';
import type { LayoutGraph, LayoutRequest, Positions } from '../../src/core/layout/graph.ts';
import { layeredPlaces } from '../../src/core/layout/layered.ts';
import { makeNeighbours } from '../../src/core/layout/neighbours.ts';
import { radialPlaces } from '../../src/core/layout/radial.ts';
import { normalisedStress } from '../../src/core/layout/stress.ts';
import { forceRun } from '../../src/workers/layout-force.ts';
import { rackGraph } from './layout-graphs.ts';
import { atlas, cytoscapeFcose, d3Alone, type PeerLayout } from './layout-peers.ts';

const SIZES = [200, 1000, 5000, 10_000];
const SEED = 7;
/** Nodes whose distances to all others are compared: a million pairs at 10,000. */
const SOURCES = 100;
const ROUNDS = 9;
/** Slow peers are measured once; what takes longer than a minute is not asked for. */
const SLOW_FROM = 5000;
const FCOSE_MOST = 5000;

/** The longest step of our last run: a cancel waits for one at most. */
let longest = 0;

function settle(graph: LayoutGraph, seed: number): Positions {
  const request: LayoutRequest = { graph, kind: 'force', seed, ratio: 1.5 };
  const { steps, positions } = forceRun(request);
  longest = 0;
  for (let last = performance.now(); ; ) {
    const step = steps.next();
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (step.done) return positions() ?? new Float32Array(0);
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function measured(layout: PeerLayout, graph: LayoutGraph, rounds: number) {
  const neighbours = makeNeighbours(graph);
  const times: number[] = [];
  const busy: number[] = [];
  let stress = Number.NaN;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const before = process.cpuUsage();
    const positions = await layout(graph);
    const { user, system } = process.cpuUsage(before);
    times.push(performance.now() - start);
    busy.push((user + system) / 1000);
    stress = normalisedStress(neighbours, positions, SOURCES, SEED);
  }
  // What else runs on the machine delays the first figure, hardly the second, which counts the collector's threads too.
  return `${median(times).toFixed(0).padStart(6)} ms, processor ${median(busy).toFixed(0)}, stress ${stress.toFixed(3)}`;
}

/** Prints the figures. */
export default async function bench(report: (name: string, figure: string) => void): Promise<void> {
  for (const size of SIZES) {
    const graph = rackGraph(size, SEED);
    const name = `${size} nodes, ${graph.from.length} links`;
    const rounds = size >= SLOW_FROM ? 1 : 3;
    const seeds = [1, 2, 3, 4, 5];
    settle(graph, 0);
    const longests: number[] = [];
    const ours = await measured(
      (asked) => {
        const positions = settle(asked, seeds[longests.length % seeds.length]);
        longests.push(longest);
        return positions;
      },
      graph,
      ROUNDS,
    );
    report(`${name}: ours`, `${ours}; longest step ${median(longests).toFixed(0)} ms`);
    report(`${name}: d3-force, 300 steps`, await measured(d3Alone, graph, rounds));
    report(`${name}: ForceAtlas2, 100 iterations`, await measured(atlas(100), graph, rounds));
    report(`${name}: ForceAtlas2, 300 iterations`, await measured(atlas(300), graph, rounds));
    report(
      `${name}: fcose`,
      size > FCOSE_MOST ? 'not run: minutes' : await measured(cytoscapeFcose, graph, rounds),
    );
    const request = { graph, seed: SEED, ratio: 1.5 } as const;
    for (const [kind, place] of [
      ['layered', layeredPlaces],
      ['radial', radialPlaces],
    ] as const) {
      const times = Array.from({ length: ROUNDS }, () => {
        const start = performance.now();
        place({ ...request, kind });
        return performance.now() - start;
      });
      report(`${name}: ours, ${kind}`, `${median(times).toFixed(1).padStart(6)} ms`);
    }
  }
}
