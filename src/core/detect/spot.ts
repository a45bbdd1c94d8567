/**
 * SPOT, streaming peaks over threshold on both sides: the limit that a generalised Pareto tail puts at probability q. Source: Siffer
 * et al., KDD 2017; tail fitted by moments (Hosking & Wallis, Technometrics 29(3), 1987), which needs no stored peaks.
 */
import { log, pow } from '../numeric/elementary.ts';
import { sortedQuantile, sortShort } from '../numeric/streaming.ts';
import { baseline } from './baseline.ts';
import type { Detector } from './detector.ts';
import { leastDeviation } from './windowed.ts';

/** Samples calibrated on; the paper takes 1,000, which no screen can wait for. */
const CALIBRATION = 100;
/** Quantile where each tail begins: lower than the paper's 98 %, so that 100 samples have peaks. */
const TAIL = 0.9;
/** Probability of a sample beyond the limit. */
const RISK = 1e-4;
/** Shapes beyond these come from too few peaks. */
const LEAST_SHAPE = -0.5;
const MOST_SHAPE = 0.45;

/** Numbers kept of each tail: threshold, peaks, sum and sum of squares of their excesses. */
const FIELDS = 4;

/** Makes the SPOT detector for `size` series: 0.5 kB a series. */
export function spot(size: number): Detector {
  const early = new Float32Array(size * CALIBRATION);
  const upper = new Float64Array(size * FIELDS);
  const lower = new Float64Array(size * FIELDS);
  const mean = new Float64Array(size);
  const spread = new Float64Array(size);
  const sorted = new Float64Array(CALIBRATION);

  /** Adds the excess over a tail's threshold. `sign` is −1 for the lower tail. */
  const learn = (tail: Float64Array, i: number, excess: number): void => {
    const at = i * FIELDS;
    tail[at + 1] += 1;
    tail[at + 2] += excess;
    tail[at + 3] += excess * excess;
  };
  const calibrate = (i: number): void => {
    let sum = 0;
    for (let k = 0; k < CALIBRATION; k++) {
      sorted[k] = early[i * CALIBRATION + k];
      sum += sorted[k];
    }
    sortShort(sorted, CALIBRATION);
    mean[i] = sum / CALIBRATION;
    let squares = 0;
    for (let k = 0; k < CALIBRATION; k++) squares += (sorted[k] - mean[i]) ** 2;
    spread[i] = Math.max(Math.sqrt(squares / CALIBRATION), leastDeviation(mean[i]));
    upper[i * FIELDS] = sortedQuantile(sorted, CALIBRATION, TAIL);
    lower[i * FIELDS] = sortedQuantile(sorted, CALIBRATION, 1 - TAIL);
    for (let k = 0; k < CALIBRATION; k++) {
      if (sorted[k] > upper[i * FIELDS]) learn(upper, i, sorted[k] - upper[i * FIELDS]);
      if (sorted[k] < lower[i * FIELDS]) learn(lower, i, lower[i * FIELDS] - sorted[k]);
    }
  };
  /** Distance from a tail's threshold to its limit, after `n` samples. */
  const reach = (tail: Float64Array, i: number, n: number): number => {
    const at = i * FIELDS;
    const peaks = tail[at + 1];
    const least = 3 * leastDeviation(tail[at]);
    if (peaks < 2) return least;
    const middle = tail[at + 2] / peaks;
    const variance = tail[at + 3] / peaks - middle * middle;
    if (!(variance > 0)) return Math.max(least, 3 * middle);
    const ratio = (middle * middle) / variance;
    const shape = Math.min(MOST_SHAPE, Math.max(LEAST_SHAPE, 0.5 * (1 - ratio)));
    const scale = middle * (1 - shape);
    const r = (RISK * n) / peaks;
    const far = Math.abs(shape) < 1e-6 ? -scale * log(r) : (scale / shape) * (pow(r, -shape) - 1);
    return Math.max(least, far);
  };

  return baseline('spot', size, CALIBRATION, {
    judge(i, x, n, verdict) {
      if (n < CALIBRATION) {
        early[i * CALIBRATION + n] = x;
        if (n === CALIBRATION - 1) calibrate(i);
        return;
      }
      const above = x - upper[i * FIELDS];
      const below = lower[i * FIELDS] - x;
      const up = reach(upper, i, n);
      const down = reach(lower, i, n);
      const evidence = Math.max(0, above / up, below / down);
      verdict.evidence = evidence;
      verdict.low = lower[i * FIELDS] - down;
      verdict.high = upper[i * FIELDS] + up;
      verdict.sigma = (x - mean[i]) / spread[i];
      // Alarms teach nothing, peaks shape the tail.
      if (evidence >= 1) return;
      if (above > 0) learn(upper, i, above);
      if (below > 0) learn(lower, i, below);
    },
    reset() {
      upper.fill(0);
      lower.fill(0);
    },
  });
}
