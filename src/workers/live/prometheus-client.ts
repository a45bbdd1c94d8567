/** Requests to a Prometheus HTTP API (also Thanos, Mimir, VictoriaMetrics), each failure told apart. */
import type { Credentials } from '../../core/domain/connection.ts';
import { EdgeError } from '../../core/domain/errors.ts';
import type { Remark } from '../../core/domain/series.ts';
import type { EpochMs, Ms } from '../../core/domain/time.ts';
import {
  type ApiSeries,
  readApiAnswer,
  readApiRemarks,
  readApiSeries,
} from '../../core/formats/prometheus-api.ts';
import type { FeedContext } from './feed.ts';
import { makeLanes } from './lanes.ts';
import { limited } from './time-limit.ts';

/** Characters one answer may have; more is refused before it is parsed. */
const MAX_CHARACTERS = 128_000_000;
/** An answer that takes longer is given up. */
const TIMEOUT: Ms = 30_000;
/** As many as a browser opens to one HTTP/1.1 server: more would wait inside it, with their time limits running. */
const AT_ONCE = 6;

/** A Prometheus that can be asked. All calls reject with an `EdgeError` `source/…` or `abort/cancelled`. */
export interface PrometheusClient {
  /** `/api/v1/<path>`, parameters sent as a form so that long queries fit. */
  call(
    path: string,
    parameters: Readonly<Record<string, string>>,
    signal: AbortSignal,
    remarked?: Remarked,
  ): Promise<unknown>;
  /** `/api/v1/<path>` of what takes no form: names of metrics and labels. */
  read(
    path: string,
    parameters: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<unknown>;
  instant(
    promql: string,
    at: EpochMs,
    signal: AbortSignal,
    remarked?: Remarked,
  ): Promise<readonly ApiSeries[]>;
  range(
    promql: string,
    start: EpochMs,
    end: EpochMs,
    step: Ms,
    signal: AbortSignal,
    remarked?: Remarked,
  ): Promise<readonly ApiSeries[]>;
}

/** Told of what the source remarks on its answer, if anything. */
export type Remarked = (remarks: readonly Remark[]) => void;

/** The `Authorization` header of credentials; none without. */
export function authorizationOf(
  credentials: Credentials | undefined,
): Readonly<Record<string, string>> {
  if (!credentials) return {};
  if (credentials.kind === 'bearer') return { Authorization: `Bearer ${credentials.token}` };
  const bytes = new TextEncoder().encode(`${credentials.user}:${credentials.password}`);
  return { Authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

/** Whether a connection that wants credentials has them. @throws EdgeError `source/locked` */
export function requireCredentials({ config, credentials }: FeedContext): void {
  if (config.authorization !== 'none' && !credentials)
    throw new EdgeError('source/locked', `${config.name} wants credentials`, { name: config.name });
}

/**
 * The JSON of an answer.
 * @throws EdgeError `source/unauthorized`, `source/forbidden`, `source/unavailable`, `source/not-json`, `source/too-large`, and
 * `source/unreachable`, `source/silent` when it breaks off
 */
export async function readJsonAnswer(response: Response): Promise<unknown> {
  const { status } = response;
  if (status === 401) throw new EdgeError('source/unauthorized', 'HTTP 401', { status });
  if (status === 403) throw new EdgeError('source/forbidden', 'HTTP 403', { status });
  if (status === 429 || status >= 500)
    throw new EdgeError('source/unavailable', `HTTP ${status}`, { status });
  const text = await response.text().catch((error: unknown) => {
    throw brokenOff(error);
  });
  if (text.length > MAX_CHARACTERS)
    throw new EdgeError('source/too-large', `${text.length} characters`, { size: text.length });
  try {
    return JSON.parse(text);
  } catch {
    throw new EdgeError('source/not-json', `HTTP ${status}, no JSON: ${text.slice(0, 80)}`, {
      status,
    });
  }
}

/** Why an answer that had begun did not come to its end. */
export function brokenOff(error: unknown): EdgeError {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'TimeoutError') return new EdgeError('source/silent', 'the answer took too long');
  if (name === 'AbortError') return new EdgeError('abort/cancelled', 'cancelled');
  return new EdgeError('source/unreachable', `the answer broke off: ${String(error)}`);
}

/** Makes the client of a connection. */
export function prometheusClient(
  { config, gate, credentials }: FeedContext,
  answered: (latency: Ms) => void = () => {},
): PrometheusClient {
  const lanes = makeLanes(AT_ONCE);
  const ask = async (path: string, init: RequestInit, signal: AbortSignal) => {
    const begun = performance.now();
    const answer = await limited(signal, TIMEOUT, async (limit) =>
      readJsonAnswer(
        await gate.fetch(`${config.url}/api/v1/${path}`, {
          ...init,
          headers: authorizationOf(credentials),
          signal: limit,
        }),
      ),
    );
    answered(performance.now() - begun);
    return answer;
  };
  const call: PrometheusClient['call'] = async (path, parameters, signal, remarked) => {
    const body = new URLSearchParams(parameters);
    const answer = await lanes(signal, () => ask(path, { method: 'POST', body }, signal));
    const data = readApiAnswer(answer);
    const remarks = remarked ? readApiRemarks(answer) : [];
    if (remarks.length > 0) remarked?.(remarks);
    return data;
  };
  const seconds = (t: EpochMs) => String(t / 1000);
  return {
    call,
    async read(path, parameters, signal) {
      const query = new URLSearchParams(parameters).toString();
      const whole = query === '' ? path : `${path}?${query}`;
      return readApiAnswer(await lanes(signal, () => ask(whole, {}, signal)));
    },
    async instant(promql, at, signal, remarked) {
      const parameters = { query: promql, time: seconds(at) };
      return readApiSeries(await call('query', parameters, signal, remarked));
    },
    async range(promql, start, end, step, signal, remarked) {
      const parameters = {
        query: promql,
        start: seconds(start),
        end: seconds(end),
        step: seconds(step),
      };
      return readApiSeries(await call('query_range', parameters, signal, remarked));
    },
  };
}
