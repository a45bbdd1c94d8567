/** The intent tab's dictionary, both languages, and names of intents. */
import { intents as en } from '../../i18n/en/intents.ts';
import { useWords, type Words } from '../../i18n/i18n.tsx';
import { intents as ko } from '../../i18n/ko/intents.ts';
import { usePhrases } from '../../phrases.ts';

const words: Words<keyof typeof en> = { en, ko };

/** Words, formats and names of intents in the screen's language. */
export function useIntentWords() {
  const { t, format } = useWords(words);
  const phrases = usePhrases();
  return {
    t,
    format,
    intent: (id: string) => phrases.term(format.locale(), `intent.${id}`),
    /** A share with one decimal: these figures are compared by tenths. */
    percent: (share: number | undefined) =>
      share === undefined || Number.isNaN(share) ? '–' : `${format.number(share * 100, 1)}%`,
  };
}
