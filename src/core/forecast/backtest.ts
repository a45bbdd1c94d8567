/**
 * Rolling-origin back-test: replays every forecaster over the past of a series, blends those that did well on it lately
 * and takes the intervals from the blend's own past errors. Source of the scheme: Tashman, Int. J. Forecasting 16(4), 2000.
 */
import { DAY, HOUR, type Ms, WEEK } from '../domain/time.ts';
import { overlap, shareByKind, weigh, weightedMedian } from './blend.ts';
import { type Forecaster, newestValue, type Rhythms, type Walk } from './forecaster.ts';
import { FORECASTERS } from './forecasters.ts';
import { makeResiduals } from './residuals.ts';

/** Origins replayed at most; a stride between a quarter and the whole of the distance tested. */
const MOST_ORIGINS = 60;
/** Weight that a non-overlapping origin has in the errors; about the last 20 count. */
const MEMORY = 0.05;
/** A series shorter than this has no past to test on: last value, no interval. */
const LEAST_HISTORY = 8;
/** Samples looked at, the newest ones: three weeks at a minute, fifteen at 5 minutes. */
const MOST_HISTORY = 30_240;
/** A rhythm has at least this many samples a cycle. */
const LEAST_CYCLE = 6;

/** What is known about a series beside its values. */
export interface ForecastOptions {
  /** Interval of the samples: without it no rhythm of the clock is tried. */
  readonly step?: Ms;
  /** Physical limits, to which everything is clipped. Default: none. */
  readonly min?: number;
  readonly max?: number;
  /** Ids of the forecasters to choose from. Default: all. */
  readonly methods?: readonly string[];
}

/** A forecast with intervals taken from back-test errors. Arrays have one entry per step ahead. */
export interface Forecast {
  /** Id of the forecaster with the largest share. */
  readonly method: string;
  /** Share of each forecaster in the blend, by id, largest first; those without any are left out. Sum 1. */
  readonly shares: ReadonlyMap<string, number>;
  readonly mean: Float64Array;
  /** Ends of the 80 % and 95 % intervals; NaN when the history is too short to tell. */
  readonly low80: Float64Array;
  readonly high80: Float64Array;
  readonly low95: Float64Array;
  readonly high95: Float64Array;
  /** Mean absolute back-test error of each forecaster's best variant, in the series' unit, by id; the newest errors count most. */
  readonly errors: ReadonlyMap<string, number>;
  /** The same of the blend as it was at each origin; NaN when there was no past to test on. */
  readonly error: number;
  /** The same of repeating the last value, from the same origins; NaN also when the last value was not among the methods. */
  readonly naiveError: number;
  /** Steps ahead that the past was long enough to test; beyond, the intervals are drawn on. 0 without any test. */
  readonly tested: number;
}

/**
 * Forecasts `horizon` steps beyond a regular history.
 * @param history oldest first, NaN a missing sample; only the newest 30,240 are looked at
 */
export function forecast(
  history: ArrayLike<number>,
  horizon: number,
  options: ForecastOptions = {},
): Forecast {
  const values = trim(history);
  const n = values.length;
  const mean = new Float64Array(horizon).fill(Number.NaN);
  const naive = FORECASTERS[0].id;
  if (n < LEAST_HISTORY) {
    mean.fill(clip(newestValue(values, n), options));
    const unknown = new Float64Array(horizon).fill(Number.NaN);
    return {
      method: naive,
      shares: new Map([[naive, 1]]),
      mean,
      low80: unknown,
      high80: unknown.slice(),
      low95: unknown.slice(),
      high95: unknown.slice(),
      errors: new Map(),
      error: Number.NaN,
      naiveError: Number.NaN,
      tested: 0,
    };
  }

  const candidates = startAll(values, options);
  const test = replay(values, horizon, candidates);
  const { weights } = test;
  const predicted = new Float64Array(candidates.length * horizon);
  predictAll(candidates, n, horizon, horizon, weights, predicted);
  weightedMedian(predicted, weights, horizon, horizon, mean);

  const ends = (end: number): Float64Array =>
    Float64Array.from(mean, (x, h) =>
      clip(
        test.cone === undefined ? Number.NaN : x + end * (test.cone.base + test.cone.growth * h),
        options,
      ),
    );
  const result = {
    shares: sharesOf(candidates, weights),
    low80: ends(test.cone?.low80 ?? Number.NaN),
    high80: ends(test.cone?.high80 ?? Number.NaN),
    low95: ends(test.cone?.low95 ?? Number.NaN),
    high95: ends(test.cone?.high95 ?? Number.NaN),
    errors: leastOf(candidates, test.errors),
    error: test.error,
    naiveError: test.naiveError,
    tested: test.tested,
  };
  for (let h = 0; h < horizon; h++) mean[h] = clip(mean[h], options);
  const [method = naive] = result.shares.keys();
  return { method, mean, ...result };
}

interface Candidate {
  readonly id: string;
  readonly walk: Walk;
}

function startAll(values: Float64Array, { step, methods }: ForecastOptions): readonly Candidate[] {
  const rhythms = rhythmsOf(step);
  const start = (list: readonly Forecaster[]): readonly Candidate[] =>
    list.flatMap((forecaster) =>
      forecaster.start(values, rhythms).map((walk) => ({ id: forecaster.id, walk })),
    );
  const chosen = start(FORECASTERS.filter(({ id }) => methods?.includes(id) ?? true));
  // Rhythms alone cannot continue a series that is too short for them: as before, the last value.
  return chosen.length > 0 ? chosen : start(FORECASTERS.slice(0, 1));
}

/** Reads on to `n` and predicts into rows of `stride`; candidates without weight only read. */
function predictAll(
  candidates: readonly Candidate[],
  n: number,
  steps: number,
  stride: number,
  weights: Float64Array | undefined,
  out: Float64Array,
): void {
  candidates.forEach(({ walk }, i) => {
    if (weights?.[i] === 0) return;
    walk.advance(n);
    walk.predict(steps, out.subarray(i * stride, i * stride + steps));
  });
}

/** Forecasts from successive origins and compares with what came. */
function replay(values: Float64Array, horizon: number, candidates: readonly Candidate[]) {
  const n = values.length;
  const reach = Math.max(1, Math.min(horizon, Math.floor(n / 4)));
  const room = n - reach - Math.max(4, Math.floor(Math.min(reach, n / 8)));
  const stride = Math.max(
    1,
    Math.min(reach, Math.max(Math.ceil(reach / 4), Math.ceil(room / (MOST_ORIGINS - 1)))),
  );
  const count = Math.min(MOST_ORIGINS, Math.floor(room / stride) + 1);
  const fade = (MEMORY * stride) / reach;

  const errors = new Float64Array(candidates.length);
  const weights = new Float64Array(candidates.length);
  const predicted = new Float64Array(candidates.length * reach);
  const blend = new Float64Array(reach);
  const residuals = makeResiduals(reach, count, fade);
  const ids = [...new Set(candidates.map(({ id }) => id))];
  const kinds = Uint8Array.from(candidates, ({ id }) => ids.indexOf(id));
  const shares: Float64Array[] = [];
  const naive = candidates.findIndex(({ id }) => id === FORECASTERS[0].id);
  let error = 0;
  let naiveError = 0;
  let seen = 0;
  for (let c = count - 1; c >= 0; c--) {
    const origin = n - reach - c * stride;
    predictAll(candidates, origin, reach, reach, undefined, predicted);
    const weight = Math.max(fade, 1 / (seen + 1));
    let known = 0;
    for (let h = 0; h < reach; h++) if (!Number.isNaN(values[origin + h])) known++;
    if (known === 0) continue;
    // The blend is judged with the weights it would have had then; the very first origin has none to judge by.
    if (seen > 0) {
      weigh(errors, weights);
      weightedMedian(predicted, weights, reach, reach, blend);
      let sum = 0;
      for (let h = 0; h < reach; h++) {
        blend[h] = values[origin + h] - blend[h];
        if (!Number.isNaN(blend[h])) sum += Math.abs(blend[h]);
      }
      error += Math.max(fade, 1 / seen) * (sum / known - error);
      residuals.add(blend);
      const mine = new Float64Array(ids.length);
      shareByKind(weights, kinds, mine);
      shares.push(mine);
    }
    for (let i = 0; i < candidates.length; i++) {
      let sum = 0;
      for (let h = 0; h < reach; h++) {
        const miss = Math.abs(values[origin + h] - predicted[i * reach + h]);
        if (!Number.isNaN(miss)) sum += miss;
      }
      errors[i] += weight * (sum / known - errors[i]);
      if (i === naive && seen > 0)
        naiveError += Math.max(fade, 1 / seen) * (sum / known - naiveError);
    }
    seen++;
  }
  weigh(errors, weights);
  const now = new Float64Array(ids.length);
  shareByKind(weights, kinds, now);
  // Errors made before a rhythm was known, say, are not those of a forecast that follows it.
  const likeness = Float64Array.from(shares, (then) => overlap(then, now));
  return {
    errors,
    weights,
    error: seen > 1 ? error : Number.NaN,
    naiveError: seen > 1 && naive >= 0 ? naiveError : Number.NaN,
    tested: seen > 1 ? reach : 0,
    cone: residuals.cone(((seen - 1) * stride) / reach, likeness),
  };
}

function rhythmsOf(step: Ms | undefined): Rhythms {
  const cycle = (length: Ms): number | undefined => {
    if (step === undefined || !(step > 0)) return undefined;
    const samples = Math.round(length / step);
    return samples >= LEAST_CYCLE ? samples : undefined;
  };
  return { hour: cycle(HOUR), day: cycle(DAY), week: cycle(WEEK) };
}

/** A copy of the newest samples that begins with a value. */
function trim(history: ArrayLike<number>): Float64Array {
  const n = history.length;
  let first = Math.max(0, n - MOST_HISTORY);
  while (first < n && Number.isNaN(history[first])) first++;
  return Float64Array.from({ length: n - first }, (_, k) => history[first + k]);
}

function clip(x: number, { min, max }: ForecastOptions): number {
  return Math.min(max ?? x, Math.max(min ?? x, x));
}

function sharesOf(candidates: readonly Candidate[], weights: Float64Array): Map<string, number> {
  let total = 0;
  for (const weight of weights) total += weight;
  const shares = new Map<string, number>();
  candidates.forEach(({ id }, i) => {
    if (weights[i] > 0) shares.set(id, (shares.get(id) ?? 0) + weights[i] / total);
  });
  return new Map([...shares].sort((a, b) => b[1] - a[1]));
}

function leastOf(candidates: readonly Candidate[], errors: Float64Array): Map<string, number> {
  const least = new Map<string, number>();
  candidates.forEach(({ id }, i) => {
    least.set(id, Math.min(least.get(id) ?? Number.POSITIVE_INFINITY, errors[i]));
  });
  return least;
}
