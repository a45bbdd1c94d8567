/** Exposition text: Prometheus and OpenMetrics, escapes and all, and what node_exporter prints. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import {
  type Family,
  parseExposition,
  writeExposition,
} from '../../src/core/formats/exposition.ts';
import { readExposition } from '../../src/core/formats/exposition-file.ts';
import { MAX_OWN_SERIES } from '../../src/core/formats/labelled.ts';
import fc from '../property.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);
const NINE = Date.UTC(2026, 2, 1, 9);
const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

test('OpenMetrics: types, units, escapes, seconds, exemplars, quoted names', () => {
  const { families, problems } = parseExposition(fixture('openmetrics.txt'));
  expect(problems).toEqual([]);
  expect(
    families.map(({ name, type, unit, samples }) => [name, type, unit, samples.length]),
  ).toEqual([
    ['http_requests', 'counter', 'requests', 2],
    ['latency', 'histogram', '', 4],
    ['system_cpu_utilization', 'gauge', 'ratio', 5],
    ['queue.depth', 'gauge', '', 1],
  ]);
  expect(families[0].help).toBe('Requests served, by "path" and code.');
  expect(families[0].samples[0]).toMatchObject({
    value: 17,
    t: NINE + 500,
    labels: { path: 'C:\\logs\n"quoted"', code: '200' },
  });
});

test('Prometheus text: ms, no EOF, odd spacing', () => {
  const { families } = parseExposition(
    '# just words\n# TYPE a untyped\na{x="1", } 1e3 1772355600000\n\tb  NaN\r\nc{} -Inf\n',
  );
  expect(
    families.map(({ name, type, samples }) => [name, type, samples[0].value, samples[0].t]),
  ).toEqual([
    ['a', 'unknown', 1000, NINE],
    ['b', 'unknown', NaN, undefined],
    ['c', 'unknown', Number.NEGATIVE_INFINITY, undefined],
  ]);
});

test('bad lines are listed with line and column, the others kept', () => {
  const { families, problems } = parseExposition(
    'a 1\nb{x=1} 2\nc one\nd 1 2 3\n9 1\ne{x="y" 1\nf 1\n',
  );
  expect(families.map(({ name }) => name)).toEqual(['a', 'f']);
  expect(problems.map(({ line, column, code }) => [line, column, code])).toEqual([
    [2, 3, 'bad-line'],
    [3, 3, 'bad-line'],
    [4, 7, 'bad-line'],
    [5, 1, 'bad-line'],
    [6, 2, 'bad-line'],
  ]);
});

test('a node_exporter page is one host at one instant', () => {
  const { dataset, problemCount, rows } = readExposition(
    'metrics.txt',
    fixture('node-exporter.prom'),
    NINE,
  );
  const { metrics, servers } = dataset.fleet;
  const value = (id: string) =>
    dataset.series[metrics.findIndex((metric) => metric.id === id)].values[0];
  expect(problemCount).toBe(0);
  expect(rows).toBe(141);
  expect(servers).toMatchObject([
    {
      name: 'web-prod-01',
      kernel: '6.1.0-18-amd64',
      os: 'Debian GNU/Linux 12 (bookworm)',
      cores: 4,
      memory: 16_515_923_968,
      storage: 1_999_421_038_592,
    },
  ]);
  expect(value('memory')).toBeCloseTo(1 - 1.2058624e10 / 1.6515923968e10, 6);
  expect(value('disk')).toBeCloseTo(1 - 3.1990736896e11 / 1.999421038592e12, 6);
  expect(value('load')).toBeCloseTo(0.42, 6);
  expect(value('temperature')).toBe(47);
  expect(value('node_cpu_seconds_total_cpu_0_mode_idle')).toBeGreaterThan(400_000);
  expect(dataset).toMatchObject({ from: NINE, to: NINE });
});

test('scrapes with times also give rates', () => {
  const scrape = (t: number, idle: number, user: number, received: number) =>
    [
      `node_cpu_seconds_total{instance="a",cpu="0",mode="idle"} ${idle} ${t}`,
      `node_cpu_seconds_total{instance="a",cpu="0",mode="user"} ${user} ${t}`,
      `node_network_receive_bytes_total{instance="a",device="eth0"} ${received} ${t}`,
      `node_network_receive_bytes_total{instance="a",device="lo"} 99 ${t}`,
    ].join('\n');
  const { dataset } = readExposition(
    'x',
    `${scrape(NINE, 100, 10, 0)}\n${scrape(NINE + 60_000, 145, 25, 6000)}\n`,
    0,
  );
  const { metrics } = dataset.fleet;
  const value = (id: string) => [
    ...dataset.series[metrics.findIndex((metric) => metric.id === id)].values,
  ];
  expect(value('cpu')).toEqual([0.25]);
  expect(value('net_in')).toEqual([100]);
});

test('labels of the target describe the server, the others name the metric', () => {
  const { dataset } = readExposition('x.txt', fixture('openmetrics.txt'), 0);
  const { servers, metrics } = dataset.fleet;
  expect(servers.map(({ name, role, tier }) => [name, role, tier])).toEqual([
    ['web-prod-01', 'web', 'web'],
    ['db-master-01', 'db', 'data'],
  ]);
  expect(metrics[0].id).toBe('cpu');
  expect(dataset.series.slice(0, 2).map(({ values }) => [...values])).toEqual([
    [0.25, 0.5],
    [0.75],
  ]);
});

test('more series than the cap are counted, not kept', () => {
  const text = Array.from({ length: MAX_OWN_SERIES + 50 }, (_, i) => `a{n="${i}"} ${i}`).join('\n');
  const { dataset, problemCount, problems } = readExposition('x', text, NINE);
  expect(dataset.fleet.metrics).toHaveLength(MAX_OWN_SERIES);
  expect(problemCount).toBe(50);
  expect(problems[0]).toMatchObject({ code: 'too-many-series', line: MAX_OWN_SERIES + 1 });
});

const name = fc.oneof(
  fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,8}$/u),
  fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !/[\r\n]/u.test(text)),
);
const value = fc.oneof(fc.double({ noDefaultInfinity: false }), fc.integer());
const instant = fc.option(fc.integer({ min: 0, max: 4_000_000_000_000 }), { nil: undefined });

test('what is written is read back', () => {
  const family = fc.record({
    name,
    type: fc.constantFrom('gauge', 'unknown', 'counter'),
    help: fc.string().filter((text) => !text.includes('\r')),
    unit: fc.constantFrom('', 'bytes'),
    samples: fc.array(
      fc.record({
        labels: fc.dictionary(
          name.filter((text) => text !== '__name__'),
          fc.string(),
          { maxKeys: 3 },
        ),
        value,
        t: instant,
      }),
      { minLength: 1, maxLength: 3 },
    ),
  });
  fc.assert(
    fc.property(fc.uniqueArray(family, { selector: (one) => one.name, maxLength: 3 }), (drafts) => {
      const families: Family[] = drafts.map((draft) => ({
        ...draft,
        samples: draft.samples.map((sample) => ({ ...sample, name: draft.name })),
      }));
      const plain = (list: readonly Family[]) =>
        list.map((one) => ({
          ...one,
          samples: one.samples.map((sample) => ({
            ...sample,
            value: Object.is(sample.value, -0) ? 0 : sample.value,
            labels: Object.entries(sample.labels).sort(),
          })),
        }));
      const back = parseExposition(writeExposition(families));
      expect(back.problems).toEqual([]);
      expect(plain(back.families)).toEqual(plain(families));
    }),
    { numRuns: RUNS },
  );
});

test('any text is read or refused with a code', () => {
  const near = fc.array(
    fc.constantFrom(
      'a',
      '{',
      '}',
      '"',
      '=',
      ',',
      ' ',
      '1',
      'NaN',
      '\n',
      '# TYPE ',
      '# EOF',
      '\\',
      'node_load1',
      '__proto__',
      '1772355600',
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        near.map((parts) => parts.join('')),
      ),
      (text) => {
        parseExposition(text);
        try {
          readExposition('x', text, NINE);
        } catch (error) {
          expect(error).toBeInstanceOf(EdgeError);
        }
      },
    ),
    { numRuns: RUNS },
  );
});
