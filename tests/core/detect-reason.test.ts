/** Detection as the user sees it: the reason of an anomaly, its severity, warm-up, budgets, and other detectors' opinions. */
import { expect, test } from 'vitest';
import { DEFAULT_BUDGET } from '../../src/core/detect/budget.ts';
import { scoreOf } from '../../src/core/detect/detector.ts';
import { DETECTORS } from '../../src/core/detect/detectors.ts';
import { severityOf } from '../../src/core/detect/reason.ts';
import { warmUpOf } from '../../src/core/detect/warm-up.ts';
import { serverIndex } from '../../src/core/domain/fleet.ts';
import type { Anomaly } from '../../src/core/domain/incident.ts';
import { CATALOGUE, metricIndex } from '../../src/core/domain/metrics.ts';
import type { SeriesReader } from '../../src/core/domain/series.ts';
import { DEFAULT_SESSION, parseActions } from '../../src/core/domain/session.ts';
import { HOUR, MINUTE, SECOND } from '../../src/core/domain/time.ts';
import { type Opinion, replayOpinion } from '../../src/core/opinion.ts';
import { makePipeline, type Pipeline } from '../../src/core/pipeline.ts';
import { frameAt, reachability } from '../../src/core/sim/frame-at.ts';
import { simReader } from '../../src/core/sim/reader.ts';
import { makeWorld, withActions } from '../../src/core/sim/world.ts';
import { type Frames, frames } from '../frames.ts';

const FROM = Date.UTC(2026, 2, 12, 4);
const world = withActions(makeWorld(42, 20), parseActions('disk-io@db-master-01+40m', FROM) ?? []);
const db = serverIndex(world.fleet, 'db-master-01');

/** The simulated fleet's pipeline after `minutes`. */
function watched(minutes: number, budget?: number): Pipeline {
  const pipeline = makePipeline({
    fleet: world.fleet,
    step: SECOND,
    ...(budget === undefined ? {} : { budget }),
  });
  const values = new Float32Array(CATALOGUE.length * 20);
  const reachable = new Uint8Array(20);
  for (let second = 0; second <= minutes * 60; second++) {
    const t = FROM + second * SECOND;
    pipeline.step(frameAt(world, t, values), reachability(world, t, reachable));
  }
  return pipeline;
}

/** A pipeline over written frames. */
function fed(data: Frames): Pipeline {
  const pipeline = makePipeline({ fleet: data.fleet, step: data.step });
  for (const frame of data.frames) pipeline.step(frame);
  return pipeline;
}

const struck = watched(45);

/** Its value lies beyond the expected range by what it says, on the side it says. */
function expectSound({ reason, direction, peak, start, end }: Anomaly): void {
  expect(reason).toBeDefined();
  if (!reason) return;
  expect(reason.strength).toBeGreaterThanOrEqual(1);
  expect(scoreOf(reason.strength)).toBeCloseTo(peak, 5);
  expect(reason.at).toBeGreaterThanOrEqual(start);
  expect(reason.at).toBeLessThanOrEqual(end ?? FROM + HOUR);
  expect(reason.low).toBeLessThan(reason.high);
  const away = Math.max(reason.value - reason.high, reason.low - reason.value, 0);
  expect(Math.abs(reason.residual)).toBeCloseTo(away);
  expect(Math.sign(reason.sigma)).toBe(direction === 'above' ? 1 : -1);
}

test('every anomaly of an injected fault says which evidence, what was expected and how far off it was', () => {
  const found = struck.anomalies(FROM + 40 * MINUTE, FROM + 45 * MINUTE, 'db-master-01');
  expect(found.length).toBeGreaterThanOrEqual(3);
  for (const anomaly of found) expectSound(anomaly);
  const latency = found.find(({ metric }) => metric === 'latency_p95');
  expect(latency?.reason?.kind).toMatch(/^(jump|shift)$/);
  expect(latency?.reason?.residual).toBeGreaterThan(0);
  expect(latency?.severity).not.toBe('info');
  const { min } = CATALOGUE[metricIndex('error_ratio')];
  for (const { reason } of struck
    .anomalies(FROM, FROM + HOUR)
    .filter((a) => a.metric === 'error_ratio'))
    expect(reason?.low).toBeGreaterThanOrEqual(min);
});

test('a metric of a file’s own gets its reason too, below as above', () => {
  const data = frames('queue_depth mq-01 50 52 51 49 50 51 48x2 50x2 49+1x2 50x60 5x4', 5 * MINUTE);
  const [anomaly] = fed(data).anomalies(data.at(0), data.at(99));
  expectSound(anomaly);
  expect(anomaly).toMatchObject({ metric: 'queue_depth', direction: 'below' });
  expect(anomaly.reason).toMatchObject({ value: 5, at: anomaly.start });
  expect(anomaly.reason?.residual).toBeLessThan(0);
});

test('severity comes from evidence and duration', () => {
  const at = (evidence: number, lasted: number, step = SECOND) =>
    severityOf(scoreOf(evidence), lasted, step);
  expect([at(1, 0), at(1, 9 * MINUTE), at(1, 10 * MINUTE)]).toEqual(['info', 'info', 'warning']);
  expect([at(1.6, 30 * SECOND), at(1.6, MINUTE)]).toEqual(['info', 'warning']);
  expect([at(4, 0), at(4, 2 * MINUTE)]).toEqual(['warning', 'critical']);
  // One sample of a slow series is no duration.
  expect(at(4, 5 * MINUTE, 5 * MINUTE)).toBe('warning');
  expect(severityOf(1, HOUR, 5 * MINUTE)).toBe('critical');
});

test('the default budget of a session is the detector’s, and a budget is passed on and reported on', () => {
  expect(DEFAULT_SESSION.budget).toBe(DEFAULT_BUDGET);
  const usual = struck.snapshot().detection;
  expect(usual.budget).toBe(1);
  expect(usual.used[db]).toBeGreaterThan(0.9);
  expect(usual.used[serverIndex(world.fleet, 'mail-01')]).toBe(0);
  const quiet = watched(45, 1 / 7);
  expect(quiet.snapshot().detection.budget).toBe(1 / 7);
  expect(quiet.snapshot().detection.line[db]).toBeGreaterThan(1.5 * usual.line[db]);
  const count = (pipeline: Pipeline) => pipeline.anomalies(FROM, FROM + HOUR).length;
  expect(count(quiet)).toBeLessThan(count(struck));
});

test('a server has a score of its metrics and the fleet one of its servers: above the line at the fault, below before it', () => {
  const during = watched(41).snapshot().detection;
  expect(during.scores[db]).toBeGreaterThan(0.5);
  expect(during.fleet).toBeGreaterThan(0.5);
  const before = watched(39).snapshot().detection;
  expect(Math.max(...before.scores)).toBeLessThan(0.5);
  expect(before.fleet).toBeLessThan(0.5);
});

test('a detector that still learns says so, by samples', () => {
  for (const kind of DETECTORS) {
    const { first, full } = warmUpOf(kind, 5 * MINUTE);
    const detector = kind.make(1, 5 * MINUTE);
    const score = new Float32Array(1);
    let scored = 0;
    for (let n = 1; n <= full; n++) {
      detector.update({ t: n * 5 * MINUTE, values: Float32Array.of(10 + (n % 7)) }, score);
      if (scored === 0 && !Number.isNaN(score[0])) scored = n;
      // A window may be full one sample before it is asked for the first time.
      if (n !== full - 1) expect(detector.warmth(0) < 1, `${kind.id} ${n}`).toBe(n < full);
    }
    expect([kind.id, scored]).toEqual([kind.id, first]);
  }
  const young = fed(frames('cpu web-01 .2x12\ncpu web-02 _x8 .2x4\nmemory web-01 .4x12'));
  const { warmth, unscored, warming } = young.snapshot().detection;
  // web-02 has no memory metric: that is no part of its warm-up.
  expect([unscored, warming]).toEqual([3, 3]);
  expect(warmth[0]).toBeGreaterThan(warmth[1]);
  expect([...young.snapshot().detection.scores]).toEqual([Number.NaN, Number.NaN]);
  expect(young.judgement(0, 0)).toMatchObject({ score: Number.NaN, reason: undefined, seen: 12 });
  expect(young.judgement(0, 0).warmUp).toEqual(warmUpOf(DETECTORS[0], SECOND));
  const old = fed(frames('cpu web-01 .2x10100', 5 * MINUTE));
  expect(old.snapshot().detection).toMatchObject({ unscored: 0, warming: 0 });
  expect(old.snapshot().detection.warmth[0]).toBe(1);
  expect(fed(frames('cpu web-01 _ _')).snapshot().detection.warmth[0]).toBeNaN();
});

/** One detector's opinion of db-master-01's disk over an hour. */
function opinionOf(detector: Opinion['detector'], reader: SeriesReader, end: number): Opinion {
  const task = {
    detector,
    metric: metricIndex('latency_p95'),
    server: db,
    start: end - HOUR,
    end,
    points: 60,
  };
  const steps = replayOpinion(reader, task);
  let share = 0;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    expect(step.value).toBeGreaterThan(share);
    share = step.value;
  }
}

test('every detector of the list has an opinion of its own of the same hour', () => {
  const end = FROM + 41 * MINUTE;
  const reader = simReader(world, SECOND, end);
  const opinions = DETECTORS.map(({ id }) => opinionOf(id, reader, end));
  const [ensemble, ...others] = opinions;
  expect(ensemble.score).toBeGreaterThanOrEqual(0.5);
  expect(ensemble.episodes).toBe(1);
  expect(ensemble.reason?.residual).toBeGreaterThan(0);
  // The fault began in the last but one of sixty minutes.
  expect(ensemble.course.findIndex((score) => score >= 0.5)).toBeGreaterThanOrEqual(58);
  for (const opinion of others) {
    expect(opinion.warmth).toBe(1);
    expect(opinion.course).toHaveLength(60);
    expect(Math.max(...opinion.course.filter((score) => !Number.isNaN(score)))).toBeGreaterThan(0);
  }
  expect(new Set(opinions.map(({ score }) => score.toFixed(3))).size).toBeGreaterThan(4);
});

test('an opinion of a series without samples is none', () => {
  const data = frames('cpu web-01 _ _ _');
  const reader: SeriesReader = {
    ...simReader(world, SECOND, FROM),
    fleet: data.fleet,
    read: () => ({ times: new Float64Array(), values: new Float32Array() }),
  };
  const task = { detector: 'iqr', metric: 0, server: 0, start: 0, end: HOUR, points: 4 } as const;
  const { value } = replayOpinion(reader, task).next();
  expect(value).toMatchObject({ score: Number.NaN, reason: undefined, warmth: 0, episodes: 0 });
});
