/** What a question names only to set it aside, taken out before the intent is read: "재시작하지 말고 상태만" asks for the state. Slots read the whole text. */

/** The word before 말고 or 아니라, with the noun of a bare 하지 말고; without spaces, everything up to it. Something has to follow. */
const KOREAN =
  /(?:\S+\s+)?(?<!\S)(?:하지|하진|하지는|하지도|시키지)\s*말고[\s,]*(?=\S)|\S*\s*(?<!정)말고(?![마맙])[\s,]*(?=\S)|\S+(?:이|가|은|는)\s아니(?:라|고)[\s,]+(?=\S)/g;
/** An opening "don't …, just": up to the comma or the word that turns. At least two words have to follow. */
const OPENING =
  /^(?:please\s+)?(?:don['’]?t|do not|no need to|never mind|forget(?: about)?|skip|not)\s[^,;.]*?(?:[,;.]\s*(?:just|only|but|instead)?|\s(?:just|but))\s+(?=\S+\s+\S)/i;
/** A closing "instead of …" or ", not …". */
const CLOSING = /(?:,?\s+(?:instead of|rather than)\s[^,]+|,\s*not\s(?:the\s|a\s)?\S+(?:\s\S+)?)$/i;

/** The part of a text that is asked for; the text itself when nothing is set aside. */
export function asked(text: string): string {
  return text.replace(KOREAN, '').replace(OPENING, '').replace(CLOSING, '');
}
