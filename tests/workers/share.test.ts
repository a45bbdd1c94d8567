/** Sharing over real engines: a redacted bundle shows the same elsewhere, a backup is put back whole or not at all. */
import { expect, test } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import { DEFAULT_SESSION, parseSession, type Session } from '../../src/core/domain/session.ts';
import { readContainer } from '../../src/core/formats/container.ts';
import { fromUtf8 } from '../../src/core/formats/deflate.ts';
import { memoryStore } from '../../src/workers/memory-store.ts';
import { engineAt } from './node-engine.ts';

const NOW = Date.UTC(2026, 2, 12, 6);
const HASH =
  '#/server?v=1&seed=42&n=8&from=2026-03-12T04:00:00Z&at=2026-03-12T04:20:00Z&do=down@db-master-01+10m,disk-io@web-prod-01+5m';
const { signal } = new AbortController();
const redaction = { seed: 5, kept: [], own: [] };

async function opened(session: Session, store = memoryStore()) {
  const node = engineAt(NOW, store);
  const shown = node.next(session.at);
  await node.engine.open({ session, locale: 'en' }, signal);
  const snapshot = await shown;
  const { digest } = await node.engine.health({}, signal);
  return { ...node, snapshot, digest };
}

const codeOf = async (run: Promise<unknown>) =>
  run.then(
    () => 'none',
    (error) => (error instanceof EdgeError ? error.code : String(error)),
  );

test('a redacted bundle replays elsewhere to the same digest, values and alerts, and names nobody', async () => {
  const { session } = parseSession(HASH);
  const here = await opened(session);
  const { server } = here.snapshot.alerts[0];
  await here.engine.act(
    { action: { kind: 'note', target: here.snapshot.alerts[0].id, at: 0, note: 'ask Minji' } },
    signal,
  );
  const request = {
    session: { ...session, selected: server },
    from: session.from ?? 0,
    title: 'Simulated fleet',
    redaction,
  };
  const plan = await here.engine.planBundle({ ...request, filter: 'db-master', most: 5 }, signal);
  expect(plan).toMatchObject({ isWhole: true, matching: 1 });
  const { bytes } = await here.engine.makeBundle({ ...request, app: '0.1.0' }, signal);

  const file = readContainer(bytes);
  const text = file.names.map((name) => fromUtf8(file.read(name) ?? new Uint8Array())).join('\n');
  for (const name of ['db-master-01', 'web-prod', 'Minji', server])
    expect(text).not.toContain(name);

  const other = engineAt(NOW);
  const found = await other.engine.openBundle({ name: 'a.omedge', bytes }, signal);
  expect(found).toMatchObject({ damaged: 0, acts: 1 });
  expect(found.alerts).toBeGreaterThan(0);
  const shown = other.next(found.session.at);
  await other.engine.open({ session: found.session, locale: 'en' }, signal);
  const there = await shown;
  expect((await other.engine.health({}, signal)).digest).toBe(here.digest);
  expect(found.about.digest).toBe(here.digest);
  expect([...there.values]).toEqual([...here.snapshot.values]);
  expect(there.alerts.map(({ rule, since }) => [rule, since])).toEqual(
    here.snapshot.alerts.map(({ rule, since }) => [rule, since]),
  );
  // What was seen there and what is replayed here are one: ids agree.
  const log = await other.engine.log({}, signal);
  expect(log.alerts.map(({ id }) => id)).toEqual(
    expect.arrayContaining(there.alerts.filter((a) => a.state !== 'pending').map(({ id }) => id)),
  );
  expect(there.alerts.map(({ server: name }) => name)).toContain(found.session.selected);
});

test('a bundle survives its own export, also where it is opened from what is stored', async () => {
  const { session } = parseSession(HASH);
  const here = await opened(session);
  const request = { session, redaction: undefined, app: '0.1.0', title: 'Simulated fleet' };
  const first = await here.engine.makeBundle(
    { ...request, from: (session.from ?? 0) - 600_000 },
    signal,
  );
  const store = memoryStore();
  const kept = await engineAt(NOW, store).engine.openBundle(
    { name: 'a', bytes: first.bytes },
    signal,
  );
  const there = await opened(kept.session, store);
  expect(there.digest).toBe(here.digest);
  const again = await there.engine.makeBundle(
    { ...request, session: kept.session, from: 0 },
    signal,
  );
  const third = await engineAt(NOW).engine.openBundle({ name: 'b', bytes: again.bytes }, signal);
  expect(third.about.digest).toBe(here.digest);
  // What lies before the replay came along for the charts.
  const series = { pairs: [{ metric: 'cpu', server: 'db-master-01' }], points: 10_000 };
  const before = { ...series, start: (session.from ?? 0) - 600_000, end: session.from ?? 0 };
  const [mine, theirs] = await Promise.all(
    [here, there].map(({ engine }) => engine.window(before, signal)),
  );
  expect(theirs[0].values).toHaveLength(601);
  expect(theirs).toEqual(mine);
  const late = await here.engine.planBundle(
    { ...request, from: (session.at ?? 0) - 60_500, filter: '', most: 1 },
    signal,
  );
  expect(late).toMatchObject({ isWhole: false, from: (session.at ?? 0) - 60_000, names: [] });
});

test('a backup is put back whole: replaced, merged, and nothing of a broken one', async () => {
  const store = memoryStore();
  const here = await opened({ ...DEFAULT_SESSION, size: 4, at: NOW, from: NOW - 600_000 }, store);
  await here.engine.remember({ key: 'conversations', value: '[{"id":"a"}]' }, signal);
  await here.engine.importFile(
    { name: 'a.csv', text: 'time,cpu\n2026-03-01T00:00Z,1\n2026-03-01T00:01Z,2\n', mapping: {} },
    signal,
  );
  const { bytes } = await here.engine.backup({ app: '0.1.0', settings: '{}' }, signal);
  const file = { name: 'b.omedge-backup', bytes };
  const facts = await here.engine.inspectBackup(file, signal);
  expect(facts).toMatchObject({ unknown: 0, hasSettings: true });
  expect(facts.counts).toMatchObject({ files: 1, samples: 1 });

  const other = memoryStore();
  await other.put([
    ['k/conversations', '[{"id":"b"}]'],
    ['k/old', '"gone"'],
    ['w/epoch', 7],
  ]);
  const target = engineAt(NOW, other).engine;
  const broken = bytes.slice();
  broken[bytes.length >> 1] ^= 4;
  const before = await other.list('');
  const torn = { name: 'b', bytes: broken, mode: 'replace' as const };
  expect(await codeOf(target.restore(torn, signal) as Promise<unknown>)).toBe('share/damaged');
  const stop = new AbortController();
  stop.abort();
  expect(await other.list('')).toEqual(before);

  await target.restore({ ...file, mode: 'merge' }, signal);
  expect(await other.get('k/conversations')).toBe('[{"id":"b"},{"id":"a"}]');
  expect(await other.get('k/old')).toBe('"gone"');

  const { settings } = await target.restore({ ...file, mode: 'replace' }, signal);
  expect(settings).toBe('{}');
  expect(await other.get('w/epoch')).toBe(7);
  const kept = (await other.list('')).filter(([key]) => key !== 'w/epoch');
  const mine = (await store.list('')).filter(([key]) => key !== 'w/epoch');
  expect(kept).toEqual(mine);
});

test('imported samples with a metric and names of their own: hidden, and the same elsewhere', async () => {
  const here = engineAt(NOW);
  const rows = Array.from({ length: 300 }, (_, i) =>
    ['acme-db-01', 'acme-web-02'].map(
      (name, k) =>
        `${new Date(NOW - 3_600_000 + i * 10_000 + k * 137).toISOString()},${name},${i > 200 ? 0.97 : 0.3},${i % 9}`,
    ),
  );
  const text = ['time,server,cpu,acme_checkout', ...rows.flat()].join('\n');
  const { key } = await here.engine.importFile({ name: 'acme.csv', text, mapping: {} }, signal);
  const session: Session = {
    ...DEFAULT_SESSION,
    ...{ source: 'file', file: key, view: 'server', selected: 'acme-db-01' },
    query: 'rate(acme_checkout{server="acme-db-01"}[5m])',
  };
  const opened = await here.engine.open({ session, locale: 'en' }, signal);
  while (here.newest()?.t !== opened.provenance.newest) await here.next();
  const request = { session, from: 0, title: '', redaction, app: '0.1.0' };
  const { bytes } = await here.engine.makeBundle(request, signal);
  const file = readContainer(bytes);
  const plain = file.names.map((name) => fromUtf8(file.read(name) ?? new Uint8Array())).join('\n');
  expect(plain).not.toMatch(/acme/i);
  const there = engineAt(NOW);
  const found = await there.engine.openBundle({ name: 'a', bytes }, signal);
  const shown = there.next(found.session.at);
  await there.engine.open({ session: found.session, locale: 'en' }, signal);
  await shown;
  expect((await there.engine.health({}, signal)).digest).toBe(found.about.digest);
  const { selected, query } = found.session;
  expect(selected).toMatch(/^host-[12]$/);
  expect(query).toBe(`rate(metric_1{server="${selected}"}[5m])`);
});
