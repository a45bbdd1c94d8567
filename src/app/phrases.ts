/** Answers in the language of the question, which need not be the screen's: phrase keys and arguments to text. */
import type { Paragraph, PhraseArg } from '../core/assistant/answer.ts';
import type { Locale } from '../core/domain/session.ts';
import { answers as answersEn } from './i18n/en/answers.ts';
import { terms as termsEn } from './i18n/en/terms.ts';
import { formatClock, formatDurationWords, formatValue } from './i18n/format.ts';
import { useReader } from './i18n/i18n.tsx';
import { answers as answersKo } from './i18n/ko/answers.ts';
import { terms as termsKo } from './i18n/ko/terms.ts';
import { formatMessage, type Quantity } from './i18n/message.ts';
import { incidentLabel } from './incident-label.ts';

const ANSWERS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: answersEn,
  ko: answersKo,
};
const TERMS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: termsEn,
  ko: termsKo,
};

/** Words of answers; reactive to the reader's zone and units. */
export interface Phrases {
  /** A paragraph's text; an unknown key shows itself, never a crash. */
  say(locale: Locale, paragraph: Pick<Paragraph, 'key' | 'args'>): string;
  /** A quantity in a language. */
  amount(locale: Locale, quantity: Quantity): string;
  /** A key of the shared dictionary or of the answers'. */
  term(locale: Locale, key: string): string;
}

/** Phrases for the reader of the nearest provider. */
export function usePhrases(): Phrases {
  const reader = useReader();
  const amount = (locale: Locale, { n, unit }: Quantity): string => {
    switch (unit) {
      case 'time':
        return formatClock(n, 'clock', locale, reader.zone());
      case 'ms':
        return formatDurationWords(n, locale);
      case 'count':
        return formatValue(n, '{value}', locale, { ...reader.options(), digits: 0 });
      default:
        return formatValue(n, unit, locale, reader.options());
    }
  };
  const term = (locale: Locale, key: string) => TERMS[locale][key] ?? ANSWERS[locale][key] ?? key;
  const plain = (locale: Locale, arg: PhraseArg): string | number | Quantity => {
    if (typeof arg !== 'object' || 'n' in arg) return arg;
    if ('term' in arg) return term(locale, arg.term);
    const items = arg.list.map((item) =>
      typeof item === 'string' ? item : term(locale, item.term),
    );
    return new Intl.ListFormat(locale, { type: 'conjunction' }).format(items);
  };
  return {
    amount,
    term,
    say(locale, { key, args }) {
      const message = ANSWERS[locale][key] ?? key;
      const filled = Object.fromEntries(
        Object.entries(args).map(([name, arg]) => [
          name,
          name === 'id' && typeof arg === 'string' ? incidentLabel(arg) : plain(locale, arg),
        ]),
      );
      return formatMessage(message, filled, locale, (quantity) => amount(locale, quantity));
    },
  };
}
