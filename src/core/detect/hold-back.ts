/** Holding back: an anomaly is reported when it begins or grows, not at each of its samples. */
import { ANOMALY_LINE } from './detector.ts';

/** What a held score keeps: enough to rank by, never enough to be flagged. */
const HELD_SHARE = 0.7;

/**
 * Keeps a score only when it beats every score kept among the `hold` samples before it; all others are cut to at most 0.7 of
 * the anomaly line, so that they still rank but flag nothing. NaN stays NaN. Looks back only, so it may run on a stream.
 */
export function holdBack(scores: Float32Array, hold: number): Float32Array {
  const kept = new Float32Array(scores.length);
  let last = Number.NEGATIVE_INFINITY;
  let held = 0;
  for (let k = 0; k < scores.length; k++) {
    if (k - last > hold) held = 0;
    if (scores[k] > held) {
      kept[k] = scores[k];
      held = scores[k];
      last = k;
    } else
      kept[k] = Number.isNaN(scores[k])
        ? Number.NaN
        : HELD_SHARE * Math.min(ANOMALY_LINE, scores[k]);
  }
  return kept;
}
