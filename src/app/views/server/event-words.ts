/** Dictionary of what the events lane and the cursor's reading say. */
import { serverEvents as en } from '../../i18n/en/server-events.ts';
import { useWords, type Words } from '../../i18n/i18n.tsx';
import { serverEvents as ko } from '../../i18n/ko/server-events.ts';

const words: Words<keyof typeof en> = { en, ko };

/** Words for events, and the reader's formats. */
export const useEventWords = () => useWords(words);
