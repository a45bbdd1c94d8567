/** What the machine room shows of one instant: heat and status of each slot, and what is selected. */
import type { Fleet } from '../../../core/domain/fleet.ts';
import { STATUS, type Status } from '../../../core/domain/incident.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';
import type { Cabinet } from './geometry.ts';
import { type Heat, heatScale, heatStep, heatValue } from './heat.ts';
import type { Slot } from './model.ts';

export interface SlotPaint extends Slot {
  readonly status: Status;
  /** Heat step 0 … 7; -1 when nothing is measured. */
  readonly heat: number;
  readonly dim: boolean;
}

export interface RackPicture {
  readonly cabinets: readonly Cabinet[];
  /** Per cabinet, in the order of its model's slots. */
  readonly slots: readonly (readonly SlotPaint[])[];
  /** Selected cabinet, -1 for none; selected server's column, -1 for none. */
  readonly rack: number;
  readonly server: number;
}

/** @param dimHealthy healthy servers step back, so that trouble stands out */
export function makeRackPicture(
  fleet: Fleet,
  snapshot: Snapshot,
  cabinets: readonly Cabinet[],
  heat: Heat,
  dimHealthy: boolean,
  rack: string | undefined,
  server: number,
): RackPicture {
  const scale = heatScale(heat, fleet, snapshot);
  const slots = cabinets.map(({ model }) =>
    model.slots.map((slot): SlotPaint => {
      const status = STATUS[snapshot.status[slot.server]];
      return {
        ...slot,
        status,
        heat: heatStep(heatValue(heat, fleet, snapshot, slot.server), scale),
        dim: dimHealthy && status === 'ok',
      };
    }),
  );
  return {
    cabinets,
    slots,
    rack: cabinets.findIndex(({ model }) => model.rack.name === rack),
    server,
  };
}

/** Whether two pictures of the same cabinets look alike; values may differ within a heat step. */
export function samePicture(a: RackPicture, b: RackPicture): boolean {
  if (a.cabinets !== b.cabinets || a.rack !== b.rack || a.server !== b.server) return false;
  for (let i = 0; i < a.slots.length; i++) {
    for (let k = 0; k < a.slots[i].length; k++) {
      const [x, y] = [a.slots[i][k], b.slots[i][k]];
      if (x.heat !== y.heat || x.status !== y.status || x.dim !== y.dim) return false;
    }
  }
  return true;
}
