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

/**
 * The origin a connection talks to, as the user confirms it: `https://prometheus.example:9090`; sockets by the http scheme they begin
 * with. Empty when the address is none.
 */
export function originOf(url: string): string {
  const match = /^(https?|wss?):\/\/(?:[^/?#@]*@)?([^/?#@]+)/iu.exec(url);
  if (!match) return '';
  return `${match[1].toLowerCase().replace('ws', 'http')}://${match[2].toLowerCase()}`;
}
