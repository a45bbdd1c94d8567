/** PromQL text to tree: what is understood, what is refused and where. */

import { expect, test } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import type { Expr } from '../../src/core/query/ast.ts';
import { parsePromql } from '../../src/core/query/promql.ts';
import fc from '../property.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);

/** The tree as nested words, without positions. */
function shape(expr: Expr): unknown {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return expr.value;
    case 'selector':
      return [
        'select',
        ...expr.matchers.map(({ label, op, value }) => `${label}${op}${value}`),
        expr.range ?? 0,
        expr.offset,
        expr.at ?? '',
      ];
    case 'subquery':
      return ['sub', shape(expr.expr), expr.range, expr.step ?? 0];
    case 'negate':
      return ['-', shape(expr.expr)];
    case 'call':
      return [expr.name, ...expr.args.map(shape)];
    case 'aggregate':
      return [expr.op, expr.grouping.kind, expr.grouping.labels.join(), shape(expr.expr)];
    case 'binary':
      return [expr.op, shape(expr.left), shape(expr.right)];
  }
}

/** A selector of a name in that notation. */
const select = (name: string, { range = 0, offset = 0, at = '' as string | number } = {}) => [
  'select',
  `__name__=${name}`,
  range,
  offset,
  at,
];

test.each([
  ['1 + 2 * 3', ['+', 1, ['*', 2, 3]]],
  ['-2 ^ 2', ['-', ['^', 2, 2]]],
  ['2 ^ -3 ^ 2', ['^', 2, ['-', ['^', 3, 2]]]],
  ['2 ^ 3 ^ 2', ['^', 2, ['^', 3, 2]]],
  ['1 - -1', ['-', 1, -1]],
  // Modifiers belong to the selector before them, whatever stands around it.
  ['a + b offset 5m * c', ['+', select('a'), ['*', select('b', { offset: 300_000 }), select('c')]]],
  ['-a @ 1 ^ 2', ['-', ['^', select('a', { at: 1000 }), 2]]],
  ['a ^ -b * c', ['*', ['^', select('a'), ['-', select('b')]], select('c')]],
  ['a - b - c', ['-', ['-', select('a'), select('b')], select('c')]],
  ['a or b and c', ['or', select('a'), ['and', select('b'), select('c')]]],
  [
    'sum_over_time(a[5m + 30s] offset -(1m * 2))',
    ['sum_over_time', select('a', { range: 330_000, offset: -120_000 })],
  ],
  ['min_of(1, max_of(2, 3))', ['min_of', 1, ['max_of', 2, 3]]],
  [
    'holt_winters(a[MAX_OF(5m, 1s)], 0.1, 0.2)',
    ['holt_winters', select('a', { range: 300_000 }), 0.1, 0.2],
  ],
  ['label_join(a, "x", ",")', ['label_join', select('a'), 'x', ',']],
  ['0x1f + 1e3 + 5m', ['+', ['+', 31, 1000], 300]],
  ['-Inf', Number.NEGATIVE_INFINITY],
  [
    'a{b!="c", d=~"e|f",} offset 1h30m',
    ['select', '__name__=a', 'b!=c', 'd=~e|f', 0, 5_400_000, ''],
  ],
  ['{"queue.depth", x=\'y\'}', ['select', '__name__=queue.depth', 'x=y', 0, 0, '']],
  ['rate(a[5m] @ end() offset -1m)', ['rate', ['select', '__name__=a', 300_000, -60_000, 'end']]],
  ['rate(a[5m] @ 60)', ['rate', ['select', '__name__=a', 300_000, 0, 60_000]]],
  [
    'max_over_time(sum(a)[1h:5m])',
    [
      'max_over_time',
      ['sub', ['sum', 'by', '', ['select', '__name__=a', 0, 0, '']], 3_600_000, 300_000],
    ],
  ],
  ['sum without (x, y) (a) # why', ['sum', 'without', 'x,y', ['select', '__name__=a', 0, 0, '']]],
  [
    'label_replace(a, "x", `\\d`, "y\\n\\u00e9", "")',
    ['label_replace', ['select', '__name__=a', 0, 0, ''], 'x', '\\d', 'y\né', ''],
  ],
])('%s', (text, expected) => {
  expect(shape(parsePromql(text))).toEqual(expected);
});

test.each([
  ['', 'query/parse', { position: 0 }],
  ['sum(cpu', 'query/parse', { position: 7 }],
  ['cpu{instance="a', 'query/parse', {}],
  ['cpu[5x]', 'query/parse', { position: 5, text: 'x' }],
  ['cpu $ 1', 'query/parse', { position: 4 }],
  ['cpu{a=~"("}', 'query/parse', { position: 4 }],
  ['cpu{a=~"(?=x)"}', 'query/parse', { position: 4 }],
  ['cpu{a=~"(x{1000}){1000}"}', 'query/parse', { position: 4 }],
  ['{a=""}', 'query/parse', { position: 0 }],
  ['cpu[0s]', 'query/parse', {}],
  ['a + bool b', 'query/parse', {}],
  ['quantille(cpu)', 'query/unsupported', { position: 0, word: 'quantille' }],
  ['1 + histogram_stddev(a)', 'query/unsupported', { position: 4, word: 'histogram_stddev' }],
  ['1 + RATE(a[5m])', 'query/unsupported', { position: 4, word: 'RATE' }],
  ['start_timestamp(a)', 'query/unsupported', { position: 0, word: 'start_timestamp' }],
  ['a </ 3', 'query/unsupported', { position: 2, word: '</' }],
  ['-a @ 1 offset 5m offset 3m', 'query/parse', {}],
  ['(a) offset 5m', 'query/parse', {}],
  ['(a + b)[5m]', 'query/parse', {}],
  ['a + b[5m]', 'query/type', { position: 4 }],
  ['a[5m / 0]', 'query/parse', { position: 2 }],
  ['a[1m - 2m]', 'query/parse', { position: 2 }],
  ['deriv(a[5m] anchored)', 'query/type', { position: 6 }],
  ['a and fill(0) b', 'query/type', {}],
  ['rate(a)', 'query/type', { position: 5 }],
  ['abs(a, b)', 'query/type', {}],
  ['abs(a[5m])', 'query/type', {}],
  ['1 > 2', 'query/type', {}],
  ['a and 1', 'query/type', {}],
  ['topk(a)', 'query/type', {}],
  ['a + on(x) group_left(x) b', 'query/type', {}],
])('%j is refused: %s', (text, code, detail) => {
  expect(() => parsePromql(text)).toThrow(
    expect.objectContaining({ code, detail: expect.objectContaining(detail) }),
  );
});

test('any text parses or is refused with a code and a place', () => {
  const words = fc.constantFrom(
    'cpu',
    'sum',
    'by',
    'rate',
    '(',
    ')',
    '[5m]',
    '{',
    '}',
    'a',
    '=',
    '=~',
    '"x"',
    '"',
    ',',
    '+',
    '-',
    '^',
    '>',
    'bool',
    'on',
    'group_left',
    'offset',
    '1',
    '5m',
    '@',
    'and',
    'or',
    'start()',
    '[1h:]',
    '!=',
    ' ',
    'nan',
    'inf',
    '0x',
    '`',
    "'",
    '\\',
    '#',
    '\n',
    '__proto__',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words, { maxLength: 25 }).map((parts) => parts.join(' ')),
        fc.array(words, { maxLength: 25 }).map((parts) => parts.join('')),
      ),
      (text) => {
        try {
          parsePromql(text);
        } catch (error) {
          if (!(error instanceof EdgeError)) throw error;
          expect(error.code).toMatch(/^query\//u);
          expect(error.detail.position).toBeTypeOf('number');
        }
      },
    ),
    { numRuns: RUNS },
  );
});

test('deep and long texts are refused, not crashed on', () => {
  expect(() => parsePromql(`${'('.repeat(4000)}1${')'.repeat(4000)}`)).toThrow(EdgeError);
  expect(() => parsePromql('1+'.repeat(20_000))).toThrow(EdgeError);
});
