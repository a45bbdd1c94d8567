/** The ensemble on the data that real sources send: cadences, gaps, restarts, resets, stale and constant series, days and weeks. */

import { expect, test } from 'vitest';
import { ANOMALY_LINE } from '../../src/core/detect/detector.ts';
import { DETECTORS } from '../../src/core/detect/detectors.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/domain/time.ts';
import { sin } from '../../src/core/numeric/elementary.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import fc from '../property.ts';
import { flagged, scoresOf } from './detector.contract.ts';

const [ensemble] = DETECTORS;
const CADENCES = [SECOND, 15 * SECOND, MINUTE, 5 * MINUTE] as const;

/** Noise of ±1 around 0 that remembers a little of the sample before, as load does. */
function wander(seed: number, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let k = 1; k < n; k++) out[k] = 0.6 * out[k - 1] + 0.8 * (uniform(seed, k) - 0.5);
  return out;
}

/** Alarms that are at least 30 samples apart. */
function alarms(hot: readonly number[]): number {
  return hot.filter((k, at) => at === 0 || k - hot[at - 1] > 30).length;
}

/** Scale, level and seed of a series; what is judged must not depend on the unit. */
const series = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  scale: fc.constantFrom(1e-3, 1, 1e9),
  level: fc.double({ min: 5, max: 100, noNaN: true }),
  cadence: fc.constantFrom(...CADENCES),
});
const SOME = { numRuns: 24, seed: 42 } as const;

test('calm noise at every cadence and in every unit raises at most two alarms in 3,000 samples', () => {
  fc.assert(
    fc.property(series, ({ seed, scale, level, cadence }) => {
      const noise = wander(seed, 3000);
      const values = Array.from(noise, (x) => scale * (level + x));
      expect(alarms(flagged(scoresOf(ensemble, values, cadence)))).toBeLessThanOrEqual(2);
    }),
    SOME,
  );
});

test('a step of twelve deviations is found within ten samples at every cadence and in every unit', () => {
  fc.assert(
    fc.property(series, fc.boolean(), ({ seed, scale, level, cadence }, isUp) => {
      const noise = wander(seed, 1600);
      const values = Array.from(
        noise,
        (x, k) => scale * (level + x + (k >= 1500 ? (isUp ? 5 : -5) : 0)),
      );
      const hot = flagged(scoresOf(ensemble, values, cadence));
      expect(hot.some((k) => k >= 1500 && k < 1510)).toBe(true);
    }),
    SOME,
  );
});

test('gaps and lost samples are no anomaly, a level that moved during a gap is one', () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 5, max: 400 }), ({ seed, level, cadence }, gap) => {
      const noise = wander(seed, 2000 + gap);
      const input = (after: number) =>
        Array.from(noise, (x, k) => {
          if (k >= 1500 && k < 1500 + gap) return Number.NaN;
          if (k < 1500 && uniform(seed + 1, k) < 0.2) return Number.NaN;
          return level + x + (k >= 1500 ? after : 0);
        });
      const same = flagged(scoresOf(ensemble, input(0), cadence));
      expect(same.filter((k) => k >= 1500 && k < 1600)).toEqual([]);
      const moved = flagged(scoresOf(ensemble, input(6), cadence));
      expect(moved.some((k) => k >= 1500 + gap && k < 1530 + gap)).toBe(true);
    }),
    SOME,
  );
});

test('a restart — nothing, zero, and back — is told once; the way back is not', () => {
  for (const cadence of CADENCES) {
    const noise = wander(7, 2400);
    const values = Array.from(noise, (x, k) => {
      if (k >= 1500 && k < 1504) return Number.NaN;
      if (k >= 1504 && k < 1524) return 0; // Caches are empty, nobody is served yet.
      if (k >= 1524 && k < 1544) return 2 * (k - 1524) + x / 4;
      return 40 + x;
    });
    const hot = flagged(scoresOf(ensemble, values, cadence));
    expect(hot.some((k) => k >= 1504 && k < 1510)).toBe(true);
    expect(hot.filter((k) => k > 1560)).toEqual([]);
  }
});

test('the rate of a counter that was reset is missing for a sample, and that is all', () => {
  for (const cadence of CADENCES) {
    const noise = wander(8, 2400);
    const total = new Float64Array(2400);
    for (let k = 1; k < 2400; k++) total[k] = (k === 1700 ? 0 : total[k - 1]) + 20 + noise[k];
    const rate = Array.from(total, (x, k) =>
      k === 0 || x < total[k - 1] ? Number.NaN : x - total[k - 1],
    );
    expect(rate.filter(Number.isNaN)).toHaveLength(2);
    const hot = flagged(scoresOf(ensemble, rate, cadence));
    expect(hot.filter((k) => k >= 1700 && k < 1800)).toEqual([]);
    expect(alarms(hot)).toBeLessThanOrEqual(2);
  }
});

test('a stale series is no anomaly, nor is the first fresh sample after it', () => {
  for (const cadence of CADENCES) {
    for (const stale of [10, 100, 1000]) {
      const noise = wander(9, 4000);
      const values = Array.from(
        noise,
        (x, k) => 40 + (k >= 2000 && k < 2000 + stale ? noise[1999] : x),
      );
      const hot = flagged(scoresOf(ensemble, values, cadence));
      expect(hot.filter((k) => k >= 2000 && k < 2000 + stale + 30)).toEqual([]);
    }
  }
});

test('a constant series that changes is found at once, however long it was constant', () => {
  for (const cadence of CADENCES) {
    for (const [from, to] of [
      [0, 1],
      [100, 90],
      [1e9, 1.2e9],
    ]) {
      const values = Array.from({ length: 3100 }, (_, k) => (k < 3000 ? from : to));
      expect(flagged(scoresOf(ensemble, values, cadence))[0]).toBe(3000);
    }
  }
});

test('days and weeks are usual: once two weeks are known the next two raise at most one alarm', () => {
  for (const seed of [1, 2, 3]) {
    const step = 15 * MINUTE;
    const days = 28;
    const n = (days * DAY) / step;
    const noise = wander(seed, n);
    const values = Array.from(noise, (x, k) => {
      const t = k * step;
      const weekday = Math.floor(t / DAY) % 7;
      const reach = weekday >= 5 ? 8 : 25;
      return 40 + reach * sin((2 * Math.PI * (t - 9 * HOUR)) / DAY) + 2 * x;
    });
    const hot = flagged(scoresOf(ensemble, values, step)).filter((k) => k * step >= 14 * DAY);
    expect(alarms(hot)).toBeLessThanOrEqual(1);
  }
});

test('a night’s load that does not come down is found, though the level is usual by day', () => {
  const step = 5 * MINUTE;
  const n = (21 * DAY) / step;
  const noise = wander(4, n);
  const night = (t: number) => t >= 20 * DAY + 3 * HOUR && t < 20 * DAY + 9 * HOUR;
  const values = Array.from(noise, (x, k) => {
    const t = k * step;
    // 20 at six in the morning, 80 at six in the evening; in the last night it stays at 60.
    return (night(t) ? 60 : 50 - 30 * sin((2 * Math.PI * t) / DAY)) + x;
  });
  expect(flagged(scoresOf(ensemble, values, step)).some((k) => night(k * step))).toBe(true);
});

test('a weekday’s load on a Sunday is found, though every weekday has it', () => {
  const step = 5 * MINUTE;
  const n = (42 * DAY) / step;
  const noise = wander(5, n);
  const monday = Date.UTC(2026, 2, 2);
  const busy = (t: number) => t % DAY >= 9 * HOUR && t % DAY < 18 * HOUR;
  const sunday = 41 * DAY;
  const values = Array.from(noise, (x, k) => {
    const t = k * step;
    const isWork = Math.floor(t / DAY) % 7 < 5 || t >= sunday;
    return (busy(t) && isWork ? 60 : 20) + 2 * x;
  });
  const detector = ensemble.make(1, step);
  const score = new Float32Array(1);
  const hot = values.flatMap((x, k) => {
    detector.update({ t: monday + k * step, values: Float32Array.of(x) }, score);
    return score[0] >= ANOMALY_LINE && detector.explain(0)?.kind === 'rhythm' ? [k * step] : [];
  });
  expect(hot.some((t) => t >= sunday && busy(t))).toBe(true);
  expect(hot.filter((t) => t >= 28 * DAY && t < sunday)).toEqual([]);
});

test('ticks that are skipped or come late change nothing but time', () => {
  const noise = wander(11, 3000);
  const detector = ensemble.make(1, SECOND);
  const score = new Float32Array(1);
  let t = 0;
  const hot: number[] = [];
  for (let k = 0; k < 3000; k++) {
    t += uniform(12, k) < 0.1 ? 3 * SECOND : SECOND + Math.floor(200 * uniform(13, k));
    detector.update({ t, values: Float32Array.of(40 + noise[k] + (k >= 2500 ? 6 : 0)) }, score);
    if (score[0] >= 0.5) hot.push(k);
  }
  expect(hot.filter((k) => k < 2500).length).toBeLessThanOrEqual(2);
  expect(hot.some((k) => k >= 2500 && k < 2510)).toBe(true);
});
