/** Detectors, the ensemble's own promises, episodes and holding back. */
import { expect, test } from 'vitest';
import { ANOMALY_LINE } from '../../src/core/detect/detector.ts';
import { DETECTORS, makeDetector, parseDetectorId } from '../../src/core/detect/detectors.ts';
import { makeEpisodes } from '../../src/core/detect/episodes.ts';
import { holdBack } from '../../src/core/detect/hold-back.ts';
import { makeTerritory } from '../../src/core/detect/territory.ts';
import { sin } from '../../src/core/numeric/elementary.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import { frames } from '../frames.ts';
import { detectorContract, flagged, scoresOf } from './detector.contract.ts';

for (const kind of DETECTORS) detectorContract(kind);

const [ensemble, zScore, iqr, trend] = DETECTORS;
const noise = (k: number, seed = 3): number => uniform(seed, k) + uniform(seed + 1, k) - 1;
const series = (n: number, f: (k: number) => number): number[] =>
  Array.from({ length: n }, (_, k) => f(k));

test('the list is the menu: ids are parsed from it and nothing else', () => {
  expect(DETECTORS.map((kind) => kind.id).slice(0, 4)).toEqual([
    'ensemble',
    'z-score',
    'iqr',
    'trend',
  ]);
  expect(new Set(DETECTORS.map((kind) => kind.id)).size).toBe(DETECTORS.length);
  expect(parseDetectorId('iqr')).toBe('iqr');
  expect(parseDetectorId('constructor')).toBeUndefined();
});

test('z-score flags beyond 2.5 standard deviations of the last 20 samples', () => {
  const window = series(20, (k) => (k % 2 === 0 ? 9 : 11)); // mean 10, s = 1.026
  expect(flagged(scoresOf(zScore, [...window, 12.5]))).toEqual([]);
  expect(flagged(scoresOf(zScore, [...window, 12.6]))).toEqual([20]);
});

test('iqr flags beyond 1.5 interquartile ranges', () => {
  const window = series(20, (k) => k); // quartiles 4.75 and 14.25: fences at −9.5 and 28.5
  expect(flagged(scoresOf(iqr, [...window, 28.4]))).toEqual([]);
  expect(flagged(scoresOf(iqr, [...window, 28.6]))).toEqual([20]);
});

test('trend flags a level series that begins to climb, not one that always climbed', () => {
  const climbs = scoresOf(trend, [
    ...series(60, (k) => 10 + 0.1 * noise(k)),
    ...series(12, (k) => 10 + 0.3 * k),
  ]);
  expect(flagged(climbs).some((k) => k >= 60)).toBe(true);
  expect(
    flagged(
      scoresOf(
        trend,
        series(100, (k) => 0.5 * k + 0.1 * noise(k)),
      ),
    ),
  ).toEqual([]);
});

test('ensemble: a spike and a step are flagged at once', () => {
  const spike = scoresOf(
    ensemble,
    series(600, (k) => (k === 500 ? 30 : 10 + noise(k))),
  );
  expect(flagged(spike)[0]).toBe(500);
  expect(flagged(spike).length).toBeLessThanOrEqual(2); // the jump there, perhaps the jump back
  const step = scoresOf(
    ensemble,
    series(700, (k) => (k >= 500 ? 20 : 10) + noise(k)),
  );
  expect(flagged(step)[0]).toBeLessThanOrEqual(502);
});

test('ensemble: a step that stays is normal after some minutes, and the way back is no alarm', () => {
  const scores = scoresOf(
    ensemble,
    series(5000, (k) => (k >= 1000 && k < 3400 ? 20 : 10) + noise(k)),
  );
  const hot = flagged(scores);
  expect(hot[0]).toBeGreaterThanOrEqual(1000);
  expect(hot.at(-1)).toBeLessThan(1000 + 15 * 60);
});

test('ensemble: a smooth day at one sample a minute is calm after its first hours', () => {
  const day = scoresOf(
    ensemble,
    series(4 * 1440, (k) => 50 + 30 * sin((2 * Math.PI * k) / 1440) + noise(k)),
    60_000,
  );
  expect(flagged(day)).toEqual([]);
});

test('ensemble: recovers scale after a burst of noise', () => {
  const scores = scoresOf(
    ensemble,
    series(4000, (k) => 10 + (k > 1000 && k < 1300 ? 8 : 1) * noise(k)),
  );
  expect(flagged(scores.subarray(1400))).toEqual([]);
});

test('ensemble: a slow ramp is flagged on the ramping metric long before it ends', () => {
  const ramp = scoresOf(
    ensemble,
    series(2400, (k) => 0.5 + 0.004 * noise(k) + (k > 1200 ? (k - 1200) * 0.0004 : 0)),
  );
  expect(flagged(ramp)[0]).toBeGreaterThan(1200);
  expect(flagged(ramp)[0]).toBeLessThan(1200 + 180); // 14 % up; the ramp goes on to 96 %
});

test('ensemble: the same fault is seen at 1 s, 15 s, 1 min and 5 min', () => {
  for (const step of [1000, 15_000, 60_000, 300_000]) {
    const values = series(1500, (k) => 10 + noise(k) + (k >= 1300 ? 8 : 0));
    const hot = flagged(scoresOf(ensemble, values, step));
    expect(hot.some((k) => k >= 1300 && k < 1310)).toBe(true);
    expect(hot.filter((k) => k < 1300).length).toBeLessThanOrEqual(2);
  }
});

test('ensemble: a counter that starts again from nothing is flagged once, not for good', () => {
  const hot = flagged(
    scoresOf(
      ensemble,
      series(3000, (k) => 3 * (k < 2000 ? k : k - 2000) + noise(k)),
    ),
  );
  expect(hot.filter((k) => k < 2000)).toEqual([]);
  expect(hot.filter((k) => k > 2700)).toEqual([]);
});

test('ensemble: a value outside the rhythm of its hour is new although it was seen at other hours', () => {
  const detector = ensemble.make(1, 300_000);
  const score = new Float32Array(1);
  let at: Float32Array | undefined;
  for (let k = 0; k < 10 * 288; k++) {
    const clock = (k % 288) / 288;
    const usual = 50 - 30 * sin(2 * Math.PI * clock) + noise(k);
    const x = k === 9 * 288 + 216 ? usual - 25 : usual; // dinner-time peak, night-time value
    detector.update({ t: k * 300_000, values: Float32Array.of(x) }, score);
    if (k === 9 * 288 + 216) {
      at = score.slice();
      expect(detector.explain(0)).toMatchObject({ since: k * 300_000 });
      expect(detector.explain(0)?.residual).toBeLessThan(-10);
    }
  }
  expect(at?.[0]).toBeGreaterThanOrEqual(ANOMALY_LINE);
});

test('ensemble: the reason of a spike is the jump, with its range and beginning', () => {
  const detector = ensemble.make(1, 1000);
  const score = new Float32Array(1);
  for (let k = 0; k < 600; k++)
    detector.update({ t: k * 1000, values: Float32Array.of(10 + noise(k)) }, score);
  expect(detector.explain(0)?.since).toBeUndefined();
  detector.update({ t: 600_000, values: Float32Array.of(40) }, score);
  const reason = detector.explain(0);
  expect(reason).toMatchObject({ kind: 'jump', since: 600_000 });
  expect(reason?.strength).toBeGreaterThan(1);
  expect(reason?.low).toBeLessThan(9);
  expect(reason?.high).toBeGreaterThan(11);
  expect(reason?.residual).toBeCloseTo(40 - (reason?.high ?? 0), 3);
});

test('territory: distance to visited values in units of their range, and the range it left', () => {
  const territory = makeTerritory(1);
  for (let k = 0; k < 500; k++) territory.visit(0, k % 101, 0, false);
  expect(territory.visit(0, 50, 0, false)).toBe(0);
  expect(territory.visit(0, 150, 0, false)).toBeCloseTo(0.5, 1);
  expect([territory.knownLow(), territory.knownHigh()]).toEqual([0, 100]);
  expect(territory.visit(0, 150, 0, false)).toBe(0);
  expect(territory.visits(0)).toBe(503);
});

test('territory: intervals stay sorted and disjoint however values arrive, and nothing visited is new', () => {
  const territory = makeTerritory(2);
  const values = series(3000, (k) => Math.fround(1000 * uniform(5, k) ** 3 - 20));
  for (const x of values) {
    expect(territory.visit(1, x, 1e-3, true)).toBeGreaterThanOrEqual(0);
    expect(territory.visit(1, x, 1e-3, true)).toBe(0);
  }
  for (const x of values) expect(territory.visit(1, x, 1e-3, true)).toBe(0);
  expect(territory.visits(0)).toBe(0);
});

test('episodes: three of five ticks open one, ten calm ticks close it, a short pause does not end it', () => {
  const data = frames('cpu web-01 .2x40 .9x6 .2x15 .9x4 .2x60');
  const episodes = makeEpisodes(data.fleet, data.step);
  const detector = makeDetector('ensemble', 1, data.step);
  const scores = new Float32Array(1);
  for (const frame of data.frames) {
    detector.update(frame, scores);
    scores[0] = frame.values[0] > 0.5 ? 0.8 : 0.1;
    episodes.step(frame.t, frame.values, scores, detector);
  }
  const found = episodes.between(data.at(0), data.at(200));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({
    metric: 'cpu',
    server: 'web-01',
    start: data.at(40),
    end: data.at(64),
  });
  expect(found[0].peak).toBeCloseTo(0.8);
  expect(episodes.openCount()).toBe(0);
  expect([...episodes.mass(data.at(0), data.at(100), 10)]).toEqual([0, 0, 0, 0, 1, 1, 1, 0, 0, 0]);
});

test('episodes: two lone anomalous ticks are not one; at coarse steps one is', () => {
  for (const [step, expected] of [
    [1000, 0],
    [300_000, 1],
  ] as const) {
    const data = frames('cpu web-01 .2x40 .9 .2x20', step);
    const episodes = makeEpisodes(data.fleet, step);
    const detector = makeDetector('z-score', 1, step);
    const scores = new Float32Array(1);
    for (const frame of data.frames) {
      detector.update(frame, scores);
      episodes.step(frame.t, frame.values, scores, detector);
    }
    expect(episodes.between(data.at(0), data.at(99))).toHaveLength(expected);
  }
});

test('holdBack keeps rising scores, cuts the others below the line and forgets after the hold', () => {
  const scores = Float32Array.of(0.25, 0.5, 0.25, 0.75, 0.5, 0.625, 0.5, Number.NaN);
  const kept = [...holdBack(scores, 2)].map((x) => Math.round(1000 * x) / 1000);
  expect(kept).toEqual([0.25, 0.5, 0.175, 0.75, 0.35, 0.35, 0.5, Number.NaN]);
  expect(ANOMALY_LINE).toBe(0.5);
});
