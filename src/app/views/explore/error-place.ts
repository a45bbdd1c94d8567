/** Where in an expression an error lies: our evaluator says it by offset, a Prometheus by line and column in its words. */
import type { EdgeError } from '../../../core/domain/errors.ts';

/** @returns offset from the start and what is wrong there; `undefined` where it was not said */
export function errorPlace(
  { detail }: EdgeError,
  promql: string,
): { readonly position: number; readonly text: string } | undefined {
  const text = String(detail.text ?? '');
  if (typeof detail.position === 'number') return { position: detail.position, text };
  const told = /(\d+):(\d+): parse error: ([\s\S]+)$/u.exec(text);
  if (!told) return undefined;
  const [, line, column, what] = told;
  const before = promql.split('\n').slice(0, Number(line) - 1);
  const position = before.reduce((sum, one) => sum + one.length + 1, 0) + Number(column) - 1;
  return { position: Math.min(position, promql.length), text: what };
}
