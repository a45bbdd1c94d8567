/** Dictionary of detection on the Server screen, fetched with its cards. */
import { detection as en } from '../../i18n/en/detection.ts';
import { useWords, type Words } from '../../i18n/i18n.tsx';
import { detection as ko } from '../../i18n/ko/detection.ts';

const words: Words<keyof typeof en> = { en, ko };

/** Words about detection on one server, and the reader's formats. */
export const useDetectionWords = () => useWords(words);
