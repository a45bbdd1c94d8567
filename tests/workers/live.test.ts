/** Connections over local servers: the gate, retries, gaps, samples kept over a restart, frames over a socket, no credentials on disk. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import type * as Ws from 'ws';
import type { EdgeError } from '../../src/core/domain/errors.ts';
import { pauseAfter } from '../../src/workers/live/backoff.ts';
import { makeGate } from '../../src/workers/live/gate.ts';
import { liveSource } from '../../src/workers/live/live-source.ts';
import { memoryStore } from '../../src/workers/memory-store.ts';
import { configOf, liveEngine } from './live-engine.ts';
import { WebSocketServer } from './sockets.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A source that pushes two servers' CPU every 20 ms, one second apart each. */
function pusher(count: { frames: number; connections: number }): Promise<string> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  open.push(sockets);
  sockets.on('connection', (socket) => {
    count.connections++;
    socket.send(
      '{"type":"hello","version":1,"step":1000,"servers":[{"name":"a"},{"name":"b"}],"metrics":[{"id":"cpu"}]}\n',
    );
    const begun = Math.floor(Date.now() / 1000) * 1000 - 10_000;
    let sent = 0;
    const timer = setInterval(() => {
      const t = begun + 1000 * sent++;
      // The sixth tick is lost on the way.
      if (sent !== 6)
        socket.send(`{"type":"frame","t":${t},"values":{"a":{"cpu":${sent / 100}}}}\n`);
      count.frames = sent;
      if (sent === 10) clearInterval(timer);
    }, 20);
    socket.on('close', () => clearInterval(timer));
    // Pinged, it answers: it is not given up for its silence, however long a test takes.
    socket.on('message', (data) => {
      if (String(data).includes('"ping"')) socket.send('{"type":"pong"}\n');
    });
  });
  return listen(server);
}

test('the gate lets nothing out to an address that was not confirmed', async () => {
  const confirmed = new Set(['http://a.example']);
  const gate = makeGate(() => confirmed, 'https://self.example');
  await expect(gate.fetch('http://b.example/x')).rejects.toMatchObject({
    code: 'source/not-confirmed',
  });
  expect(() => gate.socket('ws://b.example')).toThrowError('was not confirmed');
  expect(gate.allows('ws://a.example/x')).toBe(true);
  expect(gate.allows('http://a.example.evil')).toBe(false);
  expect(gate.allows('http://a.example@evil.example')).toBe(false);
  expect(gate.allows('https://self.example/data')).toBe(true);
});

test('a login is never sent over plain http to another machine, whoever asks', async () => {
  const origins = ['http://192.168.0.7:9090', 'http://127.0.0.1:9', 'https://127.0.0.1:9'];
  const gate = makeGate(() => new Set(origins), '');
  const headers = { Authorization: 'Basic YTpi' };
  const codes = origins.map((url) =>
    gate.fetch(`${url}/api`, { headers }).then(
      () => 'answered',
      (error: EdgeError) => error.code,
    ),
  );
  expect(await Promise.all(codes)).toEqual([
    'source/plain-login',
    'source/unreachable',
    'source/unreachable',
  ]);
});

test('pauses double up to a minute', () => {
  expect([1, 2, 3, 10, 1000].map(pauseAfter)).toEqual([1000, 2000, 4000, 60_000, 60_000]);
});

test('frames of a socket become ticks; a lost one is a gap; a silent server is never a number', async () => {
  const count = { frames: 0, connections: 0 };
  const address = await pusher(count);
  const live = await liveEngine();
  await live.connections.connect(
    configOf({ kind: 'websocket', url: `ws://${address}` }),
    undefined,
  );
  await live.until('l-test', ({ servers }) => servers === 2);
  await expect.poll(() => count.frames).toBe(10);
  const connection = live.connections.servers('l-test');
  await expect.poll(() => connection.state.missed).toBe(1);
  const source = await liveSource(connection);
  const extent = () => source.reader(Date.now()).extent();
  // Sent is not yet heard: the last frame may still be on its way.
  await expect.poll(() => extent().to - extent().from).toBe(9000);
  const { from } = extent();
  const frame = new Float32Array(2);
  source.read(from, frame);
  expect([...frame]).toEqual([Math.fround(0.01), Number.NaN]);
  source.read(from + 5000, frame);
  expect([...frame]).toEqual([Number.NaN, Number.NaN]);
  await live.close();
});

test('late and partial frames find their tick; one from a time far ahead is none, and the clock is told', async () => {
  const t = Math.floor(Date.now() / 1000) * 1000 - 20_000;
  const frames = [
    [0, { a: { cpu: 0.1 } }],
    [0, { b: { cpu: 0.2 } }],
    [2000, { a: { cpu: 0.3 } }],
    [1000, { b: { cpu: 0.4 } }],
    [3_600_000, { a: { cpu: 0.9 } }],
  ] as const;
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  open.push(sockets);
  sockets.on('connection', (socket) => {
    socket.send(
      '{"type":"hello","version":1,"step":1000,"servers":[{"name":"a"},{"name":"b"}],"metrics":[{"id":"cpu"}]}\n',
    );
    for (const [after, values] of frames)
      socket.send(JSON.stringify({ type: 'frame', t: t + after, values }));
  });
  const live = await liveEngine();
  const url = `ws://${await listen(server)}`;
  await live.connections.connect(configOf({ kind: 'websocket', url }), undefined);
  const connection = live.connections.servers('l-test');
  // The last frame says an hour ahead: by then all are read.
  await expect.poll(() => connection.state.skew ?? 0).toBeGreaterThan(3_000_000);
  const { store } = await connection.ready();
  expect(store.extent()).toEqual({ from: t, to: t + 2000 });
  const tick = (after: number) => {
    const values = new Float32Array(2);
    store.frame(t + after, values);
    return [...values];
  };
  const [a, b, c, d] = [0.1, 0.2, 0.3, 0.4].map(Math.fround);
  expect([tick(0), tick(1000), tick(2000)]).toEqual([
    [a, b],
    [Number.NaN, d],
    [c, Number.NaN],
  ]);
  expect(connection.state.missed).toBe(0);
  await live.close();
});

test('samples are committed as they come: another start on the same device shows them at once', async () => {
  const store = memoryStore();
  const count = { frames: 0, connections: 0 };
  const address = await pusher(count);
  const first = await liveEngine(store);
  await first.connections.connect(
    configOf({ kind: 'websocket', url: `ws://${address}` }),
    undefined,
  );
  await first.until('l-test', ({ servers }) => servers === 2);
  await expect.poll(async () => (await store.keys('t/')).length).toBe(9);
  // Killed without a word; the source is gone too.
  for (const one of open.splice(0)) one.close();
  const second = await liveEngine(store);
  const source = await liveSource(second.connections.servers('l-test'));
  expect(source.fleet.servers.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(source.reader(Date.now()).read(0, 0, 0, Date.now()).values).toHaveLength(9);
  await second.close();
  await first.close();
  expect(await store.keys('t/')).toEqual([]);
});

test('a lost source is tried again by itself', async () => {
  const count = { frames: 0, connections: 0 };
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  open.push(sockets);
  sockets.on('connection', (socket) => {
    count.connections++;
    socket.close();
  });
  const address = await listen(server);
  const live = await liveEngine();
  await live.connections.connect(
    configOf({ kind: 'websocket', url: `ws://${address}` }),
    undefined,
  );
  await live.until('l-test', ({ status, failures }) => status === 'failing' && failures >= 1);
  await expect.poll(() => count.connections).toBeGreaterThanOrEqual(2);
  await live.close();
});

test('credentials are sent, locked without them, and never stored', async () => {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.statusCode = 401;
    response.end();
  });
  const url = `http://${await listen(server)}`;
  const store = memoryStore();
  const live = await liveEngine(store);
  const config = configOf({ kind: 'prometheus', url, authorization: 'basic' });
  await live.connections.connect(config, undefined);
  await live.until('l-test', ({ status }) => status === 'locked');
  expect(seen).toEqual([]);
  live.connections.retry('l-test', { kind: 'basic', user: 'ops', password: 'päss' });
  await live.until('l-test', ({ error }) => error?.code === 'source/unauthorized');
  expect(seen[0]).toBe(`Basic ${Buffer.from('ops:päss').toString('base64')}`);
  const kept = JSON.stringify(await store.list(''));
  expect(kept).not.toContain('päss');
  expect(kept).not.toContain(Buffer.from('ops:päss').toString('base64'));
  await live.close();
});

/** A source that says hello and then what a test gives it to say. */
async function speaker(then: (socket: Ws.WebSocket) => void): Promise<string> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  open.push(sockets);
  sockets.on('connection', (socket) => {
    socket.send(
      '{"type":"hello","version":1,"step":1000,"servers":[{"name":"a"}],"metrics":[{"id":"cpu"}]}',
    );
    then(socket);
  });
  return `ws://${await listen(server)}`;
}

test('garbage, a message too large and a refusal end a socket, each by its name; another source goes on', async () => {
  const live = await liveEngine();
  const count = { frames: 0, connections: 0 };
  const well = configOf({ key: 'l-well', kind: 'websocket', url: `ws://${await pusher(count)}` });
  await live.connections.connect(well, undefined);
  const cases = [
    ['source/bad-response', (socket: Ws.WebSocket) => socket.send('x\n'.repeat(60))],
    [
      'source/bad-response',
      (socket: Ws.WebSocket) => {
        for (let i = 0; i < 60; i++) socket.send(Buffer.from([1, 2, 3]));
      },
    ],
    ['source/too-large', (socket: Ws.WebSocket) => socket.send('x'.repeat(8_000_001))],
    ['source/rejected', (socket: Ws.WebSocket) => socket.send('{"type":"error","message":"full"}')],
    ['source/unreachable', (socket: Ws.WebSocket) => socket.close(1011)],
  ] as const;
  for (const [code, then] of cases) {
    const config = configOf({ kind: 'websocket', url: await speaker(then) });
    await live.connections.connect(config, undefined);
    await live.until('l-test', ({ error }) => error?.code === code);
  }
  await live.until('l-well', ({ status }) => status === 'live');
  await live.close();
});

test('a socket that is open and says nothing any more is given up after 15 s, pinged meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: Date.now() });
  try {
    const heard: string[] = [];
    const url = await speaker((socket) => socket.on('message', (data) => heard.push(String(data))));
    const live = await liveEngine();
    await live.connections.connect(configOf({ kind: 'websocket', url }), undefined);
    await live.until('l-test', ({ status }) => status === 'live');
    await expect.poll(() => heard.join('')).toContain('subscribe');
    vi.advanceTimersByTime(14_000);
    await expect.poll(() => heard.join('')).toContain('ping');
    expect(live.connections.states()[0].status).toBe('live');
    vi.advanceTimersByTime(6_000);
    await live.until('l-test', ({ error }) => error?.code === 'source/silent');
    await live.close();
  } finally {
    vi.useRealTimers();
  }
});

test('other servers in a second hello are another fleet, and what shows it is told', async () => {
  const hello = (name: string) =>
    `{"type":"hello","version":1,"step":1000,"servers":[{"name":"${name}"}],"metrics":[{"id":"cpu"}]}`;
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  open.push(sockets);
  let isChanged = false;
  sockets.on('connection', (socket) => {
    socket.send(hello(isChanged ? 'b' : 'a'));
    socket.on('message', () => {
      isChanged = true;
      socket.send(hello('b'));
    });
  });
  const live = await liveEngine();
  const url = `ws://${await listen(server)}`;
  await live.connections.connect(configOf({ kind: 'websocket', url }), undefined);
  const connection = live.connections.servers('l-test');
  await expect
    .poll(async () => (await connection.ready()).fleet.servers.map(({ name }) => name))
    .toEqual(['b']);
  expect(live.replaced).toContain('l-test');
  await live.close();
});

test('a device that slept reads what it missed; a clock that goes back holds nothing up', async () => {
  vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
  try {
    /** A Prometheus of one host: it is up, and half of its memory is used, whenever it is asked. */
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const form = new URLSearchParams(body);
      const query = form.get('query') ?? '';
      const half = /up|Mem/u.test(query) ? '0.5' : undefined;
      const value = query === 'time()' ? String(Date.now() / 1000) : half;
      const at = Number(form.get('time') ?? Date.now() / 1000);
      const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(form.get(name)));
      const values = form.has('start')
        ? Array.from({ length: (end - start) / step + 1 }, (_, i) => [start + i * step, value])
        : undefined;
      const metric = { instance: 'a:9100', job: 'node' };
      const series = values ? { metric, values } : { metric, value: [at, value] };
      const data = {
        resultType: values ? 'matrix' : 'vector',
        result: value === undefined ? [] : [series],
      };
      response.end(JSON.stringify({ status: 'success', data }));
    });
    const live = await liveEngine();
    const url = `http://${await listen(server)}`;
    const config = configOf({ kind: 'prometheus', url, window: 3_600_000 });
    await live.connections.connect(config, undefined);
    const connection = live.connections.servers('l-test');
    const newest = () => connection.state.newest ?? 0;
    const begun = Date.now();
    await live.until('l-test', ({ newest: t }) => (t ?? 0) > begun);
    const before = newest();
    vi.setSystemTime(Date.now() + 10 * 60_000);
    await expect.poll(newest).toBeGreaterThan(before + 9 * 60_000);
    const { store } = await connection.ready();
    const last = newest();
    expect(store.read(0, 0, before, last).times).toHaveLength((last - before) / 1000 + 1);
    const back = Date.now() - 8 * 60_000;
    vi.setSystemTime(back);
    await expect.poll(() => newest() > back && newest() < back + 5 * 60_000).toBe(true);
    expect((await connection.ready()).store.extent().to).toBe(newest());
    await live.close();
  } finally {
    vi.useRealTimers();
  }
});

test('an answer that breaks off, and one that is no JSON, are failures that are tried again', async () => {
  let count = 0;
  const server = createServer((_, response) => {
    if (++count > 2) return response.end('<p>hello');
    response.writeHead(200, { 'Content-Length': '1000' });
    response.write('{"status":"succ');
    setTimeout(() => response.destroy(), 20);
  });
  const live = await liveEngine();
  const url = `http://${await listen(server)}`;
  await live.connections.connect(configOf({ kind: 'prometheus', url }), undefined);
  await live.until('l-test', ({ error }) => error?.code === 'source/unreachable');
  await live.until('l-test', ({ error }) => error?.code === 'source/not-json');
  await live.close();
});
