/** Detection: speed and bytes a series, calm fleets, and — where the labelled data lie beside the checkout — quality beside the baselines. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DEFAULT_BUDGET, SENSITIVITIES, withBudget } from '../../src/core/detect/budget.ts';
import { ANOMALY_LINE, type DetectorKind } from '../../src/core/detect/detector.ts';
import { DETECTORS } from '../../src/core/detect/detectors.ts';
import { makeEpisodes } from '../../src/core/detect/episodes.ts';
import { rate } from '../../src/core/detect/evaluate.ts';
import { DAY, MINUTE, type Ms, SECOND } from '../../src/core/domain/time.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import { BUDGETS, figuresOf, type Setting } from '../../src/core/quality.ts';
import { simulatedTrial } from '../../src/core/quality-simulated.ts';
import { frameAt } from '../../src/core/sim/frame-at.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import {
  type Entity,
  type Joined,
  type Labelled,
  loadLabelled,
  scoreEntity,
  scoreFile,
} from './detect-data.ts';
import { describe, leaveServersOut, perDay, pooled, share } from './detect-held-out.ts';
import type { Report } from './run.ts';

const FROM = Date.UTC(2026, 2, 1, 9);
const MANY = 80_000;
const SERVERS = 20;
/** Days of the Quality view's first run. */
const DAYS = [42, 43, 44, 45, 46];
/** Budgets recall is compared at, false alarms per server-day. */
const EVENT_BUDGETS = [1 / 7, 1 / 2, 1, 3];
const [ensemble] = DETECTORS;

const percent = (x: number): string => (100 * x).toFixed(0);
const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;

// What an earlier detector held must not be freed in the middle of measuring the next.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Median time of one tick of 80,000 series, far larger than any cache, after a warm-up. */
function speed(report: Report, kind: DetectorKind, step: Ms, ticks: number): void {
  collect();
  collect(); // Buffers freed by the first are counted out by the second.
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

/**
 * Anomalies of a calm simulated fleet, warm-up included, of all its servers and of either half of them; over several days also
 * what came after the first.
 */
function calm(report: Report, seed: number, step: Ms, days: number): void {
  const world = makeWorld(seed, SERVERS, 'normal');
  const size = world.fleet.metrics.length * SERVERS;
  const detector = withBudget(ensemble.make(size, step), SERVERS, step, DEFAULT_BUDGET);
  const episodes = makeEpisodes(world.fleet, step);
  const values = new Float32Array(size);
  const scores = new Float32Array(size);
  for (let t = FROM; t < FROM + days * DAY; t += step) {
    const frame = frameAt(world, t, values);
    detector.update(frame, scores);
    episodes.step(t, frame.values, scores, detector);
  }
  const found = episodes.between(FROM, FROM + days * DAY);
  const first = found.filter(({ start }) => start < FROM + DAY);
  const half = (odd: number): string => {
    const names = new Set(
      world.fleet.servers.filter(({ index }) => index % 2 === odd).map(({ name }) => name),
    );
    return perDay(rate(first.filter(({ server }) => names.has(server)).length, names.size));
  };
  const later = perDay(rate(found.length - first.length, SERVERS * (days - 1)));
  report(
    `calm: 24 h × 20 servers × 13 metrics, step ${step / SECOND} s, seed ${seed}`,
    `${perDay(rate(first.length, SERVERS))} anomalies a server-day; halves of the servers ${half(0)}, ${half(1)}${days > 1 ? `; the ${days - 1} days after ${later}` : ''}`,
  );
}

/** Simulated days with known faults: what the Quality view shows for the run it offers first. */
function knownDays(report: Report, step: Ms): void {
  const trials = DAYS.map((seed) => {
    const running = simulatedTrial({
      detector: ensemble.id,
      seed,
      servers: SERVERS,
      step,
    });
    for (;;) {
      const next = running.next();
      if (next.done) return next.value;
    }
  });
  const settings: readonly Setting[] = [
    { kind: 'own' },
    ...BUDGETS.map((budget) => ({ kind: 'kept' as const, budget })),
  ];
  for (const setting of settings) {
    const figures = figuresOf(trials, setting);
    if (figures === undefined) continue;
    const name = setting.kind === 'own' ? 'own line' : `budget ${setting.budget.toFixed(2)} kept`;
    report(
      `known faults, seeds 42–46, ${step / SECOND} s, ${name}`,
      `found ${figures.all.found} of ${figures.all.of}, ${share(figures.all.recall)}, ${perDay(figures.falseRate)} false a server-day, precision ${share(figures.precision)}, median delay ${figures.all.delay / SECOND} s`,
    );
  }
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

/** Too slow for the largest set here: half of the bench's time for a line nobody needs. */
const SLOW: ReadonlySet<string> = new Set(['hampel', 'half-space-trees']);
const LARGEST = 'SMD';

type Way = 'top3' | 'server';
type ScoredSets = readonly (readonly [set: string, list: readonly (Joined & { e: Entity })[]])[];

function servers(report: Report, data: Labelled, kind: DetectorKind): ScoredSets {
  const budgets = kind === ensemble ? Object.values(SENSITIVITIES) : [];
  const sets = Object.entries(data.sets)
    .filter(([set]) => set !== LARGEST || !SLOW.has(kind.id))
    .map(
      ([set, entities]) =>
        [set, entities.map((e) => ({ e, ...scoreEntity(kind.make, e, budgets) }))] as const,
    );
  const ways: readonly Way[] = kind === ensemble ? ['top3', 'server'] : ['top3'];
  for (const way of ways) {
    const recalls: number[] = [];
    const volumes: number[] = [];
    const parts = sets.map(([set, list]) => {
      const scored = list.map((each) => ({ e: each.e, s: each[way] }));
      const { recall, vus } = data.evaluate(scored, { vus: true });
      recalls.push(...recall);
      volumes.push(vus);
      return `${set} ${recall.map(percent).join('/')} mean ${percent(mean(recall))} VUS ${vus.toFixed(2)}`;
    });
    report(
      `servers, ${kind.id}${way === 'server' ? ", the server's own score" : ''}`,
      `${parts.join('; ')}; mean recall ${(100 * mean(recalls)).toFixed(1)} %, VUS-PR ${mean(volumes).toFixed(3)}${SLOW.has(kind.id) ? `; ${LARGEST} not run` : ''}`,
    );
  }
  return sets;
}

/** Leaves out every server in turn: its threshold comes from the others of its set. */
function heldOut(report: Report, data: Labelled, kind: DetectorKind, sets: ScoredSets): void {
  const way: Way = kind === ensemble ? 'server' : 'top3';
  const bySet = sets.map(([, list]) =>
    leaveServersOut(
      data.evaluate,
      list.map((each) => ({ e: each.e, s: each[way] })),
      EVENT_BUDGETS,
    ),
  );
  const recalls = bySet.flatMap((parts) => parts.map(({ found, events }) => found / events));
  const lines = EVENT_BUDGETS.map(
    (budget, b) => `at ${budget.toFixed(2)}: ${describe(pooled(bySet.map((parts) => parts[b])))}`,
  );
  report(
    `servers left out, ${kind.id}`,
    `mean recall of sets and budgets ${(100 * mean(recalls)).toFixed(1)} %; ${lines.join('; ')}`,
  );
}

function budgets(report: Report, data: Labelled, sets: ScoredSets): void {
  Object.entries(SENSITIVITIES).forEach(([name, budget], b) => {
    const at = (list: ScoredSets[number][1]) =>
      data.evaluate(
        list.map(({ e, kept }) => ({ e, s: kept[b] })),
        { line: ANOMALY_LINE },
      );
    const parts = sets.map(([set, list]) => {
      const { recall, faPerDay } = at(list);
      return `${set} ${faPerDay.toFixed(2)} (recall ${percent(Number(recall))} %)`;
    });
    const halves = [0, 1].map((odd) => {
      const list = sets.flatMap(([, each]) => each.filter((_, k) => k % 2 === odd));
      const days = list.reduce((sum, { e }) => sum + e.days, 0);
      return perDay(rate(Math.round(at(list).faPerDay * days), days));
    });
    report(
      `budget ${name}, ${budget.toFixed(2)} a server-day: false alarms used`,
      `${parts.join('; ')}; halves of all servers ${halves.join(', ')}`,
    );
  });
}

export default async function detectBench(report: Report): Promise<void> {
  speed(report, ensemble, SECOND, 300);
  speed(report, ensemble, MINUTE, 300);
  for (const seed of [42, 7]) {
    calm(report, seed, SECOND, 1);
    calm(report, seed, MINUTE, 7);
    calm(report, seed, 5 * MINUTE, 7);
  }
  for (const step of [15 * SECOND, MINUTE]) knownDays(report, step);
  const data = await loadLabelled();
  if (data === undefined) {
    report('labelled data', 'skipped: not beside this checkout');
    return;
  }
  for (const kind of DETECTORS) nab(report, data, kind);
  for (const kind of DETECTORS) {
    const sets = servers(report, data, kind);
    if (kind === ensemble || kind.id === 'ewma') heldOut(report, data, kind, sets);
    if (kind === ensemble) budgets(report, data, sets);
  }
}
