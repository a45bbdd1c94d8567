/** Rules, the alert state machine, silences, and incidents. */
import { expect, test } from 'vitest';
import { type AlertRecord, makeAlerts, toAlert } from '../../src/core/alert/alerts.ts';
import { makeIncidents, toIncident } from '../../src/core/alert/incidents.ts';
import { makeKinship } from '../../src/core/alert/kinship.ts';
import { makeMutes } from '../../src/core/alert/mute.ts';
import { DEFAULT_RULES, PRESENCE, type Rule } from '../../src/core/alert/rules.ts';
import { isMetricId } from '../../src/core/domain/metrics.ts';
import { MINUTE } from '../../src/core/domain/time.ts';
import { FRAMES_FROM, type Frames, frames } from '../frames.ts';

const HOT: Rule = {
  id: 'Hot',
  metric: 'cpu',
  signal: 'value',
  comparison: '>',
  threshold: 0.9,
  clear: 0.8,
  for: 3000,
  keepFiring: 2000,
  severity: 'warning',
  nature: 'cause',
  sharesRack: false,
};

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

const SHOP = `
cpu proxy-01 .1
cpu web-01 .1
cpu api-01 .1
cpu db-01 .1
cpu mail-01 .1
proxy-01 -> web-01
web-01 -> api-01
api-01 -> db-01`;

let serial = 0;
function alertOn(
  data: Frames,
  server: string,
  second: number,
  options: Partial<Rule> = {},
): AlertRecord {
  return {
    id: `alr-${serial++}`,
    rule: { ...HOT, ...options },
    column: data.fleet.servers.findIndex((candidate) => candidate.name === server),
    server,
    state: 'firing',
    value: 1,
    since: FRAMES_FROM + second * 1000,
    firedAt: FRAMES_FROM + second * 1000,
    endedAt: undefined,
    incident: undefined,
    acknowledged: undefined,
    mutedBy: [],
  };
}

const SYMPTOM = { id: 'Slow', nature: 'symptom' } as const;

test('kinship reaches two links one way, further through unwell servers, never up and down again', () => {
  const { fleet } = frames(`${SHOP}\nweb-01 -> cache-01\ncpu cache-01 .1`);
  const kinship = makeKinship(fleet);
  const name = (s: number): string => fleet.servers[s].name;
  const kinOf = (server: string, sick: string[]): string[] => {
    const found: string[] = [];
    const unwell = Uint8Array.from(fleet.servers, (candidate) =>
      sick.includes(candidate.name) ? 1 : 0,
    );
    kinship.kin(
      fleet.servers.findIndex((s) => s.name === server),
      unwell,
      (s) => found.push(name(s)),
    );
    return found.sort();
  };
  expect(kinOf('db-01', [])).toEqual(['api-01', 'web-01']);
  expect(kinOf('db-01', ['web-01'])).toEqual(['api-01', 'cache-01', 'proxy-01', 'web-01']);
  expect(kinOf('mail-01', [])).toEqual([]);
});

test('alerts along the links are one incident, named by its deepest early cause; an unrelated one is another', () => {
  const data = frames(SHOP);
  const incidents = makeIncidents(data.fleet);
  const none = new Uint8Array(5);
  const calm = () => undefined;
  incidents.step(data.at(60), [alertOn(data, 'api-01', 20, SYMPTOM)], none, calm);
  incidents.step(
    data.at(80),
    [alertOn(data, 'db-01', 15), alertOn(data, 'web-01', 40, SYMPTOM)],
    none,
    calm,
  );
  incidents.step(data.at(90), [alertOn(data, 'mail-01', 30)], none, calm);
  const [mail, shop] = incidents.newest(9).map((incident) => toIncident(incident, data.fleet));
  expect(incidents.open.size).toBe(2);
  expect(mail).toMatchObject({ server: 'mail-01', state: 'open' });
  expect(shop).toMatchObject({
    server: 'db-01',
    rule: 'Hot',
    openedAt: data.at(20),
    severity: 'warning',
  });
  expect(shop.id).toMatch(/^inc-[0-9a-f]{6}$/);
  expect(shop.involved.map((party) => party.server)).toEqual(['db-01', 'api-01', 'web-01']);
});

test('an alert that connects two incidents makes them one, under the older id', () => {
  const data = frames(SHOP);
  const incidents = makeIncidents(data.fleet);
  const calm = () => undefined;
  incidents.step(data.at(30), [alertOn(data, 'proxy-01', 10)], new Uint8Array(5), calm);
  incidents.step(data.at(40), [alertOn(data, 'db-01', 20)], new Uint8Array(5), calm);
  expect(incidents.open.size).toBe(2);
  const [{ id }] = incidents.newest(9).filter((incident) => incident.parties.has(0));
  incidents.step(data.at(50), [alertOn(data, 'web-01', 30)], new Uint8Array(5), calm);
  expect(incidents.newest(9).map((incident) => incident.id)).toEqual([id]);
  expect(incidents.find(id)?.alerts.every((alert) => alert.incident === id)).toBe(true);
});

test('neighbours that behave unusually are named without an alert of their own', () => {
  const data = frames(SHOP);
  const incidents = makeIncidents(data.fleet);
  const onset = (server: number) =>
    server === 1 || server === 2 ? data.at(server * 10) : undefined;
  incidents.step(data.at(60), [alertOn(data, 'db-01', 5)], new Uint8Array(5), onset);
  const [incident] = incidents.newest(1).map((record) => toIncident(record, data.fleet));
  expect(incident.involved.map((party) => `${party.server} ${party.severity}`)).toEqual([
    'db-01 warning',
    'web-01 info',
    'api-01 info',
  ]);
});

test('an incident resolves when all its alerts have been over for two minutes; a late alert starts another', () => {
  const data = frames(SHOP);
  const incidents = makeIncidents(data.fleet);
  const calm = () => undefined;
  const alert = alertOn(data, 'db-01', 0);
  incidents.step(data.at(10), [alert], new Uint8Array(5), calm);
  alert.state = 'resolved';
  alert.endedAt = data.at(60);
  incidents.step(data.at(179), [], new Uint8Array(5), calm);
  expect(incidents.open.size).toBe(1);
  incidents.step(data.at(180), [], new Uint8Array(5), calm);
  expect(incidents.newest(1)[0].resolvedAt).toBe(data.at(60));
  incidents.step(data.at(200), [alertOn(data, 'db-01', 190)], new Uint8Array(5), calm);
  expect(incidents.newest(9).map((incident) => incident.resolvedAt)).toEqual([
    undefined,
    data.at(60),
  ]);
});

test('a rack that loses power is one incident without any link; other rack mates stay apart', () => {
  const data = frames(
    'cpu a-01 .1\ncpu b-01 .1\ncpu c-01 .1\na-01: rack A1\nb-01: rack A1\nc-01: rack A1',
  );
  const incidents = makeIncidents(data.fleet);
  const down = { id: 'HostDown', metric: PRESENCE, sharesRack: true };
  const fired = [
    alertOn(data, 'a-01', 0, down),
    alertOn(data, 'b-01', 1, down),
    alertOn(data, 'c-01', 2),
  ];
  incidents.step(data.at(30), fired, new Uint8Array(3), () => undefined);
  expect(
    incidents
      .newest(9)
      .map((incident) => incident.parties.size)
      .sort(),
  ).toEqual([1, 2]);
});

test('silences and inhibition mute alerts and remember what muted what', () => {
  const data = frames(SHOP);
  const mutes = makeMutes(data.fleet);
  const [warning, critical] = [
    alertOn(data, 'db-01', 0),
    alertOn(data, 'db-01', 0, { severity: 'critical' }),
  ];
  const slow = alertOn(data, 'web-01', 0, SYMPTOM);
  const silence = mutes.silence('web-01', data.at(10), 5 * MINUTE);
  mutes.apply([warning, critical, slow], data.at(20));
  expect([warning.mutedBy, critical.mutedBy, slow.mutedBy]).toEqual([
    [critical.id],
    [],
    [silence.id],
  ]);
  mutes.apply([warning, slow], data.at(310));
  expect([warning.mutedBy, slow.mutedBy]).toEqual([[], []]);
  expect(mutes.history).toEqual([
    { alert: warning.id, by: critical.id, from: data.at(20), until: data.at(310) },
    { alert: slow.id, by: silence.id, from: data.at(20), until: data.at(310) },
  ]);
  const down = alertOn(data, 'db-01', 0, { id: 'HostDown' });
  mutes.apply([down, warning], data.at(320));
  expect(warning.mutedBy).toEqual([down.id]);
});
