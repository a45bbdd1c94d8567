/** Arrow keys over the racks: across racks at about the same height, up and down within one. */
import type { Fleet } from '../../../core/domain/fleet.ts';
import type { Floor } from './floor.ts';
import type { Where } from './where.ts';

/**
 * Name of the server or rack one step away; from nowhere the first rack of the room looked at, or of all.
 * With a rack selected sideways steps choose racks, with a server servers.
 */
export function stepAcross(
  floor: Floor,
  fleet: Fleet | undefined,
  { rack, server, hall, row }: Where,
  dx: number,
  dy: number,
): string | undefined {
  const { cabinets } = floor;
  const name = (column: number | undefined) => fleet?.servers.at(column ?? -1)?.name;
  const at = cabinets.findIndex(({ model }) => model === rack);
  if (at < 0) {
    const room = floor.rooms.find((each) => each.hall === hall) ?? floor.rooms.at(0);
    const line = room?.rows.find((each) => each.row === row) ?? room;
    return line && cabinets[line.from].model.rack.name;
  }
  const { slots } = cabinets[at].model;
  const here = slots.findIndex((slot) => slot.server === server);
  if (dx === 0) {
    if (here < 0) return name((dy < 0 ? slots.at(-1) : slots.at(0))?.server);
    return name(slots[Math.min(slots.length - 1, Math.max(0, here + dy))].server);
  }
  const next = cabinets[(at + dx + cabinets.length) % cabinets.length].model;
  if (here < 0) return next.rack.name;
  const { unit } = slots[here];
  return name(
    next.slots.reduce((best, slot) =>
      Math.abs(slot.unit - unit) < Math.abs(best.unit - unit) ? slot : best,
    ).server,
  );
}
