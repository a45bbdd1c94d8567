/** The band of what is usual: it stands still through a fault and takes a level that stays for the new normal. */
import { expect, test } from 'vitest';
import { ANOMALY_LINE, type Detector } from '../../src/core/detect/detector.ts';
import { DETECTORS } from '../../src/core/detect/detectors.ts';
import { NEW_NORMAL } from '../../src/core/detect/usual-band.ts';
import { DAY, HOUR, MINUTE, type Ms, SECOND } from '../../src/core/domain/time.ts';
import { sin } from '../../src/core/numeric/elementary.ts';
import { uniform } from '../../src/core/numeric/hash.ts';

const [ensemble] = DETECTORS;
const noise = (k: number): number => uniform(3, k) + uniform(4, k) - 1;

/** Streams `level(t)` with noise of ±1 and hands over the detector at each of the instants asked for. */
function stream(
  step: Ms,
  length: Ms,
  level: (t: number) => number,
  look: (t: number, detector: Detector, score: number) => void,
): void {
  const detector = ensemble.make(1, step);
  const score = new Float32Array(1);
  for (let k = 0; k * step < length; k++) {
    detector.update({ t: k * step, values: Float32Array.of(level(k * step) + noise(k)) }, score);
    look(k * step, detector, score[0]);
  }
}

for (const [name, step] of [
  ['1 s', SECOND],
  ['15 s', 15 * SECOND],
  ['1 min', MINUTE],
  ['5 min', 5 * MINUTE],
] as const) {
  const before = Math.max(4 * HOUR, 300 * step);

  test(`${name}: a fault of two hours does not move the band, nor what follows it`, () => {
    const fault = (t: number) => t >= before && t < before + 2 * HOUR;
    let calm: readonly [number, number] = [Number.NaN, Number.NaN];
    let alarms = 0;
    stream(
      step,
      before + 8 * HOUR,
      (t) => (fault(t) ? 75 : 40),
      (t, detector, score) => {
        const [low, high] = detector.expected(0);
        if (t < before) calm = [low, high];
        else {
          expect(low).toBeGreaterThan(30);
          expect(high).toBeLessThan(50);
          expect(low).toBeLessThan(39);
          expect(high).toBeGreaterThan(41);
        }
        if (fault(t)) {
          expect([low, high]).toEqual(calm);
          expect(detector.sigma(0)).toBeGreaterThan(10);
          if (score >= ANOMALY_LINE) alarms++;
        }
      },
    );
    expect(alarms).toBeGreaterThan(0);
  });

  test(`${name}: a level that stays is the new normal after four hours, and only then`, () => {
    expect(NEW_NORMAL).toBe(4 * HOUR);
    const settled = before + NEW_NORMAL + 16 * step; // The alarm may take some samples.
    stream(
      step,
      settled + HOUR,
      (t) => (t < before ? 40 : 75),
      (t, detector) => {
        const [low, high] = detector.expected(0);
        if (t >= before && t < before + NEW_NORMAL) expect(high).toBeLessThan(50);
        if (t >= settled) {
          expect(low).toBeLessThan(74);
          expect(high).toBeGreaterThan(76);
          expect(low).toBeGreaterThan(60);
          expect(Math.abs(detector.sigma(0))).toBeLessThan(6);
        }
      },
    );
  });
}

test('the band follows a daily rhythm, also after a lone spike', () => {
  let inside = 0;
  let all = 0;
  stream(
    5 * MINUTE,
    10 * DAY,
    (t) => 50 + 10 * sin((2 * Math.PI * t) / DAY) + (t === 4 * DAY + HOUR ? 60 : 0),
    (t, detector) => {
      if (t < 2 * DAY || t === 4 * DAY + HOUR) return;
      all++;
      if (Math.abs(detector.sigma(0)) <= 3) inside++;
    },
  );
  expect(inside / all).toBeGreaterThan(0.95);
});

test('a fault that swings through the usual range does not unfreeze the band', () => {
  const fault = (t: number) => t >= 2 * HOUR && t < 3 * HOUR;
  stream(
    SECOND,
    3 * HOUR,
    (t) => (fault(t) ? 40 + ((t / SECOND) % 20 < 10 ? 40 : -40) : 40),
    (t, detector) => {
      if (!fault(t)) return;
      const [low, high] = detector.expected(0);
      expect(low).toBeGreaterThan(30);
      expect(high).toBeLessThan(50);
    },
  );
});
