/** The detector contract: one score per series and tick, and what was expected instead. */
import type { Frame } from '../domain/frame.ts';
import type { Ms } from '../domain/time.ts';

/** Names of the built-in detectors; `detectors.ts` lists them. */
export type DetectorId = 'ensemble' | 'z-score' | 'iqr' | 'trend';

/** Scores at or above this are anomalous. Every detector maps its own limit onto it. */
export const ANOMALY_LINE = 0.5;

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
