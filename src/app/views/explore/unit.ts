/** The unit a result is shown in: the metric's, where the expression keeps it. */
import { CATALOGUE, type Unit } from '../../../core/domain/metrics.ts';

/** Functions and operators after which a value is no longer in its metric's unit. */
const CHANGES =
  /\b(?:rate|irate|increase|deriv|idelta|delta|count|changes|resets|stddev|stdvar|absent|timestamp|group|ln|log2|log10|exp|sqrt|day_of|hour|minute)\w*\s*\(|[*/^%]|\bbool\b/u;

/** The unit of the only catalogue metric an expression reads; a bare number otherwise. */
export function unitOf(promql: string): Unit {
  const found = CATALOGUE.filter(({ prom, id }) =>
    new RegExp(`(?<![\\w:])(?:${prom}|${id})(?![\\w:])`, 'u').test(promql),
  );
  const units = new Set(found.map(({ unit }) => unit));
  return units.size === 1 && !CHANGES.test(promql) ? found[0].unit : '{value}';
}
