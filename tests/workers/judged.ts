/** One stretch of a simulated fleet with a fault in it, and what rules make of it whatever source it is read from. */
import { DEFAULT_RULES, PLAIN_RULE } from '../../src/core/alert/rules.ts';
import type { Fleet } from '../../src/core/domain/fleet.ts';
import type { Rule } from '../../src/core/domain/rule.ts';
import { parseActions } from '../../src/core/domain/session.ts';
import { MINUTE, SECOND } from '../../src/core/domain/time.ts';
import type { EngineHost } from '../../src/workers/host.ts';
import { makeRun } from '../../src/workers/run.ts';
import { simulatedSource } from '../../src/workers/sources/simulated.ts';
import type { Source } from '../../src/workers/sources/source.ts';

/** Step of every source in these tests, and how long the stretch is. */
export const STEP = 15 * SECOND;
const SPAN = 45 * MINUTE;

/** The default rules, and one of each other kind: a change, a score, no data, a scope. */
export const RULES: readonly Rule[] = [
  ...DEFAULT_RULES,
  { ...PLAIN_RULE, id: 'Jump', metric: 'disk_io', signal: 'rate', threshold: 0.2, clear: 0.1 },
  { ...PLAIN_RULE, id: 'Odd', metric: 'disk_io', signal: 'score', threshold: 0.5, clear: 0.4 },
  {
    ...PLAIN_RULE,
    id: 'Gone',
    metric: 'cpu',
    threshold: 2,
    clear: 2,
    noData: 'alert',
    for: MINUTE,
  },
  {
    ...PLAIN_RULE,
    id: 'OneHost',
    metric: 'disk_io',
    threshold: 0.5,
    clear: 0.45,
    scope: [{ label: 'instance', op: '=~', value: 'db-.*' }],
  },
];

/** The fleet whose disk saturates for eight minutes after half an hour, ending `now`; ticks lie on whole steps. */
export function stretch(now: number) {
  const to = Math.floor(now / STEP) * STEP - 2 * STEP;
  const from = to - SPAN;
  const actions = parseActions('disk-io@db-master-01+30m~8m', from) ?? [];
  const source = simulatedSource(42, 20, 'normal', STEP, actions);
  const ticks: { readonly t: number; readonly values: Float32Array }[] = [];
  for (let t = from; t <= to; t += STEP) {
    const values = new Float32Array(source.fleet.metrics.length * source.fleet.servers.length);
    source.read(t, values);
    // One exporter falls silent for good: its series end.
    const silent = source.fleet.servers.findIndex(({ name }) => name === 'mail-01');
    if (t > from + 40 * MINUTE)
      for (let m = 0; m < source.fleet.metrics.length; m++)
        values[m * source.fleet.servers.length + silent] = Number.NaN;
    ticks.push({ t, values });
  }
  const { fleet } = source;
  const played: Source = {
    ...source,
    from,
    to,
    read: (t, out) => out.set(ticks[Math.round((t - from) / STEP)].values),
  };
  return { from, to, fleet, ticks, played };
}

/** The value of one series in one tick. */
export function sampleOf(fleet: Fleet, values: Float32Array, metric: number, server: number) {
  return values[metric * fleet.servers.length + server];
}

/** Every alert the rules raise over a source from `from` to `to`, as one line each. */
export async function judged(source: Source, from: number, to: number): Promise<readonly string[]> {
  const host: EngineHost = {
    now: () => to,
    elapsed: () => 0,
    after: () => () => undefined,
    breathe: () => Promise.resolve(),
    emit: () => undefined,
  };
  const run = makeRun(host, source, from, () => [], 1, RULES);
  await run.moveTo(to);
  run.stop();
  const at = (t: number | undefined) => (t === undefined ? '–' : String((t - from) / SECOND));
  return run.pipeline.alertLog
    .map(
      ({ rule, severity, server, state, since, firedAt, endedAt }) =>
        `${rule}/${severity} ${server} ${state} ${at(since)} ${at(firedAt)} ${at(endedAt)}`,
    )
    .toSorted();
}
