/** The detector contract: one score per series and tick, what was expected instead, and why. */
import type { Frame } from '../domain/frame.ts';
import type { EpochMs, Ms } from '../domain/time.ts';

/** Names of the built-in detectors, the last five being baselines to compare with; `detectors.ts` lists them. */
export type DetectorId =
  | 'ensemble'
  | 'z-score'
  | 'iqr'
  | 'trend'
  | 'ewma'
  | 'windowed-gaussian'
  | 'hampel'
  | 'spot'
  | 'half-space-trees';

/** Scores at or above this are anomalous. Every detector maps its own limit onto it. */
export const ANOMALY_LINE = 0.5;

/**
 * Kinds of evidence. `jump`: far from the last samples. `shift`: the level has moved. `territory`: a value where the series
 * has never been. `rhythm`: unlike this hour of the day. `level`: the smoothed level is where it has never been. `window`: far
 * from the last samples by the rule of a window detector.
 */
export type EvidenceKind = 'jump' | 'shift' | 'territory' | 'rhythm' | 'level' | 'window';

/** Why the newest sample of a series has its score. */
export interface Reason {
  /** The strongest evidence. */
  readonly kind: EvidenceKind;
  /** In units of that evidence's own limit: 1 is at the limit. */
  readonly strength: number;
  /** Range the value was expected in by that evidence, in the metric's unit. */
  readonly low: number;
  readonly high: number;
  /** Signed distance of the newest sample from the nearer end of that range; 0 inside. */
  readonly residual: number;
  /** First sample of the running anomaly; `undefined` while the series is not anomalous. */
  readonly since: EpochMs | undefined;
}

/**
 * Judges many series at once, each against its own past. State is flat and bounded; nothing is tuned per series.
 * The same frames give the same scores on every machine.
 */
export interface Detector {
  readonly id: DetectorId;
  /**
   * Takes one tick and writes one score in [0, 1] per series into `scores` (shape of `frame.values`);
   * NaN where the sample is missing or the series is still warming up. Ticks may be skipped, time must not run back.
   */
  update(frame: Frame, scores: Float32Array): void;
  /** Range the newest sample of series `i` was expected in, in the metric's unit; both NaN while warming up. */
  expected(i: number): readonly [low: number, high: number];
  /** Signed distance of the newest sample from the middle of that range, in standard deviations; NaN while warming up. */
  sigma(i: number): number;
  /**
   * How far the newest sample of series `i` jumped, in the jumps it usually makes, whether or not that was an alarm: evidence that
   * ranks servers but raises nothing. 0 while warming up or missing; left out by detectors that know no such thing.
   */
  motion?(i: number): number;
  /**
   * How far the level of series `i` has moved from what it was, in the moves it usually makes: ranks like `motion`, and tells a level
   * that went somewhere from a lone sample. 0 also on the way back.
   */
  drift?(i: number): number;
  /**
   * Whether series `i` has been anomalous and is still far from what was usual before: a level that stays is no news, so its score
   * falls, but the anomaly lasts. Until it is back or, after some hours, the new normal. Left out by detectors that know no such thing.
   */
  isAway?(i: number): boolean;
  /** Why series `i` was scored as it was; `undefined` while it is warming up or its newest sample is missing. */
  explain(i: number): Reason | undefined;
  /** How far series `i` has warmed up: 0 before the first sample, 1 when every kind of evidence speaks; scores may come before that. */
  warmth(i: number): number;
  /** Forgets everything, as if new. */
  reset(): void;
}

/** A detector's place in the list: how to make one. */
export interface DetectorKind {
  readonly id: DetectorId;
  /** @param size number of series @param step tick length in ms */
  make(size: number, step: Ms): Detector;
}

/** Maps evidence in units of its own limit (1 = at the limit) to a score: 0 → 0, 1 → `ANOMALY_LINE`, ∞ → 1. */
export function scoreOf(evidence: number): number {
  return evidence / (1 + evidence);
}

/** The evidence of a score, the inverse of `scoreOf`: `ANOMALY_LINE` → 1; ∞ for a score of 1, NaN for NaN. */
export function evidenceOf(score: number): number {
  return score / (1 - score);
}

/** Signed distance of `x` from the nearer end of [low, high]; 0 inside, NaN when the range is unknown. */
export function residualOf(x: number, low: number, high: number): number {
  if (Number.isNaN(low + high)) return Number.NaN;
  return x > high ? x - high : x < low ? x - low : 0;
}
