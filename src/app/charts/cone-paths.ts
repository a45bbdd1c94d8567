/** A course and its forecast as SVG paths in a fixed drawing: line, expected line, two cones, limit. */

/** Units of the drawing; it is stretched to its box, lines keep their width. */
export const WIDTH = 200;
/** See `WIDTH`. */
export const HEIGHT = 48;
/** Empty share above and below the course. */
const MARGIN = 0.08;
/** Points drawn on either side of the present at most. */
const POINTS = 96;

/** A course that is continued. `past` ends where `mean` begins; the forecast's arrays are equally long. */
export interface Course {
  readonly past: Float32Array;
  readonly mean: Float32Array;
  readonly low80: Float32Array;
  readonly high80: Float32Array;
  readonly low95: Float32Array;
  readonly high95: Float32Array;
  readonly limit: number | undefined;
}

/** Paths of the parts; the cones are empty without intervals, `limit` only where the course or its cone comes near it. */
export function draw(series: Course): {
  readonly past: string;
  readonly mean: string;
  readonly narrow: string;
  readonly wide: string;
  readonly limit: number | undefined;
  readonly now: number;
} {
  const { past, mean, low80, high80, low95, high95, limit } = series;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const values of [past, mean, low80, high80])
    for (const x of values) {
      if (x < low) low = x;
      if (x > high) high = x;
    }
  const isNear = limit !== undefined && limit <= high + (high - low) && limit > low;
  if (isNear) high = Math.max(high, limit);
  if (!(high > low)) {
    low -= 0.5;
    high += 0.5;
  }
  const room = MARGIN * (high - low);
  const y = (value: number) =>
    Math.min(HEIGHT, Math.max(0, ((high + room - value) / (high - low + 2 * room)) * HEIGHT));
  const now = past.length > 0 ? WIDTH / 2 : 0;
  const left = (k: number) => ((k + 1) / past.length) * now;
  const right = (h: number) => now + ((h + 1) / mean.length) * (WIDTH - now);
  return {
    past: line(past, left, y),
    mean: line(mean, right, y),
    narrow: ribbon(low80, high80, right, y),
    wide: ribbon(low95, high95, right, y),
    limit: isNear ? y(limit) : undefined,
    now,
  };
}

function line(
  values: Float32Array,
  x: (k: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let isOpen = false;
  for (const k of picked(values.length)) {
    const value = values[k];
    if (Number.isNaN(value)) {
      isOpen = false;
      continue;
    }
    path += `${isOpen ? 'L' : 'M'}${x(k).toFixed(1)} ${y(value).toFixed(2)}`;
    isOpen = true;
  }
  return path;
}

function ribbon(
  low: Float32Array,
  high: Float32Array,
  x: (k: number) => number,
  y: (value: number) => number,
): string {
  if (low.length === 0 || Number.isNaN(low[0])) return '';
  const steps = picked(low.length);
  const edge = (values: Float32Array, list: readonly number[]) =>
    list.map((k) => `${x(k).toFixed(1)} ${y(values[k]).toFixed(2)}`).join('L');
  return `M${edge(high, steps)}L${edge(low, [...steps].reverse())}Z`;
}

/** Evenly spread indices, the last one included. */
function picked(length: number): readonly number[] {
  const every = Math.max(1, Math.ceil(length / POINTS));
  const list: number[] = [];
  for (let k = (length - 1) % every; k < length; k += every) list.push(k);
  return list;
}
