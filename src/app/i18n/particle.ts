/** Korean particles by the final sound of the spoken word: db-master-01 is read “일”, so it takes 이, 은, 을, 로. */

/** Final consonants of the digits' readings 영 일 이 삼 사 오 육 칠 팔 구; ㄹ is marked because of 으로/로. */
const DIGIT_FINAL = ['ㅇ', 'ㄹ', '', 'ㅁ', '', '', 'ㄱ', 'ㄹ', 'ㄹ', ''] as const;
/** Letters whose Korean name ends in a consonant: 엘 엠 엔 알; all others end in a vowel. */
const LETTER_FINAL: ReadonlyMap<string, string> = new Map([
  ['l', 'ㄹ'],
  ['m', 'ㅁ'],
  ['n', 'ㄴ'],
  ['r', 'ㄹ'],
]);
/** Units and signs as they are read: % 퍼센트, °C 도, s 초. */
const SIGN_FINAL: ReadonlyMap<string, string> = new Map([
  ['%', ''],
  ['℃', ''],
  ['℉', ''],
]);
const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;
const RIEUL = 8;

/**
 * Chooses between the forms of a particle.
 * @param forms with-consonant form first, as written in grammar books: `이/가`, `은/는`, `을/를`, `과/와`, `으로/로`, `이라/라`
 */
export function particle(word: string, forms: string): string {
  const [consonant, vowel = ''] = forms.split('/');
  const final = finalSound(word);
  if (consonant.startsWith('으로')) return final === '' || final === 'ㄹ' ? vowel : consonant;
  return final === '' ? vowel : consonant;
}

/** The final consonant of the word as spoken, `''` for a vowel. Closing quotes and brackets are not spoken. */
function finalSound(word: string): string {
  const chars = [...word.normalize('NFC').replace(/[\s)\]}"'”’»>.,]+$/u, '')];
  const last = chars.at(-1)?.toLowerCase() ?? '';
  const code = last.codePointAt(0) ?? 0;
  if (code >= HANGUL_FIRST && code <= HANGUL_LAST) {
    const index = (code - HANGUL_FIRST) % 28;
    return index === 0 ? '' : index === RIEUL ? 'ㄹ' : 'ㄱ';
  }
  if (last >= '0' && last <= '9') {
    const zeros = /0+$/.exec(word);
    // 10 십, 100 백, 1000 천 end in consonants; a host number such as 00 is read 영.
    return zeros && /[1-9]0+$/.test(word) ? 'ㅂ' : DIGIT_FINAL[Number(last)];
  }
  return SIGN_FINAL.get(last) ?? latinFinal(word.toLowerCase());
}

/** Latin words: abbreviations are spelt out by letter names, others read as written. */
function latinFinal(word: string): string {
  // GiB 기비바이트; worker 워커; INC-3FA2C is spelt out, and the letters A to F end in vowels.
  if (
    /\d\s?[kmgtp]?i?b$/.test(word) ||
    /[aeiou]r$/.test(word) ||
    /-[0-9a-f]*\d[0-9a-f]*[a-f]$/.test(word)
  )
    return '';
  return (
    LETTER_FINAL.get(word.at(-1) ?? '') ??
    (/[bcdgkpt]$/.test(word) && !/^[bcdgkpt]+$/.test(word) && /[aeiou][bcgkpt]$/.test(word)
      ? 'ㄱ'
      : '')
  );
}
