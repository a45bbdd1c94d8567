/** 한국어: 셸 — 화면 이동, 소스, 시간 이동, 알림 막대, 상태 안내. */
import type { shell as en } from '../en/shell.ts';

/** Messages of the shell in Korean. */
export const shell = {
  'app.name': 'OpenManager Edge',
  'app.title': '{view} · OpenManager Edge',
  'app.titleAlert': '({count}) {view} · OpenManager Edge',
  'app.skip': '본문으로 건너뛰기',
  'app.loading': '불러오는 중',
  'nav.label': '화면',
  'nav.more': '더 보기',
  'nav.moreLabel': '다른 화면과 설정',
  'nav.alertCount': '발생 중인 알림 {count}건',

  'view.overview': '개요',
  'view.servers': '서버',
  'view.server': '서버 상세',
  'view.topology': '토폴로지',
  'view.racks': '랙',
  'view.alerts': '알림',
  'view.assistant': '도우미',
  'view.sources': '소스',
  'view.settings': '설정',
  'view.status': '상태',
  'view.quality': '품질',

  'source.label': '소스:',
  'source.simulated': '시뮬레이션 서버군',
  'source.opening': '여는 중…',
  'source.none': '열린 소스 없음',
  'source.kind.simulated': '시뮬레이션',
  'source.kind.file': '파일',
  'source.kind.live': '실측',
  'source.facts': '서버 {count}대 · {step}',
  'source.until': '{time}까지',
  'source.age': '{age} 전 자료',

  'tools.search': '검색하거나 이동…',
  'tools.language': '언어',
  'tools.toLight': '밝은 테마로 바꾸기',
  'tools.toDark': '어두운 테마로 바꾸기',

  'time.label': '시간 이동',
  'time.play': '재생',
  'time.pause': '일시 정지',
  'time.live': '실시간',
  'time.paused': '일시 정지',
  'time.loading': '불러오는 중 {share}',
  'time.past': '{time} 시점을 보고 있습니다',
  'time.back': '실시간으로',
  'time.toEnd': '끝으로',
  'time.end': '자료의 끝',
  'time.speed': '재생 속도',
  'time.range': '시간 범위',
  'time.slider': '보고 있는 시점',
  'time.instant': '{time} {zone}',

  'notice.dismiss': '닫기',
  'notice.offline': '오프라인입니다. 모든 기능이 브라우저 안에서 실행되므로 그대로 쓸 수 있습니다.',
  'notice.update': '새 버전이 준비되었습니다.',
  'notice.reload': '지금 새로 고침',
  'notice.denied':
    '브라우저가 저장을 허용하지 않습니다. 기능은 모두 쓸 수 있지만 탭을 닫으면 기록이 사라집니다.',
  'notice.settings': '설정을 저장할 수 없어 이 탭에서만 유지됩니다.',
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
