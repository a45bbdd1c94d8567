/** 첫 화면에 없는 말: 알림 막대, 멈춘 화면을 대신하는 것과 실시간 알림 영역. */
import type { aside as en } from '../en/aside.ts';

/** Messages that come later, in Korean. */
export const aside = {
  'notice.dismiss': '닫기',
  'notice.offline': '오프라인입니다. 모든 기능이 브라우저 안에서 실행되므로 그대로 쓸 수 있습니다.',
  'notice.update': '새 버전이 준비되었습니다.',
  'notice.reload': '지금 새로 고침',
  'notice.denied':
    '브라우저가 저장을 허용하지 않습니다. 기능은 모두 쓸 수 있지만 탭을 닫으면 기록이 사라집니다.',
  'notice.settings': '설정을 저장할 수 없어 이 탭에서만 유지됩니다.',
  'notice.newer':
    '다른 버전의 앱에서 만든 링크입니다. 이 버전이 이해하는 만큼만 보여 줍니다. 모두 보려면 앱을 업데이트하세요.',
  'notice.ignored': '링크에서 이해하지 못한 부분은 제외했습니다: {names}.',
  'notice.restarting': '엔진이 멈춰 다시 시작하고 있습니다. 저장된 데이터는 그대로입니다.',

  'view.failed': '이 화면이 멈췄습니다. 다른 기능은 정상입니다.',
  'engine.failed': '서버군을 열지 못했습니다.',
  'engine.sources': '다른 소스 선택',

  'say.server': '{server} 상태가 {status|으로/로} 바뀌었습니다.',
  'say.servers':
    '서버 {count}대의 상태가 바뀌었습니다. 위험 {critical}대, 경고 {warning}대, 오프라인 {offline}대입니다.',
  'say.calm': '모든 서버가 다시 정상입니다.',
  'say.incident': '위험 사건: {server}, {rule}.',
} as const satisfies Record<keyof typeof en, string>;
