/** What a cell of the fleet map is coloured by: health keeps to statuses, everything else to eight heat steps. */

import type { Server } from '../../../core/domain/fleet.ts';
import type { Engine } from '../../engine.tsx';

/** What colour means. All but `health` are metric ids. */
export const MODES = ['health', 'cpu', 'memory', 'disk', 'latency_p95'] as const;
export type Mode = (typeof MODES)[number];

/** Upper limits of the first seven latency steps, seconds; each doubles. */
const LATENCY_STEPS = [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2] as const;

/** Heat step 0–7 of a value; `undefined` when it is missing. */
export function heatStep(mode: Mode, value: number): number | undefined {
  if (Number.isNaN(value)) return undefined;
  if (mode === 'latency_p95') {
    const step = LATENCY_STEPS.findIndex((limit) => value < limit);
    return step < 0 ? LATENCY_STEPS.length : step;
  }
  return Math.min(7, Math.max(0, Math.floor(value * 8)));
}

/** First and last limit of the scale, in the metric's unit, for the legend. */
export function heatEnds(mode: Mode): readonly [low: number, high: number] {
  return mode === 'latency_p95'
    ? [LATENCY_STEPS[0], LATENCY_STEPS[LATENCY_STEPS.length - 1]]
    : [0, 1];
}

/** The number a cell shows: health 0–100 or the metric's value; NaN when missing. */
export function cellValue(engine: Engine, mode: Mode, server: Server): number {
  return mode === 'health'
    ? (engine.snapshot()?.health[server.index] ?? Number.NaN)
    : engine.value(mode, server);
}
