/**
 * The portal's end of an embedded console, for any page and any framework: `connect(iframe)` → commands, events, streams.
 * It depends on nothing, holds no keys and speaks to one window at one origin.
 */
import { makeStream, mapStream, type Stream, type StreamSource } from './stream.ts';
import {
  type ConsoleMessage,
  EMBED_TOPICS,
  EMBED_VERSION,
  type EmbedAlert,
  type EmbedAnomaly,
  type EmbedDashboard,
  type EmbedEvents,
  type EmbedIncident,
  type EmbedMethod,
  type EmbedMetrics,
  type EmbedParams,
  type EmbedResult,
  type EmbedShown,
  type EmbedStats,
  type EmbedStatus,
  type EmbedTopic,
  type PortMessage,
} from './wire.ts';

// biome-ignore lint/performance/noBarrelFile: the package has one entry.
export { type EmbedOptions, embedHash, embedUrl } from './address.ts';
export type { Stream, StreamObserver, StreamSubscription } from './stream.ts';
export type * from './wire.ts';

/** A command that failed, or a console that does not answer. `code` is stable. */
export class EmbedError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'EmbedError';
    this.code = code;
  }
}

/** How to connect. */
export interface ConnectOptions {
  /** Where the console is served; the iframe's own address when left out. */
  readonly origin?: string;
  /** Gives up after so many ms without a sign of the console, 20 s when left out. Waiting for the reader's consent does not count. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** The reader of the frame is being asked whether this portal may. */
  readonly onConsent?: () => void;
}

/** One server's newest values by metric. */
export interface EmbedServerTick {
  readonly t: number;
  readonly server: string;
  readonly status: EmbedStatus;
  readonly values: Readonly<Record<string, number>>;
}

/** A connected console. */
export interface EmbedClient {
  /** Carries out a command. @throws EmbedError with the console's code; `embed/closed` after `close` */
  call<M extends EmbedMethod>(method: M, params: EmbedParams<M>): Promise<EmbedResult<M>>;
  /** Shows an instant (epoch ms or a Date); nothing follows the clock. */
  seek(at?: number | Date): Promise<{ readonly t: number }>;
  /** Injects a fault into the simulated fleet: `inject('disk-io', 'db-master-01', 600_000)`. */
  inject(fault: string, target: string, duration?: number): Promise<{ readonly t: number }>;
  /** PromQL at the instant shown, or over a range. */
  query(
    promql: string,
    range?: { readonly start: number; readonly end?: number; readonly step?: number },
  ): Promise<EmbedResult<'query'>>;
  /** A question in Korean or English. */
  ask(text: string): Promise<EmbedResult<'ask'>>;
  /** Shows real servers, once the reader of the frame agreed: `openLive('https://prometheus.example', { matchers: 'job="node"' })`. */
  openLive(
    url: string,
    options?: { readonly matchers?: string; readonly step?: number },
  ): Promise<EmbedShown>;
  /** Shows samples or a bundle. @param name when `file` has none */
  openFile(file: Blob | string, name?: string): Promise<EmbedShown>;
  /** Listens to an event; returns the function that stops listening. Of topics, use the streams. */
  on<E extends keyof EmbedEvents>(event: E, listener: (params: EmbedEvents[E]) => void): () => void;
  /** Every alert as it begins and ends. */
  readonly alerts$: Stream<EmbedAlert>;
  readonly incidents$: Stream<EmbedIncident>;
  /** The console sends these only while somebody listens. */
  readonly metrics$: Stream<EmbedMetrics>;
  readonly criticalAlerts$: Stream<EmbedAlert>;
  readonly aggregatedStats$: Stream<EmbedStats>;
  readonly anomalies$: Stream<EmbedAnomaly>;
  readonly dashboardData$: Stream<EmbedDashboard>;
  /** One server's metrics; silent for a server the fleet has not. */
  server(name: string): Stream<EmbedServerTick>;
  /** Says good-bye: the console may be greeted again. Every stream completes, every waiting command fails. */
  close(): void;
}

/** The first greeting waits for the frame's load or word; then it is repeated in case both were missed. */
const GREET_EVERY_MS = 1000;

/**
 * Greets the console in an iframe and waits to be let in.
 * @throws EmbedError `embed/no-answer`, `embed/consent` when the reader said no, `embed/version`, `embed/sandboxed`, `embed/closed`
 */
export function connect(
  iframe: HTMLIFrameElement,
  options: ConnectOptions = {},
): Promise<EmbedClient> {
  const origin = new URL(options.origin ?? iframe.src, location.href).origin;
  const { signal } = options;
  return new Promise((resolve, reject) => {
    const nonces = new Set<string>();
    const end = new AbortController();
    let isAsking = false;
    const fail = (code: string, message: string) => {
      end.abort();
      reject(new EmbedError(code, message));
    };
    const greet = () => {
      if (isAsking) return;
      const nonce = makeNonce();
      nonces.add(nonce);
      iframe.contentWindow?.postMessage(
        { type: 'om:hello', v: EMBED_VERSION, nonce },
        { targetOrigin: origin },
      );
    };
    // Without an origin of its own it could neither run nor hear us.
    if (iframe.hasAttribute('sandbox') && !iframe.sandbox.contains('allow-same-origin'))
      return fail('embed/sandboxed', 'the frame needs sandbox="allow-scripts allow-same-origin"');
    if (signal?.aborted) return fail('embed/closed', 'given up before the greeting');
    signal?.addEventListener('abort', () => fail('embed/closed', 'given up'), {
      signal: end.signal,
    });
    const onMessage = (event: MessageEvent<ConsoleMessage | undefined>) => {
      if (event.source === null || event.source !== iframe.contentWindow) return;
      if (event.origin !== origin) return;
      const { data } = event;
      if (data?.type === 'om:ready') return greet();
      if (data === undefined || !('nonce' in data)) return;
      if (data.type === 'om:refused' && (data.nonce === '' || nonces.has(data.nonce)))
        return fail(data.code, `the console refused: ${data.code}`);
      if (!nonces.has(data.nonce)) return;
      if (data.type === 'om:asking') {
        isAsking = true;
        options.onConsent?.();
      } else if (
        data.type === 'om:welcome' &&
        data.v === EMBED_VERSION &&
        event.ports.length === 1
      ) {
        end.abort();
        resolve(makeClient(event.ports[0]));
      }
    };
    addEventListener('message', onMessage, { signal: end.signal });
    iframe.addEventListener('load', greet, { signal: end.signal });
    // A frame that stood here before this script neither loads nor speaks again.
    const again = setInterval(greet, GREET_EVERY_MS);
    const late = setTimeout(() => {
      if (!isAsking) fail('embed/no-answer', 'no console answers in this frame');
    }, options.timeout ?? 20_000);
    end.signal.addEventListener('abort', () => {
      clearInterval(again);
      clearTimeout(late);
    });
  });
}

function makeNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: EmbedError) => void;
}

function makeClient(port: MessagePort): EmbedClient {
  let nextId = 1;
  let isClosed = false;
  const waiting = new Map<number, Waiting>();
  const sources = new Map<string, StreamSource<never>>();

  const call = <M extends EmbedMethod>(
    method: M,
    params: EmbedParams<M>,
  ): Promise<EmbedResult<M>> =>
    new Promise((resolve, reject) => {
      if (isClosed) return reject(new EmbedError('embed/closed', 'the connection is closed'));
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      port.postMessage({ type: 'ome', v: EMBED_VERSION, id, method, params });
    });
  /** The stream of an event; of a topic it turns the console's on and off. */
  const source = <E extends keyof EmbedEvents>(event: E): StreamSource<EmbedEvents[E]> => {
    const known = sources.get(event) as StreamSource<EmbedEvents[E]> | undefined;
    if (known) return known;
    const topic: EmbedTopic | undefined = EMBED_TOPICS.find((item) => item === event);
    const made = makeStream<EmbedEvents[E]>((isUsed) => {
      if (!topic || isClosed) return;
      // It fails only with the connection, which says so itself.
      call(isUsed ? 'subscribe' : 'unsubscribe', { topic }).catch(() => undefined);
    });
    sources.set(event, made as StreamSource<never>);
    return made;
  };
  const close = (isOurs: boolean) => {
    if (isClosed) return;
    if (isOurs) port.postMessage({ type: 'ome', v: EMBED_VERSION, method: 'bye' });
    isClosed = true;
    port.onmessage = null;
    port.close();
    for (const { reject } of waiting.values())
      reject(new EmbedError('embed/closed', 'the connection is closed'));
    waiting.clear();
    for (const each of sources.values()) each.complete();
  };
  port.onmessage = ({ data }: MessageEvent<PortMessage>) => {
    if (data.type !== 'ome' || data.v !== EMBED_VERSION) return;
    if ('event' in data) return source(data.event).next(data.params as never);
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) asked?.reject(new EmbedError(data.error.code, data.error.message));
    else asked?.resolve(data.result as never);
  };
  port.addEventListener('close', () => close(false));

  return {
    call,
    seek: (at) => call('seek', { at: at instanceof Date ? at.getTime() : at }),
    inject: (fault, target, duration) => call('inject', { fault, target, duration }),
    query: (promql, range) => call('query', { promql, ...range }),
    ask: (text) => call('ask', { text }),
    openLive: (url, given) => call('openLive', { url, ...given }),
    openFile: (given, name) =>
      call('openFile', {
        name: (name ?? ((given as Partial<File>).name || 'samples')).slice(0, 100),
        file: typeof given === 'string' ? new Blob([given]) : given,
      }),
    on(event, listener) {
      const subscription = source(event).stream.subscribe(listener);
      return () => subscription.unsubscribe();
    },
    alerts$: source('alert').stream,
    incidents$: source('incident').stream,
    metrics$: source('metrics').stream,
    criticalAlerts$: source('critical').stream,
    aggregatedStats$: source('stats').stream,
    anomalies$: source('anomaly').stream,
    dashboardData$: source('dashboard').stream,
    server: (name) =>
      mapStream(source('metrics').stream, ({ t, metrics, servers, status, values }) => {
        const s = servers.indexOf(name);
        if (s < 0) return undefined;
        const own = metrics.map((id, m) => [id, values[m * servers.length + s]] as const);
        return { t, server: name, status: status[s], values: Object.fromEntries(own) };
      }),
    close: () => close(true),
  };
}
