/** The simulated fleet as the assistant sees it from a terminal: the same replay, the same queries and logs as the page's. */
import type { AssistantContext } from '../core/assistant/answer.ts';
import { seriesCount, serverIndex } from '../core/domain/fleet.ts';
import type { Action, Locale, ScenarioId } from '../core/domain/session.ts';
import { alignDown, type EpochMs, MINUTE, type Ms, SECOND } from '../core/domain/time.ts';
import { makePipeline } from '../core/pipeline.ts';
import { evaluate } from '../core/query/evaluate.ts';
import { parsePromql } from '../core/query/promql.ts';
import { frameAt, reachability } from '../core/sim/frame-at.ts';
import { hostLogs } from '../core/sim/host-log.ts';
import { addPeople } from '../core/sim/people.ts';
import { simReader } from '../core/sim/reader.ts';
import { makeWorld, withActions } from '../core/sim/world.ts';

/** Series updates replayed before the instant, and their limits in ticks: as a fresh session of the page. */
const WARM_UP_UPDATES = 6_000_000;
const WARM_UP_TICKS = { least: 120, most: 6 * 3600 } as const;

/** Which fleet, and when. */
export interface FleetOptions {
  readonly seed: number;
  readonly size: number;
  readonly scenario: ScenarioId;
  readonly at: EpochMs;
  readonly actions: readonly Action[];
  /** Where the replay begins. */
  readonly from: EpochMs;
  /** Language of people's names. */
  readonly locale: Locale;
  /** Minutes the asker's clock is ahead of UTC. */
  readonly zoneOffsetMinutes: number;
  clock(): Ms;
}

/** Where a fresh session of a fleet of that size begins. */
export function defaultFrom(seed: number, size: number, at: EpochMs): EpochMs {
  const ticks = Math.min(
    Math.max(
      Math.round(WARM_UP_UPDATES / seriesCount(makeWorld(seed, size).fleet)),
      WARM_UP_TICKS.least,
    ),
    WARM_UP_TICKS.most,
  );
  return alignDown(at - ticks * SECOND, MINUTE);
}

/** Replays the fleet up to the instant and attaches every source of answers. */
export async function fleetContext(options: FleetOptions): Promise<AssistantContext> {
  const { seed, size, scenario, at, actions } = options;
  const world = withActions(makeWorld(seed, size, scenario), actions);
  const fleet = await addPeople(world.fleet, seed, options.locale);
  const end = alignDown(at, SECOND);
  const from = alignDown(options.from, MINUTE);
  const pipeline = makePipeline({ fleet, step: SECOND });
  const acts = actions
    .filter(({ kind }) => kind === 'acknowledge' || kind === 'silence')
    .sort((a, b) => a.at - b.at);
  for (let t = from; t <= end; t += SECOND) {
    while (acts[0] !== undefined && acts[0].at < t) {
      const act = acts.shift();
      if (act !== undefined) pipeline.act(act);
    }
    pipeline.step(frameAt(world, t), reachability(world, t));
  }
  const reader = simReader(world, SECOND, end);
  const snapshot = pipeline.snapshot();
  return {
    fleet,
    snapshot,
    now: snapshot.t,
    zoneOffsetMinutes: options.zoneOffsetMinutes,
    simulated: true,
    injected: actions.flatMap((action) =>
      action.kind === 'inject' &&
      !actions.some(
        (other) =>
          other.kind === 'clear' && other.target === action.target && other.at >= action.at,
      )
        ? [{ fault: action.fault, target: action.target }]
        : [],
    ),
    query: async (promql, start, stop, step) =>
      evaluate(parsePromql(promql), reader, { start, end: stop, step }),
    anomalies: async (start, stop) => pipeline.anomalies(start, stop),
    logs: async (server, start, stop, limit) =>
      hostLogs(world, serverIndex(fleet, server), start, stop, limit).toReversed(),
    clock: options.clock,
  };
}
