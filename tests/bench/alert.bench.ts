/** Rules: one tick of 10,000 servers × 12 rules, calm and in a storm; a preview by replay. */
import { makeAlerts } from '../../src/core/alert/alerts.ts';
import { DEFAULT_RULES, PLAIN_RULE } from '../../src/core/alert/rules.ts';
import type { Rule } from '../../src/core/domain/rule.ts';
import { HOUR, MINUTE } from '../../src/core/domain/time.ts';
import { previewRule } from '../../src/core/rule-preview.ts';
import { scopesOf } from '../../src/core/rule-scope.ts';
import { frameAt, reachability } from '../../src/core/sim/frame-at.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import type { Report } from './run.ts';

const FROM = Date.UTC(2026, 2, 1, 9);
const STEP = 1000;
const TICKS = 120;

/** Twelve rules of every kind, some with a scope and some that want to be told of missing data. */
const RULES: readonly Rule[] = [
  ...DEFAULT_RULES.slice(0, 6),
  {
    ...PLAIN_RULE,
    id: 'Rate',
    signal: 'rate',
    metric: 'memory',
    threshold: 0.2,
    window: 10 * MINUTE,
  },
  { ...PLAIN_RULE, id: 'Odd', signal: 'score', metric: 'latency_p95', threshold: 0.6, clear: 0.5 },
  { ...PLAIN_RULE, id: 'Full', signal: 'predicted', metric: 'disk', threshold: 1, clear: 0.98 },
  { ...PLAIN_RULE, id: 'Gone', metric: 'cpu', threshold: 0.95, clear: 0.9, noData: 'alert' },
  { ...PLAIN_RULE, id: 'Ended', metric: 'disk', threshold: 0.97, clear: 0.95, noData: 'resolve' },
  {
    ...PLAIN_RULE,
    id: 'Web',
    metric: 'cpu',
    scope: [{ label: 'role', op: '=~', value: 'web|api' }],
  },
];

const median = (list: number[]): number => list.sort((a, b) => a - b)[list.length >> 1];

/** Median and longest ms per tick. `share` of the servers are beyond every limit in every second stretch of 10 ticks. */
function tickTime(size: number, share: number): { ms: number; most: number } {
  const { fleet } = makeWorld(42, size);
  const calm = frameAt(makeWorld(42, size), FROM).values.slice();
  const storm = calm.slice();
  for (let m = 0; m < fleet.metrics.length; m++)
    for (let s = 0; s < size * share; s++) storm[m * size + s] = 1e9;
  const alerts = makeAlerts(fleet, RULES, STEP, scopesOf(fleet));
  const all = new Uint8Array(size).fill(1);
  const scores = new Float32Array(calm.length).fill(0.1);
  const predicted = new Float32Array(size).fill(0.5);
  const times: number[] = [];
  for (let k = 0; k < TICKS; k++) {
    const values = share > 0 && Math.floor(k / 10) % 2 === 1 ? storm : calm;
    const start = performance.now();
    alerts.step({ t: FROM + k * STEP, values, predicted, scores, reachable: all, reporting: all });
    times.push(performance.now() - start);
  }
  return { most: Math.max(...times.slice(20)), ms: median(times) };
}

export default async function alertBench(report: Report): Promise<void> {
  for (const [size, share] of [
    [20, 0],
    [1000, 0],
    [10_000, 0],
    [10_000, 0.1],
  ] as const) {
    const { ms, most } = tickTime(size, share);
    const state = share > 0 ? `, ${share * 100} % beyond every limit and back` : '';
    report(
      `tick, ${size} servers × ${RULES.length} rules${state}`,
      `${ms.toFixed(3)} ms median, ${most.toFixed(2)} ms at most (≤ 20 ms)`,
    );
  }
  const world = makeWorld(42, 20);
  const source = {
    fleet: world.fleet,
    step: STEP,
    read: (t: number, out: Float32Array) => void frameAt(world, t, out),
    reach: (t: number, out: Uint8Array) => void reachability(world, t, out),
  };
  for (const rule of [PLAIN_RULE, RULES[7]]) {
    const start = performance.now();
    const task = { rule, from: FROM, start: FROM, end: FROM + 6 * HOUR, budget: 1 };
    const steps = previewRule(source, task);
    while (!steps.next().done);
    report(
      `preview of a ${rule.signal} rule, 20 servers × 6 h at 1 s`,
      `${((performance.now() - start) / 1000).toFixed(2)} s, simulator included`,
    );
  }
}
