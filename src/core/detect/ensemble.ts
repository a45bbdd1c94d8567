/**
 * The default detector: independent kinds of evidence per series — new territory, sudden jump, sustained shift — streaming,
 * in flat arrays. Scales are exponential mean deviations, clipped as Huber does (Ann. Math. Stat. 35(1), 1964).
 */
import type { Frame } from '../domain/frame.ts';
import { HOUR, MINUTE, type Ms } from '../domain/time.ts';
import { ewmaWeight } from '../numeric/streaming.ts';
import { type Detector, scoreOf } from './detector.ts';
import { makeLongMemory } from './long-memory.ts';

/** Samples before the first score; young limits are higher, twice the resting ones at 60 samples. */
const WARM_UP = 30;
const YOUTH = 60;
const FAST_WEIGHT = 0.3;
/** Memory of the deviations, in ticks. */
const SCALE_TICKS = 1000;
/** Limits of jump and shift in mean absolute deviations (1.25 of them make a standard deviation). */
const JUMP_LINE = 12;
const SHIFT_LINE = 8;
/** Distance from the present level at which new territory counts in full, in mean absolute deviations. */
const STANDOUT = 5;
/** How far one sample may pull a settled deviation, in deviations; less while the series is away from home. */
const CLIP = 20;
const CLIP_AWAY = 5;
/** Least deviation, as a share of the level: smaller movements are nobody's concern. */
const LEAST_SHARE = 0.01;
const EPSILON = 1e-9;
/** Weight of jump and shift while the value stays where the series has often been. */
const KNOWN_WEIGHT = 0.5;
/** How much each recent alarm of the same series raises its limits, and how long that lasts. */
const FATIGUE = 2;
const FATIGUE_TICKS = 3000;
/** Alarms closer than this are one alarm. */
const EPISODE_TICKS = 60;
/** Mean absolute deviation → standard deviation of a normal variate, √(π/2). */
const SD_PER_MAD = 1.2533141373155001;

/**
 * Makes the ensemble for `size` series sampled every `step` ms. A level that stays is normal after some minutes, and the way
 * back to the level before it is no alarm for four hours. 72 bytes a series and 178 for its long memory.
 */
export function ensemble(size: number, step: Ms): Detector {
  const slowTicks = Math.max(100, Math.min(300, (5 * MINUTE) / step));
  const slowWeight = ewmaWeight(slowTicks);
  const scaleWeight = ewmaWeight(SCALE_TICKS);
  const fatigueDecay = 1 - ewmaWeight(FATIGUE_TICKS);
  const gapTicks = Math.max(10, MINUTE / step);
  const homeTicks = Math.max(10 * slowTicks, (4 * HOUR) / step);

  const fast = new Float64Array(size);
  const slow = new Float64Array(size);
  const jumpScale = new Float64Array(size);
  const shiftScale = new Float64Array(size);
  const newest = new Float32Array(size);
  const seen = new Uint32Array(size);
  const lastTick = new Int32Array(size);
  const fatigue = new Float32Array(size);
  const alarmTick = new Int32Array(size);
  // Level and its margin before the newest departure; NaN when the series is at home.
  const home = new Float64Array(size);
  const margin = new Float64Array(size);
  const leftTick = new Int32Array(size);
  const memory = makeLongMemory(size, step);
  let start = Number.NaN;

  const reset = (): void => {
    jumpScale.fill(0);
    shiftScale.fill(0);
    newest.fill(Number.NaN);
    seen.fill(0);
    fatigue.fill(0);
    alarmTick.fill(-1_000_000);
    home.fill(Number.NaN);
    memory.reset();
    start = Number.NaN;
  };
  reset();

  /** Whether x lies on the way between the new level and home, or at home; snaps the level back when it has arrived. */
  const isOnWayHome = (i: number, x: number, tick: number): boolean => {
    if (tick - leftTick[i] > homeTicks) {
      home[i] = Number.NaN;
      return false;
    }
    const low = Math.min(slow[i], home[i]) - margin[i];
    const high = Math.max(slow[i], home[i]) + margin[i];
    const isHome = Math.abs(fast[i] - home[i]) <= margin[i];
    if (isHome && Math.abs(slow[i] - home[i]) > margin[i]) slow[i] = home[i];
    if (isHome && tick - alarmTick[i] > homeTicks / 4) home[i] = Number.NaN;
    return x >= low && x <= high && tick - leftTick[i] > EPISODE_TICKS / 4;
  };

  return {
    id: 'ensemble',
    reset,
    update(frame: Frame, scores: Float32Array): void {
      const values = frame.values;
      if (Number.isNaN(start)) start = frame.t;
      const tick = Math.round((frame.t - start) / step);
      for (let i = 0; i < size; i++) {
        const x = values[i];
        newest[i] = x;
        scores[i] = Number.NaN;
        if (!(Math.abs(x) < Number.POSITIVE_INFINITY)) continue;
        const n = seen[i]++;
        if (n === 0) {
          fast[i] = x;
          slow[i] = x;
        } else if (tick - lastTick[i] > gapTicks) {
          fast[i] = x; // After a gap there is no jump, at most a shift.
        }
        lastTick[i] = tick;

        const floor = LEAST_SHARE * Math.abs(slow[i]) + EPSILON;
        const jump = x - fast[i];
        const jumpUnit = jumpScale[i] + floor;
        fast[i] += Math.max(FAST_WEIGHT, 1 / (n + 1)) * jump;
        const shiftUnit = shiftScale[i] + floor;
        const jumped = Math.abs(jump) / (JUMP_LINE * jumpUnit);
        const shifted = Math.abs(fast[i] - slow[i]) / (SHIFT_LINE * shiftUnit);
        let evidence = (jumped > shifted ? jumped : shifted) / (1 + YOUTH / (n + 1));
        const unvisited = memory.update(i, x);
        if (memory.isKnown(i)) evidence *= KNOWN_WEIGHT;
        // A drift into new territory is slow weather; news must also stand out from the last minutes.
        const standout = Math.min(1, Math.abs(x - slow[i]) / (STANDOUT * shiftUnit));
        const news = unvisited * standout * standout;
        if (news > evidence) evidence = news;

        const isAway = !Number.isNaN(home[i]);
        if (isAway && isOnWayHome(i, x, tick)) evidence = 0;
        // An alarm must not tire itself: its own share of the fatigue waits for the next one.
        const isSame = tick - alarmTick[i] <= EPISODE_TICKS;
        evidence /= 1 + FATIGUE * Math.max(0, isSame ? fatigue[i] - 1 : fatigue[i]);
        fatigue[i] *= fatigueDecay;
        if (n >= WARM_UP) {
          scores[i] = scoreOf(evidence);
          if (evidence > 1) {
            if (!isSame) fatigue[i] += 1;
            if (Number.isNaN(home[i])) {
              home[i] = slow[i];
              margin[i] = 4 * shiftUnit;
              leftTick[i] = tick;
            }
            alarmTick[i] = tick;
          }
        }

        const clip = n < WARM_UP ? Number.POSITIVE_INFINITY : isAway ? CLIP_AWAY : CLIP;
        const weight = Math.max(scaleWeight, 1 / (n + 1));
        jumpScale[i] += weight * (Math.min(Math.abs(jump), clip * jumpUnit) - jumpScale[i]);
        const shift = x - slow[i];
        shiftScale[i] += weight * (Math.min(Math.abs(shift), clip * shiftUnit) - shiftScale[i]);
        slow[i] += Math.max(slowWeight, 1 / (n + 1)) * shift;
      }
    },
    expected(i) {
      if (seen[i] <= WARM_UP) return [Number.NaN, Number.NaN];
      const reach = 3 * SD_PER_MAD * (shiftScale[i] + LEAST_SHARE * Math.abs(slow[i]) + EPSILON);
      return [slow[i] - reach, slow[i] + reach];
    },
    sigma(i) {
      if (seen[i] <= WARM_UP) return Number.NaN;
      const deviation = shiftScale[i] + LEAST_SHARE * Math.abs(slow[i]) + EPSILON;
      return (newest[i] - slow[i]) / (SD_PER_MAD * deviation);
    },
  };
}
