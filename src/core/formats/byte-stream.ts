/** Bytes written and read one after the other: fixed and variable-length numbers, little-endian on every machine. */

/** A buffer that grows as it is written to. */
export interface ByteWriter {
  readonly length: number;
  byte(value: number): void;
  float64(value: number): void;
  /** A non-negative integer below 2⁵³ in 7-bit groups, lowest first (LEB128). */
  varint(value: number): void;
  /** An integer of either sign, |value| < 2⁵²; small magnitudes take few bytes (zigzag). */
  signed(value: number): void;
  /** Copies what was written into `target` at `offset`. */
  copyTo(target: Uint8Array, offset: number): void;
}

export function makeByteWriter(): ByteWriter {
  let bytes = new Uint8Array(64);
  let length = 0;
  const reserve = (more: number) => {
    if (length + more <= bytes.length) return;
    const larger = new Uint8Array(Math.max(bytes.length * 2, length + more));
    larger.set(bytes);
    bytes = larger;
  };
  const varint = (value: number) => {
    reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      bytes[length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    bytes[length++] = rest;
  };
  return {
    get length() {
      return length;
    },
    byte(value) {
      reserve(1);
      bytes[length++] = value;
    },
    float64(value) {
      reserve(8);
      new DataView(bytes.buffer).setFloat64(length, value, true);
      length += 8;
    },
    varint,
    signed: (value) => varint(value < 0 ? -2 * value - 1 : 2 * value),
    copyTo: (target, offset) => target.set(bytes.subarray(0, length), offset),
  };
}

/** A position in bytes that moves forward as it is read from. */
export interface ByteReader {
  readonly offset: number;
  /** @throws RangeError past the end, as all of these */
  byte(): number;
  float64(): number;
  varint(): number;
  signed(): number;
}

export function makeByteReader(bytes: Uint8Array, start: number): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = start;
  const byte = () => view.getUint8(offset++);
  const varint = () => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const next = byte();
      value += (next & 0x7f) * scale;
      if (next < 0x80) return value;
      scale *= 0x80;
      if (scale > 2 ** 53) throw new RangeError('number too long');
    }
  };
  return {
    get offset() {
      return offset;
    },
    byte,
    float64() {
      const value = view.getFloat64(offset, true);
      offset += 8;
      return value;
    },
    varint,
    signed() {
      const value = varint();
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    },
  };
}
