/**
 * The language between a portal and an embedded console, version 1: commands, events, what a message looks like.
 * Types and constants only; both ends share this file. It stands alone, so that a portal's types do not change with the app's.
 */

/** Version of handshake and messages. Another one is refused, never guessed at. */
export const EMBED_VERSION = 1;

/** What one portal may send: size and shape of a message, how often, how many mistakes. */
export const EMBED_LIMITS = {
  /** Characters and numbers of one message, as bytes. */
  bytes: 256 * 1024,
  depth: 6,
  /** Own keys and items of one message, all levels together. */
  nodes: 2000,
  perSecond: 50,
  /** After so many refused messages the port is closed for good. */
  mistakes: 10,
  /** Commands that may wait for their answer at the same time. */
  open: 32,
  /** Bytes of one file that is handed over, and of all of them while the page is loaded. */
  fileBytes: 16 * 1024 * 1024,
  allFileBytes: 64 * 1024 * 1024,
  /** Least time between two files, ms. */
  fileEvery: 1000,
  /** Addresses the reader is asked about while the page is loaded; further ones are refused. */
  questions: 5,
} as const;

/** Screens a portal can show. `fleet-map` and `chart` are bare: no head, no figures. */
export const EMBED_VIEWS = [
  'overview',
  'fleet-map',
  'server',
  'chart',
  'topology',
  'racks',
  'alerts',
] as const;
export type EmbedView = (typeof EMBED_VIEWS)[number];

/** Languages and themes; `auto` follows the reader's browser. */
export type EmbedLanguage = 'en' | 'ko' | 'auto';
export type EmbedTheme = 'light' | 'dark' | 'auto';

/** Colours and corners a portal may set: `--ome-<name>` on the element. */
export const EMBED_TOKENS = ['accent', 'background', 'surface', 'radius'] as const;
export type EmbedTokens = { readonly [K in (typeof EMBED_TOKENS)[number]]?: string };

export type EmbedSeverity = 'critical' | 'warning' | 'info';
export type EmbedStatus = 'ok' | 'warn' | 'crit' | 'off' | 'unk';

/** An alert as it begins or ends. Instants are epoch milliseconds; ratios are 0–1, sizes bytes, times seconds. */
export interface EmbedAlert {
  readonly id: string;
  readonly rule: string;
  readonly severity: EmbedSeverity;
  readonly state: 'firing' | 'resolved';
  readonly server: string;
  readonly metric: string;
  readonly value: number;
  readonly threshold: number;
  readonly comparison: '>' | '<' | 'absent';
  readonly since: number;
  readonly firedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly incident: string | undefined;
}

/** Alerts that belong together. `server` and `metric` name it. */
export interface EmbedIncident {
  readonly id: string;
  readonly severity: EmbedSeverity;
  readonly state: 'open' | 'resolved';
  readonly openedAt: number;
  readonly resolvedAt: number | undefined;
  readonly server: string;
  readonly metric: string;
  readonly rule: string;
  readonly servers: readonly string[];
  /** Most likely cause first; shares sum to at most 1. */
  readonly suspects: readonly {
    readonly server: string;
    readonly metric: string;
    readonly share: number;
  }[];
}

/** A stretch of one series that a detector finds unusual, as it begins. */
export interface EmbedAnomaly {
  readonly id: string;
  readonly metric: string;
  readonly server: string;
  readonly start: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly severity: EmbedSeverity;
}

/** One tick: `values[m * servers.length + s]`, NaN where missing, and each server's status. At most two a second. */
export interface EmbedMetrics {
  readonly t: number;
  readonly metrics: readonly string[];
  readonly servers: readonly string[];
  readonly tiers: readonly string[];
  readonly status: readonly EmbedStatus[];
  readonly values: Float32Array;
}

/** The fleet in figures. NaN where nothing was measured. */
export interface EmbedStats {
  readonly t: number;
  readonly servers: number;
  readonly health: number;
  readonly throughput: number;
  readonly latencyP95: number;
  readonly errorRatio: number;
  readonly byStatus: Readonly<Record<EmbedStatus, number>>;
  readonly firing: Readonly<Record<EmbedSeverity, number>>;
  readonly openIncidents: number;
}

/** Everything a dashboard shows, each part as of its newest tick. */
export interface EmbedDashboard {
  readonly stats: EmbedStats;
  readonly metrics: EmbedMetrics;
  readonly critical: readonly EmbedAlert[];
  readonly anomalies: readonly EmbedAnomaly[];
}

/** A refusal or failure. `code` is stable, `message` is for logs. */
export interface EmbedProblem {
  readonly code: string;
  readonly message: string;
}

/** Events that only come when asked for; the client asks while somebody listens. */
export interface EmbedTopics {
  readonly metrics: EmbedMetrics;
  readonly stats: EmbedStats;
  /** Critical alerts that have stood for a second, one per server at a time. */
  readonly critical: EmbedAlert;
  readonly anomaly: EmbedAnomaly;
  readonly dashboard: EmbedDashboard;
}
export const EMBED_TOPICS = ['metrics', 'stats', 'critical', 'anomaly', 'dashboard'] as const;
export type EmbedTopic = (typeof EMBED_TOPICS)[number];

/** Everything the console tells a portal. */
export interface EmbedEvents extends EmbedTopics {
  /** A fleet is shown; again after another was opened. */
  readonly ready: { readonly servers: number; readonly t: number; readonly view: EmbedView };
  /** The reader chose something: a server, a rack, an alert, an incident; `undefined` when nothing is chosen. */
  readonly select: { readonly view: EmbedView; readonly selected: string | undefined };
  readonly alert: EmbedAlert;
  readonly incident: EmbedIncident;
  readonly error: EmbedProblem;
}

/** Result of a query on the grid `start + i · step`; an instant query has one point. NaN: no sample. */
export interface EmbedMatrix {
  readonly kind: 'matrix' | 'vector' | 'scalar';
  readonly start: number;
  readonly step: number;
  readonly length: number;
  readonly series: readonly {
    readonly labels: Readonly<Record<string, string>>;
    readonly values: Float64Array;
  }[];
}

/** An answer in words, and what it rests on. */
export interface EmbedAnswer {
  readonly text: string;
  readonly language: 'en' | 'ko';
  readonly intent: string;
  readonly confidence: number;
  readonly refused: boolean;
  readonly promql: string | undefined;
}

/** What is shown after another source was opened. */
export interface EmbedShown {
  readonly servers: number;
  readonly t: number;
}

/** Everything a portal may ask for: parameters and result. Nothing here reads keys, exports or stores, and nothing connects without the reader. */
export interface EmbedCommands {
  /** Shows an instant (epoch ms); `undefined` follows the clock. The result is the instant shown. */
  seek(params: { readonly at?: number | undefined }): { readonly t: number };
  /** Strikes a server, rack, row, hall or site of the simulated fleet; `duration` in ms, else for good. */
  inject(params: {
    readonly fault: string;
    readonly target: string;
    readonly duration?: number | undefined;
  }): { readonly t: number };
  /** PromQL; at most 1,000 points and 200 series. Without `start` at the instant shown. */
  query(params: {
    readonly promql: string;
    readonly start?: number | undefined;
    readonly end?: number | undefined;
    readonly step?: number | undefined;
  }): EmbedMatrix;
  /** Korean or English, at most 500 characters. */
  ask(params: { readonly text: string }): EmbedAnswer;
  setTheme(params: { readonly theme: EmbedTheme }): void;
  setLanguage(params: { readonly language: EmbedLanguage }): void;
  /** IANA name; `undefined` is the reader's own. */
  setTimeZone(params: { readonly timeZone?: string | undefined }): void;
  /** Width of charts, ms: one minute to 31 days. */
  setRange(params: { readonly range: number }): void;
  select(params: { readonly selected?: string | undefined }): void;
  /** `query`: PromQL of view `chart`; without it the processor of the selected server. */
  setView(params: { readonly view: EmbedView; readonly query?: string | undefined }): void;
  /** Shows only servers whose name, role or tier contains this; empty shows all. */
  setFilter(params: { readonly filter: string }): void;
  /**
   * Shows real servers in place of the simulated ones: a Prometheus (`http:`, `https:`) or a socket (`ws:`, `wss:`) that wants no credentials.
   * The reader of the frame is asked about the address first, whoever frames it: `embed/consent` when they say no. It fails with the console's
   * code (`source/unreachable`, …) when the first attempt does; the console goes on trying and says `ready` when it succeeds.
   */
  openLive(params: {
    readonly url: string;
    /** Label matchers every query carries, `job="node"`; Prometheus only. */
    readonly matchers?: string | undefined;
    /** Interval of samples, ms: 1 s to 5 min, 15 s when left out; Prometheus only. */
    readonly step?: number | undefined;
  }): EmbedShown;
  /** Shows samples (CSV, JSON, Prometheus or OpenMetrics text) or a bundle; kept in memory while the page is loaded. */
  openFile(params: { readonly name: string; readonly file: Blob }): EmbedShown;
  /** Colours and corners, as `--ome-*`. */
  setTokens(params: { readonly tokens: EmbedTokens }): void;
  subscribe(params: { readonly topic: EmbedTopic }): void;
  unsubscribe(params: { readonly topic: EmbedTopic }): void;
}
export type EmbedMethod = keyof EmbedCommands;
/** Parameters and result of one command. */
export type EmbedParams<M extends EmbedMethod> = Parameters<EmbedCommands[M]>[0];
export type EmbedResult<M extends EmbedMethod> = ReturnType<EmbedCommands[M]>;

/** Over the window, portal to console: the only message it ever reads there. `nonce`: 128 bits or more, base64url, used once. */
export interface HelloMessage {
  readonly type: 'om:hello';
  readonly v: number;
  readonly nonce: string;
}
/** Over the window, console to portal, to its exact origin: `ready` to be greeted, `welcome` with the port, or why not. */
export type ConsoleMessage =
  | { readonly type: 'om:ready'; readonly v: number }
  | { readonly type: 'om:asking'; readonly v: number; readonly nonce: string }
  | {
      readonly type: 'om:welcome';
      readonly v: number;
      readonly nonce: string;
      readonly caps: readonly EmbedMethod[];
    }
  | {
      readonly type: 'om:refused';
      readonly v: number;
      readonly nonce: string;
      readonly code: string;
    };

/** Over the port, portal to console. */
export interface CommandMessage {
  readonly type: 'ome';
  readonly v: number;
  readonly id: number;
  readonly method: EmbedMethod;
  readonly params: unknown;
}
/** The portal's end goes away: the console may be greeted again. */
export interface ByeMessage {
  readonly type: 'ome';
  readonly v: number;
  readonly method: 'bye';
}
/** Over the port, console to portal. */
export type PortMessage =
  | { readonly type: 'ome'; readonly v: number; readonly id: number; readonly result: unknown }
  | { readonly type: 'ome'; readonly v: number; readonly id: number; readonly error: EmbedProblem }
  | {
      readonly type: 'ome';
      readonly v: number;
      readonly event: keyof EmbedEvents;
      readonly params: unknown;
    };
