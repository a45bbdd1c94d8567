/** The few sentences the element says itself: before the console speaks, and where it cannot. */

const EN = {
  title: 'OpenManager Edge: fleet status',
  loading: 'Loading the console…',
  open: 'Open the console in a new tab',
  failed: 'The console cannot be shown here.',
  'embed/no-answer': 'The console does not answer. Its host may not allow this page to frame it.',
  'embed/consent': 'You did not let this page connect to the console.',
  'embed/sandboxed':
    'This page shows the console without an origin of its own. It cannot run here.',
  'embed/version': 'This page was made for another version of the console.',
} as const;

/** The element's sentences. */
export type ElementWords = Readonly<Record<keyof typeof EN, string>>;

const KO: ElementWords = {
  title: 'OpenManager Edge: 서버 현황',
  loading: '콘솔을 불러오는 중…',
  open: '새 탭에서 콘솔 열기',
  failed: '여기에는 콘솔을 표시할 수 없습니다.',
  'embed/no-answer':
    '콘솔이 응답하지 않습니다. 호스트가 이 페이지의 삽입을 허용하지 않았을 수 있습니다.',
  'embed/consent': '이 페이지가 콘솔에 연결하는 것을 허용하지 않으셨습니다.',
  'embed/sandboxed': '이 페이지는 콘솔의 출처를 지운 채 표시하고 있어 실행할 수 없습니다.',
  'embed/version': '이 페이지는 다른 버전의 콘솔에 맞추어 만들어졌습니다.',
};

/** The sentences for a language tag; English for all but Korean. */
export function wordsFor(tag: string): ElementWords {
  const language = tag === '' || tag === 'auto' ? navigator.language : tag;
  return language.toLowerCase().startsWith('ko') ? KO : EN;
}
