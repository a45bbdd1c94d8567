/** The same data, read from a file or pushed over a socket, raise the same alerts as the simulated fleet they came from; what people did is kept. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { DEFAULT_SESSION, type Session } from '../../src/core/domain/session.ts';
import { HOUR, MINUTE } from '../../src/core/domain/time.ts';
import { writeTable } from '../../src/core/formats/csv.ts';
import { liveSource } from '../../src/workers/live/live-source.ts';
import { memoryStore } from '../../src/workers/memory-store.ts';
import { readFileSource } from '../../src/workers/sources/file.ts';
import { fileSource } from '../../src/workers/sources/file-source.ts';
import { judged, STEP, sampleOf, stretch } from './judged.ts';
import { configOf, liveEngine } from './live-engine.ts';
import { engineAt } from './node-engine.ts';
import { WebSocketServer } from './sockets.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

type Stretch = ReturnType<typeof stretch>;

/** A table with one row per tick and server. */
function csvOf({ fleet, ticks }: Stretch): string {
  const rows = [['time', 'server', ...fleet.metrics.map(({ prom }) => prom)]];
  for (const { t, values } of ticks)
    for (const { name, index } of fleet.servers) {
      const cells = fleet.metrics.map((_, m) => sampleOf(fleet, values, m, index));
      rows.push([
        new Date(t).toISOString(),
        name,
        ...cells.map((value) => (Number.isNaN(value) ? '' : String(value))),
      ]);
    }
  return writeTable(rows);
}

/** A server that pushes all ticks at once; its address. */
async function pushed({ fleet, ticks }: Stretch): Promise<string> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  open.push(sockets, server);
  const servers = fleet.servers.map(({ name }) => ({ name }));
  const metrics = fleet.metrics.map(({ id }) => ({ id }));
  sockets.on('connection', (socket) => {
    socket.send(JSON.stringify({ type: 'hello', version: 1, step: STEP, servers, metrics }));
    for (const { t, values } of ticks) {
      const told = fleet.servers.map(({ name, index }) => [
        name,
        Object.fromEntries(
          fleet.metrics.flatMap(({ id }, m) => {
            const value = sampleOf(fleet, values, m, index);
            return Number.isNaN(value) ? [] : [[id, value]];
          }),
        ),
      ]);
      socket.send(JSON.stringify({ type: 'frame', t, values: Object.fromEntries(told) }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('simulated, file and WebSocket: the same alerts, to the tick', async () => {
  const data = stretch(Date.now());
  const { from, to } = data;
  const truth = await judged(data.played, from, to);
  for (const line of [
    /^DiskSaturated\/critical db-master-01 resolved /,
    /^ExporterSilent\/warning mail-01 firing /,
    /^Gone\/warning mail-01 no-data /,
    /^Jump\/warning db-master-01 /,
    /^Odd\/warning db-master-01 /,
    /^OneHost\/warning db-master-01 /,
  ])
    expect(
      truth.some((one) => line.test(one)),
      String(line),
    ).toBe(true);

  const { dataset } = readFileSource('fleet.csv', csvOf(data), {}, to);
  expect(await judged(fileSource('fleet.csv', dataset), from, to)).toEqual(truth);

  const live = await liveEngine();
  const url = await pushed(data);
  await live.connections.connect(
    configOf({ kind: 'websocket', url, step: STEP, window: HOUR }),
    undefined,
  );
  const connection = live.connections.servers('l-test');
  await expect.poll(async () => (await liveSource(connection)).reader(to).extent().to).toBe(to);
  expect(await judged(await liveSource(connection), from, to)).toEqual(truth);
  await live.close();
});

test('an alert of a live source stays acknowledged over a reload, and silences with it', async () => {
  const data = stretch(Date.now());
  const url = await pushed(data);
  const store = memoryStore();
  const { signal } = new AbortController();
  const config = configOf({ kind: 'websocket', url, step: STEP, window: HOUR });
  const at = data.from + 36 * MINUTE;
  const session: Session = { ...DEFAULT_SESSION, source: 'live', file: config.key, at };
  const shown = async (node: ReturnType<typeof engineAt>) => {
    const newest = async () => (await node.engine.connections({}, signal))[0]?.newest;
    await expect.poll(newest).toBe(data.to);
    const snapshot = node.next(at);
    await node.engine.open({ session, locale: 'en' }, signal);
    return snapshot;
  };

  const before = engineAt(Date.now(), store);
  await before.engine.connect({ config, credentials: undefined }, signal);
  const alert = (await shown(before)).alerts.find(({ rule }) => rule === 'DiskSaturated');
  expect(alert?.state).toBe('firing');
  const target = alert?.id ?? '';
  await before.engine.act({ action: { kind: 'acknowledge', target, at: 0, by: 'Minji' } }, signal);
  const silence = { kind: 'silence', target: 'web-prod-01', at: 0, duration: HOUR } as const;
  await before.engine.act({ action: silence }, signal);

  const after = engineAt(Date.now(), store);
  const again = (await shown(after)).alerts.find(({ id }) => id === target);
  expect(again?.acknowledged).toMatchObject({ by: 'Minji', at });
  expect((await after.engine.mutes({}, signal)).map(({ act }) => act.target)).toEqual([
    'web-prod-01',
  ]);
  for (const node of [before, after]) await node.engine.disconnect({ key: config.key }, signal);
});
