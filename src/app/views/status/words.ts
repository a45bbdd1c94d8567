/** The Status screen's dictionary, both languages. */
import { status as en } from '../../i18n/en/status.ts';
import { useWords, type Words } from '../../i18n/i18n.tsx';
import { status as ko } from '../../i18n/ko/status.ts';

const words: Words<keyof typeof en> = { en, ko };

/** The Status screen's words and the reader's formats. */
export const useStatusWords = () => useWords(words);
