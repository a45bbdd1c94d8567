/** Names of places: racks, rows, halls and sites as people say them and faults are aimed at them, unique in a fleet. */
import type { Fleet, Place } from './fleet.ts';
import type { PlaceKind } from './incident.ts';

/** From the inside out. */
export const PLACE_KINDS = ['rack', 'row', 'room', 'site'] as const satisfies readonly PlaceKind[];

/** The site whose rows and halls need no prefix: that of the fleet's first placed server. */
export function homeSite(fleet: Fleet): string | undefined {
  return fleet.servers.find((server) => server.place)?.place?.site;
}

/** Name of one of the places a server stands in: `A1`, `row-A`, `hall-1`, `icn`; beyond the home site `sel-row-A`, `sel-hall-1`. */
export function placeName(kind: PlaceKind, place: Place, home: string | undefined): string {
  const prefix = place.site === home ? '' : `${place.site}-`;
  if (kind === 'row') return `${prefix}row-${place.row}`;
  return kind === 'room' ? `${prefix}${place.room}` : place[kind];
}
