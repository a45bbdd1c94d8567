/** Korean words of a trouble's reach: where it is, what it takes with it, what is downstream. */
import type { impact as en } from '../en/impact.ts';

/** Korean dictionary of impacts. */
export const impact = {
  'state.cause': '원인',
  'state.taken': '동반 장애',
  'state.downstream': '후속 영향',
  'state.apart': '영향 없음',
  'hint.cause': '문제가 생긴 곳입니다.',
  'hint.taken': '원인 때문에 응답이 없거나 문제가 생겼습니다.',
  'hint.downstream': '동작하고 있지만 중단된 서버에 의존합니다.',
  'facility.feed': '{place}의 스위치 또는 전원',
  'facility.cooling': '{place}의 냉각',
  'facility.reports': '{place}의 표본 수집 경로',
  'cause.servers': '동시에 서버 {n}대',
  'count.taken': '서버 {n}대',
  requests: '요청의 {share}가 위험',
  sentence:
    '원인: {cause}. 동반 장애: {taken}. 후속 영향: {downstream}, 그중 {suffering}대에는 이미 문제가 나타났습니다.',
  emerging: '방금 발생, 아직 사건 아님',
} as const satisfies Record<keyof typeof en, string>;
