/** Detection: speed and bytes a series, calm fleets, and — where the labelled data lie beside the checkout — quality beside the baselines. */
import { DEFAULT_BUDGET, SENSITIVITIES, withBudget } from '../../src/core/detect/budget.ts';
import { ANOMALY_LINE, type DetectorKind } from '../../src/core/detect/detector.ts';
import { DETECTORS } from '../../src/core/detect/detectors.ts';
import { makeEpisodes } from '../../src/core/detect/episodes.ts';
import { DAY, MINUTE, type Ms, SECOND } from '../../src/core/domain/time.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import { frameAt } from '../../src/core/sim/frame-at.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import { type Labelled, loadLabelled, scoreEntity, scoreFile } from './detect-data.ts';
import type { Report } from './run.ts';

const FROM = Date.UTC(2026, 2, 1, 9);
const MANY = 80_000;
const [ensemble] = DETECTORS;

const percent = (x: number): string => (100 * x).toFixed(0);
const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;

/** Median time of one tick of 80,000 series, far larger than any cache, after a warm-up. */
function speed(report: Report, kind: DetectorKind, step: Ms, ticks: number): void {
  const before = process.memoryUsage().arrayBuffers;
  const detector = kind.make(MANY, step);
  const bytes = (process.memoryUsage().arrayBuffers - before) / MANY;
  const scores = new Float32Array(MANY);
  const values = new Float32Array(MANY);
  const times: number[] = [];
  for (let k = 0; k < ticks; k++) {
    for (let i = 0; i < MANY; i++)
      values[i] = 50 + (i % 40) + 10 * uniform(i, k) + (k % 97 === 0 ? 40 : 0);
    const start = performance.now();
    detector.update({ t: FROM + k * step, values }, scores);
    if (k > ticks / 2) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const ms = times[times.length >> 1];
  report(
    `${kind.id}, 80,000 series, step ${step / SECOND} s`,
    `${ms.toFixed(1)} ms a tick, ${(MANY / ms / 1000).toFixed(1)} M updates/s, ${bytes.toFixed(0)} bytes a series`,
  );
}

/** Anomalies and server alarms of a calm simulated fleet, warm-up included. */
function calm(report: Report, seed: number): void {
  const world = makeWorld(seed, 20, 'normal');
  const size = world.fleet.metrics.length * 20;
  const detector = withBudget(ensemble.make(size, SECOND), 20, SECOND, DEFAULT_BUDGET);
  const episodes = makeEpisodes(world.fleet, SECOND);
  const values = new Float32Array(size);
  const scores = new Float32Array(size);
  for (let t = FROM; t < FROM + DAY; t += SECOND) {
    const frame = frameAt(world, t, values);
    detector.update(frame, scores);
    episodes.step(t, frame.values, scores, detector);
  }
  const found = episodes.between(FROM, FROM + DAY);
  report(
    `calm: 24 h × 20 servers × 13 metrics at 1 Hz, seed ${seed}`,
    `${(found.length / 20).toFixed(2)} anomalies per server-day`,
  );
}

function nab(report: Report, data: Labelled, kind: DetectorKind): void {
  const scores = new Map(data.corpus.files.map((file) => [file.rel, scoreFile(kind, file)]));
  const best = data.scoreCorpus(data.corpus, scores);
  const fixed = data.scoreCorpus(data.corpus, scores, { fixedThreshold: ANOMALY_LINE });
  const halves = [0, 1].map((h) => ({ files: data.corpus.files.filter((_, k) => k % 2 === h) }));
  const crossed = halves.map((half, h) => {
    const { threshold } = data.scoreCorpus(half, scores).standard;
    return data.scoreCorpus(halves[1 - h], scores, { fixedThreshold: threshold }).standard.score;
  });
  const figure = [best.standard, best.reward_low_FP_rate, best.reward_low_FN_rate]
    .map(({ score }) => score.toFixed(1))
    .join(' / ');
  report(
    `NAB, ${kind.id}`,
    `${figure}; at the product's line ${fixed.standard.score.toFixed(1)}; other half ${mean(crossed).toFixed(1)} (${crossed.map((x) => x.toFixed(1)).join(', ')})`,
  );
}

function servers(report: Report, data: Labelled, kind: DetectorKind): void {
  for (const join of kind.id === 'ensemble' ? (['top3', 'server'] as const) : (['top3'] as const)) {
    const recalls: number[] = [];
    const volumes: number[] = [];
    const parts: string[] = [];
    for (const [set, entities] of Object.entries(data.sets)) {
      const list = entities.map((e) => ({ e, s: scoreEntity(kind.make, e, join) }));
      const { recall, vus } = data.evaluate(list, { vus: true });
      recalls.push(...recall);
      volumes.push(vus);
      parts.push(`${set} ${recall.map(percent).join('/')} VUS ${vus.toFixed(2)}`);
    }
    report(
      `servers, ${kind.id}${join === 'server' ? ', held over 3 rows' : ''}`,
      `${parts.join('; ')}; mean recall ${percent(mean(recalls))} %, VUS-PR ${mean(volumes).toFixed(3)}`,
    );
  }
}

function budgets(report: Report, data: Labelled): void {
  for (const [name, budget] of Object.entries(SENSITIVITIES)) {
    const parts = Object.entries(data.sets).map(([set, entities]) => {
      const make = (size: number, step: Ms) =>
        withBudget(ensemble.make(size, step), 1, step, budget);
      const list = entities.map((e) => ({ e, s: scoreEntity(make, e, 'any') }));
      const { recall, faPerDay } = data.evaluate(list, { line: ANOMALY_LINE });
      return `${set} ${faPerDay.toFixed(2)} (recall ${percent(Number(recall))} %)`;
    });
    report(
      `budget ${name}, ${budget.toFixed(2)} a server-day: false alarms used`,
      parts.join('; '),
    );
  }
}

export default async function detectBench(report: Report): Promise<void> {
  speed(report, ensemble, SECOND, 400);
  speed(report, ensemble, MINUTE, 400);
  for (const seed of [42, 7]) calm(report, seed);
  const data = await loadLabelled();
  if (data === undefined) {
    report('labelled data', 'skipped: not beside this checkout');
    return;
  }
  for (const kind of DETECTORS) nab(report, data, kind);
  for (const kind of DETECTORS) servers(report, data, kind);
  budgets(report, data);
}
