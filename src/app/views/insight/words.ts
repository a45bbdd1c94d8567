/** The Insight screen's dictionary, both languages, and how changes of a metric are written. */
import type { StateName } from '../../../core/insight/states.ts';
import { insight as en } from '../../i18n/en/insight.ts';
import { type Formats, useWords, type Words } from '../../i18n/i18n.tsx';
import { insight as ko } from '../../i18n/ko/insight.ts';
import { unitOf } from '../../unit-of.ts';
import { type Terms, useTerms } from '../../widgets/terms.ts';

/** Keys of the screen's dictionary. */
export type InsightKey = keyof typeof en;

const words: Words<InsightKey> = { en, ko };

/** Words, formats and what both make together. */
export function useInsightWords() {
  const { t, format } = useWords(words);
  const terms = useTerms();
  return {
    t,
    format,
    terms,
    /** A metric's value with its unit. */
    value: (metric: string, x: number) => format.value(x, unitOf(metric)),
    /** A difference with its sign: ratios in points. */
    delta: (metric: string, x: number) => deltaOf(format, metric, x, t('unit.points')),
    /** Name of a state in words: `CPU high 2`. */
    state: (name: StateName) => stateOf(t, terms, name),
  };
}

/** The words of one reader. */
export type InsightWords = ReturnType<typeof useInsightWords>;

/** Significant digits of a small figure: what is asked for here may be thousandths of a percent. */
function digitsOf(x: number): number {
  const size = Math.abs(x);
  return size === 0 || size >= 10 ? 0 : size >= 1 ? 1 : size >= 0.1 ? 2 : size >= 0.01 ? 3 : 4;
}

function deltaOf(format: Formats, metric: string, x: number, points: string): string {
  if (Number.isNaN(x)) return '–';
  const unit = unitOf(metric);
  const sign = x > 0 ? '+' : '';
  if (unit === '1') return `${sign}${format.number(x * 100, digitsOf(x * 100))}\u00a0${points}`;
  if (unit === '{value}' || unit === '{load}') return `${sign}${format.number(x, digitsOf(x))}`;
  // A temperature's difference has no zero point to be shifted by.
  if (unit === 'Cel') return `${sign}${format.number(x, digitsOf(x))}\u00a0K`;
  return `${sign}${format.value(x, unit)}`;
}

function stateOf(
  t: (key: InsightKey, args?: Record<string, string | number>) => string,
  terms: Terms,
  name: StateName,
): string {
  const metric = name.metric === undefined ? '' : terms.metric(name.metric, 'short');
  const text = t(`state.${name.key}`, { metric });
  return name.number > 1 ? t('state.numbered', { name: text, number: name.number }) : text;
}
