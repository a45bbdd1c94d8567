/** The simulated world: a fleet grown from a seed, and the faults that strike it. Building it is cheap and needs no network. */
import { EdgeError } from '../domain/errors.ts';
import type { Fleet } from '../domain/fleet.ts';
import { CATALOGUE } from '../domain/metrics.ts';
import { type Action, MAX_SIZE, type ScenarioId } from '../domain/session.ts';
import type { EpochMs } from '../domain/time.ts';
import { hash32, hashText } from '../numeric/hash.ts';
import { CHANNELS, type Fault } from './effects.ts';
import { makeServer } from './facts.ts';
import { faultKind } from './faults.ts';
import { type CallGraph, callGraph } from './graph.ts';
import { dependencyLinks } from './links.ts';
import { placeRacks } from './racks.ts';
import { roster } from './roster.ts';
import { spreadFault } from './spread.ts';
import { resolveTarget } from './target.ts';
import { makeTraits, type Traits } from './traits.ts';
import { siteDemand } from './workload.ts';

/** From `at` on, faults aimed at `target` earlier are over. */
export interface Clearing {
  readonly target: string;
  readonly at: EpochMs;
}

/** Everything `frameAt` needs. A plain value: the same seed, size, scenario and actions give the same world on every machine. */
export interface World {
  readonly seed: number;
  readonly scenario: ScenarioId;
  readonly fleet: Fleet;
  readonly traits: Traits;
  readonly graph: CallGraph;
  /** Faults people injected, in order of the actions. */
  readonly injected: readonly Fault[];
  readonly cleared: readonly Clearing[];
  /** Faults of the failure scenario by time window, filled when a window is first looked at; a memo of a pure function. */
  readonly windows: Map<number, readonly Fault[]>;
  /** Effect rows [server][CHANNELS], all zero between calls. */
  readonly scratch: Float64Array;
}

/**
 * Grows a fleet of `size` servers (1 to 10,000). Small fleets are the first servers of large ones: name, facts, rack and site of a
 * server do not depend on `size`; its links and its load do.
 * @param seed any integer, taken modulo 2³²
 * @throws Error when `size` is out of range
 */
export function makeWorld(seed: number, size: number, scenario: ScenarioId = 'normal'): World {
  if (!(Number.isInteger(size) && size >= 1 && size <= MAX_SIZE))
    throw new Error(`fleet size ${size} is not within 1 to ${MAX_SIZE}`);
  const positions = roster(size);
  const { places, racks } = placeRacks(positions, seed);
  const servers = positions.map((position, i) => makeServer(seed, i, position, places[i]));
  const links = dependencyLinks(positions);
  const graph = callGraph(size, links);
  return {
    seed,
    scenario,
    fleet: { metrics: CATALOGUE, servers, links, racks },
    traits: makeTraits(seed, servers, graph),
    graph,
    injected: [],
    cleared: [],
    windows: new Map(),
    scratch: new Float64Array(size * CHANNELS),
  };
}

/**
 * The same world with the faults that `actions` inject, replacing those injected before. A later `clear` of the same target ends
 * them early; acknowledgements and silences change nothing here.
 * @throws EdgeError `sim/unknown-fault` for a kind that is not in the catalogue
 * @throws EdgeError `sim/unknown-target` for a target the fleet does not have or the kind does not apply to
 */
export function withActions(world: World, actions: readonly Action[]): World {
  const { fleet, traits, graph, seed, scenario } = world;
  const cleared: Clearing[] = [];
  for (const action of actions) {
    if (action.kind !== 'clear') continue;
    if (resolveTarget(fleet, action.target) === undefined) throw unknownTarget(action.target);
    cleared.push({ target: action.target, at: action.at });
  }
  const injected: Fault[] = [];
  for (const action of actions) {
    if (action.kind !== 'inject') continue;
    const kind = faultKind(action.fault);
    if (kind === undefined)
      throw new EdgeError('sim/unknown-fault', `unknown fault: ${action.fault}`, {
        fault: action.fault,
      });
    const target = resolveTarget(fleet, action.target);
    if (target === undefined || (kind.targets !== 'any' && kind.targets !== target.kind))
      throw unknownTarget(action.target, kind.id, kind.targets);
    const start = action.at;
    const end = clearedAt(
      cleared,
      action.target,
      start,
      start + (action.duration ?? kind.defaultDuration),
    );
    const demand = (s: number) => siteDemand(traits.siteKey[traits.site[s]], scenario, start);
    const key = hash32(seed, hashText(action.target), hashText(kind.id), Math.floor(start / 1000));
    injected.push(
      spreadFault(traits, graph, fleet.servers, demand, {
        kind,
        target: action.target,
        servers: target.servers,
        start,
        end,
        key,
      }),
    );
  }
  return { ...world, injected, cleared, windows: new Map() };
}

/** When a fault that starts at `start` and would last until `end` is over, given what was cleared. */
export function clearedAt(
  cleared: readonly Clearing[],
  target: string,
  start: EpochMs,
  end: EpochMs,
): EpochMs {
  let over = end;
  for (const clearing of cleared)
    if (clearing.target === target && clearing.at >= start && clearing.at < over)
      over = clearing.at;
  return over;
}

function unknownTarget(target: string, fault = 'clear', needs = 'any'): EdgeError {
  const message =
    needs === 'any' ? `unknown target: ${target}` : `${fault} needs a ${needs}, not ${target}`;
  return new EdgeError('sim/unknown-target', message, { target, fault, needs });
}
