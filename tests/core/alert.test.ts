/** Rules and the alert state machine. */
import { expect, test } from 'vitest';
import { makeAlerts, toAlert } from '../../src/core/alert/alerts.ts';
import { DEFAULT_RULES } from '../../src/core/alert/rules.ts';
import { isMetricId } from '../../src/core/domain/metrics.ts';
import { PRESENCE, type Rule } from '../../src/core/domain/rule.ts';
import { type Frames, frames } from '../frames.ts';
import { HOT } from '../sounding.ts';

/** Runs rules over written frames and tells what happened as `tick state rule@server`. */
function story(
  data: Frames,
  rules: readonly Rule[],
  reachable: (k: number) => number[] = () => [],
): string[] {
  const alerts = makeAlerts(data.fleet, rules, data.step);
  const size = data.fleet.servers.length;
  const told: string[] = [];
  data.frames.forEach((frame, k) => {
    const off = reachable(k);
    const down = Uint8Array.from({ length: size }, (_, s) => (off.includes(s) ? 0 : 1));
    const reporting = Uint8Array.from({ length: size }, (_, s) =>
      Number.isNaN(frame.values[s]) ? 0 : 1,
    );
    alerts.step({
      t: frame.t,
      values: frame.values,
      predicted: new Float32Array(size),
      reachable: down,
      reporting,
    });
    for (const alert of alerts.fired) told.push(`${k} firing ${alert.rule.id}@${alert.server}`);
    for (const alert of alerts.resolved)
      told.push(`${k} resolved ${alert.rule.id}@${alert.server}`);
  });
  return told;
}

test('default rules name metrics that exist, and clear on the calm side of their threshold', () => {
  for (const rule of DEFAULT_RULES) {
    expect(rule.metric === PRESENCE || isMetricId(rule.metric)).toBe(true);
    if (rule.comparison === '>') expect(rule.clear).toBeLessThan(rule.threshold);
  }
  const keys = DEFAULT_RULES.map((rule) => `${rule.id} ${rule.severity}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test('an alert waits for its `for`, keeps firing through hysteresis and resolves after keep-firing', () => {
  //                             0    1-4    5-6 (above clear) 7-12
  const data = frames('cpu web-01 .5   .95x4  .85x2            .5x6');
  expect(story(data, [HOT])).toEqual(['4 firing Hot@web-01', '9 resolved Hot@web-01']);
});

test('a condition that ends before its `for` is over never fires', () => {
  expect(story(frames('cpu web-01 .5 .95x3 .85 .95x3 .5x4'), [HOT])).toEqual([]);
});

test('a short dip below the clear line does not resolve', () => {
  expect(story(frames('cpu web-01 .95x6 .1x2 .95x6'), [HOT])).toEqual(['3 firing Hot@web-01']);
});

test('missing samples keep the state, firing or not', () => {
  expect(story(frames('cpu web-01 .95x5 _x60 .95x2'), [HOT])).toEqual(['3 firing Hot@web-01']);
  expect(story(frames('cpu web-01 .5 _x60'), [HOT])).toEqual([]);
});

test('a host that answers no probes is down, one that sends nothing is silent, never both', () => {
  const rules = DEFAULT_RULES.filter((rule) => rule.metric === PRESENCE);
  const data = frames('cpu web-01 .5x10 _x80 .5x60\ncpu web-02 .5x10 _x80 .5x60');
  const down = (k: number): number[] => (k >= 10 && k < 90 ? [0] : []);
  expect(story(data, rules, down)).toEqual([
    '40 firing HostDown@web-01',
    '70 firing ExporterSilent@web-02',
    '120 resolved HostDown@web-01',
    '120 resolved ExporterSilent@web-02',
  ]);
});

test('rules without their metric are idle, and the log keeps what resolved', () => {
  const data = frames('queue_depth mq-01 5x10');
  expect(story(data, DEFAULT_RULES)).toEqual([]);
  const hot = frames('cpu web-01 .95x5 .1x9');
  const alerts = makeAlerts(hot.fleet, [HOT], hot.step);
  const all = Uint8Array.of(1);
  for (const { t, values } of hot.frames) {
    alerts.step({ t, values, predicted: values, reachable: all, reporting: all });
  }
  const [alert] = alerts.log.map(toAlert);
  expect(alert).toMatchObject({
    rule: 'Hot',
    state: 'resolved',
    since: hot.at(0),
    firedAt: hot.at(3),
    endedAt: hot.at(5),
  });
  expect(alerts.find(alert.id)?.server).toBe('web-01');
});
