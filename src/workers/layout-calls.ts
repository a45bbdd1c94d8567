/** Lays graphs out in slices: one picture at a time, a newer request ends the older. Used by the worker and by tests in Node. */
import { EdgeError } from '../core/domain/errors.ts';
import type { LayoutCalls, LayoutEvents } from '../core/layout/calls.ts';
import type { LayoutRequest, Positions } from '../core/layout/graph.ts';
import { layeredPlaces } from '../core/layout/layered.ts';
import { makeNeighbours } from '../core/layout/neighbours.ts';
import { radialPlaces } from '../core/layout/radial.ts';
import { normalisedStress } from '../core/layout/stress.ts';
import { forceRun } from './layout-force.ts';
import { type Handlers, handOver } from './rpc.ts';
import { runSliced, type SliceHost } from './slices.ts';

/** How long a slice lasts, ms: a cancel waits at most so long and for one step. */
const SLICE_MS = 30;
/** Nodes from which stress is measured; enough for two digits. */
const SOURCES = 16;

/** What the calls need of their thread; `emit` tells progress. */
export interface LayoutHost extends Omit<SliceHost, 'progress'> {
  emit(progress: LayoutEvents['progress']): void;
}

/** The handlers of the layout worker. */
export function layoutCalls(host: LayoutHost): Handlers<LayoutCalls> {
  let newest: AbortController | undefined;
  return {
    async settle({ run, ...request }, signal) {
      newest?.abort();
      const mine = new AbortController();
      newest = mine;
      const ended = AbortSignal.any([signal, mine.signal]);
      const start = host.elapsed();
      const { steps, positions } = begin(request);
      // Whoever was ended has had its last slice: wait for it before this one begins.
      await host.breathe();
      if (ended.aborted) throw new EdgeError('abort/cancelled', 'the layout was cancelled');
      const sliced: SliceHost = {
        elapsed: () => host.elapsed(),
        breathe: () => host.breathe(),
        progress: (share) => host.emit({ run, share, positions: positions() }),
      };
      const ticks = await runSliced(steps, ended, sliced, SLICE_MS);
      const places = positions() ?? new Float32Array(0);
      const stress = normalisedStress(makeNeighbours(request.graph), places, SOURCES, request.seed);
      return handOver({ positions: places, stress, ms: host.elapsed() - start, ticks }, [
        places.buffer,
      ]);
    },
  };
}

/** The steps of a layout of any kind, and where its nodes are by now. */
function begin(request: LayoutRequest): {
  readonly steps: Generator<number, number, void>;
  positions(): Positions | undefined;
} {
  if (request.kind === 'force') return forceRun(request);
  let places: Positions | undefined;
  function* steps(): Generator<number, number, void> {
    yield 0;
    places = request.kind === 'layered' ? layeredPlaces(request) : radialPlaces(request);
    return 0;
  }
  return { steps: steps(), positions: () => places };
}
