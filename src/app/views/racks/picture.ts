/** What the machine rooms show of one instant: heat, status and part in a trouble of each server, and what is selected. Typed arrays, in fleet order. */
import type { Fleet } from '../../../core/domain/fleet.ts';
import type { Impact } from '../../../core/domain/impact.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';
import type { Floor } from './floor.ts';
import { type Heat, heatScale, heatStep, heatValue } from './heat.ts';
import type { Slot } from './model.ts';

/** Heat of a server that is not measured. */
export const NO_HEAT = 255;

export interface RackPicture {
  readonly floor: Floor;
  /** Heat step 0 … 7 of each server, `NO_HEAT` when nothing is measured. */
  readonly heat: Uint8Array;
  /** Index into `STATUS`. */
  readonly status: Uint8Array;
  /** What the trouble shown does; `undefined` when none is or it is not looked at. */
  readonly impact: Impact | undefined;
  /** Healthy servers step back, so that trouble stands out. */
  readonly dim: boolean;
  /** Selected cabinet, -1 for none; selected server's column, -1 for none. */
  readonly rack: number;
  readonly server: number;
}

/** What of the picture the viewer chose. */
export interface PictureChoice {
  readonly heat: Heat;
  readonly dim: boolean;
  /** Name of the selected rack. */
  readonly rack: string | undefined;
  /** Column of the selected server, -1 for none. */
  readonly server: number;
}

/** The picture of one instant. */
export function makeRackPicture(
  fleet: Fleet,
  snapshot: Snapshot,
  floor: Floor,
  impact: Impact | undefined,
  { heat, dim, rack, server }: PictureChoice,
): RackPicture {
  const scale = heatScale(heat, fleet, snapshot);
  const steps = new Uint8Array(fleet.servers.length);
  for (let s = 0; s < steps.length; s++) {
    const step = heatStep(heatValue(heat, fleet, snapshot, s), scale);
    steps[s] = step < 0 ? NO_HEAT : step;
  }
  return {
    floor,
    heat: steps,
    status: snapshot.status,
    impact,
    dim,
    rack: floor.cabinets.findIndex(({ model }) => model.rack.name === rack),
    server,
  };
}

/** Whether two pictures look alike; values may differ within a heat step. */
export function samePicture(a: RackPicture, b: RackPicture): boolean {
  return (
    a.floor === b.floor &&
    a.rack === b.rack &&
    a.server === b.server &&
    a.dim === b.dim &&
    a.impact?.place?.name === b.impact?.place?.name &&
    sameBytes(a.impact?.states, b.impact?.states) &&
    sameBytes(a.heat, b.heat) &&
    sameBytes(a.status, b.status)
  );
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === b || a === undefined || b === undefined) return a === b;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const counts = new Uint32Array(8);

/** Heat step that a quarter of a rack's servers reach or exceed; `NO_HEAT` where none is measured. */
export function warmQuarter(slots: readonly Slot[], heat: Uint8Array): number {
  counts.fill(0);
  let known = 0;
  for (const { server } of slots) {
    if (heat[server] === NO_HEAT) continue;
    counts[heat[server]]++;
    known++;
  }
  if (known === 0) return NO_HEAT;
  let [step, seen] = [8, 0];
  while (step > 0 && seen <= known / 4) seen += counts[--step];
  return step;
}
