/** Effects of faults as numbers: one row of channels per server, how rows of several faults join, and a fault's strength over time. */
import { type EpochMs, type Ms, SECOND } from '../domain/time.ts';
import { smoothstep, valueNoise } from '../numeric/noise.ts';
import type { Effect, FaultKind } from './faults.ts';
import { combine } from './physics.ts';

/** Columns of an effect row; meaning and units as in `Effect`. */
export const FX = {
  cpu: 0,
  memory: 1,
  disk: 2,
  io: 3,
  errors: 4,
  slow: 5,
  demand: 6,
  wait: 7,
  tail: 8,
  net: 9,
  heat: 10,
  dark: 11,
} as const;
export const CHANNELS = 12;
/** Columns before this one are ratios that join by `combine`, the others add; `dark` takes the larger. */
const JOINED = 5;

/** Level of a climbing fault at which callers begin to notice. */
const NEARLY_FULL = 0.8;

/** Values of the `dark` channel. */
export const SILENT = 1;
export const GONE = 2;

/** A fault that was aimed, timed and spread: its rows say what each server it reaches suffers at full strength. */
export interface Fault {
  readonly kind: FaultKind;
  readonly target: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** Key of its noise. */
  readonly key: number;
  /** Last instant at which any server feels it. */
  readonly until: EpochMs;
  /** Servers it reaches, ascending; `delays` in ms and `rows` [reached][CHANNELS] go with it. */
  readonly reached: Int32Array;
  readonly delays: Float64Array;
  readonly rows: Float64Array;
}

/** Writes an effect into an empty row at `offset`. */
export function writeEffect(
  effect: Effect,
  dark: FaultKind['dark'],
  rows: Float64Array,
  offset: number,
): void {
  for (const [name, value] of Object.entries(effect))
    rows[offset + FX[name as keyof Effect]] = value;
  rows[offset + FX.dark] = dark === 'gone' ? GONE : dark === 'silent' ? SILENT : 0;
}

/** Ms until a fault shows at a server that is `delay` ms of hops away: queues at its source must fill before others wait. */
export function lateness(kind: FaultKind, delay: Ms): Ms {
  return delay > 0 ? delay + 0.4 * kind.ramp : 0;
}

/** Strength of a fault at `t`, `delay` ms of hops away: 0 before, up to 1, back to 0. What arrives later also comes slower. */
export function strength(
  kind: FaultKind,
  key: number,
  start: EpochMs,
  end: EpochMs,
  delay: Ms,
  t: EpochMs,
): number {
  const late = lateness(kind, delay);
  const age = t - start - late;
  if (age <= 0 || end <= start) return 0;
  const lasted = Math.min(age, end - start);
  let level: number;
  if (kind.shape === 'climb') {
    const left = 1 - lasted / (end - start);
    level = 1 - left * left;
    // What fills up hurts others only once it is nearly full.
    if (delay > 0) level = smoothstep((level - NEARLY_FULL) / (1 - NEARLY_FULL));
  } else {
    level = smoothstep(lasted / (kind.ramp + delay / 2));
    if (kind.shape === 'pulse')
      level *= 0.825 + 0.175 * valueNoise(key, (t - late) / (45 * SECOND));
  }
  const over = t - end - late;
  return over <= 0 ? level : level * (1 - smoothstep(over / (kind.recovery + delay / 2)));
}

/** Adds what `fault` does at `t` to its `i`-th reached server onto the row at `offset` of `out`. Nothing is allocated. */
export function addEffect(
  fault: Fault,
  i: number,
  t: EpochMs,
  out: Float64Array,
  offset: number,
): void {
  const row = i * CHANNELS;
  const rows = fault.rows;
  const dark = rows[row + FX.dark];
  // Darkness has no ramp: the plug is in or out.
  if (dark > out[offset + FX.dark] && t >= fault.start && t < fault.end)
    out[offset + FX.dark] = dark;
  const level = strength(fault.kind, fault.key, fault.start, fault.end, fault.delays[i], t);
  if (level === 0) return;
  for (let c = 0; c < JOINED; c++)
    out[offset + c] = combine(out[offset + c], level * rows[row + c]);
  for (let c = JOINED; c < FX.dark; c++) out[offset + c] += level * rows[row + c];
}

/** Position of server `s` among those a fault reaches, −1 when it does not. */
export function reachedAt(fault: Fault, s: number): number {
  let low = 0;
  let high = fault.reached.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = fault.reached[middle];
    if (found === s) return middle;
    if (found < s) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
