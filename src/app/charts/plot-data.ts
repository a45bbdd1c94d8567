/** Chart data: several series on one time axis, gaps found and kept as gaps, and the value range that must be seen. */
import type { EpochMs } from '../../core/domain/time.ts';

/** One line of a chart. Arrays are equally long, times ascend, NaN is a missing sample. */
export interface ChartLine {
  readonly label: string;
  readonly times: Float64Array;
  readonly values: Float32Array;
  /** Token of its colour; `--series-1`, `--series-2`, … in order when left out. */
  readonly color?: string;
  readonly dashed?: boolean;
  /** Lengths of strokes and gaps in px, for many lines that must differ without colour; before `dashed`. */
  readonly dash?: readonly number[];
}

/** The range expected of the first line, on a grid of its own; NaN where nothing was expected yet. */
export interface ChartRange {
  readonly times: Float64Array;
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** A forecast: median and the 80 % and 95 % intervals. */
export interface ChartForecast {
  readonly times: Float64Array;
  readonly mean: Float32Array;
  readonly low80: Float32Array;
  readonly high80: Float32Array;
  readonly low95: Float32Array;
  readonly high95: Float32Array;
}

/** A stretch of time. `end` `undefined`: it lasts. */
export interface ChartSpan {
  readonly start: EpochMs;
  readonly end: EpochMs | undefined;
  /** Written at its start, such as `7.8σ`. */
  readonly label?: string;
}

/** Columns for the plotter: x ascending; `null` breaks a line, `undefined` says nothing about it. */
export interface JoinedLines {
  readonly x: number[];
  readonly columns: (number | null | undefined)[][];
}

/** A pause is a gap when it is longer than this many usual ones … */
const GAP_INTERVALS = 2.5;
/** … and than this many long ones: thinned lines keep their extremes where they lay, so their pauses differ by nature. */
const LONG_PAUSES = 2.2;
const LONG_QUANTILE = 0.95;

/** Joins lines on the union of their instants; a line that misses an instant of another is drawn through it. */
export function joinLines(lines: readonly ChartLine[]): JoinedLines {
  const gaps = lines.map((line) => gapsOf(line));
  const instants = new Set<number>();
  for (let i = 0; i < lines.length; i++) {
    for (const t of lines[i].times) instants.add(t);
    // A sampleless instant inside each gap is where the line breaks.
    for (const gap of gaps[i]) instants.add((gap.start + gap.end) / 2);
  }
  const x = [...instants].sort((a, b) => a - b);
  const position = new Map(x.map((t, i) => [t, i]));
  const columns = lines.map((line, l) => {
    const column = new Array<number | null | undefined>(x.length).fill(undefined);
    line.times.forEach((t, i) => {
      const value = line.values[i];
      column[position.get(t) ?? 0] = Number.isNaN(value) ? null : value;
    });
    for (const gap of gaps[l]) column[position.get((gap.start + gap.end) / 2) ?? 0] = null;
    spread(column);
    return column;
  });
  return { x, columns };
}

/** A break reaches from the last sample before it to the first after it, across instants only other lines have. */
function spread(column: (number | null | undefined)[]): void {
  let isBroken = false;
  const visit = (i: number) => {
    if (column[i] === undefined) {
      if (isBroken) column[i] = null;
    } else isBroken = column[i] === null;
  };
  for (let i = 0; i < column.length; i++) visit(i);
  isBroken = false;
  for (let i = column.length - 1; i >= 0; i--) visit(i);
}

/**
 * Stretches without samples inside a line: missing instants, or several NaN in a row. Before its first sample there is none.
 * @param until also the stretch from the newest sample to this instant, when it is long enough
 */
export function gapsOf(
  line: ChartLine,
  until?: EpochMs,
): readonly { readonly start: EpochMs; readonly end: EpochMs }[] {
  const { times, values } = line;
  const least = leastGap(times);
  const gaps: { start: EpochMs; end: EpochMs }[] = [];
  let last = -1;
  for (let i = 0; i < times.length; i++) {
    if (Number.isNaN(values[i])) continue;
    const pause = last < 0 ? 0 : times[i] - times[last];
    // A missing sample seen in between makes a shorter pause a gap.
    if (pause > least || (i - last > 2 && last >= 0 && pause > least / 2)) {
      gaps.push({ start: times[last], end: times[i] });
    }
    last = i;
  }
  if (until !== undefined && last >= 0 && until - times[last] > least) {
    gaps.push({ start: times[last], end: until });
  }
  return gaps;
}

/** Shortest pause that is a gap, in ms. */
function leastGap(times: Float64Array): number {
  const pauses = pausesOf(times).sort();
  if (pauses.length === 0) return Number.POSITIVE_INFINITY;
  const usual = pauses[pauses.length >> 1];
  const long = pauses[Math.floor((pauses.length - 1) * LONG_QUANTILE)];
  return Math.max(GAP_INTERVALS * usual, LONG_PAUSES * long);
}

function pausesOf(times: Float64Array): Float64Array {
  const pauses = new Float64Array(Math.max(0, times.length - 1));
  for (let i = 1; i < times.length; i++) pauses[i - 1] = times[i] - times[i - 1];
  return pauses;
}

/** Median pause between samples; infinite for fewer than two. */
export function usualInterval(times: Float64Array): number {
  const pauses = pausesOf(times).sort();
  return pauses.length === 0 ? Number.POSITIVE_INFINITY : pauses[pauses.length >> 1];
}

/**
 * Lowest and highest value to show: all samples, the expected range, the 80 % interval of the forecast
 * (the 95 % one may be clipped) and limits that are near. [NaN, NaN] when there is nothing.
 */
export function valueRange(
  lines: readonly ChartLine[],
  expected: ChartRange | undefined,
  forecast: ChartForecast | undefined,
  limits: readonly number[],
): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const add = (values: Float32Array) => {
    for (const value of values) {
      if (value < low && value > Number.NEGATIVE_INFINITY) low = value;
      if (value > high && value < Number.POSITIVE_INFINITY) high = value;
    }
  };
  for (const line of lines) add(line.values);
  if (low > high) return [NaN, NaN];
  const span = Math.max(high - low, Math.abs(high) * 0.1);
  // A band or cone may open the axis, but not so far that the line becomes flat.
  const floor = low - 1.5 * span;
  const ceiling = high + 1.5 * span;
  if (expected) {
    add(expected.low);
    add(expected.high);
  }
  if (forecast) {
    add(forecast.low80);
    add(forecast.high80);
  }
  low = Math.max(low, floor);
  high = Math.min(high, ceiling);
  for (const limit of limits) {
    if (limit > high && limit - high <= 0.75 * span) high = limit;
    if (limit < low && low - limit <= 0.75 * span) low = limit;
  }
  return [low, high];
}

/**
 * The forecast drawn from the line's newest sample on, so that the cone opens where the measured line ends;
 * as it is when that sample lies outside its 95 % interval or long ago, since a leap is no trend and a gap no line.
 */
export function anchored(
  forecast: ChartForecast | undefined,
  line: ChartLine | undefined,
): ChartForecast | undefined {
  if (!forecast || !line) return forecast;
  let newest = line.values.length - 1;
  while (newest >= 0 && Number.isNaN(line.values[newest])) newest--;
  if (newest < 0 || !(line.times[newest] < forecast.times[0])) return forecast;
  const value = line.values[newest];
  if (forecast.times[0] - line.times[newest] > 2 * usualInterval(forecast.times)) return forecast;
  if (!(value >= forecast.low95[0] && value <= forecast.high95[0])) return forecast;
  const from = (values: Float32Array) => Float32Array.from([value, ...values]);
  return {
    times: Float64Array.from([line.times[newest], ...forecast.times]),
    mean: from(forecast.mean),
    low80: from(forecast.low80),
    high80: from(forecast.high80),
    low95: from(forecast.low95),
    high95: from(forecast.high95),
  };
}

/** Index of the instant nearest to `t` with a value, -1 when there is none within `reach`. */
export function nearest(
  times: Float64Array,
  values: Float32Array,
  t: EpochMs,
  reach: number,
): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < t) low = middle + 1;
    else high = middle;
  }
  let best = -1;
  for (let i = Math.max(0, low - 2); i < Math.min(times.length, low + 2); i++) {
    if (Number.isNaN(values[i]) || Math.abs(times[i] - t) > reach) continue;
    if (best < 0 || Math.abs(times[i] - t) < Math.abs(times[best] - t)) best = i;
  }
  return best;
}
