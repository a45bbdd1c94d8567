/** Intent worker, wiring only: tokenizer and ONNX session behind the port. The model is loaded once, on the first call that needs it. */
import manifestJson from '../../models/intent.json';
import { readManifest } from '../core/intent/manifest.ts';
import { nameSet, tokenize } from '../core/intent/tokenize.ts';
import { readQuestions } from '../core/quality-intents.ts';
import { DEVELOPMENT_ROWS, fetchAll, fetchText, INTENT_ASSETS } from './intent-assets.ts';
import { measureIntents } from './intent-measure.ts';
import { createIntentSession, type IntentSession, verifyModel } from './intent-session.ts';
import type { IntentCalls, IntentEvents, ModelInfo } from './protocol.ts';
import { serve } from './rpc.ts';

/** Bytes of the runtime's WebAssembly file, for the progress until its header is in. */
const WASM_BYTES = 14_200_000;

const manifest = readManifest(manifestJson);
let loading: Promise<{ readonly session: IntentSession; readonly info: ModelInfo }> | undefined;

async function load() {
  const started = performance.now();
  const [model, wasm] = await fetchAll(
    [INTENT_ASSETS.model, INTENT_ASSETS.wasm],
    [manifest.bytes, WASM_BYTES],
    (loaded, total) => emit('progress', { loaded, total }),
  );
  await verifyModel(model, manifest);
  const session = await createIntentSession({ model, wasm: wasm.buffer });
  return {
    session,
    info: {
      bytes: model.length,
      labels: manifest.labels,
      sha256: manifest.sha256,
      loadMs: performance.now() - started,
      refusal: { line: manifest.line, slope: manifest.slope },
    },
  };
}

/** A failed load may be tried again by the next call. */
function loaded() {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Holds a lock for as long as this worker lives; where locks are denied nothing is said. */
async function holdFor(lock: string): Promise<void> {
  try {
    await navigator.locks.request(lock, () => {
      emit('alive', {});
      return new Promise<never>(() => undefined);
    });
  } catch {
    // Denied in a foreign frame: the page then learns of our end by our silence.
  }
}

const { emit } = serve<IntentCalls, IntentEvents>(self, {
  load: async ({ lock }) => {
    if (lock !== undefined) void holdFor(lock);
    return (await loaded()).info;
  },
  classify: async ({ text, names }) => {
    const { session } = await loaded();
    const started = performance.now();
    const logits = await session.run(tokenize(text, nameSet(names), manifest.words));
    return { logits, ms: performance.now() - started };
  },
  measure: async (_, signal) => {
    const [{ session }, text] = await Promise.all([loaded(), fetchText(DEVELOPMENT_ROWS)]);
    return measureIntents(
      session,
      manifest,
      readQuestions(text),
      signal,
      () => performance.now(),
      (share) => {
        emit('measured', { share });
        return new Promise((resolve) => setTimeout(resolve));
      },
    );
  },
});
