/** Korean words of comparing servers on one chart. */
import type { compare as en } from '../en/compare.ts';

/** Korean dictionary of the comparison. */
export const compare = {
  title: '비교',
  count: '서버 {count}/8대',
  metric: '비교할 지표',
  cursor: '차트 커서',
  close: '비교 끝내기',
  chart: '{servers}의 {metric}',
  empty: '이 구간에 표본이 없습니다.',
  newest: '최근 값',
  least: '최저',
  most: '최고',
  server: '서버',
  remove: '{server} 제외',
  more: '다른 행도 선택하면 함께 비교합니다.',
  table: '비교한 서버의 {metric}',
} as const satisfies Record<keyof typeof en, string>;
