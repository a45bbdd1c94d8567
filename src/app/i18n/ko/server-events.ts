/** Korean words of the events lane and the cursor's reading on the Server screen. */
import type { serverEvents as en } from '../en/server-events.ts';

/** Korean dictionary of events on a server. */
export const serverEvents = {
  'tip.expected': '오른쪽 열: 예상 범위',
  'tip.forecast': '예측값, 오른쪽은 80% 구간',
  'metrics.events': '이벤트',
  'metrics.forecast': '예측',
  'metrics.now': '현재',
  'event.alert': '{rule} 알림 발생',
  'event.incident': '사건 {id} 시작',
  'event.inject': '장애 주입: {fault}',
  'event.clear': '장애 종료',
  'event.silence': '무음 설정',
  'event.acknowledge': '확인함',
  'event.note': '메모',
  'event.assign': '배정함',
  'event.snooze': '미룸',
  'event.window': '점검 시간대',
  'event.expire': '무음을 일찍 끝냄',
  'event.merge': '사건 병합',
  'event.split': '알림 분리',
  'event.at': '{time} · {what}',
} as const satisfies Record<keyof typeof en, string>;
