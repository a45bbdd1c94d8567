/** Every unit of every cabinet as one texel, which the fronts look up: recolouring the fleet touches no geometry. Pure. */
import { STATUS } from '../../../core/domain/incident.ts';
import type { Floor } from './floor.ts';
import { type RackPicture, warmQuarter } from './picture.ts';

/** Texels a row of the texture; a power of two, the shader shifts. */
export const CELLS_BITS = 11;
const WIDTH = 1 << CELLS_BITS;
const OK = STATUS.indexOf('ok');

/** Bits of a unit's second byte, beside the status (3 bits) and the part in a trouble (2 bits, from bit 4). */
const DIM = 8;
const CHOSEN = 64;
const TAKEN_UP = 128;
/** Bits of a cabinet's last texel. */
const CABINET_CHOSEN = 1;
const CABINET_WITHIN = 2;

/** The texture and where each slot lies in it. */
export interface CellMap {
  readonly width: number;
  readonly height: number;
  /** Texels a cabinet; the last is about the cabinet itself. */
  readonly stride: number;
  readonly data: Uint8Array<ArrayBuffer>;
  /** Per slot: its server, its first texel and how many it takes. */
  readonly server: Int32Array;
  readonly first: Int32Array;
  readonly units: Uint8Array;
}

/** Lays the texture out for what stands. Slots that reach beyond their cabinet are cut at its top. */
export function makeCells({ cabinets }: Floor): CellMap {
  let most = 1;
  let slots = 0;
  for (const { model } of cabinets) {
    most = Math.max(most, model.rack.units);
    slots += model.slots.length;
  }
  const stride = most + 1;
  const height = Math.max(1, Math.ceil((cabinets.length * stride) / WIDTH));
  const map = {
    width: WIDTH,
    height,
    stride,
    data: new Uint8Array(WIDTH * height * 4),
    server: new Int32Array(slots),
    first: new Int32Array(slots),
    units: new Uint8Array(slots),
  };
  let at = 0;
  cabinets.forEach(({ model }, i) => {
    for (const { server, unit, height: tall } of model.slots) {
      const low = Math.min(Math.max(1, unit), model.rack.units);
      map.server[at] = server;
      map.first[at] = i * stride + low - 1;
      map.units[at] = Math.max(1, Math.min(tall, model.rack.units - low + 1));
      at++;
    }
  });
  return map;
}

/**
 * Writes a picture into the texture: heat, then status, part and flags, then the place of a unit within its server and the server's
 * height; of a cabinet its flags, and the heat its top shows. One pass over the slots.
 */
export function paintCells(map: CellMap, picture: RackPicture): void {
  const { data, server, first, units, stride } = map;
  const { heat, status, impact, dim } = picture;
  const states = impact?.states;
  for (let k = 0; k < server.length; k++) {
    const s = server[k];
    const part = states ? states[s] : 0;
    const fades = states ? part === 0 : dim && status[s] === OK;
    const bits =
      TAKEN_UP | status[s] | (part << 4) | (fades ? DIM : 0) | (s === picture.server ? CHOSEN : 0);
    const tall = units[k];
    for (let u = 0; u < tall; u++) {
      const at = (first[k] + u) * 4;
      data[at] = heat[s];
      data[at + 1] = bits;
      data[at + 2] = u;
      data[at + 3] = tall;
    }
  }
  const { cabinets } = picture.floor;
  const within = impact?.place ? impact.within : undefined;
  for (let i = 0; i < cabinets.length; i++) {
    let isWithin = within !== undefined;
    if (within)
      for (const slot of cabinets[i].model.slots) if (within[slot.server] === 0) isWithin = false;
    const at = (i * stride + stride - 1) * 4;
    data[at] = (i === picture.rack ? CABINET_CHOSEN : 0) | (isWithin ? CABINET_WITHIN : 0);
    data[at + 1] = warmQuarter(cabinets[i].model.slots, heat);
  }
}
