/** The page's end of the engine: mirror of the last Snapshot, one signal per tick, calls that abort when stale. */
import {
  type Accessor,
  batch,
  createContext,
  createEffect,
  createMemo,
  createRoot,
  createSignal,
  type JSX,
  on,
  onCleanup,
  useContext,
} from 'solid-js';
import type { ConnectionState } from '../core/domain/connection.ts';
import { EdgeError } from '../core/domain/errors.ts';
import type { Fleet, Server } from '../core/domain/fleet.ts';
import { fleetMetric, serverIndex } from '../core/domain/fleet.ts';
import { STATUS, type Status } from '../core/domain/incident.ts';
import type { Rule } from '../core/domain/rule.ts';
import type { Action, Locale, Session } from '../core/domain/session.ts';
import type { Snapshot } from '../core/domain/snapshot.ts';
import type {
  ClockState,
  EngineCalls,
  EngineEvents,
  HistoryInfo,
  Opened,
  Provenance,
} from '../workers/protocol.ts';
import { type Connection, connect } from '../workers/rpc.ts';
import { spawn } from '../workers/spawn.ts';
import { makeMirror } from './mirror.ts';
import type { SessionStore } from './session.ts';

/** Silence that means the worker hangs: it yields at least every 50 ms, replay included. */
const HEARTBEAT_MS = 1500;
const HEARTBEAT_LIMIT_MS = 10_000;
const MAX_RESTARTS = 5;

export type EngineStatus = 'starting' | 'ready' | 'restarting' | 'failed';

/** Read-only mirror of the engine worker, and its calls. Accessors are reactive. */
export interface Engine {
  status: Accessor<EngineStatus>;
  /** Why the last `open` failed. */
  error: Accessor<EdgeError | undefined>;
  fleet: Accessor<Fleet | undefined>;
  /** The newest snapshot; changes once per displayed tick. Its arrays must not be written, and hold the next tick's values afterwards. */
  snapshot: Accessor<Snapshot | undefined>;
  clock: Accessor<ClockState>;
  provenance: Accessor<Provenance | undefined>;
  history: Accessor<HistoryInfo | undefined>;
  /** Connections to real servers of this device. */
  connections: Accessor<readonly ConnectionState[]>;
  /** How far a running look ahead is. */
  ahead: Accessor<EngineEvents['ahead'] | undefined>;
  /** The rules snapshots are judged by; empty before the first fleet. */
  rules: Accessor<readonly Rule[]>;
  /** How far a running rule preview is, 0–1. */
  rulePreview: Accessor<number>;
  call: Connection<EngineCalls, EngineEvents>['call'];
  /** Listens to an event of whichever worker runs, over restarts; returns the function that stops listening. */
  on: Connection<EngineCalls, EngineEvents>['on'];
  /** Injects, acknowledges, silences; the session in the address bar then holds it. */
  act(action: Action): Promise<void>;
  undo(): Promise<void>;
  /** Takes one act back, by its content id. */
  unact(id: string): Promise<void>;
  seek(at: number | undefined): Promise<void>;
  /** Resolves when a fleet is shown and no replay runs; rejects with `error()` when none can be. Call it from anywhere. */
  settled(): Promise<void>;
  /** Opens the session again, after an import or a failure. */
  reopen(): Promise<void>;
  /** Newest value of one series; NaN when missing or unknown. */
  value(metric: string, server: Server): number;
  statusOf(server: Server): Status;
}

/**
 * Starts the engine worker and keeps it alive: a hanging or dead worker is replaced and reopened (at most five times).
 * @param workerUrl address of the engine worker's script
 * @param name of the worker; `engine-embed` keeps nothing on the device
 */
export function createEngine(
  workerUrl: string,
  store: SessionStore,
  locale: Accessor<Locale>,
  name: 'engine' | 'engine-embed' = 'engine',
): Engine {
  const [status, setStatus] = createSignal<EngineStatus>('starting');
  const [error, setError] = createSignal<EdgeError>();
  const [fleet, setFleet] = createSignal<Fleet>();
  const [snapshot, setSnapshot] = createSignal<Snapshot>();
  const [clock, setClock] = createSignal<ClockState>({ mode: 'replaying', speed: 1, progress: 0 });
  const [provenance, setProvenance] = createSignal<Provenance>();
  const [history, setHistory] = createSignal<HistoryInfo>();
  const [connections, setConnections] = createSignal<readonly ConnectionState[]>([]);
  const [ahead, setAhead] = createSignal<EngineEvents['ahead']>();
  const [rules, setRules] = createSignal<readonly Rule[]>([]);
  const [rulePreview, setRulePreview] = createSignal(0);
  let worker: Worker;
  let port: Connection<EngineCalls, EngineEvents>;
  let restarts = 0;
  let lastBeat = performance.now();
  let pending: Snapshot | undefined;
  let frame = 0;
  let shownFleet = '';
  const mirror = makeMirror();
  /** Each listens on the port of the worker that runs. */
  const listeners = new Set<() => void>();

  function start() {
    worker = spawn(workerUrl, name);
    port = connect<EngineCalls, EngineEvents>(worker, (code, message, detail) =>
      code === undefined ? new Error(message) : new EdgeError(code, message, detail),
    );
    lastBeat = performance.now();
    worker.addEventListener('error', () => restart('the engine worker failed'));
    port.on('snapshot', (next) => {
      pending = mirror(next);
      if (frame === 0) frame = requestAnimationFrame(show);
    });
    port.on('opened', showOpened);
    port.on('clock', (state) =>
      batch(() => {
        // Where the clock stands is said of the newest snapshot, not of the one drawn before it.
        if (pending) setSnapshot(pending);
        setClock(state);
      }),
    );
    port.on('history', setHistory);
    port.on('connections', (states) => {
      setConnections(states);
      const { source, file } = store.session();
      const isBack = states.some((one) => one.config.key === file && one.status === 'live');
      if (status() !== 'failed' || source !== 'live' || !isBack) return;
      setStatus('starting'); // What the link names could not be opened; now it answers.
      void open();
    });
    port.on('acts', (session) => void adopt(Promise.resolve(session)));
    port.on('ahead', setAhead);
    port.on('rulePreview', ({ share }) => setRulePreview(share));
    for (const listen of listeners) listen();
  }

  function show() {
    frame = 0;
    if (pending) setSnapshot(pending);
  }

  /** Snapshots that follow are of this fleet. The same fleet keeps its identity, and the last picture until the next. */
  function showOpened(opened: Opened) {
    const { source, file, seed, size } = opened.session;
    // Servers and metrics of a live source come and go; those of the others are told by the session.
    const { servers, metrics } = opened.fleet;
    const held =
      source === 'live'
        ? [servers.map(({ name }) => name), metrics.map(({ id }) => id)]
        : undefined;
    const key = JSON.stringify([source, file, seed, size, held]);
    batch(() => {
      setProvenance(opened.provenance);
      setRules(opened.rules);
      if (key === shownFleet) return;
      shownFleet = key;
      pending = undefined;
      setSnapshot(undefined);
      setFleet(opened.fleet);
    });
  }

  function restart(reason: string) {
    worker.terminate();
    port.fail(reason);
    if (++restarts > MAX_RESTARTS) {
      setStatus('failed');
      setError(new EdgeError('engine/stopped', reason));
      return;
    }
    setStatus('restarting');
    start();
    void open();
  }

  const beat = setInterval(() => {
    if (status() === 'failed' || document.hidden) {
      lastBeat = performance.now();
      return;
    }
    void port.call('ping', {}).then(
      () => {
        lastBeat = performance.now();
      },
      () => undefined, // The port was failed by a restart; the next beat asks the new worker.
    );
    if (performance.now() - lastBeat > HEARTBEAT_LIMIT_MS)
      restart('the engine worker stopped answering');
  }, HEARTBEAT_MS);

  /** The last session the engine was told; what differs from it decides between seek and open. */
  let told = '';
  const worldOf = (s: Session) =>
    JSON.stringify([
      s.source,
      s.file,
      s.seed,
      s.size,
      s.scenario,
      s.step,
      s.budget,
      s.from,
      s.actions,
    ]);
  /** Memos: any step in the session would otherwise pass for a change of these. */
  const world = createMemo(() => worldOf(store.session()));
  const at = createMemo(() => store.session().at);

  async function open() {
    const session = store.session();
    try {
      const opened = await port.call('open', { session, locale: locale() });
      if (worldOf(session) !== world()) return; // Overtaken: the newer session is being opened.
      const { from, at, actions, size, source, step } = opened.session;
      const filled = { from, at, actions, size, source, step };
      told = worldOf({ ...store.session(), ...filled });
      store.adjust(filled);
      setError(undefined);
      setStatus('ready');
    } catch (cause) {
      if (!(cause instanceof EdgeError)) throw cause;
      // A restart is under way, or a newer session: either opens by itself.
      if (cause.code === 'engine/stopped' || cause.code === 'abort/cancelled') return;
      setError(cause);
      setStatus('failed');
    }
  }

  start();
  void open();
  createEffect(
    on([world, locale], ([now]) => (now === told ? undefined : void open()), { defer: true }),
  );
  createEffect(
    on(
      at,
      (wanted) => {
        if (status() === 'ready' && world() === told)
          adopt(port.call('seek', { at: wanted })).catch(unlessStopped);
      },
      { defer: true },
    ),
  );
  onCleanup(() => {
    clearInterval(beat);
    cancelAnimationFrame(frame);
    port.close();
    worker.terminate();
  });

  async function adopt(
    session: Promise<{ readonly actions: readonly Action[]; readonly from: number | undefined }>,
  ) {
    const { actions, from } = await session;
    told = worldOf({ ...store.session(), actions, from });
    store.adjust({ actions, from });
  }

  /** A restart opens the session as it is, so what it interrupted needs no second try. */
  function unlessStopped(cause: unknown) {
    if (!(cause instanceof EdgeError && cause.code === 'engine/stopped')) throw cause;
  }

  return {
    status,
    error,
    fleet,
    snapshot,
    clock,
    provenance,
    history,
    connections,
    ahead,
    rules,
    rulePreview,
    call: (name, request, signal) => port.call(name, request, signal),
    on(event, listener) {
      let stop: () => void = () => undefined;
      const listen = () => {
        stop = port.on(event, listener);
      };
      listeners.add(listen);
      listen();
      return () => {
        listeners.delete(listen);
        stop();
      };
    },
    act: (action) => adopt(port.call('act', { action })),
    undo: () => adopt(port.call('undo', {})),
    unact: (id) => adopt(port.call('unact', { id })),
    async seek(at) {
      store.adjust({ at });
    },
    settled: () =>
      new Promise((resolve, reject) => {
        createRoot((dispose) => {
          createEffect(() => {
            if (status() === 'failed') reject(error());
            else if (snapshot() && clock().mode !== 'replaying') resolve();
            else return;
            queueMicrotask(dispose); // Not from inside the effect that is being disposed.
          });
        });
      }),
    reopen: open,
    value(metric, server) {
      const now = snapshot();
      const all = fleet();
      if (!now || !all) return NaN;
      const m = fleetMetric(all, metric);
      return m < 0 ? NaN : now.values[m * all.servers.length + server.index];
    },
    statusOf(server) {
      return STATUS[snapshot()?.status[server.index] ?? 4];
    },
  };
}

const EngineContext = createContext<Engine>();

/** Gives the engine to everything inside. */
export function EngineProvider(props: { engine: Engine; children: JSX.Element }) {
  return <EngineContext.Provider value={props.engine}>{props.children}</EngineContext.Provider>;
}

/** The engine of the nearest provider. @throws Error outside one: a bug */
export function useEngine(): Engine {
  const engine = useContext(EngineContext);
  if (!engine) throw new Error('useEngine outside <EngineProvider>');
  return engine;
}

/** The server a session's `sel` names, in the open fleet. */
export function useServer(name: Accessor<string | undefined>): Accessor<Server | undefined> {
  const engine = useEngine();
  return () => {
    const fleet = engine.fleet();
    const wanted = name();
    const index = fleet && wanted ? serverIndex(fleet, wanted) : -1;
    return index < 0 ? undefined : fleet?.servers[index];
  };
}

/** An asynchronous read: newest value, whether one is under way, and what went wrong. */
export interface Query<T> {
  (): T | undefined;
  loading: Accessor<boolean>;
  error: Accessor<EdgeError | undefined>;
}

/**
 * Runs `fetch` whenever what it reads synchronously changes; a newer run aborts the older. The last value stays until the next arrives.
 * @param fetch returns a promise, or `undefined` while there is nothing to ask
 */
export function createQuery<T>(fetch: (signal: AbortSignal) => Promise<T> | undefined): Query<T> {
  const [value, setValue] = createSignal<T>();
  const [loading, setLoading] = createSignal(false);
  const [error, setError] = createSignal<EdgeError>();
  let controller: AbortController | undefined;
  createEffect(() => {
    controller?.abort();
    controller = new AbortController();
    const { signal } = controller;
    const running = fetch(signal);
    if (!running) return;
    setLoading(true);
    running.then(
      (result) => {
        if (signal.aborted) return;
        setValue(() => result);
        setError(undefined);
        setLoading(false);
      },
      (cause) => {
        if (signal.aborted) return;
        setLoading(false);
        if (!(cause instanceof EdgeError)) throw cause;
        setError(cause);
      },
    );
  });
  onCleanup(() => controller?.abort());
  return Object.assign(() => value(), { loading, error });
}
