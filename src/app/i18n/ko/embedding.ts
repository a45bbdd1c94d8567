/** 한국어: 포털에 넣을 코드를 만드는 설정 카드. */
import type { embedding as en } from '../en/embedding.ts';

/** Words of the embed card, in Korean. */
export const embedding = {
  note: '다른 페이지 안에서 이 콘솔 보기',
  how: '방식',
  'how.element': '요소',
  'how.iframe': 'iframe',
  view: '화면',
  look: '테마',
  'look.auto': '자동',
  'look.light': '밝게',
  'look.dark': '어둡게',
  code: '페이지에 넣을 코드',
  copy: '코드 복사',
  copied: '복사했습니다',
  denied: '브라우저가 복사를 허용하지 않습니다. 코드를 직접 선택하십시오.',
  see: '포털에서 보기',
  'fact.keys': '키가 없으며 보는 사람의 기기에 아무것도 저장하지 않습니다',
  'fact.follows': '페이지가 정한 테마, 언어, 색을 따릅니다',
  'fact.asks': '실제 서버를 표시하기 전에 보는 사람에게 먼저 묻습니다',
  'fact.hosts': '어느 페이지에 넣을 수 있는지는 이 콘솔의 호스트가 정합니다: OM_EMBED_ORIGINS',
  file: '지금 화면은 디스크에서 연 파일 하나입니다. 빌드한 폴더를 웹 호스트에 올려야 삽입할 수 있습니다.',
  'source.file': '파일은 페이지가 건네줍니다: element.file = blob 또는 client.openFile(blob).',
  'source.iframe':
    'iframe에서는 페이지가 클라이언트로 서버를 지정합니다: client.openLive("{url}").',
  'source.locked':
    '암호가 필요한 소스는 다른 페이지에 표시하지 않으므로, 코드는 시뮬레이션 서버군을 표시합니다.',
} as const satisfies Record<keyof typeof en, string>;
