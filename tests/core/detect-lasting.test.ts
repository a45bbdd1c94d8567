/** An anomaly lasts while its fault does, what it was held against does not know it, and a first day is no row of alarms. */
import { expect, test } from 'vitest';
import { ANOMALY_LINE } from '../../src/core/detect/detector.ts';
import { DETECTORS } from '../../src/core/detect/detectors.ts';
import { makeEpisodes } from '../../src/core/detect/episodes.ts';
import { NEW_NORMAL } from '../../src/core/detect/usual-band.ts';
import type { Anomaly } from '../../src/core/domain/incident.ts';
import { HOUR, MINUTE, type Ms, SECOND } from '../../src/core/domain/time.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import { figuresOf } from '../../src/core/quality.ts';
import { simulatedTrial } from '../../src/core/quality-simulated.ts';
import { makeWorld } from '../../src/core/sim/world.ts';

const [ensemble] = DETECTORS;
const noise = (k: number): number => uniform(5, k) + uniform(6, k) - 1;

/** One CPU at `level(t)` percent with noise of ±1: its episodes after `length`, oldest first. */
function episodesOf(step: Ms, length: Ms, level: (t: number) => number): readonly Anomaly[] {
  const { servers, metrics, ...rest } = makeWorld(1, 1, 'normal').fleet;
  const one = { ...rest, servers, metrics: metrics.slice(0, 1) };
  const detector = ensemble.make(1, step);
  const episodes = makeEpisodes(one, step);
  const values = new Float32Array(1);
  const scores = new Float32Array(1);
  for (let k = 0; k * step < length; k++) {
    values[0] = level(k * step) + noise(k);
    detector.update({ t: k * step, values }, scores);
    episodes.step(k * step, values, scores, detector);
  }
  return [...episodes.between(0, length)].reverse();
}

for (const [name, step] of [
  ['1 s', SECOND],
  ['15 s', 15 * SECOND],
  ['1 min', MINUTE],
  ['5 min', 5 * MINUTE],
] as const) {
  const before = Math.max(HOUR, 300 * step);
  // The open episode is looked at for some samples before it is closed; its end is the last one that was not calm.
  const late = 20 * step;

  test(`${name}: the anomaly lasts as long as the fault, and no longer`, () => {
    const lasts = Math.max(40 * MINUTE, 30 * step);
    const found = episodesOf(step, before + 2 * lasts, (t) =>
      t >= before && t < before + lasts ? 75 : 40,
    );
    const [anomaly] = found.filter(({ end }) => end === undefined || end >= before);
    expect(anomaly.start).toBeGreaterThanOrEqual(before);
    expect(anomaly.start).toBeLessThan(before + late);
    expect(anomaly.end).toBeGreaterThan(before + lasts - late);
    expect(anomaly.end).toBeLessThan(before + lasts + late);
  });

  test(`${name}: a level that stays is an anomaly for four hours, then the new normal`, () => {
    const found = episodesOf(step, before + NEW_NORMAL + 2 * HOUR, (t) => (t >= before ? 75 : 40));
    const [anomaly] = found.filter(({ end }) => end === undefined || end >= before);
    expect(anomaly.end).toBeGreaterThan(before + NEW_NORMAL - late);
    expect(anomaly.end).toBeLessThan(before + NEW_NORMAL + late);
  });
}

test('the range an alarm names is that of before the alarm, also in a young series', () => {
  for (const young of [45, 60, 90, 300]) {
    for (const far of [200, -120, 1e6]) {
      const detector = ensemble.make(1, MINUTE);
      const scores = new Float32Array(1);
      const values = new Float32Array(1);
      for (let k = 0; k <= young; k++) {
        values[0] = k < young ? 40 + 0.5 * noise(k) : far;
        detector.update({ t: k * MINUTE, values }, scores);
      }
      expect(scores[0]).toBeGreaterThanOrEqual(ANOMALY_LINE);
      const reason = detector.explain(0);
      expect(reason?.low).toBeLessThan(40);
      expect(reason?.high).toBeGreaterThan(40);
      expect(reason?.high).toBeLessThan(80);
      expect(reason?.low).toBeGreaterThan(0);
      expect(Math.sign(reason?.residual ?? 0)).toBe(Math.sign(far));
    }
  }
});

for (const [name, step] of [
  ['1 min', MINUTE],
  ['5 min', 5 * MINUTE],
] as const) {
  test(`${name}: the first day of a fleet keeps the budget and finds the faults`, () => {
    const running = simulatedTrial({ detector: 'ensemble', seed: 7, servers: 20, step });
    let next = running.next();
    while (!next.done) next = running.next();
    const figures = figuresOf([next.value], { kind: 'kept', budget: 1 });
    expect(figures?.falseRate.value).toBeLessThanOrEqual(1);
    expect(figures?.all.found).toBeGreaterThanOrEqual(10);
  });
}
