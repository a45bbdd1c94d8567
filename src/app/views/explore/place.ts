/** Where an expression is evaluated when nobody chose: our names are this browser's, all others the source's. */
import type { Metric } from '../../../core/domain/metrics.ts';
import type { Where } from './evaluation.ts';

/** Names outside of strings; a label value may say anything. */
const NAMES = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|([a-z_:][\w:]*)/giu;

/**
 * @param promql an expression; one without a name of ours asks the source, which holds every series there is
 * @param metrics what the open fleet has
 */
export function placeOf(promql: string, metrics: readonly Metric[]): Where {
  const ours = new Set(metrics.map(({ prom }) => prom));
  for (const [, name] of promql.matchAll(NAMES)) if (name && ours.has(name)) return 'here';
  return 'source';
}
