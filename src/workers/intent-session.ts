/** The ONNX session of the intent model, in Node and in the worker alike. Sole importer of onnxruntime-web. */
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { EdgeError } from '../core/domain/errors.ts';

/** What a session is made from. */
export interface IntentSessionOptions {
  /** The bytes of intent.onnx. */
  readonly model: Uint8Array;
  /** The runtime's WebAssembly file, when the caller fetched it; otherwise the runtime finds its own. */
  readonly wasm?: ArrayBuffer;
}

/** A loaded model. */
export interface IntentSession {
  /**
   * Runs the classifier on feature ids of `core/intent/tokenize.ts`.
   * @returns one logit per intent, in the order of `INTENTS`
   */
  run(ids: Int32Array): Promise<Float32Array>;
  /** Frees the model; the session must not be used after. */
  close(): Promise<void>;
}

/**
 * Loads the model on one thread: no cross-origin isolation is needed, and it is faster than starting more for so small a model.
 * @throws EdgeError `intent/model-damaged` when the runtime cannot read the file
 */
export async function createIntentSession({
  model,
  wasm,
}: IntentSessionOptions): Promise<IntentSession> {
  env.wasm.numThreads = 1;
  if (wasm !== undefined) env.wasm.wasmBinary = wasm;
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(model, {
      executionProviders: ['wasm'],
      graphOptimizationLevel: 'all',
    });
  } catch (error) {
    throw new EdgeError(
      'intent/model-damaged',
      `the runtime refused the intent model: ${String(error)}`,
      { bytes: model.length },
    );
  }
  // Compiled by now: fourteen megabytes nobody reads again.
  if (wasm !== undefined) Reflect.deleteProperty(env.wasm, 'wasmBinary');
  // The runtime allows one run at a time; later questions wait for earlier ones.
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(ids) {
      const next = last.then(async () => {
        const { logits } = await session.run({ ids: new Tensor('int32', ids, [ids.length]) });
        const data = logits.data;
        if (!(data instanceof Float32Array))
          throw new EdgeError('intent/model-damaged', 'the model does not answer with floats');
        return data.slice();
      });
      last = next.catch(() => undefined);
      return next;
    },
    close: () => session.release(),
  };
}

/**
 * Compares the model with the checksum its manifest states. Without Web Crypto (plain http on a foreign host) only the length is compared.
 * @throws EdgeError `intent/model-damaged` when they differ
 */
export async function verifyModel(
  model: Uint8Array<ArrayBuffer>,
  expected: { readonly sha256: string; readonly bytes: number },
): Promise<void> {
  if (model.length !== expected.bytes) {
    throw new EdgeError(
      'intent/model-damaged',
      `intent.onnx has ${model.length} bytes, not ${expected.bytes}`,
      { bytes: model.length },
    );
  }
  if (globalThis.crypto?.subtle === undefined) return;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', model));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== expected.sha256)
    throw new EdgeError('intent/model-damaged', 'intent.onnx does not match its checksum', {
      sha256: hex,
    });
}
