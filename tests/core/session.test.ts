/** The URL codec: round trip, hostile links, readable form. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Action,
  DEFAULT_SESSION,
  formatActions,
  formatSession,
  MAX_SIZE,
  parseActions,
  parseSession,
  SCENARIOS,
  type Session,
} from '../../src/core/domain/session.ts';

const FROM = Date.UTC(2026, 2, 1, 9);
const target = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const later = fc.integer({ min: 0, max: 86_400 }).map((seconds) => FROM + seconds * 1000);
const duration = fc.option(
  fc.integer({ min: 1, max: 3600 }).map((s) => s * 1000),
  { nil: undefined },
);
const action: fc.Arbitrary<Action> = fc.oneof(
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
  from: fc.constant(FROM),
  at: fc.option(later, { nil: undefined }),
  actions: fc.array(action, { maxLength: 5 }).map((list) => list.sort((a, b) => a.at - b.at)),
  range: fc.constantFrom(900_000, 3_600_000, 21_600_000),
  zone: fc.constantFrom(undefined, 'Asia/Seoul', 'America/New_York'),
  locale: fc.constantFrom(undefined, 'ko' as const),
  theme: fc.constantFrom(undefined, 'light' as const),
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

test('an action list is understood whole or not at all', () => {
  expect(parseActions('leak@db-master-01+12m,what', FROM)).toBeUndefined();
  expect(parseActions('silence@web-prod-01+5m~2h', FROM)).toEqual([
    { kind: 'silence', target: 'web-prod-01', at: FROM + 300_000, duration: 7_200_000 },
  ]);
  expect(formatActions([{ kind: 'clear', target: 'all', at: FROM + 1000 }], FROM)).toBe(
    'clear@all+1s',
  );
});
