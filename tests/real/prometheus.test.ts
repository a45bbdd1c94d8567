/** Our Prometheus and Alertmanager clients against the real programs: the same numbers, silences there, stale when the exporter stops. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { liveSource } from '../../src/workers/live/live-source.ts';
import { configOf, liveEngine } from '../workers/live-engine.ts';
import {
  makeStage,
  missing,
  type Stage,
  startAlertmanager,
  startExporter,
  startPrometheus,
} from './servers.ts';

const absent = missing('prometheus', 'promtool', 'exporter');

describe.skipIf(absent)(`a real Prometheus${absent ? ` (skipped: ${absent})` : ''}`, () => {
  let stage: Stage;
  let url: string;
  let exporter: Awaited<ReturnType<typeof startExporter>>;
  beforeAll(async () => {
    stage = makeStage();
    exporter = await startExporter(stage);
    url = await startPrometheus(stage, [exporter.target]);
  }, 60_000);
  afterAll(() => stage.stop());

  const BUSY =
    '1 - avg(sum by (cpu) (rate(node_cpu_seconds_total{mode=~"idle|iowait|steal"}[1m])))';
  /** A value by promtool, at an instant. */
  function promtool(promql: string, at: number): number {
    const text = stage.run('promtool', 'query', 'instant', `--time=${at / 1000}`, url, promql);
    return Number(/=>\s*(\S+)/u.exec(text)?.[1]);
  }

  test('finds the server, fills history in, follows, and gives the values promtool gives', async () => {
    // An instant with rates, which need two scrapes, whose scrapes are all in and did not fail.
    let settled = 0;
    await expect
      .poll(() => {
        settled = Math.floor(Date.now() / 1000) * 1000 - 3000;
        return promtool(`min_over_time(up[3s]) and on () (${BUSY} >= 0)`, settled);
      })
      .toBe(1);
    const live = await liveEngine();
    await live.connections.connect(configOf({ kind: 'prometheus', url }), undefined);
    const connection = live.connections.servers('l-test');
    await live.until('l-test', ({ status }) => status === 'live');
    const source = await liveSource(connection);
    const ids = source.fleet.metrics.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['cpu', 'memory', 'disk', 'net_in', 'load']));
    expect(source.fleet.servers).toHaveLength(1);
    // It follows. Compared is an instant read as history: a scrape of it that is still under way changes what is told there.
    const begun = connection.state.newest ?? Date.now();
    await live.until('l-test', ({ newest }) => (newest ?? 0) >= begun + 4000);
    const at = settled;
    const frame = new Float32Array(ids.length);
    source.read(at, frame);
    const ours = (id: string) => frame[ids.indexOf(id)];
    const device = '{device!="lo"}';
    expect(ours('cpu')).toBeCloseTo(promtool(BUSY, at), 5);
    expect(ours('memory')).toBeCloseTo(
      promtool('1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes', at),
      5,
    );
    expect(ours('load')).toBeCloseTo(promtool('node_load1', at), 3);
    const received = promtool(`sum(rate(node_network_receive_bytes_total${device}[1m]))`, at);
    expect(Math.abs(ours('net_in') - received)).toBeLessThanOrEqual(received * 0.01);
    const report = await source.host?.(0, at, 'en');
    expect(report?.exported?.cores).toBeGreaterThan(0);
    expect(report?.exported?.memory).toBe(promtool('node_memory_MemTotal_bytes', at));
    expect(report?.exported?.fileSystems.length).toBeGreaterThan(0);
    await live.close();
  }, 60_000);

  test('a stopped exporter has no samples, although its rates still answer', async () => {
    const live = await liveEngine();
    await live.connections.connect(configOf({ kind: 'prometheus', url }), undefined);
    const connection = live.connections.servers('l-test');
    await live.until('l-test', ({ status }) => status === 'live');
    const source = await liveSource(connection);
    const frame = new Float32Array(source.fleet.metrics.length);
    exporter.child.kill('SIGTERM');
    const stopped = Date.now();
    // Prometheus learns it with the next scrape; what its rates say for minutes on is of no server any more.
    await expect
      .poll(() => {
        const at = connection.state.newest ?? 0;
        source.read(at, frame);
        return at > stopped && [...frame].every(Number.isNaN);
      })
      .toBe(true);
    expect(promtool(BUSY, connection.state.newest ?? 0)).not.toBeNaN();
    await live.close();
  }, 60_000);

  test('a metric that has its first series after connecting is found without a hand', async () => {
    const fresh = await startPrometheus(stage, [(await startExporter(stage)).target]);
    const live = await liveEngine();
    await live.connections.connect(configOf({ kind: 'prometheus', url: fresh }), undefined);
    await live.until('l-test', ({ metrics }) => metrics > 0);
    const connection = live.connections.servers('l-test');
    await expect
      .poll(async () => (await connection.ready()).fleet.metrics.map(({ id }) => id), {
        timeout: 90_000,
      })
      .toContain('cpu');
    await live.close();
  }, 120_000);

  test('a Prometheus without targets is told apart from one that cannot be reached', async () => {
    const empty = await startPrometheus(stage, []);
    const live = await liveEngine();
    await live.connections.connect(configOf({ kind: 'prometheus', url: empty }), undefined);
    await live.until('l-test', ({ status }) => status === 'failing');
    expect(live.connections.states()[0].error?.code).toBe('source/empty');
    await live.connections.connect(
      configOf({ key: 'l-dead', kind: 'prometheus', url: 'http://127.0.0.1:9' }),
      undefined,
    );
    await live.until('l-dead', ({ status }) => status === 'failing');
    const dead = live.connections.states().find(({ config }) => config.key === 'l-dead');
    expect(dead?.error?.code).toBe('source/unreachable');
    await live.close();
  }, 60_000);
});

const noAlertmanager = missing('alertmanager', 'amtool');

describe.skipIf(noAlertmanager)(
  `a real Alertmanager${noAlertmanager ? ` (skipped: ${noAlertmanager})` : ''}`,
  () => {
    let stage: Stage;
    let url: string;
    beforeAll(async () => {
      stage = makeStage();
      url = await startAlertmanager(stage);
    }, 60_000);
    afterAll(() => stage.stop());
    const amtool = (...args: string[]) => stage.run('amtool', `--alertmanager.url=${url}`, ...args);

    test('alerts are read; a silence made here is there, and is expired from here', async () => {
      amtool('alert', 'add', 'DiskFull', 'instance=db-1', 'severity=critical');
      const live = await liveEngine();
      await live.connections.connect(configOf({ kind: 'alertmanager', url }), undefined);
      await live.until('l-test', ({ status }) => status === 'live');
      const watch = live.connections.alerts('l-test');
      expect(watch.view.alerts.map(({ labels }) => labels.alertname)).toEqual(['DiskFull']);
      const now = Date.now();
      const signal = new AbortController().signal;
      const id = await watch.silence(
        {
          id: undefined,
          matchers: [{ name: 'instance', value: 'db-.*', isRegex: true, isEqual: true }],
          startsAt: now,
          endsAt: now + 3_600_000,
          createdBy: 'Mina',
          comment: 'backup runs',
        },
        signal,
      );
      expect(amtool('silence', 'query', '--quiet')).toContain(id);
      expect(watch.view.silences[0]).toMatchObject({ id, createdBy: 'Mina', state: 'active' });
      await watch.expire(id, signal);
      await expect.poll(() => amtool('silence', 'query', '--quiet')).not.toContain(id);
      await live.close();
    }, 60_000);
  },
);
