/** The force layout: d3's simulation steps our own forces over typed arrays. The workers' door to d3. */
import { forceSimulation, type SimulationNodeDatum } from 'd3';
import { placeSideBySide } from '../core/layout/components.ts';
import { makeForces, radii } from '../core/layout/forces.ts';
import type { LayoutRequest, Positions } from '../core/layout/graph.ts';
import { makeNeighbours } from '../core/layout/neighbours.ts';
import { turnToPins } from '../core/layout/pins.ts';
import { makeRoom } from '../core/layout/room.ts';
import { findStart, GAP } from '../core/layout/start.ts';

/** What a running force layout is asked for meanwhile. */
export interface ForceRun {
  /** Yields the share done, 0–1, every few milliseconds; returns the number of steps. */
  readonly steps: Generator<number, number, void>;
  /** Where the nodes are by now; `undefined` before there is a start. */
  positions(): Positions | undefined;
}

/** Share of the work that finds the start. */
const START_SHARE = 0.25;

/** Begins a force layout; nothing happens until `steps` is drawn from. */
export function forceRun(request: LayoutRequest): ForceRun {
  let read: () => Positions | undefined = () => undefined;
  function* steps(): Generator<number, number, void> {
    const { graph, ratio } = request;
    const neighbours = makeNeighbours(graph);
    const finding = findStart(request, neighbours);
    let found = finding.next();
    while (!found.done) {
      yield START_SHARE * found.value;
      found = finding.next();
    }
    const start = found.value;
    yield START_SHARE;
    const { bodies, step, ticks, alpha, decay, held } = makeForces(request, start, neighbours);
    const nodes: (SimulationNodeDatum & { x: number; y: number; vx: number; vy: number })[] = [];
    for (let i = 0; i < graph.count; i++) {
      const [x, y] = [start.places[2 * i], start.places[2 * i + 1]];
      nodes.push({ x, y, vx: 0, vy: 0, ...(held[i] === 1 ? { fx: x, fy: y } : {}) });
    }
    read = () =>
      Float32Array.from(
        { length: 2 * nodes.length },
        (_, i) => nodes[i >> 1][i % 2 === 0 ? 'x' : 'y'],
      );
    yield START_SHARE;
    const simulation = forceSimulation(nodes)
      .stop()
      .alpha(alpha)
      .alphaDecay(decay)
      .force('all', (warmth) => {
        for (let i = 0; i < nodes.length; i++) {
          const node = nodes[i];
          bodies.x[i] = node.x;
          bodies.y[i] = node.y;
          bodies.vx[i] = node.vx;
          bodies.vy[i] = node.vy;
        }
        step(warmth);
        for (let i = 0; i < nodes.length; i++) {
          nodes[i].vx = bodies.vx[i];
          nodes[i].vy = bodies.vy[i];
        }
      });
    for (let tick = 0; tick < ticks; tick++) {
      simulation.tick();
      yield START_SHARE + ((1 - START_SHARE) * (tick + 1)) / ticks;
    }
    for (let i = 0; i < nodes.length; i++) {
      bodies.x[i] = nodes[i].x;
      bodies.y[i] = nodes[i].y;
    }
    const free = start.knownCount === 0 && !start.tethers;
    if (free) makeRoom(bodies, radii(request));
    const places = new Float64Array(2 * graph.count);
    for (let i = 0; i < graph.count; i++) {
      places[2 * i] = bodies.x[i];
      places[2 * i + 1] = bodies.y[i];
    }
    yield 1;
    if (free) {
      placeSideBySide(start.components, places, ratio, GAP);
      turnToPins(request, places);
    }
    read = () => Float32Array.from(places);
    return ticks;
  }
  return { steps: steps(), positions: () => read() };
}
