/** Incidents: which alerts belong together, what names them, places as causes, merging and splitting by hand. */
import { expect, test } from 'vitest';
import { toIncident } from '../../src/core/alert/incident-record.ts';
import { makeIncidents } from '../../src/core/alert/incidents.ts';
import { makeKinship } from '../../src/core/alert/kinship.ts';
import { PRESENCE } from '../../src/core/domain/rule.ts';
import { frames } from '../frames.ts';
import { alertOn, SHOP, SYMPTOM } from '../sounding.ts';

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
      (s) => found.push(name(s)) < 0,
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

const DOWN = { id: 'HostDown', metric: PRESENCE, sharesRack: true } as const;
const HALL = `${Array.from({ length: 12 }, (_, k) => `cpu s-${k} .1`).join('\n')}
${Array.from({ length: 12 }, (_, k) => `s-${k}: rack ${k < 6 ? 'A1' : 'A2'}`).join('\n')}`;

test('a whole rack that goes dark is named by the rack, a part of it is not', () => {
  const data = frames(HALL);
  const dark = (servers: readonly number[]) => {
    const incidents = makeIncidents(data.fleet);
    const fired = servers.map((k) => alertOn(data, `s-${k}`, 0, DOWN));
    incidents.step(data.at(30), fired, new Uint8Array(12), () => undefined);
    return incidents.newest(9).map((record) => toIncident(record, data.fleet));
  };
  const [whole, ...none] = dark([0, 1, 2, 3, 4, 5]);
  expect(none).toEqual([]);
  expect(whole.place).toEqual({ kind: 'rack', name: 'A1', servers: 6 });
  expect(whole.counts).toMatchObject({ alerts: 6, firing: 6, servers: 6 });
  expect(dark([0, 1, 2, 3])[0].place).toBeUndefined();
  // Both racks: what they share is the row, and it is one incident although no link joins them.
  const row = dark([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(row).toHaveLength(1);
  expect(row[0].place).toMatchObject({ name: expect.stringMatching(/row-A|A$/), servers: 12 });
});

/** Three services of one rack, each asked by somebody elsewhere. */
const LOSSY = `
cpu db-01 .1
cpu cache-01 .1
cpu queue-01 .1
cpu web-01 .1
cpu web-02 .1
cpu web-03 .1
web-01 -> db-01
web-02 -> cache-01
web-03 -> queue-01
db-01: rack A1
cache-01: rack A1
queue-01: rack A1
web-01: rack A2
web-02: rack A2
web-03: rack A2`;

test('a rack whose network is bad is named by the symptom its servers share, their callers are not blamed', () => {
  const data = frames(LOSSY);
  const incidents = makeIncidents(data.fleet);
  const calm = () => undefined;
  const none = new Uint8Array(6);
  const first = ['db-01', 'cache-01', 'queue-01'].map((name) => alertOn(data, name, 1, SYMPTOM));
  incidents.step(data.at(60), first, none, calm);
  const callers = ['web-01', 'web-02', 'web-03'].map((name) => alertOn(data, name, 12, SYMPTOM));
  incidents.step(data.at(70), callers, none, calm);
  const [only, ...others] = incidents.newest(9).map((record) => toIncident(record, data.fleet));
  expect(others).toEqual([]);
  expect(only.place).toEqual({ kind: 'rack', name: 'A1', servers: 3 });
  expect(only.involved).toHaveLength(6);
});

test('servers of a rack that all call the one in trouble do not make it a trouble of the rack', () => {
  const data = frames(
    `${LOSSY}\ndb-01 -> store-01\ncache-01 -> store-01\nqueue-01 -> store-01\ncpu store-01 .1`,
  );
  const incidents = makeIncidents(data.fleet);
  const fired = [
    alertOn(data, 'store-01', 0),
    ...['db-01', 'cache-01', 'queue-01'].map((name) => alertOn(data, name, 4, SYMPTOM)),
  ];
  incidents.step(data.at(60), fired, new Uint8Array(7), () => undefined);
  const [only, ...others] = incidents.newest(9).map((record) => toIncident(record, data.fleet));
  expect(others).toEqual([]);
  expect(only.server).toBe('store-01');
  expect(only.place).toBeUndefined();
});

test('a callee that has been mildly unusual for long is part of what its callers suffer; a caller is not', () => {
  const data = frames(SHOP);
  const incidents = makeIncidents(data.fleet);
  const mild = ['proxy-01', 'db-01'].map((name) =>
    data.fleet.servers.findIndex((server) => server.name === name),
  );
  const onsetOf = (server: number, what = 'much') =>
    what === 'mild' && mild.includes(server) ? data.at(-300) : undefined;
  incidents.step(data.at(900), [alertOn(data, 'api-01', 880, SYMPTOM)], new Uint8Array(5), onsetOf);
  const [only] = incidents.newest(1).map((record) => toIncident(record, data.fleet));
  expect(only.involved.map(({ server }) => server)).toEqual(['db-01', 'api-01']);
});

test('two incidents merged by hand are one under the name that was chosen, and the old id still finds it', () => {
  const data = frames(SHOP);
  const incidents = makeIncidents(data.fleet);
  const calm = () => undefined;
  incidents.step(data.at(30), [alertOn(data, 'mail-01', 10)], new Uint8Array(5), calm);
  incidents.step(data.at(40), [alertOn(data, 'db-01', 20)], new Uint8Array(5), calm);
  const [db, mail] = incidents.newest(9);
  expect(incidents.merge(db.id, mail.id)).toBe(true);
  expect(incidents.newest(9).map(({ id }) => id)).toEqual([db.id]);
  expect(incidents.find(mail.id)).toBe(db);
  expect(db.openedAt).toBe(data.at(10));
  expect(incidents.merge(db.id, mail.id)).toBe(false);
});

test('alerts split off by hand are an incident of their own, and what comes later does not join them again', () => {
  const data = frames(SHOP);
  const incidents = makeIncidents(data.fleet);
  const calm = () => undefined;
  const none = new Uint8Array(5);
  const [db, web] = [alertOn(data, 'db-01', 0), alertOn(data, 'web-01', 5, SYMPTOM)];
  incidents.step(data.at(10), [db, web], none, calm);
  expect(incidents.newest(9)).toHaveLength(1);
  expect(incidents.split(db.incident ?? '', [web.id])).toBe(true);
  expect(web.incident).not.toBe(db.incident);
  expect(incidents.open.size).toBe(2);
  incidents.step(data.at(20), [alertOn(data, 'api-01', 15, SYMPTOM)], none, calm);
  expect(incidents.open.size).toBe(2);
  expect(incidents.split(web.incident ?? '', [web.id])).toBe(false);
});
