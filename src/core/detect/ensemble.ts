/**
 * The default detector: independent kinds of evidence per series — new territory, sudden jump, sustained shift — streaming,
 * in flat arrays. One configuration for every series; what was measured stands in tests/bench.
 */
import type { Frame } from '../domain/frame.ts';
import { DAY, type EpochMs, MINUTE, type Ms } from '../domain/time.ts';
import { ewmaWeight } from '../numeric/streaming.ts';
import { type Detector, type EvidenceKind, residualOf, scoreOf } from './detector.ts';
import { isFastStep, makeLongMemory, samplesPerBucket } from './long-memory.ts';
import { makeUsualBand, NEW_NORMAL } from './usual-band.ts';

/** Samples before the first score; young limits are higher, twice the resting ones at 60 samples. */
const WARM_UP = 30;
const YOUTH = 60;
/** Weight of the newest sample in the fast average. */
const FAST_WEIGHT = 0.4;
/** Memory of the deviations, in ticks. */
const SCALE_TICKS = 1000;
/** Limits of jump and shift in standard deviations, and the units their strength is ranked in. */
const JUMP_LINE = 12;
const SHIFT_LINE = 12;
const DRIFT_LINE = 12;
/** The same at fast steps, where averages are calmer. */
const SHIFT_LINE_FAST = 6;
const DRIFT_LINE_FAST = 8;
/** Least deviation a drift is measured in, as a share of the level. */
const DRIFT_SHARE = 0.005;
/** Distance from the present level at which fast samples' new territory counts in full, in standard deviations. */
const STANDOUT = 5;
/** Jump at which other new territory counts in full on a series' first day, in standard deviations: not far from a jump's own limit. */
const SUDDEN = 9;
const JUMP_UNIT = 2 * JUMP_LINE;
const SHIFT_UNIT = 12;
/** How far one sample may pull a settled deviation, in deviations (Huber, Ann. Math. Stat. 35(1), 1964). */
const CLIP = 50;
/** Least deviation, as a share of the level. */
const LEAST_SHARE = 0.005;
const EPSILON = 1e-9;
/** New territory alone is worth little more than the limit; beyond that, jump or shift must bear it out. */
const LONE_TERRITORY = 1.1;
/** Evidence that is strong but crosses no limit stays just below it. */
const NEARLY = 0.97;
/** How much each recent alarm of the same series raises its limits, in buckets' half-life. */
const TERRITORY_FATIGUE = 1;
const MOTION_FATIGUE = 0.5;
const FATIGUE_BUCKETS = 3000;
/** Alarms closer than this many buckets are one alarm. */
const EPISODE_BUCKETS = 60;
/** The way home is no alarm once a departure is this many ticks old. */
const LEAVE_TICKS = 15;

/** Codes of `EvidenceKind` in the state. */
const KINDS: readonly EvidenceKind[] = ['territory', 'rhythm', 'level', 'jump', 'shift'];
const JUMP = 3;
const SHIFT = 4;

/**
 * Makes the ensemble for `size` series sampled every `step` ms. A level that stays raises no further alarm after some minutes,
 * and the way back to the level before it is none for four hours; for as long what is expected stays as it was, then the level
 * is the new normal. 925 bytes a series, its long memory included.
 */
export function ensemble(size: number, step: Ms): Detector {
  const slowTicks = Math.max(100, Math.min(300, (5 * MINUTE) / step));
  const slowWeight = ewmaWeight(slowTicks);
  const scaleWeight = ewmaWeight(SCALE_TICKS);
  const perBucket = samplesPerBucket(step);
  const isFast = isFastStep(step);
  const shiftLine = isFast ? SHIFT_LINE_FAST : SHIFT_LINE;
  const driftLine = isFast ? DRIFT_LINE_FAST : DRIFT_LINE;
  const fatigueDecay = 1 - Math.LN2 / (FATIGUE_BUCKETS * perBucket);
  const episodeTicks = EPISODE_BUCKETS * perBucket;
  const gapTicks = Math.max(10, MINUTE / step);
  const homeTicks = NEW_NORMAL / step;
  const dayTicks = DAY / step;

  const fast = new Float64Array(size);
  const slow = new Float64Array(size);
  const jumpVariance = new Float64Array(size);
  const shiftVariance = new Float64Array(size);
  // The shift's deviation as it was some time ago: a slow ramp must not be its own measure.
  const calmShift = new Float64Array(size);
  const newest = new Float32Array(size);
  const seen = new Uint32Array(size);
  const lastTick = new Int32Array(size);
  const fatigue = new Float32Array(size);
  const alarmTick = new Int32Array(size);
  // Level and its margin before the newest departure; NaN when the series is at home.
  const home = new Float64Array(size);
  const margin = new Float64Array(size);
  const leftTick = new Int32Array(size);
  // For the reason: strongest evidence, the range jump or shift would have let pass, and when the anomaly began.
  const kind = new Uint8Array(size);
  const strength = new Float32Array(size);
  const middle = new Float32Array(size);
  const reach = new Float32Array(size);
  const since = new Float64Array(size);
  const moved = new Float32Array(size);
  const wandered = new Float32Array(size);
  const memory = makeLongMemory(size, step);
  const band = makeUsualBand(size, step, slowTicks);
  let start = Number.NaN;

  const reset = (): void => {
    jumpVariance.fill(0);
    shiftVariance.fill(0);
    calmShift.fill(0);
    newest.fill(Number.NaN);
    seen.fill(0);
    fatigue.fill(0);
    alarmTick.fill(-1_000_000_000);
    home.fill(Number.NaN);
    strength.fill(0);
    since.fill(Number.NaN);
    moved.fill(0);
    wandered.fill(0);
    memory.reset();
    band.reset();
    start = Number.NaN;
  };
  reset();

  const floorOf = (i: number): number => LEAST_SHARE * Math.abs(slow[i]) + EPSILON;

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
    return x >= low && x <= high && tick - leftTick[i] > LEAVE_TICKS;
  };

  /** Remembers that series `i` is anomalous now. */
  const raise = (i: number, t: EpochMs, tick: number, unit: number): void => {
    if (tick - alarmTick[i] > episodeTicks) fatigue[i] += 1;
    if (Number.isNaN(home[i])) {
      home[i] = slow[i];
      margin[i] = 4 * unit;
      leftTick[i] = tick;
    }
    if (Number.isNaN(since[i])) since[i] = t;
    alarmTick[i] = tick;
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
        moved[i] = 0;
        wandered[i] = 0;
        if (!(Math.abs(x) < Number.POSITIVE_INFINITY)) continue;
        const n = seen[i]++;
        if (n === 0) {
          fast[i] = x;
          slow[i] = x;
        } else if (tick - lastTick[i] > gapTicks) {
          fast[i] = x; // After a gap there is no jump, at most a shift.
        }
        lastTick[i] = tick;

        const floor = floorOf(i);
        const jump = x - fast[i];
        const jumpUnit = Math.sqrt(jumpVariance[i]) + floor;
        const before = fast[i];
        fast[i] += Math.max(FAST_WEIGHT, 1 / (n + 1)) * jump;
        const shift = fast[i] - slow[i];
        const shiftUnit = Math.sqrt(shiftVariance[i]) + floor;
        const isReturn = !Number.isNaN(home[i]) && isOnWayHome(i, x, tick);
        const jumped = isReturn ? 0 : Math.abs(jump) / jumpUnit;
        const shifted = isReturn ? 0 : Math.abs(shift) / shiftUnit;
        let unvisited = memory.update(i, frame.t, x);

        // Limits rise with recent alarms; an alarm's own share counts at once, so that a longer one must grow to go on.
        const tired = fatigue[i] * fatigueDecay;
        fatigue[i] = tired;
        unvisited /= 1 + TERRITORY_FATIGUE * tired;
        if (isFast) {
          // Seconds apart, a drift into new territory is slow weather: news must also stand out from the last minutes.
          const standout =
            Math.abs(x - slow[i]) /
            (STANDOUT * (Math.sqrt(jumpVariance[i] + shiftVariance[i]) + floor));
          if (standout < 1) unvisited *= standout * standout;
        } else if (n < dayTicks) {
          // Before a whole day was seen its rhythm is all news: only what also comes suddenly is any.
          const sudden = jumped / SUDDEN;
          if (sudden < 1) unvisited *= sudden * sudden;
        }
        const young = 1 + YOUTH / (n + 1);
        const limit = young * (1 + MOTION_FATIGUE * tired);
        const driftUnit = calmShift[i] + DRIFT_SHARE * Math.abs(slow[i]) + EPSILON;
        const drifted = isReturn ? 0 : Math.abs(shift) / driftUnit;
        const motion = Math.max(
          jumped / (JUMP_LINE * limit),
          shifted / (shiftLine * limit),
          drifted / (driftLine * limit),
        );
        const isAlarm = unvisited >= 1 || motion >= 1;

        // How strong: rank by motion, and by new territory as far as motion bears it out.
        const jumpStrength = jumped / JUMP_UNIT;
        const shiftStrength = shifted / SHIFT_UNIT;
        let evidence = Math.min(unvisited, Math.max(LONE_TERRITORY, motion));
        let which = memory.view(i) as number;
        const motionStrength = Math.sqrt(
          jumpStrength * jumpStrength + shiftStrength * shiftStrength,
        );
        if (motionStrength >= evidence || (isAlarm && unvisited < 1)) {
          evidence = motionStrength;
          // What begins suddenly is told as a jump.
          which = jumpStrength > shiftStrength || jumped >= JUMP_LINE ? JUMP : SHIFT;
        }
        evidence = isAlarm ? Math.max(1, evidence) : Math.min(NEARLY, evidence);

        kind[i] = which;
        strength[i] = evidence;
        // The range must not know the sample it is held against.
        if (which === JUMP) {
          middle[i] = before;
          reach[i] = JUMP_LINE * jumpUnit;
        } else {
          middle[i] = slow[i];
          reach[i] = Math.min(shiftLine * shiftUnit, driftLine * driftUnit);
        }
        if (n >= WARM_UP) {
          scores[i] = scoreOf(evidence);
          moved[i] = Math.abs(jump) / jumpUnit;
          wandered[i] = drifted;
          if (isAlarm) raise(i, frame.t, tick, shiftUnit);
          else if (
            !Number.isNaN(since[i]) &&
            tick - alarmTick[i] > perBucket &&
            !band.isFar(i, x, fast[i])
          )
            since[i] = Number.NaN;
        }

        band.update(i, n, tick, x, fast[i], n >= WARM_UP && isAlarm);
        const clip = n < WARM_UP ? Number.POSITIVE_INFINITY : CLIP;
        const weight = Math.max(scaleWeight, 1 / (n + 1));
        const jumpPull = Math.min(Math.abs(jump), clip * jumpUnit);
        jumpVariance[i] += weight * (jumpPull * jumpPull - jumpVariance[i]);
        const shiftPull = Math.min(Math.abs(shift), clip * shiftUnit);
        shiftVariance[i] += weight * (shiftPull * shiftPull - shiftVariance[i]);
        calmShift[i] += weight * (Math.sqrt(shiftVariance[i]) - calmShift[i]);
        slow[i] += Math.max(slowWeight, 1 / (n + 1)) * (x - slow[i]);
      }
    },
    expected: (i) => (seen[i] <= WARM_UP ? [Number.NaN, Number.NaN] : band.range(i)),
    sigma: (i) => (seen[i] <= WARM_UP ? Number.NaN : band.sigma(i, newest[i])),
    motion: (i) => moved[i],
    drift: (i) => wandered[i],
    isAway: (i) => band.isFar(i, newest[i], fast[i]),
    explain(i) {
      const x = newest[i];
      if (seen[i] <= WARM_UP || Number.isNaN(x)) return undefined;
      const [low, high] =
        kind[i] < JUMP ? memory.expected(i) : [middle[i] - reach[i], middle[i] + reach[i]];
      return {
        kind: KINDS[kind[i]],
        strength: strength[i],
        low,
        high,
        residual: residualOf(x, low, high),
        since: Number.isNaN(since[i]) ? undefined : since[i],
      };
    },
    warmth(i) {
      if (seen[i] <= WARM_UP) return (0.5 * seen[i]) / (WARM_UP + 1);
      return 0.5 + 0.5 * memory.warmth(i);
    },
  };
}
