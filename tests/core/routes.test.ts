/** Routing: Alertmanager's semantics as examples, and what must hold for every course of events as properties. */

import { expect, test } from 'vitest';
import { isQuiet, nextDigest, quietEnd } from '../../src/core/alert/quiet-hours.ts';
import { type Draft, type GroupState, makeRouter } from '../../src/core/alert/routes.ts';
import { DEFAULT_NOTIFY, readNotifySettings } from '../../src/core/alert/routes-default.ts';
import {
  matches,
  type RoutedAlert,
  routesOf,
  toRouted,
} from '../../src/core/alert/routes-match.ts';
import type { Severity } from '../../src/core/domain/incident.ts';
import type { NotifySettings, QuietHours, Route } from '../../src/core/domain/notify.ts';
import { DAY, HOUR, MINUTE, requireInstant, SECOND } from '../../src/core/domain/time.ts';
import { zoneOffset } from '../../src/core/domain/zone.ts';
import fc from '../property.ts';

const T = requireInstant('2026-03-12T05:00:00Z');

const ROUTE: Route = {
  id: 'r',
  name: '',
  enabled: true,
  severities: [],
  matchers: [],
  channels: ['toast'],
  groupBy: ['incident'],
  groupWait: 30 * SECOND,
  groupInterval: 5 * MINUTE,
  repeatInterval: 4 * HOUR,
  digest: 0,
  quiet: false,
  goOn: false,
};

function settingsOf(route: Partial<Route> = {}, quiet: Partial<QuietHours> = {}): NotifySettings {
  return {
    ...DEFAULT_NOTIFY,
    routes: [{ ...ROUTE, ...route }],
    quiet: { ...DEFAULT_NOTIFY.quiet, ...quiet },
  };
}

function alert(
  server: string,
  at: number,
  options: {
    readonly incident?: string;
    readonly muted?: boolean;
    readonly severity?: Severity;
    readonly endedAt?: number;
    readonly taken?: boolean;
  } = {},
): RoutedAlert {
  const { incident = 'inc-1', muted = false, severity = 'critical', endedAt, taken } = options;
  return toRouted(
    {
      id: `alr-${server}-${at}`,
      rule: 'DiskSaturated',
      severity,
      state: endedAt === undefined ? 'firing' : 'resolved',
      server,
      metric: 'disk_io',
      value: 0.97,
      threshold: 0.9,
      comparison: '>',
      since: at - MINUTE,
      firedAt: at,
      endedAt,
      for: MINUTE,
      incident,
      acknowledged: taken ? { at, by: 'A', note: '' } : undefined,
      mutedBy: muted ? ['sil-1'] : [],
    },
    { role: 'db' },
    'sim',
  );
}

/** Moves a router second by second and collects what it decides. */
function play(
  settings: NotifySettings,
  until: number,
  at: (second: number) => readonly RoutedAlert[],
  kept: readonly GroupState[] = [],
  from = 0,
): readonly Draft[] {
  const router = makeRouter('sim', settings, kept);
  const drafts: Draft[] = [];
  for (let second = from; second <= until; second++) {
    const now = T + second * SECOND;
    router.observe(now, at(second), true);
    drafts.push(...router.due(now));
  }
  return drafts;
}
const seconds = (drafts: readonly Draft[]) => drafts.map(({ at }) => (at - T) / SECOND);

test('a group waits for company, then tells at most once an interval, then repeats', () => {
  const drafts = play(settingsOf({ repeatInterval: 10 * MINUTE }), 1300, (second) => [
    alert('db', T),
    ...(second >= 10 ? [alert('web', T + 10 * SECOND)] : []),
    ...(second >= 40 ? [alert('api', T + 40 * SECOND)] : []),
  ]);
  expect(drafts.map(({ kind, firing }) => [kind, firing])).toEqual([
    ['news', 2],
    ['update', 3],
    ['repeat', 3],
  ]);
  expect(seconds(drafts)).toEqual([30, 330, 930]);
});

test('what someone took is not repeated, until something else joins it', () => {
  const settings = settingsOf({ repeatInterval: 10 * MINUTE });
  const taken = play(settings, 2000, () => [alert('db', T, { taken: true })]);
  expect(taken.map(({ kind }) => kind)).toEqual(['news']);
  const joined = play(settings, 1000, (second) => [
    alert('db', T, { taken: true }),
    ...(second > 400 ? [alert('web', T + 400_000)] : []),
  ]);
  expect(joined.map(({ kind }) => kind)).toEqual(['news', 'update']);
});

test('an end is told once, and a flap within the interval is not told at all', () => {
  const flapping = play(settingsOf(), 1500, (second) =>
    second < 100 || (second >= 150 && second < 700) ? [alert('db', T)] : [],
  );
  expect(flapping.map(({ kind }) => kind)).toEqual(['news', 'resolved']);
  expect(seconds(flapping)).toEqual([30, 930]);
  expect(flapping[1].alerts[0]).toMatchObject({ status: 'resolved', endedAt: T + 700 * SECOND });
});

test('muted alerts are not told, and what is muted while it fires is not called ended', () => {
  const muted = play(settingsOf(), 900, () => [alert('db', T, { muted: true }), alert('web', T)]);
  expect(muted).toHaveLength(1);
  expect(muted[0]).toMatchObject({ firing: 1, muted: 1 });
  expect(muted[0].alerts.map(({ server }) => server)).toEqual(['web']);
  const silenced = play(settingsOf(), 2000, (second) =>
    second < 1200 ? [alert('db', T, { muted: second > 60 })] : [],
  );
  expect(silenced.map(({ kind }) => kind)).toEqual(['news']);
});

test('quiet hours hold back and tell afterwards; an end in them is told afterwards too', () => {
  // 05:00 UTC is 14:00 in Seoul.
  const quiet: Partial<QuietHours> = {
    enabled: true,
    from: 13 * HOUR,
    to: 14 * HOUR + 20 * MINUTE,
    zone: 'Asia/Seoul',
    critical: false,
  };
  const held = play(settingsOf({ quiet: true }, quiet), 2000, () => [alert('db', T)]);
  expect(seconds(held)).toEqual([1200]);
  const through = play(settingsOf({ quiet: true }, { ...quiet, critical: true }), 100, () => [
    alert('db', T),
  ]);
  expect(seconds(through)).toEqual([30]);
  const before = { ...quiet, from: 14 * HOUR + 2 * MINUTE };
  const ended = play(settingsOf({ quiet: true }, before), 2000, (second) =>
    second < 400 ? [alert('db', T)] : [],
  );
  expect(ended.map(({ kind }) => kind)).toEqual(['news', 'resolved']);
  expect(seconds(ended)).toEqual([30, 1200]);
});

test('a digest names what came and went, at round times', () => {
  const drafts = play(settingsOf({ digest: 15 * MINUTE, groupBy: [] }), 2000, (second) =>
    second > 60 && second < 120
      ? [alert('db', T + 60_000), alert('web', T + 61_000, { incident: 'inc-2' })]
      : [],
  );
  expect(drafts.map(({ kind, firing, resolved }) => [kind, firing, resolved])).toEqual([
    ['digest', 0, 2],
  ]);
  expect(seconds(drafts)).toEqual([900]);
});

test('what was told survives a reload, and an alert that ended meanwhile is told as ended', () => {
  const first = play(settingsOf(), 60, () => [alert('db', T)]);
  const kept = first.map(({ state }) => state);
  // After a reload the replay may date the alert's beginning anew: it is the same alert still.
  expect(play(settingsOf(), 900, () => [alert('db', T + 5 * SECOND)], kept, 61)).toEqual([]);
  const ended = play(settingsOf(), 900, () => [], kept, 61);
  expect(ended.map(({ kind }) => kind)).toEqual(['resolved']);
});

test('an alert older than the wait is told at once', () => {
  expect(seconds(play(settingsOf(), 20, () => [alert('db', T - HOUR)]))).toEqual([0]);
});

test('the first route that fits takes an alert, unless it says to go on', () => {
  const db = { ...ROUTE, id: 'db', matchers: [matcher('role', 'db')] };
  const all = { ...ROUTE, id: 'all' };
  const ids = (routes: readonly Route[], role: string) =>
    routesOf(routes, { role }, 'critical').map(({ id }) => id);
  expect(ids([db, all], 'db')).toEqual(['db']);
  expect(ids([{ ...db, goOn: true }, all], 'db')).toEqual(['db', 'all']);
  expect(ids([db, all], 'web')).toEqual(['all']);
  expect(ids([{ ...db, enabled: false }, all], 'db')).toEqual(['all']);
  expect(routesOf([{ ...all, severities: ['critical'] }], {}, 'warning')).toEqual([]);
});

function matcher(name: string, value: string, isRegex = false, isEqual = true) {
  return { name, value, isRegex, isEqual };
}

test('matchers: anchored, missing labels are empty, a broken pattern never holds', () => {
  expect(matches(matcher('instance', 'web-.', true), { instance: 'web-01' })).toBe(false);
  expect(matches(matcher('instance', 'web-.*', true), { instance: 'web-01' })).toBe(true);
  expect(matches(matcher('rack', '', false, false), {})).toBe(false);
  expect(matches(matcher('rack', 'A1', false, false), {})).toBe(true);
  expect(matches(matcher('rack', '(', true, false), {})).toBe(false);
});

const course = fc.array(
  fc.record({
    server: fc.constantFrom('a', 'b', 'c', 'd'),
    incident: fc.constantFrom('inc-1', 'inc-2'),
    from: fc.integer({ min: 0, max: 400 }),
    length: fc.integer({ min: 1, max: 400 }),
    muted: fc.boolean(),
  }),
  { maxLength: 8 },
);

/** Alerts firing at a second of a course; the same server fires once at a time. */
function firingAt(
  events: readonly (typeof course extends fc.Arbitrary<infer T> ? T : never)[number][],
  second: number,
) {
  const seen = new Map<string, RoutedAlert>();
  for (const { server, incident, from, length, muted } of events)
    if (second >= from && second < from + length && !seen.has(server))
      seen.set(server, alert(server, T + from * SECOND, { incident, muted }));
  return [...seen.values()];
}

/** Servers that fire for longer than a group waits and its interval, without a pause. */
function lastingAt(events: Parameters<typeof firingAt>[0]): ReadonlySet<string> {
  const run = new Map<string, number>();
  const lasting = new Set<string>();
  for (let second = 0; second <= 800; second++) {
    const now = new Set(firingAt(events, second).map(({ alert: one }) => one.server));
    for (const server of run.keys()) if (!now.has(server)) run.delete(server);
    for (const server of now) {
      run.set(server, (run.get(server) ?? 0) + 1);
      if (run.get(server) === 75) lasting.add(server);
    }
  }
  return lasting;
}

test('whatever happens: no id twice, no muted alert told, never nothing to tell, at most one a group interval', () => {
  const settings = settingsOf({ groupWait: 10 * SECOND, groupInterval: 60 * SECOND });
  fc.assert(
    fc.property(course, (events) => {
      const drafts = play(settings, 900, (second) => firingAt(events, second));
      const ids = drafts.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const last = new Map<string, number>();
      for (const draft of drafts) {
        expect(draft.firing + draft.resolved).toBeGreaterThan(0);
        expect(draft.alerts.length + draft.truncated).toBe(draft.firing + draft.resolved);
        const before = last.get(draft.group);
        if (before !== undefined && draft.kind !== 'news')
          expect(draft.at - before).toBeGreaterThanOrEqual(60 * SECOND);
        last.set(draft.group, draft.at);
        const second = (draft.at - T) / SECOND;
        const mutedNow = firingAt(events, second).filter(({ muted }) => muted);
        for (const { alert: told } of mutedNow)
          expect(
            draft.alerts.some(
              ({ fingerprint, status }) => fingerprint === told.fingerprint && status === 'firing',
            ),
          ).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});

test('whatever happens: an alert that fires unmuted for longer than wait and interval is told, and its end too', () => {
  const settings = settingsOf({ groupWait: 10 * SECOND, groupInterval: 60 * SECOND });
  fc.assert(
    fc.property(course, (events) => {
      const heard = events.map((event) => ({ ...event, muted: false }));
      const drafts = play(settings, 1100, (second) => firingAt(heard, second));
      for (const server of new Set(heard.map((event) => event.server))) {
        const active = Array.from({ length: 801 }, (_, second) =>
          firingAt(heard, second).some(({ alert: one }) => one.server === server),
        );
        let run = 0;
        for (let second = 0; second <= 800; second++) {
          run = active[second] ? run + 1 : 0;
          if (run === 75) {
            const told = drafts.filter(
              ({ at, alerts }) =>
                at <= T + second * SECOND && alerts.some((one) => one.server === server),
            );
            expect(told.length).toBeGreaterThan(0);
          }
        }
        const newest = drafts
          .flatMap(({ alerts }) => alerts)
          .findLast((one) => one.server === server);
        if (newest) expect(newest.status).toBe('resolved');
      }
    }),
    { numRuns: 60 },
  );
});

test('a change of router at any moment doubles nothing and loses nothing', () => {
  const settings = settingsOf({ groupWait: 10 * SECOND, groupInterval: 60 * SECOND });
  fc.assert(
    fc.property(course, fc.integer({ min: 1, max: 700 }), (events, change) => {
      const heard = events.map((event) => ({ ...event, muted: false }));
      const at = (second: number) => firingAt(heard, second);
      const before = play(settings, change, at);
      const states = new Map(before.map(({ group, state }) => [group, state]));
      const after = play(settings, 1100, at, [...states.values()], change + 1);
      const told = [...before, ...after];
      expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
      const endOf = new Map(
        told.flatMap(({ alerts }) => alerts.map((one) => [one.server, one.status] as const)),
      );
      // When a router looks at a group depends on when it began: what is briefer than its interval may be told by one and not by another.
      for (const server of lastingAt(heard)) expect(endOf.has(server), server).toBe(true);
      for (const [server, status] of endOf) expect(status, server).toBe('resolved');
    }),
    { numRuns: 60 },
  );
});

test('zones, quiet hours over midnight, and their end across a change of clocks', () => {
  expect(zoneOffset('Asia/Seoul', T)).toBe(9 * HOUR);
  expect(zoneOffset('No/Where', T)).toBe(0);
  const night: QuietHours = {
    enabled: true,
    days: [5],
    from: 22 * HOUR,
    to: 7 * HOUR,
    zone: 'Europe/Berlin',
    critical: true,
  };
  // Friday evening and Saturday morning belong to Friday's night; Saturday evening does not.
  expect(isQuiet(night, requireInstant('2026-03-13T21:30:00Z'))).toBe(true);
  expect(isQuiet(night, requireInstant('2026-03-14T05:30:00Z'))).toBe(true);
  expect(isQuiet(night, requireInstant('2026-03-14T06:00:00Z'))).toBe(false);
  expect(isQuiet(night, requireInstant('2026-03-14T21:30:00Z'))).toBe(false);
  // Clocks go forward in the night of 29 March: 07:00 is an hour sooner.
  const saturday = { ...night, days: [6] };
  expect(quietEnd(saturday, requireInstant('2026-03-28T22:00:00Z'))).toBe(
    requireInstant('2026-03-29T05:00:00Z'),
  );
  expect(nextDigest(DAY, 'Asia/Seoul', T)).toBe(requireInstant('2026-03-13T00:00:00Z'));
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1439 }),
      fc.integer({ min: 0, max: 1439 }),
      fc.subarray([0, 1, 2, 3, 4, 5, 6]),
      fc.integer({ min: 0, max: 400 * 1440 }),
      fc.constantFrom('UTC', 'Asia/Seoul', 'America/New_York', 'Asia/Kathmandu'),
      (from, to, days, minute, zone) => {
        const quiet = { ...night, days, from: from * MINUTE, to: to * MINUTE, zone };
        const t = T + minute * MINUTE;
        const end = quietEnd(quiet, t);
        if (end === undefined) return;
        expect(isQuiet(quiet, end)).toBe(false);
        if (end > t) expect(isQuiet(quiet, end - MINUTE)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test('settings of unknown origin: kept where they fit, never trusted', () => {
  expect(readNotifySettings(JSON.parse(JSON.stringify(DEFAULT_NOTIFY)))).toEqual(DEFAULT_NOTIFY);
  expect(readNotifySettings('x')).toBeUndefined();
  const read = readNotifySettings({
    channels: [
      { id: 'evil', kind: 'toast' },
      { id: 'wh-1', kind: 'webhook', url: 'https://a' },
    ],
    routes: [{ id: 'r', channels: ['wh-1', 'nobody'], groupWait: -5, severities: ['bad'] }, 7],
    quiet: { from: 99 * DAY, days: ['x', 3] },
  });
  expect(read?.channels.map(({ id }) => id)).toEqual(['wh-1', 'toast', 'system', 'sound']);
  expect(read?.routes).toHaveLength(1);
  expect(read?.routes[0]).toMatchObject({ channels: ['wh-1'], groupWait: 30_000, severities: [] });
  expect(read?.quiet).toMatchObject({ from: 22 * HOUR, days: [3], enabled: false });
});
