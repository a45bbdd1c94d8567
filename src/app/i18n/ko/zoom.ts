/** Korean words of zooming charts. */
import type { zoom as en } from '../en/zoom.ts';

/** Korean dictionary of the zoom. */
export const zoom: Record<keyof typeof en, string> = {
  group: '표시 구간',
  in: '확대(+)',
  out: '축소(−)',
  earlier: '이전([)',
  later: '이후(])',
  back: '{range} 보기로 돌아가기',
  hint: '차트를 끌면 그 구간을 확대합니다. Shift를 누른 채 끌면 시간을 옮기고, 두 번 누르면 되돌아갑니다.',
};
