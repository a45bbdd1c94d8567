/** Functions of PromQL by name: what they take and yield. The implementations are in functions.ts, window-functions.ts and their neighbours. */
import type { ValueType } from './ast.ts';

/** Argument and result types; the last `optional` arguments may be left out, the last one repeats where `isVariadic`. */
export interface Signature {
  readonly args: readonly ValueType[];
  readonly optional: number;
  readonly isVariadic: boolean;
  readonly result: ValueType;
}

type Options = Partial<Pick<Signature, 'optional' | 'isVariadic' | 'result'>>;

const of = (args: readonly ValueType[], options: Options = {}): Signature => ({
  args,
  optional: 0,
  isVariadic: false,
  result: 'vector',
  ...options,
});
const all = (names: string, signature: Signature): [string, Signature][] =>
  names.split(' ').map((name) => [name, signature]);

/** Every function that can be called. */
export const SIGNATURES: ReadonlyMap<string, Signature> = new Map([
  ...all('rate increase delta irate idelta deriv changes resets', of(['matrix'])),
  ...all(
    'avg_over_time min_over_time max_over_time sum_over_time count_over_time last_over_time first_over_time present_over_time stddev_over_time stdvar_over_time mad_over_time absent_over_time',
    of(['matrix']),
  ),
  ...all(
    'ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time',
    of(['matrix']),
  ),
  ...all('quantile_over_time', of(['scalar', 'matrix'])),
  ...all('predict_linear', of(['matrix', 'scalar'])),
  ...all('double_exponential_smoothing holt_winters', of(['matrix', 'scalar', 'scalar'])),
  ...all(
    'abs ceil floor exp sqrt ln log2 log10 sgn sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh deg rad',
    of(['vector']),
  ),
  ...all('sort sort_desc timestamp absent', of(['vector'])),
  ...all(
    'sort_by_label sort_by_label_desc',
    of(['vector', 'string'], { optional: 1, isVariadic: true }),
  ),
  ...all('clamp', of(['vector', 'scalar', 'scalar'])),
  ...all('clamp_min clamp_max', of(['vector', 'scalar'])),
  ...all('round', of(['vector', 'scalar'], { optional: 1 })),
  ...all('scalar', of(['vector'], { result: 'scalar' })),
  ...all('vector', of(['scalar'])),
  ...all('time pi start end range step', of([], { result: 'scalar' })),
  ...all(
    'minute hour day_of_week day_of_month day_of_year days_in_month month year',
    of(['vector'], { optional: 1 }),
  ),
  ...all('min_of max_of', of(['scalar', 'scalar'], { result: 'scalar' })),
  ...all('label_replace', of(['vector', 'string', 'string', 'string', 'string'])),
  ...all(
    'label_join',
    of(['vector', 'string', 'string', 'string'], { optional: 1, isVariadic: true }),
  ),
  ...all('histogram_quantile', of(['scalar', 'vector'])),
  ...all('histogram_quantiles', of(['vector', 'string', 'scalar'], { isVariadic: true })),
  ...all('histogram_fraction', of(['scalar', 'scalar', 'vector'])),
  ...all('info', of(['vector', 'vector'], { optional: 1 })),
]);
