/** So many requests at once and no more: what waits its turn has not begun, so no time limit runs for it. */
import { EdgeError } from '../../core/domain/errors.ts';

/** Runs work in turn. */
export type Lanes = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

/**
 * @param most how many run at once
 * @returns rejects with `abort/cancelled` where the signal fired before its turn, and with what `work` throws
 */
export function makeLanes(most: number): Lanes {
  const waiting: (() => void)[] = [];
  let free = most;
  return async (signal, work) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      if (signal.aborted) throw new EdgeError('abort/cancelled', 'cancelled');
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
