/** Functions of a window of samples by name: rates, regressions and the `…_over_time` family. Source: Prometheus promql/functions.go. */
import { EdgeError } from '../domain/errors.ts';
import type { EpochMs } from '../domain/time.ts';
import { change, countSteps, lastChange } from './rates.ts';
import { meanOf, sumOf, varianceOf } from './sums.ts';
import { quantileOf, sortNanFirst } from './value.ts';
import type { Window, WindowFunction } from './window.ts';

/** A function that always has a result. */
const always =
  (f: (w: Window) => number): WindowFunction =>
  (w) => {
    w.out = f(w);
    return true;
  };

/** By name; `absent_over_time` works on whole results and only counts here. */
export const WINDOW_FUNCTIONS: ReadonlyMap<string, WindowFunction> = new Map<
  string,
  WindowFunction
>([
  ['rate', (w) => change(w, true, true)],
  ['increase', (w) => change(w, true, false)],
  ['delta', (w) => change(w, false, false)],
  ['irate', (w) => lastChange(w, true)],
  ['idelta', (w) => lastChange(w, false)],
  ['changes', (w) => countSteps(w, false)],
  ['resets', (w) => countSteps(w, true)],
  ['deriv', (w) => regress(w, w.times[w.from], (line) => line.slope)],
  ['predict_linear', (w) => regress(w, w.now, (line) => line.level + line.slope * w.first)],
  ['double_exponential_smoothing', smooth],
  // Its name before Prometheus 3.
  ['holt_winters', smooth],
  ['avg_over_time', always((w) => meanOf(w.values, w.from, w.to))],
  ['sum_over_time', always((w) => sumOf(w.values, w.from, w.to))],
  ['min_over_time', always((w) => w.values[extreme(w, false, false)])],
  ['max_over_time', always((w) => w.values[extreme(w, true, false)])],
  ['ts_of_min_over_time', always((w) => w.times[extreme(w, false, true)] / 1000)],
  ['ts_of_max_over_time', always((w) => w.times[extreme(w, true, true)] / 1000)],
  ['count_over_time', always((w) => w.to - w.from)],
  ['last_over_time', always((w) => w.values[w.to - 1])],
  ['first_over_time', always((w) => w.values[w.from])],
  ['ts_of_last_over_time', always((w) => w.times[w.to - 1] / 1000)],
  ['ts_of_first_over_time', always((w) => w.times[w.from] / 1000)],
  ['present_over_time', always(() => 1)],
  ['absent_over_time', always(() => 1)],
  ['stddev_over_time', always((w) => Math.sqrt(varianceOf(w.values, w.from, w.to)))],
  ['stdvar_over_time', always((w) => varianceOf(w.values, w.from, w.to))],
  ['quantile_over_time', always((w) => quantileOf(sorted(w), w.first))],
  ['mad_over_time', always(medianDeviation)],
]);

/** Functions that keep the metric's name, because they answer with one of its own samples. */
export const KEEPS_NAME: ReadonlySet<string> = new Set(['last_over_time', 'first_over_time']);
/** Functions that look at counter resets. */
export const SEES_RESETS: ReadonlySet<string> = new Set(['rate', 'increase']);

/** Least squares line; `level` is its value at `origin`, `slope` per second. */
function regress(
  w: Window,
  origin: EpochMs,
  read: (line: { readonly slope: number; readonly level: number }) => number,
): boolean {
  const n = w.to - w.from;
  if (n < 2) return false;
  let isConstant = true;
  const x = new Float64Array(n);
  const y = w.values.subarray(w.from, w.to);
  const xy = new Float64Array(n);
  const xx = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (y[i] !== y[0]) isConstant = false;
    x[i] = (w.times[w.from + i] - origin) / 1000;
    xy[i] = x[i] * y[i];
    xx[i] = x[i] * x[i];
  }
  if (isConstant) {
    const level = Number.isFinite(y[0]) ? y[0] : NaN;
    w.out = read({ slope: Number.isFinite(y[0]) ? 0 : NaN, level });
    return true;
  }
  const sumX = sumOf(x, 0, n);
  const sumY = sumOf(y, 0, n);
  const slope = (sumOf(xy, 0, n) - (sumX * sumY) / n) / (sumOf(xx, 0, n) - (sumX * sumX) / n);
  w.out = read({ slope, level: sumY / n - (slope * sumX) / n });
  return true;
}

/** Holt's double exponential smoothing with factors `first` (level) and `second` (trend). @throws EdgeError `query/type` outside (0, 1) */
function smooth(w: Window): boolean {
  for (const factor of [w.first, w.second]) {
    if (factor > 0 && factor < 1) continue;
    throw new EdgeError('query/type', `a smoothing factor lies between 0 and 1, not ${factor}`, {
      position: 0,
      text: String(factor),
    });
  }
  if (w.to - w.from < 2) return false;
  const { values, from } = w;
  let before = 0;
  let level = values[from];
  let trend = values[from + 1] - values[from];
  for (let i = from + 1; i < w.to; i++) {
    if (i > from + 1) trend = w.second * (level - before) + (1 - w.second) * trend;
    const next = w.first * values[i] + (1 - w.first) * (level + trend);
    before = level;
    level = next;
  }
  w.out = level;
  return true;
}

/** Index of the least or greatest sample, NaN only if all are; the first of equals, or the `isLast`. */
function extreme(w: Window, isMax: boolean, isLast: boolean): number {
  const { values } = w;
  let best = w.from;
  for (let i = w.from + 1; i < w.to; i++) {
    const x = values[i];
    const y = values[best];
    if (Number.isNaN(y) || (isMax ? x > y : x < y) || (isLast && x === y)) best = i;
  }
  return best;
}

function sorted(w: Window): Float64Array {
  return sortNanFirst(w.values.slice(w.from, w.to));
}

function medianDeviation(w: Window): number {
  const values = sorted(w);
  if (Number.isNaN(values[0])) return NaN;
  const median = quantileOf(values, 0.5);
  for (let i = 0; i < values.length; i++) values[i] = Math.abs(values[i] - median);
  return quantileOf(values.sort(), 0.5);
}
