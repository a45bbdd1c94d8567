/** PromQL expressions by the grammar, most of them of right types, for property and differential tests. */
import fc from '../property.ts';

/** What the expressions are made of. */
export interface Vocabulary {
  readonly selectors: readonly string[];
  readonly ranges: readonly string[];
  /** Label lists for by, without, on and ignoring. */
  readonly labels: readonly string[];
  /**
   * Also what Prometheus 2.42 does not know or gets wrong (a changing φ over a pinned subquery), and choices that are arbitrary among equal values.
   */
  readonly isModern: boolean;
}

const WINDOWS = [
  ...['rate', 'increase', 'delta', 'irate', 'idelta', 'changes', 'resets', 'deriv'],
  ...['avg_over_time', 'sum_over_time', 'min_over_time', 'max_over_time', 'count_over_time'],
  ...[
    'last_over_time',
    'present_over_time',
    'stddev_over_time',
    'stdvar_over_time',
    'absent_over_time',
  ],
];
const MAPS = [
  ...['abs', 'ceil', 'floor', 'exp', 'sqrt', 'ln', 'sgn', 'atan', 'round', 'timestamp'],
  ...['absent', 'sort'],
];
const AGGREGATES = ['sum', 'avg', 'min', 'max', 'group', 'count'];
const ARITHMETIC = ['+', '-', '*', '/', '%', '^'];
const COMPARISONS = ['>', '<', '>=', '<=', '==', '!='];

const join = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(''));
const word = (text: string) => fc.constant(text);
const pick = (...words: readonly string[]) => fc.constantFrom(...words);

/** Instant vectors. */
export function promqlExpressions({
  selectors,
  ranges,
  labels,
  isModern,
}: Vocabulary): fc.Arbitrary<string> {
  const by = pick('', ...labels.flatMap((list) => [`by (${list}) `, `without (${list}) `]));
  const matching = pick('', ...labels.flatMap((list) => [`on (${list}) `, `ignoring (${list}) `]));
  const many = pick('', ...labels.map((list) => `on (${list}) group_left () `));
  // What a NaN does to them has changed since 2.42.
  const maps = isModern ? [...MAPS, 'hour'] : MAPS;
  const aggregates = isModern ? [...AGGREGATES, 'stddev', 'stdvar'] : AGGREGATES;
  const windows = isModern ? [...WINDOWS, 'mad_over_time', 'first_over_time'] : WINDOWS;
  const choosing = isModern
    ? ['topk', 'bottomk', 'quantile', 'limitk', 'limit_ratio']
    : ['quantile'];
  // Ranges of subqueries are no multiples of their steps: one inside another meets no boundary, which 2.42 counts in and we do not.
  return fc.letrec<{ vector: string; range: string; scalar: string }>((tie) => {
    const vector = tie('vector');
    const numbers = pick(
      '1',
      '-2.5',
      'NaN',
      'Inf',
      '0',
      ...(isModern ? ['5m', 'time()'] : ['0.3']),
    );
    return {
      scalar: fc.oneof({ depthSize: 'small' }, numbers, join(word('scalar('), vector, word(')'))),
      range: fc.oneof(
        { depthSize: 'small' },
        pick(...ranges),
        join(word('('), vector, pick(')[615s:1m]', ')[315s:]', ')[195s:30s] @ start()')),
      ),
      vector: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        pick(...selectors),
        join(pick(...windows), word('('), tie('range'), word(')')),
        join(
          word('quantile_over_time('),
          isModern ? tie('scalar') : numbers,
          word(', '),
          tie('range'),
          word(')'),
        ),
        join(pick(...maps), word('('), vector, word(')')),
        join(pick(...aggregates), word(' '), by, word('('), vector, word(')')),
        join(
          pick(...choosing),
          word(' '),
          by,
          word('('),
          tie('scalar'),
          word(', '),
          vector,
          word(')'),
        ),
        join(
          word('('),
          vector,
          word(') '),
          pick(...ARITHMETIC),
          word(' '),
          matching,
          word('('),
          vector,
          word(')'),
        ),
        join(
          word('('),
          vector,
          word(') '),
          pick(...COMPARISONS, '> bool'),
          word(' '),
          many,
          word('('),
          vector,
          word(')'),
        ),
        join(
          word('('),
          vector,
          word(') '),
          pick('and', 'or', 'unless'),
          word(' '),
          matching,
          word('('),
          vector,
          word(')'),
        ),
        join(
          tie('scalar'),
          word(' '),
          pick(...ARITHMETIC, ...COMPARISONS),
          word(' ('),
          vector,
          word(')'),
        ),
        join(word('histogram_quantile('), tie('scalar'), word(', '), vector, word(')')),
        join(word('label_replace('), vector, word(', "new", "$1-", "le", "(.).*")')),
        join(
          word('clamp('),
          vector,
          word(', '),
          tie('scalar'),
          word(', '),
          tie('scalar'),
          word(')'),
        ),
        join(word('-('), vector, word(')')),
        ...(isModern ? [join(word('info('), vector, word(')'))] : []),
      ),
    };
  }).vector;
}
