/** A simulated fleet with a quarter of an hour of history, as the assistant sees it. Shared by the assistant's tests. */
import type { AssistantContext } from '../../src/core/assistant/answer.ts';
import type { Action } from '../../src/core/domain/session.ts';
import { MINUTE, SECOND } from '../../src/core/domain/time.ts';
import { makePipeline } from '../../src/core/pipeline.ts';
import { evaluate } from '../../src/core/query/evaluate.ts';
import { parsePromql } from '../../src/core/query/promql.ts';
import { frameAt, reachability } from '../../src/core/sim/frame-at.ts';
import { hostLogs } from '../../src/core/sim/host-log.ts';
import { simReader } from '../../src/core/sim/reader.ts';
import { makeWorld, withActions } from '../../src/core/sim/world.ts';

/** Thursday 2026-03-12, 14:00 in Seoul. */
export const FROM = Date.UTC(2026, 2, 12, 5);
const STEP = SECOND;

/** The default fleet after `minutes` of `actions`, every answer's sources attached. */
export function fleetContext(actions: readonly Action[], minutes: number): AssistantContext {
  const world = withActions(makeWorld(42, 20), actions);
  const pipeline = makePipeline({ fleet: world.fleet, step: STEP });
  const now = FROM + minutes * MINUTE;
  for (let t = FROM; t <= now; t += STEP) pipeline.step(frameAt(world, t), reachability(world, t));
  const reader = simReader(world, STEP, now);
  const snapshot = pipeline.snapshot();
  let ticks = 0;
  return {
    fleet: world.fleet,
    snapshot,
    now: snapshot.t,
    zoneOffsetMinutes: 540,
    simulated: true,
    injected: actions.flatMap((action) =>
      action.kind === 'inject' ? [{ fault: action.fault, target: action.target }] : [],
    ),
    query: async (promql, start, end, step) =>
      evaluate(parsePromql(promql), reader, { start, end, step }),
    anomalies: async (start, end) => pipeline.anomalies(start, end),
    logs: async (server, start, end, limit) => {
      const s = world.fleet.servers.findIndex(({ name }) => name === server);
      return hostLogs(world, s, start, end, limit).toReversed();
    },
    clock: () => ticks++,
  };
}
