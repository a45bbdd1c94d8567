/** Dictionary of Explore. */
import { explore as en } from '../../i18n/en/explore.ts';
import { useWords, type Words } from '../../i18n/i18n.tsx';
import { explore as ko } from '../../i18n/ko/explore.ts';

const words: Words<keyof typeof en> = { en, ko };

/** Words of Explore, and the reader's formats. */
export const useExploreWords = () => useWords(words);
