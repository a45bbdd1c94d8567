/** Spelled numbers as digits before slots are read: 삼십분 → 30분, 두 번째 → 2번째, eighty five percent → 85 percent. Positions lead back to the text as written. */

/** A text with its numbers in digits, and where each of its characters stood. */
export interface Folded {
  readonly text: string;
  /** Position in the written text of a position in `text`. */
  at(position: number): number;
  /** The stretch [from, to) as it was written, trimmed. */
  written(from: number, to: number): string;
}

const KO_DIGITS: Readonly<Record<string, number>> = {
  일: 1,
  이: 2,
  삼: 3,
  사: 4,
  오: 5,
  육: 6,
  칠: 7,
  팔: 8,
  구: 9,
};
const KO_NATIVE: Readonly<Record<string, number>> = {
  한: 1,
  두: 2,
  세: 3,
  네: 4,
  다섯: 5,
  여섯: 6,
  일곱: 7,
  여덟: 8,
  아홉: 9,
  열: 10,
  열한: 11,
  열두: 12,
  스무: 20,
  하나: 1,
  둘: 2,
  셋: 3,
  넷: 4,
  첫: 1,
};
const EN_WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const TENS = 'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety';
const ONES = 'one|two|three|four|five|six|seven|eight|nine';
/** What may stand before a spelled Korean number without a space. */
const KO_BEFORE =
  '(?<=^|[^가-힣]|오전|오후|새벽|아침|저녁|밤|부터|상위|하위|지난|최근|서버|노드|웹|디비|캐시|워커|메모리|앞으로)';

type Rule = readonly [pattern: RegExp, replace: (match: readonly string[]) => string | undefined];

/** Applied in order, each over what the one before left. */
const RULES: readonly Rule[] = [
  // Sino-Korean before units that take it. 이번 is “this”, not “number two”.
  [
    /(?<![가-힣])([일이삼사오육칠팔구십백]+)(\s?(?:퍼센트|프로(?!그|덕|세|젝|필|토|시)|퍼(?!블)|%|킬로와트|와트|밀리초))/g,
    ([, n, unit]) => join(sino(n), unit),
  ],
  [
    /(?<![가-힣])([일이삼사오육칠팔구십백]{2,}|[일이삼사오육칠팔구십](?=분\s?(?:전|간|동안|뒤|후|만|째)))(분(?![석산류배할야])|초(?!기)|도(?=\s|가|를|이|넘|$)|일\s?(?:전|간|동안|뒤|후))/g,
    ([, n, unit]) => join(sino(n), unit),
  ],
  // 두시 십분
  [
    /(?<=시\s?)([일이삼사오육칠팔구십]+)(분(?!\s?(?:전|간|동안|뒤|후|만|째)))/g,
    ([, n, unit]) => join(sino(n), unit),
  ],
  [/([일삼사오육칠팔구십])(번(?!째)|호기)/g, ([, n, unit]) => join(sino(n), unit)],
  [/(첫)\s?(번째|째)/g, () => '1번째'],
  [/(?<![가-힣])(둘|셋|넷|다섯)(째)(?!\s?(?:주|날))/g, ([, n]) => join(KO_NATIVE[n], '번째')],
  [
    new RegExp(
      String.raw`${KO_BEFORE}(열한|열두|열|한|두|세|네|다섯|여섯|일곱|여덟|아홉|스무)(\s?(?:시간|시(?![가-힣]*작|스|험|각|뮬|나)|번째|대(?![비략기체조역])|개|건|줄|달(?!라|성)|주(?=\s|간|동|전|뒤|후)|위(?!험|치)|놈|분\s?(?:전|간|동안|뒤|후)))`,
      'g',
    ),
    ([, n, unit]) => join(KO_NATIVE[n], unit),
  ],
  [/(?<![가-힣])(하나|둘|셋|넷|다섯)(만(?![들약큼]))/g, ([, n]) => join(KO_NATIVE[n], '개만')],
  [
    /(?<=(?:서버|장비|노드|놈|거|곳|데)\s?)(하나|둘|셋|넷|다섯)(?=\s*[.?!]*$)/g,
    ([, n]) => join(KO_NATIVE[n], '개'),
  ],
  [/(?<![가-힣])절반/g, () => '50%'],
  [/정오/g, () => '12:00'],
  [/자정/g, () => '00:00'],
  // English
  [
    /\b(since|after|before|until|till|at|from|by|to|and) (?:noon|midday)\b/gi,
    ([, side]) => `${side} 12:00`,
  ],
  [
    new RegExp(String.raw`\b(?:(${TENS})[\s-](${ONES}))\b`, 'gi'),
    ([, tens, ones]) => String((english(tens) ?? 0) + (english(ones) ?? 0)),
  ],
  [
    /\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b/gi,
    ([, word]) => String(english(word)),
  ],
  [
    /\b(one)(?=\s(?:hours?|minutes?|days?|weeks?|months?|percent)\b)/gi,
    ([, word]) => String(english(word)),
  ],
  [/\b(?:number|no\.?|#)\s?(\d+|one)\b/gi, ([, n]) => String(english(n) ?? n)],
  [
    /\b(web|db|database|worker|node|redis|cache|server|host|box)\s(one)\b(?!\s(?:of|by|is|that|with))/gi,
    ([, word, n]) => `${word} ${english(n)}`,
  ],
  [/\bhalf past (\d{1,2})\b/gi, ([, h]) => `at ${h}:30`],
  [/\bquarter past (\d{1,2})\b/gi, ([, h]) => `at ${h}:15`],
  [/\bquarter to (\d{1,2})\b/gi, ([, h]) => `at ${Number(h) - 1}:45`],
  [/\b(from|since|after|until|till|before) at (?=\d)/gi, ([, side]) => `${side} `],
  [/\bhalf (?:of )?(?:the |its |their |of )(?=memory|ram|disk|cpu|space|storage)/gi, () => '50% '],
  [/\bhalf a (?=kilowatt|second|gig)/gi, () => '0.5 '],
];

/** Reads spelled numbers as digits. */
export function fold(text: string): Folded {
  let now = text;
  let map = Array.from({ length: text.length + 1 }, (_, i) => i);
  for (const [pattern, replace] of RULES) {
    let out = '';
    const next: number[] = [];
    let done = 0;
    const copy = (to: number): void => {
      for (let i = done; i < to; i++) next.push(map[i]);
      out += now.slice(done, to);
      done = to;
    };
    for (const match of now.matchAll(pattern)) {
      const replaced = replace(match);
      if (replaced === undefined || replaced === match[0]) continue;
      copy(match.index);
      out += replaced;
      for (let i = 0; i < replaced.length; i++)
        next.push(map[match.index + Math.min(i, match[0].length - 1)]);
      done = match.index + match[0].length;
    }
    if (done === 0) continue;
    copy(now.length);
    next.push(map[now.length]);
    now = out;
    map = next;
  }
  return {
    text: now,
    at: (position) => map[position] ?? text.length,
    written: (from, to) => text.slice(map[from], map[to] ?? text.length).trim(),
  };
}

function join(n: number | undefined, unit: string): string | undefined {
  return n === undefined || n === 0 ? undefined : `${n}${unit}`;
}

function english(word: string): number | undefined {
  return EN_WORDS[word.toLowerCase()];
}

/** 팔십오 → 85; `undefined` for what is no number. */
function sino(word: string): number | undefined {
  let sum = 0;
  let digit = 0;
  for (const char of word) {
    const n = KO_DIGITS[char];
    if (n !== undefined) {
      if (digit > 0) return undefined;
      digit = n;
    } else {
      sum += Math.max(1, digit) * (char === '백' ? 100 : 10);
      digit = 0;
    }
  }
  return sum + digit;
}
