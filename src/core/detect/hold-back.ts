/** Holding back: an anomaly is reported when it begins or grows, not at each of its samples. */

/**
 * Keeps a score only when it beats every score kept among the `hold` samples before it; all others become 0.
 * NaN stays NaN. Looks back only, so it may run on a stream.
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
    } else if (Number.isNaN(scores[k])) kept[k] = Number.NaN;
  }
  return kept;
}
