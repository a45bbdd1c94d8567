/** Sharing without a browser: links of every version, QR codes a reader would accept, names of files, charts as tables and text. */

import { expect, test } from 'vitest';
import { fileStem } from '../../src/app/save-file.ts';
import { LONGEST_QR, qrOf } from '../../src/app/share/qr.ts';
import {
  DEFAULT_SESSION,
  formatSession,
  parseSession,
  type Session,
  upgradeParameters,
} from '../../src/core/domain/session.ts';
import {
  type ExportedSeries,
  seriesCsv,
  seriesJson,
  seriesOpenMetrics,
} from '../../src/core/formats/export-series.ts';
import { parseExposition } from '../../src/core/formats/exposition.ts';
import fc from '../property.ts';

const AT = Date.UTC(2026, 2, 12, 5);

test('everything on screen is in the link: written and read back, it is the same session', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
  const session: fc.Arbitrary<Session> = fc.record({
    ...Object.fromEntries(
      Object.entries(DEFAULT_SESSION).map(([key, value]) => [key, fc.constant(value)]),
    ),
    view: fc.constantFrom('overview', 'server', 'alerts', 'explore'),
    selected: fc.option(text, { nil: undefined }),
    seed: fc.nat(),
    size: fc.integer({ min: 1, max: 10_000 }),
    scenario: fc.constantFrom('normal', 'stress', 'failure'),
    from: fc.constant(AT - 3_600_000),
    at: fc.option(fc.constant(AT), { nil: undefined }),
    actions: fc.constant([
      { kind: 'inject', fault: 'leak', target: 'web-01', at: AT - 60_000, duration: 30_000 },
      { kind: 'note', target: 'inc-1', at: AT, by: 'Min,ji', note: '50 % ! ~ @ + *' },
    ]),
    range: fc.constantFrom(900_000, 21_600_000),
    zone: fc.constantFrom(undefined, 'Asia/Seoul'),
    locale: fc.constantFrom(undefined, 'en', 'ko'),
    theme: fc.constantFrom(undefined, 'light', 'dark'),
    query: fc.option(text, { nil: undefined }),
  }) as never;
  fc.assert(
    fc.property(session, (one) => {
      const read = parseSession(formatSession(one));
      expect(read.ignored).toEqual([]);
      expect(read.session).toEqual(one);
    }),
    { numRuns: 200 },
  );
});

test('links of real sources carry a name for what this device has, no address and no key', () => {
  const hash = formatSession({ ...DEFAULT_SESSION, source: 'live', file: 'l-1a2b' });
  expect(hash).toBe('#/overview?v=1&src=live&file=l-1a2b');
});

test('older links climb all upgraders in order; newer and odd ones are read as far as they go, and say so', () => {
  const rename = (from: string, to: string) => (parameters: ReadonlyMap<string, string>) =>
    new Map([...parameters].map(([key, value]) => [key === from ? to : key, value]));
  const table = [rename('servers', 'count'), rename('count', 'n')];
  const climb = (version: number, key: string) => [
    ...upgradeParameters(new Map([[key, '7']]), version, table).keys(),
  ];
  expect(climb(1, 'servers')).toEqual(['n']);
  expect(climb(2, 'count')).toEqual(['n']);
  expect(climb(2, 'servers')).toEqual(['servers']);
  for (const version of [3, 9, 0, -1, 1.5, Number.NaN])
    expect(climb(version, 'servers')).toEqual(['servers']);
  for (const version of ['2', '99', '0', 'x']) {
    const read = parseSession(`#/alerts?v=${version}&seed=7`);
    expect(read.ignored).toEqual(['v']);
    expect(read.session).toMatchObject({ view: 'alerts', seed: 7 });
  }
  expect(parseSession('#/alerts?seed=7').ignored).toEqual([]);
});

test('a QR code has its three finders and a quiet zone; a link too long for a camera has none', () => {
  const code = qrOf('https://example.org/#/overview?v=1&seed=42');
  expect(code).toBeDefined();
  const dark = new Set<string>();
  for (const [, x, y, width] of (code?.path ?? '').matchAll(/M(\d+) (\d+)h(\d+)/g))
    for (let i = 0; i < Number(width); i++) dark.add(`${Number(x) + i},${y}`);
  const size = code?.size ?? 0;
  const finder = (x: number, y: number) =>
    [0, 1, 2, 3, 4, 5, 6].every((i) => dark.has(`${x + i},${y}`) && dark.has(`${x},${y + i}`)) &&
    !dark.has(`${x + 1},${y + 1}`) &&
    dark.has(`${x + 3},${y + 3}`);
  expect([finder(4, 4), finder(size - 11, 4), finder(4, size - 11)]).toEqual([true, true, true]);
  expect([...dark].some((at) => at.startsWith('3,') || at.endsWith(',3'))).toBe(false);
  expect(qrOf('x'.repeat(LONGEST_QR + 1))).toBeUndefined();
  expect(qrOf('x'.repeat(LONGEST_QR))).toBeDefined();
});

test('files have names every system takes', () => {
  expect(fileStem('운영 / "prod": 1?', AT)).toBe('운영-prod-1-20260312-0500');
  expect(fileStem('…', AT)).toBe('bundle-20260312-0500');
});

const series: readonly ExportedSeries[] = [
  {
    name: '=cmd()',
    metric: 'system_cpu_utilization',
    labels: { instance: 'web "1"' },
    times: Float64Array.of(AT, AT + 1000),
    values: Float32Array.of(0.1, Number.NaN),
  },
  {
    name: 'b',
    metric: '9 odd-name',
    labels: {},
    times: Float64Array.of(AT + 1000),
    values: Float64Array.of(2),
  },
];

test('a chart as CSV is safe against formulas, as JSON says what is missing, as OpenMetrics is read back', () => {
  expect(seriesCsv(series, 'time').split('\r\n')).toEqual([
    'time,"\'=cmd()",b',
    '2026-03-12T05:00:00Z,0.1,',
    '2026-03-12T05:00:01Z,,2',
    '',
  ]);
  expect(JSON.parse(seriesJson(series))[0].values[1]).toEqual(['2026-03-12T05:00:01Z', null]);
  const { families, problemCount } = parseExposition(seriesOpenMetrics(series));
  expect(problemCount).toBe(0);
  expect(families.map(({ name }) => name)).toEqual(['system_cpu_utilization', '_9_odd_name']);
  expect(families[0].samples).toEqual([
    { name: 'system_cpu_utilization', labels: { instance: 'web "1"' }, value: 0.1, t: AT },
  ]);
});
