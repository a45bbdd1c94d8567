/** Query evaluation: examples with Prometheus' answers, and everything against a slow evaluator that reads like the definition. */

import { expect, test } from 'vitest';
import { CATALOGUE } from '../../src/core/domain/metrics.ts';
import type { Matrix, Samples, SeriesReader } from '../../src/core/domain/series.ts';
import { readCsv } from '../../src/core/formats/csv.ts';
import { datasetReader, makeDataset } from '../../src/core/formats/dataset.ts';
import { evaluate } from '../../src/core/query/evaluate.ts';
import { parsePromql } from '../../src/core/query/promql.ts';
import fc from '../property.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);
const MIN = 60_000;
const NINE = Date.UTC(2026, 2, 1, 9);

/** Two metrics of two servers, one sample a minute from nine on. */
function small(): SeriesReader {
  const rows = Array.from({ length: 31 }, (_, i) =>
    ['web-01', 'db-01']
      .map((host, s) => `${NINE + i * MIN},${host},${(i + s) / 100},${i * 10 * (s + 1)}`)
      .join('\n'),
  );
  return datasetReader(
    readCsv('f.csv', `time,host,cpu,requests_total\n${rows.join('\n')}\n`).dataset,
  );
}

const ask = (promql: string, at = NINE + 30 * MIN, reader = small()): Matrix =>
  evaluate(parsePromql(promql), reader, { start: at, end: at, step: MIN });

/** `instance value` or `{labels} value` of an instant answer. */
const lines = (matrix: Matrix) =>
  matrix.series.map(
    ({ labels, values }) =>
      `${labels.instance ?? JSON.stringify(labels)} ${Number(values[0].toPrecision(5))}`,
  );

test.each([
  ['system_cpu_utilization', ['web-01 0.3', 'db-01 0.31']],
  ['cpu{instance=~"web.*"}', ['web-01 0.3']],
  ['cpu{instance!~"web.*", role="other"}', ['db-01 0.31']],
  ['{__name__=~"system_.*"}', ['web-01 0.3', 'db-01 0.31']],
  ['cpu{nothing="x"}', []],
  ['cpu{nothing!="x"}', ['web-01 0.3', 'db-01 0.31']],
  ['cpu offset 10m', ['web-01 0.2', 'db-01 0.21']],
  ['cpu @ start() offset 5m', ['web-01 0.25', 'db-01 0.26']],
  ['rate(requests_total[10m])', ['web-01 0.16667', 'db-01 0.33333']],
  ['increase(requests_total[10m])', ['web-01 100', 'db-01 200']],
  ['irate(requests_total[10m])', ['web-01 0.16667', 'db-01 0.33333']],
  ['idelta(cpu[10m])', ['web-01 0.01', 'db-01 0.01']],
  ['deriv(requests_total[10m])', ['web-01 0.16667', 'db-01 0.33333']],
  ['predict_linear(requests_total[10m], 600)', ['web-01 400', 'db-01 800']],
  ['max_over_time(cpu[5m]) - min_over_time(cpu[5m])', ['web-01 0.04', 'db-01 0.04']],
  ['count_over_time(cpu[5m])', ['web-01 5', 'db-01 5']],
  ['quantile_over_time(0.5, cpu[5m])', ['web-01 0.28', 'db-01 0.29']],
  ['sum_over_time(vector(2)[5m:1m])', ['{} 10']],
  ['sum(cpu)', ['{} 0.61']],
  ['avg by (instance) (cpu)', ['web-01 0.3', 'db-01 0.31']],
  ['max without (instance) (cpu)', ['{"role":"other","tier":"platform"} 0.31']],
  ['topk(1, cpu)', ['db-01 0.31']],
  ['bottomk(5, cpu)', ['web-01 0.3', 'db-01 0.31']],
  ['sort_desc(cpu)', ['db-01 0.31', 'web-01 0.3']],
  ['quantile(0.5, cpu)', ['{} 0.305']],
  ['count_values("n", ceil(cpu))', ['{"n":"1"} 2']],
  ['cpu > 0.305', ['db-01 0.31']],
  ['0.305 < cpu', ['db-01 0.31']],
  ['cpu > bool 0.305', ['web-01 0', 'db-01 1']],
  ['cpu * on (instance) requests_total', ['web-01 90', 'db-01 186']],
  ['cpu / ignoring (role) group_left requests_total', ['web-01 0.001', 'db-01 0.00051667']],
  ['cpu and on (instance) requests_total > 400', ['db-01 0.31']],
  ['cpu unless on (instance) requests_total > 400', ['web-01 0.3']],
  ['cpu > 1 or requests_total', ['web-01 300', 'db-01 600']],
  ['clamp_max(requests_total, 400)', ['web-01 300', 'db-01 400']],
  ['round(requests_total / 7)', ['web-01 43', 'db-01 86']],
  ['absent(nothing{x="y"})', ['{"x":"y"} 1']],
  ['absent(cpu)', []],
  ['label_replace(cpu, "instance", "$1", "instance", "(.*)-.*")', ['web 0.3', 'db 0.31']],
  ['vector(time()) - 1772355600', ['{} 1800']],
  ['hour()', ['{} 9']],
  ['timestamp(cpu) - time()', []],
  ['-cpu', ['web-01 -0.3', 'db-01 -0.31']],
])('%s', (promql, expected) => {
  if (promql.startsWith('timestamp'))
    expect(lines(ask(promql, NINE + 32 * MIN))).toEqual(['web-01 -120', 'db-01 -120']);
  else expect(lines(ask(promql))).toEqual(expected);
});

test('kinds, grids and scalars', () => {
  expect(ask('1 + 1')).toEqual({
    kind: 'scalar',
    start: NINE + 30 * MIN,
    step: MIN,
    length: 1,
    series: [{ labels: {}, values: Float64Array.of(2) }],
  });
  const range = evaluate(parsePromql('sum(cpu)'), small(), {
    start: NINE,
    end: NINE + 10 * MIN,
    step: 5 * MIN,
  });
  expect(range).toMatchObject({ kind: 'matrix', start: NINE, length: 3 });
  expect([...range.series[0].values].map((x) => Number(x.toFixed(6)))).toEqual([0.01, 0.11, 0.21]);
});

test('a sample stands for five minutes, then the series is absent', () => {
  const after = (minutes: number) =>
    lines(ask('cpu{instance="web-01"}', NINE + 30 * MIN + minutes * MIN));
  expect(after(4)).toEqual(['web-01 0.3']);
  expect(after(5)).toEqual([]);
});

test('ambiguous pairs and lost names are refused', () => {
  expect(() => ask('cpu + on (role) requests_total')).toThrow(
    expect.objectContaining({ code: 'query/type' }),
  );
  expect(() => ask('abs({instance="web-01"})')).toThrow(
    expect.objectContaining({ code: 'query/type' }),
  );
  expect(() => ask('cpu[5m]')).toThrow(expect.objectContaining({ code: 'query/type' }));
});

test('a counter that restarts counts on', () => {
  const reader = datasetReader(
    readCsv(
      'a.csv',
      `time,c\n${[10, 20, 5, 15].map((x, i) => `${NINE + i * MIN},${x}`).join('\n')}\n`,
    ).dataset,
  );
  expect(lines(ask('resets(c[10m])', NINE + 3 * MIN, reader))).toEqual(['a 1']);
  // 10 + 5 + 10 over 3 min, and 30 s to the left where it was at 10: extrapolated to half an interval.
  expect(lines(ask('increase(c[10m])', NINE + 3 * MIN, reader))).toEqual(['a 29.167']);
});

test('too many points and a cancelled query stop', () => {
  const expr = parsePromql('cpu');
  expect(() =>
    evaluate(expr, small(), { start: NINE, end: NINE + 11_001 * MIN, step: MIN }),
  ).toThrow(expect.objectContaining({ code: 'query/too-many-points' }));
  expect(() => evaluate(expr, small(), { start: NINE, end: NINE + MIN, step: 0 })).toThrow(
    expect.objectContaining({ code: 'query/too-many-points' }),
  );
  expect(() =>
    evaluate(expr, small(), { start: NINE, end: NINE, step: MIN, signal: { aborted: true } }),
  ).toThrow(expect.objectContaining({ code: 'abort/cancelled' }));
});

test('a server named __proto__ is matched and labelled like any other', () => {
  const reader = datasetReader(
    readCsv('a.csv', 'time,host,x\n2026-03-01 09:00,__proto__,1\n').dataset,
  );
  expect(ask('x{instance="__proto__"}', NINE, reader).series[0].labels.instance).toBe('__proto__');
  const odd = ask('label_replace(x, "__proto__", "y", "instance", ".*")', NINE, reader).series[0]
    .labels;
  expect(Object.entries(odd)).toContainEqual(['__proto__', 'y']);
  expect(Object.hasOwn(Object.prototype, 'y')).toBe(false);
});

/** Irregular samples of two metrics × two servers over an hour, with missing values. */
const samples = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 3_600_000 }),
      fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(NaN)),
    ),
    { maxLength: 30 },
  )
  .map((pairs): Samples => {
    const sorted = [...new Map(pairs)].sort((a, b) => a[0] - b[0]);
    return {
      times: Float64Array.from(sorted, ([t]) => NINE + t),
      values: Float32Array.from(sorted, ([, x]) => x),
    };
  });
const readers = fc.tuple(samples, samples, samples, samples).map((series) => {
  const { fleet } = readCsv('f.csv', 'time,host,cpu,load\n1,a,0,0\n1,b,0,0\n').dataset;
  return {
    reader: datasetReader({
      ...makeDataset({ ...fleet, metrics: [CATALOGUE[0], CATALOGUE[10]] }, series),
      step: MIN,
    }),
    series,
  };
});

/** Present samples of one series in (from, to]. */
const within = ({ times, values }: Samples, from: number, to: number) =>
  [...times]
    .map((t, i): [number, number] => [t, values[i]])
    .filter(([t, x]) => t > from && t <= to && !Number.isNaN(x));

const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;

/** The definition of each window function over its present samples. */
const WINDOWS: Readonly<Record<string, (xs: readonly number[], ts: readonly number[]) => number>> =
  {
    avg_over_time: mean,
    sum_over_time: (xs) => mean(xs) * xs.length,
    min_over_time: (xs) => Math.min(...xs),
    max_over_time: (xs) => Math.max(...xs),
    count_over_time: (xs) => xs.length,
    last_over_time: (xs) => xs.at(-1) ?? NaN,
    first_over_time: (xs) => xs[0],
    present_over_time: () => 1,
    stdvar_over_time: (xs) => mean(xs.map((x) => (x - mean(xs)) ** 2)),
    changes: (xs) => xs.filter((x, i) => i > 0 && x !== xs[i - 1]).length,
    resets: (xs) => xs.filter((x, i) => i > 0 && x < xs[i - 1]).length,
    idelta: (xs) => (xs.length < 2 ? NaN : (xs.at(-1) ?? 0) - (xs.at(-2) ?? 0)),
    deriv: (xs, ts) => {
      const sx = mean(ts);
      return xs.length < 2
        ? NaN
        : (1000 * mean(xs.map((x, i) => (ts[i] - sx) * x))) /
            mean(ts.map((t) => (t - sx) * (t - sx)));
    },
  };

const close = (a: number, b: number) =>
  (Number.isNaN(a) && Number.isNaN(b)) ||
  Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

function expectSeries(matrix: Matrix, expected: readonly (readonly number[])[]): void {
  const present = expected.filter((values) => values.some((x) => !Number.isNaN(x)));
  expect(matrix.series.length).toBe(present.length);
  for (const [s, values] of present.entries()) {
    for (const [i, x] of values.entries()) {
      const got = matrix.series[s].values[i];
      expect(close(got, x), `series ${s} point ${i}: ${got} is not ${x}`).toBe(true);
    }
  }
}

const grids = fc.record({
  start: fc.integer({ min: 0, max: 3600 }).map((s) => NINE + s * 1000),
  step: fc.constantFrom(1000, 17_000, MIN, 20 * MIN),
  length: fc.integer({ min: 1, max: 12 }),
});
const range = (grid: { start: number; step: number; length: number }) => ({
  start: grid.start,
  end: grid.start + (grid.length - 1) * grid.step,
  step: grid.step,
});
const instants = (grid: { start: number; step: number; length: number }) =>
  Array.from({ length: grid.length }, (_, i) => grid.start + i * grid.step);
const newest = (one: Samples, t: number) => within(one, t - 5 * MIN, t).at(-1)?.[1] ?? NaN;

test('selectors agree with their definition, dense and sparse grids alike', () => {
  fc.assert(
    fc.property(
      readers,
      grids,
      fc.constantFrom(0, 30, -90, 600),
      ({ reader, series }, grid, offset) => {
        const matrix = evaluate(
          parsePromql(`{__name__=~"system_cpu_.*"} offset ${offset}s`),
          reader,
          range(grid),
        );
        expectSeries(
          matrix,
          series.map((one) => instants(grid).map((t) => newest(one, t - offset * 1000))),
        );
      },
    ),
    { numRuns: RUNS },
  );
});

test('windows agree with their definition', () => {
  fc.assert(
    fc.property(
      readers,
      grids,
      fc.constantFrom(...Object.keys(WINDOWS)),
      fc.constantFrom(45, 300, 1800),
      ({ reader, series }, grid, name, seconds) => {
        const matrix = evaluate(parsePromql(`${name}(cpu[${seconds}s])`), reader, range(grid));
        const values = (one: Samples) =>
          instants(grid).map((t) => {
            const found = within(one, t - seconds * 1000, t);
            return found.length === 0
              ? NaN
              : WINDOWS[name](
                  found.map(([, x]) => x),
                  found.map(([at]) => at - t),
                );
          });
        expectSeries(matrix, series.slice(0, 2).map(values));
      },
    ),
    { numRuns: RUNS },
  );
});

test('aggregations and pairs agree with their definition', () => {
  const ops: Readonly<Record<string, (xs: readonly number[]) => number>> = {
    sum: (xs) => mean(xs) * xs.length,
    avg: mean,
    min: (xs) => Math.min(...xs),
    max: (xs) => Math.max(...xs),
    count: (xs) => xs.length,
    stddev: (xs) => Math.sqrt(mean(xs.map((x) => (x - mean(xs)) ** 2))),
  };
  fc.assert(
    fc.property(
      readers,
      grids,
      fc.constantFrom(...Object.keys(ops)),
      ({ reader, series }, grid, op) => {
        const at = instants(grid);
        const groups = [series.slice(0, 2), series.slice(2)];
        const sums = groups.map((group) =>
          at.map((t) => {
            const present = group.map((one) => newest(one, t)).filter((x) => !Number.isNaN(x));
            return present.length === 0 ? NaN : ops[op](present);
          }),
        );
        expectSeries(
          evaluate(parsePromql(`${op} by (__name__) ({role="other"})`), reader, range(grid)),
          sums,
        );
        const products = [0, 1].map((s) =>
          at.map((t) => newest(series[s], t) * newest(series[2 + s], t)),
        );
        expectSeries(
          evaluate(parsePromql('cpu * on (instance) load'), reader, range(grid)),
          products,
        );
        const more = [0, 1].map((s) =>
          at.map((t) =>
            newest(series[s], t) > newest(series[2 + s], t) ? newest(series[s], t) : NaN,
          ),
        );
        expectSeries(evaluate(parsePromql('cpu > ignoring (x) load'), reader, range(grid)), more);
        const either = [0, 1].map((s) => at.map((t) => newest(series[s], t)));
        const rest = [0, 1].map((s) =>
          at.map((t) => (Number.isNaN(newest(series[s], t)) ? newest(series[2 + s], t) : NaN)),
        );
        expectSeries(evaluate(parsePromql('cpu or on (instance) load'), reader, range(grid)), [
          ...either,
          ...rest,
        ]);
      },
    ),
    { numRuns: RUNS / 2 },
  );
});
