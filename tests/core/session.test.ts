/** The URL codec: round trip, hostile links, readable form. */

import { expect, test } from 'vitest';
import { actId } from '../../src/core/act-id.ts';
import { LINK_NOTE, type Schedule } from '../../src/core/domain/act.ts';
import {
  type Action,
  DEFAULT_SESSION,
  formatActions,
  formatBudget,
  formatSession,
  MAX_SIZE,
  parseActions,
  parseBudget,
  parseSession,
  SCENARIOS,
  type Session,
} from '../../src/core/domain/session.ts';
import fc from '../property.ts';

const FROM = Date.UTC(2026, 2, 1, 9);
const target = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const later = fc.integer({ min: 0, max: 86_400 }).map((seconds) => FROM + seconds * 1000);
const duration = fc.option(
  fc.integer({ min: 1, max: 3600 }).map((s) => s * 1000),
  { nil: undefined },
);
/** Names and notes of any kind, as long as a link carries. */
const said = fc.record(
  {
    by: fc
      .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
      .map((text) => text.slice(0, 60)),
    note: fc
      .string({ minLength: 1, maxLength: LINK_NOTE, unit: 'grapheme' })
      .map((text) => text.slice(0, LINK_NOTE)),
  },
  { requiredKeys: [] },
);
const schedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.record({ once: later }),
  fc.record({
    days: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }),
    minute: fc.integer({ min: 0, max: 1439 }),
    zone: fc.constantFrom('Asia/Seoul', 'America/Argentina/Buenos_Aires', 'UTC'),
  }),
);
const matchers = fc.constantFrom('instance=~"web-.*", severity!="critical"', 'rack="A1"', 'web-01');
const act: fc.Arbitrary<Action> = fc
  .oneof(
    fc.record({ kind: fc.constant('acknowledge' as const), target, at: later }),
    fc.record({ kind: fc.constant('note' as const), target, at: later }),
    fc.record({ kind: fc.constant('expire' as const), target, at: later }),
    fc.record({
      kind: fc.constant('assign' as const),
      target,
      at: later,
      to: fc.constantFrom('', 'Minji Kang', '강민지'),
    }),
    fc.record({ kind: fc.constant('snooze' as const), target, at: later, duration }),
    fc.record({
      kind: fc.constant('silence' as const),
      target: matchers,
      at: later.map((t) => t - 7_200_000),
      duration,
    }),
    fc.record({
      kind: fc.constant('window' as const),
      target: matchers,
      at: later,
      duration,
      schedule,
    }),
    fc.record({ kind: fc.constant('merge' as const), target, at: later, other: target }),
    fc.record({
      kind: fc.constant('split' as const),
      target,
      at: later,
      members: fc.array(target, { minLength: 1, maxLength: 4 }),
    }),
  )
  .chain((one) => said.map((mark) => ({ ...one, ...mark }) as Action));
const action: fc.Arbitrary<Action> = fc.oneof(
  act,
  fc.record({
    kind: fc.constant('inject' as const),
    fault: fc.constantFrom('leak', 'disk-io', 'down'),
    target,
    at: later,
    duration,
  }),
  fc.record({ kind: fc.constant('clear' as const), target, at: later }),
  fc.record({ kind: fc.constant('acknowledge' as const), target, at: later }),
  fc.record({ kind: fc.constant('silence' as const), target, at: later, duration }),
);
const session: fc.Arbitrary<Session> = fc.record({
  view: fc.constantFrom('overview', 'alerts', 'server'),
  selected: fc.option(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }), {
    nil: undefined,
  }),
  source: fc.constant('sim' as const),
  file: fc.constant(undefined),
  seed: fc.integer({ min: 0, max: 0xffffffff }),
  size: fc.integer({ min: 1, max: MAX_SIZE }),
  scenario: fc.constantFrom(...SCENARIOS),
  step: fc.constantFrom(1000, 5000),
  budget: fc.oneof(
    fc.integer({ min: 1, max: 9999 }).map((n) => n / 100),
    fc.integer({ min: 1, max: 99 }).map((n) => 1 / n),
  ),
  from: fc.constant(FROM),
  at: fc.option(later, { nil: undefined }),
  actions: fc.array(action, { maxLength: 5 }).map((list) => list.sort((a, b) => a.at - b.at)),
  range: fc.constantFrom(900_000, 3_600_000, 21_600_000),
  zone: fc.constantFrom(undefined, 'Asia/Seoul', 'America/New_York'),
  locale: fc.constantFrom(undefined, 'ko' as const),
  theme: fc.constantFrom(undefined, 'light' as const),
  query: fc.option(fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }), {
    nil: undefined,
  }),
  map: fc.constantFrom(undefined, 'site~temperature'),
  scope: fc.option(fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }), {
    nil: undefined,
  }),
  compare: fc.constantFrom(undefined, 'latency_p95~web-01,웹-02'),
  list: fc.constantFrom(undefined, 'trouble~data~cpu-~웹 01'),
});

test('a session survives its link', () => {
  fc.assert(
    fc.property(session, (original) => {
      expect(parseSession(formatSession(original))).toEqual({ session: original, ignored: [] });
    }),
    { numRuns: 500 },
  );
});

test('any text is a link: it never throws and always yields a valid session', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (hash) => {
      const { session: parsed } = parseSession(hash);
      expect(parsed.size).toBeGreaterThanOrEqual(1);
      expect(parsed.size).toBeLessThanOrEqual(MAX_SIZE);
    }),
    { numRuns: 2000 },
  );
});

test('a link is readable, and what equals the default is left out', () => {
  const actions = parseActions('leak@db-master-01+12m,ack@inc-3fa2c1+15m', FROM) ?? [];
  const link = formatSession({ ...DEFAULT_SESSION, view: 'alerts', from: FROM, actions });
  expect(link).toBe(
    '#/alerts?v=1&seed=42&from=2026-03-01T09:00:00Z&do=leak@db-master-01+12m,ack@inc-3fa2c1+15m',
  );
});

test('bad values keep the default and are named', () => {
  const { session: parsed, ignored } = parseSession(
    '#/nope/../?v=9&n=99999999&seed=x&from=yesterday&step=2',
  );
  expect(ignored).toEqual(['v', 'from', 'seed', 'n', 'step']);
  expect(parsed).toMatchObject({ view: 'overview', seed: 42, size: 20, from: undefined });
});

test('a false-alarm budget is a number or one alarm in so many days, between one in a hundred days and a hundred a day', () => {
  expect(['3', '0.5', '.25', '1/7', '0.01', '100'].map(parseBudget)).toEqual([
    3,
    0.5,
    0.25,
    1 / 7,
    0.01,
    100,
  ]);
  for (const text of ['0', '0.009', '101', '-1', '1e1', '1/0', '1/100', '2/7', '', 'many', 'NaN'])
    expect(parseBudget(text), text).toBeUndefined();
  expect([1 / 7, 3, 1, 0.5, 1 / 3, 0.123456].map(formatBudget)).toEqual([
    '1/7',
    '3',
    '1',
    '0.5',
    '1/3',
    '0.1235',
  ]);
  expect(parseSession('#/overview?v=1&budget=1/7').session.budget).toBe(1 / 7);
  expect(parseSession('#/overview?v=1&budget=1000')).toMatchObject({
    session: { budget: 1 },
    ignored: ['budget'],
  });
  expect(formatSession({ ...DEFAULT_SESSION, budget: 3 })).toContain('budget=3');
  expect(formatSession(DEFAULT_SESSION)).not.toContain('budget');
});

test('an action list is understood whole or not at all', () => {
  expect(parseActions('leak@db-master-01+12m,what', FROM)).toBeUndefined();
  expect(parseActions('silence@web-prod-01+5m~2h', FROM)).toEqual([
    { kind: 'silence', target: 'web-prod-01', at: FROM + 300_000, duration: 7_200_000 },
  ]);
  expect(formatActions([{ kind: 'clear', target: 'all', at: FROM + 1000 }], FROM)).toBe(
    'clear@all+1s',
  );
});

test('an act keeps its id through a link, and a note too long for one stays behind', () => {
  const long = 'x'.repeat(LINK_NOTE + 1);
  const ack = { kind: 'acknowledge', target: 'alr-1', at: FROM, note: long } as const;
  const note = { kind: 'note', target: 'alr-1', at: FROM, note: long } as const;
  const back = parseActions(formatActions([ack, note], FROM), FROM);
  expect(back).toEqual([{ kind: 'acknowledge', target: 'alr-1', at: FROM }]);
  expect(actId(back?.[0] as typeof ack)).toBe(actId(ack));
  expect(parseActions('window@web-01+5m~2h', FROM)).toBeUndefined();
  expect(parseActions('ack@web-01+5m!q1', FROM)).toBeUndefined();
});
