/** Detection through the engine: the session's budget, how far a series is learnt, and opinions on demand. */
import { expect, test } from 'vitest';
import { DETECTORS } from '../../src/core/detect/detectors.ts';
import { DEFAULT_SESSION, parseActions } from '../../src/core/domain/session.ts';
import { HOUR, MINUTE } from '../../src/core/domain/time.ts';
import { engineAt } from './node-engine.ts';

const FROM = Date.UTC(2026, 2, 12, 4);
const AT = FROM + 41 * MINUTE;
const signal = new AbortController().signal;
const LATENCY = { metric: 'latency_p95', server: 'db-master-01', start: AT - HOUR, end: AT };

async function opened(budget: number) {
  const { engine, next } = engineAt(AT + HOUR);
  const shown = next(AT);
  const actions = parseActions('disk-io@db-master-01+40m', FROM) ?? [];
  const session = { ...DEFAULT_SESSION, from: FROM, at: AT, actions, budget };
  const { session: answered } = await engine.open({ session, locale: 'en' }, signal);
  return { engine, session: answered, snapshot: await shown };
}

test('a session’s budget is the detector’s, and changes nothing about the samples', async () => {
  const [usual, quiet] = [await opened(1), await opened(1 / 7)];
  expect(quiet.session.budget).toBe(1 / 7);
  expect(quiet.snapshot.detection.budget).toBe(1 / 7);
  expect(quiet.snapshot.values).toEqual(usual.snapshot.values);
  expect(quiet.snapshot.anomalies.length).toBeLessThan(usual.snapshot.anomalies.length);
});

test('every detector answers; the ensemble says what the screen shows, and a series tells how far it is learnt', async () => {
  const { engine, snapshot } = await opened(1);
  const answers = [];
  for (const { id } of DETECTORS)
    answers.push(await engine.opinion({ ...LATENCY, detector: id, points: 30 }, signal));
  expect(answers.map((answer) => answer?.detector)).toEqual(DETECTORS.map(({ id }) => id));
  const found = snapshot.anomalies.find(
    ({ metric, server }) => metric === LATENCY.metric && server === LATENCY.server,
  );
  expect(found?.end).toBeUndefined();
  expect(answers[0]?.episodes).toBe(1);
  // The newest sample's reason; the anomaly keeps that of its peak.
  expect(answers[0]?.reason).toMatchObject({ at: AT });
  expect(snapshot.scores).toContain(answers[0]?.score);
  const { learning } = await engine.detail({ ...LATENCY, points: 60, horizon: 0 }, signal);
  expect(learning?.seen).toBe(41 * 60 + 1);
  expect(learning).toMatchObject({ ...snapshot.detection.warmUp });
});

test('an opinion of a series the fleet has not is none, and one under way can be cancelled', async () => {
  const { engine } = await opened(1);
  const request = { ...LATENCY, detector: 'half-space-trees', points: 30 } as const;
  expect(await engine.opinion({ ...request, server: 'nobody' }, signal)).toBeUndefined();
  const controller = new AbortController();
  const answer = engine.opinion({ ...request, start: AT - 24 * HOUR }, controller.signal);
  controller.abort();
  await expect(answer).rejects.toMatchObject({ code: 'abort/cancelled' });
});

test('an imported file’s own metric is judged with a reason, and its quiet beginning is marked as learning', async () => {
  const step = 5 * MINUTE;
  const rows = ['timestamp,queue_depth'];
  for (let k = 0; k < 400; k++) {
    const value = 50 + ((k * 7919) % 13) / 5 + (k >= 380 ? 70 : 0);
    rows.push(`${new Date(FROM + k * step).toISOString()},${value.toFixed(2)}`);
  }
  const { engine, next } = engineAt(FROM + 400 * step);
  const { key } = await engine.importFile(
    { name: 'queue.csv', text: rows.join('\n'), mapping: {} },
    signal,
  );
  const at = FROM + 385 * step;
  const shown = next(at);
  const session = { ...DEFAULT_SESSION, source: 'file' as const, file: key, at };
  await engine.open({ session, locale: 'ko' }, signal);
  const [anomaly] = (await shown).anomalies;
  expect(anomaly).toMatchObject({ start: FROM + 380 * step, direction: 'above' });
  expect(anomaly.reason?.value).toBeGreaterThan(115);
  expect(anomaly.reason?.high).toBeLessThan(anomaly.reason?.value ?? 0);
  expect(anomaly.reason?.residual).toBeGreaterThan(10);
  const early = next(FROM + 9 * step);
  await engine.seek({ at: FROM + 9 * step }, signal);
  expect((await early).detection).toMatchObject({ unscored: 1, warming: 1 });
});
