/** The Server screen's dictionary, both languages; every part of the screen looks words up here. */
import { server as en } from '../../i18n/en/server.ts';
import { useWords, type Words } from '../../i18n/i18n.tsx';
import { server as ko } from '../../i18n/ko/server.ts';

const words: Words<keyof typeof en> = { en, ko };

/** The Server screen's words and the reader's formats. */
export const useServerWords = () => useWords(words);
