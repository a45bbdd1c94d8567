/** Fewer points with the same picture: minimum and maximum per pixel. Gaps stay gaps. */

/** Points to draw; a NaN value is a gap where the line must break. */
export interface Points {
  readonly times: Float64Array;
  readonly values: Float32Array;
}

/** A growing pair of arrays, written by the functions below. */
class Pen {
  #times: Float64Array;
  #values: Float32Array;
  #length = 0;

  constructor(capacity: number) {
    this.#times = new Float64Array(capacity);
    this.#values = new Float32Array(capacity);
  }

  put(time: number, value: number): void {
    if (this.#length === this.#times.length) {
      const times = new Float64Array(this.#length * 2 + 16);
      times.set(this.#times);
      this.#times = times;
      const values = new Float32Array(times.length);
      values.set(this.#values);
      this.#values = values;
    }
    this.#times[this.#length] = time;
    this.#values[this.#length++] = value;
  }

  points(): Points {
    return {
      times: this.#times.slice(0, this.#length),
      values: this.#values.slice(0, this.#length),
    };
  }
}

/**
 * Lowest and highest sample of each of `buckets` equal stretches of [start, end), in time order, at the instants they were taken:
 * what a line chart `buckets` pixels wide would show. Samples outside the range are left out.
 * @param times ascending; equally long as `values`, where NaN is a missing sample
 * @param maxGap two samples further apart than this, in the unit of `times`, get a NaN between them; none by default
 * @returns at most 5 points a bucket: a gap inside a bucket splits it once, between two pairs, further ones cannot be seen
 */
export function minMax(
  times: Float64Array,
  values: Float32Array,
  start: number,
  end: number,
  buckets: number,
  maxGap = Number.POSITIVE_INFINITY,
): Points {
  const pen = new Pen(Math.min(times.length, 2 * Math.max(0, buckets)) + 2);
  const width = (end - start) / Math.max(1, buckets);
  let bucket = -1;
  let low = -1;
  let high = -1;
  let last = -1;
  let isGap = false;
  let isSplit = false;
  for (let i = 0; i < times.length; i++) {
    const t = times[i];
    if (t < start || t >= end) continue;
    const x = values[i];
    if (Number.isNaN(x)) {
      isGap = last >= 0;
      continue;
    }
    if (last >= 0 && t - times[last] > maxGap) isGap = true;
    const own = Math.floor((t - start) / width);
    const isNext = own !== bucket;
    if (last >= 0 && (isNext || (isGap && !isSplit))) {
      flush(pen, times, values, low, high);
      if (isGap) pen.put((times[last] + t) / 2, NaN);
      isSplit = isGap && !isNext;
      low = -1;
    }
    isGap = false;
    bucket = own;
    if (low < 0) {
      low = i;
      high = i;
    } else if (x < values[low]) low = i;
    else if (x > values[high]) high = i;
    last = i;
  }
  if (last >= 0) flush(pen, times, values, low, high);
  return pen.points();
}

function flush(
  pen: Pen,
  times: Float64Array,
  values: Float32Array,
  low: number,
  high: number,
): void {
  const first = Math.min(low, high);
  pen.put(times[first], values[first]);
  if (low !== high) pen.put(times[Math.max(low, high)], values[Math.max(low, high)]);
}
