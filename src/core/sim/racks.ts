/** Where the servers stand: rooms, rows and racks of each site, units filled from the bottom. */
import type { Place, Rack } from '../domain/fleet.ts';
import { hash32 } from '../numeric/hash.ts';
import { profile } from './roles.ts';
import type { Position } from './roster.ts';

const FOUNDERS = 20;
/** The founders spread over three racks so that one switch never takes both of a pair. */
const FOUNDER_RACK = [0, 1, 1, 2, 0, 1, 0, 2, 0, 2, 2, 0, 1, 2, 0, 1, 2, 1, 2, 0] as const;
const FOUNDER_RACKS = 3;
const PER_RACK = 14;
const RACKS_PER_ROW = 8;
const ROWS_PER_ROOM = 4;
const UNITS = 42;

export interface Placement {
  readonly places: readonly Place[];
  readonly racks: readonly Rack[];
}

/** Places every position; racks come in order of their first server. Rack names are unique in the fleet: `A3`, beyond the first site `sel-A3`. */
export function placeRacks(positions: readonly Position[], seed: number): Placement {
  const racks = new Map<string, Rack>();
  const filled = new Map<string, number>();
  const places = positions.map((position): Place => {
    const { local, site } = position;
    const number =
      local < FOUNDERS
        ? FOUNDER_RACK[local]
        : FOUNDER_RACKS + Math.floor((local - FOUNDERS) / PER_RACK);
    const rowNumber = Math.floor(number / RACKS_PER_ROW);
    const row = rowName(rowNumber);
    const place = number % RACKS_PER_ROW;
    const room = `hall-${1 + Math.floor(rowNumber / ROWS_PER_ROOM)}`;
    const name = `${site.start === 0 ? '' : `${site.code}-`}${row}${place + 1}`;
    if (!racks.has(name)) {
      const powerLimit = 8000 + 500 * (hash32(seed, 0x7ac4, site.start, number) % 5);
      racks.set(name, {
        name,
        site: site.code,
        room,
        row,
        position: place,
        units: UNITS,
        powerLimit,
      });
    }
    const height = profile(position.role).machine.height;
    const below = filled.get(name) ?? 0;
    // A unit of air after every fourth server: cabinets are never packed solid.
    const unit =
      below +
      1 +
      (hash32(seed, 0x0a12, site.start, local) % 4 === 0 && below > 0 && below + height < UNITS - 6
        ? 1
        : 0);
    filled.set(name, unit + height - 1);
    return { site: site.code, room, row, rack: name, unit, height };
  });
  return { places, racks: [...racks.values()] };
}

/** A … Z, AA, AB, … */
function rowName(number: number): string {
  const last = String.fromCharCode(65 + (number % 26));
  return number < 26 ? last : rowName(Math.floor(number / 26) - 1) + last;
}
