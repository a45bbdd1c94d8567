/** The page's end of the assistant: intent worker, engines in order, and what answers may look at. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { refusal } from '../../models/intent.json';
import { type Assistant as CoreAssistant, makeAssistant } from '../core/ask.ts';
import type { AssistantContext, LoggedLine } from '../core/assistant/answer.ts';
import type { Reply } from '../core/assistant/registry.ts';
import type { OnStep } from '../core/assistant/thinking.ts';
import { EdgeError } from '../core/domain/errors.ts';
import { serverIndex } from '../core/domain/fleet.ts';
import type { Question } from '../core/domain/question.ts';
import { MINUTE } from '../core/domain/time.ts';
import { decide } from '../core/intent/decide.ts';
import type { IntentCalls, IntentEvents, ModelInfo } from '../workers/protocol.ts';
import { type Connection, connect } from '../workers/rpc.ts';
import { spawn } from '../workers/spawn.ts';
import type { Engine } from './engine.tsx';
import type { Reader } from './i18n/i18n.tsx';
import { offsetIn } from './moment.ts';
import type { SessionStore } from './session.ts';

/** A question waits this long for a model that is still loading, and a loaded model this long for its decision. */
const PATIENCE_MS = 2000;

/** Where the model is. */
export type ModelState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' /** 0–1 */; readonly share: number }
  | { readonly kind: 'ready'; readonly info: ModelInfo }
  | { readonly kind: 'failed'; readonly error: EdgeError };

/** Answers questions about what is on screen. */
export interface Assistant {
  readonly model: Accessor<ModelState>;
  /** Begins to load the model; a failed load is tried again. */
  prepare(): void;
  /**
   * Answers by the model, by keywords while it is away, and never with nothing.
   * @throws EdgeError `abort/cancelled` when `signal` fires, `engine/not-open` while no fleet is shown
   */
  ask(text: string, onStep: OnStep, signal: AbortSignal): Promise<Reply>;
}

/**
 * Makes the assistant; its worker starts on first use and ends with the owner.
 * @param workerUrl address of the intent worker's script
 */
export function createAssistant(
  engine: Engine,
  session: SessionStore,
  reader: Reader,
  workerUrl: string,
): Assistant {
  const [model, setModel] = createSignal<ModelState>({ kind: 'idle' });
  let worker: Worker | undefined;
  let port: Connection<IntentCalls, IntentEvents> | undefined;
  let loading: Promise<void> | undefined;
  /** The last understood question: 그럼 메모리는? is about it. */
  let last: Question | undefined;

  function stop(): void {
    worker?.terminate();
    port?.fail('the intent worker was stopped');
    worker = undefined;
    port = undefined;
    loading = undefined;
  }
  onCleanup(stop);

  function fail(error: unknown): void {
    const known =
      error instanceof EdgeError ? error : new EdgeError('intent/model-missing', String(error));
    stop();
    setModel({ kind: 'failed', error: known });
  }

  async function load(): Promise<void> {
    setModel({ kind: 'loading', share: 0 });
    try {
      worker = spawn(workerUrl, 'intent');
      const failed = new Promise<never>((_, reject) => {
        worker?.addEventListener('error', (event) =>
          reject(new EdgeError('intent/model-missing', event.message)),
        );
      });
      const connection = connect<IntentCalls, IntentEvents>(worker, (code, message, detail) =>
        code === undefined ? new Error(message) : new EdgeError(code, message, detail),
      );
      port = connection;
      connection.on('progress', ({ loaded, total }) => {
        if (model().kind === 'loading')
          setModel({ kind: 'loading', share: total > 0 ? loaded / total : 0 });
      });
      const info = await Promise.race([connection.call('load', {}), failed]);
      setModel({ kind: 'ready', info });
    } catch (error) {
      fail(error);
    }
  }

  function prepare(): void {
    loading ??= load();
  }

  const core: CoreAssistant = makeAssistant({
    ready: () => model().kind === 'ready',
    async classify(text, names) {
      if (!port) throw new EdgeError('intent/model-missing', 'the intent worker is not there');
      try {
        const { logits } = await within(PATIENCE_MS, port.call('classify', { text, names }));
        return decide(logits, refusal);
      } catch (error) {
        fail(error); // It hangs or died: the next engine answers now, the next question starts it again.
        throw error;
      }
    },
  });

  function contextOf(signal: AbortSignal): AssistantContext {
    const fleet = engine.fleet();
    const snapshot = engine.snapshot();
    if (!fleet || !snapshot) throw new EdgeError('engine/not-open', 'no fleet is shown yet');
    const { source, actions, seed, size, scenario } = session.session();
    const simulated = source === 'sim';
    const cleared = (target: string, at: number) =>
      actions.some(
        (action) => action.kind === 'clear' && action.target === target && action.at >= at,
      );
    const base: AssistantContext = {
      fleet,
      snapshot,
      now: snapshot.t,
      zoneOffsetMinutes: offsetIn(reader.zone(), snapshot.t) / MINUTE,
      simulated,
      injected: actions.flatMap((action) =>
        action.kind === 'inject' && !cleared(action.target, action.at)
          ? [{ fault: action.fault, target: action.target }]
          : [],
      ),
      query: (promql, start, end, step) =>
        engine.call('query', { promql, start, end, step }, signal),
      anomalies: (start, end) => engine.call('anomalies', { start, end }, signal),
      clock: () => performance.now(),
    };
    if (!simulated) return base;
    return {
      ...base,
      // The simulator writes logs on demand; its code comes only when someone asks for them.
      async logs(server, start, end, limit): Promise<readonly LoggedLine[]> {
        const [{ makeWorld, withActions }, { hostLogs }] = await Promise.all([
          import('../core/sim/world.ts'),
          import('../core/sim/host-log.ts'),
        ]);
        const world = withActions(makeWorld(seed, size, scenario), actions);
        const index = serverIndex(world.fleet, server);
        return index < 0 ? [] : hostLogs(world, index, start, end, limit);
      },
    };
  }

  return {
    model,
    prepare,
    async ask(text, onStep, signal) {
      await engine.settled();
      const context = contextOf(signal);
      if (model().kind === 'failed') loading = undefined;
      prepare();
      // A model that is nearly there is worth a moment; a slow network is not.
      if (model().kind === 'loading')
        await Promise.race([loading, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
      const reply = await core.ask(text, context, onStep, signal, last);
      if (!reply.answer.refused) last = reply.answer.question;
      return reply;
    },
  };
}

/** @throws EdgeError `engine/stopped` when `running` takes longer than `ms` */
async function within<T>(ms: number, running: Promise<T>): Promise<T> {
  let timer = 0;
  const late = new Promise<never>((_, reject) => {
    timer = window.setTimeout(
      () => reject(new EdgeError('engine/stopped', `no answer within ${ms} ms`)),
      ms,
    );
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}
