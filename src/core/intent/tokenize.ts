/**
 * Text → feature ids of the intent model. Training, Node and browser run this very file, so they agree bit for bit.
 * Method: hashed bag of syllable, jamo, letter and word n-grams (the hashing trick: Weinberger et al., ICML 2009; subwords: Bojanowski et al., TACL 2017).
 */
import { recoverKorean } from './dubeolsik.ts';
import { replaceHosts } from './hosts.ts';
import { asked } from './set-aside.ts';

/** Number of feature buckets, a power of two; rows of the model's embedding. */
export const BUCKETS = 32_768;
/** Longer texts are cut: nobody asks in more, and the cost stays bounded. */
export const MAX_CHARS = 400;
/** Stands for any host name. */
export const HOST_MARK = '§';

const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;
const INVISIBLE = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|[\ufe00-\ufe0f]/g;
const TOKEN = /[가-힣ㄱ-ㅎㅏ-ㅣ]+|[a-z0]+|§|[?%/!]|[^\s\p{P}\p{S}\p{M}]+/gu;

/** Leading consonants, vowels and trailing consonants as the letters a keyboard writes, in Unicode's order. */
const LEADS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const VOWELS = 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ';
const TRAILS = ' ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ';

/**
 * The text the features are taken from: NFKC, lower case, no invisible characters, wrong-keyboard Korean recovered,
 * what is set aside taken out, host names as `§`, numbers as `0`. Compatibility jamo (`ㅋㅋ`, `ㄱㄱ`) survive: NFKC would turn them into parts of syllables.
 * @param names live server names, lower case
 * @param words Latin words that are never wrong-keyboard Korean, lower case; `undefined` recovers nothing
 */
export function normalize(
  text: string,
  names: ReadonlySet<string>,
  words: ReadonlySet<string> | undefined,
): string {
  const clean = asked(
    text
      .replace(/[^\u3131-\u318e]+/g, (part) => part.normalize('NFKC'))
      .replace(INVISIBLE, '')
      .slice(0, MAX_CHARS),
  );
  const marked = replaceHosts(clean, names, HOST_MARK);
  return (words === undefined ? marked : recoverKorean(marked, words))
    .toLowerCase()
    .replace(/\d+(?:[.,]\d+)*/g, '0');
}

/** The jamo of a Hangul string as compatibility letters: 값 → ㄱㅏㅄ. Other characters stay. */
export function toJamo(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < HANGUL_FIRST || code > HANGUL_LAST) {
      out += text[i];
      continue;
    }
    const offset = code - HANGUL_FIRST;
    out += LEADS[Math.floor(offset / 588)] + VOWELS[Math.floor((offset % 588) / 28)];
    if (offset % 28 > 0) out += TRAILS[offset % 28];
  }
  return out;
}

/** Bucket of a feature: FNV-1a-32 over the UTF-16 bytes of `kind` and text[from, to), finished by murmur3's fmix32. */
export function bucketOf(kind: number, text: string, from: number, to: number): number {
  let h = Math.imul(0x811c9dc5 ^ kind, 0x01000193);
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    h = Math.imul(h ^ (code & 0xff), 0x01000193);
    h = Math.imul(h ^ (code >>> 8), 0x01000193);
  }
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h & (BUCKETS - 1);
}

/** Kinds of feature, mixed into the hash so that equal strings of different kinds do not meet. */
const KIND = {
  whole: 1,
  syllable: 2,
  jamo: 3,
  word: 4,
  prefix: 5,
  letters: 6,
  pair: 7,
  other: 8,
  stems: 9,
  apart: 10,
} as const;

/**
 * Feature ids of a text in [0, `BUCKETS`), with repeats, never empty (one constant feature stands for the text itself).
 * @param names live server names, lower case
 * @param words Latin words that are never wrong-keyboard Korean, lower case
 */
export function tokenize(
  text: string,
  names: ReadonlySet<string>,
  words: ReadonlySet<string>,
): Int32Array {
  const tokens = normalize(text, names, words).match(TOKEN) ?? [];
  const ids: number[] = [bucketOf(KIND.whole, '', 0, 0)];
  const add = (kind: number, part: string): void => {
    ids.push(bucketOf(kind, part, 0, part.length));
  };
  const grams = (kind: number, part: string, least: number, most: number): void => {
    for (let size = least; size <= most; size++) {
      for (let i = 0; i + size <= part.length; i++) ids.push(bucketOf(kind, part, i, i + size));
    }
  };
  let run = '';
  const endRun = (): void => {
    if (run === '') return;
    grams(KIND.syllable, run, 1, 1);
    grams(KIND.syllable, `^${run}$`, 2, 3);
    grams(KIND.jamo, `^${toJamo(run)}$`, 3, 5);
    run = '';
  };
  let before = '^';
  // Stems of the word before and of the one before that: what stands beside what, whatever the ending.
  let stem = '';
  let earlier = '';
  for (const token of tokens) {
    const first = token.charCodeAt(0);
    const isHangul =
      (first >= HANGUL_FIRST && first <= HANGUL_LAST) || (first >= 0x3131 && first <= 0x318e);
    const isLatin = (first >= 0x61 && first <= 0x7a) || first === 0x30;
    if (isHangul) {
      run += token;
      for (let size = 2; size <= 3 && size < token.length; size++)
        add(KIND.prefix, token.slice(0, size));
    } else {
      endRun();
      if (isLatin) {
        grams(KIND.letters, `<${token}>`, 3, 5);
        for (let size = 4; size <= 5 && size < token.length; size++)
          add(KIND.prefix, token.slice(0, size));
      } else if (!/^[§?%/!]$/.test(token)) {
        add(KIND.other, 'script');
      }
    }
    add(KIND.word, token);
    add(KIND.pair, `${before} ${token}`);
    if (stem !== '') add(KIND.stems, `${stem} ${stemOf(token)}`);
    if (earlier !== '') add(KIND.apart, `${earlier} ${stemOf(token)}`);
    before = token;
    earlier = stem;
    stem = stemOf(token);
  }
  endRun();
  add(KIND.pair, `${before} $`);
  return Int32Array.from(ids);
}

/** The start of a word that its endings leave alone: two syllables in Korean, four letters elsewhere. */
function stemOf(token: string): string {
  return token.slice(0, token.charCodeAt(0) >= 0x3131 ? 2 : 4);
}

/** Names as `tokenize` wants them. */
export function nameSet(names: Iterable<string>): ReadonlySet<string> {
  const set = new Set<string>();
  for (const name of names) set.add(name.toLowerCase());
  return set;
}
