/** One connection to a live source of servers: opened, caught up, followed, lost, tried again. Gaps stay gaps. */
import type { RemoteAlert } from '../../core/domain/alertmanager.ts';
import type { ConnectionConfig, ConnectionState } from '../../core/domain/connection.ts';
import { EdgeError } from '../../core/domain/errors.ts';
import { type Fleet, seriesCount } from '../../core/domain/fleet.ts';
import type { Frame } from '../../core/domain/frame.ts';
import { alignDown, type EpochMs, MINUTE, type Ms, SECOND } from '../../core/domain/time.ts';
import { makeStore, type Store } from '../../core/query/store.ts';
import { makeRetry } from './backoff.ts';
import type { Feed, FeedContext, OpenFeed } from './feed.ts';
import type { LiveLog } from './live-log.ts';

/** Bytes of samples one connection holds in memory. */
const STORE_BYTES = 64 * 1024 * 1024;
/** A tick is due this many steps after its instant at the latest, sampled or not. */
const GRACE_STEPS = 1.5;
/** A late frame still finds its tick up to this many steps back; one further ahead of our clock than this is of no time we know. */
const LATE_STEPS = 10;
const AHEAD_MOST: Ms = 15 * MINUTE;
/** Alerts of its own that are kept of a source. */
const MOST_ALERTS = 50;
/** State is told at most this often while samples come. */
const TELL_EVERY: Ms = SECOND;

/** Servers and samples of a connection, from the first opening on; replaced when the fleet changes. */
export interface Live {
  readonly fleet: Fleet;
  readonly step: Ms;
  readonly store: Store;
  readonly feed: Feed | undefined;
  /** Newest tick that is due: sampled, or overdue and missing. */
  newest(): EpochMs;
}

/** A connection under way; `state` is a fresh copy on each access. */
export interface Connection {
  readonly state: ConnectionState;
  /** Alerts the source reported itself, newest first. */
  readonly alerts: readonly RemoteAlert[];
  /** Servers and samples, caught up, after the first attempt; rejects with why it failed when nothing is kept here either. */
  ready(): Promise<Live>;
  /** Tries at once instead of waiting. */
  retry(): void;
  close(): void;
}

/** What a connection needs of its surroundings. */
export interface ConnectionHost {
  now(): EpochMs;
  elapsed(): number;
  after(ms: Ms, callback: () => void): () => void;
  random(): number;
  /** Samples of earlier sessions, and where new ones are kept. */
  readonly log: LiveLog;
  /** The state changed. */
  changed(): void;
  /** Other servers or metrics than before: what shows this connection must open it again. */
  replaced(): void;
}

/** Opens `config` and keeps it open until `close`. */
export function makeConnection(
  context: FeedContext,
  load: () => Promise<OpenFeed>,
  host: ConnectionHost,
): Connection {
  const { config } = context;
  const closed = new AbortController();
  const retry = makeRetry(host, closed.signal);
  let live: Live | undefined;
  let status: ConnectionState['status'] = 'connecting';
  let error: EdgeError | undefined;
  let latency: Ms | undefined;
  let skew: Ms | undefined;
  let progress = 0;
  let newest: EpochMs | undefined;
  let missed = 0;
  let isTried = false;
  let toldAt = Number.NEGATIVE_INFINITY;
  let alerts: readonly RemoteAlert[] = [];
  const waiting: { resolve(live: Live): void; reject(error: unknown): void }[] = [];

  const tell = () => {
    toldAt = host.elapsed();
    host.changed();
  };
  const tellSometimes = () => {
    if (host.elapsed() - toldAt >= TELL_EVERY) tell();
  };

  function adopt(fleet: Fleet, step: Ms, feed: Feed | undefined): Live {
    const keeps = live !== undefined && fits(live, fleet, step, feed);
    const store = keeps && live ? live.store : makeStore(fleet, step, STORE_BYTES);
    const wasOther = live !== undefined && !keeps;
    live = { fleet: store.fleet, step, store, feed, newest: () => newestOf(store, step) };
    if (wasOther) host.replaced();
    return live;
  }

  /** Whether what is held can go on: the same servers and metrics, and our clock has not gone back behind it. */
  const fits = (held: Live, fleet: Fleet, step: Ms, feed: Feed | undefined): boolean =>
    held.step === step &&
    sameFleet(held.fleet, fleet) &&
    !(held.store.extent().to > host.now() + (feed?.skew === undefined ? AHEAD_MOST : 2 * step));

  /** How far a clock that stamped `t` is ahead; a frame is told when its tick is over, which is no fault of the clock. */
  const leadOf = (t: EpochMs, step: Ms): Ms => {
    const lead = t - host.now();
    return lead < 0 ? Math.min(0, lead + 2 * step) : lead;
  };

  const newestOf = (store: Store, step: Ms): EpochMs => {
    const due = alignDown(host.now() - GRACE_STEPS * step, step);
    const { to } = store.extent();
    return Number.isNaN(to) ? due : Math.max(to, due);
  };

  /** Puts a frame on the grid and into memory, a late or partial one beside what its tick has; its whole tick, where it is of use. */
  function take({ t, values }: Frame, { store, step }: Live): Frame | undefined {
    const on = Math.round(t / step) * step;
    const { to } = store.extent();
    if (on > host.now() + AHEAD_MOST || on < to - LATE_STEPS * step) return undefined;
    if (on <= to) {
      if (store.amend({ t: on, values })) missed = Math.max(0, missed - 1);
      const whole = new Float32Array(values.length);
      store.frame(on, whole);
      return { t: on, values: whole };
    }
    if (on - to > step) missed += Math.round((on - to) / step) - 1;
    const frame = { t: on, values };
    store.push(frame);
    newest = on;
    return frame;
  }

  async function recall(fleet: Fleet, step: Ms, feed: Feed | undefined): Promise<Live> {
    const isNew = live === undefined || !fits(live, fleet, step, feed);
    const opened = adopt(fleet, step, feed);
    if (isNew) {
      const since = host.now() - config.window;
      // What was kept under a clock that has gone back since is of no time yet, and would keep out what comes.
      for (const frame of await host.log.load(config.key, fleet, since))
        if (frame.t <= host.now() + step) take(frame, opened);
      missed = 0;
    }
    return opened;
  }

  async function attempt(open: OpenFeed): Promise<void> {
    const mine = new AbortController();
    try {
      await follow(open, AbortSignal.any([closed.signal, mine.signal]));
    } finally {
      mine.abort(); // Whatever this attempt still holds open.
    }
  }

  async function follow(open: OpenFeed, signal: AbortSignal): Promise<void> {
    const begun = host.elapsed();
    const feed = await open(context, signal);
    latency = host.elapsed() - begun;
    skew = feed.skew;
    const opened = await recall(feed.fleet, feed.step, feed);
    const sink = host.log.append(config.key, config.name, opened.fleet, opened.step);
    const { to } = opened.store.extent();
    const now = host.now();
    const since = Math.max(now - config.window, Number.isNaN(to) ? 0 : to + opened.step);
    const missedBefore = missed;
    await feed.history(
      since,
      now,
      (frame) => {
        const kept = take(frame, opened);
        if (kept) sink.push(kept);
      },
      (share) => {
        progress = share;
        tellSometimes();
      },
      signal,
    );
    missed = missedBefore; // What the far side never had is not what we missed.
    progress = 1;
    status = 'live';
    error = undefined;
    release();
    tell();
    await feed.follow(
      {
        push(frame) {
          skew = feed.skew ?? leadOf(frame.t, opened.step);
          const kept = take(frame, opened);
          if (kept) sink.push(kept);
          retry.succeeded();
          tellSometimes();
        },
        alert(alert) {
          const others = alerts.filter(({ fingerprint }) => fingerprint !== alert.fingerprint);
          alerts = [alert, ...others].slice(0, MOST_ALERTS);
          tell();
        },
        answered(took) {
          latency = took;
        },
      },
      signal,
    );
  }

  async function run(): Promise<void> {
    const kept = await host.log.newest(config.key);
    if (kept) await recall(kept.fleet, kept.step, undefined);
    const open = await load();
    while (!closed.signal.aborted) {
      status = live ? status : 'connecting';
      tell();
      try {
        await attempt(open);
      } catch (cause) {
        if (closed.signal.aborted) return;
        if (!(cause instanceof EdgeError)) throw cause;
        fail(cause);
        await retry.wait();
        status = 'connecting';
      }
    }
  }

  /** Lets those go who wait for the first attempt's end: with what there is, or with why there is nothing. */
  function release(cause?: EdgeError): void {
    isTried = true;
    for (const waiter of waiting.splice(0)) {
      if (live) waiter.resolve(live);
      else waiter.reject(cause);
    }
  }

  function fail(cause: EdgeError): void {
    error = cause;
    status = cause.code === 'source/locked' ? 'locked' : 'failing';
    if (cause.code === 'source/not-confirmed') status = 'unconfirmed';
    retry.failed();
    release(cause);
    tell();
  }

  run().catch((bug: unknown) => {
    // A bug must be seen, not retried for ever.
    queueMicrotask(() => {
      throw bug;
    });
  });

  return {
    get state() {
      return {
        config,
        status,
        servers: live?.fleet.servers.length ?? 0,
        metrics: live?.fleet.metrics.length ?? 0,
        newest,
        latency,
        skew,
        progress,
        error: error && { code: error.code, detail: error.detail },
        retryAt: status === 'failing' ? retry.at : undefined,
        failures: retry.failures,
        missed,
        bytes: live?.store.bytes ?? 0,
      };
    },
    get alerts() {
      return alerts;
    },
    ready() {
      if (isTried && live) return Promise.resolve(live);
      if (isTried && error) return Promise.reject(error);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    retry: () => retry.now(),
    close() {
      closed.abort();
      for (const waiter of waiting.splice(0))
        waiter.reject(new EdgeError('abort/cancelled', 'the connection was closed'));
    },
  };
}

/** Whether frames of one fleet can be read as the other's. */
function sameFleet(a: Fleet, b: Fleet): boolean {
  return (
    seriesCount(a) === seriesCount(b) &&
    a.metrics.every((metric, i) => metric.id === b.metrics[i].id) &&
    a.servers.every((server, i) => server.name === b.servers[i].name)
  );
}

/** A connection's address must be known before anything else is. @throws EdgeError `source/bad-url` */
export function checkUrl({ kind, url }: ConnectionConfig): void {
  const scheme = kind === 'websocket' ? /^wss?:\/\/[^\s/]+/iu : /^https?:\/\/[^\s/]+/iu;
  if (!scheme.test(url)) throw new EdgeError('source/bad-url', `not an address: ${url}`, { url });
}
