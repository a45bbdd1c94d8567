/** The room in metres: where cabinets and units stand, where the camera stands, and what a ray meets. No drawing. */
import type { Hall, RackModel, Slot } from './model.ts';

/** A 42 U cabinet of 600 × 1,000 mm; one unit is 44.45 mm (EIA-310). */
export const RACK = {
  width: 0.6,
  depth: 1,
  unit: 0.04445,
  foot: 0.09,
  head: 0.11,
  opening: 0.5,
  /** From one cabinet of a row to the next. */
  pitch: 0.64,
} as const;
/** Row to row: a cabinet and two aisles. */
const ROW_PITCH = 2.5;

export type Vec = readonly [x: number, y: number, z: number];

/** A cabinet in the room: centre of its foot, fronts face +z. */
export interface Cabinet {
  readonly model: RackModel;
  readonly x: number;
  readonly z: number;
  readonly height: number;
}

/** Cabinets of the rows shown; the first row stands in front. Rows close up over rows that are hidden. */
export function standCabinets(hall: Hall, rows: readonly string[]): readonly Cabinet[] {
  const shown = hall.racks.filter(({ rack }) => rows.includes(rack.row));
  const first = Math.min(...shown.map(({ rack }) => rack.position));
  return shown.map((model) => ({
    model,
    x: (model.rack.position - first) * RACK.pitch,
    z: -rows.indexOf(model.rack.row) * ROW_PITCH,
    height: RACK.foot + model.rack.units * RACK.unit + RACK.head,
  }));
}

/** Lower and upper edge of a slot above the floor. */
export function slotSpan({ unit, height }: Slot): readonly [bottom: number, top: number] {
  const bottom = RACK.foot + (unit - 1) * RACK.unit;
  return [bottom, bottom + height * RACK.unit];
}

/** Middle of a slot's front. */
export function slotFront(cabinet: Cabinet, slot: Slot): Vec {
  const [bottom, top] = slotSpan(slot);
  return [cabinet.x, (bottom + top) / 2, cabinet.z + RACK.depth / 2];
}

/** Least and most corner of a box along the axes. */
export type Box = readonly [least: Vec, most: Vec];

/** Corners of everything shown. */
export function roomBounds(cabinets: readonly Cabinet[]): Box {
  let [x0, y1, z0, x1, z1] = [Infinity, 0, Infinity, -Infinity, -Infinity];
  for (const { x, z, height } of cabinets) {
    x0 = Math.min(x0, x - RACK.width / 2);
    x1 = Math.max(x1, x + RACK.width / 2);
    z0 = Math.min(z0, z - RACK.depth / 2);
    z1 = Math.max(z1, z + RACK.depth / 2);
    y1 = Math.max(y1, height);
  }
  return [
    [x0, 0, z0],
    [x1, y1, z1],
  ];
}

/** Camera on a sphere around a target; angles in radians, yaw 0 looks at the fronts, pitch π/2 from above. */
export interface Orbit {
  readonly target: Vec;
  readonly yaw: number;
  readonly pitch: number;
  readonly distance: number;
}

/** Where the camera stands. */
export function eyeOf({ target, yaw, pitch, distance }: Orbit): Vec {
  return [
    target[0] + distance * Math.cos(pitch) * Math.sin(yaw),
    target[1] + distance * Math.sin(pitch),
    target[2] + distance * Math.cos(pitch) * Math.cos(yaw),
  ];
}

/** Camera axes: right, up, and back towards the eye. */
export function axesOf({ yaw, pitch }: Orbit): readonly [right: Vec, up: Vec, back: Vec] {
  const back: Vec = [
    Math.cos(pitch) * Math.sin(yaw),
    Math.sin(pitch),
    Math.cos(pitch) * Math.cos(yaw),
  ];
  const right: Vec = [Math.cos(yaw), 0, -Math.sin(yaw)];
  const up: Vec = [
    -Math.sin(pitch) * Math.sin(yaw),
    Math.cos(pitch),
    -Math.sin(pitch) * Math.cos(yaw),
  ];
  return [right, up, back];
}

/** The picture plane: tangent of half the vertical field of view, and the canvas in CSS pixels. */
export interface Lens {
  readonly tangent: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The nearest orbit from a direction that holds a box inside a part of the picture, with the box in its middle.
 * @param fill share of the picture's width and height the box may take
 */
export function frameBox(
  box: Box,
  yaw: number,
  pitch: number,
  lens: Lens,
  fill: readonly [width: number, height: number],
): Orbit {
  const [least, most] = box;
  let target: Vec = [(least[0] + most[0]) / 2, (least[1] + most[1]) / 2, (least[2] + most[2]) / 2];
  let distance = 1;
  // Nearer corners look larger, so the middle of the box is not the middle of its picture: three rounds settle it.
  for (let round = 0; round < 3; round++) {
    const [right, up, back] = axesOf({ target, yaw, pitch, distance });
    const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((i): Vec => {
      const v: Vec = [
        (i & 1 ? most : least)[0] - target[0],
        (i & 2 ? most : least)[1] - target[1],
        (i & 4 ? most : least)[2] - target[2],
      ];
      return [dot(v, right), dot(v, up), dot(v, back)];
    });
    const [tanX, tanY] = [
      (lens.tangent * lens.width * fill[0]) / lens.height,
      lens.tangent * fill[1],
    ];
    distance = Math.max(
      1,
      ...corners.map(([x, y, z]) => z + Math.max(Math.abs(x) / tanX, Math.abs(y) / tanY)),
    );
    const xs = corners.map(([x, , z]) => x / (distance - z));
    const ys = corners.map(([, y, z]) => y / (distance - z));
    const [shiftX, shiftY] = [
      ((Math.min(...xs) + Math.max(...xs)) / 2) * distance,
      ((Math.min(...ys) + Math.max(...ys)) / 2) * distance,
    ];
    target = [
      target[0] + right[0] * shiftX + up[0] * shiftY,
      target[1] + right[1] * shiftX + up[1] * shiftY,
      target[2] + right[2] * shiftX + up[2] * shiftY,
    ];
  }
  return { target, yaw, pitch, distance };
}

/** An orbit a share of the way between two. */
export function blendOrbit(a: Orbit, b: Orbit, share: number): Orbit {
  const at = (x: number, y: number) => x + (y - x) * share;
  return {
    target: [
      at(a.target[0], b.target[0]),
      at(a.target[1], b.target[1]),
      at(a.target[2], b.target[2]),
    ],
    yaw: at(a.yaw, b.yaw),
    pitch: at(a.pitch, b.pitch),
    distance: at(a.distance, b.distance),
  };
}

/** Where a point lies on screen, CSS pixels; `undefined` behind the camera. `scale` is pixels per metre there. */
export function projectPoint(
  orbit: Orbit,
  lens: Lens,
  point: Vec,
): { readonly x: number; readonly y: number; readonly scale: number } | undefined {
  const eye = eyeOf(orbit);
  const v: Vec = [point[0] - eye[0], point[1] - eye[1], point[2] - eye[2]];
  const [right, up, back] = axesOf(orbit);
  const depth = -dot(v, back);
  if (depth < 0.05) return undefined;
  const scale = lens.height / (2 * lens.tangent * depth);
  return {
    x: lens.width / 2 + dot(v, right) * scale,
    y: lens.height / 2 - dot(v, up) * scale,
    scale,
  };
}

/** Direction of the ray from the eye through a point on screen. */
export function rayThrough(orbit: Orbit, lens: Lens, x: number, y: number): Vec {
  const [right, up, back] = axesOf(orbit);
  const unit = (2 * lens.tangent) / lens.height;
  const [a, b] = [(x - lens.width / 2) * unit, (lens.height / 2 - y) * unit];
  return [
    right[0] * a + up[0] * b - back[0],
    right[1] * a + up[1] * b - back[1],
    right[2] * a + up[2] * b - back[2],
  ];
}

function dot(a: Vec, b: Vec): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
