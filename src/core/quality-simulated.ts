/** A day of a simulated fleet with known faults: ten quiet hours, then every fault a detector can see, once, each on a server of its own. */
import type { DetectorId } from './detect/detector.ts';
import { makeDetector } from './detect/detectors.ts';
import type { Window } from './detect/evaluate.ts';
import type { Action } from './domain/session.ts';
import { DAY, type EpochMs, MINUTE, type Ms, SECOND } from './domain/time.ts';
import { hash32, uniform } from './numeric/hash.ts';
import { makeJudge, type Trial } from './quality.ts';
import { FAULTS, type FaultKind } from './sim/faults.ts';
import { frameAt } from './sim/frame-at.ts';
import { makeWorld, type World, withActions } from './sim/world.ts';

/** Monday, so that seven seeds see the seven days of a week. */
const FIRST_DAY: EpochMs = Date.UTC(2026, 2, 2);
/** Time each fault has for itself, at the end of the day. */
const SLOT: Ms = 75 * MINUTE;
/** A fault begins this long into its slot, or up to `JITTER` later. */
const LEAD: Ms = 5 * MINUTE;
const JITTER: Ms = 20 * MINUTE;
/** After the last effect alarms may still speak of the way back to normal. */
const SETTLE: Ms = 10 * MINUTE;
/** Ticks between two reports of progress. */
const SLICE = 200;

/** Which simulated day, watched how. */
export interface SimulatedTask {
  readonly detector: DetectorId;
  readonly seed: number;
  readonly servers: number;
  readonly step: Ms;
}

/** Faults that leave something to judge: a server that reports nothing is the business of rules, not of detectors. */
export const VISIBLE_FAULTS: readonly FaultKind[] = FAULTS.filter((kind) => kind.dark === 'no');

/** The day of a seed: its world with the faults injected, its first instant, and what really happened. */
export function knownDay(
  seed: number,
  servers: number,
): { readonly world: World; readonly from: EpochMs; readonly windows: readonly Window[] } {
  const calm = makeWorld(seed, servers, 'normal');
  const from = FIRST_DAY + (((seed % 7) + 7) % 7) * DAY;
  const order = VISIBLE_FAULTS.map((_, k) => k).sort(
    (a, b) => hash32(seed, a, 0x9a1) - hash32(seed, b, 0x9a1),
  );
  const first = from + DAY - order.length * SLOT;
  const taken = new Set<number>();
  const actions = order.map((k, slot): Action => {
    const kind = VISIBLE_FAULTS[k];
    const target = chooseTarget(calm, kind, uniform(seed, k, 0x9a2), taken);
    taken.add(target);
    const late = Math.floor((uniform(seed, k, 0x9a3) * JITTER) / SECOND) * SECOND;
    return {
      kind: 'inject',
      fault: kind.id,
      target: calm.fleet.servers[target].name,
      at: first + slot * SLOT + LEAD + late,
      duration: undefined,
    };
  });
  const world = withActions(calm, actions);
  const windows = world.injected.flatMap((fault) =>
    [...fault.reached].map((unit): Window => {
      const isTarget = calm.fleet.servers[unit].name === fault.target;
      const until = fault.until + SETTLE;
      const { start, end } = fault;
      return { kind: fault.kind.id, unit, start, end, until, isTarget };
    }),
  );
  return { world, from, windows };
}

/**
 * Streams a known day through a detector that has seen nothing before; its warm-up counts. Yields the share done.
 * The same task gives the same trial on every machine.
 */
export function* simulatedTrial(task: SimulatedTask): Generator<number, Trial, void> {
  const { detector, seed, servers, step } = task;
  const { world, from, windows } = knownDay(seed, servers);
  const { fleet } = world;
  const size = fleet.metrics.length * fleet.servers.length;
  const judge = makeJudge(fleet, step, makeDetector(detector, size, step));
  const values = new Float32Array(size);
  const ticks = Math.floor(DAY / step);
  for (let k = 0; k < ticks; k++) {
    judge.step(frameAt(world, from + k * step, values));
    if (k % SLICE === SLICE - 1) yield (k + 1) / ticks;
  }
  return {
    detector,
    source: String(seed),
    step,
    units: fleet.servers.map((server) => server.name),
    ...judge.verdict(windows),
  };
}

/** A server of a role the fault suits that has not been hit; any other when there is none. */
function chooseTarget(
  world: World,
  kind: FaultKind,
  share: number,
  taken: ReadonlySet<number>,
): number {
  const { servers } = world.fleet;
  const fresh = servers.filter((server) => !taken.has(server.index));
  const suited = fresh.filter((server) => kind.suits.includes(server.role));
  const pool = suited.length > 0 ? suited : fresh.length > 0 ? fresh : servers;
  return pool[Math.floor(share * pool.length)].index;
}
