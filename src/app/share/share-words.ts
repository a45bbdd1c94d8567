/** The words of sharing. */
import { share as en } from '../i18n/en/share.ts';
import { useWords } from '../i18n/i18n.tsx';
import { share as ko } from '../i18n/ko/share.ts';

const words = { en, ko };

/** Messages and formats in the reader's language. */
export const useShareWords = () => useWords(words);
