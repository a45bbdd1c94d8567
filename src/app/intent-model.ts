/** The page's hold on the intent worker: loaded on first use, shared by the screens, replaced when it dies or hangs. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { EdgeError } from '../core/domain/errors.ts';
import { MINUTE } from '../core/domain/time.ts';
import type {
  Classification,
  IntentCalls,
  IntentEvents,
  IntentTrial,
  ModelInfo,
} from '../workers/protocol.ts';
import { type Connection, connect } from '../workers/rpc.ts';
import { spawn } from '../workers/spawn.ts';

/** A loaded model decides within milliseconds: silence this long means that the worker hangs. Under the two seconds a question may lose to it. */
const HANGS_MS = 1200;
/** A worker nobody looks at any more keeps its memory so long: the next question is often near. */
const LINGER_MS = 2 * MINUTE;
/** More losses than this within `LOSS_WINDOW_MS` end the restarts; the next question tries again. */
const MOST_LOSSES = 3;
const LOSS_WINDOW_MS = MINUTE;

/** Where the model is. `restarting`: the worker was lost and is loaded again. */
export type ModelState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'loading';
      /** 0–1 */
      readonly share: number;
      /** A worker was lost before; `undefined` at the first load. */
      readonly lost: EdgeError | undefined;
    }
  | { readonly kind: 'ready'; readonly info: ModelInfo }
  | { readonly kind: 'failed'; readonly error: EdgeError };

/** The intent model of this page. */
export interface IntentModel {
  readonly state: Accessor<ModelState>;
  /** Begins to load; a failed load is tried again. Resolves when it is ready or has failed. */
  prepare(): Promise<void>;
  /**
   * Logits of a text.
   * @throws EdgeError `engine/stopped` when the worker died or hangs; it is then being replaced. `intent/model-missing` while there is none
   */
  classify(text: string, names: readonly string[]): Promise<Classification>;
  /**
   * Runs the development rows through the model.
   * @throws EdgeError `abort/cancelled`, and those of `classify`
   */
  measure(signal: AbortSignal, onShare: (share: number) => void): Promise<IntentTrial>;
}

interface Held {
  readonly worker: Worker;
  readonly port: Connection<IntentCalls, IntentEvents>;
  /** Stops waiting for the worker's lock. */
  readonly watch: AbortController;
}

interface Shared {
  readonly model: IntentModel;
  readonly stop: () => void;
  users: number;
  timer: number;
}

const shared = new Map<string, Shared>();
let workers = 0;

/**
 * The model of this page for as long as the calling owner lives; the worker ends a while after the last one.
 * @param workerUrl address of the intent worker's script
 */
export function useIntentModel(workerUrl: string): IntentModel {
  const known = shared.get(workerUrl);
  const mine: Shared = known ?? { ...makeIntentModel(workerUrl), users: 0, timer: 0 };
  shared.set(workerUrl, mine);
  mine.users++;
  clearTimeout(mine.timer);
  onCleanup(() => {
    if (--mine.users === 0) mine.timer = window.setTimeout(mine.stop, LINGER_MS);
  });
  return mine.model;
}

function makeIntentModel(workerUrl: string): { readonly model: IntentModel; stop: () => void } {
  const [state, setState] = createSignal<ModelState>({ kind: 'idle' });
  let held: Held | undefined;
  let loading: Promise<void> | undefined;
  let losses: readonly number[] = [];

  function drop(reason: string): void {
    held?.watch.abort();
    held?.worker.terminate();
    held?.port.fail(reason);
    held = undefined;
    loading = undefined;
  }

  /** The worker died or hangs: what waits for it fails now, and another takes its place. */
  function lose(of: Held, reason: string): void {
    if (held !== of) return;
    const error = new EdgeError('engine/stopped', reason);
    drop(reason);
    const now = performance.now();
    losses = [...losses.filter((at) => now - at < LOSS_WINDOW_MS), now];
    if (losses.length > MOST_LOSSES) setState({ kind: 'failed', error });
    else loading = load(error);
  }

  async function load(lost: EdgeError | undefined): Promise<void> {
    setState({ kind: 'loading', share: 0, lost });
    const lock = `intent-worker-${performance.timeOrigin}-${++workers}`;
    let mine: Held | undefined;
    try {
      mine = start(workerUrl);
      held = mine;
      const { worker, port } = mine;
      const of = mine;
      const broken = new Promise<never>((_, reject) => {
        worker.addEventListener('error', (event) => {
          reject(new EdgeError('intent/model-missing', event.message));
          if (state().kind === 'ready') lose(of, event.message);
        });
      });
      port.on('progress', ({ loaded, total }) => {
        if (held === of && state().kind === 'loading')
          setState({ kind: 'loading', share: total > 0 ? loaded / total : 0, lost });
      });
      // The worker holds a lock while it lives: being given it means that the worker is gone, however it went.
      port.on(
        'alive',
        () => void watch(lock, of.watch.signal, () => lose(of, 'the intent worker ended')),
      );
      const info = await Promise.race([port.call('load', { lock }), broken]);
      if (held === of) setState({ kind: 'ready', info });
    } catch (error) {
      // Lost or stopped meanwhile: whoever did that has said so.
      if (held !== mine) return;
      drop('the intent model could not be loaded');
      setState({
        kind: 'failed',
        error:
          error instanceof EdgeError ? error : new EdgeError('intent/model-missing', String(error)),
      });
    }
  }

  function current(): Held {
    if (!held) throw new EdgeError('intent/model-missing', 'the intent worker is not there');
    return held;
  }

  const model: IntentModel = {
    state,
    async prepare() {
      if (state().kind === 'failed') losses = [];
      loading ??= load(undefined);
      await loading;
    },
    async classify(text, names) {
      const mine = current();
      try {
        return await within(HANGS_MS, mine.port.call('classify', { text, names }));
      } catch (error) {
        if (error instanceof Late) {
          lose(mine, error.message);
          throw new EdgeError('engine/stopped', error.message);
        }
        throw error;
      }
    },
    async measure(signal, onShare) {
      await model.prepare();
      const mine = current();
      const off = mine.port.on('measured', ({ share }) => onShare(share));
      try {
        return await mine.port.call('measure', {}, signal);
      } finally {
        off();
      }
    },
  };
  return {
    model,
    stop() {
      drop('nobody asks any more');
      setState({ kind: 'idle' });
    },
  };
}

function start(workerUrl: string): Held {
  const worker = spawn(workerUrl, 'intent');
  const port = connect<IntentCalls, IntentEvents>(worker, (code, message, detail) =>
    code === undefined ? new Error(message) : new EdgeError(code, message, detail),
  );
  return { worker, port, watch: new AbortController() };
}

/** Waits for a lock; where locks are denied (foreign frames), only silence tells that a worker is gone. */
async function watch(lock: string, signal: AbortSignal, gone: () => void): Promise<void> {
  try {
    await navigator.locks.request(lock, { signal }, () => undefined);
  } catch {
    return; // Aborted with the worker, or denied.
  }
  if (!signal.aborted) gone();
}

class Late extends Error {}

async function within<T>(ms: number, running: Promise<T>): Promise<T> {
  let timer = 0;
  const late = new Promise<never>((_, reject) => {
    timer = window.setTimeout(
      () => reject(new Late(`the intent worker did not answer within ${ms} ms`)),
      ms,
    );
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}
