/** 오프라인 사용과 설치에 관한 한국어. */
import type { hosting as en } from '../en/hosting.ts';

/** Words of working offline in Korean. */
export const hosting = {
  'offline.unavailable': '이 브라우저 창에서는 오프라인으로 쓸 수 없습니다',
  'offline.installing': '오프라인에서 쓸 수 있도록 앱을 저장하고 있습니다',
  'offline.partial':
    '언어 모델과 3D 서버실({bytes})을 빼고 오프라인에서 동작합니다. 나머지는 페이지가 한가할 때, 또는 처음 쓸 때 받습니다.',
  'offline.storing': '언어 모델과 3D 서버실을 저장하고 있습니다',
  'offline.failed':
    '언어 모델과 3D 서버실을 저장하지 못했습니다. 네트워크가 끊겼거나 기기에 공간이 없습니다. 다른 기능은 모두 오프라인에서 동작합니다.',
  'offline.ready': '언어 모델과 3D 서버실까지 모두 오프라인에서 동작합니다',
  'offline.carried':
    '앱 전체가 이 파일 하나에 들어 있어 오프라인에서 동작합니다. 서비스 워커가 없으므로 스스로 업데이트하지 않으며 설치할 수 없습니다. 디스크에서 연 페이지에는 브라우저가 저장을 거부하거나, 디스크에서 연 다른 페이지와 저장 공간을 함께 쓰게 할 수 있습니다.',
  'offline.store': '지금 저장하기',
  'offline.again': '다시 시도',

  'badge.unavailable': '온라인 전용',
  'badge.installing': '저장 중',
  'badge.partial': '일부 오프라인',
  'badge.storing': '저장 {share}',
  'badge.failed': '일부 오프라인',
  'badge.ready': '오프라인 준비됨',
  'badge.carried': '파일 하나',
} as const satisfies Record<keyof typeof en, string>;
