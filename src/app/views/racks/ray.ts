/** What a ray meets on the floor: rooms first, then rows, then cabinets, so that a ray costs little however many stand. */
import type { Floor } from './floor.ts';
import { type Box, type Cabinet, RACK, slotSpan, type Vec } from './geometry.ts';

/** What a ray meets first. `slot` is absent on a cabinet's sides, top and empty units. */
export interface Hit {
  readonly cabinet: number;
  readonly slot: number | undefined;
  readonly distance: number;
}

/**
 * First cabinet along a ray (slab method, Kay & Kajiya 1986), and the slot when the ray enters through the opening in front.
 * @param way direction, of any length; distances are in its lengths
 */
export function castRay(floor: Floor, eye: Vec, way: Vec): Hit | undefined {
  let nearest = Number.POSITIVE_INFINITY;
  let found = -1;
  for (const room of floor.rooms) {
    if (!(enters(room.box, eye, way) < nearest)) continue;
    for (const row of room.rows) {
      if (!(enters(row.box, eye, way) < nearest)) continue;
      for (let i = row.from; i < row.to; i++) {
        const at = entersCabinet(floor.cabinets[i], eye, way);
        if (!(at < nearest)) continue;
        nearest = at;
        found = i;
      }
    }
  }
  if (found < 0) return undefined;
  const { x, z, model } = floor.cabinets[found];
  const [hx, hy, hz] = [0, 1, 2].map((axis) => eye[axis] + way[axis] * nearest);
  const front = Math.abs(hz - z - RACK.depth / 2) < 1e-4 && Math.abs(hx - x) <= RACK.opening / 2;
  const slot = front
    ? model.slots.findIndex((each) => slotSpan(each)[0] <= hy && hy < slotSpan(each)[1])
    : -1;
  return { cabinet: found, slot: slot < 0 ? undefined : slot, distance: nearest };
}

/** Whether a cabinet stands between the eye and a point; the last 2 % of the way do not count, the point lies on a surface. */
export function isHidden(floor: Floor, eye: Vec, point: Vec): boolean {
  const hit = castRay(floor, eye, [point[0] - eye[0], point[1] - eye[1], point[2] - eye[2]]);
  return hit !== undefined && hit.distance < 0.98;
}

/** Where a ray enters a box, in lengths of the ray; NaN past it. */
function enters([low, high]: Box, eye: Vec, way: Vec): number {
  return slab(low[0], low[1], low[2], high[0], high[1], high[2], eye, way);
}

function entersCabinet({ x, z, height }: Cabinet, eye: Vec, way: Vec): number {
  const [w, d] = [RACK.width / 2, RACK.depth / 2];
  return slab(x - w, 0, z - d, x + w, height, z + d, eye, way);
}

function slab(
  x0: number,
  y0: number,
  z0: number,
  x1: number,
  y1: number,
  z1: number,
  eye: Vec,
  way: Vec,
): number {
  let near = 0;
  let far = Number.POSITIVE_INFINITY;
  for (let axis = 0; axis < 3; axis++) {
    const a = ((axis === 0 ? x0 : axis === 1 ? y0 : z0) - eye[axis]) / way[axis];
    const b = ((axis === 0 ? x1 : axis === 1 ? y1 : z1) - eye[axis]) / way[axis];
    // 0 ÷ 0 on a face the ray runs along: that axis does not limit it.
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    if (Math.min(a, b) > near) near = Math.min(a, b);
    if (Math.max(a, b) < far) far = Math.max(a, b);
  }
  return near > far ? Number.NaN : near;
}
