/** Answers in words: phrase keys and arguments to sentences of one language. Pure, so that the page, a terminal and an API say the same. */
import type { ListItem, Phrase, PhraseArg, Quantity } from '../../core/domain/phrase.ts';
import type { Locale } from '../../core/domain/session.ts';
import { DAY, type EpochMs, HOUR, MINUTE, SECOND } from '../../core/domain/time.ts';
import { advice as adviceEn } from './en/advice.ts';
import { answers as answersEn } from './en/answers.ts';
import { terms as termsEn } from './en/terms.ts';
import { type FormatOptions, formatClock, formatDurationWords, formatValue } from './format.ts';
import { advice as adviceKo } from './ko/advice.ts';
import { answers as answersKo } from './ko/answers.ts';
import { terms as termsKo } from './ko/terms.ts';
import { formatMessage } from './message.ts';

type Dictionary = Readonly<Record<string, string>>;
const ANSWERS: Readonly<Record<Locale, Dictionary>> = {
  en: { ...answersEn, ...adviceEn },
  ko: { ...answersKo, ...adviceKo },
};
const TERMS: Readonly<Record<Locale, Dictionary>> = { en: termsEn, ko: termsKo };

/** Whom it is said to: the zone of instants and the units of values. */
export interface WordingOptions extends FormatOptions {
  /** IANA zone. */
  readonly zone: string;
}

/** A key of the shared dictionary or of the answers'; an unknown one shows itself, never a crash. */
export function wordTerm(locale: Locale, key: string): string {
  return TERMS[locale][key] ?? ANSWERS[locale][key] ?? key;
}

/** A quantity in a language. */
export function wordQuantity(
  locale: Locale,
  { n, unit }: Quantity,
  options: WordingOptions,
): string {
  switch (unit) {
    case 'time':
      return formatClock(n, 'clock', locale, options.zone);
    case 'moment':
      return moment(n, locale, options.zone);
    case 'ms':
      return locale === 'en' ? longDuration(n) : formatDurationWords(n, locale);
    case 'count':
      return formatValue(n, '{value}', locale, { ...options, digits: 0 });
    default:
      return formatValue(n, unit, locale, options);
  }
}

/**
 * A phrase as a sentence. An unknown key shows itself.
 * @param own further messages of this language, looked at first
 */
export function wordPhrase(
  locale: Locale,
  { key, args }: Phrase,
  options: WordingOptions,
  own: Dictionary = {},
): string {
  const message = own[key] ?? ANSWERS[locale][key] ?? TERMS[locale][key] ?? key;
  const filled = Object.fromEntries(
    Object.entries(args).map(([name, arg]) => [
      name,
      name === 'id' && typeof arg === 'string'
        ? arg.toUpperCase()
        : plain(locale, arg, opens(message, name)),
    ]),
  );
  return formatMessage(message, filled, locale, (quantity) =>
    wordQuantity(locale, quantity, options),
  );
}

/** Whether an argument stands where a sentence begins, so that English keeps its capital. */
function opens(message: string, name: string): boolean {
  const at = message.search(new RegExp(`\\{${name}[|}]`));
  return at <= 0 || /(?:[.!?]\s|\n)$/.test(message.slice(0, at));
}

function plain(locale: Locale, arg: PhraseArg, opening: boolean): string | number | Quantity {
  if (typeof arg !== 'object' || 'n' in arg) return arg;
  const word = (key: string, first: boolean): string =>
    first ? wordTerm(locale, key) : inside(wordTerm(locale, key), locale);
  if ('term' in arg) return word(arg.term, opening);
  const items = arg.list.map((item, i) =>
    listed(locale, item, (key) => word(key, opening && i === 0)),
  );
  // Korean reads a plain series of names more naturally than “A 및 B”.
  return locale === 'ko' && arg.or !== true
    ? items.join(', ')
    : new Intl.ListFormat(locale, { type: arg.or === true ? 'disjunction' : 'conjunction' }).format(
        items,
      );
}

function listed(locale: Locale, item: ListItem, word: (key: string) => string): string {
  if (typeof item === 'string') return item;
  if (item.n === undefined) return word(item.term);
  return formatMessage(wordTerm(locale, item.term), { n: item.n }, locale, ({ n }) => String(n));
}

/** A dictionary word inside an English sentence: no capital, but for names and abbreviations. */
function inside(word: string, locale: Locale): string {
  return locale === 'en' && /^[A-Z][a-z]/.test(word) && !/^(?:Kubernetes|Holt|Hampel)/.test(word)
    ? word.slice(0, 1).toLowerCase() + word.slice(1)
    : word;
}

const LENGTHS = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [SECOND, 'second'],
] as const;

/** Two units at most, spelled out: `1 day 2 hours`, `30 minutes`. */
function longDuration(ms: number): string {
  if (Number.isNaN(ms)) return '–';
  let rest = Math.round(Math.abs(ms) / SECOND) * SECOND;
  const first = Math.max(
    0,
    LENGTHS.findIndex(([size]) => rest >= size),
  );
  const words: string[] = [];
  for (const [size, unit] of LENGTHS.slice(first, first + 2)) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0)
      words.push(
        new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(amount),
      );
  }
  return words.length > 0 ? words.join(' ') : '0 seconds';
}

const MOMENTS = new Map<string, Intl.DateTimeFormat>();

/** Day, hour and minute; no year, which an answer about last year says by its length of time. */
function moment(t: EpochMs, locale: Locale, zone: string): string {
  if (Number.isNaN(t)) return '–';
  const key = `${locale}|${zone}`;
  let format = MOMENTS.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'ko-KR', {
      timeZone: zone,
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    MOMENTS.set(key, format);
  }
  return format.format(t);
}
