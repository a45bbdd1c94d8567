/** A digest of 64 bits over words, texts and numbers: two lanes of MurmurHash3's mixing (Appleby, 2011, public domain). Not for secrets. */

/** A digest under way. The order of what is added counts. */
export interface Digest {
  /** An unsigned 32-bit integer; others are taken modulo 2³². */
  word(value: number): void;
  /** A double, bit for bit; every NaN is the same. */
  number(value: number): void;
  text(value: string): void;
  /** Floats bit for bit; every NaN is the same. */
  floats(values: Float32Array): void;
  /** Sixteen hexadecimal digits of what was added so far. */
  hex(): string;
}

const NAN_BITS = 0x7fc00000;

/** Begins a digest. */
export function makeDigest(): Digest {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  let words = 0;
  const pair = new Uint32Array(2);
  const double = new Float64Array(pair.buffer);
  const word = (value: number) => {
    let k = Math.imul(value, 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    a ^= Math.imul(k, 0x1b873593);
    a = (a << 13) | (a >>> 19);
    a = (Math.imul(a, 5) + 0xe6546b64) | 0;
    let l = Math.imul(value, 0x239b961b);
    l = (l << 16) | (l >>> 16);
    b ^= Math.imul(l, 0xab0e9789);
    b = (b << 17) | (b >>> 15);
    b = (Math.imul(b + a, 5) + 0x561ccd1b) | 0;
    words++;
  };
  return {
    word,
    number(value) {
      double[0] = Number.isNaN(value) ? Number.NaN : value;
      word(pair[0]);
      word(pair[1]);
    },
    text(value) {
      word(value.length);
      for (let i = 0; i < value.length; i++) word(value.charCodeAt(i));
    },
    floats(values) {
      word(values.length);
      const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
      for (let i = 0; i < bits.length; i++) word(Number.isNaN(values[i]) ? NAN_BITS : bits[i]);
    },
    hex: () => finish(a ^ words) + finish(b ^ a),
  };
}

function finish(value: number): string {
  let h = value;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0).toString(16).padStart(8, '0');
}
