/** What colours the units: a metric, its scale in eight steps, and the step of a value. */
import { type Fleet, fleetMetric } from '../../../core/domain/fleet.ts';
import type { Unit } from '../../../core/domain/metrics.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';

export const HEATS = ['temperature', 'cpu', 'power', 'health'] as const;
export type Heat = (typeof HEATS)[number];

export const STEPS = 8;

/** `from` is drawn coldest, `to` hottest; health runs backwards because less is worse. */
export interface HeatScale {
  readonly from: number;
  readonly to: number;
  readonly unit: Unit;
}

/** Machine-room air, °C: 18 is the low end of what ASHRAE recommends, 46 is past what class A4 allows. */
const TEMPERATURE: HeatScale = { from: 18, to: 46, unit: 'Cel' };
/** Upper ends of the power scale, watts per server; the smallest that holds the fleet is used, so it stays put while values tick. */
const POWER_ENDS = [200, 400, 600, 800, 1200, 2000, 4000, 8000] as const;

/** The scale of a heat for a fleet as it stands. */
export function heatScale(heat: Heat, fleet: Fleet, snapshot: Snapshot): HeatScale {
  if (heat === 'temperature') return TEMPERATURE;
  if (heat === 'cpu') return { from: 0, to: 1, unit: '1' };
  if (heat === 'health') return { from: 100, to: 0, unit: '{value}' };
  let most = 0;
  for (const { index } of fleet.servers)
    most = Math.max(most, heatValue('power', fleet, snapshot, index) || 0);
  return { from: 0, to: POWER_ENDS.find((end) => most <= end) ?? most, unit: 'W' };
}

/** The value that colours a server; NaN when it is not measured. */
export function heatValue(heat: Heat, fleet: Fleet, snapshot: Snapshot, server: number): number {
  if (heat === 'health') return snapshot.health[server];
  const m = fleetMetric(fleet, heat);
  return m < 0 ? NaN : snapshot.values[m * fleet.servers.length + server];
}

/** Step 0 … 7 of a value on a scale, clipped at its ends; -1 for a missing value. */
export function heatStep(value: number, { from, to }: HeatScale): number {
  if (Number.isNaN(value)) return -1;
  return Math.max(0, Math.min(STEPS - 1, Math.floor(((value - from) / (to - from)) * STEPS)));
}

/** Values named under the ramp: both ends and the quarters between. */
export function heatTicks({ from, to }: HeatScale): readonly number[] {
  return [0, 0.25, 0.5, 0.75, 1].map((share) => from + (to - from) * share);
}
