/** Rice coding of 32-bit integers in blocks of 128, each with its own parameter. Source: Rice & Plaunt, IEEE Trans. Commun. 19(6), 1971; zigzag and blocks as in FLAC. */

/** Values that share a parameter. */
const BLOCK = 128;
const PARAMETER_BITS = 5;
/** Parameters with a meaning of their own: every value in 32 bits; every value 0. */
const RAW = 30;
const ZEROS = 31;
/** This many ones in a row announce a value in 32 bits: an outlier costs 48 bits, not thousands. */
const ESCAPE = 16;

/** Bytes that `count` values need at most, the final partial word included. */
export function riceBound(count: number): number {
  return 4 * count + Math.ceil((Math.ceil(count / BLOCK) * PARAMETER_BITS) / 8) + 8;
}

/** Signed residuals to unsigned codes in which small magnitudes are small: 0, −1, 1, −2, … → 0, 1, 2, 3, … In place. */
export function zigzag(values: Int32Array, count: number): void {
  for (let i = 0; i < count; i++) values[i] = (values[i] << 1) ^ (values[i] >> 31);
}

/** Bits that `count` codes from `start` take with parameter `r`. */
function cost(codes: Int32Array, start: number, end: number, r: number): number {
  let bits = (end - start) * (r + 1);
  for (let i = start; i < end; i++) {
    const q = codes[i] >>> r;
    bits += q < ESCAPE ? q : ESCAPE + 31 - r;
  }
  return bits;
}

/** The cheapest parameter of a block: Rice's rule from the mean, and its neighbours tried. */
function parameter(codes: Int32Array, start: number, end: number): number {
  let sum = 0;
  for (let i = start; i < end; i++) sum += codes[i] >>> 0;
  if (sum === 0) return ZEROS;
  const mean = sum / (end - start);
  let best = mean < 1 ? 0 : Math.min(RAW - 1, 31 - Math.clz32(mean));
  let least = cost(codes, start, end, best);
  // The cost has one minimum: walk downhill from Rice's rule, one step at most.
  for (const r of [best - 1, best + 1]) {
    if (r < 0 || r >= RAW) continue;
    const bits = cost(codes, start, end, r);
    if (bits >= least) continue;
    least = bits;
    best = r;
    break;
  }
  return least < 32 * (end - start) ? best : RAW;
}

/**
 * Writes codes as a stream of bits, lowest bit first, into `target` from `offset`.
 * @param codes as `zigzag` leaves them
 * @returns the offset behind the last byte written; `target` must have `riceBound(count)` bytes from `offset`
 */
export function writeRice(
  codes: Int32Array,
  count: number,
  target: Uint8Array,
  offset: number,
): number {
  const view = new DataView(target.buffer, target.byteOffset, target.byteLength);
  let at = offset;
  // Bits wait in `acc`, `filled` of them, until there are 32.
  let acc = 0;
  let filled = 0;
  for (let start = 0; start < count; start += BLOCK) {
    const end = Math.min(count, start + BLOCK);
    const r = parameter(codes, start, end);
    const mask = (1 << r) - 1;
    // The parameter goes first, then the codes; all zeros need no more than the parameter.
    for (let i = start - 1; i < (r === ZEROS ? start : end); i++) {
      let piece = r;
      let bits = PARAMETER_BITS;
      let second = 0;
      let secondBits = 0;
      if (i >= start) {
        const code = codes[i];
        const q = code >>> r;
        if (r === RAW) {
          piece = code;
          bits = 32;
        } else if (q >= ESCAPE) {
          piece = 0xffff;
          bits = ESCAPE;
          second = code;
          secondBits = 32;
        } else if (q + 1 + r <= 32) {
          piece = ((1 << q) - 1) | (r === 0 ? 0 : (code & mask) << (q + 1));
          bits = q + 1 + r;
        } else {
          piece = (1 << q) - 1;
          bits = q + 1;
          second = code & mask;
          secondBits = r;
        }
      }
      for (;;) {
        acc |= piece << filled;
        filled += bits;
        if (filled >= 32) {
          view.setUint32(at, acc, true);
          at += 4;
          filled -= 32;
          acc = filled === 0 ? 0 : piece >>> (bits - filled);
        }
        if (secondBits === 0) break;
        piece = second;
        bits = secondBits;
        secondBits = 0;
      }
    }
  }
  while (filled > 0) {
    target[at++] = acc & 255;
    acc >>>= 8;
    filled -= 8;
  }
  return at;
}

/**
 * Reads `count` codes back into `codes`, still zigzagged.
 * @throws RangeError when the bits end before the codes do
 */
export function readRice(
  bytes: Uint8Array,
  offset: number,
  count: number,
  codes: Int32Array,
): void {
  const bits = (bytes.length - offset) * 8;
  // Padded so that 64 bits may be read anywhere.
  const padded = new Uint8Array(bytes.length - offset + 16);
  padded.set(bytes.subarray(offset));
  const view = new DataView(padded.buffer);
  let at = 0;
  for (let start = 0; start < count; start += BLOCK) {
    const end = Math.min(count, start + BLOCK);
    if (at > bits) throw new RangeError('bits end too early');
    const r = window(view, at) & 31;
    at += PARAMETER_BITS;
    if (r === ZEROS) {
      codes.fill(0, start, end);
      continue;
    }
    if (r === RAW) {
      for (let i = start; i < end; i++) {
        codes[i] = window(view, at);
        at += 32;
      }
      continue;
    }
    const mask = (1 << r) - 1;
    for (let i = start; i < end; i++) {
      const here = window(view, at);
      const open = ~here;
      const q = 31 - Math.clz32(open & -open);
      if (q + 1 + r <= 32 && q < ESCAPE && open !== 0) {
        codes[i] = (q << r) | (r === 0 ? 0 : (here >>> (q + 1)) & mask);
        at += q + 1 + r;
      } else if (q >= ESCAPE || open === 0) {
        codes[i] = window(view, at + ESCAPE);
        at += ESCAPE + 32;
      } else {
        codes[i] = (q << r) | (window(view, at + q + 1) & mask);
        at += q + 1 + r;
      }
    }
  }
  if (at > bits) throw new RangeError('bits end too early');
}

/** 32 bits from bit `at`, lowest first. @throws RangeError past the end */
function window(view: DataView, at: number): number {
  const byte = (at >>> 5) << 2;
  const shift = at & 31;
  const low = view.getUint32(byte, true);
  // Shifting by 32 − shift in two steps: a shift by 32 would be one by 0.
  return (low >>> shift) | ((view.getUint32(byte + 4, true) << 1) << (31 - shift));
}
