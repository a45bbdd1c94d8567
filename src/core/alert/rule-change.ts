/** Change of a metric over a window, per server: what rate-of-change rules compare with their limit. */
import type { EpochMs, Ms } from '../domain/time.ts';

/** Past samples kept per window at most: a longer window is kept in coarser steps. */
const MOST_KEPT = 60;

/** The changes of one metric over one window. */
export interface Change {
  /**
   * Takes one tick; `changes` then holds, per server, the newest value less the one a window ago, in the metric's unit.
   * NaN where either is missing, and until a whole window has passed.
   * @param values frame of the fleet
   * @param offset where the metric's row begins in it
   */
  step(t: EpochMs, values: Float32Array, offset: number): void;
  readonly changes: Float32Array;
}

/**
 * Makes the memory of one metric's changes. Past values are kept every `window / 60`, a tick at least; the one compared with is the newest
 * that is at least a window old, and the change is scaled from its true distance to the window, as PromQL's `delta` does.
 */
export function makeChange(servers: number, step: Ms, window: Ms): Change {
  const grain = Math.max(1, Math.ceil(window / MOST_KEPT / step)) * step;
  const slots = Math.ceil(window / grain) + 2;
  const kept = new Float32Array(slots * servers);
  const times = new Float64Array(slots).fill(Number.POSITIVE_INFINITY);
  const changes = new Float32Array(servers).fill(Number.NaN);
  let head = 0;
  let turn = Number.NEGATIVE_INFINITY;

  return {
    changes,
    step(t, values, offset) {
      if (Math.floor(t / grain) > turn) {
        turn = Math.floor(t / grain);
        times[head] = t;
        kept.set(values.subarray(offset, offset + servers), head * servers);
        head = head + 1 === slots ? 0 : head + 1;
      }
      let best = -1;
      for (let i = 0; i < slots; i++) {
        if (times[i] <= t - window && (best < 0 || times[i] > times[best])) best = i;
      }
      if (best < 0) {
        changes.fill(Number.NaN);
        return;
      }
      const scale = window / (t - times[best]);
      const base = best * servers;
      for (let s = 0; s < servers; s++) changes[s] = (values[offset + s] - kept[base + s]) * scale;
    },
  };
}
