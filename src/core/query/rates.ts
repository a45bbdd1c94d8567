/** Rates, increases and differences over a window. Source: Prometheus promql/functions.go. */
import type { Window } from './window.ts';

/** `rate`, `increase` (`isCounter`) and `delta`: the change over the window, stretched to its ends as far as samples are expected there. */
export function change(w: Window, isCounter: boolean, isRate: boolean): boolean {
  return w.extension === undefined
    ? extrapolated(w, isCounter, isRate)
    : extended(w, isCounter, isRate);
}

function extrapolated(w: Window, isCounter: boolean, isRate: boolean): boolean {
  const { times, values, from } = w;
  const last = w.to - 1;
  if (last <= from) return false;
  const first = values[from];
  let total = values[last] - first;
  // A counter that restarts counts on from what it had.
  if (isCounter && w.resets !== undefined && w.resets[last] > from) {
    for (let i = from + 1; i <= last; i++) if (values[i] < values[i - 1]) total += values[i - 1];
  }
  const sampled = (times[last] - times[from]) / 1000;
  const between = sampled / (last - from);
  let toStart = (times[from] - (w.t - w.range)) / 1000;
  let toEnd = (w.t - times[last]) / 1000;
  if (toStart >= between * 1.1) toStart = between / 2;
  if (isCounter && total > 0 && first >= 0) {
    // A counter was not below zero: it began there at the earliest.
    const toZero = sampled * (first / total);
    if (toZero < toStart) toStart = toZero;
  }
  if (toEnd >= between * 1.1) toEnd = between / 2;
  let factor = sampled === 0 ? 1 : (sampled + toStart + toEnd) / sampled;
  if (isRate) factor /= w.range / 1000;
  w.out = total * factor;
  return true;
}

/** `anchored` starts at the sample before the window; `smoothed` interpolates at both ends. */
function extended(w: Window, isCounter: boolean, isRate: boolean): boolean {
  const { times, values } = w;
  const start = w.t - w.range;
  const isSmoothed = w.extension === 'smoothed';
  let last = w.to - 1;
  let first = w.from;
  while (first < last && times[first] <= start) first++;
  first = Math.max(w.from, first - 1);
  if (isSmoothed) {
    let end = w.from;
    while (end < last && times[end] < w.t) end++;
    last = end;
  }
  if (times[last] <= start || (isSmoothed && times[first] > w.t)) return false;
  const left =
    isSmoothed && times[first] < start
      ? between(w, first, first + 1, start, isCounter)
      : values[first];
  const right =
    isSmoothed && last > w.from && times[last] > w.t
      ? between(w, last - 1, last, w.t, isCounter)
      : values[last];
  let total = right - left;
  if (isCounter) {
    if (times[first] <= start) first++;
    if (times[last] >= w.t) last--;
    let before = left;
    for (let i = first; i <= last; i++) {
      if (values[i] < before) total += before;
      before = values[i];
    }
    if (right < before) total += before;
  }
  w.out = isRate ? total / (w.range / 1000) : total;
  return true;
}

/** The value at `t` on the line through two samples; a counter that was reset between them rose from zero. */
function between(w: Window, a: number, b: number, t: number, isCounter: boolean): number {
  const y2 = w.values[b];
  const y1 = isCounter && y2 < w.values[a] ? 0 : w.values[a];
  return y1 + ((y2 - y1) * (t - w.times[a])) / (w.times[b] - w.times[a]);
}

/** `irate` (`isCounter`) and `idelta`: the last two samples only. */
export function lastChange(w: Window, isCounter: boolean): boolean {
  if (w.to - w.from < 2) return false;
  const now = w.values[w.to - 1];
  const before = w.values[w.to - 2];
  const seconds = (w.times[w.to - 1] - w.times[w.to - 2]) / 1000;
  if (seconds === 0) return false;
  if (!isCounter) w.out = now - before;
  else w.out = (now < before ? now : now - before) / seconds;
  return true;
}

/** `changes` and `resets`: how many neighbours differ, or fall. */
export function countSteps(w: Window, isReset: boolean): boolean {
  const { times, values } = w;
  let first = w.from;
  if (w.extension === 'anchored') {
    const start = w.t - w.range;
    while (first < w.to && times[first] <= start) first++;
    // Nothing after the start: nothing to count.
    if (first === w.to) return false;
    first = Math.max(w.from, first - 1);
  }
  let steps = 0;
  for (let i = first + 1; i < w.to; i++) {
    const x = values[i - 1];
    const y = values[i];
    if (isReset ? y < x : x !== y && !(Number.isNaN(x) && Number.isNaN(y))) steps++;
  }
  w.out = steps;
  return true;
}
