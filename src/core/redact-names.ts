/** Pseudonyms: the same name gets the same one, in an order that tells nothing; none contains a name it hides. */
import { hash32, hashText } from './numeric/hash.ts';

/** What a name is of. Free text (notes, titles) is replaced whole. */
export const NAME_KINDS = [
  'server',
  'address',
  'place',
  'person',
  'label',
  'metric',
  'rule',
  'text',
] as const;
export type NameKind = (typeof NAME_KINDS)[number];

/** A name found in what is to be exported. */
export interface FoundName {
  readonly kind: NameKind;
  readonly before: string;
  /** Word the pseudonym may begin with: a role, `rack`, `team`. Ours, never the user's. */
  readonly hint: string;
  /** How often it was found. */
  readonly count: number;
}

/** One line of the preview. */
export interface Renaming extends FoundName {
  readonly after: string;
}

/** Shortest text that is looked for inside others: `db` is everywhere. */
export const SHORTEST_LOOKED_FOR = 3;
const FALLBACKS: readonly string[] = ['name', 'n', 'x', 'q', 'z', 'xx', 'qq', 'zz'];
/** Numbers tried with a word before the next word. */
const MOST_TRIES = 2000;

/**
 * Gives each name a pseudonym.
 * @param seed chosen per export: another one gives other pseudonyms
 * @param own pseudonyms the user chose, by name; a name that is its own pseudonym stays
 */
export function pseudonyms(
  found: readonly FoundName[],
  seed: number,
  own: ReadonlyMap<string, string> = new Map(),
): readonly Renaming[] {
  const originals = new Set(found.map(({ before }) => before.toLowerCase()));
  const taken = new Set<string>(own.values());
  const counters = new Map<string, number>();
  const isClean = (text: string) => !taken.has(text) && !holdsAny(text, originals);
  const make = (kind: NameKind, hint: string): string => {
    for (const word of [hint, kind, ...FALLBACKS]) {
      if (holdsAny(word, originals)) continue;
      const key = `${kind}/${word}`;
      const first = counters.get(key) ?? 1;
      for (let n = first; n < first + MOST_TRIES; n++) {
        const text = write(kind, word, n);
        if (!isClean(text)) continue;
        counters.set(key, n + 1);
        taken.add(text);
        return text;
      }
      // Most likely every number begins with a name: `web-12` holds `web-1`.
      counters.set(key, Number.POSITIVE_INFINITY);
    }
    throw new Error('no pseudonym left');
  };
  const shuffled = found
    .map((name) => ({ name, order: hash32(hashText(name.before), seed, hashText(name.kind)) }))
    .sort((a, b) => a.order - b.order || (a.name.before < b.name.before ? -1 : 1));
  const after = new Map<string, string>();
  for (const { name } of shuffled)
    after.set(name.before, own.get(name.before) ?? make(name.kind, name.hint));
  return found.map((name) => ({ ...name, after: after.get(name.before) ?? '' }));
}

/** Whether a text holds one of some lower-case texts: as a whole, or as a part of at least three characters. */
export function holdsAny(text: string, wanted: ReadonlySet<string>): string | undefined {
  const low = text.toLowerCase();
  if (wanted.has(low)) return low;
  if (low.length > 64) {
    for (const one of wanted)
      if (one.length >= SHORTEST_LOOKED_FOR && low.includes(one)) return one;
    return undefined;
  }
  for (let from = 0; from + SHORTEST_LOOKED_FOR <= low.length; from++)
    for (let to = from + SHORTEST_LOOKED_FOR; to <= low.length; to++)
      if (wanted.has(low.slice(from, to))) return low.slice(from, to);
  return undefined;
}

function write(kind: NameKind, word: string, n: number): string {
  switch (kind) {
    case 'address':
      return addressOf(word, n);
    case 'metric':
      return `${word}_${n}`;
    case 'rule':
      return `${word[0].toUpperCase()}${word.slice(1)}${n}`;
    default:
      return `${word}-${n}`;
  }
}

/** Addresses of the range for benchmarks (RFC 2544), of documentation (RFC 3849), and locally administered ones. */
function addressOf(word: string, n: number): string {
  const hex = (value: number) => value.toString(16);
  if (word === 'mac')
    return `02:00:00:${[n >> 16, n >> 8, n].map((byte) => hex(byte & 255).padStart(2, '0')).join(':')}`;
  if (word === 'ipv6') return `2001:db8::${hex(n >> 16)}:${hex(n & 0xffff)}`;
  return `198.${18 + ((n >> 16) & 1)}.${(n >> 8) & 255}.${n & 255}`;
}
