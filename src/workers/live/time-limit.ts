/** A time limit on a request, its body included. A timer holds it: Node 20 collects a signal that `AbortSignal.any` alone holds. */
import type { Ms } from '../../core/domain/time.ts';

/**
 * Runs with a signal that fires with `signal`, or with a `TimeoutError` after `limit`.
 * @throws what `run` throws
 */
export async function limited<T>(
  signal: AbortSignal,
  limit: Ms,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const mine = new AbortController();
  const stop = () => mine.abort(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  const timer = setTimeout(
    () => mine.abort(new DOMException('no answer in time', 'TimeoutError')),
    limit,
  );
  try {
    return await run(mine.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
