/** The unit a result is shown in: what its metrics are named for, where the expression keeps it. */
import { CATALOGUE, type Unit } from '../../../core/domain/metrics.ts';

/** Functions and operators after which a value is no longer in its metric's unit. */
const CHANGES =
  /\b(?:increase|deriv|idelta|delta|count|changes|resets|stddev|stdvar|absent|timestamp|group|ln|log2|log10|exp|sqrt|day_of|hour|minute)\w*\s*\(|[*/^%]|\bbool\b/u;
const RATES = /\bi?rate\s*\(/u;

/** Last words of a name by the conventions of Prometheus, as a gauge and as a rate of a counter. */
const SUFFIXES: readonly (readonly [word: RegExp, gauge: Unit, rate: Unit])[] = [
  [/_bytes(?:_total)?$/u, '{value}', 'By/s'],
  [/_seconds(?:_total)?$/u, 's', '{value}'],
  [/_(?:ratio|utilization)$/u, '1', '{value}'],
  [/_celsius$/u, 'Cel', '{value}'],
  [/_watts$/u, 'W', '{value}'],
  [/_joules(?:_total)?$/u, '{value}', 'W'],
];

/** Words of an expression that are metric names: not labels in braces or after `by`, no function, no string. */
function namesOf(promql: string): readonly string[] {
  const plain = promql
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/gu, '')
    .replace(/\{[^}]*\}/gu, '')
    .replace(/\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/giu, '');
  return [...plain.matchAll(/(?<![\w:])[a-z_:][\w:]*(?![\w:]|\s*\()/giu)].map(([name]) => name);
}

/**
 * The unit all metrics of an expression share; a bare number otherwise. Times since 1970 are left as the numbers they are.
 */
export function unitOf(promql: string): Unit {
  if (CHANGES.test(promql)) return '{value}';
  const isRate = RATES.test(promql);
  const units = new Set<Unit>();
  for (const name of namesOf(promql)) {
    const known = CATALOGUE.find(({ prom, id }) => prom === name || id === name);
    const row = SUFFIXES.find(([word]) => word.test(name) && !/_time_seconds$/u.test(name));
    if (known) units.add(isRate ? '{value}' : known.unit);
    else if (row) units.add(isRate ? row[2] : row[1]);
    else if (name.includes('_')) units.add('{value}');
  }
  const [unit] = units;
  return units.size === 1 && unit !== undefined ? unit : '{value}';
}
