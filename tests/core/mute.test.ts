/** Muting: silences by name and by labels, windows, snoozes, inhibition, damping; what was muted, since when, and how many. */
import { expect, test } from 'vitest';
import { actId } from '../../src/core/act-id.ts';
import { FLAPPING, makeFlaps, STEADY } from '../../src/core/alert/flaps.ts';
import { makeIncidents } from '../../src/core/alert/incidents.ts';
import { type Mutes, makeMutes } from '../../src/core/alert/mute.ts';
import { openingAt } from '../../src/core/alert/windows.ts';
import type { Act } from '../../src/core/domain/act.ts';
import { FLAPPING_MUTE } from '../../src/core/domain/incident.ts';
import { PRESENCE } from '../../src/core/domain/rule.ts';
import { DAY, HOUR, MINUTE, requireInstant } from '../../src/core/domain/time.ts';
import { readMatchers } from '../../src/core/inbox.ts';
import { type Frames, frames } from '../frames.ts';
import { alertOn, SHOP, SYMPTOM } from '../sounding.ts';

const once = () => 1;
const nobody = () => undefined;
const silence = (data: Frames, target: string, second: number, duration = 5 * MINUTE) =>
  ({ kind: 'silence', target, at: data.at(second), duration }) as const satisfies Act;

function state(mutes: Mutes, t: number) {
  return mutes
    .states(t)
    .map(({ state: is, suppressed, muting }) => `${is} ${suppressed} ${muting}`);
}

test('silences and inhibition mute alerts and remember what muted what', () => {
  const data = frames(SHOP);
  const mutes = makeMutes(data.fleet, readMatchers);
  const [warning, critical] = [
    alertOn(data, 'db-01', 0),
    alertOn(data, 'db-01', 0, { severity: 'critical' }),
  ];
  const slow = alertOn(data, 'web-01', 0, SYMPTOM);
  const act = silence(data, 'web-01', 10);
  mutes.add(actId(act), act);
  mutes.apply([warning, critical, slow], data.at(20), nobody, once);
  expect([warning.mutedBy, critical.mutedBy, slow.mutedBy]).toEqual([
    [critical.id],
    [],
    [actId(act)],
  ]);
  mutes.apply([warning, slow], data.at(310), nobody, once);
  expect([warning.mutedBy, slow.mutedBy]).toEqual([[], []]);
  expect(mutes.history).toEqual([
    { alert: warning.id, by: critical.id, from: data.at(20), until: data.at(310) },
    { alert: slow.id, by: actId(act), from: data.at(20), until: data.at(310) },
  ]);
  const down = alertOn(data, 'db-01', 0, { id: 'HostDown' });
  mutes.apply([down, warning], data.at(320), nobody, once);
  expect(warning.mutedBy).toEqual([down.id]);
});

test('matchers mute by labels, with all four operators, and a bad expression mutes nothing', () => {
  const data = frames(SHOP);
  const alerts = ['proxy-01', 'web-01', 'api-01', 'db-01'].map((name) => alertOn(data, name, 0));
  const muted = (target: string) => {
    const mutes = makeMutes(data.fleet, readMatchers);
    mutes.add(actId(silence(data, target, 0)), silence(data, target, 0));
    mutes.apply(alerts, data.at(1), nobody, once);
    return alerts.filter(({ mutedBy }) => mutedBy.length > 0).map(({ server }) => server);
  };
  expect(muted('instance=~"(web|api)-.*"')).toEqual(['web-01', 'api-01']);
  expect(muted('instance!~".*-01", severity="warning"')).toEqual([]);
  expect(muted('alertname="Hot", instance!="db-01"')).toEqual(['proxy-01', 'web-01', 'api-01']);
  expect(muted('instance=~"("')).toEqual([]);
});

test('a silence counts what it held back, ends early when expired, and is as if never made when taken back', () => {
  const data = frames(SHOP);
  const mutes = makeMutes(data.fleet, readMatchers);
  const act = silence(data, 'alertname="Hot"', 0);
  mutes.add(actId(act), act);
  const [db, web] = [alertOn(data, 'db-01', 0), alertOn(data, 'web-01', 5)];
  mutes.apply([db], data.at(1), nobody, once);
  mutes.apply([db, web], data.at(6), nobody, once);
  expect(state(mutes, data.at(6))).toEqual(['active 2 2']);
  expect(mutes.since(db)).toBe(data.at(1));
  const expiry = { kind: 'expire', target: actId(act), at: data.at(10) } as const;
  mutes.expire(expiry.target, expiry.at);
  mutes.apply([db, web], data.at(10), nobody, once);
  expect([db.mutedBy, web.mutedBy]).toEqual([[], []]);
  expect(state(mutes, data.at(10))).toEqual(['expired 2 0']);
  mutes.retract(actId(expiry), expiry);
  mutes.apply([db, web], data.at(11), nobody, once);
  expect(db.mutedBy).toEqual([actId(act)]);
  mutes.retract(actId(act), act);
  expect(mutes.states(data.at(12))).toEqual([]);
});

test('a weekly window opens by the wall clock of its zone, also where the clocks change', () => {
  const nightly = { days: [0], minute: 150, zone: 'America/New_York' };
  const at = (text: string) => requireInstant(text);
  // Sunday 1 March 2026, 02:30 in New York is 07:30 UTC.
  expect(openingAt(nightly, HOUR, at('2026-02-28T00:00Z'))).toEqual({
    from: at('2026-03-01T07:30Z'),
    until: at('2026-03-01T08:30Z'),
  });
  // On 8 March 02:30 does not exist there: the window opens an hour later by the wall, at 07:30 UTC or 06:30.
  const skipped = openingAt(nightly, HOUR, at('2026-03-08T00:00Z'));
  expect([at('2026-03-08T06:30Z'), at('2026-03-08T07:30Z')]).toContain(skipped?.from);
  // A week later it is daylight time.
  expect(openingAt(nightly, HOUR, at('2026-03-10T00:00Z'))?.from).toBe(at('2026-03-15T06:30Z'));
  // Inside an opening that began the day before.
  const long = { days: [5], minute: 22 * 60, zone: 'Asia/Seoul' };
  expect(openingAt(long, 6 * HOUR, at('2026-03-06T18:00Z'))?.from).toBe(at('2026-03-06T13:00Z'));
  expect(openingAt({ ...long, zone: 'Mars/Olympus' }, HOUR, 0)).toBeUndefined();
  expect(openingAt({ once: DAY }, HOUR, DAY + HOUR)).toBeUndefined();
});

test('a window made before its time mutes only while it is open', () => {
  const data = frames(SHOP);
  const mutes = makeMutes(data.fleet, readMatchers);
  mutes.add('win-1', {
    kind: 'window',
    target: 'db-01',
    at: data.at(0),
    duration: MINUTE,
    schedule: { once: data.at(30) },
    by: 'Minji',
    note: 'backup',
  });
  const db = alertOn(data, 'db-01', 0);
  const heard = [10, 30, 89, 90].map((second) => {
    mutes.apply([db], data.at(second), nobody, once);
    return db.mutedBy.length === 0;
  });
  expect(heard).toEqual([true, false, false, true]);
  expect(state(mutes, data.at(10))).toEqual(['pending 1 0']);
});

test('what an upstream cause explains is muted by it while it lasts; causes elsewhere are not', () => {
  const data = frames(SHOP);
  const incidents = makeIncidents(data.fleet);
  const mutes = makeMutes(data.fleet, readMatchers);
  const db = alertOn(data, 'db-01', 0, { severity: 'critical' });
  const slow = alertOn(data, 'web-01', 5, { ...SYMPTOM, severity: 'critical' });
  const hot = alertOn(data, 'api-01', 6);
  const all = [db, slow, hot];
  incidents.step(data.at(10), all, new Uint8Array(5), nobody);
  mutes.apply(all, data.at(10), incidents.inhibitorOf, once);
  expect(all.map(({ mutedBy }) => mutedBy)).toEqual([[], [db.id], []]);
  db.state = 'resolved';
  mutes.apply(all, data.at(20), incidents.inhibitorOf, once);
  expect(slow.mutedBy).toEqual([]);
});

test('behind a dark rack one alert is heard, the others are muted by its incident', () => {
  const data = frames(
    `${[0, 1, 2, 3].map((k) => `cpu s-${k} .1`).join('\n')}\n${[0, 1, 2, 3].map((k) => `s-${k}: rack A1`).join('\n')}`,
  );
  const incidents = makeIncidents(data.fleet);
  const mutes = makeMutes(data.fleet, readMatchers);
  const down = [0, 1, 2, 3].map((k) =>
    alertOn(data, `s-${k}`, k, { id: 'HostDown', metric: PRESENCE, sharesRack: true }),
  );
  incidents.step(data.at(10), down, new Uint8Array(4), nobody);
  mutes.apply(down, data.at(10), incidents.inhibitorOf, once);
  expect(down.map(({ mutedBy }) => mutedBy)).toEqual([
    [],
    ...[1, 2, 3].map(() => [down[0].incident]),
  ]);
});

test('an alert that comes and goes is kept quiet until it stays', () => {
  const data = frames(SHOP);
  const flaps = makeFlaps();
  const counts = [0, 10, 20, 30, 90].map((minute) => flaps.fired('k', data.at(minute * 60)));
  expect(counts).toEqual([1, 2, 3, FLAPPING, 1]);
  const mutes = makeMutes(data.fleet, readMatchers);
  const db = alertOn(data, 'db-01', 0);
  mutes.apply([db], data.at(1), nobody, () => FLAPPING);
  expect(db.mutedBy).toEqual([FLAPPING_MUTE]);
  mutes.apply([db], data.at(0) + STEADY, nobody, () => FLAPPING);
  expect(db.mutedBy).toEqual([]);
});
