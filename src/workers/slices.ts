/** Long computations in a worker: run in slices, tell the share done, let messages in between, stop when asked. */
import { EdgeError } from '../core/domain/errors.ts';

/** What a sliced run needs of its thread. */
export interface SliceHost {
  /** Milliseconds of a monotonic clock. */
  elapsed(): number;
  /** Lets messages in, an abort among them. */
  breathe(): Promise<void>;
  /** Share done, 0–1. */
  progress(share: number): void;
}

/** How long a slice lasts, in ms: an abort waits at most so long. */
const SLICE_MS = 40;

/**
 * Runs a generator that yields the share done to its end and returns its result.
 * @param sliceMs how long a slice lasts before the step under way; shorter where a clock ticks on the same thread
 * @throws EdgeError `abort/cancelled` once `signal` has fired
 */
export async function runSliced<T>(
  steps: Generator<number, T, void>,
  signal: AbortSignal,
  host: SliceHost,
  sliceMs = SLICE_MS,
): Promise<T> {
  let until = host.elapsed() + sliceMs;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (host.elapsed() < until) continue;
    host.progress(step.value);
    await host.breathe();
    if (signal.aborted) throw new EdgeError('abort/cancelled', 'the run was cancelled');
    until = host.elapsed() + sliceMs;
  }
}
