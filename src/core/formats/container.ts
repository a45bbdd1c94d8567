/**
 * The container of bundles and backups, version 1: named sections, each with its own CRC-32, so that what is whole survives a damaged file.
 *
 *     file     89 4F 4D 45 0D 0A 1A 0A   mark: a text transfer that changes line ends is noticed
 *              version u16, kind u8 (1 bundle, 2 backup), 0 u8
 *              sections …, the last one named `end`
 *     section  A7 53 45 43   mark, to find the next one behind damage
 *              flags u8 (bit 0: raw DEFLATE), name length u8, packed length u32, plain length u32
 *              CRC-32 u32 of the ten bytes before, the name and the packed bytes
 *              name (UTF-8), packed bytes
 *     end      JSON {"sections": number of sections before it}
 *
 * Numbers are little-endian. A later version may add sections and kinds; it counts the version up when an old reader would err.
 */
import { EdgeError } from '../domain/errors.ts';
import { crc32 } from './crc32.ts';
import { deflate, fromUtf8, inflate, utf8 } from './deflate.ts';
import { isRecord, parseJson } from './records.ts';

/** Written into every file; a reader refuses what is newer than itself. */
export const CONTAINER_VERSION = 1;
/** What a container holds. */
export const CONTAINER_KINDS = ['bundle', 'backup'] as const;
export type ContainerKind = (typeof CONTAINER_KINDS)[number];

/** Bytes a file may have, one of its sections, and all of them together once decompressed. */
export const CONTAINER_LIMITS = {
  file: 512 * 1024 * 1024,
  section: 64 * 1024 * 1024,
  plain: 1024 * 1024 * 1024,
} as const;
const MOST_SECTIONS = 100_000;
/** Marks looked at behind damage, so that a hostile file cannot keep the reader busy. */
const MOST_TRIES = 1000;

const FILE_MARK = [0x89, 0x4f, 0x4d, 0x45, 0x0d, 0x0a, 0x1a, 0x0a] as const;
const SECTION_MARK = [0xa7, 0x53, 0x45, 0x43] as const;
const FILE_HEAD = 12;
const SECTION_HEAD = 18;
/** From the flags up to the checksum. */
const SUMMED = 10;
const END = 'end';

/** A named part of a container. */
export interface Section {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A container under way. */
export interface ContainerWriter {
  readonly length: number;
  /** Adds a section, compressed where that makes it smaller. */
  add(name: string, bytes: Uint8Array): void;
  /** Ends the file; nothing can be added any more. */
  finish(): Uint8Array;
}

/** Begins a container. */
export function makeContainer(kind: ContainerKind): ContainerWriter {
  const parts: Uint8Array[] = [];
  let length = 0;
  let sections = 0;
  const push = (part: Uint8Array) => {
    parts.push(part);
    length += part.length;
  };
  const add = (name: string, bytes: Uint8Array) => {
    if (bytes.length > CONTAINER_LIMITS.section) throw new Error(`section ${name} is too long`);
    const squeezed = deflate(bytes);
    const isSmaller = squeezed.length < bytes.length;
    const packed = isSmaller ? squeezed : bytes;
    const label = utf8(name);
    const head = new Uint8Array(SECTION_HEAD + label.length);
    const view = new DataView(head.buffer);
    head.set(SECTION_MARK, 0);
    view.setUint8(4, isSmaller ? 1 : 0);
    view.setUint8(5, label.length);
    view.setUint32(6, packed.length, true);
    view.setUint32(10, bytes.length, true);
    head.set(label, SECTION_HEAD);
    view.setUint32(14, sumOf(head, label.length, packed), true);
    push(head);
    push(packed);
    sections++;
  };
  const begin = new Uint8Array(FILE_HEAD);
  begin.set(FILE_MARK, 0);
  new DataView(begin.buffer).setUint16(8, CONTAINER_VERSION, true);
  begin[10] = CONTAINER_KINDS.indexOf(kind) + 1;
  push(begin);
  return {
    get length() {
      return length;
    },
    add,
    finish() {
      add(END, utf8(JSON.stringify({ sections })));
      const file = new Uint8Array(length);
      let at = 0;
      for (const part of parts) {
        file.set(part, at);
        at += part.length;
      }
      return file;
    },
  };
}

/** A container as it was read. */
export interface Container {
  readonly kind: ContainerKind;
  /** Names of the whole sections, in file order, without `end`. */
  readonly names: readonly string[];
  /** Stretches of the file that could not be read, and sections the end counts but nobody found. 0: the file is as it was written. */
  readonly damaged: number;
  /** Whether the end was reached. */
  readonly isWhole: boolean;
  /** Contents of a section; `undefined` for one that is not there or does not decompress to what it declares. */
  read(name: string): Uint8Array | undefined;
}

/** What kind of container bytes begin with; `undefined` for other files. Twelve bytes are enough. */
export function containerKind(bytes: Uint8Array): ContainerKind | undefined {
  if (bytes.length < FILE_HEAD || FILE_MARK.some((byte, i) => bytes[i] !== byte)) return undefined;
  return CONTAINER_KINDS[bytes[10] - 1];
}

/**
 * Reads a container: every checksum is compared now, sections are decompressed when they are asked for.
 * @throws EdgeError `share/not-ours`; `share/newer` for a later version; `share/damaged` in the head; `share/too-large` for more than `CONTAINER_LIMITS`
 */
export function readContainer(bytes: Uint8Array): Container {
  if (FILE_MARK.some((byte, i) => bytes[i] !== byte))
    throw new EdgeError('share/not-ours', 'neither a bundle nor a backup');
  if (bytes.length > CONTAINER_LIMITS.file) throw tooLarge(bytes.length);
  if (bytes.length < FILE_HEAD) throw new EdgeError('share/damaged', 'cut off in its head');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint16(8, true);
  const kind = containerKind(bytes);
  if (version === 0 || (version <= CONTAINER_VERSION && bytes[FILE_HEAD - 1] !== 0))
    throw new EdgeError('share/damaged', 'its head was changed');
  if (version > CONTAINER_VERSION || kind === undefined)
    throw new EdgeError('share/newer', `container version ${version}`, { version });

  const found = new Map<string, Frame>();
  let damaged = 0;
  let counted: number | undefined;
  let plain = 0;
  let tries = 0;
  let at = FILE_HEAD;
  while (at < bytes.length && counted === undefined) {
    const frame = frameAt(bytes, view, at);
    if (!frame) {
      damaged++;
      at = nextMark(bytes, at + 1);
      if (++tries > MOST_TRIES) break;
      continue;
    }
    at = frame.end;
    plain += frame.plain;
    if (plain > CONTAINER_LIMITS.plain || found.size > MOST_SECTIONS) throw tooLarge(plain);
    if (frame.name === END) counted = countOf(contents(bytes, frame));
    else if (!found.has(frame.name)) found.set(frame.name, frame);
  }
  return {
    kind,
    names: [...found.keys()],
    damaged: damaged + Math.max(0, (counted ?? 0) - found.size - damaged),
    isWhole: counted !== undefined,
    read(name) {
      const frame = found.get(name);
      return frame && contents(bytes, frame);
    },
  };
}

/** Where a section lies. */
interface Frame {
  readonly name: string;
  readonly isDeflated: boolean;
  readonly from: number;
  readonly end: number;
  readonly plain: number;
}

/** The whole section that begins at `at`; `undefined` where none does. @throws EdgeError `share/too-large` */
function frameAt(bytes: Uint8Array, view: DataView, at: number): Frame | undefined {
  if (at + SECTION_HEAD > bytes.length || SECTION_MARK.some((byte, i) => bytes[at + i] !== byte))
    return undefined;
  const label = view.getUint8(at + 5);
  const packed = view.getUint32(at + 6, true);
  const plain = view.getUint32(at + 10, true);
  const from = at + SECTION_HEAD + label;
  const end = from + packed;
  if (end > bytes.length) return undefined;
  const head = bytes.subarray(at, from);
  if (view.getUint32(at + 14, true) !== sumOf(head, label, bytes.subarray(from, end)))
    return undefined;
  if (plain > CONTAINER_LIMITS.section) throw tooLarge(plain);
  const name = fromUtf8(head.subarray(SECTION_HEAD));
  return { name, isDeflated: (view.getUint8(at + 4) & 1) !== 0, from, end, plain };
}

function contents(bytes: Uint8Array, frame: Frame): Uint8Array | undefined {
  const packed = bytes.subarray(frame.from, frame.end);
  if (!frame.isDeflated) return packed.length === frame.plain ? packed : undefined;
  try {
    return inflate(packed, frame.plain);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function countOf(end: Uint8Array | undefined): number {
  const said = end && parseJson(fromUtf8(end));
  return isRecord(said) && typeof said.sections === 'number' ? said.sections : 0;
}

function nextMark(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(SECTION_MARK[0], from); at >= 0; ) {
    if (SECTION_MARK.every((byte, i) => bytes[at + i] === byte)) return at;
    at = bytes.indexOf(SECTION_MARK[0], at + 1);
  }
  return bytes.length;
}

function sumOf(head: Uint8Array, label: number, packed: Uint8Array): number {
  const lengths = crc32(head, 4, 4 + SUMMED);
  const named = crc32(head, SECTION_HEAD, SECTION_HEAD + label, lengths);
  return crc32(packed, 0, packed.length, named);
}

function tooLarge(size: number): EdgeError {
  return new EdgeError('share/too-large', `${size} bytes`, { size });
}
