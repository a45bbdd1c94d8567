/** The measurement of the intent model from this page: what was measured last, and the run under way. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { EdgeError } from '../../../core/domain/errors.ts';
import type { IntentTrial } from '../../../workers/protocol.ts';
import { type ModelState, useIntentModel } from '../../intent-model.ts';

/** What is being done. */
export type IntentRunState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running';
      /** 0–1 */
      readonly share: number;
    }
  | { readonly kind: 'failed'; readonly error: EdgeError };

/** A measured model and how long it took. */
export interface MeasuredIntents extends IntentTrial {
  readonly tookMs: number;
}

/** Outlives the tab: one model and one set of rows per page. */
const [measured, setMeasured] = createSignal<MeasuredIntents>();

/** The run of one tab; leaving the tab cancels it. */
export interface IntentRun {
  readonly state: Accessor<IntentRunState>;
  readonly model: Accessor<ModelState>;
  readonly measured: Accessor<MeasuredIntents | undefined>;
  start(): Promise<void>;
  cancel(): void;
}

/** @param workerUrl address of the intent worker's script */
export function createIntentRun(workerUrl: string): IntentRun {
  const model = useIntentModel(workerUrl);
  const [state, setState] = createSignal<IntentRunState>({ kind: 'idle' });
  let controller: AbortController | undefined;
  onCleanup(() => controller?.abort());
  return {
    state,
    model: model.state,
    measured,
    async start() {
      controller?.abort();
      const mine = new AbortController();
      controller = mine;
      setState({ kind: 'running', share: 0 });
      const started = performance.now();
      try {
        const trial = await model.measure(mine.signal, (share) => {
          if (controller === mine) setState({ kind: 'running', share });
        });
        setMeasured({ ...trial, tookMs: performance.now() - started });
        if (controller === mine) setState({ kind: 'idle' });
      } catch (error) {
        if (!(error instanceof EdgeError)) throw error;
        if (controller !== mine) return;
        setState(error.code === 'abort/cancelled' ? { kind: 'idle' } : { kind: 'failed', error });
      }
    },
    cancel: () => controller?.abort(),
  };
}
