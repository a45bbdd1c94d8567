/** One analysis on screen: run when its question changes, progress while it runs, cancel, and the last answer until the next. */
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import { EdgeError } from '../../../core/domain/errors.ts';
import { type EpochMs, MINUTE, type Ms, SECOND } from '../../../core/domain/time.ts';
import type { InsightCalls, InsightEvents } from '../../../workers/protocol.ts';
import { type Connection, connect } from '../../../workers/rpc.ts';
import { spawn } from '../../../workers/spawn.ts';
import { type Engine, useEngine } from '../../engine.tsx';

/** Values read for one block of samples: 12 MB, and a blink for the engine. */
export const MOST_VALUES = 3_000_000;
/** How often the instant of the analyses follows a running clock. */
const FOLLOW: Ms = 30 * SECOND;
const FOLLOW_LARGE: Ms = 2 * MINUTE;
/** Servers from which on the analyses follow more slowly. */
const LARGE = 500;

/** Port of the worker. */
export type InsightPort = Connection<InsightCalls, InsightEvents>;

interface Running {
  readonly port: InsightPort;
  readonly worker: Worker;
}
let running: Running | undefined;

/** The worker of this page, started on first use and again after it died. @param workerUrl address of its script */
export function insightPort(workerUrl: string): InsightPort {
  if (running) return running.port;
  const worker = spawn(workerUrl, 'insight');
  const port = connect<InsightCalls, InsightEvents>(worker, (code, message, detail) =>
    code === undefined ? new Error(message) : new EdgeError(code, message, detail),
  );
  const started: Running = { port, worker };
  worker.addEventListener('error', () => {
    if (running === started) running = undefined;
    port.fail('the insight worker failed');
    worker.terminate();
  });
  running = started;
  return port;
}

/**
 * The instant the analyses are made at: the one shown; while the clock runs it follows every half minute, so that answers can be read.
 * `undefined` until something is shown and while a replay runs.
 */
export function createInstant(engine: Engine): Accessor<EpochMs | undefined> {
  return createMemo<EpochMs | undefined>((before) => {
    const t = engine.snapshot()?.t;
    const { mode, speed } = engine.clock();
    if (t === undefined || mode === 'replaying' || !engine.fleet()) return undefined;
    const every = (engine.fleet()?.servers.length ?? 0) > LARGE ? FOLLOW_LARGE : FOLLOW;
    const follows = speed > 0 && before !== undefined && t >= before && t - before < every;
    return follows ? before : t;
  });
}

/** An analysis and how it is doing. */
export interface Analysis<T> {
  readonly value: Accessor<T | undefined>;
  readonly isRunning: Accessor<boolean>;
  /** 0–1 while the worker computes; `undefined` while samples are read. */
  readonly share: Accessor<number | undefined>;
  readonly error: Accessor<Error | undefined>;
  /** Whether the reader stopped the newest run. */
  readonly isCancelled: Accessor<boolean>;
  cancel(): void;
  again(): void;
}

/**
 * Runs an analysis whenever its question changes (by content); a newer run ends the older.
 * @param question plain data; `undefined` while there is nothing to ask
 * @param run reads samples and calls the worker; progress of the worker is shown
 */
export function createAnalysis<Q, T>(
  workerUrl: string,
  question: Accessor<Q | undefined>,
  run: (question: Q, port: InsightPort, engine: Engine, signal: AbortSignal) => Promise<T>,
): Analysis<T> {
  const engine = useEngine();
  const [value, setValue] = createSignal<T>();
  const [isRunning, setRunning] = createSignal(false);
  const [share, setShare] = createSignal<number>();
  const [error, setError] = createSignal<Error>();
  const [isCancelled, setCancelled] = createSignal(false);
  const [round, setRound] = createSignal(0);
  const asked = createMemo(question, undefined, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  let controller: AbortController | undefined;

  createEffect(() => {
    round();
    const wanted = asked();
    controller?.abort();
    if (wanted === undefined) return;
    controller = new AbortController();
    void perform(wanted, controller.signal);
  });
  onCleanup(() => controller?.abort());

  async function perform(wanted: Q, signal: AbortSignal): Promise<void> {
    const port = insightPort(workerUrl);
    const stop = port.on('progress', (told) => !signal.aborted && setShare(told.share));
    setRunning(true);
    setCancelled(false);
    setShare(undefined);
    try {
      const found = await run(wanted, port, engine, signal);
      if (signal.aborted) return;
      setValue(() => found);
      setError(undefined);
      setRunning(false);
    } catch (cause) {
      if (signal.aborted) return;
      setRunning(false);
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    } finally {
      stop();
    }
  }

  return {
    value,
    isRunning,
    share,
    error,
    isCancelled,
    cancel() {
      controller?.abort();
      setRunning(false);
      setCancelled(true);
    },
    again: () => setRound((n) => n + 1),
  };
}
