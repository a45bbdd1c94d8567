/** Functions of a window of samples: rates, regressions and the `…_over_time` family. Source: Prometheus promql/functions.go. */
import type { EpochMs, Ms } from '../domain/time.ts';
import { quantileOf } from './value.ts';

/** A window of one series: samples `from` to `to` (exclusive) lie in (t − range, t]; there is at least one. */
export interface Window {
  readonly times: Float64Array;
  readonly values: Float64Array;
  from: number;
  to: number;
  t: EpochMs;
  readonly range: Ms;
  /** The function's scalar argument at this instant: φ, or seconds ahead. */
  argument: number;
}

/** Result of a window; NaN for none. */
export type WindowFunction = (window: Window) => number;

/** By name; `absent_over_time` works on whole results and is elsewhere. */
export const WINDOW_FUNCTIONS: ReadonlyMap<string, WindowFunction> = new Map<
  string,
  WindowFunction
>([
  ['rate', (w) => extrapolated(w, true) / (w.range / 1000)],
  ['increase', (w) => extrapolated(w, true)],
  ['delta', (w) => extrapolated(w, false)],
  ['irate', (w) => lastChange(w, true)],
  ['idelta', (w) => lastChange(w, false)],
  ['deriv', (w) => (w.to - w.from < 2 ? NaN : regression(w, w.times[w.from]).slope)],
  ['predict_linear', predict],
  ['changes', (w) => countSteps(w, (before, now) => before !== now)],
  ['resets', (w) => countSteps(w, (before, now) => now < before)],
  ['avg_over_time', (w) => sum(w) / (w.to - w.from)],
  ['sum_over_time', sum],
  ['min_over_time', (w) => extreme(w, -1)],
  ['max_over_time', (w) => extreme(w, 1)],
  ['count_over_time', (w) => w.to - w.from],
  ['last_over_time', (w) => w.values[w.to - 1]],
  ['first_over_time', (w) => w.values[w.from]],
  ['present_over_time', () => 1],
  ['stddev_over_time', (w) => Math.sqrt(variance(w))],
  ['stdvar_over_time', variance],
  ['quantile_over_time', (w) => quantileOf(sorted(w), w.to - w.from, w.argument)],
  ['mad_over_time', medianDeviation],
]);

/** Functions that keep the metric's name, because they answer with one of its own samples. */
export const KEEPS_NAME: ReadonlySet<string> = new Set(['last_over_time', 'first_over_time']);

/** Change over the window, stretched to its ends as far as samples are expected there; a counter's resets count as restarts from zero. */
function extrapolated(w: Window, isCounter: boolean): number {
  const count = w.to - w.from;
  if (count < 2) return NaN;
  const { times, values } = w;
  const first = values[w.from];
  let change = values[w.to - 1] - first;
  if (isCounter) {
    for (let i = w.from + 1; i < w.to; i++) if (values[i] < values[i - 1]) change += values[i - 1];
  }
  const sampled = (times[w.to - 1] - times[w.from]) / 1000;
  const between = sampled / (count - 1);
  let toStart = (times[w.from] - (w.t - w.range)) / 1000;
  let toEnd = (w.t - times[w.to - 1]) / 1000;
  if (toStart >= between * 1.1) toStart = between / 2;
  if (isCounter && change > 0 && first >= 0)
    toStart = Math.min(toStart, sampled * (first / change));
  if (toEnd >= between * 1.1) toEnd = between / 2;
  return change * ((sampled + toStart + toEnd) / sampled);
}

function lastChange(w: Window, isCounter: boolean): number {
  if (w.to - w.from < 2) return NaN;
  const now = w.values[w.to - 1];
  const before = w.values[w.to - 2];
  if (!isCounter) return now - before;
  const seconds = (w.times[w.to - 1] - w.times[w.to - 2]) / 1000;
  return (now < before ? now : now - before) / seconds;
}

/** Least squares line; `level` is its value at `origin`, `slope` per second. */
function regression(
  w: Window,
  origin: EpochMs,
): { readonly slope: number; readonly level: number } {
  const n = w.to - w.from;
  let sumX = 0;
  let sumY = 0;
  for (let i = w.from; i < w.to; i++) {
    sumX += (w.times[i] - origin) / 1000;
    sumY += w.values[i];
  }
  const meanX = sumX / n;
  const meanY = sumY / n;
  let xy = 0;
  let xx = 0;
  for (let i = w.from; i < w.to; i++) {
    const x = (w.times[i] - origin) / 1000 - meanX;
    xy += x * (w.values[i] - meanY);
    xx += x * x;
  }
  const slope = xy / xx;
  return { slope, level: meanY - slope * meanX };
}

function predict(w: Window): number {
  if (w.to - w.from < 2) return NaN;
  const { slope, level } = regression(w, w.t);
  return level + slope * w.argument;
}

function countSteps(w: Window, counts: (before: number, now: number) => boolean): number {
  let steps = 0;
  for (let i = w.from + 1; i < w.to; i++) if (counts(w.values[i - 1], w.values[i])) steps++;
  return steps;
}

function sum(w: Window): number {
  let total = 0;
  for (let i = w.from; i < w.to; i++) total += w.values[i];
  return total;
}

function extreme(w: Window, sign: 1 | -1): number {
  let best = w.values[w.from];
  for (let i = w.from + 1; i < w.to; i++) if (sign * w.values[i] > sign * best) best = w.values[i];
  return best;
}

/** Population variance by Welford's method. */
function variance(w: Window): number {
  let mean = 0;
  let squares = 0;
  for (let i = w.from; i < w.to; i++) {
    const delta = w.values[i] - mean;
    mean += delta / (i - w.from + 1);
    squares += delta * (w.values[i] - mean);
  }
  return squares / (w.to - w.from);
}

function sorted(w: Window): Float64Array {
  return w.values.slice(w.from, w.to).sort();
}

function medianDeviation(w: Window): number {
  const length = w.to - w.from;
  const median = quantileOf(sorted(w), length, 0.5);
  const distances = w.values.slice(w.from, w.to);
  for (let i = 0; i < length; i++) distances[i] = Math.abs(distances[i] - median);
  return quantileOf(distances.sort(), length, 0.5);
}
