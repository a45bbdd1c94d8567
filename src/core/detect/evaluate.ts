/**
 * How good detection is on labelled data: alarms against windows, without point adjustment. Intervals: Wilson, J. Am. Stat. Assoc.
 * 22(158), 1927, for ratios; Byar's approximation (Breslow & Day, IARC 82, 1987) for Poisson counts.
 */
import { DAY, type EpochMs, HOUR, MINUTE, type Ms } from '../domain/time.ts';
import { exp } from '../numeric/elementary.ts';
import { medianInPlace } from '../numeric/streaming.ts';

/** After an alarm its unit can raise no other for this long: one interruption, not twenty. */
const MUTE: Ms = 5 * MINUTE;
/** An alarm that never ends is counted again this often, so that nobody wins by ringing all day. */
const REPEAT: Ms = HOUR;
/** Two-sided 95 %. */
const Z = 1.959963984540054;

/** One interruption of a person by one unit: a server, or the one server a file stands for. */
export interface Alarm {
  readonly unit: number;
  /** The tick at which it was raised, not the earlier one at which it is thought to have begun. */
  readonly t: EpochMs;
  /** An old alarm rings on. It can be false, but it tells nothing new and finds nothing. */
  readonly isRepeat: boolean;
}

/** A stretch of a unit's time that is not calm. Ends are inclusive. */
export interface Window {
  /** What happened: fault kind, or one name for all of a file's labels. */
  readonly kind: string;
  readonly unit: number;
  readonly start: EpochMs;
  /** Alarms up to here find it. */
  readonly end: EpochMs;
  /** Alarms up to here are no false alarms: recovery. At least `end`. */
  readonly until: EpochMs;
  /** False: the unit only feels what happened to another. Alarms are neither right nor wrong there. */
  readonly isTarget: boolean;
}

/** What one run of a detector over labelled data came to. */
export interface Tally {
  /** Per target window, in input order: the alarm that found it; NaN where none did. */
  readonly foundAt: Float64Array;
  readonly falseAlarms: number;
  /** Unit-time outside all windows. */
  readonly calm: Ms;
}

/** Turns open episodes into alarms, tick by tick. */
export interface AlarmBook {
  /** @param open number of open episodes per unit */
  step(t: EpochMs, open: ArrayLike<number>): void;
  /** So far, by time. */
  readonly alarms: readonly Alarm[];
}

/**
 * Makes an alarm book. A unit rings when an episode opens on it, at most every five minutes: what opens meanwhile rings
 * afterwards, if it is still open. While episodes stay open it rings again every hour. An episode that opens in the very
 * tick another closes goes unnoticed.
 */
export function makeAlarmBook(units: number): AlarmBook {
  const before = new Uint16Array(units);
  /** An episode opened while the unit was muted and may still be open. */
  const waits = new Uint8Array(units);
  const rang = new Float64Array(units).fill(Number.NEGATIVE_INFINITY);
  const alarms: Alarm[] = [];
  return {
    alarms,
    step(t, open) {
      for (let unit = 0; unit < units; unit++) {
        const now = open[unit];
        if (now > before[unit]) waits[unit] = 1;
        before[unit] = now;
        if (now === 0) waits[unit] = 0;
        if (now === 0) continue;
        const isNew = waits[unit] === 1;
        if (t - rang[unit] < (isNew ? MUTE : REPEAT)) continue;
        alarms.push({ unit, t, isRepeat: !isNew });
        rang[unit] = t;
        waits[unit] = 0;
      }
    },
  };
}

/**
 * Holds alarms against windows. A target window is found by the first new alarm of its unit inside it; further ones there count
 * neither way. An alarm outside all windows of its unit is false.
 * @param observed per unit, the first and last instant it was watched
 */
export function evaluate(
  alarms: readonly Alarm[],
  windows: readonly Window[],
  observed: readonly (readonly [from: EpochMs, to: EpochMs])[],
): Tally {
  const targets = windows.filter((window) => window.isTarget);
  const foundAt = new Float64Array(targets.length).fill(Number.NaN);
  const byUnit = observed.map((_, unit) => windows.filter((window) => window.unit === unit));
  let falseAlarms = 0;
  for (const { unit, t, isRepeat } of alarms) {
    let isCalm = true;
    for (const window of byUnit[unit]) if (t >= window.start && t <= window.until) isCalm = false;
    if (isCalm) falseAlarms++;
    if (isRepeat) continue;
    targets.forEach((window, k) => {
      const isInside = window.unit === unit && t >= window.start && t <= window.end;
      if (isInside && !(foundAt[k] <= t)) foundAt[k] = t;
    });
  }
  let calm = 0;
  observed.forEach(([from, to], unit) => {
    calm += Math.max(0, to - from) - covered(byUnit[unit], from, to);
  });
  return { foundAt, falseAlarms, calm };
}

/** Length of [from, to] that windows cover, overlaps once. */
function covered(windows: readonly Window[], from: EpochMs, to: EpochMs): Ms {
  let sum = 0;
  let reached = from;
  for (const window of [...windows].sort((a, b) => a.start - b.start)) {
    const start = Math.max(reached, window.start);
    const end = Math.min(to, window.until);
    if (end <= start) continue;
    sum += end - start;
    reached = end;
  }
  return sum;
}

/** A figure with its 95 % interval. All NaN when nothing was observed. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const UNKNOWN: Estimate = { value: Number.NaN, low: Number.NaN, high: Number.NaN };

/** Share of `hits` in `of` with Wilson's score interval, which stays inside [0, 1] and is honest for few cases. */
export function ratio(hits: number, of: number): Estimate {
  if (!(of > 0)) return UNKNOWN;
  const value = hits / of;
  const z2 = Z * Z;
  const centre = (value + z2 / (2 * of)) / (1 + z2 / of);
  const reach = (Z / (1 + z2 / of)) * Math.sqrt((value * (1 - value)) / of + z2 / (4 * of * of));
  return {
    value,
    low: hits === 0 ? 0 : Math.max(0, centre - reach),
    high: hits === of ? 1 : Math.min(1, centre + reach),
  };
}

/** Events per unit of exposure with Byar's interval for a Poisson count; it supposes that events come one by one. */
export function rate(events: number, exposure: number): Estimate {
  if (!(exposure > 0)) return UNKNOWN;
  const bound = (n: number, z: number): number => {
    const root = 1 - 1 / (9 * n) + z / (3 * Math.sqrt(n));
    return root <= 0 ? 0 : n * root * root * root;
  };
  return {
    value: events / exposure,
    low: events === 0 ? 0 : bound(events, -Z) / exposure,
    high: bound(events + 1, Z) / exposure,
  };
}

/**
 * Share of windows a detector would find by luck alone: with alarms thrown at the measured false-alarm rate, regardless of
 * what happens. 0 for no windows.
 * @param perDay false alarms per day of one unit
 */
export function luck(windows: readonly Pick<Window, 'start' | 'end'>[], perDay: number): number {
  let sum = 0;
  for (const { start, end } of windows) sum += 1 - exp((-perDay * (end - start)) / DAY);
  return windows.length > 0 ? sum / windows.length : 0;
}

/** Median of delays in ms; NaN for none. */
export function medianDelay(delays: readonly number[]): number {
  const sorted = [...delays];
  return medianInPlace(sorted, sorted.length);
}
