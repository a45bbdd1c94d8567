/** Korean words of what people do about alerts, and of places. */
import type { acts as en } from '../en/acts.ts';

/** Korean dictionary of acts and places. */
export const acts = {
  'act.acknowledge': '확인함',
  'act.note': '메모',
  'act.assign': '{name}에게 배정함',
  'act.unassign': '배정을 해제함',
  'act.snooze': '{duration} 동안 미룸',
  'act.silence': '{duration} 무음 처리함',
  'act.window': '{duration} 점검 시간대',
  'act.expire': '무음을 일찍 끝냄',
  'act.merge': '{other|과/와} 병합함',
  'act.split': '알림 {count}건을 분리함',
  'act.on': '{what}: {target}',
  'act.by': '{what}, {name}',

  'place.rack': '랙 {name}',
  'place.row': '{name} 열',
  'place.room': '{name} 전산실',
  'place.site': '{name} 사이트',
  'place.title': '{place} 전체: {rule}',
  'place.cause': '{place|이/가} 함께 쓰는 것: 스위치, 전원, 냉각',
  'place.suspect': '{place}의 스위치, 전원 또는 냉각',
} as const satisfies Record<keyof typeof en, string>;
