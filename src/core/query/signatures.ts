/** Functions of PromQL by name: what they take and yield. The implementations are in functions.ts and over-time.ts. */
import type { ValueType } from './ast.ts';

/** Argument and result types; the last `optional` arguments may be left out. */
export interface Signature {
  readonly args: readonly ValueType[];
  readonly optional: number;
  readonly result: ValueType;
}

const of = (args: readonly ValueType[], result: ValueType, optional = 0): Signature => ({
  args,
  optional,
  result,
});
const all = (names: string, signature: Signature): [string, Signature][] =>
  names.split(' ').map((name) => [name, signature]);

/** Every function that can be called. */
export const SIGNATURES: ReadonlyMap<string, Signature> = new Map([
  ...all('rate increase delta irate idelta deriv changes resets', of(['matrix'], 'vector')),
  ...all(
    'avg_over_time min_over_time max_over_time sum_over_time count_over_time last_over_time first_over_time present_over_time stddev_over_time stdvar_over_time mad_over_time absent_over_time',
    of(['matrix'], 'vector'),
  ),
  ...all('quantile_over_time', of(['scalar', 'matrix'], 'vector')),
  ...all('predict_linear', of(['matrix', 'scalar'], 'vector')),
  ...all(
    'abs ceil floor exp sqrt ln log2 log10 sgn sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh deg rad',
    of(['vector'], 'vector'),
  ),
  ...all('sort sort_desc timestamp absent', of(['vector'], 'vector')),
  ...all('clamp', of(['vector', 'scalar', 'scalar'], 'vector')),
  ...all('clamp_min clamp_max', of(['vector', 'scalar'], 'vector')),
  ...all('round', of(['vector', 'scalar'], 'vector', 1)),
  ...all('scalar', of(['vector'], 'scalar')),
  ...all('vector', of(['scalar'], 'vector')),
  ...all('time pi', of([], 'scalar')),
  ...all(
    'minute hour day_of_week day_of_month day_of_year days_in_month month year',
    of(['vector'], 'vector', 1),
  ),
  ...all('label_replace', of(['vector', 'string', 'string', 'string', 'string'], 'vector')),
]);
