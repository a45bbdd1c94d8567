/**
 * Root cause on incidents nobody has seen: seeded faults through the whole pipeline; how often the true culprit is suspected first or among the
 * first three four minutes after the first incident opened, and whether there is one incident per cause. `CAUSE_SERIES` draws other cases.
 */
import type { Incident, Suspect } from '../../src/core/domain/incident.ts';
import { MINUTE, SECOND } from '../../src/core/domain/time.ts';
import { makePipeline } from '../../src/core/pipeline.ts';
import { frameAt, reachability } from '../../src/core/sim/frame-at.ts';
import { resolveTarget } from '../../src/core/sim/target.ts';
import { withActions } from '../../src/core/sim/world.ts';
import { type CauseCase, GROUPS, makeCase, type Strike } from './cause-cases.ts';
import type { Report } from './run.ts';

const SERIES = Number(process.env.CAUSE_SERIES ?? 5);
const CASES = Number(process.env.CAUSE_CASES ?? 100);
/** When a reader looks, after the first incident opened. */
const LOOK = 4 * MINUTE;

/** The incidents four minutes after the first one opened, or at the end; none when nothing fired. */
function watch({ world, from, strikes }: CauseCase): readonly Incident[] {
  const struck = withActions(
    world,
    strikes.map(({ fault, target, at, duration }) => ({
      kind: 'inject',
      fault,
      target,
      at,
      duration,
    })),
  );
  const { fleet } = struck;
  const pipeline = makePipeline({ fleet, step: SECOND });
  const values = new Float32Array(fleet.metrics.length * fleet.servers.length);
  const reachable = new Uint8Array(fleet.servers.length);
  const began = Math.min(...strikes.map(({ at }) => at));
  const end = Math.max(...strikes.map(({ at, duration }) => at + duration));
  let lookAt = Number.POSITIVE_INFINITY;
  for (let t = from; t < Math.min(end, lookAt); t += SECOND) {
    pipeline.step(frameAt(struck, t, values), reachability(struck, t, reachable));
    if (
      lookAt > end &&
      t > began &&
      t % (10 * SECOND) === 0 &&
      pipeline.snapshot().incidents.length > 0
    )
      lookAt = t + LOOK;
  }
  return pipeline.snapshot().incidents;
}

/** Whether a suspect is what was struck: the server, or the place with the same servers. */
function isCulprit(
  { world: { fleet } }: CauseCase,
  suspect: Suspect | undefined,
  { servers }: Strike,
): boolean {
  if (!suspect) return false;
  if (!suspect.place)
    return servers.length === 1 && fleet.servers[servers[0]].name === suspect.server;
  const found = resolveTarget(fleet, suspect.place.name)?.servers ?? [];
  return found.length === servers.length && found.every((server, k) => server === servers[k]);
}

export default async function bench(report: Report): Promise<void> {
  const names = ['all', ...Object.keys(GROUPS)];
  const tally = new Map(
    names.map((name) => [name, { felt: 0, first: 0, three: 0, cases: 0, single: 0 }]),
  );
  for (let i = 0; i < CASES; i++) {
    const given = makeCase(SERIES, i);
    const { group, strikes, world } = given;
    const incidents = watch(given);
    if (incidents.length === 0) continue;
    for (const name of ['all', group]) {
      const sums = tally.get(name);
      if (!sums) continue;
      sums.cases++;
      if (incidents.length <= strikes.length) sums.single++;
      for (const strike of strikes) {
        const hit = new Set(strike.servers.map((server) => world.fleet.servers[server].name));
        const [main] = incidents
          .filter(
            ({ involved }) =>
              strikes.length === 1 || involved.some(({ server }) => hit.has(server)),
          )
          .sort((a, b) => b.involved.length - a.involved.length);
        if (!main) continue;
        // Two causes in one incident: either may stand first, the other second.
        const front = strikes.length > 1 && incidents.length === 1 ? 2 : 1;
        const isAmong = (count: number) =>
          main.suspects.slice(0, count).some((suspect) => isCulprit(given, suspect, strike));
        sums.felt++;
        if (isAmong(front)) sums.first++;
        if (isAmong(3)) sums.three++;
      }
    }
  }
  for (const [name, { felt, first, three, cases, single }] of tally)
    report(
      `root cause, ${name}: ${felt} faults felt`,
      `first ${percent(first, felt)}, in the first three ${percent(three, felt)}; one incident per cause ${single} of ${cases}`,
    );
}

const percent = (part: number, whole: number): string =>
  `${((100 * part) / Math.max(1, whole)).toFixed(0)} %`;
