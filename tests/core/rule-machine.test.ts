/** The alert state machine beyond thresholds: missing data by policy, change over a window, scores, forecasts, scopes. */

import { expect, test } from 'vitest';
import { forecastPairs, makeAlerts, toAlert } from '../../src/core/alert/alerts.ts';
import { makeChange } from '../../src/core/alert/rule-change.ts';
import { PLAIN_RULE } from '../../src/core/alert/rules.ts';
import type { Rule } from '../../src/core/domain/rule.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/domain/time.ts';
import { columnsIn, scopesOf } from '../../src/core/rule-scope.ts';
import { type Frames, frames } from '../frames.ts';
import fc from '../property.ts';

const HOT: Rule = {
  ...PLAIN_RULE,
  id: 'Hot',
  threshold: 0.9,
  clear: 0.8,
  for: 3000,
  keepFiring: 2000,
};

interface Extra {
  readonly predicted?: Float32Array;
  readonly scores?: (k: number) => Float32Array;
}

/** Runs rules over written frames and tells the state of every alert whenever it changes, as `tick server state`. */
function story(data: Frames, rules: readonly Rule[], extra: Extra = {}): string[] {
  const alerts = makeAlerts(data.fleet, rules, data.step, scopesOf(data.fleet));
  const size = data.fleet.servers.length;
  const all = new Uint8Array(size).fill(1);
  const told: string[] = [];
  let before = new Map<string, string>();
  data.frames.forEach(({ t, values }, k) => {
    const scores = extra.scores?.(k);
    alerts.step({
      t,
      values,
      predicted: extra.predicted ?? new Float32Array(size),
      reachable: all,
      reporting: all,
      ...(scores ? { scores } : {}),
    });
    const now = new Map([...alerts.active()].map((alert) => [alert.id, alert]));
    for (const [id, { server, state }] of now)
      if (before.get(id) !== state) told.push(`${k} ${server} ${state}`);
    for (const alert of alerts.resolved) told.push(`${k} ${alert.server} resolved`);
    before = new Map([...now].map(([id, { state }]) => [id, state]));
  });
  return told;
}

test('no data, kept: the alert stays as it is and says since when nothing is measured', () => {
  const data = frames('cpu web-01 .95x5 _x20 .95x2');
  expect(story(data, [HOT])).toEqual(['0 web-01 pending', '3 web-01 firing']);
  const alerts = makeAlerts(data.fleet, [HOT], data.step);
  const all = Uint8Array.of(1);
  const missing: (number | undefined)[] = [];
  for (const { t, values } of data.frames) {
    alerts.step({ t, values, predicted: values, reachable: all, reporting: all });
    missing.push([...alerts.active()].map(toAlert)[0].missingSince);
  }
  expect([missing[4], missing[5], missing[24], missing[25]]).toEqual([
    undefined,
    data.at(5),
    data.at(5),
    undefined,
  ]);
});

test('no data, to be told: raised in its own state after `for`, four steps at least, and over with the first sample', () => {
  const rule: Rule = { ...HOT, noData: 'alert', for: 6000 };
  expect(story(frames('cpu web-01 .5x3 _x20 .5x4'), [rule])).toEqual([
    '9 web-01 no-data',
    '23 web-01 resolved',
  ]);
  expect(story(frames('cpu web-01 .5x3 _x3 .5x4'), [{ ...rule, for: 0 }])).toEqual([]);
  expect(story(frames('cpu web-01 .5x3 _x5 .5x4'), [{ ...rule, for: 0 }])).toEqual([
    '7 web-01 no-data',
    '8 web-01 resolved',
  ]);
});

test('a series never measured is not missing', () => {
  expect(story(frames('cpu web-01 _x30'), [{ ...HOT, noData: 'alert' }])).toEqual([]);
});

test('no data while firing: the same alert without data, firing again when its samples return', () => {
  const rule: Rule = { ...HOT, noData: 'alert', for: 4000 };
  expect(story(frames('cpu web-01 .95x6 _x8 .95x3 .5x6'), [rule])).toEqual([
    '0 web-01 pending',
    '4 web-01 firing',
    '10 web-01 no-data',
    '14 web-01 firing',
    '19 web-01 resolved',
  ]);
});

test('no data, as Prometheus has it: pending ends at once, firing after keep-firing', () => {
  const rule: Rule = { ...HOT, noData: 'resolve' };
  expect(story(frames('cpu web-01 .95x2 _x2 .95x2 .5'), [rule])).toEqual([
    '0 web-01 pending',
    '4 web-01 pending',
  ]);
  expect(story(frames('cpu web-01 .95x5 _x6'), [rule])).toEqual([
    '0 web-01 pending',
    '3 web-01 firing',
    '7 web-01 resolved',
  ]);
});

test('rate of change: compared over its window, not before one has passed', () => {
  const rule: Rule = {
    ...HOT,
    signal: 'rate',
    threshold: 0.15,
    clear: 0.15,
    for: 0,
    window: 5000,
    keepFiring: 0,
  };
  // Rises by .02 a second for 10 s: .1 over five seconds; then by .04.
  expect(story(frames('cpu web-01 0+.02x10'), [rule])).toEqual([]);
  expect(story(frames('cpu web-01 .1 0+.04x10 .4x8'), [rule])).toEqual([
    '6 web-01 firing',
    '13 web-01 resolved',
  ]);
});

test('a change over a long window is scaled to it, and equals the slope of a line exactly', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 900 }),
      fc.integer({ min: -50, max: 50 }),
      (seconds, slope) => {
        const window = seconds * 1000;
        const change = makeChange(1, 1000, window);
        const at = Float32Array.of(0);
        for (let k = 0; k <= seconds + 40; k++) {
          at[0] = slope * k;
          change.step(1_700_000_000_000 + k * 1000, at, 0);
          if (k < seconds) expect(change.changes[0]).toBeNaN();
        }
        expect(change.changes[0]).toBeCloseTo(slope * seconds, 0);
      },
    ),
    { numRuns: 60 },
  );
});

test('scores and forecasts are compared like values, each in its own array', () => {
  const data = frames('cpu web-01 .1x6\ncpu db-01 .1x6');
  const score: Rule = {
    ...HOT,
    signal: 'score',
    threshold: 0.6,
    clear: 0.6,
    for: 0,
    keepFiring: 0,
  };
  const scores = (k: number) => Float32Array.of(k > 2 ? 0.7 : 0.1, Number.NaN);
  expect(story(data, [score], { scores })).toEqual(['3 web-01 firing']);

  const disks = frames('disk web-01 .7x3\ndisk db-01 .7x3');
  const soon: Rule = { ...HOT, signal: 'predicted', metric: 'disk', ahead: HOUR, for: 0 };
  const later: Rule = { ...soon, id: 'Later', ahead: DAY };
  expect(forecastPairs([soon, later, { ...soon, id: 'Off', ahead: 5, enabled: false }])).toEqual([
    { metric: 'disk', ahead: HOUR },
    { metric: 'disk', ahead: DAY },
  ]);
  // [pair][server]: within the hour nothing, within the day db-01.
  const predicted = Float32Array.of(0.7, 0.7, 0.7, 0.99);
  expect(story(disks, [soon, later], { predicted })).toEqual(['0 db-01 firing']);
});

test('a rule that is off judges nothing; one with a scope only what is in it', () => {
  const data = frames('cpu web-01 .95x6\ncpu web-02 .95x6\ncpu db-01 .95x6\nweb-02: rack A1');
  expect(story(data, [{ ...HOT, enabled: false }])).toEqual([]);
  const only = (scope: Rule['scope']) =>
    story(data, [{ ...HOT, for: 0, scope }]).map((line) => line.split(' ')[1]);
  expect(only([{ label: 'instance', op: '=', value: 'db-01' }])).toEqual(['db-01']);
  expect(only([{ label: 'instance', op: '=~', value: 'web-.*' }])).toEqual(['web-01', 'web-02']);
  expect(only([{ label: 'instance', op: '!~', value: 'web-.*' }])).toEqual(['db-01']);
  expect(only([{ label: 'rack', op: '!=', value: '' }])).toEqual(['web-02']);
  expect(
    only([
      { label: 'instance', op: '=~', value: 'web-.*' },
      { label: 'rack', op: '=', value: '' },
    ]),
  ).toEqual(['web-01']);
  expect(columnsIn(data.fleet, [{ label: 'instance', op: '=~', value: '(' }])).toHaveLength(0);
});

test('whatever the values: a state only follows those it may follow', () => {
  const may: Readonly<Record<string, readonly string[]>> = {
    start: ['pending', 'no-data'],
    pending: ['firing', 'no-data'],
    firing: ['resolved', 'no-data'],
    'no-data': ['resolved', 'firing'],
    resolved: [],
  };
  const values = fc.array(fc.constantFrom('.5', '.85', '.95', '_'), {
    minLength: 5,
    maxLength: 80,
  });
  fc.assert(
    fc.property(values, fc.constantFrom('keep', 'alert', 'resolve'), (course, noData) => {
      const data = frames(`cpu web-01 ${course.join(' ')}`);
      const alerts = makeAlerts(data.fleet, [{ ...HOT, noData }], data.step);
      const all = Uint8Array.of(1);
      const states = new Map<string, string>();
      const follow = (id: string, state: string): void => {
        const last = states.get(id) ?? 'start';
        if (last !== state) expect(may[last]).toContain(state);
        states.set(id, state);
      };
      for (const { t, values: frame } of data.frames) {
        alerts.step({ t, values: frame, predicted: frame, reachable: all, reporting: all });
        for (const { id, state, firedAt } of alerts.active()) {
          follow(id, state);
          expect(firedAt === undefined).toBe(state === 'pending');
        }
        for (const { id, state, endedAt, since } of alerts.resolved) {
          follow(id, state);
          expect(endedAt).toBeGreaterThan(since);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('waits are in time, not in ticks: a minute is a minute at any step', () => {
  for (const step of [1000, 5000, 15_000, MINUTE]) {
    const ticks = MINUTE / step;
    const data = frames(`cpu web-01 .95x${ticks + 3}`, step);
    expect(story(data, [{ ...HOT, for: MINUTE }])[1]).toBe(`${ticks} web-01 firing`);
  }
});
