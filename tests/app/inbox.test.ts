/** The inbox's own sorting: what a silence would mute, what the history shows, and the post-mortem's numbers. */
import { expect, test } from 'vitest';
import { formatValue } from '../../src/app/i18n/format.ts';
import {
  filterAlerts,
  filterIncidents,
  NO_FILTER,
} from '../../src/app/views/alerts/history-list.ts';
import { assigneeOf } from '../../src/app/views/alerts/inbox-words.ts';
import { previewMute, targetTest } from '../../src/app/views/alerts/mute-preview.ts';
import { worstOf, writePostMortem } from '../../src/app/views/alerts/post-mortem.ts';
import { actsAbout, responseOf, storyOf } from '../../src/core/alert/story.ts';
import type { Act } from '../../src/core/domain/act.ts';
import type { AlertLog } from '../../src/core/domain/act-log.ts';
import { parseActions } from '../../src/core/domain/session.ts';
import { DAY, HOUR, MINUTE, requireInstant, SECOND } from '../../src/core/domain/time.ts';
import { makePipeline } from '../../src/core/pipeline.ts';
import { frameAt, reachability } from '../../src/core/sim/frame-at.ts';
import { makeWorld, withActions } from '../../src/core/sim/world.ts';

const FROM = requireInstant('2026-03-01T09:00Z');
const world = withActions(makeWorld(42, 20), parseActions('disk-io@db-master-01+2m', FROM) ?? []);
const pipeline = makePipeline({ fleet: world.fleet, step: SECOND });
const disk = world.fleet.metrics.findIndex(({ id }) => id === 'disk_io');
const master = world.fleet.servers.findIndex(({ name }) => name === 'db-master-01');
const times: number[] = [];
const values: number[] = [];
for (let second = 0; second < 8 * 60; second++) {
  const t = FROM + second * SECOND;
  const frame = frameAt(world, t);
  times.push(t);
  values.push(frame.values[disk * world.fleet.servers.length + master]);
  pipeline.step(frame, reachability(world, t));
}
const { alerts, incidents, t: now } = pipeline.snapshot();
const [incident] = incidents;
const NOTE: Act = {
  kind: 'note',
  target: incident.id,
  at: now,
  by: 'Minji',
  note: 'backup ran late',
};
const log: AlertLog = {
  alerts: pipeline.alertLog,
  incidents,
  acts: [{ id: 'note-1', act: NOTE, source: 'sim/42/20/normal', undone: false }],
};
const same = (id: string) => id;

test('a preview counts by labels, by name and by place, and lays a weekly window over the past', () => {
  const { fleet } = world;
  const count = (target: string) => {
    const isMeant = targetTest(target, fleet);
    return isMeant && previewMute(alerts, isMeant, undefined, HOUR);
  };
  const fired = alerts.filter(({ firedAt }) => firedAt !== undefined);
  expect(count('instance=~".*"')).toEqual({
    now: fired.length,
    past: fired.length,
    all: fired.length,
  });
  const ofMaster = fired.filter(({ server }) => server === 'db-master-01').length;
  expect(count('db-master-01')?.now).toBe(ofMaster);
  expect(count('instance!="db-master-01"')?.now).toBe(fired.length - ofMaster);
  expect(count(fleet.servers[master].place?.site ?? '')?.now).toBe(fired.length);
  expect(count('instance=~"("')).toBeUndefined();
  const all = targetTest('severity=~".+"', fleet) ?? (() => false);
  const sunday = { days: [0], minute: 9 * 60, zone: 'UTC' };
  expect(previewMute(alerts, all, sunday, HOUR).past).toBe(fired.length);
  expect(previewMute(alerts, all, { ...sunday, days: [1] }, HOUR).past).toBe(0);
});

test('the history is searched by words and notes, and filtered by severity, state, rule and time', () => {
  const found = (change: Partial<typeof NO_FILTER>, at = now) =>
    filterAlerts(log, { ...NO_FILTER, ...change }, at, same).length;
  expect(found({})).toBe(log.alerts.length);
  expect(found({ text: 'db-master disksaturated' })).toBe(
    log.alerts.filter(({ server, rule }) => server === 'db-master-01' && rule === 'DiskSaturated')
      .length,
  );
  expect(found({ text: 'late backup' })).toBe(
    log.alerts.filter((one) => one.incident === incident.id).length,
  );
  expect(found({ severity: 'info' })).toBe(0);
  expect(found({ state: 'resolved' })).toBe(
    log.alerts.filter(({ state }) => state === 'resolved').length,
  );
  expect(found({ span: 'day' }, now + 2 * DAY)).toBe(
    log.alerts.filter(({ endedAt }) => endedAt === undefined).length,
  );
  expect(filterIncidents(log, { ...NO_FILTER, text: 'minji' }, now, same)).toHaveLength(1);
  expect(filterIncidents(log, { ...NO_FILTER, text: 'nobody' }, now, same)).toHaveLength(0);
});

test('the last one assigned has it, and nobody does after it was taken back', () => {
  const give = (to: string, at: number) => ({ kind: 'assign', target: 'a', to, at }) as const;
  expect(assigneeOf(['a'], [give('Minji', 1), give('Jae', 2)])).toBe('Jae');
  expect(assigneeOf(['a'], [give('Minji', 1), give('', 2)])).toBeUndefined();
  expect(assigneeOf(['b'], [give('Minji', 1)])).toBeUndefined();
});

test.each(['en', 'ko'] as const)(
  'the post-mortem in %s tells the worst value as the chart shows it, what people did and the cause',
  (locale) => {
    const naming = alerts.find(
      ({ rule, server }) => rule === incident.rule && server === incident.server,
    );
    if (!naming) throw new Error('no naming alert');
    const worst = worstOf(naming, Float64Array.from(times), Float32Array.from(values));
    const acts = actsAbout(incident, [NOTE]);
    const text = writePostMortem(
      {
        incident,
        story: storyOf(
          incident,
          alerts.filter((one) => one.incident === incident.id),
          acts,
          world.fleet,
        ),
        response: responseOf([incident], acts),
        measured: worst
          ? [{ alert: naming, value: worst.value, at: worst.at, low: 0.2, high: 0.4 }]
          : [],
        now,
      },
      locale,
      'Asia/Seoul',
      { bytes: 'binary', temperature: 'Cel' },
    );
    const peak = Math.max(...values.filter((_, k) => times[k] >= naming.since - MINUTE));
    expect(text).toContain(formatValue(peak, '1', locale, { bytes: 'binary', temperature: 'Cel' }));
    expect(text).toContain('Minji: backup ran late');
    expect(text).toContain(incident.id.toUpperCase());
    expect(text).toContain('db-master-01');
    expect(text).not.toMatch(/\{[a-z]+[|}]|undefined|NaN/);
  },
);
