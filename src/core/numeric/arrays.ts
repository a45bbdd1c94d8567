/** The typed arrays of a message, found and replaced: what crosses threads in one buffer is packed and unpacked by this. */

/** Kinds of arrays that cross threads. */
export type Numbers = Float32Array | Float64Array | Uint8Array;

/** The same message with other arrays: its own and those of the objects right in it. Lists are left as they are. */
export function mapArrays<T extends object>(
  message: T,
  change: (array: Numbers) => Numbers,
  depth = 1,
): T {
  const copy: Record<string, unknown> = Object.fromEntries(Object.entries(message));
  for (const key in copy) {
    const value = copy[key];
    if (isNumbers(value)) copy[key] = change(value);
    else if (depth > 0 && typeof value === 'object' && value && !Array.isArray(value))
      copy[key] = mapArrays(value, change, depth - 1);
  }
  return copy as T;
}

/** An array of the same kind and length over `buffer`. @param at bytes from its start, a multiple of the element's size */
export function viewLike(array: Numbers, buffer: ArrayBuffer, at: number): Numbers {
  if (array instanceof Float32Array) return new Float32Array(buffer, at, array.length);
  if (array instanceof Float64Array) return new Float64Array(buffer, at, array.length);
  return new Uint8Array(buffer, at, array.length);
}

function isNumbers(value: unknown): value is Numbers {
  return (
    value instanceof Float32Array || value instanceof Float64Array || value instanceof Uint8Array
  );
}
