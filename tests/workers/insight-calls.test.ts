/** Samples for the analyses, and the report made of them: every number is the one the query gives over the same store. */
import { expect, test } from 'vitest';
import { reportText } from '../../src/app/views/report/report-words.ts';
import { parseSession } from '../../src/core/domain/session.ts';
import type { Snapshot } from '../../src/core/domain/snapshot.ts';
import { MINUTE, SECOND } from '../../src/core/domain/time.ts';
import { historyOf } from '../../src/core/insight/block.ts';
import { buildReport } from '../../src/core/insight/report-analyses.ts';
import { reportMarkdown } from '../../src/core/insight/report-markdown.ts';
import { finish } from '../../src/core/insight/task.ts';
import { engineAt } from './node-engine.ts';

const FROM = Date.UTC(2026, 2, 12, 4);
const T = FROM + 60 * MINUTE;
const { signal } = new AbortController();

async function opened(hash: string, at: number) {
  const { session } = parseSession(hash);
  const node = engineAt(at);
  const shown = node.next(at);
  const { fleet } = await node.engine.open({ session, locale: 'en' }, signal);
  const snapshot = await shown;
  return { engine: node.engine, snapshot, fleet };
}

const SIMULATED =
  '#/report?v=1&seed=42&step=5s&from=2026-03-12T04:00:00Z&at=2026-03-12T05:00:00Z&do=disk-io@db-master-01+50m,leak@cache-redis-01+10m';

/** A day of two servers, a sample a minute that does not lie on whole minutes, with a gap. */
function csv(): string {
  const rows = ['time,server,cpu,memory'];
  for (let k = 0; k < 600; k++) {
    const t = new Date(FROM + 17 * SECOND + k * MINUTE).toISOString();
    for (const server of ['alpha "1"', 'beta']) {
      if (server === 'beta' && k >= 300 && k < 330) continue;
      const wobble = ((k * 7919 + server.length * 104_729) % 97) / 970;
      const rise = server === 'beta' && k > 540 ? 0.4 : 0;
      rows.push(
        `${t},${server.replaceAll('"', '')},${(0.2 + wobble + rise).toFixed(4)},${(0.9 * (k / 600) ** 2).toFixed(4)}`,
      );
    }
  }
  return rows.join('\n');
}

async function ask(
  engine: Awaited<ReturnType<typeof opened>>['engine'],
  promql: string,
  t: number,
) {
  const { series } = await engine.query({ promql, start: t, end: t, step: 1000 }, signal);
  expect(series, promql).toHaveLength(1);
  return series[0].values[0];
}

async function reportOf(
  {
    engine,
    snapshot,
  }: { engine: Awaited<ReturnType<typeof opened>>['engine']; snapshot: Snapshot },
  fleet: Awaited<ReturnType<typeof engine.open>>['fleet'],
  span: number,
  most: number,
) {
  const { t } = snapshot;
  const read = (start: number, end: number) => engine.samples({ start, end, most }, signal);
  const [window, baseline, states] = await Promise.all([
    read(t - span, t),
    read(t - 3 * span, t - span),
    read(t - span, t),
  ]);
  return {
    report: finish(buildReport({ fleet, snapshot, window, baseline, states, contamination: 0.1 })),
    window,
  };
}

test.each([
  ['every tick', 4_000_000, 15 * MINUTE],
  ['thinned', 260 * 24, 15 * MINUTE],
])('simulated, %s: evidence equals the query, text says the same number', async (_, most, span) => {
  const node = await opened(SIMULATED, T);
  const { report } = await reportOf(node, node.fleet, span, most);
  const kinds = new Set(report.findings.map(({ kind }) => kind));
  expect([...kinds]).toEqual(expect.arrayContaining(['incident', 'poor-health', 'change']));
  let checked = 0;
  for (const locale of ['en', 'ko'] as const) {
    const text = reportText(locale, {
      zone: 'Asia/Seoul',
      options: { bytes: 'binary', temperature: 'Cel' },
      source: { kind: 'simulated', name: 'normal' },
      servers: 20,
    });
    const markdown = reportMarkdown(report, text);
    for (const { evidence } of report.findings) {
      for (const figure of evidence) {
        const value = await ask(node.engine, figure.promql, node.snapshot.t);
        expect(figure.value / value, figure.promql).toBeCloseTo(1, 6);
        expect(text.figure({ ...figure, value }).value).toBe(text.figure(figure).value);
        expect(markdown).toContain(`| ${text.figure(figure).value} |`);
        checked++;
      }
    }
    // A sentence has no number that its evidence has not.
    for (const finding of report.findings) {
      if (finding.kind !== 'change') continue;
      const [before, after] = finding.evidence.map((one) => text.figure(one).value);
      expect(text.finding(finding)).toContain(before);
      expect(text.finding(finding)).toContain(after);
    }
    expect(markdown).not.toMatch(/\{[A-Za-z]+\}|NaN|undefined/);
  }
  expect(checked).toBeGreaterThan(30);
});

test('a file with a phase and a gap: evidence equals the query', async () => {
  const node = engineAt(FROM + 700 * MINUTE);
  const { key } = await node.engine.importFile(
    { name: 'two.csv', text: csv(), mapping: {} },
    signal,
  );
  const { session } = parseSession(`#/report?v=1&src=file&file=${key}`);
  const shown = node.next(FROM + 17 * SECOND + 599 * MINUTE);
  const { fleet } = await node.engine.open({ session, locale: 'en' }, signal);
  const snapshot = await shown;
  const { report } = await reportOf({ engine: node.engine, snapshot }, fleet, 60 * MINUTE, 1e6);
  const evidence = report.findings.flatMap((finding) => finding.evidence);
  expect(new Set(evidence.map(({ what }) => what))).toEqual(
    new Set(['now', 'before', 'after', 'per-day']),
  );
  for (const { promql, value } of evidence)
    expect(value / (await ask(node.engine, promql, snapshot.t)), promql).toBeCloseTo(1, 6);
});

test('samples of some servers equal the same servers’ of all, thinned alike', async () => {
  const { engine, fleet } = await opened(SIMULATED, T);
  const all = await engine.samples({ start: FROM, end: T, most: 260 * 60 }, signal);
  const one = await engine.samples(
    { start: FROM, end: T, most: 13 * 60, servers: ['db-master-01'] },
    signal,
  );
  expect([one.start, one.step, one.length]).toEqual([all.start, all.step, all.length]);
  expect(one.length).toBeLessThanOrEqual(60);
  expect(one.start % one.step).toBe(0);
  // A list in an order of its own, short of the fleet by one.
  const names = fleet.servers.map(({ name }) => name).reverse();
  const most = 260 * 60;
  const few = await engine.samples({ start: FROM, end: T, most, servers: names.slice(1) }, signal);
  expect(fleet.servers[few.servers[0]].name).toBe(names[1]);
  for (let m = 0; m < 13; m++)
    expect([...historyOf(few, m, 5)]).toEqual([...historyOf(all, m, few.servers[5])]);
  const row = [...all.servers].indexOf(one.servers[0]);
  for (let m = 0; m < 13; m++)
    expect([...historyOf(one, m, 0)]).toEqual([...historyOf(all, m, row)]);
});

test('reading stops when it is no longer wanted; nothing after the instant shown is read', async () => {
  const { engine } = await opened(SIMULATED, T);
  const late = await engine.samples({ start: FROM, end: T + 60 * MINUTE, most: 1e6 }, signal);
  expect(late.start + (late.length - 1) * late.step).toBe(T);
  const controller = new AbortController();
  const waiting = engine.samples({ start: FROM - 864e5, end: T, most: 4e6 }, controller.signal);
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'abort/cancelled' });
});
