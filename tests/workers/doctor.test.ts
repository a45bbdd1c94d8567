/** The doctor tells each cause apart: local servers behind a gate that keeps a browser's rules of CORS, preflights and redirects. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type * as Ws from 'ws';
import { connections as en } from '../../src/app/i18n/en/connections.ts';
import { connections as ko } from '../../src/app/i18n/ko/connections.ts';
import type { Credentials } from '../../src/core/domain/connection.ts';
import { AILMENTS, type Ailment } from '../../src/core/domain/diagnosis.ts';
import { EdgeError } from '../../src/core/domain/errors.ts';
import { examine } from '../../src/workers/live/doctor.ts';
import type { Gate } from '../../src/workers/live/gate.ts';

const { WebSocket, WebSocketServer }: typeof Ws = createRequire(import.meta.url)(
  '../../node_modules/ws/index.js',
);
Object.assign(globalThis, { WebSocket: globalThis.WebSocket ?? WebSocket });

const PAGE = 'http://edge.example';
const open: { close(): void }[] = [];
// What takes long here is said to: the doctor's limits run on this clock, so that a loaded machine changes nothing.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  for (const one of open.splice(0)) one.close();
});

/** What a browser lets a page see: nothing of another origin without its header; credentials only after a preflight; no redirect. */
const browser: Gate = {
  allows: () => true,
  socket: (url) => new globalThis.WebSocket(url),
  async fetch(url, init = {}) {
    const lost = (why: string) => new EdgeError('source/unreachable', why);
    const headers = new Headers(init.headers);
    const ask = (options: RequestInit) =>
      fetch(url, { ...options, redirect: 'manual' }).catch((error: unknown) => {
        if (init.signal?.aborted) throw new EdgeError('source/silent', 'no answer');
        throw lost(String(error));
      });
    const isReadable = (response: Response) =>
      [PAGE, '*'].includes(response.headers.get('access-control-allow-origin') ?? '');
    if (headers.has('authorization')) {
      const preflight = await ask({ method: 'OPTIONS', signal: init.signal ?? null });
      if (!preflight.ok || !isReadable(preflight)) throw lost('preflight');
    }
    const response = await ask({ headers, signal: init.signal ?? null });
    if (init.mode === 'no-cors') return response;
    if (!isReadable(response)) throw lost('CORS');
    if (response.status < 300 || response.status >= 400) return response;
    if (init.redirect !== 'manual') throw lost('redirect');
    return Object.defineProperty(response, 'type', { value: 'opaqueredirect' });
  },
};

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
async function serve(answer: Answer): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => server.close().closeAllConnections() });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const says =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { 'Access-Control-Allow-Origin': '*', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
const scalar = (value: number) => ({
  status: 'success',
  data: { resultType: 'scalar', result: [Date.now() / 1000, String(value)] },
});

async function ailment(
  kind: 'prometheus' | 'alertmanager' | 'websocket',
  url: string,
  { page = PAGE, credentials }: { page?: string; credentials?: Credentials } = {},
) {
  const signal = new AbortController().signal;
  const found = await examine({ kind, url, page, credentials }, browser, signal);
  expect(found.probes.at(-1)?.outcome).toBe(
    found.ailment && found.ailment !== 'slow' ? 'failed' : 'ok',
  );
  return found;
}
const named = async (...args: Parameters<typeof ailment>): Promise<Ailment | undefined> =>
  (await ailment(...args)).ailment;

test('a Prometheus that is well is well', async () => {
  const url = await serve((_, response) => says(200, scalar(Date.now() / 1000))(_, response));
  const found = await ailment('prometheus', `http://${url}`);
  expect(found.ailment).toBeUndefined();
  expect(found.probes.map(({ id }) => id)).toEqual([
    ...['address', 'page', 'reach', 'read', 'answer', 'servers', 'clock'],
  ]);
});

test('each answer has its own name', async () => {
  const cases: readonly (readonly [Ailment, Answer])[] = [
    ['cors', (_, response) => response.end('{}')],
    ['unauthorized', says(401, '')],
    ['forbidden', says(403, '')],
    ['not-found', says(404, 'no')],
    ['unavailable', says(503, 'starting')],
    ['unavailable', says(429, 'slow down')],
    ['html', says(200, '<!doctype html>', { 'Content-Type': 'text/html' })],
    ['redirect', says(302, '', { Location: 'http://login.example/' })],
    ['wrong-service', says(200, { status: 'success', data: { resultType: 'sca' } }, {})],
    ['broken-off', says(200, '{"status":"succ')], // Cut short on the way, by one that counts what is left.
    ['empty', says(200, { status: 'success', data: { resultType: 'vector', result: [] } })],
    ['clock-skew', says(200, scalar(Date.now() / 1000 - 600))],
    ['clock-skew', says(200, scalar(Date.now() / 1000 + 600))],
  ];
  for (const [expected, answer] of cases)
    expect([expected, await named('prometheus', `http://${await serve(answer)}`)]).toEqual([
      expected,
      expected,
    ]);
  const prometheus = `http://${await serve(says(200, scalar(1)))}`;
  expect(await named('alertmanager', prometheus)).toBe('wrong-service');
});

test('credentials that no preflight lets through are told from a missing header, and both get the proxy', async () => {
  const url = await serve((request, response) =>
    says(request.method === 'OPTIONS' || !request.headers.authorization ? 401 : 200, '')(
      request,
      response,
    ),
  );
  const credentials: Credentials = { kind: 'basic', user: 'a', password: 'b' };
  const found = await ailment('prometheus', `http://${url}`, { credentials });
  expect(found.ailment).toBe('preflight-refused');
  expect(found.recipes.map(({ tool }) => tool)).toEqual(['nginx', 'caddy']);
  for (const { text } of found.recipes) {
    expect(text).toContain(`http://${url}`);
    expect(text).toContain(PAGE);
  }
});

test('what the page or the address forbids is known before anything is asked', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  expect(await named('prometheus', 'localhost:9090')).toBe('bad-url');
  expect(await named('websocket', 'http://localhost:9090')).toBe('bad-url');
  const page = 'https://edge.example';
  expect(await named('prometheus', 'http://prometheus.example:9090', { page })).toBe(
    'mixed-content',
  );
  vi.stubGlobal('navigator', { permissions: { query: async () => ({ state: 'denied' }) } });
  expect(await named('prometheus', 'http://192.168.0.7:9090', { page })).toBe('local-network');
  vi.unstubAllGlobals();
  expect(fetched).not.toHaveBeenCalled();
});

test('a dead port, one that never answers, and one that takes long', async () => {
  expect(await named('prometheus', 'http://127.0.0.1:9')).toBe('dead-port');
  const hangs = await serve(() => void vi.advanceTimersByTime(8000));
  expect(await named('prometheus', `http://${hangs}`)).toBe('no-answer');
  // Its head comes, its body never ends.
  const halts = await serve((request, response) => {
    if (request.url === '/') return response.end();
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' });
    response.write('{"status":');
    setImmediate(() => vi.advanceTimersByTime(8000));
  });
  expect(await named('prometheus', `http://${halts}`)).toBe('no-answer');
  const late = await serve((request, response) => {
    if (request.url?.includes('count')) vi.advanceTimersByTime(5300);
    says(200, scalar(Date.now() / 1000))(request, response);
  });
  expect(await named('prometheus', `http://${late}`)).toBe('slow');
});

test('an answer that breaks off, and the other service at the address, are no missing header', async () => {
  const cut = await serve((request, response) => {
    if (request.url === '/') return response.end();
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Length': '1000' });
    response.write('{"status":"succ', () => response.destroy());
  });
  expect(await named('prometheus', `http://${cut}`)).toBe('broken-off');
  // As the real ones: what they do not know is answered without the header.
  const only = (path: string, body: unknown) =>
    serve((request, response) => {
      if (request.url?.startsWith(path)) says(200, body)(request, response);
      else response.writeHead(404).end();
    });
  const alertmanager = await only('/api/v2/status', { versionInfo: { version: '0.25' } });
  expect(await named('prometheus', `http://${alertmanager}`)).toBe('wrong-service');
  const prometheus = await only('/api/v1/query', scalar(1));
  expect(await named('alertmanager', `http://${prometheus}`)).toBe('wrong-service');
});

test('a login is not tried over plain http to another machine', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  const credentials: Credentials = { kind: 'bearer', token: 'x' };
  const url = 'http://prometheus.example:9090';
  expect(await named('prometheus', url, { credentials })).toBe('plain-login');
  expect(fetched).not.toHaveBeenCalled();
});

test('a socket: refused, dead, silent, saying something else, well', async () => {
  expect(await named('websocket', `ws://${await serve(says(200, 'hello'))}`)).toBe(
    'websocket-refused',
  );
  expect(await named('websocket', 'ws://127.0.0.1:9')).toBe('dead-port');
  const socket = (first: string | undefined, heard = () => {}) => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    open.push(server);
    server.on('connection', (one) => {
      one.on('message', heard);
      if (first !== undefined) one.send(first);
    });
    return new Promise<string>((resolve) =>
      server.on('listening', () =>
        resolve(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`),
      ),
    );
  };
  expect(await named('websocket', await socket('{"type":"news"}'))).toBe('wrong-service');
  const hello =
    '{"type":"hello","version":1,"step":1000,"servers":[{"name":"a"}],"metrics":[{"id":"cpu"}]}';
  expect(await named('websocket', await socket(hello))).toBeUndefined();
  const mute = await socket(undefined, () => vi.advanceTimersByTime(8000));
  expect(await named('websocket', mute)).toBe('silent');
});

test('every cause has a name, a meaning and a fix in both languages', () => {
  for (const words of [en, ko] as readonly Readonly<Record<string, string>>[])
    for (const one of AILMENTS)
      for (const key of [`ailment.${one}`, `ailment.${one}.means`, `ailment.${one}.fix`])
        expect(words[key]?.length ?? 0, key).toBeGreaterThan(5);
});
