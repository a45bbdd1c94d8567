/** User demand: hours, days and weeks in Asia/Seoul (UTC+9, no summer time), smooth randomness, and what a scenario makes of it. */
import type { ScenarioId } from '../domain/session.ts';
import { type EpochMs, HOUR, MINUTE, type Ms } from '../domain/time.ts';
import { uniform } from '../numeric/hash.ts';
import { fbm, smoothstep, valueNoise } from '../numeric/noise.ts';

const ZONE: Ms = 9 * HOUR;
/** 1970-01-01 was a Thursday; hours since the Monday before. */
const EPOCH_HOUR_OF_WEEK = 3 * 24;
const HOURS_A_WEEK = 168;

/** Requests by hour of the Korean day over their mean. */
const DAY_SHAPE = [
  0.62, 0.48, 0.38, 0.33, 0.31, 0.35, 0.48, 0.7, 0.95, 1.18, 1.3, 1.32, 1.22, 1.26, 1.3, 1.3, 1.26,
  1.2, 1.14, 1.16, 1.2, 1.18, 1.05, 0.84,
] as const;
/** Monday to Sunday. */
const WEEK_SHAPE = [1.04, 1.06, 1.05, 1.04, 1.02, 0.82, 0.78] as const;

const WEEK_TABLE = Float64Array.from(
  { length: HOURS_A_WEEK },
  (_, hour) => DAY_SHAPE[hour % 24] * WEEK_SHAPE[Math.floor(hour / 24)],
);

/** Expected demand without randomness, 0.24 on a Sunday night to 1.4 on a Tuesday morning; Catmull–Rom between the hours. */
export function rhythm(t: EpochMs): number {
  const hours = (t + ZONE) / HOUR + EPOCH_HOUR_OF_WEEK;
  const whole = Math.floor(hours);
  const f = hours - whole;
  const i = ((whole % HOURS_A_WEEK) + HOURS_A_WEEK) % HOURS_A_WEEK;
  const a = WEEK_TABLE[(i + HOURS_A_WEEK - 1) % HOURS_A_WEEK];
  const b = WEEK_TABLE[i];
  const c = WEEK_TABLE[(i + 1) % HOURS_A_WEEK];
  const d = WEEK_TABLE[(i + 2) % HOURS_A_WEEK];
  return b + 0.5 * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)));
}

const BURST_WINDOW: Ms = 5 * MINUTE;

/**
 * Demand on a site at `t`, as a multiple of the mean: 0.25–1.6 in calm, up to about 3.5 under stress.
 * @param key the site's noise, an integer
 */
export function siteDemand(key: number, scenario: ScenarioId, t: EpochMs): number {
  const wander = 1 + 0.05 * fbm(key, t / (37 * MINUTE), 3);
  const calm = rhythm(t) * wander;
  if (scenario !== 'stress') return calm;
  return calm * (1.75 + 0.15 * valueNoise(key + 16, t / (12 * MINUTE)) + burst(key + 17, t));
}

/** One window in four holds a bump of 20–50 % that comes and goes within it. */
function burst(key: number, t: EpochMs): number {
  const window = Math.floor(t / BURST_WINDOW);
  if (uniform(key, window) > 0.25) return 0;
  const x = t / BURST_WINDOW - window;
  return (0.35 + 0.5 * uniform(key, window, 1)) * smoothstep(x * 5) * smoothstep((1 - x) * 3);
}

/** Nightly backup, 02:00–03:40 in Seoul: 0 outside, 1 in the middle; `offset` shifts it per server. */
export function nightlyBackup(t: EpochMs, offset: Ms): number {
  const local = (t + ZONE - offset) / HOUR;
  const hour = local - Math.floor(local / 24) * 24;
  return smoothstep((hour - 2) * 8) * smoothstep((3.667 - hour) * 8);
}
