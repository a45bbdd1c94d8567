/** Where an instant lies among the times of a drawn series. */
import type { EpochMs } from '../../core/domain/time.ts';

/**
 * Index of the last time that is not after `t`; 0 when all are.
 * @param times ascending
 */
export function indexAt(times: Float64Array, t: EpochMs): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle] <= t) low = middle;
    else high = middle - 1;
  }
  return low;
}
