/** Sensitivity as a budget, and the score of a server from its metrics. */
import { expect, test } from 'vitest';
import { DEFAULT_BUDGET, SENSITIVITIES, withBudget } from '../../src/core/detect/budget.ts';
import { ANOMALY_LINE, evidenceOf, scoreOf } from '../../src/core/detect/detector.ts';
import { DETECTORS } from '../../src/core/detect/detectors.ts';
import { fleetScore, makeServerScores } from '../../src/core/detect/server-score.ts';
import { DAY, MINUTE } from '../../src/core/domain/time.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import { detectorContract } from './detector.contract.ts';

const [ensemble] = DETECTORS;
const noise = (k: number): number => uniform(3, k) + uniform(4, k) - 1;

detectorContract({
  id: 'ensemble',
  make: (size, step) => withBudget(ensemble.make(size, step), size, step, 1),
});

/** Alarms per day, 30 minutes apart or more, of a series of noise with a spike at every 97th of 5-minute samples. */
function alarmsPerDay(budget: number | undefined, days: number): number {
  const step = 5 * MINUTE;
  const bare = ensemble.make(1, step);
  const detector = budget === undefined ? bare : withBudget(bare, 1, step, budget);
  const score = new Float32Array(1);
  let alarms = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < (days * DAY) / step; k++) {
    const x = 10 + noise(k) + (k % 97 === 96 ? 12 * (1 + uniform(9, k)) : 0);
    detector.update({ t: k * step, values: Float32Array.of(x) }, score);
    if (score[0] >= ANOMALY_LINE && k - last > 30) alarms++;
    if (score[0] >= ANOMALY_LINE) last = k;
  }
  return alarms / days;
}

test('a small budget is kept where the bare detector would exceed it, a large one hides nothing', () => {
  const bare = alarmsPerDay(undefined, 60);
  expect(bare).toBeGreaterThan(SENSITIVITIES.quiet);
  expect(alarmsPerDay(SENSITIVITIES.quiet, 60)).toBeLessThan(
    Math.max(2 * SENSITIVITIES.quiet, bare / 2),
  );
  expect(alarmsPerDay(SENSITIVITIES.watchful, 60)).toBeGreaterThanOrEqual(bare);
  expect(DEFAULT_BUDGET).toBe(1);
});

test('what is used is counted per server and fades within days; a line rises with alarms beyond the budget and comes down in calm', () => {
  const step = MINUTE;
  const detector = withBudget(ensemble.make(4, step), 2, step, 1);
  const scores = new Float32Array(4);
  const tick = (k: number, extra: number): void => {
    const values = Float32Array.from(
      { length: 4 },
      (_, i) => 10 + noise(4 * k + i) + (i === 3 ? extra : 0),
    );
    detector.update({ t: k * step, values }, scores);
  };
  for (let k = 0; k < 600; k++) tick(k, 0);
  const calm = detector.line(1);
  const used = detector.used(1);
  tick(600, 90);
  expect(scores[3]).toBeGreaterThanOrEqual(ANOMALY_LINE);
  expect(detector.used(1) - used).toBeCloseTo(1, 2);
  // One alarm is what the budget allows: it deafens the server to nothing.
  for (let k = 601; k < 700; k++) tick(k, 0);
  expect(detector.line(1)).toBeLessThan(1.02 * calm);
  // A dozen within a day are not.
  for (let k = 700; k < 2100; k++) tick(k, k % 100 === 99 ? 200 + k : 0);
  expect(detector.used(1)).toBeGreaterThan(3);
  expect(detector.line(1)).toBeGreaterThan(1.2 * calm);
  expect(detector.line(0)).toBeLessThan(calm);
  for (let k = 2100; k < 2100 + 12 * 1440; k++) tick(k, 0);
  expect(detector.used(1)).toBeLessThan(1);
  expect(detector.line(1)).toBeLessThan(1);
});

test('scores and evidence are each other’s inverse', () => {
  for (const evidence of [0, 0.2, 1, 7])
    expect(evidenceOf(scoreOf(evidence))).toBeCloseTo(evidence);
  expect(evidenceOf(1)).toBe(Number.POSITIVE_INFINITY);
});

test('a server is scored by its three largest metrics, held over three rows; a fleet by its servers', () => {
  const servers = makeServerScores(8, 2, MINUTE); // four metrics of two servers
  const out = new Float32Array(2);
  const row = (...scores: number[]): number[] => {
    servers.step(Float32Array.from(scores), out);
    return [...out].map((x) => Math.round(100 * x) / 100);
  };
  expect(row(0.5, 0, 0.5, 0, 0, 0, Number.NaN, 0.25)).toEqual([0.5, 0.2]);
  expect(row(0, 0, 0, 0.75, 0, 0, 0, 0)).toEqual([0.5, 0.5]);
  expect(row(0, 0, 0, 0, 0, 0, 0, 0)).toEqual([0.5, 0.5]);
  expect(row(0, 0, 0, 0, 0, 0, 0, 0)).toEqual([0, 0.43]);
  expect(row(1, 0, 1, 0, 1, 0, 1, 0)[0]).toBe(0.75);
  servers.reset();
  expect(row(0, 0, 0, 0, 0, 0, 0, 0)).toEqual([0, 0]);
  // Two metrics below their line that jump and go on are one incident; a score that nothing moved for counts by half.
  const jumps = [12, 0, 12, 0, 0, 0, 0, 0];
  const moving = { motion: (i: number) => jumps[i], drift: (i: number) => jumps[i] };
  servers.step(Float32Array.of(0.4, 0.9, 0.4, 0, 0, 0, 0, 0), out, moving);
  expect(out[0]).toBeGreaterThanOrEqual(0.5);
  expect(out[1]).toBeCloseTo(0.45 / 1.45);
  servers.reset();
  expect(fleetScore(Float32Array.of(0.5, 0.5, Number.NaN, 0.5, 0.2))).toBeCloseTo(0.5);
  expect(fleetScore(Float32Array.of(0.75, 0, 0, 0))).toBeCloseTo(0.5);
  expect(fleetScore(new Float32Array(500).fill(0.3))).toBeCloseTo(0.3);
  expect(fleetScore(Float32Array.of(0.6))).toBeCloseTo(0.6);
  expect(fleetScore(new Float32Array(0))).toBe(0);
});

test('a server that was as loud some days ago must be louder now; one that is still loud is not held against itself', () => {
  const servers = makeServerScores(1, 1, MINUTE);
  const out = new Float32Array(1);
  const after = (minutes: number, score: number): number => {
    for (let k = 0; k < minutes; k++) servers.step(Float32Array.of(score), out);
    return out[0];
  };
  const first = after(1, 1);
  expect(first).toBeCloseTo(0.5);
  expect(after(10 * 60, 1)).toBeGreaterThanOrEqual(first); // As loud for ten hours.
  after(3 * 60, 0.1);
  expect(after(1, 1)).toBeGreaterThanOrEqual(first); // It was over for three hours only.
  after(5 * 60, 0.1);
  const again = after(1, 1);
  expect(again).toBeLessThan(first);
  expect(again).toBeGreaterThan(first / 2);
  after(30 * 24 * 60, 0);
  expect(after(1, 1)).toBeGreaterThan(first); // A month of silence: heard the sooner, at no less than half of it.
  expect(out[0]).toBeLessThan(scoreOf(2) + 1e-6);
  servers.reset();
  expect(after(1, 1)).toBeCloseTo(first);
});

test('a jump tells a sample that stands out, a drift a level that moved; a budget divides both by the server’s line', () => {
  const bare = ensemble.make(1, MINUTE);
  const kept = withBudget(ensemble.make(1, MINUTE), 1, MINUTE, 1 / 7);
  const score = new Float32Array(1);
  let k = 0;
  const feed = (...xs: number[]): void => {
    for (const x of xs) {
      k++;
      for (const detector of [bare, kept])
        detector.update({ t: MINUTE * k, values: Float32Array.of(x) }, score);
    }
  };
  feed(10, 11);
  expect([bare.motion?.(0), bare.drift?.(0)]).toEqual([0, 0]);
  feed(...Array.from({ length: 300 }, (_, n) => 10 + uniform(3, n)));
  feed(30);
  const [lone, moved] = [bare.motion?.(0) ?? 0, bare.drift?.(0) ?? 0];
  expect(lone).toBeGreaterThan(12);
  feed(30, 30);
  expect(bare.drift?.(0)).toBeGreaterThan(moved);
  expect(bare.motion?.(0)).toBeLessThan(lone);
  expect(kept.line(0)).toBeGreaterThan(1);
  expect(kept.motion?.(0)).toBeCloseTo((bare.motion?.(0) ?? 0) / kept.line(0));
  expect(kept.drift?.(0)).toBeCloseTo((bare.drift?.(0) ?? 0) / kept.line(0));
  feed(Number.NaN);
  expect([bare.motion?.(0), bare.drift?.(0)]).toEqual([0, 0]);
});
