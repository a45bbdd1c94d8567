/** The engine in Node, with a clock the test moves: opening, living, seeking, acting, undoing, importing. */
import { expect, test } from 'vitest';
import { DEFAULT_SESSION, type Session } from '../../src/core/domain/session.ts';
import { MINUTE } from '../../src/core/domain/time.ts';
import { engineAt } from './node-engine.ts';

const FROM = Date.UTC(2026, 2, 1, 9);

const signal = new AbortController().signal;
const session = (change: Partial<Session>): Session => ({
  ...DEFAULT_SESSION,
  from: FROM,
  ...change,
});

test('opening a link replays to its instant and stays there', async () => {
  const { engine, next } = engineAt(FROM + 60 * MINUTE);
  const shown = next(FROM + 10 * MINUTE);
  const opened = await engine.open(
    { session: session({ at: FROM + 10 * MINUTE }), locale: 'en' },
    signal,
  );
  expect(opened.fleet.servers.map(({ name }) => name).slice(0, 3)).toEqual([
    'web-prod-01',
    'db-master-01',
    'api-gateway-prod',
  ]);
  expect((await shown).t).toBe(FROM + 10 * MINUTE);
});

test('live follows the wall clock tick by tick', async () => {
  const { engine, next, advance } = engineAt(FROM + 5 * MINUTE);
  const first = next(FROM + 5 * MINUTE);
  await engine.open({ session: session({}), locale: 'en' }, signal);
  expect((await first).t).toBe(FROM + 5 * MINUTE);
  const second = next();
  advance(1000);
  expect((await second).t).toBe(FROM + 5 * MINUTE + 1000);
});

test('an injected fault raises one incident, and its link replays to the same digest elsewhere', async () => {
  const here = engineAt(FROM + 10 * MINUTE);
  const opened = here.next(FROM + 10 * MINUTE);
  await here.engine.open({ session: session({}), locale: 'en' }, signal);
  await opened;
  const acted = await here.engine.act(
    {
      action: {
        kind: 'inject',
        fault: 'disk-io',
        target: 'db-master-01',
        at: 0,
        duration: undefined,
      },
    },
    signal,
  );
  for (let i = 0; i < 10; i++) {
    const shown = here.next(FROM + (11 + i) * MINUTE);
    here.advance(MINUTE);
    await shown;
  }
  const { incidents } = here.newest() ?? { incidents: [] };
  expect(incidents).toHaveLength(1);
  expect(incidents[0].server).toBe('db-master-01');

  const there = engineAt(FROM + 25 * MINUTE);
  const replayed = there.next(FROM + 20 * MINUTE);
  await there.engine.open({ session: { ...acted, at: FROM + 20 * MINUTE }, locale: 'ko' }, signal);
  await replayed;
  const [a, b] = await Promise.all([
    here.engine.health({}, signal),
    there.engine.health({}, signal),
  ]);
  expect(b.digest).toBe(a.digest);
});

test('undo takes the fault back as if it had never been', async () => {
  const { engine, next } = engineAt(FROM + 10 * MINUTE);
  let shown = next(FROM + 5 * MINUTE);
  await engine.open({ session: session({ at: FROM + 5 * MINUTE }), locale: 'en' }, signal);
  await shown;
  const before = (await engine.health({}, signal)).digest;
  await engine.act(
    {
      action: { kind: 'inject', fault: 'down', target: 'web-prod-01', at: 0, duration: undefined },
    },
    signal,
  );
  shown = next(FROM + 5 * MINUTE);
  const undone = await engine.undo({}, signal);
  await shown;
  expect(undone.actions).toEqual([]);
  expect((await engine.health({}, signal)).digest).toBe(before);
});

test('seeking back and forth gives the same picture', async () => {
  const { engine, next } = engineAt(FROM + 30 * MINUTE);
  const digests: string[] = [];
  let shown = next(FROM + 20 * MINUTE);
  await engine.open({ session: session({ at: FROM + 20 * MINUTE }), locale: 'en' }, signal);
  await shown;
  for (const minute of [20, 5, 20]) {
    shown = next(FROM + minute * MINUTE);
    await engine.seek({ at: FROM + minute * MINUTE }, signal);
    await shown;
    digests.push((await engine.health({}, signal)).digest);
  }
  expect(digests[0]).toBe(digests[2]);
  expect(digests[1]).not.toBe(digests[0]);
});

test('a query and the snapshot tell the same numbers', async () => {
  const { engine, next } = engineAt(FROM + 10 * MINUTE);
  const shown = next(FROM + 10 * MINUTE);
  await engine.open({ session: session({ at: FROM + 10 * MINUTE }), locale: 'en' }, signal);
  const { t, values } = await shown;
  const matrix = await engine.query(
    { promql: 'system_cpu_utilization{instance="web-prod-01"}', start: t, end: t, step: 1000 },
    signal,
  );
  expect(matrix.series).toHaveLength(1);
  expect(Math.fround(matrix.series[0].values[0])).toBe(values[0]);
});

test('an imported file becomes a source of its own, with its gap kept', async () => {
  const { engine, next } = engineAt(FROM);
  const rows = Array.from({ length: 100 }, (_, i) =>
    i === 50
      ? ''
      : `2026-01-01T00:${String(Math.floor(i / 2)).padStart(2, '0')}:${i % 2 ? '30' : '00'}Z,${i % 7}\n`,
  );
  const report = await engine.importFile(
    { name: 'meter.csv', text: `timestamp,value\n${rows.join('')}`, mapping: {} },
    signal,
  );
  expect(report).toMatchObject({ format: 'csv', rows: 99, series: 1, step: 30_000 });
  const shown = next(report.to);
  const opened = await engine.open(
    { session: { ...DEFAULT_SESSION, source: 'file', file: report.key }, locale: 'en' },
    signal,
  );
  expect(opened.provenance).toMatchObject({ kind: 'file', name: 'meter.csv' });
  expect((await shown).t).toBe(report.to);
  // A time and a value per sample: eight and four bytes.
  expect((await engine.health({}, signal)).storeBytes).toBe(99 * 12);
});

test('a file of another device is named as such', async () => {
  const { engine } = engineAt(FROM);
  const link = { ...DEFAULT_SESSION, source: 'file' as const, file: 'f-12345678' };
  await expect(engine.open({ session: link, locale: 'en' }, signal)).rejects.toMatchObject({
    code: 'file/not-here',
  });
});
