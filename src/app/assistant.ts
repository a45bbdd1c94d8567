/** The page's end of the assistant: intent worker, engines in order, and what answers may look at. */
import type { Accessor } from 'solid-js';
import { refusal } from '../../models/intent.json';
import { type Assistant as CoreAssistant, makeAssistant } from '../core/ask.ts';
import type { AssistantContext, LoggedLine } from '../core/assistant/answer.ts';
import type { Reply } from '../core/assistant/registry.ts';
import type { OnStep } from '../core/assistant/thinking.ts';
import { EdgeError } from '../core/domain/errors.ts';
import { serverIndex } from '../core/domain/fleet.ts';
import type { Corrections, Turn } from '../core/domain/question.ts';
import { MINUTE } from '../core/domain/time.ts';
import { zoneOffset } from '../core/domain/zone.ts';
import { decide } from '../core/intent/decide.ts';
import type { Engine } from './engine.tsx';
import type { Reader } from './i18n/i18n.tsx';
import { type ModelState, useIntentModel } from './intent-model.ts';
import type { SessionStore } from './session.ts';

/** A question waits this long for a model that is still loading. */
const PATIENCE_MS = 2000;

/** One question and what it is asked with. */
export interface Asking {
  readonly text: string;
  /** What the conversation remembers of its last understood question; `undefined` at its start. */
  readonly previous: Turn | undefined;
  /** What the reader set right about the same text. */
  readonly corrections: Corrections | undefined;
}

/** Answers questions about what is on screen. It remembers nothing: conversations are the screen's. */
export interface Assistant {
  readonly model: Accessor<ModelState>;
  /** Begins to load the model; a failed load is tried again. */
  prepare(): void;
  /**
   * Answers by the model, by keywords while it is away, and never with nothing.
   * @throws EdgeError `abort/cancelled` when `signal` fires, `engine/not-open` while no fleet is shown
   */
  ask(asking: Asking, onStep: OnStep, signal: AbortSignal): Promise<Reply>;
}

/**
 * Makes the assistant; the model's worker starts on first use.
 * @param workerUrl address of the intent worker's script
 */
export function createAssistant(
  engine: Engine,
  session: SessionStore,
  reader: Reader,
  workerUrl: string,
): Assistant {
  const intents = useIntentModel(workerUrl);

  const core: CoreAssistant = makeAssistant({
    ready: () => intents.state().kind === 'ready',
    async classify(text, names) {
      const { logits } = await intents.classify(text, names);
      return decide(logits, refusal);
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
      zoneOffsetMinutes: zoneOffset(reader.zone(), snapshot.t) / MINUTE,
      language: reader.locale(),
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
        // Newest first, as answers say.
        return index < 0 ? [] : hostLogs(world, index, start, end, limit).toReversed();
      },
    };
  }

  return {
    model: intents.state,
    prepare: () => void intents.prepare(),
    async ask({ text, previous, corrections }, onStep, signal) {
      await engine.settled();
      const context = contextOf(signal);
      const prepared = intents.prepare();
      // A model that is nearly there is worth a moment; a slow network is not.
      if (intents.state().kind === 'loading')
        await Promise.race([prepared, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
      if (signal.aborted) throw new EdgeError('abort/cancelled', 'the question was cancelled');
      return core.ask(text, context, onStep, signal, previous, corrections);
    },
  };
}
