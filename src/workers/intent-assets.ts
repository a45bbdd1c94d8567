/** Fetches the model and its runtime from our own origin, telling how far it is. */
import { EdgeError } from '../core/domain/errors.ts';
import { openFile } from './carried.ts';

/** Files of the intent model; Vite turns each into a hashed asset. */
export const INTENT_ASSETS = {
  model: new URL('../../models/intent.onnx', import.meta.url),
  wasm: new URL(
    '../../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm',
    import.meta.url,
  ),
} as const;

/** The questions the model is measured on; fetched when somebody asks for the figures. */
export const DEVELOPMENT_ROWS = new URL('../../models/utterances/development.tsv', import.meta.url);

/**
 * Fetches a text of ours.
 * @throws EdgeError `intent/model-missing` when it cannot be had
 */
export async function fetchText(url: URL): Promise<string> {
  const [bytes] = await fetchAll([url], [0], () => undefined);
  return new TextDecoder().decode(bytes);
}

/** Bytes read so far, of how many; `total` is an estimate until the last response has begun. */
export type OnBytes = (loaded: number, total: number) => void;

/**
 * Fetches several files side by side.
 * @param sizes expected bytes of each, for the progress before the headers are in; compressed transfers count by what is unpacked
 * @throws EdgeError `intent/model-missing` when one cannot be had
 */
export async function fetchAll(
  urls: readonly URL[],
  sizes: readonly number[],
  onBytes: OnBytes,
): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const loaded = urls.map(() => 0);
  const expected = [...sizes];
  const report = (): void => {
    const sum = loaded.reduce((a, b) => a + b, 0);
    onBytes(
      sum,
      Math.max(
        sum,
        expected.reduce((a, b) => a + b, 0),
      ),
    );
  };
  return Promise.all(
    urls.map(async (url, i) => {
      const response = await openFile(url).catch((error: unknown) => {
        throw missing(url, String(error));
      });
      if (!response.ok || response.body === null) throw missing(url, `status ${response.status}`);
      const length = Number(response.headers.get('content-length'));
      if (length > 0 && !response.headers.has('content-encoding')) expected[i] = length;
      const parts: Uint8Array<ArrayBuffer>[] = [];
      const reader = response.body.getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        parts.push(part.value);
        loaded[i] += part.value.length;
        report();
      }
      expected[i] = loaded[i];
      report();
      return join(parts, loaded[i]);
    }),
  );
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function missing(url: URL, reason: string): EdgeError {
  return new EdgeError('intent/model-missing', `${url.pathname}: ${reason}`, {
    file: url.pathname.split('/').at(-1) ?? '',
  });
}
