/**
 * Long-memory evidence of the ensemble: new territory of bucketed values on three views — the value, its distance from the
 * rhythm of day and week, and its smoothed level — muted while the memory is young.
 */
import { DAY, type EpochMs, HOUR, type Ms, SECOND } from '../domain/time.ts';
import { makeTerritory } from './territory.ts';

/** Shortest bucket: at 1 Hz a young stream makes every sample "new". */
const BUCKET: Ms = 10 * SECOND;
/** Buckets a series must have been seen before its memory says anything; more at fast steps. */
const MUTE = 200;
const MUTE_FAST = 1000;
/** Distance from known territory that counts as one limit in a very old memory, in units of the robust range. */
const LINE = 0.017;
/** Buckets at which the limit has come down to twice its resting value: records are common in a young stream. */
const AGE = 1500;
/** The same at coarse steps, at least: what a series does it does by the day. */
const AGE_COARSE: Ms = 5 * DAY;
/** At coarse steps the rhythm counts in full from this age on: a day after the first is new to it, and so is the first weekend. */
const RHYTHM_AGE: Ms = 7 * DAY;
/** Weights of the views beside the value's 1. */
const RHYTHM_WEIGHT = 0.8;
const LEVEL_WEIGHT = 1.2;
/** Buckets the smoothed level remembers. */
const LEVEL_BUCKETS = 20;
/** Hours of the day, known apart for Monday to Friday and for the weekend (UTC); how much of one's profile a visit renews. */
const HOURS = 24;
const CELLS = 2 * HOURS;
const WEEK = 7;
const WORKDAYS = 5;
const RENEWAL = 0.1;
/** Movement that is nobody's concern, as a share of the level. */
const LEAST_SHARE = 0.01;
const EPSILON = 1e-9;
const VIEWS = 3;

/** Which view of a series was newest territory. */
export type View = 0 | 1 | 2;
export const VALUE: View = 0;
export const RHYTHM: View = 1;
export const LEVEL: View = 2;

/** Where each series has been, in buckets of at least 10 s. */
export interface LongMemory {
  /**
   * Takes one finite sample and returns the newest bucket's evidence: 0 inside known territory or muted, 1 at the limit.
   * @param t time of the sample, from which the hour and the weekday (UTC) are taken
   */
  update(i: number, t: EpochMs, x: number): number;
  /** The view behind the newest evidence of series `i`. */
  view(i: number): View;
  /** Known range beside which the newest evidence above 0 lay, by that view, in the metric's unit; both NaN when there was none. */
  expected(i: number): readonly [low: number, high: number];
  /** How much of the mute is over, 0–1; 1 when the memory speaks. */
  warmth(i: number): number;
  reset(): void;
}

/** Whether samples come so fast that a young stream drifts into new territory all the time, and their averages are calm. */
export function isFastStep(step: Ms): boolean {
  return step < 30 * SECOND;
}

/** Samples per bucket at this step. */
export function samplesPerBucket(step: Ms): number {
  return Math.max(1, Math.min(1000, Math.round(BUCKET / step)));
}

/** Makes an empty long memory for `size` series sampled every `step` ms: about 780 bytes a series. */
export function makeLongMemory(size: number, step: Ms): LongMemory {
  const perBucket = samplesPerBucket(step);
  const isFast = isFastStep(step);
  const mute = isFast ? MUTE_FAST : MUTE;
  // In buckets; seconds apart, news must stand out from the last minutes as well, and days need not be waited for.
  const age = isFast ? AGE : Math.max(AGE, AGE_COARSE / (perBucket * step));
  const rhythmAge = isFast ? 1 : RHYTHM_AGE / (perBucket * step);
  const renewal = Math.min(1, (RENEWAL * perBucket * step) / HOUR);
  const territory = makeTerritory(size * VIEWS);
  const sum = new Float64Array(size);
  const filled = new Uint16Array(size);
  const bucket = new Float32Array(size);
  const level = new Float64Array(size);
  const profile = new Float32Array(size * CELLS);
  const visits = new Uint16Array(size * CELLS);
  const low = new Float32Array(size);
  const high = new Float32Array(size);
  const evidence = new Float32Array(size);
  const view = new Uint8Array(size);
  const buckets = new Uint32Array(size);

  const reset = (): void => {
    territory.reset();
    sum.fill(0);
    evidence.fill(0);
    view.fill(0);
    bucket.fill(Number.NaN);
    profile.fill(Number.NaN);
    visits.fill(0);
    low.fill(Number.NaN);
    high.fill(Number.NaN);
    buckets.fill(0);
    // Buckets of neighbouring series end on different ticks, so that no tick pays for all of them.
    for (let i = 0; i < size; i++) filled[i] = i % perBucket;
  };
  reset();

  /** Cell of the hour that begins `whole` hours after the epoch (a Thursday): by hour, days of work and weekends apart. */
  const cellOf = (i: number, whole: number): number => {
    const hour = ((whole % HOURS) + HOURS) % HOURS;
    const weekday = (((Math.floor(whole / HOURS) + 3) % WEEK) + WEEK) % WEEK;
    return i * CELLS + (weekday < WORKDAYS ? hour : HOURS + hour);
  };

  /** What this time has been like: the hour's profile, faded into its neighbour's; NaN in an hour never seen. */
  const usual = (i: number, t: EpochMs): number => {
    const clock = t / HOUR;
    const whole = Math.floor(clock);
    const part = clock - whole;
    const own = profile[cellOf(i, whole)];
    const next = profile[cellOf(i, part >= 0.5 ? whole + 1 : whole - 1)];
    const share = Math.abs(part - 0.5);
    return Number.isNaN(next) ? own : own + share * (next - own);
  };

  const learn = (i: number, t: EpochMs, x: number): void => {
    const at = cellOf(i, Math.floor(t / HOUR));
    const n = visits[at] < 65_535 ? ++visits[at] : visits[at];
    // A plain mean at first, then the newest days count most.
    profile[at] = n === 1 ? x : profile[at] + Math.max(1 / n, renewal) * (x - profile[at]);
  };

  const remember = (i: number, which: View, offset: number): void => {
    view[i] = which;
    low[i] = territory.knownLow() + offset;
    high[i] = territory.knownHigh() + offset;
  };

  /** Judges one full bucket. */
  const judge = (i: number, t: EpochMs, x: number): number => {
    const n = ++buckets[i];
    level[i] = n === 1 ? x : level[i] + Math.max(1 / LEVEL_BUCKETS, 1 / n) * (x - level[i]);
    const least = LEAST_SHARE * Math.abs(level[i]) + EPSILON;
    const row = i * VIEWS;
    let strongest = territory.visit(row + VALUE, x, LEAST_SHARE * Math.abs(x) + EPSILON, true);
    if (strongest > 0) remember(i, VALUE, 0);
    const expectation = usual(i, t);
    if (!Number.isNaN(expectation)) {
      const trust = n < rhythmAge ? n / rhythmAge : 1;
      const apart = territory.visit(row + RHYTHM, x - expectation, least, false);
      const distance = RHYTHM_WEIGHT * trust * trust * apart;
      if (distance > strongest) {
        strongest = distance;
        remember(i, RHYTHM, expectation);
      }
    }
    learn(i, t, x);
    const distance = LEVEL_WEIGHT * territory.visit(row + LEVEL, level[i], least, true);
    if (distance > strongest) {
      strongest = distance;
      remember(i, LEVEL, 0);
    }
    return n < mute ? 0 : strongest / (LINE * (1 + age / n));
  };

  return {
    update(i, t, x) {
      sum[i] += x;
      if (++filled[i] < perBucket) return evidence[i];
      // The first bucket may hold fewer samples, by the stagger.
      const samples = buckets[i] === 0 ? perBucket - (i % perBucket) : perBucket;
      bucket[i] = sum[i] / samples;
      sum[i] = 0;
      filled[i] = 0;
      evidence[i] = judge(i, t, bucket[i]);
      return evidence[i];
    },
    view: (i) => view[i] as View,
    expected: (i) => [low[i], high[i]],
    warmth: (i) => Math.min(1, buckets[i] / mute),
    reset,
  };
}
