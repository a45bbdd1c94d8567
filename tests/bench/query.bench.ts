/** Formats and queries: parse speed and answer times on seeded data. The best of several rounds. */
import { readCsv } from '../../src/core/formats/csv.ts';
import { readExposition } from '../../src/core/formats/exposition-file.ts';
import { evaluate } from '../../src/core/query/evaluate.ts';
import { parsePromql } from '../../src/core/query/promql.ts';
import { makeStore } from '../../src/core/query/store.ts';
import { frameAt } from '../../src/core/sim/frame-at.ts';
import { simReader } from '../../src/core/sim/reader.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import { bestOf } from './best.ts';

/** A store at 15 s of one metric that counts and restarts, as a live source of many servers leaves it. */
function fleetOfCounters(servers: number, hours: number) {
  const world = makeWorld(42, servers);
  const metrics = world.fleet.metrics.slice(0, 1);
  const fleet = { ...world.fleet, metrics };
  const store = makeStore(fleet, 15_000, 64 * 1024 * 1024);
  const ticks = hours * 240;
  for (let i = 0; i <= ticks; i++) {
    const values = Float32Array.from({ length: servers }, (_, s) => (i * (s + 1)) % 40_000);
    store.push({ t: T0 + i * 15_000, values });
  }
  return { store, end: T0 + ticks * 15_000, prom: metrics[0].prom };
}

const T0 = Date.UTC(2026, 2, 1, 9);
const ROUNDS = 5;

export default async function bench(report: (name: string, figure: string) => void): Promise<void> {
  const rows = Array.from(
    { length: 100_000 },
    (_, i) =>
      `2026-03-01 ${String(Math.floor(i / 3600) % 24).padStart(2, '0')}:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:${String(i % 60).padStart(2, '0')},${i % 97},${(i % 1000) / 7}`,
  );
  const csv = `timestamp,a,b\n${rows.join('\n')}\n`;
  const csvMs = bestOf(ROUNDS, () => void readCsv('x.csv', csv));
  report(
    'read CSV, 100,000 rows × 2 columns',
    `${csvMs.toFixed(0)} ms, ${(csv.length / csvMs / 1000).toFixed(0)} MB/s`,
  );

  const lines = Array.from(
    { length: 100_000 },
    (_, i) =>
      `system_cpu_utilization{instance="web-${i % 50}",role="web"} 0.${i % 1000} ${T0 + Math.floor(i / 50) * 1000}`,
  );
  const text = lines.join('\n');
  const expositionMs = bestOf(ROUNDS, () => void readExposition('x', text, T0));
  report(
    'read exposition text, 100,000 samples',
    `${expositionMs.toFixed(0)} ms, ${(text.length / expositionMs / 1000).toFixed(0)} MB/s`,
  );

  const parseMs = bestOf(ROUNDS, () => {
    for (let i = 0; i < 1000; i++)
      parsePromql('sum by (role) (rate(http_requests_total{instance=~"web.*"}[5m])) / 2 > 0.5');
  });
  report('parse PromQL', `${parseMs.toFixed(1)} µs an expression`);

  const world = makeWorld(42, 20);
  const store = makeStore(world.fleet, 1000, 64 * 1024 * 1024);
  for (let i = 0; i < 3600; i++) store.push(frameAt(world, T0 + i * 1000));
  const sim = simReader(world, 1000, T0 + 3600_000);
  const end = T0 + 3599_000;
  for (const [name, promql, start, step] of [
    ['instant average', 'avg(system_cpu_utilization)', end, 1000],
    ['1 h at 10 s, 20 series', 'system_cpu_utilization', T0, 10_000],
    ['1 h at 10 s, top 3', 'topk(3, system_cpu_utilization)', T0, 10_000],
    [
      '1 h at 60 s, avg over 5 m by role',
      'avg by (role) (avg_over_time(system_cpu_utilization[5m]))',
      T0,
      60_000,
    ],
  ] as const) {
    const expr = parsePromql(promql);
    const stored = bestOf(ROUNDS, () => void evaluate(expr, store, { start, end, step }));
    const computed = bestOf(ROUNDS, () => void evaluate(expr, sim, { start, end, step }));
    report(
      `query ${name}`,
      `${stored.toFixed(2)} ms from the store, ${computed.toFixed(2)} ms from the simulator`,
    );
  }

  const { store: big, end: last, prom } = fleetOfCounters(1000, 6.1);
  for (const promql of [
    `sum by (role) (rate(${prom}[5m]))`,
    `topk(5, rate(${prom}[5m]))`,
    `quantile by (role) (0.9, ${prom})`,
    `${prom} / on (instance) ${prom} > 0.5`,
    `${prom} unless on (role) ${prom} > 1e9`,
    `max_over_time(${prom}[1h])`,
  ]) {
    const expr = parsePromql(promql);
    const ms = bestOf(
      ROUNDS,
      () => void evaluate(expr, big, { start: last - 6 * 3600_000, end: last, step: 15_000 }),
    );
    report(`query 6 h at 15 s over 1,000 series: ${promql}`, `${ms.toFixed(0)} ms`);
  }
}
