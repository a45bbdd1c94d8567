/** The device's memory over the in-memory store: what is kept, merged, thinned and given up. */
import { expect, test } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import type { Alert } from '../../src/core/domain/incident.ts';
import type { Samples } from '../../src/core/domain/series.ts';
import { readCsv } from '../../src/core/formats/csv.ts';
import { openHistory } from '../../src/workers/history.ts';
import { memoryStore } from '../../src/workers/memory-store.ts';
import {
  blocksToEvict,
  loadSamples,
  loadTail,
  makeAppender,
  packBlocks,
  thin,
} from '../../src/workers/samples.ts';

const host = (store = memoryStore()) => ({
  open: async () => store,
  estimate: async () => ({ usage: 0, quota: 0 }),
});

const alert = (id: string, change: Partial<Alert> = {}): Alert => ({
  id,
  rule: 'DiskSaturated',
  severity: 'critical',
  state: 'firing',
  server: 'db-master-01',
  metric: 'disk_io',
  value: 0.97,
  threshold: 0.9,
  comparison: '>',
  since: 1000,
  firedAt: 61_000,
  endedAt: undefined,
  for: 60_000,
  incident: undefined,
  acknowledged: undefined,
  mutedBy: [],
  ...change,
});

const series = (count: number, value: (i: number) => number, step = 1000): Samples => ({
  times: Float64Array.from({ length: count }, (_, i) => i * step),
  values: Float32Array.from({ length: count }, (_, i) => value(i)),
});

test('alerts are kept by content id: a repeat merges, a change replaces', async () => {
  const history = await openHistory(host());
  await history.keepLog([alert('a'), alert('b', { state: 'pending' })], []);
  await history.keepLog([alert('a', { state: 'resolved', endedAt: 90_000 })], []);
  const { alerts } = await history.log();
  expect(alerts.map(({ id, state }) => `${id} ${state}`)).toEqual(['a resolved']);
});

test('small records are remembered across openings', async () => {
  const store = memoryStore();
  await (await openHistory(host(store))).remember('conversations', '[1]');
  expect(await (await openHistory(host(store))).recall('conversations')).toBe('[1]');
});

test('an imported file comes back sample for sample', async () => {
  const { dataset } = readCsv(
    'web.csv',
    'timestamp,cpu\n2026-03-01T00:00:00Z,0.25\n2026-03-01T00:01:00Z,0.5\n',
    {},
  );
  const history = await openHistory(host());
  const key = await history.saveDataset('web.csv', dataset, 1);
  expect(await history.loadDataset(key)).toEqual({ name: 'web.csv', dataset });
  expect((await history.info()).sources).toMatchObject([{ key, name: 'web.csv', samples: 2 }]);
});

test('denied storage means memory mode with its reason, and everything still works', async () => {
  const history = await openHistory({
    ...host(),
    open: () => Promise.reject(new EdgeError('history/denied', 'no')),
  });
  await history.keepLog([alert('a')], []);
  expect(await history.info()).toMatchObject({ mode: 'memory', reason: 'history/denied' });
  expect((await history.log()).alerts).toHaveLength(1);
});

test('thinning keeps the lowest and highest sample of each minute, where they were', () => {
  const spiky = series(120, (i) => (i === 30 ? 9 : i === 45 ? -1 : 1));
  expect([...thin(spiky, 60_000).times]).toEqual([30_000, 45_000, 60_000]);
  expect([...thin(spiky, 60_000).values]).toEqual([9, -1, 1]);
});

test('live frames are committed with each flush and packed into all tiers when a block is full', async () => {
  const store = memoryStore();
  await store.put([['epoch', 1]]);
  const appender = makeAppender(store, 'live', 2, 1000, () => ({ key: 'epoch', value: 1 }));
  for (let t = 0; t < 599; t++) appender.push({ t: t * 1000, values: Float32Array.of(t, -t) });
  await appender.flush();
  expect(await loadTail(store, 'live')).toHaveLength(599);
  appender.push({ t: 599_000, values: Float32Array.of(599, -599) });
  await appender.flush();
  expect(await loadTail(store, 'live')).toHaveLength(0);
  expect((await loadSamples(store, 'live', 'raw')).series[1].values.at(-1)).toBe(-599);
  expect((await loadSamples(store, 'live', '1m')).series[0].values).toHaveLength(20);
});

test('a writer that was replaced cannot commit any more', async () => {
  const store = memoryStore();
  await store.put([['epoch', 2]]);
  const appender = makeAppender(store, 'live', 1, 1000, () => ({ key: 'epoch', value: 1 }));
  appender.push({ t: 0, values: Float32Array.of(1) });
  await expect(appender.flush()).rejects.toThrow();
});

test('a damaged chunk is counted and the others are kept', async () => {
  const store = memoryStore();
  const records = packBlocks('f-1', 'raw', [series(100, (i) => i), series(100, () => 2)], 1000);
  const [[key, block]] = records;
  const bytes = block.bytes.slice();
  bytes[10] ^= 0xff;
  await store.put([[key, { ...block, bytes }]]);
  const loaded = await loadSamples(store, 'f-1', 'raw');
  expect(loaded.damaged).toBe(1);
  expect(loaded.series.some((one) => one.times.length === 100)).toBe(true);
});

test('room is made from the oldest samples, never from alerts', async () => {
  const store = memoryStore();
  const day = 86_400_000;
  const old = packBlocks('live', 'raw', [series(10, () => 1)], 1000);
  const young = packBlocks(
    'live',
    '1h',
    [{ times: Float64Array.of(10 * day), values: Float32Array.of(1) }],
    1000,
  );
  await store.put([...old, ...young, ['a/x', alert('x')]]);
  expect(await blocksToEvict(store, 10 * day, 0)).toEqual([old[0][0]]);
  expect(await blocksToEvict(store, 10 * day, 1e9)).toEqual([old[0][0], young[0][0]]);
});
