/**
 * Values of the store as bytes: JSON, with typed arrays behind it and numbers JSON has no word for as `{"$": "NaN"}`.
 * Layout: length of the JSON (u32), the JSON, then the arrays' bytes; an array is `{"$f64": [offset, length]}` in the JSON.
 */
import { fromUtf8, utf8 } from './deflate.ts';
import { parseJson } from './records.ts';

const ARRAYS = {
  $u8: Uint8Array,
  $u16: Uint16Array,
  $u32: Uint32Array,
  $i32: Int32Array,
  $f32: Float32Array,
  $f64: Float64Array,
} as const;
type ArrayTag = keyof typeof ARRAYS;
const TAGS = Object.keys(ARRAYS) as readonly ArrayTag[];
const NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
]);
/** What stands for `undefined` inside an array. */
const NOTHING = 'undefined';

/**
 * Packs a value of plain objects, arrays, texts, numbers, booleans, `undefined` and typed arrays. Members that are `undefined` are left out.
 * @throws Error for anything else: a bug
 */
export function packValue(value: unknown): Uint8Array {
  const blobs: Uint8Array[] = [];
  let length = 0;
  const text = utf8(
    stringify(value, (one) => {
      const tag = TAGS.find((name) => one instanceof ARRAYS[name]);
      if (!tag) throw new Error('cannot be packed: a view of another kind');
      const bytes = new Uint8Array(one.buffer, one.byteOffset, one.byteLength);
      blobs.push(bytes);
      length += bytes.length;
      return { [tag]: [length - bytes.length, bytes.length] };
    }),
  );
  const packed = new Uint8Array(4 + text.length + length);
  new DataView(packed.buffer).setUint32(0, text.length, true);
  packed.set(text, 4);
  let at = 4 + text.length;
  for (const blob of blobs) {
    packed.set(blob, at);
    at += blob.length;
  }
  return packed;
}

/** A value without typed arrays as JSON, its numbers as in `packValue`. @throws Error for what `packValue` does not take */
export function toJson(value: unknown): string {
  return stringify(value, () => {
    throw new Error('cannot be JSON: a typed array');
  });
}

/** Back from `toJson`; `undefined` for text that is no JSON. */
export function fromJson(text: string): unknown {
  const json = parseJson(text);
  return json === undefined ? undefined : revive(json, new Uint8Array());
}

function stringify(value: unknown, put: (view: ArrayBufferView) => unknown): string {
  const json = JSON.stringify(value, function (this: unknown, _, one: unknown) {
    if (typeof one === 'number')
      return Number.isFinite(one) && !Object.is(one, -0) ? one : { $: nameOf(one) };
    if (one === undefined && Array.isArray(this)) return { $: NOTHING };
    if (typeof one === 'function' || typeof one === 'symbol' || typeof one === 'bigint')
      throw new Error(`cannot be packed: ${typeof one}`);
    return ArrayBuffer.isView(one) ? put(one) : one;
  });
  return json ?? 'null';
}

function nameOf(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/**
 * Back from `packValue`; `undefined` for bytes it did not write. Members named `__proto__` are dropped.
 * Typed arrays are copies, so that they stand alone.
 */
export function unpackValue(packed: Uint8Array): unknown {
  if (packed.length < 4) return undefined;
  const length = new DataView(packed.buffer, packed.byteOffset).getUint32(0, true);
  if (4 + length > packed.length) return undefined;
  const blobs = packed.subarray(4 + length);
  const json = parseJson(fromUtf8(packed.subarray(4, 4 + length)));
  return json === undefined ? undefined : revive(json, blobs);
}

function revive(value: unknown, blobs: Uint8Array): unknown {
  if (Array.isArray(value)) return value.map((one) => revive(one, blobs));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
  if (entries.length === 1) {
    const [[key, said]] = entries;
    if (key === '$' && NUMBERS.has(said)) return NUMBERS.get(said);
    if (key === '$' && said === NOTHING) return undefined;
    const tag = TAGS.find((name) => name === key);
    if (tag && Array.isArray(said)) {
      const array = arrayOf(tag, said, blobs);
      if (array) return array;
    }
  }
  return Object.fromEntries(entries.map(([key, one]) => [key, revive(one, blobs)]));
}

function arrayOf(tag: ArrayTag, [offset, length]: readonly unknown[], blobs: Uint8Array) {
  const make = ARRAYS[tag];
  if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(length)) return undefined;
  const [from, size] = [Number(offset), Number(length)];
  if (from < 0 || size < 0 || from + size > blobs.length || size % make.BYTES_PER_ELEMENT !== 0)
    return undefined;
  return new make(blobs.slice(from, from + size).buffer);
}
