/** The Settings screen's dictionary, both languages. */
import { settings as en } from '../../i18n/en/settings.ts';
import { useWords, type Words } from '../../i18n/i18n.tsx';
import { settings as ko } from '../../i18n/ko/settings.ts';

const words: Words<keyof typeof en> = { en, ko };

/** The Settings screen's words and the reader's formats. */
export const useSettingsWords = () => useWords(words);
