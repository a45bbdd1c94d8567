/** Frames of the simulated fleet: purity, the calm day, stress, and the reader that computes single series. */
import { expect, test } from 'vitest';
import { type MetricId, metricIndex } from '../../src/core/domain/metrics.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/domain/time.ts';
import { frameAt } from '../../src/core/sim/frame-at.ts';
import { hostFacts } from '../../src/core/sim/host-facts.ts';
import { hostLogs } from '../../src/core/sim/host-log.ts';
import { simReader } from '../../src/core/sim/reader.ts';
import { rhythm } from '../../src/core/sim/workload.ts';
import { makeWorld, type World } from '../../src/core/sim/world.ts';

const NOON = Date.UTC(2026, 2, 3, 3); // Tuesday 12:00 in Seoul

function series(
  world: World,
  metric: MetricId,
  name: string,
  start: number,
  step: number,
  count: number,
): number[] {
  const reader = simReader(world, step, start + step * (count - 1));
  const s = world.fleet.servers.findIndex((server) => server.name === name);
  return [...reader.read(metricIndex(metric), s, start, start + step * (count - 1)).values];
}
const mean = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

test('a frame depends on nothing but its arguments', () => {
  const world = makeWorld(42, 50, 'failure');
  const first = frameAt(world, NOON).values;
  for (const t of [NOON + DAY, NOON - 3 * DAY, NOON + 1, 0]) frameAt(world, t);
  expect(frameAt(world, NOON).values).toEqual(first);
  expect(frameAt(makeWorld(42, 50, 'failure'), NOON).values).toEqual(first);
  const out = new Float32Array(first.length);
  expect(frameAt(world, NOON, out).values).toBe(out);
  expect(out).toEqual(first);
  expect(() => frameAt(world, NOON, new Float32Array(3))).toThrow();
});

test('another seed is another fleet', () => {
  expect(frameAt(makeWorld(43, 20), NOON).values).not.toEqual(
    frameAt(makeWorld(42, 20), NOON).values,
  );
});

test.each(['normal', 'stress', 'failure'] as const)(
  'the reader reads what frames show (%s)',
  (scenario) => {
    const world = makeWorld(5, 30, scenario);
    const reader = simReader(world, MINUTE, NOON);
    for (let i = 0; i < 40; i++) {
      const metric = i % 13;
      const server = (i * 7) % 30;
      const samples = reader.read(metric, server, NOON - 5 * MINUTE, NOON + HOUR);
      expect(samples.times.length).toBe(6); // nothing after `to`
      samples.times.forEach((t, k) => {
        expect(samples.values[k]).toBe(frameAt(world, t).values[metric * 30 + server]);
      });
    }
  },
);

test('a thinned read shows really sampled values on a grid that does not move', () => {
  const reader = simReader(makeWorld(42, 20), SECOND, NOON);
  const wide = reader.read(0, 0, NOON - HOUR, NOON, 100);
  expect(wide.times.length).toBeLessThanOrEqual(101);
  const shifted = reader.read(0, 0, NOON - HOUR + 10 * SECOND, NOON, 100);
  const known = new Map([...wide.times].map((t, i) => [t, wide.values[i]]));
  expect(shifted.times.filter((t) => known.has(t)).length).toBeGreaterThan(90);
  shifted.times.forEach((t, i) => {
    if (known.has(t)) expect(shifted.values[i]).toBe(known.get(t));
  });
  expect(reader.read(0, 0, NOON, NOON - HOUR).times.length).toBe(0);
});

test.each([1, 42, 777])('a calm week stays within what normal rules allow (seed %i)', (seed) => {
  const world = makeWorld(seed, 20);
  const limits: Record<MetricId, readonly [number, number]> = {
    cpu: [0.05, 0.7],
    memory: [0.35, 0.8],
    disk: [0.1, 0.8],
    disk_io: [0, 0.7],
    net_in: [1000, 1e8],
    net_out: [1000, 1e8],
    request_rate: [0.5, 3000],
    latency: [0.0002, 0.15],
    latency_p95: [0.0005, 0.4],
    error_ratio: [0, 0.005],
    load: [0.1, 70],
    temperature: [19, 34],
    power: [80, 700],
  };
  const size = world.fleet.servers.length;
  const out: string[] = [];
  for (let t = NOON - 3 * DAY; t < NOON + 4 * DAY; t += 11 * MINUTE + 7 * SECOND) {
    const { values } = frameAt(world, t);
    Object.entries(limits).forEach(([id, [low, high]], m) => {
      for (let s = 0; s < size; s++) {
        const x = values[m * size + s];
        if (!(x >= low && x <= high))
          out.push(`${id} ${world.fleet.servers[s].name} ${new Date(t).toISOString()} ${x}`);
      }
    });
  }
  expect(out).toEqual([]);
});

test('demand has hours, days and weeks, and everything follows it', () => {
  const world = makeWorld(42, 20);
  const night = NOON - 8 * HOUR;
  for (const [metric, name, least] of [
    ['request_rate', 'web-prod-01', 2.5],
    ['request_rate', 'db-master-01', 2.5],
    ['cpu', 'api-orders-01', 1.8],
    ['net_out', 'proxy-nginx-01', 2.5],
    ['latency_p95', 'web-prod-01', 1.1],
    ['power', 'web-prod-01', 1.15],
  ] as const) {
    const day = mean(series(world, metric, name, NOON, SECOND, 300));
    expect(day / mean(series(world, metric, name, night, SECOND, 300))).toBeGreaterThan(least);
  }
  expect(rhythm(NOON + 5 * DAY)).toBeLessThan(0.85 * rhythm(NOON)); // Sunday
  expect(Math.abs(rhythm(NOON) - rhythm(NOON + 7 * DAY))).toBeLessThan(1e-9);
});

test('neighbouring seconds differ a little, never by a jump', () => {
  const cpu = series(makeWorld(42, 20), 'cpu', 'db-master-01', NOON, SECOND, 1200);
  const steps = cpu.slice(1).map((x, i) => Math.abs(x - cpu[i]));
  expect(Math.max(...steps)).toBeLessThan(0.08);
  expect(mean(steps)).toBeGreaterThan(0.002);
});

test('stress is busier than normal and saturates at the peak', () => {
  const calm = mean(series(makeWorld(42, 20), 'request_rate', 'proxy-nginx-01', NOON, MINUTE, 60));
  const busy = mean(
    series(makeWorld(42, 20, 'stress'), 'request_rate', 'proxy-nginx-01', NOON, MINUTE, 60),
  );
  expect(busy / calm).toBeGreaterThan(1.5);
  expect(
    Math.max(...series(makeWorld(42, 20, 'stress'), 'cpu', 'k8s-worker-01', NOON, MINUTE, 120)),
  ).toBeGreaterThan(0.8);
});

test('the failure scenario strikes faults every few hours, a normal day none', () => {
  const size = 20;
  let missing = 0;
  let failing = 0;
  const failure = makeWorld(42, size, 'failure');
  for (let t = NOON; t < NOON + 2 * DAY; t += 5 * MINUTE) {
    const { values } = frameAt(failure, t);
    for (let s = 0; s < size; s++) {
      if (Number.isNaN(values[s])) missing++;
      if (values[metricIndex('error_ratio') * size + s] > 0.05) failing++;
    }
  }
  expect(missing).toBeGreaterThan(0);
  expect(failing).toBeGreaterThan(20);
});

test('host facts agree with the metrics', () => {
  const world = makeWorld(42, 20);
  for (let s = 0; s < 20; s++) {
    const facts = hostFacts(world, s, NOON);
    const cpu = facts.processes.reduce((sum, process) => sum + process.cpu, 0);
    expect(Math.abs(cpu - frameAt(world, NOON).values[s])).toBeLessThan(0.08);
    expect(facts.services.map((service) => service.status)).toEqual(
      world.fleet.servers[s].services.map(() => 'running'),
    );
    expect(facts.bootedAt).toBeLessThan(NOON);
    expect(new Set(facts.processes.map((process) => process.pid)).size).toBe(
      facts.processes.length,
    );
  }
  const lines = hostLogs(world, 0, NOON - HOUR, NOON, 50);
  expect(lines.length).toBe(50);
  expect(lines.every((line, i) => i === 0 || line.t >= lines[i - 1].t)).toBe(true);
  expect(lines.every((line) => line.level === 'info' && !/[{}@*]/.test(line.message))).toBe(true);
});
