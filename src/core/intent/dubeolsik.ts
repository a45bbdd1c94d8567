/** Korean typed with the keyboard left in English: Latin keys read as the standard two-set (dubeolsik, KS X 5002) layout. */

/** Keys in the order of Unicode's leading consonants, vowels and trailing consonants. Capitals are the shifted keys. */
const LEADS = [
  'r',
  'R',
  's',
  'e',
  'E',
  'f',
  'a',
  'q',
  'Q',
  't',
  'T',
  'd',
  'w',
  'W',
  'c',
  'z',
  'x',
  'v',
  'g',
];
const VOWELS = [
  'k',
  'o',
  'i',
  'O',
  'j',
  'p',
  'u',
  'P',
  'h',
  'hk',
  'ho',
  'hl',
  'y',
  'n',
  'nj',
  'np',
  'nl',
  'b',
  'm',
  'ml',
  'l',
];
const TRAILS = [
  '',
  'r',
  'R',
  'rt',
  's',
  'sw',
  'sg',
  'e',
  'f',
  'fr',
  'fa',
  'fq',
  'ft',
  'fx',
  'fv',
  'fg',
  'a',
  'q',
  'qt',
  't',
  'T',
  'd',
  'w',
  'c',
  'z',
  'x',
  'v',
  'g',
];
const HANGUL_BASE = 0xac00;

const index = (keys: readonly string[]): ReadonlyMap<string, number> =>
  new Map(keys.map((key, i) => [key, i]));
const LEAD = index(LEADS);
const VOWEL = index(VOWELS);
const TRAIL = index(TRAILS);

/** Capitals that mean nothing of their own are the plain key with Caps Lock or Shift held. */
function keyOf(char: string): string {
  return 'RETQWOP'.includes(char) ? char : char.toLowerCase();
}

/**
 * Reads a Latin word as dubeolsik keystrokes. `undefined` unless every key ends up in a complete syllable,
 * so `memory` (starts with a vowel key) is left alone; `disk` is not, the caller must know its English words.
 */
export function fromDubeolsik(word: string): string | undefined {
  if (!/^[A-Za-z]+$/.test(word)) return undefined;
  const keys = [...word].map(keyOf);
  let out = '';
  let i = 0;
  while (i < keys.length) {
    const lead = LEAD.get(keys[i]);
    if (lead === undefined || i + 1 >= keys.length) return undefined;
    i++;
    let vowel = VOWEL.get(keys[i]);
    if (vowel === undefined) return undefined;
    i++;
    if (i < keys.length) {
      const pair = VOWEL.get(keys[i - 1] + keys[i]);
      if (pair !== undefined) {
        vowel = pair;
        i++;
      }
    }
    let trail = 0;
    // A consonant closes the syllable only when no vowel follows it: that one opens the next.
    const single = TRAIL.get(keys[i] ?? ' ');
    if (single !== undefined && single > 0 && !isVowel(keys[i + 1])) {
      trail = single;
      i++;
      const double = TRAIL.get(keys[i - 1] + (keys[i] ?? ' '));
      if (double !== undefined && !isVowel(keys[i + 1])) {
        trail = double;
        i++;
      }
    }
    out += String.fromCharCode(HANGUL_BASE + (lead * 21 + vowel) * 28 + trail);
  }
  return out;
}

function isVowel(key: string | undefined): boolean {
  return key !== undefined && VOWEL.has(key);
}

/**
 * Recovers the words of a text that were typed in the wrong keyboard mode.
 * Only Latin words outside `known` are tried; a single syllable counts only beside another recovered word.
 */
export function recoverKorean(text: string, known: ReadonlySet<string>): string {
  const words = text.match(/[A-Za-z]+/g) ?? [];
  const recovered = new Map<string, string>();
  let sure = false;
  for (const word of words) {
    if (known.has(word.toLowerCase()) || recovered.has(word)) continue;
    const korean = fromDubeolsik(word);
    if (korean === undefined) continue;
    recovered.set(word, korean);
    sure ||= korean.length >= 2;
  }
  if (!sure) return text;
  return text.replace(/[A-Za-z]+/g, (word) => recovered.get(word) ?? word);
}
