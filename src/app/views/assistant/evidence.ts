/** What can be told of an evidence from its query, and the course behind its number. */
import type { Evidence } from '../../../core/assistant/answer.ts';
import { SECOND } from '../../../core/domain/time.ts';
import type { Engine } from '../../engine.tsx';

/** The outermost function that computed it, where the number is not a sample as it was measured. */
export function computedBy({ promql }: Evidence): string | undefined {
  return /^([a-z_]+)\s*\(/.exec(promql)?.[1];
}

/** A course to draw. */
export interface Course {
  readonly times: Float64Array;
  readonly values: Float32Array;
}

/**
 * The last window of what an evidence cites: the samples of its server, or its query evaluated along the window.
 * @returns `undefined` when the query gives several courses or none
 */
export async function courseOf(
  engine: Engine,
  { metric, server, promql, start, end }: Evidence,
  points: number,
  signal: AbortSignal,
): Promise<Course | undefined> {
  if (server !== undefined) {
    const pairs = [{ metric, server }];
    const [series] = await engine.call(
      'window',
      { pairs, start, end, points, peaks: true },
      signal,
    );
    return series;
  }
  const step = Math.max(SECOND, Math.ceil((end - start) / points / SECOND) * SECOND);
  const matrix = await engine.call('query', { promql, start, end, step }, signal);
  const [only, ...others] = matrix.series;
  if (!only || others.length > 0) return undefined;
  return {
    times: Float64Array.from(only.values, (_, k) => matrix.start + k * matrix.step),
    values: Float32Array.from(only.values),
  };
}
