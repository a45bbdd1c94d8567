/** Any expression's answer, also those that are no values on a grid: texts and range vectors, as a table of an instant shows them. */
import { unreachable } from '../domain/errors.ts';
import type { Labels, Matrix, SeriesReader } from '../domain/series.ts';
import type { Expr } from './ast.ts';
import { type EvaluateOptions, evaluate, samplesOf } from './evaluate.ts';
import type { SampleSource } from './source.ts';
import { typeOf } from './type-rules.ts';

/** What an expression yields. */
export type Answer =
  | { readonly kind: 'matrix'; readonly matrix: Matrix }
  | { readonly kind: 'text'; readonly text: string }
  | {
      /** The samples of a range vector; only an instant query has one. */
      readonly kind: 'samples';
      readonly series: readonly {
        readonly labels: Labels;
        readonly times: Float64Array;
        readonly values: Float64Array;
      }[];
    };

/**
 * Evaluates a checked expression of any type.
 * @throws EdgeError as `evaluate` does; `query/type` for a range vector or text over a range of instants
 */
export function answer(
  expr: Expr,
  reader: SeriesReader | SampleSource,
  options: EvaluateOptions,
): Answer {
  const type = options.start === options.end ? typeOf(expr) : 'vector';
  switch (type) {
    case 'string':
      return { kind: 'text', text: expr.kind === 'string' ? expr.value : '' };
    case 'matrix':
      return { kind: 'samples', series: samplesOf(expr, reader, options) };
    case 'scalar':
    case 'vector':
      return { kind: 'matrix', matrix: evaluate(expr, reader, options) };
    default:
      return unreachable(type);
  }
}
