/** A fleet larger than a browser should hold, in a real Prometheus: averages per job and the hosts that suffer come over the wire, nothing else. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { liveSource } from '../../src/workers/live/live-source.ts';
import { HELD_MOST } from '../../src/workers/live/prometheus-narrow.ts';
import { configOf, liveEngine } from '../workers/live-engine.ts';
import { freePort, makeStage, missing, type Stage } from './servers.ts';

const absent = missing('prometheus', 'promtool');
const STEP = 15;
const JOBS = [
  ['web', 1500],
  ['db', 700],
] as const;

/** CPU use of a host: most are calm, each job has a few hot ones. */
const busy = (job: string, i: number): number =>
  i < 5 ? 0.99 - i / 100 : job === 'db' ? 0.4 : 0.1 + (i % 10) / 100;

/** What the exporters of all hosts said in the last minutes and, as long as a loaded machine may take, say in the next, in OpenMetrics. */
function exposition(now: number): string {
  const lines: string[] = [];
  const times = Array.from({ length: 41 }, (_, k) => now - 300 + k * STEP);
  const family = (
    name: string,
    kind: string,
    value: (job: string, i: number, t: number) => number,
    labels = '',
  ) => {
    lines.push(`# TYPE ${name.replace(/_total$/u, '')} ${kind}`);
    for (const [job, count] of JOBS)
      for (let i = 0; i < count; i++) {
        const own = `instance="${job}-${i}:9100",job="${job}"`;
        const rest = labels.replaceAll('$host', `${job}-${i}`);
        for (const t of times) lines.push(`${name}{${own}${rest}} ${value(job, i, t)} ${t}`);
      }
  };
  family('up', 'gauge', (job, i) => (job === 'db' && i === 3 ? 0 : 1));
  family('node_uname_info', 'gauge', () => 1, ',nodename="$host",sysname="Linux"');
  family(
    'node_cpu_seconds_total',
    'counter',
    (job, i, t) => (1 - busy(job, i)) * (t - now + 400),
    ',cpu="0",mode="idle"',
  );
  return `${lines.join('\n')}\n# EOF\n`;
}

describe.skipIf(absent)(`a fleet of 2,200 servers${absent ? ` (skipped: ${absent})` : ''}`, () => {
  let stage: Stage;
  let url: string;
  beforeAll(async () => {
    stage = makeStage();
    const text = stage.write('fleet.om', exposition(Math.floor(Date.now() / 1000)));
    const data = join(stage.folder, 'data');
    stage.run('promtool', 'tsdb', 'create-blocks-from', 'openmetrics', '--quiet', text, data);
    const address = `127.0.0.1:${await freePort()}`;
    const config = stage.write('empty.yml', 'scrape_configs: []\n');
    await stage.start(
      'prometheus',
      [`--config.file=${config}`, `--storage.tsdb.path=${data}`, `--web.listen-address=${address}`],
      `http://${address}/-/ready`,
    );
    url = `http://${address}`;
  }, 120_000);
  afterAll(() => stage.stop());

  test('is narrowed: one row per job with its average, and the hosts with the highest use', async () => {
    const live = await liveEngine();
    await live.connections.connect(configOf({ kind: 'prometheus', url }), undefined);
    await live.until('l-test', ({ status }) => status === 'live');
    const connection = live.connections.servers('l-test');
    const source = await liveSource(connection);
    const names = source.fleet.servers.map(({ name }) => name);
    expect(JOBS.reduce((sum, [, count]) => sum + count, 0)).toBeGreaterThan(HELD_MOST);
    expect(names.slice(0, 2)).toEqual(['db (700)', 'web (1500)']);
    expect(names.length).toBeLessThanOrEqual(2 + 3 * 50);
    for (const job of ['db', 'web'])
      for (const i of [0, 1, 2, 3, 4]) expect(names).toContain(`${job}-${i}`);

    const at = connection.state.newest ?? 0;
    const frame = new Float32Array(source.fleet.metrics.length * names.length);
    source.read(at, frame);
    const row = source.fleet.metrics.findIndex(({ id }) => id === 'cpu') * names.length;
    const cpu = (name: string) => frame[row + names.indexOf(name)];
    for (const [job, count] of JOBS) {
      const all = Array.from({ length: count }, (_, i) => busy(job, i));
      expect(cpu(`${job} (${count})`)).toBeCloseTo(all.reduce((a, b) => a + b, 0) / count, 4);
      const there = stage.run(
        'promtool',
        ...['query', 'instant', `--time=${at / 1000}`, url],
        `avg(1 - rate(node_cpu_seconds_total{job="${job}"}[1m]))`,
      );
      expect(cpu(`${job} (${count})`)).toBeCloseTo(Number(/=>\s*(\S+)/u.exec(there)?.[1]), 5);
    }
    expect(cpu('web-0')).toBeCloseTo(0.99, 4);
    // Its rates still answer; it is down.
    expect(cpu('db-3')).toBeNaN();
    await live.close();
  }, 60_000);

  test('what a filter leaves small enough is held host by host', async () => {
    const live = await liveEngine();
    const config = configOf({ kind: 'prometheus', url, filter: 'job="db"' });
    await live.connections.connect(config, undefined);
    await live.until('l-test', ({ status }) => status === 'live');
    const { fleet } = await liveSource(live.connections.servers('l-test'));
    expect(fleet.servers).toHaveLength(700);
    await live.close();
  }, 60_000);
});
