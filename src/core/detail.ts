/** One series in detail: the default detector replayed over a window, thinned for a chart, with a forecast after it. */
import { DEFAULT_DETECTOR, makeDetector } from './detect/detectors.ts';
import type { SeriesReader } from './domain/series.ts';
import { type EpochMs, MINUTE, type Ms } from './domain/time.ts';
import { forecast } from './forecast/backtest.ts';
import { medianInPlace } from './numeric/streaming.ts';

/** Samples the detector sees before the window, so that its first points are judged. */
const WARM_UP_SAMPLES = 1200;
const WARM_UP_LEAST: Ms = 20 * MINUTE;
/** Samples replayed at most; longer windows are read at a coarser stride. */
const MOST_SAMPLES = 40_000;
/** Points of history a forecast looks back on, and points it is drawn with. */
const FORECAST_HISTORY = 720;
const FORECAST_POINTS = 48;

/** A forecast on its own grid after the newest sample, clipped to the metric's limits. All arrays are equally long. */
export interface DetailForecast {
  /** Forecaster with the largest share of the blend. */
  readonly method: string;
  /** Forecasters in the blend with their shares, largest first. */
  readonly shares: readonly (readonly [id: string, share: number])[];
  /** Back-tested error of the blend ÷ that of repeating the last value; NaN when not measured. */
  readonly relativeError: number;
  readonly times: Float64Array;
  readonly mean: Float32Array;
  readonly low80: Float32Array;
  readonly high80: Float32Array;
  readonly low95: Float32Array;
  readonly high95: Float32Array;
}

/** Judged samples of one series, thinned. All arrays are equally long; NaN where nothing is known. */
export interface Detail {
  readonly times: Float64Array;
  readonly values: Float32Array;
  readonly low: Float32Array;
  readonly high: Float32Array;
  readonly scores: Float32Array;
  /** `undefined` without a horizon or with too few samples. */
  readonly forecast: DetailForecast | undefined;
}

/**
 * Replays the default detector over one series in [start, end] and thins the result to about `points` samples: of every
 * stretch the lowest and the highest value remain, with the stretch's highest score on the more anomalous of the two.
 * @param horizon how far to forecast after the newest sample, in ms; 0 for none
 */
export function replayDetail(
  reader: SeriesReader,
  metric: number,
  server: number,
  start: EpochMs,
  end: EpochMs,
  points: number,
  horizon: Ms,
): Detail {
  const warmUp = Math.max(WARM_UP_LEAST, WARM_UP_SAMPLES * reader.step);
  const samples = reader.read(metric, server, start - warmUp, end, MOST_SAMPLES);
  const n = samples.times.length;
  const step = typicalStep(samples.times, reader.step);
  const detector = makeDetector(DEFAULT_DETECTOR, 1, step);
  const low = new Float32Array(n);
  const high = new Float32Array(n);
  const scores = new Float32Array(n);
  const score = new Float32Array(1);
  let first = n;
  for (let k = 0; k < n; k++) {
    const [from, to] = detector.expected(0);
    low[k] = from;
    high[k] = to;
    detector.update({ t: samples.times[k], values: samples.values.subarray(k, k + 1) }, score);
    scores[k] = score[0];
    if (first === n && samples.times[k] >= start) first = k;
  }
  const chosen = thin(samples.values, scores, first, points);
  const { min, max } = reader.fleet.metrics[metric];
  return {
    times: Float64Array.from(chosen, (k) => samples.times[k]),
    values: Float32Array.from(chosen, (k) => samples.values[k]),
    low: Float32Array.from(chosen, (k) => clip(low[k], min, max)),
    high: Float32Array.from(chosen, (k) => clip(high[k], min, max)),
    scores: Float32Array.from(chosen, (k) => scores[k]),
    forecast:
      horizon > 0 ? drawOn(samples.times, samples.values, step, horizon, min, max) : undefined,
  };
}

const clip = (x: number, min: number, max: number): number => Math.min(max, Math.max(min, x));

/** Median interval of the sampled times. */
function typicalStep(times: Float64Array, fallback: Ms): Ms {
  const count = Math.min(times.length - 1, 99);
  if (count < 1) return fallback;
  const stride = (times.length - 1) / count;
  const gaps = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const at = Math.floor(k * stride);
    gaps[k] = times[at + 1] - times[at];
  }
  return Math.max(1, medianInPlace(gaps, count));
}

/** Indices of the samples to draw: per stretch its lowest and highest value; its hottest, one of its gaps, and the newest sample. */
function thin(values: Float32Array, scores: Float32Array, first: number, points: number): number[] {
  const n = values.length;
  const stretches = Math.max(1, Math.floor(points / 3));
  const width = Math.max(1, (n - first) / stretches);
  const chosen: number[] = [];
  if (width <= 3) {
    for (let k = first; k < n; k++) chosen.push(k);
    return chosen;
  }
  for (let from = first; from < n; from += width) {
    const a = Math.floor(from);
    const b = Math.min(n, Math.floor(from + width));
    let lowest = a;
    let highest = a;
    let hottest = a;
    let gap = -1;
    for (let k = a; k < b; k++) {
      if (Number.isNaN(values[k])) gap = k;
      if (values[k] < values[lowest] || Number.isNaN(values[lowest])) lowest = k;
      if (values[k] > values[highest] || Number.isNaN(values[highest])) highest = k;
      if (scores[k] > scores[hottest] || Number.isNaN(scores[hottest])) hottest = k;
    }
    const picks = [
      ...new Set(gap < 0 ? [lowest, highest, hottest] : [lowest, highest, hottest, gap]),
    ];
    chosen.push(...picks.sort((x, y) => x - y));
  }
  if (chosen.at(-1) !== n - 1) chosen.push(n - 1);
  return chosen;
}

function drawOn(
  times: Float64Array,
  values: Float32Array,
  step: Ms,
  horizon: Ms,
  min: number,
  max: number,
): DetailForecast | undefined {
  const n = times.length;
  if (n < 2) return undefined;
  // One grid for past and future: as far back as five horizons, averaged down to a bounded number of points.
  const grid = Math.max(step, horizon / FORECAST_POINTS);
  const steps = Math.max(1, Math.round(horizon / grid));
  const newest = times[n - 1];
  const length = Math.min(FORECAST_HISTORY, Math.floor((newest - times[0]) / grid) + 1);
  const sums = new Float64Array(length);
  const counts = new Uint32Array(length);
  for (let k = n - 1; k >= 0; k--) {
    const cell = length - 1 - Math.floor((newest - times[k]) / grid);
    if (cell < 0) break;
    if (Number.isNaN(values[k])) continue;
    sums[cell] += values[k];
    counts[cell]++;
  }
  for (let k = 0; k < length; k++) sums[k] = counts[k] > 0 ? sums[k] / counts[k] : Number.NaN;
  const result = forecast(sums, steps, { step: grid, min, max });
  if (Number.isNaN(result.mean[0])) return undefined;
  return {
    method: result.method,
    shares: [...result.shares],
    relativeError: result.naiveError > 0 ? result.error / result.naiveError : Number.NaN,
    times: Float64Array.from(result.mean, (_, h) => newest + (h + 1) * grid),
    mean: Float32Array.from(result.mean),
    low80: Float32Array.from(result.low80),
    high80: Float32Array.from(result.high80),
    low95: Float32Array.from(result.low95),
    high95: Float32Array.from(result.high95),
  };
}
