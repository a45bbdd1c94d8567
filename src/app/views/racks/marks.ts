/** Marks of trouble as points: on each unit, and where units are too small to tell apart one per cabinet or room. Pure. */
import { IMPACT } from '../../../core/domain/impact.ts';
import { STATUS } from '../../../core/domain/incident.ts';
import { RACK, slotSpan } from './geometry.ts';
import type { RackPicture } from './picture.ts';

/** Columns of the atlas: statuses that are marked, then the parts in a trouble. */
export const MARK_KINDS = ['unk', 'warn', 'off', 'crit', 'downstream', 'taken', 'cause'] as const;
/** One column of the atlas. */
export type MarkKind = (typeof MARK_KINDS)[number];

const [OK, CAUSE] = [STATUS.indexOf('ok'), IMPACT.indexOf('cause')];
const BY_STATUS = STATUS.map((status) => MARK_KINDS.indexOf(status as MarkKind));
const BY_PART = IMPACT.map((part) => MARK_KINDS.indexOf(part as MarkKind));
/** Marks of neighbouring thin units stand beside each other, as shares of the opening from its middle. */
const PLACES = [0.36, 0.12, -0.12] as const;

/** Points: three coordinates, kind and level each. */
export interface MarkPoints {
  readonly positions: Float32Array;
  readonly kinds: Float32Array;
  readonly levels: Float32Array;
}

/**
 * The gravest last, and so on top. While a trouble is shown its parts are marked instead of statuses, beside the status of the
 * cause; a place that is the cause is marked where it stands.
 */
export function markPoints({ floor, status, impact }: RackPicture): MarkPoints {
  const found: { x: number; y: number; z: number; kind: number; level: number }[] = [];
  const kindOf = (server: number): number => {
    const part = impact ? impact.states[server] : 0;
    if (part > 0) return BY_PART[part];
    return status[server] === OK ? -1 : BY_STATUS[status[server]];
  };
  for (const room of floor.rooms) {
    let roomKind = -1;
    for (let i = room.from; i < room.to; i++) {
      const { model, x, z, height } = floor.cabinets[i];
      const front = z + RACK.depth / 2 + 0.012;
      let cabinetKind = -1;
      let marked = 0;
      for (const slot of model.slots) {
        const kind = kindOf(slot.server);
        if (kind < 0) continue;
        cabinetKind = Math.max(cabinetKind, kind);
        const [bottom, top] = slotSpan(slot);
        const share = slot.height > 1 ? PLACES[0] : PLACES[marked++ % PLACES.length];
        const y = (bottom + top) / 2;
        found.push({ x: x + RACK.opening * share, y, z: front, kind, level: 0 });
      }
      roomKind = Math.max(roomKind, cabinetKind);
      if (cabinetKind >= 0)
        found.push({ x, y: height * 0.82, z: front, kind: cabinetKind, level: 1 });
    }
    if (isCause(impact, room.from, room.to, floor)) roomKind = BY_PART[CAUSE];
    const [least, most] = room.box;
    if (roomKind >= 0)
      found.push({
        x: (least[0] + most[0]) / 2,
        y: most[1] + 0.4,
        z: (least[2] + most[2]) / 2,
        kind: roomKind,
        level: 2,
      });
  }
  found.sort((a, b) => a.kind - b.kind);
  return {
    positions: Float32Array.from(found.flatMap(({ x, y, z }) => [x, y, z])),
    kinds: Float32Array.from(found, ({ kind }) => kind),
    levels: Float32Array.from(found, ({ level }) => level),
  };
}

/** Whether the place that is the cause holds all cabinets of a range, or one of them is it. */
function isCause(
  impact: RackPicture['impact'],
  from: number,
  to: number,
  { cabinets }: RackPicture['floor'],
): boolean {
  if (!impact?.place) return false;
  for (let i = from; i < to; i++)
    if (cabinets[i].model.slots.some(({ server }) => impact.within[server] === 1)) return true;
  return false;
}
