/** What a cell of the fleet map is coloured by: health keeps to statuses, everything else to eight heat steps. */

import type { Fleet, Server } from '../../../core/domain/fleet.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';
import type { Engine } from '../../engine.tsx';

/** `health` or the id of a metric of the fleet. */
export type Mode = string;
/** The modes beside the map's title; all others are in its menu. */
export const MODES = ['health', 'cpu', 'memory', 'disk', 'latency_p95'] as const;
/** Number of heat steps. */
export const STEPS = 8;

const doubling = (first: number): readonly number[] =>
  [1, 2, 4, 8, 16, 32, 64].map((k) => first * k);
const even = (first: number, by: number): readonly number[] =>
  [0, 1, 2, 3, 4, 5, 6].map((k) => first + k * by);
const EIGHTHS = even(0.125, 0.125);
const MEGABIT = 125_000;
/** Upper limits of the first seven steps of what is no plain share, in the metric's unit. They do not move with the data: a colour means the same at every instant. */
const LIMITS: Readonly<Record<string, readonly number[]>> = {
  latency: doubling(0.025),
  latency_p95: doubling(0.05),
  error_ratio: [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2],
  net_in: doubling(8 * MEGABIT),
  net_out: doubling(8 * MEGABIT),
  request_rate: doubling(16),
  load: doubling(0.5),
  temperature: even(21, 3),
  power: even(150, 75),
};

/**
 * Upper limits of the first seven steps, ascending, in the metric's unit. Of a metric nobody knows: even steps over what the fleet
 * shows at this instant.
 */
export function limitsOf(
  fleet: Fleet,
  mode: Mode,
  snapshot: Snapshot | undefined,
): readonly number[] {
  const known = LIMITS[mode];
  if (known) return known;
  const row = fleet.metrics.findIndex(({ id }) => id === mode);
  const metric = fleet.metrics.at(row);
  if (!metric || row < 0 || (metric.min === 0 && metric.max === 1)) return EIGHTHS;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const size = fleet.servers.length;
  for (let s = 0; s < size; s++) {
    const value = snapshot?.values[row * size + s] ?? Number.NaN;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high > low ? even(low + (high - low) / STEPS, (high - low) / STEPS) : EIGHTHS;
}

/** Heat step 0–7 of a value; `undefined` when it is missing. */
export function heatStep(limits: readonly number[], value: number): number | undefined {
  if (Number.isNaN(value)) return undefined;
  let step = 0;
  while (step < limits.length && value >= limits[step]) step++;
  return step;
}

/** The number a cell shows: health 0–100 or the metric's value; NaN when missing. */
export function cellValue(engine: Engine, mode: Mode, server: Server): number {
  return mode === 'health'
    ? (engine.snapshot()?.health[server.index] ?? Number.NaN)
    : engine.value(mode, server);
}
