/** Compressed bytes and UTF-8 text. Sole importer of fflate. */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';

/** Input given to the decompressor at once: 16 kB become 17 MB at most, so that a bomb is noticed early. */
const PIECE = 1 << 14;

/** Compresses (raw DEFLATE, RFC 1951). */
export function deflate(plain: Uint8Array): Uint8Array {
  return deflateSync(plain, { level: 6 });
}

/**
 * Decompresses to exactly `size` bytes.
 * @throws RangeError when the bytes are damaged or yield more or fewer; never more than `size` bytes and one piece are held
 */
export function inflate(packed: Uint8Array, size: number): Uint8Array {
  const plain = new Uint8Array(size);
  let length = 0;
  const stream = new Inflate((chunk) => {
    if (length + chunk.length > size) throw new RangeError('more bytes than declared');
    plain.set(chunk, length);
    length += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length; at += PIECE)
      stream.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
  } catch (error) {
    throw new RangeError(error instanceof Error ? error.message : 'damaged');
  }
  if (length !== size) throw new RangeError('fewer bytes than declared');
  return plain;
}

/** Text as UTF-8. */
export function utf8(text: string): Uint8Array {
  return strToU8(text);
}

/** UTF-8 as text; what is none becomes replacement characters. */
export function fromUtf8(bytes: Uint8Array): string {
  return strFromU8(bytes);
}
