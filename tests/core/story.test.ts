/** An incident's story, how fast people were, and alerts as other tools read them. */
import { expect, test } from 'vitest';
import { alertmanagerJson, alertTable, fingerprint } from '../../src/core/alert/export.ts';
import { actsAbout, responseOf, storyOf } from '../../src/core/alert/story.ts';
import type { Act } from '../../src/core/domain/act.ts';
import { parseActions } from '../../src/core/domain/session.ts';
import { MINUTE, requireInstant, SECOND } from '../../src/core/domain/time.ts';
import { readAlerts } from '../../src/core/formats/alertmanager.ts';
import { makePipeline } from '../../src/core/pipeline.ts';
import { frameAt, reachability } from '../../src/core/sim/frame-at.ts';
import { makeWorld, withActions } from '../../src/core/sim/world.ts';

const FROM = requireInstant('2026-03-01T09:00Z');

function watched(notation: string, minutes: number) {
  const world = withActions(makeWorld(42, 20), parseActions(notation, FROM) ?? []);
  const pipeline = makePipeline({ fleet: world.fleet, step: SECOND });
  for (let second = 0; second < minutes * 60; second++) {
    const t = FROM + second * SECOND;
    pipeline.step(frameAt(world, t), reachability(world, t));
  }
  return { ...pipeline.snapshot(), log: pipeline.alertLog, fleet: world.fleet };
}

const { incidents, log, fleet } = watched('disk-io@db-master-01+2m~4m', 14);
const [incident] = incidents;
const members = log.filter((alert) => alert.incident === incident.id);

test('the story begins where the trouble began, goes up the call path and ends with the end', () => {
  const ack: Act = { kind: 'acknowledge', target: incident.id, at: incident.openedAt + MINUTE };
  const elsewhere: Act = { kind: 'note', target: 'alr-other', at: FROM, note: 'x' };
  const acts = actsAbout(incident, [elsewhere, ack]);
  expect(acts).toEqual([ack]);
  const story = storyOf(incident, members, acts, fleet);
  expect(story[0]).toMatchObject({ kind: 'onset', server: 'db-master-01', hops: 0, offset: 0 });
  const hops = story.flatMap((line) => (line.kind === 'onset' ? [line.hops ?? 0] : []));
  expect(hops.length).toBeGreaterThan(2);
  expect(hops.slice(1).every((count) => count > 0)).toBe(true);
  expect(story.map(({ at }) => at)).toEqual(story.map(({ at }) => at).sort((a, b) => a - b));
  expect(story.filter(({ kind }) => kind === 'fired')).toHaveLength(members.length);
  expect(story.some((line) => line.kind === 'act' && line.act === ack)).toBe(true);
  expect(story.at(-1)).toMatchObject({ kind: 'resolved', at: incident.resolvedAt });
});

test('times to acknowledge and to resolve are counted over the incidents that have them', () => {
  const open = {
    ...incident,
    id: 'inc-2',
    alerts: ['a'],
    resolvedAt: undefined,
    acknowledged: undefined,
  };
  const acts: Act[] = [
    { kind: 'acknowledge', target: 'a', at: incident.openedAt + 3 * MINUTE },
    { kind: 'acknowledge', target: 'a', at: incident.openedAt + 9 * MINUTE },
    { kind: 'acknowledge', target: incident.id, at: incident.openedAt + MINUTE },
  ];
  const lasted = (incident.resolvedAt ?? Number.NaN) - incident.openedAt;
  expect(responseOf([incident, open], acts)).toEqual({
    incidents: 2,
    acknowledged: 2,
    meanToAcknowledge: 2 * MINUTE,
    medianToAcknowledge: 2 * MINUTE,
    resolved: 1,
    meanToResolve: lasted,
    medianToResolve: lasted,
  });
  expect(responseOf([], []).meanToResolve).toBeNaN();
});

test('exported alerts are read back as an Alertmanager lists them', () => {
  const json = alertmanagerJson(
    members,
    (name) => fleet.servers.find((server) => server.name === name),
    'https://edge.example/',
  );
  const read = readAlerts(JSON.parse(json));
  expect(read).toHaveLength(members.length);
  for (const [k, { labels, startsAt, endsAt, fingerprint: print }] of read.entries()) {
    expect(labels.alertname).toBe(members[k].rule);
    expect(labels.instance).toBe(members[k].server);
    expect(labels.role).toBeDefined();
    expect([startsAt, endsAt]).toEqual([members[k].firedAt, members[k].endedAt]);
    expect(print).toBe(fingerprint({ ...labels }));
  }
  const { head, rows } = alertTable(members);
  expect(rows.every((row) => row.length === head.length)).toBe(true);
  expect(rows[0][head.indexOf('alertname')]).toBe(members[0].rule);
});
