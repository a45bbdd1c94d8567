/** Connections to real servers: what this device keeps of each, and how each does. Credentials are in neither. */
import type { ErrorCode, ErrorDetail } from './errors.ts';
import type { EpochMs, Ms } from './time.ts';

/** What the far side speaks. `alertmanager` brings alerts and silences, the others servers and samples. */
export const CONNECTION_KINDS = ['prometheus', 'alertmanager', 'websocket'] as const;
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

/** How the far side wants to know who asks. What is asked for is typed in again after each start. */
export const AUTHORIZATIONS = ['none', 'basic', 'bearer'] as const;
export type Authorization = (typeof AUTHORIZATIONS)[number];

/** One connection as it is kept on this device. */
export interface ConnectionConfig {
  /** `l-` and letters or digits: session parameter `file` with source `live`. */
  readonly key: string;
  readonly kind: ConnectionKind;
  readonly name: string;
  /** Base address without a trailing slash, `http(s):` or `ws(s):`. */
  readonly url: string;
  /** Interval of samples. */
  readonly step: Ms;
  /** How far back it reads on connecting. */
  readonly window: Ms;
  /** Metric id → PromQL in place of our own; Prometheus only. */
  readonly mapping: Readonly<Record<string, string>>;
  /**
   * What of it is wanted; empty for all. Prometheus: label matchers every query carries, `job="node"`.
   * WebSocket: `alerts`, or `server:` and a name.
   */
  readonly filter: string;
  readonly authorization: Authorization;
}

/** What a `basic` or `bearer` connection is opened with. Lives in the engine worker's memory only. */
export type Credentials =
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string };

/**
 * `connecting` until the first samples; `live` while they come; `failing` between attempts; `locked` until credentials are typed in;
 * `unconfirmed` until the user allowed its origin.
 */
export type ConnectionStatus = 'connecting' | 'live' | 'failing' | 'locked' | 'unconfirmed';

/** How one connection does. */
export interface ConnectionState {
  readonly config: ConnectionConfig;
  readonly status: ConnectionStatus;
  readonly servers: number;
  readonly metrics: number;
  /** Instant of the newest sample it gave; `undefined` before the first. */
  readonly newest: EpochMs | undefined;
  /** Time the last answer took. */
  readonly latency: Ms | undefined;
  /** How far the source's clock is ahead of ours, negative when behind; `undefined` where it does not say. */
  readonly skew: Ms | undefined;
  /** Share of the history read so far while `connecting`, 0–1. */
  readonly progress: number;
  /** Why it is `failing`. */
  readonly error: { readonly code: ErrorCode; readonly detail: ErrorDetail } | undefined;
  /** When the next attempt is made, while `failing`. */
  readonly retryAt: EpochMs | undefined;
  /** Failed attempts since it last worked. */
  readonly failures: number;
  /** Ticks since the start for which no sample came. */
  readonly missed: number;
  /** Bytes of samples held in memory. */
  readonly bytes: number;
}

/** Which names are asked of a source: of metrics, of labels, or the values of a label; of one metric where it is named. */
export interface NamesAtSource {
  readonly of: 'metrics' | 'labels' | 'values';
  /** Whose values. */
  readonly label?: string;
  readonly metric?: string;
}

/**
 * The origin a connection talks to, as the user confirms it: `https://prometheus.example:9090`; sockets by the http scheme they begin
 * with. Empty when the address is none.
 */
export function originOf(url: string): string {
  const match = /^(https?|wss?):\/\/(?:[^/?#@]*@)?([^/?#@]+)/iu.exec(url);
  if (!match) return '';
  return `${match[1].toLowerCase().replace('ws', 'http')}://${match[2].toLowerCase()}`;
}

/** Clocks further apart than this spoil ages and ranges, and are worth a word. */
export const SKEW_MOST: Ms = 30_000;

const LOOPBACK = /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::|$)/u;

/** Whether an address is this machine's own, which every browser trusts. */
export function isLoopback(url: string): boolean {
  return LOOPBACK.test(originOf(url));
}

/** Whether what is sent there can be read on the way: plain http to another machine. */
export function isOpenWire(url: string): boolean {
  return originOf(url).startsWith('http:') && !isLoopback(url);
}

/** Ends of paths that are the web interfaces and the APIs themselves: an address copied from a browser's bar has one. */
const PAGES: Readonly<Record<Exclude<ConnectionKind, 'websocket'>, RegExp>> = {
  prometheus:
    /(?:\/+(?:(?:classic|new)\/)?(?:graph|query|targets|alerts|rules|config|flags|status|tsdb-status|service-discovery|api\/v1(?:\/.*)?))+$/u,
  alertmanager: /\/+api\/v2(?:\/.*)?$/u,
};
const HOST = /^(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:]+\])(?::\d+)?(?:[/?#]|$)/iu;

/**
 * The base address that is meant by what was typed or pasted: `localhost:9090` and `http://host/prometheus/graph?g0.expr=up` too.
 * What cannot be an address comes back trimmed.
 */
export function baseAddress(kind: ConnectionKind, typed: string): string {
  const text = typed.trim();
  const whole = HOST.test(text) ? `${kind === 'websocket' ? 'ws' : 'http'}://${text}` : text;
  if (kind === 'websocket') return whole.replace(/^http(s?):/iu, 'ws$1:');
  const [, origin, path] = /^([a-z]+:\/\/[^/?#\s]+)([^?#]*)/iu.exec(whole) ?? [];
  if (origin === undefined || path === undefined) return text;
  const tail = /[\s/]+$/u;
  return `${origin}${path.replace(tail, '').replace(PAGES[kind], '').replace(tail, '')}`;
}

/** What an address speaks, where its scheme or its customary port says so. */
export function kindOf(typed: string): ConnectionKind | undefined {
  if (/^\s*wss?:/iu.test(typed)) return 'websocket';
  const port = /^\s*(?:https?:\/\/)?[^/?#]*:(\d+)(?:[/?#]|\s*$)/iu.exec(typed)?.[1];
  if (port === '9090') return 'prometheus';
  return port === '9093' ? 'alertmanager' : undefined;
}
