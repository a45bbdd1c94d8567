/**
 * History chunk: the samples of one series, lossless and small. Header of 16 bytes (mark, version, flags, length, count, CRC-32), times,
 * missing samples, then values as predicted integers in Rice code. Decimal detection after ALP (Afroozeh et al., SIGMOD 2023).
 */
import { EdgeError } from '../domain/errors.ts';
import type { Samples } from '../domain/series.ts';
import type { Ms } from '../domain/time.ts';
import { type ByteReader, type ByteWriter, makeByteReader, makeByteWriter } from './byte-stream.ts';
import { readTimes, writeTimes } from './chunk-times.ts';
import { crc32 } from './crc32.ts';
import { readRice, riceBound, writeRice, zigzag } from './rice.ts';

/** Written into every chunk; a reader refuses what is newer than itself. */
export const CHUNK_VERSION = 1;
/** Samples a chunk may hold. */
export const CHUNK_LIMIT = 1 << 24;

const MARK = 0x636f; // "oc"
const HEADER = 16;
const CRC_AT = 12;

/** Flags byte: bits 0–1 time mode, 2 some values are missing, 3 predictor, 4–6 value mode. */
const MISSING = 1 << 2;
const SMOOTH = 1 << 3;
const MODE_SHIFT = 4;
/** Value mode: 0–4 is the number of decimals, 7 the bits of the float. */
const BITS = 7;
const SCALES = [1, 10, 100, 1000, 10_000] as const;
/** Scaled decimals stay below this, so that predictions cannot overflow. */
const LARGEST = 2 ** 26;

/**
 * Packs samples. Values come back bit for bit (every NaN as the one NaN of a missing sample), times exactly.
 * Values that are decimals of up to four places, or percentages of up to two kept as ratios, shrink most.
 * @param step expected distance of samples in ms; a wrong one costs bytes, never correctness
 * @throws Error when times and values differ in length or exceed `CHUNK_LIMIT`
 */
export function encodeChunk(samples: Samples, step: Ms): Uint8Array {
  const { times, values } = samples;
  const count = values.length;
  if (times.length !== count || count > CHUNK_LIMIT)
    throw new Error(`chunk of ${times.length} times and ${count} values`);
  const head = makeByteWriter();
  let flags = writeTimes(times, step, head);

  let present = values;
  const missing = countMissing(values);
  if (missing > 0) {
    flags |= MISSING;
    writeRuns(values, head);
    present = new Float32Array(count - missing);
    for (let i = 0, k = 0; i < count; i++) if (!Number.isNaN(values[i])) present[k++] = values[i];
  }

  const codes = new Int32Array(present.length);
  const places = toDecimals(present, codes);
  if (places === BITS) toOrderedBits(present, codes);
  flags |= places << MODE_SHIFT;
  if (places !== BITS && smoothIsShorter(codes)) {
    flags |= SMOOTH;
    smoothResiduals(codes);
  } else {
    lastResiduals(codes);
  }
  zigzag(codes, codes.length);

  const buffer = new Uint8Array(HEADER + head.length + riceBound(codes.length));
  head.copyTo(buffer, HEADER);
  const end = writeRice(codes, codes.length, buffer, HEADER + head.length);
  const bytes = buffer.slice(0, end);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, MARK, true);
  view.setUint8(2, CHUNK_VERSION);
  view.setUint8(3, flags);
  view.setUint32(4, end, true);
  view.setUint32(8, count, true);
  view.setUint32(CRC_AT, checksum(bytes), true);
  return bytes;
}

/**
 * Unpacks what `encodeChunk` made. Bytes behind the chunk are not allowed.
 * @throws EdgeError `history/damaged` for anything else: too short, cut off, changed, or written by a newer version
 */
export function decodeChunk(bytes: Uint8Array): Samples {
  if (bytes.length < HEADER) throw damaged('shorter than a header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0, true) !== MARK) throw damaged('not a chunk');
  const version = view.getUint8(2);
  if (version !== CHUNK_VERSION) throw damaged(`version ${version}`);
  if (view.getUint32(4, true) !== bytes.length) throw damaged('cut off');
  if (view.getUint32(CRC_AT, true) !== checksum(bytes)) throw damaged('checksum');
  const count = view.getUint32(8, true);
  if (count > CHUNK_LIMIT) throw damaged('too many samples');
  const flags = view.getUint8(3);
  try {
    return read(bytes, flags, count);
  } catch (error) {
    if (error instanceof RangeError) throw damaged(error.message);
    throw error;
  }
}

function read(bytes: Uint8Array, flags: number, count: number): Samples {
  const reader = makeByteReader(bytes, HEADER);
  const times = readTimes(flags & 3, count, reader);
  const values = new Float32Array(count);
  const runs = flags & MISSING ? readRuns(count, reader) : undefined;
  const present = runs === undefined ? count : runs.present;
  const codes = new Int32Array(present);
  readRice(bytes, reader.offset, present, codes);
  const places = flags >>> MODE_SHIFT;
  if (places !== BITS && places >= SCALES.length) throw new RangeError('unknown value mode');
  const packed = runs === undefined ? values : new Float32Array(present);
  if (places === BITS) fromOrderedBits(codes, packed);
  else fromDecimals(codes, (flags & SMOOTH) !== 0, SCALES[places], packed);
  if (runs !== undefined) unpackRuns(packed, runs.lengths, values);
  return { times, values };
}

function checksum(bytes: Uint8Array): number {
  return crc32(bytes, HEADER, bytes.length, crc32(bytes, 0, CRC_AT));
}

function damaged(why: string): EdgeError {
  return new EdgeError('history/damaged', `history chunk is damaged: ${why}`, { why });
}

function countMissing(values: Float32Array): number {
  let missing = 0;
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) missing++;
  return missing;
}

/** Lengths of runs, present and missing in turn, the first present (perhaps 0). */
function writeRuns(values: Float32Array, out: ByteWriter): void {
  let start = 0;
  let missing = false;
  for (let i = 0; i <= values.length; i++) {
    if (i < values.length && Number.isNaN(values[i]) === missing) continue;
    out.varint(i - start);
    start = i;
    missing = !missing;
  }
}

function readRuns(
  count: number,
  from: ByteReader,
): { readonly lengths: readonly number[]; readonly present: number } {
  const lengths: number[] = [];
  let total = 0;
  let present = 0;
  while (total < count) {
    const length = from.varint();
    if (length === 0 && lengths.length > 0) throw new RangeError('empty run');
    if (lengths.length % 2 === 0) present += length;
    lengths.push(length);
    total += length;
  }
  if (total !== count) throw new RangeError('runs exceed the samples');
  return { lengths, present };
}

function unpackRuns(packed: Float32Array, lengths: readonly number[], values: Float32Array): void {
  let at = 0;
  let from = 0;
  lengths.forEach((length, i) => {
    if (i % 2 === 0) {
      values.set(packed.subarray(from, from + length), at);
      from += length;
    } else {
      values.fill(Number.NaN, at, at + length);
    }
    at += length;
  });
}

/** Fewest decimal places with which every value comes back as the same float32, its integers in `codes`; `BITS` when there are none. */
function toDecimals(values: Float32Array, codes: Int32Array): number {
  places: for (let p = 0; p < SCALES.length; p++) {
    const scale = SCALES[p];
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      const x = value * scale;
      const k = (x < 0 ? x - 0.5 : x + 0.5) | 0;
      // −0 is no decimal: it must come back as −0.
      if (
        !(x < LARGEST && x > -LARGEST) ||
        Math.fround(k / scale) !== value ||
        (k === 0 && Object.is(value, -0))
      )
        continue places;
      codes[i] = k;
    }
    return p;
  }
  return BITS;
}

/** Mean of the last samples times 8, decaying by an eighth per sample. Integers only, so that reader and writer agree. */
function smoothIsShorter(codes: Int32Array): boolean {
  let last = 0;
  let sum = 0;
  let byLast = 0;
  let bySmooth = 0;
  for (let i = 0; i < codes.length; i++) {
    const k = codes[i];
    const smooth = sum >> 3;
    byLast += Math.abs(k - last);
    bySmooth += Math.abs(k - smooth);
    sum += k - smooth;
    last = k;
  }
  return bySmooth < byLast;
}

function smoothResiduals(codes: Int32Array): void {
  let sum = 0;
  for (let i = 0; i < codes.length; i++) {
    const residual = codes[i] - (sum >> 3);
    codes[i] = residual;
    sum += residual;
  }
}

/** Differences modulo 2³², which wrap back when summed up. */
function lastResiduals(codes: Int32Array): void {
  let last = 0;
  for (let i = 0; i < codes.length; i++) {
    const k = codes[i];
    codes[i] = k - last;
    last = k;
  }
}

function fromDecimals(
  codes: Int32Array,
  smooth: boolean,
  scale: number,
  values: Float32Array,
): void {
  let state = 0;
  for (let i = 0; i < codes.length; i++) {
    const residual = (codes[i] >>> 1) ^ -(codes[i] & 1);
    const k = smooth ? (residual + (state >> 3)) | 0 : (residual + state) | 0;
    values[i] = k / scale;
    state = smooth ? (state + residual) | 0 : k;
  }
}

/** Float bits as integers in the order of the floats, so that close values are close integers. */
function toOrderedBits(values: Float32Array, codes: Int32Array): void {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < codes.length; i++) codes[i] = bits[i] ^ ((bits[i] >> 31) & 0x7fffffff);
}

function fromOrderedBits(codes: Int32Array, values: Float32Array): void {
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  let last = 0;
  for (let i = 0; i < codes.length; i++) {
    last = (last + ((codes[i] >>> 1) ^ -(codes[i] & 1))) | 0;
    bits[i] = last ^ ((last >> 31) & 0x7fffffff);
  }
}
