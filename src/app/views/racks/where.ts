/** What is selected as an address: room, row, rack, server. Names are those of links and of faults. */
import { type Fleet, serverIndex } from '../../../core/domain/fleet.ts';
import { homeSite, placeName } from '../../../core/domain/place.ts';
import type { Hall, RackModel } from './model.ts';

/** As far as the selection goes; `server` is a column, -1 for none. */
export interface Where {
  readonly hall: Hall | undefined;
  readonly row: string | undefined;
  readonly rack: RackModel | undefined;
  readonly server: number;
}

/** Nothing selected. */
export const NOWHERE: Where = { hall: undefined, row: undefined, rack: undefined, server: -1 };

/** Name of a room, or of a row in it, unique in the fleet: `hall-1`, `row-A`, beyond the home site `sel-hall-1`. */
export function hallName(fleet: Fleet, { site, room }: Hall, row?: string): string {
  const place = { site, room, row: row ?? '', rack: '', unit: 1, height: 1 };
  return placeName(row === undefined ? 'room' : 'row', place, homeSite(fleet));
}

/** Finds what a name stands for: a server, a rack, a row, a room; nowhere for anything else. */
export function whereIs(fleet: Fleet, rooms: readonly Hall[], selected: string | undefined): Where {
  if (selected === undefined) return NOWHERE;
  const server = serverIndex(fleet, selected);
  for (const hall of rooms) {
    for (const rack of hall.racks) {
      const isHere = server >= 0 && rack.slots.some((slot) => slot.server === server);
      if (isHere || rack.rack.name === selected)
        return { hall, row: rack.rack.row, rack, server: isHere ? server : -1 };
    }
  }
  for (const hall of rooms) {
    for (const row of hall.rows)
      if (hallName(fleet, hall, row) === selected)
        return { hall, row, rack: undefined, server: -1 };
  }
  const hall = rooms.find((each) => hallName(fleet, each) === selected);
  return { ...NOWHERE, hall };
}

/** One level up: from a server to its rack, row, room, and from there to everything (`undefined`). Levels that hold one thing are passed over. */
export function nameAbove(fleet: Fleet, { hall, row, rack, server }: Where): string | undefined {
  if (rack && server >= 0) return rack.rack.name;
  if (!hall) return undefined;
  const hasRows = hall.rows.length > 1;
  if (rack && hasRows) return hallName(fleet, hall, rack.rack.row);
  if (rack || (row !== undefined && hasRows)) return hallName(fleet, hall);
  return undefined;
}
