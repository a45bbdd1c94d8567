/**
 * The source doctor: probes an address in the order a request travels and names the first thing that is wrong. A browser hides why a
 * request failed; what it does tell (an opaque answer arrives or not, with and without credentials) separates the causes.
 */
import { isLoopback, isOpenWire, originOf, SKEW_MOST } from '../../core/domain/connection.ts';
import type { Ailment, Diagnosis, Probe } from '../../core/domain/diagnosis.ts';
import { EdgeError } from '../../core/domain/errors.ts';
import type { Ms } from '../../core/domain/time.ts';
import { readMessages, subscription } from '../../core/formats/live-frames.ts';
import { type ApiSeries, readApiAnswer, readApiSeries } from '../../core/formats/prometheus-api.ts';
import { caddyRecipe, nginxRecipe } from '../../core/formats/proxy-recipe.ts';
import { isRecord, parseJson } from '../../core/formats/records.ts';
import type { Examination } from '../protocol.ts';
import type { Gate } from './gate.ts';
import { authorizationOf, brokenOff } from './prometheus-client.ts';
import { limited } from './time-limit.ts';

const PROBE_TIMEOUT: Ms = 8_000;
/** An answer slower than this is worth a word. */
const SLOW: Ms = 5_000;
/** Ports of exporters, which send no CORS header: they are read through Prometheus. */
const EXPORTER_PORTS = /:(?:9100|9182|9104|9187|9121|9113|8080)$/u;
const PRIVATE =
  /^https?:\/\/(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|\[f[cde]|[^/:]+\.local(?::|$))/u;
const PROXY_PORT = 8090;
/** A question that every service of a kind answers. */
const PATH = { prometheus: '/api/v1/query?query=time()', alertmanager: '/api/v2/status' } as const;

type Facts = Readonly<Record<string, string | number>>;

/** Ends an examination early. */
class Found extends Error {
  readonly ailment: Ailment;
  readonly facts: Facts;
  constructor(ailment: Ailment, facts: Facts = {}) {
    super(ailment);
    this.ailment = ailment;
    this.facts = facts;
  }
}

/** Examines an address. @throws EdgeError `source/not-confirmed`, `abort/cancelled` */
export async function examine(
  request: Examination,
  gate: Gate,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const url = request.url.replace(/\/+$/u, '');
  const probes: Probe[] = [];
  const probe = async (id: Probe['id'], run: () => Promise<Facts>): Promise<void> => {
    const begun = performance.now();
    const note = (outcome: Probe['outcome'], facts: Facts) =>
      probes.push({ id, outcome, took: performance.now() - begun, facts });
    try {
      note('ok', await run());
    } catch (error) {
      if (error instanceof Found) note('failed', error.facts);
      throw error;
    }
  };
  const patient = { url, request, gate, signal, probe };
  try {
    await probe('address', () => checkAddress(request, url));
    await probe('page', () => checkPage(request.page, url));
    await probe('reach', () => reach(patient));
    if (request.kind === 'websocket') await listen(patient);
    else await readAnswer(patient);
    const slowest = Math.max(...probes.map(({ took }) => took));
    if (slowest > SLOW && request.kind !== 'websocket')
      throw new Found('slow', { took: Math.round(slowest) });
    return { url, probes, ailment: undefined, facts: {}, recipes: [] };
  } catch (error) {
    if (!(error instanceof Found)) throw error;
    return {
      url,
      probes,
      ailment: error.ailment,
      facts: error.facts,
      recipes: recipes(error, request, url),
    };
  }
}

interface Patient {
  readonly url: string;
  readonly request: Examination;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  probe(id: Probe['id'], run: () => Promise<Facts>): Promise<void>;
}

async function checkAddress({ kind, credentials }: Examination, url: string): Promise<Facts> {
  const fits = kind === 'websocket' ? /^wss?:\/\/[^\s/]+/iu : /^https?:\/\/[^\s/]+/iu;
  if (!fits.test(url) || originOf(url) === '') throw new Found('bad-url', { url });
  if (credentials && isOpenWire(url)) throw new Found('plain-login', { origin: originOf(url) });
  return { origin: originOf(url) };
}

/** What the page itself forbids. Loopback is trusted by every browser; private addresses need the user's permission. */
async function checkPage(page: string, url: string): Promise<Facts> {
  const target = httpOf(url);
  const isPrivate = PRIVATE.test(target);
  if (isPrivate || isLoopback(target)) {
    const state = await localNetworkPermission();
    if (state === 'denied') throw new Found('local-network', { origin: originOf(url) });
  }
  const isInsecure = target.startsWith('http:') && !isLoopback(target);
  if (page.startsWith('https:') && isInsecure && !isPrivate)
    throw new Found('mixed-content', { origin: originOf(url), page });
  return { page };
}

/** The browser's Local Network Access permission; `undefined` where it has none. */
async function localNetworkPermission(): Promise<PermissionState | undefined> {
  try {
    const name = 'local-network-access' as PermissionName;
    return (await navigator.permissions.query({ name })).state;
  } catch {
    return undefined;
  }
}

/** Whether anything answers at all: an opaque answer is enough. */
async function reach({ url, gate, signal }: Patient): Promise<Facts> {
  // The gate knows the origin under the scheme the user confirmed.
  if (!gate.allows(url))
    throw new EdgeError('source/not-confirmed', url, { origin: originOf(url) });
  if (/^ws/iu.test(url)) return {};
  const origin = originOf(url);
  const arrived = await attempt(
    () =>
      limited(signal, PROBE_TIMEOUT, (limit) =>
        gate.fetch(url, { mode: 'no-cors', signal: limit, redirect: 'follow' }),
      ),
    () => new Found('no-answer', { origin, took: PROBE_TIMEOUT }),
  );
  if (arrived) return {};
  throw new Found('dead-port', { origin });
}

/** Reads, understands and judges the answer of an HTTP API. */
async function readAnswer(patient: Patient): Promise<void> {
  const { url, request, gate, signal, probe } = patient;
  const path = PATH[request.kind === 'prometheus' ? 'prometheus' : 'alertmanager'];
  const origin = originOf(url);
  const late = () => new Found('no-answer', { origin, took: PROBE_TIMEOUT });
  const ask = (target: string, headers: Readonly<Record<string, string>>) =>
    attempt(
      () =>
        limited(signal, PROBE_TIMEOUT, async (limit) => {
          const response = await gate.fetch(url + target, { headers, signal: limit });
          const text = await response.text().catch((error: unknown) => {
            const cause = brokenOff(error);
            throw cause.code === 'source/unreachable' ? new Found('broken-off', { origin }) : cause;
          });
          return { response, text };
        }),
      late,
    );
  const authorization = authorizationOf(request.credentials);
  /** Redirects are not followed: they lead to origins nobody confirmed. */
  const redirects = async () => {
    const answer = await attempt(() =>
      limited(signal, PROBE_TIMEOUT, (limit) =>
        gate.fetch(url + path, { redirect: 'manual', signal: limit }),
      ),
    );
    return answer?.type === 'opaqueredirect';
  };
  let text = '';
  let askedAt = 0;
  await probe('read', async () => {
    const answer = await ask(path, authorization);
    askedAt = Date.now();
    if (!answer) {
      const exporter = EXPORTER_PORTS.test(originOf(url)) ? 1 : 0;
      // With credentials nothing is asked before a preflight was answered, whatever else is wrong.
      if (request.credentials && !exporter) throw new Found('preflight-refused', { origin });
      if (await redirects()) throw new Found('redirect', { origin });
      // Each answers paths of the other without the header: what can be read tells which of them it is.
      if (
        !exporter &&
        (await ask(PATH[request.kind === 'prometheus' ? 'alertmanager' : 'prometheus'], {}))
      )
        throw new Found('wrong-service');
      throw new Found('cors', {
        origin,
        exporter,
        kind: request.kind,
      });
    }
    const { status } = answer.response;
    if (status === 401) throw new Found('unauthorized', { status });
    if (status === 403) throw new Found('forbidden', { status });
    text = answer.text;
    if (looksLikeHtml(answer.response, text)) throw new Found('html', { status });
    if (status === 404) throw new Found('not-found', { status, path });
    if (status === 429 || status >= 500) throw new Found('unavailable', { status });
    return { status };
  });
  const answer = parseJson(text);
  await probe('answer', async () => {
    if (answer === undefined && /^\s*[{[]/u.test(text)) throw new Found('broken-off', { origin });
    if (request.kind === 'alertmanager') {
      if (!isRecord(answer) || !('versionInfo' in answer)) throw new Found('wrong-service');
      const info = answer.versionInfo;
      return { version: isRecord(info) ? String(info.version ?? '') : '' };
    }
    if (!isRecord(answer) || answer.status !== 'success') throw new Found('wrong-service');
    return {};
  });
  if (request.kind !== 'prometheus') return;
  await probe('servers', async () => {
    const counted = await ask('/api/v1/query?query=count(up)', authorization);
    const [first] = seriesIn(parseJson(counted?.text ?? ''));
    const count = first?.values[0] ?? 0;
    if (!(count > 0)) throw new Found('empty');
    return { count };
  });
  await probe('clock', async () => {
    const [now] = seriesIn(answer);
    if (now?.values[0] === undefined) throw new Found('wrong-service');
    const skew = Math.round(now.values[0] * 1000 - askedAt);
    if (Math.abs(skew) > SKEW_MOST) throw new Found('clock-skew', { skew });
    return { skew };
  });
}

/** Series of an answer that says it succeeded. */
function seriesIn(answer: unknown): readonly ApiSeries[] {
  try {
    return readApiSeries(readApiAnswer(answer));
  } catch (error) {
    if (error instanceof EdgeError) throw new Found('wrong-service');
    throw error;
  }
}

/** Opens the socket, waits for `hello`. */
async function listen({ url, gate, signal, probe }: Patient): Promise<void> {
  const socket = gate.socket(url);
  // Listened for from the start: it may come with the opening itself.
  const message = firstMessage(socket);
  try {
    await probe('read', async () => {
      if (await first(opened(socket), signal)) return {};
      // A browser says nothing of why a socket failed; whether its port is alive can be asked.
      const isAlive = await attempt(() =>
        limited(signal, PROBE_TIMEOUT, (limit) =>
          gate.fetch(httpOf(url), { mode: 'no-cors', signal: limit }),
        ),
      );
      throw new Found(isAlive ? 'websocket-refused' : 'dead-port', { origin: originOf(url) });
    });
    await probe('servers', async () => {
      socket.send(subscription(''));
      const text = await first(message, signal);
      if (text === undefined) throw new Found('silent');
      const hello = readMessages(text).messages.find((message) => message.type === 'hello');
      if (!hello) throw new Found('wrong-service');
      return { count: hello.servers.length };
    });
  } finally {
    socket.close();
  }
}

const opened = (socket: WebSocket) =>
  new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => resolve(true));
    socket.addEventListener('error', () => resolve(false));
    socket.addEventListener('close', () => resolve(false));
  });

const firstMessage = (socket: WebSocket) =>
  new Promise<string | undefined>((resolve) => {
    socket.addEventListener('message', ({ data }) => resolve(String(data)));
    socket.addEventListener('close', () => resolve(undefined));
  });

/** What was promised, or nothing when it takes too long or the signal fires first. */
const first = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> =>
  limited(signal, PROBE_TIMEOUT, (limit) =>
    Promise.race([
      promise,
      new Promise<undefined>((resolve) => {
        if (limit.aborted) resolve(undefined);
        limit.addEventListener('abort', () => resolve(undefined));
      }),
    ]),
  );

/**
 * The answer, or nothing where the browser gives none.
 * @param late what to throw when it was given up because it took too long
 * @throws EdgeError other than a failed request
 */
async function attempt<T>(request: () => Promise<T>, late?: () => Found): Promise<T | undefined> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof EdgeError)) throw error;
    if (error.code === 'source/silent') {
      if (late) throw late();
      return undefined;
    }
    if (error.code === 'source/unreachable') return undefined;
    throw error;
  }
}

const httpOf = (url: string) => url.replace(/^ws/iu, 'http');
const looksLikeHtml = (response: Response, text: string) =>
  /text\/html/u.test(response.headers.get('content-type') ?? '') || /^\s*</u.test(text);

/** Proxy recipes where one mends it. */
function recipes(
  { ailment, facts }: Found,
  { page }: Examination,
  url: string,
): Diagnosis['recipes'] {
  const mends = ailment === 'cors' || ailment === 'preflight-refused';
  if (!mends || facts.exporter === 1) return [];
  const recipe = { upstream: httpOf(originOf(url)), page, port: PROXY_PORT };
  return [
    { tool: 'nginx', text: nginxRecipe(recipe) },
    { tool: 'caddy', text: caddyRecipe(recipe) },
  ];
}
