/** The simulated fleet as a source: every tick is computed, none is stored. */
import type { Action, ScenarioId } from '../../core/domain/session.ts';
import { type EpochMs, MINUTE, type Ms } from '../../core/domain/time.ts';
import { frameAt, reachability } from '../../core/sim/frame-at.ts';
import { simReader } from '../../core/sim/reader.ts';
import { makeWorld, type World, withActions } from '../../core/sim/world.ts';
import type { Source } from './source.ts';

/** How far back a host report's log lines reach. */
const LOG_WINDOW: Ms = 15 * MINUTE;

/** Makes the fleet of `seed` and `size`. @throws EdgeError `sim/unknown-fault`, `sim/unknown-target` for actions that fit no fault */
export function simulatedSource(
  seed: number,
  size: number,
  scenario: ScenarioId,
  step: Ms,
  actions: readonly Action[],
): Source {
  return sourceOf(withActions(makeWorld(seed, size, scenario), actions), step);
}

function sourceOf(world: World, step: Ms): Source {
  return {
    kind: 'simulated',
    name: world.scenario,
    fleet: world.fleet,
    step,
    from: undefined,
    to: undefined,
    bytes: 0,
    read(t: EpochMs, out: Float32Array): void {
      frameAt(world, t, out);
    },
    reach(t: EpochMs, out: Uint8Array): void {
      reachability(world, t, out);
    },
    reader: (to) => simReader(world, step, to),
    async host(server, t, locale) {
      // Loaded with the first machine that is looked at.
      const [{ hostFacts }, { hostLogs }, { addPeople }] = await Promise.all([
        import('../../core/sim/host-facts.ts'),
        import('../../core/sim/host-log.ts'),
        import('../../core/sim/people.ts'),
      ]);
      const { fleet, seed } = world;
      const described = await addPeople(
        { ...fleet, servers: [fleet.servers[server]] },
        seed,
        locale,
      );
      return {
        people: described.servers[0].people,
        facts: hostFacts(world, server, t),
        exported: undefined,
        logs: hostLogs(world, server, t - LOG_WINDOW, t),
      };
    },
    withActions: (actions) => sourceOf(withActions(world, actions), step),
  };
}
