/** Frame of the three window detectors: keeps the last samples of every series and asks a judge about the newest. */
import type { Frame } from '../domain/frame.ts';
import { makeRings } from '../numeric/ring.ts';
import { type Detector, type DetectorId, residualOf, scoreOf } from './detector.ts';

/** What a judge found; one object is reused for all series. */
export interface Verdict {
  /** Distance in units of the method's own limit: 1 is at the limit. */
  evidence: number;
  /** Expected range, and the newest sample's signed distance from its middle in standard deviations. */
  low: number;
  high: number;
  sigma: number;
}

/** Judges sample `x` against `window`, its series' previous samples, oldest first, all finite; writes into `verdict`. */
export type Judge = (window: number[], x: number, verdict: Verdict) => void;

/** Least standard deviation a judge may divide by: a thousandth of the level, so that a constant series stays quiet. */
export function leastDeviation(level: number): number {
  return 1e-3 * Math.abs(level) + 1e-9;
}

/**
 * Makes a detector that holds a sliding window of `length` samples per series. Missing samples neither enter the window
 * nor empty it; nothing is scored until the window is full.
 */
export function windowed(id: DetectorId, size: number, length: number, judge: Judge): Detector {
  const rings = makeRings(size, length);
  const low = new Float64Array(size).fill(Number.NaN);
  const high = new Float64Array(size).fill(Number.NaN);
  const sigma = new Float64Array(size).fill(Number.NaN);
  const newest = new Float32Array(size).fill(Number.NaN);
  const strength = new Float64Array(size).fill(Number.NaN);
  const since = new Float64Array(size).fill(Number.NaN);
  const window: number[] = new Array<number>(length).fill(0);
  const verdict: Verdict = { evidence: 0, low: 0, high: 0, sigma: 0 };
  return {
    id,
    update(frame: Frame, scores: Float32Array): void {
      const values = frame.values;
      for (let i = 0; i < size; i++) {
        const x = values[i];
        newest[i] = x;
        scores[i] = Number.NaN;
        if (!(Math.abs(x) < Number.POSITIVE_INFINITY)) {
          sigma[i] = Number.NaN;
          continue;
        }
        if (rings.copy(i, window) === length) {
          judge(window, x, verdict);
          scores[i] = scoreOf(verdict.evidence);
          low[i] = verdict.low;
          high[i] = verdict.high;
          sigma[i] = verdict.sigma;
          strength[i] = verdict.evidence;
          if (verdict.evidence < 1) since[i] = Number.NaN;
          else if (Number.isNaN(since[i])) since[i] = frame.t;
        }
        rings.push(i, x);
      }
    },
    expected: (i) => [low[i], high[i]],
    sigma: (i) => sigma[i],
    explain(i) {
      if (Number.isNaN(strength[i] + newest[i])) return undefined;
      return {
        kind: 'window',
        strength: strength[i],
        low: low[i],
        high: high[i],
        residual: residualOf(newest[i], low[i], high[i]),
        since: Number.isNaN(since[i]) ? undefined : since[i],
      };
    },
    warmth: (i) => rings.length(i) / length,
    reset() {
      rings.clear();
      low.fill(Number.NaN);
      high.fill(Number.NaN);
      sigma.fill(Number.NaN);
      newest.fill(Number.NaN);
      strength.fill(Number.NaN);
      since.fill(Number.NaN);
    },
  };
}
