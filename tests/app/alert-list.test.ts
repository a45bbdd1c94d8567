/** The Alerts screen's sorting: tabs, groups, histogram, axis, silences. */
import { expect, test } from 'vitest';
import { heardAlerts } from '../../src/app/heard-alerts.ts';
import {
  anomalyAt,
  axisWidth,
  groupAlerts,
  histogramOf,
  matches,
  mergeAlerts,
  silencedUntil,
  tabOf,
} from '../../src/app/views/alerts/alert-list.ts';
import type { Alert, Anomaly, Incident } from '../../src/core/domain/incident.ts';
import { HOUR, MINUTE, SECOND } from '../../src/core/domain/time.ts';

const NOW = 10 * HOUR;

function alert(id: string, change: Partial<Alert> = {}): Alert {
  return {
    id,
    rule: 'DiskSaturated',
    severity: 'critical',
    state: 'firing',
    server: 'db-master-01',
    metric: 'disk_io',
    value: 0.97,
    threshold: 0.9,
    comparison: '>',
    since: NOW - 30 * MINUTE,
    firedAt: NOW - 29 * MINUTE,
    endedAt: undefined,
    for: MINUTE,
    incident: undefined,
    acknowledged: undefined,
    mutedBy: [],
    ...change,
  };
}
function incident(id: string): Incident {
  return {
    id,
    severity: 'critical',
    state: 'open',
    openedAt: NOW,
    resolvedAt: undefined,
    server: 'db-master-01',
    metric: 'disk_io',
    rule: 'DiskSaturated',
    involved: [],
    alerts: [],
    acknowledged: undefined,
    suspects: [],
  };
}

test('a muted alert is silenced even when acknowledged; a resolved one is resolved', () => {
  const acknowledged = { at: NOW, by: 'x', note: '' };
  expect(tabOf(alert('a'))).toBe('firing');
  expect(tabOf(alert('a', { acknowledged }))).toBe('acknowledged');
  expect(tabOf(alert('a', { acknowledged, mutedBy: ['sil-1'] }))).toBe('silenced');
  expect(tabOf(alert('a', { state: 'resolved', mutedBy: ['sil-1'] }))).toBe('resolved');
});

test('groups follow the incidents, then the rest, then what is pending; empty ones are left out', () => {
  const list = [
    alert('1', { incident: 'inc-b' }),
    alert('2'),
    alert('3', { state: 'pending', firedAt: undefined }),
    alert('4', { incident: 'inc-gone' }),
  ];
  expect(groupAlerts(list, [incident('inc-a'), incident('inc-b')])).toEqual([
    { id: 'inc-b', alerts: ['1'] },
    { id: 'none', alerts: ['2', '4'] },
    { id: 'pending', alerts: ['3'] },
  ]);
});

test('newer state wins when alerts are merged', () => {
  const merged = mergeAlerts([alert('a'), alert('b')], [alert('a', { state: 'resolved' })]);
  expect([...merged.values()].map((item) => `${item.id} ${item.state}`)).toEqual([
    'a resolved',
    'b firing',
  ]);
});

test('an alert counts in every part it touches, pending ones in none', () => {
  const list = [
    alert('a', { firedAt: 25, endedAt: 55 }),
    alert('b', { firedAt: 90, severity: 'warning' }),
    alert('c', { state: 'pending', firedAt: undefined }),
    alert('d', { firedAt: -50, endedAt: -10 }),
    alert('e', { firedAt: 200 }),
  ];
  const { critical, warning, most } = histogramOf(list, 0, 100, 5);
  expect([...critical]).toEqual([0, 1, 1, 0, 0]);
  expect([...warning]).toEqual([0, 0, 0, 0, 1]);
  expect(most).toBe(1);
});

test('what is without data is a state of its own: in the bars from then on, in the badge, and never twice', () => {
  const list = [
    alert('a', { firedAt: 10 }),
    alert('b', { state: 'no-data', firedAt: 10, missingSince: 50 }),
    alert('c', { state: 'no-data', firedAt: 70, missingSince: 65, mutedBy: ['sil-1'] }),
    alert('d', { comparison: 'absent' }),
    alert('e', { state: 'pending', firedAt: undefined }),
  ];
  const { critical, noData, most } = histogramOf(list.slice(0, 3), 0, 100, 5);
  expect([...critical]).toEqual([2, 2, 1, 1, 1]);
  expect([...noData]).toEqual([0, 0, 1, 2, 2]);
  expect(most).toBe(3);
  expect(heardAlerts(list)).toEqual({ critical: 1, warning: 0, info: 0, absent: 1, noData: 1 });
});

test('the rows share an axis just wide enough, never wider than the range', () => {
  expect(axisWidth([alert('a')], NOW, 6 * HOUR)).toBe(HOUR);
  expect(axisWidth([alert('a', { since: NOW - 5 * MINUTE })], NOW, 6 * HOUR)).toBe(15 * MINUTE);
  expect(axisWidth([alert('a', { since: 0 })], NOW, 6 * HOUR)).toBe(6 * HOUR);
  expect(axisWidth([], NOW, 6 * HOUR)).toBe(15 * MINUTE);
});

test('the latest silence that names the alert, its server or its incident counts', () => {
  const at = NOW - 10 * MINUTE;
  const hour = { kind: 'silence', target: 'db-master-01', at, duration: HOUR } as const;
  const quarter = { kind: 'silence', target: 'a', at, duration: 15 * MINUTE } as const;
  const over = { kind: 'silence', target: 'a', at: NOW - 3 * HOUR, duration: HOUR } as const;
  expect(silencedUntil(alert('a'), [quarter, hour], NOW, undefined)).toBe(at + HOUR);
  expect(silencedUntil(alert('a'), [over], NOW, undefined)).toBeUndefined();
  expect(silencedUntil(alert('a', { server: 'web-01' }), [hour], NOW, undefined)).toBeUndefined();
});

test('every word of the filter must occur', () => {
  expect(matches(alert('a'), 'db disk', 'Disk I/O saturated', undefined)).toBe(true);
  expect(matches(alert('a'), 'db 디스크', '디스크 I/O 포화', undefined)).toBe(true);
  expect(matches(alert('a'), 'web', 'Disk I/O saturated', undefined)).toBe(false);
});

test('an onset is explained by what began nearest to it on that server, of equals by the strongest', () => {
  const anomaly = (server: string, metric: string, second: number, peak: number) =>
    ({ server, metric, start: NOW + second * SECOND, peak }) as Anomaly;
  const list = [
    anomaly('db-01', 'latency', 4, 0.9),
    anomaly('db-01', 'cpu', 0, 0.5),
    anomaly('db-01', 'disk_io', 0, 0.7),
    anomaly('web-01', 'cpu', 0, 1),
    anomaly('api-01', 'cpu', 90, 1),
  ];
  expect(anomalyAt(list, 'db-01', NOW)?.metric).toBe('disk_io');
  expect(anomalyAt(list, 'db-01', NOW + 3 * SECOND)?.metric).toBe('latency');
  expect(anomalyAt(list, 'db-01', NOW + 3 * SECOND, 'cpu')?.metric).toBe('cpu');
  expect(anomalyAt(list, 'api-01', NOW)).toBeUndefined();
});
