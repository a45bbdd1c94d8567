/** The report: findings in order, evidence equal to the snapshot, Markdown. */
import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/core/domain/time.ts';
import type { Finding } from '../../src/core/insight/findings.ts';
import { makeReport, type Report } from '../../src/core/insight/report.ts';
import { type ReportWords, reportMarkdown } from '../../src/core/insight/report-markdown.ts';
import { makePipeline } from '../../src/core/pipeline.ts';
import { frameAt } from '../../src/core/sim/frame-at.ts';
import { makeWorld, withActions } from '../../src/core/sim/world.ts';
import { frames } from '../frames.ts';

const T0 = Date.UTC(2026, 2, 1, 9);

function failing() {
  const world = withActions(makeWorld(42, 20), [
    { kind: 'inject', fault: 'cpu', target: 'web-prod-01', at: T0 + 10 * MINUTE, duration: HOUR },
  ]);
  const pipeline = makePipeline({ fleet: world.fleet, step: MINUTE });
  const values = new Float32Array(world.fleet.metrics.length * 20);
  for (let k = 0; k < 45; k++) {
    frameAt(world, T0 + k * MINUTE, values);
    pipeline.step({ t: T0 + k * MINUTE, values });
  }
  return { fleet: world.fleet, snapshot: pipeline.snapshot() };
}

test('evidence equals the snapshot’s values, findings are sorted by severity, advice comes once each', () => {
  const input = failing();
  const report = makeReport(input);
  expect(report.findings.length).toBeGreaterThan(0);
  for (const { evidence } of report.findings) {
    for (const { server, metric, value, t } of evidence) {
      const m = input.fleet.metrics.findIndex(({ id }) => id === metric);
      const s = input.fleet.servers.findIndex(({ name }) => name === server);
      expect(value).toBe(input.snapshot.values[m * 20 + s]);
      expect(t).toBe(input.snapshot.t);
    }
  }
  const rank = report.findings.map(({ severity }) =>
    ['critical', 'warning', 'info'].indexOf(severity),
  );
  expect(rank).toEqual([...rank].sort((a, b) => a - b));
  expect(new Set(report.advice).size).toBe(report.advice.length);
  expect(report.statusCounts.reduce((sum, count) => sum + count, 0)).toBe(20);
  expect(makeReport(input)).toEqual(report);
});

test('what the analyses found is told, at most five of a kind', () => {
  const { fleet, frames: all } = frames('cpu web-01 .97\ncpu web-02 .2\nmemory web-01 .5');
  const pipeline = makePipeline({ fleet, step: 1000 });
  pipeline.step(all[0]);
  const change = {
    server: 'web-01',
    metric: 'cpu',
    strength: 0.9,
    distance: 0.9,
    shift: 5,
    before: 0.3,
    after: 0.97,
    direction: 'higher',
  } as const;
  const trend = {
    margin: 0.001,
    direction: 'rising',
    slope: 0.01,
    change: 0.6,
    level: 0.97,
    fit: 0.9,
    t: 9,
  } as const;
  const report = makeReport({
    fleet,
    snapshot: pipeline.snapshot(),
    changes: [...Array(7).fill(change), { ...change, strength: 0.1 }],
    trends: [
      { server: 'web-01', metric: 'cpu', trend },
      { server: 'web-02', metric: 'cpu', trend: { ...trend, direction: 'steady' } },
    ],
    outliers: [{ row: 0, score: 0.7, reasons: [{ metric: 'cpu', value: 0.97, share: 0.2 }] }],
    states: [
      {
        server: 'web-01',
        metrics: ['cpu'],
        states: [
          {
            name: { key: 'strained', metric: 'cpu', number: 1 },
            share: 0.4,
            centre: Float64Array.of(0.96),
          },
        ],
      },
    ],
  });
  const of = (kind: Finding['kind']): readonly Finding[] =>
    report.findings.filter((finding) => finding.kind === kind);
  expect(of('change')).toHaveLength(5);
  expect(of('trend')).toHaveLength(1);
  expect(of('outlier')[0]).toMatchObject({ server: 'web-01', metric: 'cpu' });
  expect(of('strained-state')[0].args).toEqual({ share: 0.4, mean: 0.96 });
  expect(report.advice).toContain('reduce-load');
});

test('a disk that fills a little and a server that is merely unlike the others are no news', () => {
  const { fleet, frames: all } = frames('disk web-01 .5\ndisk web-02 .2');
  const pipeline = makePipeline({ fleet, step: 1000 });
  pipeline.step(all[0]);
  const snapshot = pipeline.snapshot();
  const history = { start: snapshot.t - HOUR, step: MINUTE, length: 60, native: MINUTE };
  const trend = {
    direction: 'rising',
    ...{ slope: 0.0001, change: 0.006, level: 0.5, fit: 0.99, t: 90, margin: 0.000_001 },
  } as const;
  const told = (reach: number, score: number) =>
    makeReport({
      fleet,
      snapshot,
      history,
      trends: [{ server: 'web-01', metric: 'disk', trend, reach: { at: snapshot.t + reach } }],
      outliers: [{ row: 0, score, reasons: [] }],
    }).findings.map(({ kind }) => kind);
  expect(told(20 * HOUR, 0.6)).toEqual([]);
  expect(told(5 * HOUR, 0.6)).toEqual(['trend']);
  expect(told(20 * HOUR, 0.7)).toEqual(['outlier']);
});

test('a calm fleet has nothing to report', () => {
  const { fleet, frames: all } = frames('cpu a .3\ncpu b .4');
  const pipeline = makePipeline({ fleet, step: 1000 });
  pipeline.step(all[0]);
  const report = makeReport({ fleet, snapshot: pipeline.snapshot() });
  expect([report.findings, report.advice]).toEqual([[], []]);
  expect(reportMarkdown(report, WORDS)).toBe('# Report\n\nall\n\n## Findings\n\nAll is calm.\n');
});

const WORDS: ReportWords = {
  title: 'Report',
  summary: () => 'all',
  findings: 'Findings',
  advice: 'What to do',
  columns: {
    server: 'server',
    metric: 'metric',
    what: 'figure',
    value: 'value',
    time: 'time',
    query: 'query',
  },
  calm: 'All is calm.',
  finding: ({ kind, server }) => `${kind} on ${server}`,
  figure: ({ server, metric, what, value }) => ({
    ...{ server, metric, what, value: value.toFixed(2), time: 'now' },
  }),
  recommendation: (item) => item,
};

test('Markdown: a numbered finding, its evidence as a table, advice; markup in names is escaped', () => {
  const report = makeReport(failing());
  const named: Report = {
    ...report,
    advice: ['watch'],
    findings: [
      {
        kind: 'anomaly',
        severity: 'info',
        server: '<b>*|x',
        metric: 'cpu',
        args: {},
        evidence: [
          {
            what: 'now',
            server: '<b>*|x',
            metric: 'cpu',
            value: 0.5,
            t: 0,
            promql: 'cpu{instance="<b>*|x"}',
          },
        ],
        advice: ['watch'],
      },
    ],
  };
  expect(reportMarkdown(named, WORDS)).toBe(
    [
      '# Report',
      'all',
      '## Findings',
      '1. **anomaly on &lt;b>\\*\\|x**',
      '   | server | metric | figure | value | time | query |\n   | --- | --- | --- | ---: | --- | --- |\n   | &lt;b>\\*\\|x | cpu | now | 0.50 | now | `cpu{instance="<b>*\\|x"}` |',
      '   - watch',
      '## What to do',
      '- watch\n',
    ].join('\n\n'),
  );
});
