/** Frame of the baselines: counts samples, keeps warm-up quiet, holds what was expected. A baseline brings only its judge. */
import type { Frame } from '../domain/frame.ts';
import { type Detector, type DetectorId, scoreOf } from './detector.ts';
import type { Verdict } from './windowed.ts';

/** A streaming rule for many series; state is its own, flat and bounded. */
export interface StreamJudge {
  /**
   * Judges the finite sample `x` of series `i` against its past, then learns from it.
   * @param n samples of the series before this one
   * @param verdict written only once `n` has reached the warm-up
   */
  judge(i: number, x: number, n: number, verdict: Verdict): void;
  reset(): void;
}

/**
 * Makes a detector of a streaming rule. Missing and infinite samples have no score and teach nothing.
 * @param warmUp samples of a series before its first score
 */
export function baseline(
  id: DetectorId,
  size: number,
  warmUp: number,
  { judge, reset }: StreamJudge,
): Detector {
  const seen = new Uint32Array(size);
  const low = new Float64Array(size);
  const high = new Float64Array(size);
  const sigma = new Float64Array(size);
  const strength = new Float64Array(size);
  const newest = new Float64Array(size);
  const since = new Float64Array(size);
  const verdict: Verdict = { evidence: 0, low: 0, high: 0, sigma: 0 };
  const forget = (): void => {
    seen.fill(0);
    low.fill(Number.NaN);
    high.fill(Number.NaN);
    sigma.fill(Number.NaN);
    strength.fill(Number.NaN);
    since.fill(Number.NaN);
  };
  forget();
  const detector = {
    id,
    update(frame: Frame, scores: Float32Array): void {
      const values = frame.values;
      for (let i = 0; i < size; i++) {
        const x = values[i];
        scores[i] = Number.NaN;
        newest[i] = x;
        if (!(Math.abs(x) < Number.POSITIVE_INFINITY)) {
          sigma[i] = Number.NaN;
          strength[i] = Number.NaN;
          continue;
        }
        const n = seen[i]++;
        judge(i, x, n, verdict);
        if (n < warmUp) continue;
        scores[i] = scoreOf(verdict.evidence);
        low[i] = verdict.low;
        high[i] = verdict.high;
        sigma[i] = verdict.sigma;
        strength[i] = verdict.evidence;
        if (!(verdict.evidence >= 1)) since[i] = Number.NaN;
        else if (Number.isNaN(since[i])) since[i] = frame.t;
      }
    },
    expected: (i: number): readonly [number, number] => [low[i], high[i]],
    sigma: (i: number): number => sigma[i],
    /** The rule has one kind of evidence: distance from what it expected. */
    explain: (i: number) =>
      Number.isNaN(strength[i])
        ? undefined
        : {
            kind: 'window' as const,
            strength: strength[i],
            low: low[i],
            high: high[i],
            residual: Math.max(0, newest[i] - high[i]) + Math.min(0, newest[i] - low[i]),
            since: Number.isNaN(since[i]) ? undefined : since[i],
          },
    warmth: (i: number): number => Math.min(1, seen[i] / (warmUp + 1)),
    reset(): void {
      forget();
      reset();
    },
  };
  return detector;
}
