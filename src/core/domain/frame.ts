/** Frame: one tick of every metric of every server. */
import type { EpochMs } from './time.ts';

/** One instant of a whole fleet. Lists and order are the fleet's. */
export interface Frame {
  readonly t: EpochMs;
  /** Shape [metric][server], in the metrics' units; NaN is a missing sample. */
  readonly values: Float32Array;
}
