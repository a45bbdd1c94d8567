/** Fewer points with the same picture: minimum and maximum per pixel, and Largest-Triangle-Three-Buckets (Steinarsson, 2013). Gaps stay gaps. */

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

/**
 * The points whose triangles with their neighbours are largest: keeps peaks and shape with about `points` points.
 * Runs between gaps are thinned apart, each in proportion to its length, with a NaN point between them; the first and last
 * sample of every run stay. With more runs than points there is nothing to choose: then `minMax` over the whole range.
 * @param points wanted number of points, at least 3
 * @param maxGap as in `minMax`
 */
export function lttb(
  times: Float64Array,
  values: Float32Array,
  points: number,
  maxGap = Number.POSITIVE_INFINITY,
): Points {
  const runs = runsOf(times, values, maxGap);
  let samples = 0;
  for (const { from, to } of runs) samples += to - from;
  const wanted = Math.max(3, Math.floor(points));
  if (samples > wanted && runs.length * 3 > wanted) {
    const end = times[times.length - 1];
    return minMax(
      times,
      values,
      times[0],
      end + Math.max(1, Math.abs(end) * 1e-12),
      Math.max(1, wanted >> 1),
      maxGap,
    );
  }
  const pen = new Pen(Math.min(samples, wanted) + 2 * runs.length);
  for (let r = 0; r < runs.length; r++) {
    const { from, to } = runs[r];
    if (r > 0) pen.put((times[runs[r - 1].to - 1] + times[from]) / 2, NaN);
    thinRun(
      pen,
      times,
      values,
      from,
      to,
      samples > wanted ? Math.max(2, Math.round((wanted * (to - from)) / samples)) : to - from,
    );
  }
  return pen.points();
}

/** A stretch of samples without a gap inside, `to` exclusive. Missing samples lie between runs, never in one. */
interface Run {
  readonly from: number;
  readonly to: number;
}

function runsOf(times: Float64Array, values: Float32Array, maxGap: number): readonly Run[] {
  const runs: Run[] = [];
  let from = -1;
  for (let i = 0; i <= times.length; i++) {
    const isMissing = i === times.length || Number.isNaN(values[i]);
    const isBreak = from >= 0 && (isMissing || times[i] - times[i - 1] > maxGap);
    if (isBreak) runs.push({ from, to: i });
    if (isMissing) from = -1;
    else if (isBreak || from < 0) from = i;
  }
  return runs;
}

function thinRun(
  pen: Pen,
  times: Float64Array,
  values: Float32Array,
  from: number,
  to: number,
  wanted: number,
): void {
  const length = to - from;
  if (wanted >= length || length <= 2) {
    for (let i = from; i < to; i++) pen.put(times[i], values[i]);
    return;
  }
  pen.put(times[from], values[from]);
  const size = (length - 2) / (wanted - 2);
  let anchor = from;
  for (let b = 0; b < wanted - 2; b++) {
    const begin = from + 1 + Math.floor(b * size);
    const end = from + 1 + Math.floor((b + 1) * size);
    const nextEnd = Math.min(to, from + 1 + Math.floor((b + 2) * size));
    // The corner to come stands for its whole bucket: its mean point.
    let meanTime = 0;
    let meanValue = 0;
    const ahead = Math.max(1, nextEnd - end);
    for (let i = end; i < end + ahead; i++) {
      meanTime += times[i] / ahead;
      meanValue += values[i] / ahead;
    }
    let best = begin;
    let largest = -1;
    for (let i = begin; i < end; i++) {
      const area = Math.abs(
        (times[anchor] - meanTime) * (values[i] - values[anchor]) -
          (times[anchor] - times[i]) * (meanValue - values[anchor]),
      );
      if (area > largest) {
        largest = area;
        best = i;
      }
    }
    pen.put(times[best], values[best]);
    anchor = best;
  }
  pen.put(times[to - 1], values[to - 1]);
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
