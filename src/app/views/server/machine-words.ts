/** Dictionary of what stands beside the charts and is fetched in parallel with them. */
import { machine as en } from '../../i18n/en/machine.ts';
import { useWords, type Words } from '../../i18n/i18n.tsx';
import { machine as ko } from '../../i18n/ko/machine.ts';

const words: Words<keyof typeof en> = { en, ko };

/** Words about one machine, and the reader's formats. */
export const useMachineWords = () => useWords(words);
