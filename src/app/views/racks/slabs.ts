/** The floor as rectangles: one a room, one a row that is the cause of a trouble. Pure. */
import type { Impact } from '../../../core/domain/impact.ts';
import type { Floor } from './floor.ts';
import { type Box, RACK } from './geometry.ts';
import type { RackInk } from './ink.ts';
import { NO_HEAT, type RackPicture, warmQuarter } from './picture.ts';

/** How far a room's floor reaches beyond its cabinets, and a row's band. */
const ROOM_MARGIN = 1.5;
const LONE_MARGIN = 4.2;
const ROW_MARGIN = 0.4;
const LIFT = 0.006;
/** Half the width of a patch of light, metres, and the heat step it starts at. */
const GLOW = 1.1;
const GLOWS_FROM = 4;

/** Two triangles a rectangle: corners, metres from its own corner, and its size and whether a trouble is there. */
export interface Slabs {
  readonly positions: Float32Array;
  readonly at: Float32Array;
  readonly sizes: Float32Array;
}

/** Rooms, and what of them is the cause. */
export function floorSlabs(floor: Floor, impact: Impact | undefined): Slabs {
  const list: { box: Box; y: number; margin: number; flag: number }[] = [];
  const margin = floor.rooms.length > 1 ? ROOM_MARGIN : LONE_MARGIN;
  const kind = impact?.place?.kind;
  const isWithin = (from: number, to: number) => {
    if (!impact?.place) return false;
    for (let i = from; i < to; i++)
      for (const { server } of floor.cabinets[i].model.slots)
        if (impact.within[server] === 0) return false;
    return to > from;
  };
  for (const room of floor.rooms) {
    const whole = (kind === 'room' || kind === 'site') && isWithin(room.from, room.to);
    list.push({ box: room.box, y: 0, margin, flag: whole ? 1 : 0 });
    if (kind !== 'row' && kind !== 'rack') continue;
    for (const row of room.rows) {
      if (kind === 'row' && isWithin(row.from, row.to))
        list.push({ box: row.box, y: LIFT, margin: ROW_MARGIN, flag: 1 });
      for (let i = row.from; kind === 'rack' && i < row.to; i++) {
        if (!isWithin(i, i + 1)) continue;
        const { x, z, height } = floor.cabinets[i];
        const [w, d] = [RACK.width / 2, RACK.depth / 2];
        const box: Box = [
          [x - w, 0, z - d],
          [x + w, height, z + d],
        ];
        list.push({ box, y: LIFT, margin: ROW_MARGIN, flag: 1 });
      }
    }
  }
  const positions: number[] = [];
  const at: number[] = [];
  const sizes: number[] = [];
  for (const { box, y, margin: m, flag } of list) {
    const [x0, z0, x1, z1] = [box[0][0] - m, box[0][2] - m, box[1][0] + m, box[1][2] + m];
    for (const [x, z] of corners(x0, z0, x1, z1)) {
      positions.push(x, y, z);
      at.push(x - x0, z - z0);
      sizes.push(x1 - x0, z1 - z0, flag);
    }
  }
  return {
    positions: new Float32Array(positions),
    at: new Float32Array(at),
    sizes: new Float32Array(sizes),
  };
}

/** Patches of light: corners, place in the disc (-1 … 1), colour. */
export interface Glows {
  readonly positions: Float32Array;
  readonly at: Float32Array;
  readonly tones: Float32Array;
}

/** Light on the floor before cabinets whose warmest quarter stands in the upper half of the scale. Empty where all are cool. */
export function floorGlows({ floor, heat }: RackPicture, ink: RackInk): Glows {
  const positions: number[] = [];
  const at: number[] = [];
  const tones: number[] = [];
  for (const { model, x, z } of floor.cabinets) {
    const step = warmQuarter(model.slots, heat);
    if (step === NO_HEAT || step < GLOWS_FROM) continue;
    const front = z + RACK.depth / 2 + 0.55;
    for (const [cx, cz] of corners(-1, -1, 1, 1)) {
      positions.push(x + cx * GLOW, LIFT * 2, front + cz * GLOW);
      at.push(cx, cz);
      tones.push(...ink.heat[step]);
    }
  }
  return {
    positions: new Float32Array(positions),
    at: new Float32Array(at),
    tones: new Float32Array(tones),
  };
}

/** Two triangles that face up. */
function corners(x0: number, z0: number, x1: number, z1: number) {
  return [
    [x0, z1],
    [x1, z1],
    [x1, z0],
    [x0, z1],
    [x1, z0],
    [x0, z0],
  ] as const;
}
