/** Fixed-capacity ring buffers on one typed array: the last `capacity` values of each of `count` series. */

/** Many equally long rings side by side. Series indices are 0-based and not checked. */
export interface Rings {
  readonly capacity: number;
  /** Appends `x` to ring `i`, dropping its oldest value when the ring is full. */
  push(i: number, x: number): void;
  /** Number of values ring `i` holds, at most `capacity`. */
  length(i: number): number;
  /** Writes ring `i` into `out`, oldest first, and returns how many values that were. */
  copy(i: number, out: Float64Array | number[]): number;
  /** Forgets everything. */
  clear(): void;
}

/**
 * Makes `count` empty rings of `capacity` values each. Values are stored as float32: a frame's precision.
 * @param count number of series
 * @param capacity values kept per series, 1–65,535
 */
export function makeRings(count: number, capacity: number): Rings {
  const values = new Float32Array(count * capacity);
  const heads = new Uint16Array(count);
  const lengths = new Uint16Array(count);
  return {
    capacity,
    push(i, x) {
      const head = heads[i];
      values[i * capacity + head] = x;
      heads[i] = head + 1 === capacity ? 0 : head + 1;
      if (lengths[i] < capacity) lengths[i]++;
    },
    length: (i) => lengths[i],
    copy(i, out) {
      const n = lengths[i];
      const base = i * capacity;
      let at = n < capacity ? 0 : heads[i];
      for (let k = 0; k < n; k++) {
        out[k] = values[base + at];
        at = at + 1 === capacity ? 0 : at + 1;
      }
      return n;
    },
    clear() {
      heads.fill(0);
      lengths.fill(0);
    },
  };
}
