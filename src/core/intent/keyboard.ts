/** A whole question typed with the keyboard left in English: dnpqtjqj tkdxo → 웹서버 상태. For slots and language; the model's own tokens do it with its word list. */
import { fromDubeolsik } from './dubeolsik.ts';
import { blankHosts } from './hosts.ts';

/** Beginnings of Korean words this console is asked with; a Latin word that reads as one of them was meant to be Korean. */
const STEM =
  /^(?:웹|서버|디비|데이터|캐시|워커|노드|장비|상태|목록|메모리|램|디스크|용량|씨피유|시피유|네트워크|트래픽|응답|지연|느려|느린|온도|전력|부하|에러|오류|요청|알림|알람|경고|심각|위험|장애|이상|원인|이유|왜|무슨|뭐|어디|어떤|어느|어떻게|어때|얼마|언제|누가|몇|지금|현재|지난|최근|오늘|어제|내일|모레|이번|다음|시간|분|상위|하위|제일|가장|높은|낮은|많은|많이|비교|차이|추이|추세|그래프|예측|예상|조치|추천|해결|보고서|리포트|의존|연결|영향|구성|랙|위치|로그|시뮬|훈련|주입|중지|정상|괜찮|살아|죽|다운|재시작|재부팅|확인|처리|꺼|음소거|도움|안녕|고마|감사|보여|알려|찾아|해줘|해|줘|있|없|전체|모든|사용|여유|남|그럼|그|사양|정보|담당|도와)/;

/**
 * The text as it was meant, or `undefined` when it was not typed in the wrong mode.
 * Sure only when it holds no Hangul and at least one Latin word reads as a Korean word of two syllables the console knows.
 */
export function recovered(text: string): string | undefined {
  if (/[가-힣]/.test(text)) return undefined;
  const open = blankHosts(text);
  let sure = false;
  const known = new Map<number, { readonly word: string; readonly korean: string }>();
  for (const match of open.matchAll(/[A-Za-z]+/g)) {
    const korean = fromDubeolsik(match[0]);
    if (korean === undefined) continue;
    known.set(match.index, { word: match[0], korean });
    sure ||= korean.length >= 2 && STEM.test(korean);
  }
  if (!sure) return undefined;
  const total = [...open.matchAll(/[A-Za-z]+/g)].reduce((sum, { 0: word }) => sum + word.length, 0);
  const read = [...known.values()].reduce((sum, { word }) => sum + word.length, 0);
  // English words may read as syllables by chance: most of the text must.
  if (read * 2 < total) return undefined;
  return text.replace(/[A-Za-z]+/g, (word, at: number) => {
    const korean = known.get(at)?.korean;
    return korean === undefined ||
      (/^(?:cpu|ram|disk|web|db|api|redis|kafka)$/i.test(word) && !STEM.test(korean))
      ? word
      : korean;
  });
}
