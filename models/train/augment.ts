/** Noise as people make it: typing slips, missing spaces, capitals, politeness, endings. Seeded by hash; labels stay true. */

import { fromDubeolsik } from '../../src/core/intent/dubeolsik.ts';
import { toJamo } from '../../src/core/intent/tokenize.ts';
import { uniform } from '../../src/core/numeric/hash.ts';

/** Draws numbers in [0, 1) one after the other from a seed. */
export interface Draw {
  /** The next variate. */
  next(): number;
  /** One of a list. */
  pick<T>(list: readonly T[]): T;
}

/** A stream of variates for (seed, stream). */
export function makeDraw(seed: number, stream: number): Draw {
  let i = 0;
  const next = (): number => uniform(seed, stream, i++);
  return { next, pick: (list) => list[Math.floor(next() * list.length)] };
}

const BEFORE_EN = [
  'please ',
  'can you ',
  'could you ',
  'hey ',
  'hi, ',
  'hello, ',
  'good morning, ',
  'pls ',
  'just ',
  'ok ',
  'so ',
  'um ',
  'i want to know ',
  'now ',
  'quickly ',
  'kindly ',
  'yo ',
  'hmm ',
  'would you ',
];
const AFTER_EN = [
  ' please',
  ' pls',
  ' now',
  ' thanks',
  ' asap',
  ' for me',
  '?',
  '??',
  '!',
  '.',
  ' right now',
  ' thx',
  ' today',
  ' quickly',
  ' if you can',
  ' plz',
];
const BEFORE_KO = [
  '안녕, ',
  '안녕하세요 ',
  '하이 ',
  '수고하십니다 ',
  '혹시 ',
  '지금 ',
  '저기 ',
  '좀 ',
  '야 ',
  '음 ',
  '아 ',
  '근데 ',
  '그럼 ',
  '일단 ',
  '빨리 ',
  '그냥 ',
  '저 ',
  '자 ',
  '어 ',
];
const AFTER_KO = [
  '?',
  '??',
  '!',
  '.',
  '..',
  ' 좀',
  ' 요',
  ' 빨리',
  ' ㅠㅠ',
  ' ㅋㅋ',
  '~',
  ' 부탁해',
  ' 부탁드려요',
  ' 지금',
  ' ㄱㄱ',
  ' 플리즈',
  ' 당장',
];

/** Interchangeable ways to end a Korean request. None of them changes what is asked for. */
const ENDINGS: readonly (readonly string[])[] = [
  [
    '알려줘',
    '알려 줘',
    '알려주세요',
    '알려 주세요',
    '알려줄래',
    '알려줄래요',
    '알려주라',
    '알려달라',
    '알려주십시오',
    '알려주시겠어요',
    '말해줘',
    '알려봐',
    '가르쳐줘',
    '알려 줄 수 있어',
    '궁금해',
    '알고 싶어',
    '알랴줘',
    '알려죠',
  ],
  [
    '보여줘',
    '보여 줘',
    '보여주세요',
    '보여 주세요',
    '보여줄래',
    '보여주라',
    '보여달라',
    '보여주십시오',
    '보여주시겠어요',
    '띄워줘',
    '보여봐',
    '보고 싶어',
    '좀 보자',
    '표시해줘',
    '보여죠',
    '볼래',
    '볼 수 있을까',
  ],
  [
    '해줘',
    '해 줘',
    '해주세요',
    '해 주세요',
    '해줄래',
    '해라',
    '해',
    '해주라',
    '해주십시오',
    '하십시오',
    '해주시겠어요',
    '해줄 수 있어',
    '부탁해',
    '부탁드립니다',
    '해봐',
    '합시다',
    '해죠',
    '해주삼',
    '해주셈',
    '해달라',
  ],
  [
    '있어?',
    '있나',
    '있나요',
    '있어',
    '있니',
    '있습니까',
    '있냐',
    '있을까',
    '있는지 봐줘',
    '있음?',
    '있는가',
    '있는지 확인해줘',
    '잇어',
  ],
  [
    '뭐야',
    '뭐야?',
    '뭐죠',
    '뭔가요',
    '무엇인가요',
    '무엇입니까',
    '뭐지',
    '뭐냐',
    '뭘까',
    '뭐예요',
    '뭐임',
    '머야',
    '뭐에요',
  ],
  ['찾아줘', '찾아 줘', '찾아주세요', '찾아봐', '찾아내', '찾아줄래', '찾아주십시오'],
  [
    '어때',
    '어때?',
    '어떤가요',
    '어떻습니까',
    '어떠니',
    '어떰',
    '어떤지',
    '어떤지 알려줘',
    '어떤지 봐줘',
    '어떤가',
  ],
  [
    '얼마야',
    '얼마야?',
    '얼마인가요',
    '얼마입니까',
    '얼마지',
    '얼마나 돼',
    '얼마나 되나요',
    '얼마임',
    '얼마예요',
    '얼만데',
  ],
  [
    '확인해줘',
    '확인해 줘',
    '확인해주세요',
    '확인 부탁드립니다',
    '확인 좀',
    '확인 바랍니다',
    '확인해 주십시오',
    '체크해줘',
    '점검해줘',
    '봐줘',
    '확인',
  ],
];

const WORDS_EN: readonly (readonly string[])[] = [
  [
    'show',
    'show me',
    'display',
    'give me',
    'let me see',
    'pull up',
    'bring up',
    'get me',
    'i want to see',
    'i need',
  ],
  ['servers', 'hosts', 'machines', 'nodes', 'boxes', 'instances'],
  ['server', 'host', 'machine', 'node', 'box', 'instance'],
  ['what is', "what's", 'whats', 'tell me', 'i want to know'],
  ['memory', 'ram', 'mem'],
  ['cpu', 'processor', 'CPU'],
  ['disk', 'storage', 'filesystem'],
  ['high', 'elevated', 'excessive', 'heavy'],
  ['alerts', 'alarms', 'warnings', 'notifications'],
  ['usage', 'utilization', 'utilisation', 'consumption', 'use'],
];
const WORDS_KO: readonly (readonly string[])[] = [
  ['서버', '장비', '호스트', '머신', '노드', '인스턴스', '서버들', '섭'],
  ['CPU', '씨피유', '시피유', 'cpu', '프로세서'],
  ['메모리', '램', 'memory', 'RAM'],
  ['디스크', '하드', '스토리지', 'disk', '저장공간'],
  ['네트워크', '네트웍', '망', 'network'],
  ['알림', '알람', '경보', 'alert', '경고'],
  ['사용률', '사용량', '점유율', 'usage'],
  ['DB', '디비', '데이터베이스', 'db'],
  ['웹서버', '웹 서버', 'web 서버', '웹'],
  ['높은', '높게 나오는', '많이 높은', '엄청 높은'],
  ['부족한', '모자란', '없는', '부족해진'],
  ['제일', '가장', '젤', '최고로', '제일로'],
  ['왜', '어째서', '무엇 때문에', '뭣 때문에'],
];

const KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const LATIN_NEAR = new Map<string, string>(
  KEYS.flatMap((row) =>
    [...row].map((key, i): [string, string] => [key, (row[i - 1] ?? '') + (row[i + 1] ?? '')]),
  ),
);
const JAMO_KEYS = 'ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ';
const LATIN_KEYS = 'qwertyuiopasdfghjklzxcvbnm';

/** A noisy variant of a text: wording first, then slips. `strength` scales how much happens, 1 is ordinary. */
export function augment(text: string, language: 'en' | 'ko', draw: Draw, strength: number): string {
  let out = text;
  if (draw.next() < 0.55 * strength)
    out = reword(out, language === 'ko' ? WORDS_KO : WORDS_EN, draw);
  if (language === 'ko' && draw.next() < 0.6 * strength) out = reword(out, ENDINGS, draw);
  if (draw.next() < 0.2 * strength)
    out = draw.pick(language === 'ko' ? BEFORE_KO : BEFORE_EN) + out;
  if (draw.next() < 0.3 * strength) out += draw.pick(language === 'ko' ? AFTER_KO : AFTER_EN);
  if (language === 'ko' && draw.next() < 0.25) out = out.replace(/ /g, '');
  else if (draw.next() < 0.15) out = out.replace(/ /g, () => (draw.next() < 0.5 ? '' : ' '));
  if (language === 'ko' && draw.next() < 0.1)
    out = out.replace(/(?<=[가-힣])(?:은|는|이|가|을|를|에|의)(?= )/g, '');
  if (draw.next() < 0.35) out = slip(out, draw);
  if (draw.next() < 0.1) out = slip(out, draw);
  const tone = draw.next();
  if (tone < 0.04) out = out.toUpperCase();
  else if (tone < 0.1) out = out.toLowerCase();
  else if (tone < 0.14) out = out.charAt(0).toUpperCase() + out.slice(1);
  return out;
}

/** Exchanges one known word for another of its list, where there is one. */
function reword(text: string, lists: readonly (readonly string[])[], draw: Draw): string {
  const start = Math.floor(draw.next() * lists.length);
  for (let k = 0; k < lists.length; k++) {
    const list = lists[(start + k) % lists.length];
    for (const word of list) {
      const at = text.indexOf(word);
      if (at < 0 || !standsAlone(text, at, word)) continue;
      return text.slice(0, at) + draw.pick(list) + text.slice(at + word.length);
    }
  }
  return text;
}

/** Latin words must not be cut out of longer ones (`disk` in `disk-io`); Korean words may be followed by particles. */
function standsAlone(text: string, at: number, word: string): boolean {
  if (!/^[a-z' ]+$/i.test(word)) return at === 0 || !/[가-힣]/.test(text[at - 1]);
  return (
    !/[a-z0-9_-]/i.test(text[at - 1] ?? ' ') && !/[a-z0-9_-]/i.test(text[at + word.length] ?? ' ')
  );
}

/** One typing slip somewhere outside host names. */
function slip(text: string, draw: Draw): string {
  const words = text.split(' ');
  const at = Math.floor(draw.next() * words.length);
  const word = words[at];
  if (/\d/.test(word) || word.length < 3) return text;
  const i = Math.floor(draw.next() * word.length);
  const char = word[i];
  const kind = draw.next();
  if (/[가-힣]/.test(char))
    words[at] = word.slice(0, i) + hangulSlip(char, draw) + word.slice(i + 1);
  else if (/[a-z]/i.test(char)) {
    const near = LATIN_NEAR.get(char.toLowerCase()) ?? '';
    if (kind < 0.35 && i + 1 < word.length)
      words[at] = word.slice(0, i) + word[i + 1] + char + word.slice(i + 2);
    else if (kind < 0.6) words[at] = word.slice(0, i) + word.slice(i + 1);
    else if (kind < 0.8) words[at] = word.slice(0, i) + char + word.slice(i);
    else
      words[at] =
        word.slice(0, i) + (near === '' ? char : draw.pick([...near])) + word.slice(i + 1);
  }
  return words.join(' ');
}

/** A syllable with one key hit beside the right one, a key missed, or two keys in the wrong order. */
function hangulSlip(char: string, draw: Draw): string {
  const keys = [...toJamo(char)].map((jamo) => LATIN_KEYS[JAMO_KEYS.indexOf(jamo)] ?? '');
  const i = Math.floor(draw.next() * keys.length);
  const near = LATIN_NEAR.get(keys[i]) ?? '';
  if (near !== '' && draw.next() < 0.7) keys[i] = draw.pick([...near]);
  else if (keys.length === 3) keys.pop();
  return fromDubeolsik(keys.join('')) ?? char;
}
