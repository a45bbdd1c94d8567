/** Answers in the language of the question, which need not be the screen's: phrase keys and arguments to text. */
import type { Phrase, Quantity } from '../core/domain/phrase.ts';
import type { Locale } from '../core/domain/session.ts';
import { useReader } from './i18n/i18n.tsx';
import { wordPhrase, wordQuantity, wordTerm } from './i18n/wording.ts';

/** Words of answers; reactive to the reader's zone and units. */
export interface Phrases {
  /** A paragraph's text; an unknown key shows itself, never a crash. */
  say(locale: Locale, phrase: Phrase): string;
  /** A quantity in a language. */
  amount(locale: Locale, quantity: Quantity): string;
  /** A key of the shared dictionary or of the answers'. */
  term(locale: Locale, key: string): string;
}

/** Phrases for the reader of the nearest provider. */
export function usePhrases(): Phrases {
  const reader = useReader();
  const options = () => ({ ...reader.options(), zone: reader.zone() });
  return {
    say: (locale, phrase) => wordPhrase(locale, phrase, options()),
    amount: (locale, quantity) => wordQuantity(locale, quantity, options()),
    term: wordTerm,
  };
}
