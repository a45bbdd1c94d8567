/** Stateless integer hash: the only randomness in the house. Mixing by MurmurHash3 (Appleby, 2011, public domain). */

function mix(h: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  h ^= Math.imul(k, 0x1b873593);
  h = (h << 13) | (h >>> 19);
  return Math.imul(h, 5) + 0xe6546b64;
}

function finish(h: number): number {
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Hash of up to four integers, an unsigned 32-bit integer; the same on every engine.
 * Arguments are taken modulo 2³², fractions are cut off. `hash32(a)` and `hash32(a, 0)` are equal.
 */
export function hash32(a: number, b = 0, c = 0, d = 0): number {
  return finish(mix(mix(mix(mix(0x2f6e2b1, a), b), c), d));
}

/**
 * Quick hash of a well-mixed key and a position, an unsigned 32-bit integer: a third of the cost of `hash32`, for noise in hot loops.
 * @param key itself a hash, or a hash plus a small channel number
 */
export function hashStep(key: number, i: number): number {
  return finish(Math.imul(i, 0x9e3779b1) ^ key);
}

/** Uniform variate in [0, 1) of up to four integers, with 32 random bits. */
export function uniform(a: number, b = 0, c = 0, d = 0): number {
  return hash32(a, b, c, d) / 4294967296;
}

/** Hash of a text's UTF-16 code units, an unsigned 32-bit integer: FNV-1a (Fowler–Noll–Vo) over both bytes of each unit. */
export function hashText(text: string, seed = 0): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    h = Math.imul(h ^ (unit & 0xff), 0x01000193);
    h = Math.imul(h ^ (unit >>> 8), 0x01000193);
  }
  return finish(h);
}
