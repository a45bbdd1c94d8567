/** What every detector of the list must do; called with each of them. */
import { expect, test } from 'vitest';
import { ANOMALY_LINE, type DetectorKind } from '../../src/core/detect/detector.ts';
import type { Frame } from '../../src/core/domain/frame.ts';
import { uniform } from '../../src/core/numeric/hash.ts';

const STEP = 1000;

/** Scores of one series, tick by tick. */
export function scoresOf(kind: DetectorKind, values: readonly number[], step = STEP): Float32Array {
  const detector = kind.make(1, step);
  const scores = new Float32Array(values.length);
  const score = new Float32Array(1);
  values.forEach((x, k) => {
    detector.update({ t: k * step, values: Float32Array.of(x) }, score);
    scores[k] = score[0];
  });
  return scores;
}

/** Ticks at which a score reaches the line. */
export function flagged(scores: Float32Array): number[] {
  return [...scores.keys()].filter((k) => scores[k] >= ANOMALY_LINE);
}

const noise = (k: number): number => uniform(7, k) + uniform(8, k) - 1;

export function detectorContract(kind: DetectorKind): void {
  test(`${kind.id}: scores are in [0, 1] or NaN, whatever comes in`, () => {
    const wild = [
      0,
      1e30,
      -1e30,
      1e-30,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      5,
      5,
      Number.NEGATIVE_INFINITY,
    ];
    const scores = scoresOf(
      kind,
      Array.from({ length: 400 }, (_, k) => wild[Math.floor(uniform(1, k) * wild.length)]),
    );
    for (const score of scores)
      expect(Number.isNaN(score) || (score >= 0 && score <= 1)).toBe(true);
  });

  test(`${kind.id}: a missing sample has no score`, () => {
    const scores = scoresOf(
      kind,
      Array.from({ length: 200 }, (_, k) => (k % 3 === 0 ? Number.NaN : noise(k))),
    );
    expect(scores.filter((_, k) => k % 3 === 0).every(Number.isNaN)).toBe(true);
    expect(Number.isNaN(scores[199])).toBe(false);
  });

  test(`${kind.id}: the same frames give the same scores, also after reset and beside other series`, () => {
    const size = 5;
    const input = Array.from({ length: 300 }, (_, k): Frame => {
      const values = Float32Array.from(
        { length: size },
        (_, i) => (i + 1) * (10 + noise(k * size + i)),
      );
      return { t: k * STEP, values };
    });
    const detector = kind.make(size, STEP);
    const runOnce = (): number[] =>
      input.flatMap((frame) => {
        const scores = new Float32Array(size);
        detector.update(frame, scores);
        return [...scores];
      });
    const first = runOnce();
    detector.reset();
    expect(runOnce()).toEqual(first);
    const alone = scoresOf(
      kind,
      input.map((frame) => frame.values[0]),
    );
    expect(first.filter((_, k) => k % size === 0)).toEqual([...alone]);
  });

  test(`${kind.id}: a constant series is never anomalous`, () => {
    for (const level of [0, 0.25, 1e9, -40]) {
      expect(
        flagged(
          scoresOf(
            kind,
            Array.from({ length: 3000 }, () => level),
          ),
        ),
      ).toEqual([]);
    }
  });

  test(`${kind.id}: carries on after a gap`, () => {
    const values = Array.from({ length: 900 }, (_, k) =>
      k > 300 && k < 500 ? Number.NaN : 10 + noise(k),
    );
    const scores = scoresOf(kind, values);
    expect(Number.isNaN(scores[899])).toBe(false);
    expect(flagged(scores.subarray(600)).length).toBeLessThan(20);
  });

  test(`${kind.id}: what is expected brackets ordinary samples once warm, and is unknown before`, () => {
    const detector = kind.make(1, STEP);
    const score = new Float32Array(1);
    expect(detector.expected(0).every(Number.isNaN)).toBe(true);
    let inside = 0;
    for (let k = 0; k < 1000; k++) {
      detector.update({ t: k * STEP, values: Float32Array.of(10 + noise(k)) }, score);
      const [low, high] = detector.expected(0);
      if (low <= 10 + noise(k) && 10 + noise(k) <= high) inside++;
      if (k > 100) expect(Number.isFinite(detector.sigma(0))).toBe(true);
    }
    expect(inside).toBeGreaterThan(850);
  });

  test(`${kind.id}: warmth rises to 1, and every score has a reason`, () => {
    const detector = kind.make(1, STEP);
    const score = new Float32Array(1);
    expect(detector.warmth(0)).toBe(0);
    expect(detector.explain(0)).toBeUndefined();
    let before = 0;
    for (let k = 0; k < 12_000; k++) {
      const x = k === 11_000 ? 1000 : 10 + noise(k);
      detector.update({ t: k * STEP, values: Float32Array.of(x) }, score);
      expect(detector.warmth(0)).toBeGreaterThanOrEqual(before);
      before = detector.warmth(0);
      const reason = detector.explain(0);
      expect(reason === undefined).toBe(Number.isNaN(score[0]));
      if (score[0] >= ANOMALY_LINE) {
        expect(reason?.strength).toBeGreaterThanOrEqual(1);
        expect(reason?.since).toBeLessThanOrEqual(k * STEP);
        if (k === 11_000) expect(reason?.residual).toBeGreaterThan(900);
      } else expect(reason?.since === undefined || k > 11_000).toBe(true);
    }
    expect(before).toBe(1);
    expect(detector.explain(0)?.since).toBeUndefined();
    detector.reset();
    expect(detector.warmth(0)).toBe(0);
  });
}
