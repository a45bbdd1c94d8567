/** Faults: each shows on its target, travels along the links with delay, ends, and touches nobody else. */
import { describe, expect, test } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import { type MetricId, metricIndex } from '../../src/core/domain/metrics.ts';
import { type Action, parseActions } from '../../src/core/domain/session.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/domain/time.ts';
import { FAULTS } from '../../src/core/sim/faults.ts';
import { frameAt, reachability, reachableAt } from '../../src/core/sim/frame-at.ts';
import { bootedAt, hostFacts } from '../../src/core/sim/host-facts.ts';
import { hostLogs } from '../../src/core/sim/host-log.ts';
import { simReader } from '../../src/core/sim/reader.ts';
import { makeWorld, type World, withActions } from '../../src/core/sim/world.ts';

const T0 = Date.UTC(2026, 2, 3, 2); // Tuesday 11:00 in Seoul
const CALM = makeWorld(42, 20);

function act(text: string, world: World = CALM): World {
  return withActions(world, parseActions(text, T0) ?? []);
}
function index(name: string): number {
  return CALM.fleet.servers.findIndex((server) => server.name === name);
}
function value(world: World, metric: MetricId, name: string, t: number): number {
  return frameAt(world, t).values[metricIndex(metric) * world.fleet.servers.length + index(name)];
}
/** Mean over a minute from `t`. */
function level(world: World, metric: MetricId, name: string, t: number): number {
  const { values } = simReader(world, SECOND, t + MINUTE).read(
    metricIndex(metric),
    index(name),
    t,
    t + MINUTE,
  );
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** What must be seen on the target: metric, and the value it passes. */
const SEEN: Record<
  string,
  readonly [target: string, metric: MetricId, least: number, after: number]
> = {
  cpu: ['web-prod-01', 'cpu', 0.9, MINUTE],
  leak: ['api-orders-01', 'memory', 0.9, 20 * MINUTE],
  'disk-fill': ['storage-nfs-01', 'disk', 0.95, 25 * MINUTE],
  'disk-io': ['db-master-01', 'disk_io', 0.9, MINUTE],
  'slow-queries': ['db-master-01', 'latency_p95', 0.06, 2 * MINUTE],
  'net-loss': ['web-prod-02', 'error_ratio', 0.05, MINUTE],
  stampede: ['cache-redis-01', 'cpu', 0.65, MINUTE],
  surge: ['proxy-nginx-01', 'request_rate', 700, 3 * MINUTE],
  'bad-deploy': ['api-auth-01', 'error_ratio', 0.2, MINUTE],
  noisy: ['k8s-worker-01', 'cpu', 0.7, MINUTE],
  thermal: ['analytics-01', 'temperature', 40, 5 * MINUTE],
};

describe.each(FAULTS.map((kind) => kind.id))('%s', (id) => {
  const kind = FAULTS.find((candidate) => candidate.id === id);
  const target = SEEN[id]?.[0] ?? (kind?.targets === 'rack' ? 'A1' : 'api-orders-01');
  const world = act(`${id}@${target}+0s`);
  const size = CALM.fleet.servers.length;

  test('shows on its target', () => {
    if (SEEN[id] !== undefined) {
      const [, metric, least, after] = SEEN[id];
      expect(level(CALM, metric, target, T0 + after)).toBeLessThan(least);
      expect(level(world, metric, target, T0 + after)).toBeGreaterThan(least);
      return;
    }
    const hit = CALM.fleet.servers.filter(
      (server) => server.name === target || server.place?.rack === target,
    );
    for (const server of hit) {
      expect(Number.isNaN(value(world, 'cpu', server.name, T0 + MINUTE))).toBe(true);
      expect(reachableAt(world, server.index, T0 + MINUTE)).toBe(id === 'stale');
    }
    expect(reachability(world, T0 + MINUTE).reduce((sum, one) => sum + one, 0)).toBe(
      id === 'stale' ? size : size - hit.length,
    );
  });

  test('changes nothing before its onset, and nothing is left after it', () => {
    const fault = world.injected[0];
    for (const t of [T0 - DAY, T0 - 1, T0, fault.until + 1, fault.until + HOUR]) {
      if (t === T0 && kind?.dark !== 'no') continue;
      expect(frameAt(world, t).values).toEqual(frameAt(CALM, t).values);
    }
  });

  test('leaves servers alone that it does not reach', () => {
    const fault = world.injected[0];
    const t = T0 + 8 * MINUTE;
    const struck = frameAt(world, t).values;
    const calm = frameAt(CALM, t).values;
    const reached = new Set(fault.reached);
    for (let i = 0; i < calm.length; i++)
      if (!reached.has(i % size)) expect(struck[i]).toBe(calm[i]);
    expect(reached.size).toBeLessThan(size);
  });
});

test('disk-io on the database reaches the users, tier by tier, each later than the one before', () => {
  const world = act('disk-io@db-master-01+0s');
  const t = T0 + 3 * MINUTE;
  const grown = (name: string) =>
    level(world, 'latency_p95', name, t) / level(CALM, 'latency_p95', name, t);
  for (const api of ['api-orders-01', 'api-auth-01']) {
    expect(grown(api)).toBeGreaterThan(3);
    expect(grown(api)).toBeLessThan(10);
    expect(level(world, 'error_ratio', api, t)).toBeGreaterThan(0.05);
  }
  for (const name of ['web-prod-01', 'web-prod-02', 'proxy-nginx-01', 'api-gateway-prod'])
    expect(grown(name)).toBeGreaterThan(1.5);
  expect(level(world, 'request_rate', 'db-master-01', t)).toBeLessThan(
    0.97 * level(CALM, 'request_rate', 'db-master-01', t),
  );
  expect(grown('k8s-worker-01')).toBeLessThan(1.2);

  const onset = (name: string) => {
    for (let dt = 0; dt < 300; dt++) {
      const at = T0 + dt * SECOND;
      if (value(world, 'latency_p95', name, at) > 1.3 * value(CALM, 'latency_p95', name, at))
        return dt;
    }
    return Number.POSITIVE_INFINITY;
  };
  const [db, orders, gateway, web, proxy] = [
    'db-master-01',
    'api-orders-01',
    'api-gateway-prod',
    'web-prod-01',
    'proxy-nginx-01',
  ].map(onset);
  expect(orders).toBeGreaterThan(db);
  expect(gateway).toBeGreaterThan(orders);
  expect(web).toBeGreaterThan(gateway);
  expect(proxy).toBeGreaterThan(gateway); // the proxy calls the gateway too, past the web servers
  expect(Math.max(web, proxy)).toBeLessThan(180);
});

test('a lost server moves its requests to its peer', () => {
  const world = act('down@web-prod-01+0s');
  const t = T0 + 2 * MINUTE;
  expect(
    level(world, 'request_rate', 'web-prod-02', t) / level(CALM, 'request_rate', 'web-prod-02', t),
  ).toBeGreaterThan(1.7);
  expect(level(world, 'error_ratio', 'proxy-nginx-01', t)).toBeGreaterThan(0.03);
  expect(bootedAt(world, index('web-prod-01'), T0 + HOUR)).toBe(T0 + 10 * MINUTE);
});

test('a stampede lands on the databases', () => {
  const world = act('stampede@cache-redis-01+0s');
  expect(level(world, 'cpu', 'db-replica-01', T0 + 3 * MINUTE)).toBeGreaterThan(
    1.4 * level(CALM, 'cpu', 'db-replica-01', T0 + 3 * MINUTE),
  );
});

test('a surge flows down to the data', () => {
  const world = act('surge@icn+0s');
  for (const name of ['proxy-nginx-01', 'api-orders-01', 'db-master-01']) {
    expect(
      level(world, 'request_rate', name, T0 + 4 * MINUTE) /
        level(CALM, 'request_rate', name, T0 + 4 * MINUTE),
    ).toBeGreaterThan(1.3);
  }
});

test('clear ends a fault early, an explicit duration is kept', () => {
  const world = act('cpu@web-prod-01+0s,clear@web-prod-01+5m,cpu@web-prod-02+0s~2m');
  expect(value(world, 'cpu', 'web-prod-01', T0 + 4 * MINUTE)).toBeGreaterThan(0.9);
  expect(value(world, 'cpu', 'web-prod-01', T0 + 6 * MINUTE)).toBe(
    value(CALM, 'cpu', 'web-prod-01', T0 + 6 * MINUTE),
  );
  expect(value(world, 'cpu', 'web-prod-02', T0 + 3 * MINUTE)).toBe(
    value(CALM, 'cpu', 'web-prod-02', T0 + 3 * MINUTE),
  );
});

test('actions replace those before; two faults at once add up and stay physical', () => {
  const twice = act('cpu@db-master-01+0s,disk-io@db-master-01+0s,leak@db-master-01+0s');
  const { values } = frameAt(twice, T0 + 20 * MINUTE);
  CALM.fleet.metrics.forEach((metric, m) => {
    for (let s = 0; s < 20; s++) {
      expect(values[m * 20 + s]).toBeGreaterThanOrEqual(metric.min);
      expect(values[m * 20 + s]).toBeLessThanOrEqual(metric.max);
    }
  });
  expect(frameAt(withActions(twice, []), T0 + 20 * MINUTE).values).toEqual(
    frameAt(CALM, T0 + 20 * MINUTE).values,
  );
});

test('wrong faults and targets are named', () => {
  const inject = (fault: string, target: string): Action => ({
    kind: 'inject',
    fault,
    target,
    at: T0,
    duration: undefined,
  });
  const code = (actions: Action[]) => {
    try {
      withActions(CALM, actions);
    } catch (error) {
      return error instanceof EdgeError ? error.code : error;
    }
    return undefined;
  };
  expect(code([inject('gremlins', 'web-prod-01')])).toBe('sim/unknown-fault');
  expect(code([inject('cpu', 'web-prod-99')])).toBe('sim/unknown-target');
  expect(code([inject('switch', 'web-prod-01')])).toBe('sim/unknown-target');
  expect(code([{ kind: 'clear', target: 'nobody', at: T0 }])).toBe('sim/unknown-target');
  expect(
    code([{ kind: 'silence', target: 'nobody', at: T0, duration: undefined }]),
  ).toBeUndefined();
  expect(
    code([inject('cpu', 'srv_001'), inject('down', 'icn'), inject('switch', 'A3')]),
  ).toBeUndefined();
});

test('host facts and logs tell of the fault', () => {
  const world = act('disk-io@db-master-01+0s');
  const t = T0 + 5 * MINUTE;
  expect(
    hostFacts(world, index('db-master-01'), t).processes.some(
      (process) => process.name === 'pg_basebackup',
    ),
  ).toBe(true);
  expect(hostFacts(world, index('db-master-01'), t).services[0].status).toBe('degraded');
  expect(
    hostLogs(world, index('api-orders-01'), T0, t).some((line) =>
      line.message.includes('db-master-01'),
    ),
  ).toBe(true);
  const down = act('down@db-master-01+0s');
  expect(hostFacts(down, index('db-master-01'), t).reachable).toBe(false);
  expect(hostLogs(down, index('db-master-01'), T0 + SECOND, t)).toEqual([]);
});

test('a site of a large fleet can be struck', () => {
  const large = makeWorld(42, 1000);
  const world = act('net-loss@sel+0s', large);
  const sel = large.fleet.servers.filter((server) => server.place?.site === 'sel');
  expect(world.injected[0].reached.length).toBeGreaterThanOrEqual(sel.length);
});
