/** Fuzzy matching of what people type against titles: word starts first, initial consonants of Hangul count as letters. */

/** How well a text fits, and the code units that made it fit (for highlighting), ascending. */
export interface FuzzyMatch {
  readonly score: number;
  readonly marks: readonly number[];
}

const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;
const MEDIALS_AND_FINALS = 588;
/** Leading consonants in the order Unicode composes syllables. */
const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';

/** Points for one letter at the start of a word, right after the letter before it, or anywhere. */
const AT_WORD = 8;
const IN_ROW = 6;
const LOOSE = 1;
/** A subsequence spread wider than this many times its length is chance, not a match. */
const MAX_SPREAD = 4;

/**
 * Matches every word of `query` in `text`, in any order, case-insensitively; each word as a whole where it occurs,
 * else as a subsequence. `ㄷㅂ` finds 디비.
 * @returns `undefined` when a word does not occur; an empty query fits everything with score 0
 */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | undefined {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const hay = lower(text);
  const marks = new Set<number>();
  let score = 0;
  for (const word of words) {
    const found = matchWord(word, hay);
    if (!found) return undefined;
    score += found.score;
    for (const mark of found.marks) marks.add(mark);
  }
  // Of two equal fits the shorter text is the closer one.
  return { score: score - text.length / 64, marks: [...marks].sort((a, b) => a - b) };
}

function matchWord(word: string, hay: string): FuzzyMatch | undefined {
  const best: { match: FuzzyMatch | undefined } = { match: undefined };
  for (let start = 0; start < hay.length; start++) {
    if (!same(word[0], hay[start])) continue;
    const match = matchFrom(word, hay, start);
    if (match && (!best.match || match.score > best.match.score)) best.match = match;
  }
  return best.match;
}

function matchFrom(word: string, hay: string, start: number): FuzzyMatch | undefined {
  const marks: number[] = [];
  let score = 0;
  let at = start;
  for (const letter of word) {
    while (at < hay.length && !same(letter, hay[at])) at++;
    if (at === hay.length) return undefined;
    const inRow = marks.length > 0 && marks[marks.length - 1] === at - 1;
    score += isWordStart(hay, at) ? AT_WORD : inRow ? IN_ROW : LOOSE;
    marks.push(at);
    at++;
  }
  const spread = marks[marks.length - 1] - start + 1;
  if (spread > word.length * MAX_SPREAD) return undefined;
  return { score: score - (spread - word.length) / 2, marks };
}

function same(letter: string, char: string): boolean {
  if (letter === char) return true;
  const code = char.charCodeAt(0);
  if (code < HANGUL_FIRST || code > HANGUL_LAST) return false;
  return INITIALS[Math.floor((code - HANGUL_FIRST) / MEDIALS_AND_FINALS)] === letter;
}

function isWordStart(hay: string, at: number): boolean {
  return at === 0 || /[\s\-_./:·(“"]/.test(hay[at - 1]);
}

/** Lower case without changing the length, so that marks fit the original. */
function lower(text: string): string {
  const lowered = text.toLowerCase();
  if (lowered.length === text.length) return lowered;
  return [...text]
    .map((char) => (char.toLowerCase().length === char.length ? char.toLowerCase() : char))
    .join('');
}
