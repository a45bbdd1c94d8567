/** PromQL text to tree: what is understood, what is refused and where. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import type { Expr } from '../../src/core/query/ast.ts';
import { parsePromql } from '../../src/core/query/promql.ts';

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

test.each([
  ['1 + 2 * 3', ['+', 1, ['*', 2, 3]]],
  ['-2 ^ 2', ['-', ['^', 2, 2]]],
  ['2 ^ -3 ^ 2', ['^', 2, ['-', ['^', 3, 2]]]],
  ['2 ^ 3 ^ 2', ['^', 2, ['^', 3, 2]]],
  ['1 - -1', ['-', 1, -1]],
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
  ['cpu{a=~"(x+)+"}', 'query/parse', { position: 4 }],
  ['{a=""}', 'query/parse', { position: 0 }],
  ['cpu[0s]', 'query/parse', {}],
  ['a + bool b', 'query/parse', {}],
  ['quantille(cpu)', 'query/unsupported', { position: 0, word: 'quantille' }],
  [
    '1 + histogram_quantile(0.9, a)',
    'query/unsupported',
    { position: 4, word: 'histogram_quantile' },
  ],
  ['limitk(2, a)', 'query/unsupported', { position: 0, word: 'limitk' }],
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
