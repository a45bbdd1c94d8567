/** All rooms on one floor: where each room, row and cabinet stands, in an order that makes ranges of indices. No drawing. */
import { type Box, type Cabinet, RACK, roomBounds, standCabinets } from './geometry.ts';
import type { Hall } from './model.ts';

/** Aisle between rooms side by side, and between lines of rooms, metres. */
const AISLE = 3.4;
const LANE = 5;
/** Rooms are deeper than wide, screens wider than deep: this many more stand side by side than behind each other. */
const STRETCH = 2.4;

/** One row: its cabinets are `from` (included) to `to` (not). */
export interface StandingRow {
  readonly row: string;
  readonly from: number;
  readonly to: number;
  readonly box: Box;
}

/** One room with its rows. */
export interface StandingRoom {
  readonly hall: Hall;
  readonly from: number;
  readonly to: number;
  readonly rows: readonly StandingRow[];
  readonly box: Box;
}

/** Everything that stands. Cabinets come room by room, row by row. */
export interface Floor {
  readonly cabinets: readonly Cabinet[];
  readonly rooms: readonly StandingRoom[];
}

/** How a row is named in the set of hidden ones. */
export function rowKey(hall: Hall, row: string): string {
  return `${hall.key}/${row}`;
}

/**
 * Stands all rooms in lines of about the same length, the first line in front.
 * @param hidden rows left out, by `rowKey`; the others close up, a room without rows is left out
 */
export function standFloor(halls: readonly Hall[], hidden: ReadonlySet<string>): Floor {
  const cabinets: Cabinet[] = [];
  const rooms: StandingRoom[] = [];
  const lines = Math.ceil(halls.length / Math.max(1, Math.sqrt(halls.length * STRETCH)));
  const perLine = Math.ceil(halls.length / lines);
  let [x, z, depth, inLine] = [0, 0, 0, 0];
  for (const hall of halls) {
    const shown = hall.rows.filter((row) => !hidden.has(rowKey(hall, row)));
    if (shown.length === 0) continue;
    const standing = standCabinets(hall, shown);
    const [least, most] = roomBounds(standing);
    if (inLine === perLine) {
      z -= depth + LANE;
      [x, depth, inLine] = [0, 0, 0];
    }
    const [dx, dz] = [x - least[0], z - most[2]];
    const from = cabinets.length;
    const rows: StandingRow[] = [];
    for (const row of shown) {
      const start = cabinets.length;
      const inRow = standing.filter(({ model }) => model.rack.row === row);
      for (const cabinet of inRow.sort((a, b) => a.x - b.x))
        cabinets.push({ ...cabinet, x: cabinet.x + dx, z: cabinet.z + dz });
      const box = roomBounds(cabinets.slice(start));
      rows.push({ row, from: start, to: cabinets.length, box });
    }
    rooms.push({ hall, from, to: cabinets.length, rows, box: roomBounds(cabinets.slice(from)) });
    x += most[0] - least[0] + AISLE;
    depth = Math.max(depth, most[2] - least[2]);
    inLine++;
  }
  return { cabinets, rooms };
}

/** Corners around everything; a cabinet's size at the origin where nothing stands. */
export function floorBox({ cabinets }: Floor): Box {
  if (cabinets.length === 0)
    return [
      [0, 0, 0],
      [RACK.width, 2, RACK.depth],
    ];
  return roomBounds(cabinets);
}

/** Cabinets of one row that stand side by side and are equally high: from the outside one box. */
export interface Run {
  readonly from: number;
  readonly count: number;
  /** Middle of its foot. */
  readonly x: number;
  readonly z: number;
  readonly units: number;
}

/** Joins neighbours, so that thousands of cabinets are hundreds of boxes. */
export function runsOf({ cabinets, rooms }: Floor): readonly Run[] {
  const runs: Run[] = [];
  for (const { rows } of rooms)
    for (const { from: first, to } of rows)
      for (let from = first, next = first + 1; from < to; next++) {
        const [a, b] = [cabinets[next - 1], cabinets[next]];
        const isJoined =
          next < to &&
          Math.abs(b.x - a.x - RACK.pitch) < 1e-6 &&
          b.model.rack.units === a.model.rack.units;
        if (isJoined) continue;
        const x = (cabinets[from].x + a.x) / 2;
        runs.push({ from, count: next - from, x, z: a.z, units: a.model.rack.units });
        from = next;
      }
  return runs;
}
