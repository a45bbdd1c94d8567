/** The dictionary of notifications, both languages, for the settings card. */
import { notify as en } from '../../../i18n/en/notify.ts';
import { useWords, type Words } from '../../../i18n/i18n.tsx';
import { notify as ko } from '../../../i18n/ko/notify.ts';

const words: Words<keyof typeof en> = { en, ko };

/** Keys of the dictionary. */
export type NotifyKey = keyof typeof en;

/** Words of notifications and the reader's formats. */
export const useNotifyWords = () => useWords(words);
