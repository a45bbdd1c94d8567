/** A storm: 1,000 alerts a second for a minute through the whole pipeline of 10,000 servers, and a switch failure that takes a hall of it. */
import { PLAIN_RULE } from '../../src/core/alert/rules.ts';
import { parseActions } from '../../src/core/domain/session.ts';
import { SECOND } from '../../src/core/domain/time.ts';
import { makePipeline } from '../../src/core/pipeline.ts';
import { frameAt, reachability } from '../../src/core/sim/frame-at.ts';
import { resolveTarget } from '../../src/core/sim/target.ts';
import { makeWorld, withActions } from '../../src/core/sim/world.ts';
import type { Report } from './run.ts';

const FROM = Date.UTC(2026, 2, 1, 9);
const SIZE = 10_000;
const PER_SECOND = 1000;
const SECONDS = 60;
const CALM = 20;

const at = (list: readonly number[], share: number): number =>
  list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(share * list.length))] ?? 0;

/** Ms per tick (median, 95th, worst) as one line. */
const spread = (list: readonly number[]): string =>
  `median ${at(list, 0.5).toFixed(0)} ms, p95 ${at(list, 0.95).toFixed(0)} ms, worst ${at(list, 1).toFixed(0)} ms`;

export default async function bench(report: Report): Promise<void> {
  const world = makeWorld(42, SIZE);
  const { metrics } = world.fleet;
  const watched = ['cpu', 'memory', 'disk', 'disk_io', 'latency_p95', 'error_ratio'];
  const rules = watched.map((metric) => ({
    ...PLAIN_RULE,
    id: `Storm_${metric}`,
    metric,
    signal: 'value' as const,
    comparison: '>' as const,
    threshold: 5,
    clear: 5,
    for: 0,
    severity: 'warning' as const,
  }));
  const pipeline = makePipeline({ fleet: world.fleet, step: SECOND, rules });
  const values = new Float32Array(metrics.length * SIZE);
  const rows = watched.map((id) => metrics.findIndex((metric) => metric.id === id));
  const calm: number[] = [];
  const stormy: number[] = [];
  const shown: number[] = [];
  let raised = 0;
  for (let second = 0; second < CALM + SECONDS; second++) {
    const t = FROM + second * SECOND;
    frameAt(world, t, values);
    if (second >= CALM) raised += PER_SECOND;
    // Series go over the line one after the other and stay there: rule by rule, servers in a scattered order.
    for (let k = 0; k < raised; k++) {
      const server = (k * 7919) % SIZE;
      values[rows[Math.floor(k / SIZE)] * SIZE + server] = 10;
    }
    const begun = performance.now();
    pipeline.step({ t, values });
    const stepped = performance.now();
    (second < CALM ? calm : stormy).push(stepped - begun);
    const snapshot = pipeline.snapshot();
    structuredClone(snapshot);
    if (second >= CALM) shown.push(performance.now() - stepped);
  }
  const { incidents, alerts } = pipeline.snapshot();
  report(`tick before the storm, ${SIZE} servers`, spread(calm));
  report(`tick while ${PER_SECOND} alerts a second fire for ${SECONDS} s`, spread(stormy));
  report('snapshot taken and copied meanwhile', spread(shown));
  report(
    'at its end',
    `${raised} alerts fired, ${incidents.length} incidents, ${alerts.length} alerts in the snapshot`,
  );

  const hall = 'pus-hall-1';
  const struck = withActions(world, parseActions(`switch@${hall}+30s`, FROM) ?? []);
  const inside = resolveTarget(struck.fleet, hall)?.servers.length ?? 0;
  const dark = makePipeline({ fleet: struck.fleet, step: SECOND });
  const reach = new Uint8Array(SIZE);
  const ticks: number[] = [];
  for (let second = 0; second < 120; second++) {
    const t = FROM + second * SECOND;
    frameAt(struck, t, values);
    const begun = performance.now();
    dark.step({ t, values }, reachability(struck, t, reach));
    ticks.push(performance.now() - begun);
  }
  const last = dark.snapshot();
  const open = last.incidents.filter(({ state }) => state === 'open');
  const [first] = open;
  report(
    `switch of ${hall} with ${inside} of ${SIZE} servers fails`,
    `${open.length} incident, named ${first?.place?.kind} ${first?.place?.name}, ${first?.counts?.alerts} alerts, ${first?.counts?.muted} muted, belief ${first?.suspects[0]?.share.toFixed(2)}`,
  );
  report('tick meanwhile', spread(ticks));
}
