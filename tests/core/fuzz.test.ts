/** Parsers under fire: exposition text, OpenMetrics, Prometheus JSON, PromQL and its regular expressions. */

import { expect, test, vi } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import { parseExposition, writeExposition } from '../../src/core/formats/exposition.ts';
import { readExposition } from '../../src/core/formats/exposition-file.ts';
import { readJson } from '../../src/core/formats/json.ts';
import { answer } from '../../src/core/query/answer.ts';
import { parsePromql } from '../../src/core/query/promql.ts';
import { compileRegex } from '../../src/core/query/regex.ts';
import { SIGNATURES } from '../../src/core/query/signatures.ts';
import { labelledSource } from '../../src/core/query/source.ts';
import fc from '../property.ts';
import { FUZZ_RUNS, FUZZ_TIMEOUT, fuzz, jsonNear, textsNear } from './fuzz.ts';
import { promqlExpressions } from './promql-grammar.ts';

vi.setConfig({ testTimeout: FUZZ_TIMEOUT });

const NOW = Date.UTC(2026, 2, 1, 9);

const EXPOSITION = `# HELP http_requests_total Requests served.
# TYPE http_requests_total counter
http_requests_total{method="get",code="200"} 1027 1772355600000
http_requests_total{method="po\\"st",code="400"} 3
# TYPE latency histogram
latency_bucket{le="0.1"} 5
latency_bucket{le="+Inf"} 9
latency_sum 3.5
latency_count 9
node_load1{instance="web-01"} NaN
node_uname_info{nodename="web-01",release="6.1"} 1
`;
const OPEN_METRICS = `# TYPE foo_seconds counter
# UNIT foo_seconds seconds
# HELP foo_seconds Time \\n spent
foo_seconds_total{a="b"} 17.5 1772355600.123 # {trace="x"} 0.5 1772355600
foo_seconds_created{a="b"} 1772350000
{"queue.depth",tier="web"} 3 1772355615
# TYPE up gauge
up 1
# EOF
`;
const WORDS = [
  '# TYPE',
  '# HELP',
  '# EOF',
  '# UNIT',
  'counter',
  'le="0.1"',
  '{a="b"}',
  '1',
  '+Inf',
  ' ',
  '_total',
];

const exposition = (text: string) => {
  const { families } = parseExposition(text);
  // What was read is what is written and read again.
  const again = parseExposition(writeExposition(families));
  expect(again.families.reduce((sum, { samples }) => sum + samples.length, 0)).toBe(
    families.reduce((sum, { samples }) => sum + samples.length, 0),
  );
  readExposition('fuzz.prom', text, NOW);
};

test('exposition text', () => {
  fuzz('exposition', textsNear([EXPOSITION, EXPOSITION.split('\n')[2]], WORDS), exposition);
});

test('OpenMetrics', () => {
  fuzz('OpenMetrics', textsNear([OPEN_METRICS, OPEN_METRICS.split('\n')[3]], WORDS), exposition);
});

test('Prometheus JSON', () => {
  const vector = JSON.stringify({
    status: 'success',
    data: {
      resultType: 'vector',
      result: [{ metric: { __name__: 'up', instance: 'a' }, value: [1772355600.5, '1'] }],
    },
  });
  const matrix = JSON.stringify({
    status: 'success',
    data: {
      resultType: 'matrix',
      result: [
        {
          metric: { __name__: 'up' },
          values: [
            [1772355600, '1'],
            [1772355615, 'NaN'],
          ],
        },
      ],
    },
  });
  const keys = [
    'status',
    'data',
    'resultType',
    'result',
    'metric',
    'value',
    'values',
    '__name__',
    'error',
  ];
  const leaves = [
    'success',
    'error',
    'vector',
    'matrix',
    'scalar',
    1772355600,
    '1',
    '+Inf',
    'NaN',
    'up',
    null,
  ];
  const inputs = fc.oneof(textsNear([vector, matrix], keys), jsonNear(keys, leaves));
  fuzz('Prometheus JSON', inputs, (text) => {
    readJson('fuzz.json', text);
  });
});

const EXPRESSIONS = [
  'sum by (role) (rate(http_requests_total{code=~"5..", job!="x"}[5m] offset 1m)) / 2 > bool 0.5',
  'topk(3, a) and on (host) group_left (team) b unless c',
  'histogram_quantile(0.9, sum by (le) (rate(latency_bucket[5m])))',
  'max_over_time((a + b)[30m:1m] @ end()) or vector(time())',
  'label_replace(a, "x", "$1", "host", "(.*)-[0-9]+") * on (x) group_right () b',
  'predict_linear(a[1h], 3600) < 0 or absent_over_time({__name__=~"a|b"}[5m])',
  'count_values("v", a) + fill(0) -a ^ 2 ^ -1 % 3',
  'increase(c[1m + 30s] anchored) + delta(c[step()] smoothed)',
  'info(a, {version=~".+"}) + quantile without (host) (0.5, b)',
];

/** Few series, so that what parses can also be evaluated. */
const source = labelledSource(
  ['a', 'b', 'c', 'latency_bucket', 'target_info'].flatMap((name, m) =>
    ['web-1', 'db-2'].map((host, s) => ({
      labels: { __name__: name, host, le: String(m + s), instance: host, role: 'x' },
      times: Float64Array.from({ length: 20 }, (_, i) => NOW + i * 60_000),
      values: Float64Array.from({ length: 20 }, (_, i) => (i % 7 === 3 ? NaN : (i * (m + 1)) % 11)),
    })),
  ),
  60_000,
);

const grammar = promqlExpressions({
  selectors: [
    'a',
    'b{host=~"w.*"}',
    '{role="x"}',
    'c offset 1m',
    'a @ end()',
    'latency_bucket',
    'none',
  ],
  ranges: ['a[5m]', 'b[90s]', '{role="x"}[1m] offset 1m', 'c[step() + 1]'],
  labels: ['host', 'le, instance', '__name__'],
  isModern: true,
});

test('PromQL: parsed or refused with a place, and what is parsed is evaluated or refused', () => {
  const words = [
    'a',
    'b',
    '{',
    '}',
    '[5m]',
    '[1m:10s]',
    'offset',
    '@',
    'start()',
    'by',
    'on',
    'bool',
  ];
  const operators = [
    '+',
    '-',
    '^',
    '==',
    'and',
    'or',
    'unless',
    'atan2',
    '=~',
    '!=',
    '"x"',
    '1',
    '5m',
  ];
  const calls = Array.from(SIGNATURES.keys(), (name) => `${name}(`);
  const near = textsNear(EXPRESSIONS, [...words, ...operators, ...calls, 'sum(', 'topk(']);
  const inputs = fc.oneof(near, grammar);
  const when = { start: NOW + 600_000, end: NOW + 900_000, step: 60_000, maxSamples: 200_000 };
  fuzz('PromQL', inputs, (text) => {
    try {
      answer(parsePromql(text), source, when);
    } catch (error) {
      if (error instanceof EdgeError && error.code !== 'query/too-many-points')
        expect(error.detail.position ?? error.detail.text).toBeDefined();
      throw error;
    }
  });
});

/** Patterns that mean the same in RE2 and in JavaScript. */
const patterns = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '\\.', '', 'x', '[a-c1]', '\\b'),
    fc.tuple(tie('pattern'), tie('pattern')).map(([x, y]) => x + y),
    fc.tuple(tie('pattern'), tie('pattern')).map(([x, y]) => `(?:${x}|${y})`),
    tie('pattern').map((x) => `(${x})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '*?', '+?', '??'))
      .map(([x, times]) => `(?:${x})${times}`),
  ),
})).pattern;

test('regular expressions match as JavaScript ones do, however nested their repetitions are', () => {
  fc.assert(
    fc.property(
      patterns,
      fc.string({ unit: fc.constantFrom('a', 'b', 'x', '1', '.', '\n'), maxLength: 8 }),
      (pattern, text) => {
        const expected = new RegExp(`^(?:${pattern})$`, 'su').exec(text);
        const found = compileRegex(pattern).exec(text);
        expect(found === undefined).toBe(expected === null);
      },
    ),
    { numRuns: FUZZ_RUNS / 4 },
  );
});

test('a pattern that would hang a backtracking engine takes no time', () => {
  const slow = compileRegex('((a*)*)*b|(x+x+)+y');
  expect(slow.test('a'.repeat(5000))).toBe(false);
  expect(slow.test(`${'x'.repeat(5000)}y`)).toBe(true);
});

test('any pattern compiles or is refused', () => {
  const words = [
    '(?i)',
    '(?P<n>',
    '[[:alpha:]]',
    '\\pL',
    '\\x{41}',
    '{2,3}',
    '*',
    '+?',
    '|',
    '\\Q',
    '\\E',
    '[^',
    '-',
    ']',
    '\\1',
  ];
  fuzz('RE2', textsNear(['(?i:ab)+|[a-z0-9]{2,}(?P<name>x*)\\d\\.$'], words), (pattern) => {
    try {
      compileRegex(pattern.slice(0, 1000)).test('web-01.example');
    } catch (error) {
      // The matcher of a query turns these into an error with a place.
      if (!(error instanceof Error) || error instanceof RangeError || error instanceof TypeError)
        throw error;
      throw new EdgeError('query/parse', error.message);
    }
  });
});
