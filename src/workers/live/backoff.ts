/** Pauses between attempts: doubled each time, with full jitter, at most a minute; cut short on demand. Source: Brooker, AWS Architecture Blog 2015. */
import type { EpochMs, Ms } from '../../core/domain/time.ts';

const FIRST: Ms = 1000;
const LONGEST: Ms = 60_000;

/** What the pauses need of the thread. */
export interface RetryHost {
  now(): EpochMs;
  after(ms: Ms, callback: () => void): () => void;
  random(): number;
}

/** The pauses of one connection. */
export interface Retry {
  readonly failures: number;
  /** When the pause chosen by the last failure ends. */
  readonly at: EpochMs;
  failed(): void;
  succeeded(): void;
  /** Resolves when the pause is over, at once after `now` or when the signal fires. */
  wait(): Promise<void>;
  now(): void;
}

/** Longest pause after this many failures, before jitter. */
export function pauseAfter(failures: number): Ms {
  return Math.min(LONGEST, FIRST * 2 ** Math.min(10, Math.max(0, failures - 1)));
}

/** Makes pauses that end with `signal`. Jitter lies between half the pause and the whole: never a stampede, never at once. */
export function makeRetry(host: RetryHost, signal: AbortSignal): Retry {
  let failures = 0;
  let at: EpochMs = Number.NaN;
  let end: (() => void) | undefined;
  return {
    get failures() {
      return failures;
    },
    get at() {
      return at;
    },
    failed() {
      failures++;
      at = host.now() + pauseAfter(failures) * (0.5 + host.random() / 2);
    },
    succeeded() {
      failures = 0;
    },
    wait() {
      if (signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const cancel = host.after(Math.max(0, at - host.now()), () => end?.());
        end = () => {
          cancel();
          signal.removeEventListener('abort', stop);
          end = undefined;
          resolve();
        };
        const stop = () => end?.();
        signal.addEventListener('abort', stop);
      });
    },
    now: () => end?.(),
  };
}
