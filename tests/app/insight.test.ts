/** Words for everything the analyses can say, and the small decisions of the Insight screen. */
import { expect, test } from 'vitest';
import { insight as insightEn } from '../../src/app/i18n/en/insight.ts';
import { report as reportEn } from '../../src/app/i18n/en/report.ts';
import { insight as insightKo } from '../../src/app/i18n/ko/insight.ts';
import { report as reportKo } from '../../src/app/i18n/ko/report.ts';
import { letterOf, movesOf, pathOfState, runsOf } from '../../src/app/views/insight/runs.ts';
import { baselineOf, windowOf } from '../../src/app/views/insight/stretches.ts';
import { reportText } from '../../src/app/views/report/report-words.ts';
import type { Incident } from '../../src/core/domain/incident.ts';
import { HOUR, MINUTE } from '../../src/core/domain/time.ts';
import { CHANGE_DIRECTIONS } from '../../src/core/insight/compare.ts';
import { FIGURE_KINDS } from '../../src/core/insight/evidence.ts';
import { FINDINGS, type Finding, RECOMMENDATIONS } from '../../src/core/insight/findings.ts';
import { PERFORMANCE_SIDES } from '../../src/core/insight/performance.ts';
import { STATE_KEYS } from '../../src/core/insight/states.ts';

const T = Date.UTC(2026, 2, 12, 5);

/** Keys that name what the core can emit. */
const INSIGHT = [
  ...STATE_KEYS.map((key) => `state.${key}`),
  ...CHANGE_DIRECTIONS.map((key) => `change.${key}`),
  ...PERFORMANCE_SIDES.map((key) => `score.side.${key}`),
];
const REPORT = [
  ...RECOMMENDATIONS.map((key) => `advice.${key}`),
  ...FIGURE_KINDS.map((key) => `what.${key}`),
];

test.each([
  ['insight', INSIGHT, insightEn, insightKo],
  ['report', REPORT, reportEn, reportKo],
] as const)('%s: every key the core can emit has words in both languages', (_, keys, en, ko) => {
  for (const key of keys) {
    expect(Object.keys(en), key).toContain(key);
    expect(Object.keys(ko), key).toContain(key);
  }
});

/** Every shape a finding can have: with all its arguments, and with none of the optional ones. */
const FULL: Readonly<Record<Finding['kind'], readonly Finding['args'][]>> = {
  incident: [
    { id: 'inc-1', rule: 'HostDown', since: T, servers: 3 },
    {
      ...{ id: 'inc-1', rule: 'HostDown', since: T, servers: 1 },
      ...{ suspect: 'db-1', suspectMetric: 'disk_io', share: 0.8 },
    },
  ],
  'server-off': [{ lastSeen: T }, { lastSeen: Number.NaN }],
  'poor-health': [{ health: 12.3, points: 40 }, { health: 30 }],
  breach: [
    { limit: 0.95, at: T, early: T, late: T, method: 'holt' },
    { limit: 0.95, at: T, early: T, method: 'holt' },
  ],
  anomaly: ['above', 'below'].map((direction) => ({
    ...{ score: 0.9, sigma: 7.8, since: T, low: 0.1, high: 0.2, direction },
  })),
  'strained-state': [{ share: 0.4, mean: 0.95 }],
  change: CHANGE_DIRECTIONS.map((direction) => ({
    ...{ before: 0.2, after: 0.4, shift: 5, distance: 1, direction },
  })),
  trend: ['rising', 'falling'].map((direction) => ({
    ...{ direction, change: 0.1, slope: 0.001, fit: 0.9 },
  })),
  outlier: [{ score: 0.6 }],
};

test.each(['en', 'ko'] as const)('%s: every finding makes a whole sentence', (locale) => {
  const text = reportText(locale, {
    zone: 'Asia/Seoul',
    options: { bytes: 'binary', temperature: 'Cel' },
    source: { kind: 'file', name: 'x.csv' },
    servers: 2,
  });
  for (const kind of FINDINGS) {
    for (const args of FULL[kind]) {
      for (const metric of ['cpu', undefined]) {
        if (metric === undefined && !['outlier', 'server-off'].includes(kind)) continue;
        const said = text.finding({
          ...{ kind, severity: 'info', server: 'web-01', metric, args, evidence: [], advice: [] },
        });
        expect(said).toContain('web-01');
        expect(said, `${kind} ${JSON.stringify(args)}`).not.toMatch(/[{}]|NaN|undefined|–/);
      }
    }
  }
});

test('a window: the last minutes, an incident with what led to it, a drag cut at the instant shown', () => {
  expect(windowOf({ kind: 'last', span: HOUR }, T, [])).toEqual({ from: T - HOUR, to: T });
  const incident: Incident = {
    id: 'inc-1',
    severity: 'critical',
    state: 'open',
    openedAt: T - 10 * MINUTE,
    resolvedAt: undefined,
    server: 'a',
    metric: 'cpu',
    rule: 'CPUSaturated',
    involved: [
      { server: 'a', onset: T - 12 * MINUTE, recoveredAt: undefined, severity: 'critical' },
    ],
    alerts: [],
    acknowledged: undefined,
    suspects: [],
  };
  expect(windowOf({ kind: 'incident', id: 'inc-1' }, T, [incident])).toEqual({
    from: T - 14 * MINUTE,
    to: T,
  });
  // An incident that is not known at this instant: the shortest length.
  expect(windowOf({ kind: 'incident', id: 'inc-2' }, T, [incident]).to).toBe(T);
  expect(windowOf({ kind: 'dragged', from: T - HOUR, to: T + HOUR }, T, [])).toEqual({
    from: T - HOUR,
    to: T,
  });
});

test('a baseline lies before its window and not before the data begin', () => {
  const window = { from: T - HOUR, to: T };
  expect(baselineOf('equal', window, undefined)).toEqual({ from: T - 2 * HOUR, to: T - HOUR });
  expect(baselineOf('four', window, T - 3 * HOUR)).toEqual({ from: T - 3 * HOUR, to: T - HOUR });
  expect(baselineOf('day', window, undefined)).toEqual({ from: T - 25 * HOUR, to: T - 24 * HOUR });
});

test('stretches of states: gaps are stepped over by transitions, every sample is drawn once', () => {
  const runs = runsOf([0, 0, -1, 0, 1, 1, 0]);
  expect(runs.map(({ from, to, state }) => [from, to, state])).toEqual([
    [0, 2, 0],
    [2, 3, -1],
    [3, 4, 0],
    [4, 6, 1],
    [6, 7, 0],
  ]);
  expect(movesOf(runs).map(([a, b]) => [a.state, b.state])).toEqual([
    [0, 1],
    [1, 0],
  ]);
  expect(pathOfState(runs, 1)).toBe('M4 0H6V1H4Z');
  expect(runsOf([])).toEqual([]);
  expect([letterOf(0), letterOf(7)]).toEqual(['A', 'H']);
});
