/** The Server screen's lanes and events. */
import { expect, test } from 'vitest';
import { eventsOf, groupEvents } from '../../src/app/views/server/events.ts';
import { faultsOn } from '../../src/app/views/server/faults-on.ts';
import {
  formatRange,
  lanesOf,
  orderLanes,
  rulesOf,
  splitReading,
} from '../../src/app/views/server/lanes.ts';
import { DEFAULT_RULES } from '../../src/core/alert/rules.ts';
import type { Alert, Anomaly } from '../../src/core/domain/incident.ts';
import type { Action } from '../../src/core/domain/session.ts';
import { MINUTE } from '../../src/core/domain/time.ts';
import { fleetOf } from './fleets.ts';

const fleet = fleetOf(['db-01 data icn/hall-1/A/A2', 'web-01 web icn/hall-1/A/A1'], []);
const [db, web] = fleet.servers;
const ids = (lanes: readonly { readonly id: string }[]) => lanes.map((lane) => lane.id);

function alert(metric: string, server: string, change: Partial<Alert> = {}): Alert {
  return {
    id: `${metric}@${server}`,
    rule: 'DiskSaturated',
    severity: 'warning',
    state: 'firing',
    server,
    metric,
    value: 1,
    threshold: 0.9,
    comparison: '>',
    since: 0,
    firedAt: MINUTE,
    endedAt: undefined,
    for: MINUTE,
    incident: undefined,
    acknowledged: undefined,
    mutedBy: [],
    ...change,
  };
}

test('network directions share a lane, every other metric has its own', () => {
  const lanes = lanesOf(fleet);
  expect(lanes).toHaveLength(fleet.metrics.length - 1);
  expect(lanes.find((lane) => lane.id === 'net_in')?.metrics.map((metric) => metric.id)).toEqual([
    'net_in',
    'net_out',
  ]);
});

test('lanes in trouble on this server come first, worst first; trouble elsewhere does not count', () => {
  const anomaly = { server: 'db-01', metric: 'load', end: undefined, peak: 0.9 } as Anomaly;
  const alerts = [
    alert('memory', 'db-01'),
    alert('disk_io', 'db-01', { severity: 'critical' }),
    alert('power', 'web-01', { severity: 'critical' }),
    alert('disk', 'db-01', { state: 'resolved' }),
  ];
  const ordered = ids(orderLanes(lanesOf(fleet), db, alerts, [anomaly]));
  expect(ordered.slice(0, 4)).toEqual(['disk_io', 'memory', 'load', 'cpu']);
  expect(ids(orderLanes(lanesOf(fleet), web, [], [])).slice(0, 2)).toEqual(['cpu', 'memory']);
});

test('a lane shows each threshold once, without rules that only inform', () => {
  expect(rulesOf(DEFAULT_RULES, 'error_ratio').map((rule) => rule.severity)).toEqual([
    'warning',
    'critical',
  ]);
  expect(rulesOf(DEFAULT_RULES, 'disk_io').map((rule) => rule.threshold)).toEqual([0.9]);
  expect(rulesOf(DEFAULT_RULES, 'cpu').map((rule) => rule.severity)).not.toContain('info');
});

test.each([
  ['97%', ['97', '%']],
  ['184\u00a0ms', ['184', 'ms']],
  ['\u22121,200\u00a0b/s', ['\u22121,200', 'b/s']],
  ['–', ['–', '']],
])('%s is split into number and unit', (text, parts) => {
  expect(splitReading(text)).toEqual(parts);
});

test('ranges carry one unit', () => {
  const format = {
    locale: () => 'en' as const,
    zone: () => 'UTC',
    value: () => '',
    time: () => '',
  };
  expect(formatRange(0.55, 0.7, '1', format)).toBe('55–70%');
  expect(formatRange(0.008, 0.017, 's', format)).toBe('8–17\u00a0ms');
  expect(formatRange(-0.00001, 0.003, '1', format)).toBe('0–0.3%');
});

test('events are what touches the server: its alerts, its incident, acts on it and on what holds it', () => {
  const actions: Action[] = [
    { kind: 'inject', fault: 'switch', target: 'A2', at: 0, duration: 10 * MINUTE },
    { kind: 'inject', fault: 'cpu', target: 'web-01', at: 0, duration: undefined },
    { kind: 'acknowledge', target: 'disk_io@db-01', at: 3 * MINUTE },
    { kind: 'clear', target: 'A2', at: 5 * MINUTE },
  ];
  const events = eventsOf(db, [alert('disk_io', 'db-01'), alert('cpu', 'web-01')], [], actions);
  expect(events.map(({ kind, t }) => `${kind} ${t / MINUTE}`)).toEqual([
    'inject 0',
    'alert 1',
    'acknowledge 3',
    'clear 5',
  ]);
  expect(groupEvents(events, 2 * MINUTE).map((group) => group.events.length)).toEqual([2, 1, 1]);
  expect(faultsOn(db, actions)).toEqual([
    { fault: 'switch', target: 'A2', start: 0, end: 5 * MINUTE },
  ]);
  // Without a duration of its own a fault lasts as long as its kind does.
  expect(faultsOn(web, actions).map((fault) => fault.end)).toEqual([30 * MINUTE]);
});
