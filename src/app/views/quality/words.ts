/** The Quality screen's dictionary, both languages. */
import { quality as en } from '../../i18n/en/quality.ts';
import { useWords, type Words } from '../../i18n/i18n.tsx';
import { quality as ko } from '../../i18n/ko/quality.ts';

/** Keys of the screen's dictionary. */
export type QualityKey = keyof typeof en;

const words: Words<QualityKey> = { en, ko };

/** The Quality screen's words and the reader's formats. */
export const useQualityWords = () => useWords(words);
