/** One query, several ways: instants and ranges, whole and in slices, fleets and labelled series; remarks and limits. */

import { expect, test } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import type { Matrix } from '../../src/core/domain/series.ts';
import { type EvaluateOptions, evaluate, evaluateSteps } from '../../src/core/query/evaluate.ts';
import type { Note } from '../../src/core/query/notes.ts';
import { parsePromql } from '../../src/core/query/promql.ts';
import { labelledSource } from '../../src/core/query/source.ts';
import { labelKey } from '../../src/core/query/value.ts';
import fc from '../property.ts';
import { promqlExpressions } from './promql-grammar.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);
const MIN = 60_000;
const T0 = Date.UTC(2026, 2, 1, 9);

/** Counters, gauges and buckets of three hosts, with gaps, resets, stale marks and NaN. */
const source = labelledSource(
  ['requests_total', 'load', 'latency_bucket'].flatMap((name, m) =>
    ['web-1', 'web-2', 'db-1'].map((host, s) => {
      const kept = Array.from({ length: 240 }, (_, i) => i).filter((i) => (i * (s + 3)) % 31 > m);
      return {
        labels: { __name__: name, host, le: ['1', '2', '+Inf'][s] },
        times: Float64Array.from(kept, (i) => T0 + i * 30_000 + s * 1000),
        values: Float64Array.from(kept, (i) => (i % 53 === 5 ? NaN : (i * (7 + s)) % (90 + m))),
        stale: Uint8Array.from(kept, (i) => Number(i % 47 === 11)),
      };
    }),
  ),
  30_000,
);

const expressions = promqlExpressions({
  selectors: [
    'requests_total',
    'load{host=~"web.*"}',
    '{host="db-1"}',
    'load offset 3m',
    'latency_bucket',
    'none',
  ],
  ranges: ['requests_total[5m]', 'load[2m]', 'latency_bucket[90s] offset 1m', '{host="db-1"}[10m]'],
  labels: ['host', 'le', 'host, __name__'],
  isModern: true,
});

/** Values by series and instant; how a query refuses instead of them. */
function rows(query: () => Matrix): Map<string, number> | string {
  try {
    const { series, start, step, kind } = query();
    return new Map(
      series.flatMap(({ labels, values, present }) =>
        Array.from(values).flatMap((x, i): [string, number][] =>
          (present ? present[i] === 1 : !Number.isNaN(x) || kind === 'scalar')
            ? [[`${labelKey(labels)} ${start + i * step}`, x]]
            : [],
        ),
      ),
    );
  } catch (error) {
    if (!(error instanceof EdgeError)) throw error;
    return error.code;
  }
}

function stepped(text: string, options: EvaluateOptions): Matrix {
  const steps = evaluateSteps(parsePromql(text), source, options);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

const RANGE = { start: T0 + 20 * MIN + 7000, end: T0 + 110 * MIN, step: 20_000 };

test('a range in slices is the range at once', () => {
  fc.assert(
    fc.property(expressions, (text) => {
      const once = rows(() => evaluate(parsePromql(text), source, RANGE));
      expect(rows(() => stepped(text, RANGE))).toEqual(once);
    }),
    { numRuns: RUNS / 10 },
  );
});

test('slices are told one by one, and a query whose windows are longer than the range is one', () => {
  const shares = [...evaluateSteps(parsePromql('rate(load[5m])'), source, RANGE)];
  expect(shares.length).toBeGreaterThan(8);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect([...evaluateSteps(parsePromql('rate(load[2h])'), source, RANGE)]).toEqual([]);
});

test('each instant of a range is what the instant query answers', () => {
  const instants = { start: T0 + 30 * MIN + 7000, end: T0 + 50 * MIN + 7000, step: 5 * MIN };
  // Pinned parts look at the ends of their own query; a choice among equal values follows their order, which an instant has another of.
  const free = expressions.filter((text) => !/@|time\(\)|topk|bottomk|limit/u.test(text));
  fc.assert(
    fc.property(free, (text) => {
      const expr = parsePromql(text);
      const whole = rows(() => evaluate(expr, source, instants));
      const one = new Map<string, number>();
      let refused = '';
      for (let t = instants.start; t <= instants.end; t += instants.step) {
        const answer = rows(() => evaluate(expr, source, { start: t, end: t, step: 0 }));
        if (typeof answer === 'string') refused = answer;
        else for (const [key, x] of answer) one.set(key, x);
      }
      expect(whole).toEqual(refused === '' ? one : refused);
    }),
    { numRuns: RUNS / 4 },
  );
});

test('a value that is NaN is told from a missing one', () => {
  const t = T0 + 5 * 30_000 + 2000;
  const ask = (text: string) =>
    evaluate(parsePromql(text), source, { start: t, end: t, step: 0 }).series;
  expect(ask('load{host="web-1"}')).toMatchObject([{ present: Uint8Array.of(1) }]);
  expect(ask('load{host="web-1"} * 0 == 0')).toEqual([]);
  expect(ask('count(load)')[0].present).toBeUndefined();
});

test('remarks: what was answered, but hardly meant, each once', () => {
  const notes: Note[] = [];
  const onNotes = (all: readonly Note[]) => notes.push(...all);
  evaluate(parsePromql('rate(load[5m]) + quantile(3, load)'), source, { ...RANGE, onNotes });
  expect(
    notes.map(({ code, level, span, detail }) => [code, level, span.position, detail]),
  ).toEqual([
    ['not-a-counter', 'info', 5, { metric: 'load' }],
    ['invalid-quantile', 'warning', 26, { value: 3 }],
  ]);
});

test('a query that touches too many samples, or is cancelled between slices, stops', () => {
  const expr = parsePromql('sum_over_time(load[1h])');
  expect(() => evaluate(expr, source, { ...RANGE, maxSamples: 1000 })).toThrow(
    expect.objectContaining({
      code: 'query/too-many-points',
      detail: expect.objectContaining({ limit: 1000 }),
    }),
  );
  const signal = { aborted: false };
  const steps = evaluateSteps(parsePromql('load'), source, { ...RANGE, signal });
  expect(steps.next().done).toBe(false);
  signal.aborted = true;
  expect(() => steps.next()).toThrow(expect.objectContaining({ code: 'abort/cancelled' }));
});
