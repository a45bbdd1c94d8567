/** Blending of forecasts: at each step the weighted median, weights falling steeply with the past error. */

/** Weight is (least error ÷ error) to this power: an error 20 % above the best leaves a quarter of the weight. */
const STEEPNESS = 8;
/** Weights below this share of the best one's are dropped. */
const LEAST_WEIGHT = 0.01;
/** Errors closer to zero than this share of the largest are alike: all of them are exact. */
const EXACT = 1e-9;

/**
 * Writes one weight per candidate into `weights`, the best one's being 1; a candidate of unknown (NaN) error has none.
 * On equal errors the earlier one comes first, by a hair.
 * @param errors recency-weighted mean absolute error of each
 */
export function weigh(errors: Float64Array, weights: Float64Array): void {
  let least = Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < errors.length; i++) {
    if (errors[i] < least) least = errors[i];
    if (errors[i] > largest) largest = errors[i];
  }
  const floor = EXACT * largest + Number.MIN_VALUE;
  for (let i = 0; i < errors.length; i++) {
    let ratio = (least + floor) / (errors[i] + floor);
    if (Number.isNaN(ratio)) ratio = 0;
    let weight = 1;
    for (let k = 0; k < STEEPNESS; k++) weight *= ratio;
    weights[i] = weight < LEAST_WEIGHT ? 0 : weight;
  }
}

/**
 * Writes the weighted median of the candidates at each of `steps` steps into `out`.
 * @param candidates shape [candidate][stride]; the first `steps` of each row are used
 */
export function weightedMedian(
  candidates: Float64Array,
  weights: Float64Array,
  stride: number,
  steps: number,
  out: Float64Array,
): void {
  const kept: number[] = [];
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    kept.push(i);
    total += weights[i];
  }
  for (let h = 0; h < steps; h++) {
    for (let k = 1; k < kept.length; k++) {
      const i = kept[k];
      const x = candidates[i * stride + h];
      let j = k - 1;
      while (j >= 0 && candidates[kept[j] * stride + h] > x) {
        kept[j + 1] = kept[j];
        j--;
      }
      kept[j + 1] = i;
    }
    if (kept.length === 0) {
      out[h] = Number.NaN;
      continue;
    }
    let k = 0;
    let sum = weights[kept[0]];
    while (sum < total / 2) sum += weights[kept[++k]];
    const x = candidates[kept[k] * stride + h];
    // Exactly half on either side: the middle of both, as for a plain median.
    out[h] = sum > total / 2 ? x : (x + candidates[kept[k + 1] * stride + h]) / 2;
  }
}

/** Adds up weights by kind and writes the shares, sum 1, into `out`; all 0 without any weight. @param kinds index into `out` per candidate */
export function shareByKind(weights: Float64Array, kinds: Uint8Array, out: Float64Array): void {
  out.fill(0);
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    out[kinds[i]] += weights[i];
    total += weights[i];
  }
  if (total > 0) for (let k = 0; k < out.length; k++) out[k] /= total;
}

/** How alike two blends are, 0–1: the share that both give to the same kinds. */
export function overlap(a: Float64Array, b: Float64Array): number {
  let common = 0;
  for (let k = 0; k < a.length; k++) common += Math.min(a[k], b[k]);
  return common;
}
