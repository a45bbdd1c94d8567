/** The machine room as meshes: one cabinet to be instanced, the units' fronts, frames around what matters, floor and its glow. */
import { type Cabinet, RACK, roomBounds, slotSpan } from './geometry.ts';
import { mix, type RackInk, type Rgb } from './ink.ts';
import { type Mesh, MeshBuilder } from './mesh.ts';
import type { RackPicture, SlotPaint } from './picture.ts';

/** Lift of one layer over the next, metres: enough for the depth buffer, too little to see. */
const LIFT = 0.004;
const GRID = 0.6;
/** Half the width of a patch of light, metres, and the heat step it starts at. */
const GLOW = 1.1;
const GLOWS_FROM = 4;

/** A cabinet at the origin, its foot on the floor: steel, vents on top, the dark opening in front with blanking panels. */
export function cabinetMesh(units: number, ink: RackInk): Mesh {
  const m = new MeshBuilder();
  const { width: w, depth: d, foot, head, unit, opening } = RACK;
  const h = foot + units * unit + head;
  const low = mix(ink.side, ink.app, 0.35);
  m.quad([-w / 2, 0, -d / 2], [0, 0, d], [0, h, 0], low, ink.side);
  m.quad([w / 2, 0, d / 2], [0, 0, -d], [0, h, 0], low, ink.side);
  m.quad([w / 2, 0, -d / 2], [-w, 0, 0], [0, h, 0], low, ink.side);
  m.quad([-w / 2, h, d / 2], [w, 0, 0], [0, 0, -d], ink.top, mix(ink.top, ink.side, 0.35));
  for (const z of [0.2, -0.06, -0.32])
    m.quad([-w * 0.3, h + LIFT, z + 0.08], [w * 0.6, 0, 0], [0, 0, -0.13], ink.vent);
  m.front(-w / 2, 0, d / 2, w, h, mix(ink.front, ink.app, 0.2), ink.front);
  const bottom = foot;
  const rail = mix(ink.front, ink.dark ? ink.edge : ink.app, 0.16);
  m.front(-opening / 2 - 0.012, bottom, d / 2 + LIFT / 2, 0.008, units * unit, rail);
  m.front(opening / 2 + 0.004, bottom, d / 2 + LIFT / 2, 0.008, units * unit, rail);
  for (let u = 0; u + 1 < units; u += 2)
    m.front(
      -opening / 2,
      bottom + u * unit + 0.004,
      d / 2 + LIFT / 2,
      opening,
      unit * 2 - 0.008,
      ink.blank,
    );
  return m.mesh();
}

/** Thin edges of all cabinets, as lines. */
export function edgeMesh(cabinets: readonly Cabinet[], ink: RackInk): Mesh {
  const m = new MeshBuilder();
  const { width: w, depth: d } = RACK;
  for (const { x, z, height: h } of cabinets) {
    const [l, r, b, f] = [x - w / 2, x + w / 2, z - d / 2, z + d / 2];
    for (const y of [0, h]) {
      m.line([l, y, f], [r, y, f], ink.edge);
      m.line([l, y, b], [r, y, b], ink.edge);
      m.line([l, y, b], [l, y, f], ink.edge);
      m.line([r, y, b], [r, y, f], ink.edge);
    }
    for (const [ex, ez] of [
      [l, f],
      [r, f],
      [l, b],
      [r, b],
    ] as const)
      m.line([ex, 0, ez], [ex, h, ez], ink.edge);
  }
  return m.mesh();
}

/** Fronts of all servers in their colours, with a power light each. */
export function unitMesh(picture: RackPicture, ink: RackInk): Mesh {
  const m = new MeshBuilder();
  picture.cabinets.forEach((cabinet, i) => {
    const z = cabinet.z + RACK.depth / 2 + LIFT;
    const x = cabinet.x - RACK.opening / 2;
    for (const slot of picture.slots[i]) {
      const [bottom, top] = slotSpan(slot);
      const [y, h] = [bottom + 0.003, top - bottom - 0.006];
      const color = colorOf(slot, ink);
      if (!color) {
        m.frame(
          x + 0.004,
          y + 0.004,
          z,
          RACK.opening - 0.008,
          h - 0.008,
          0.003,
          slot.status === 'unk' ? ink.unk : ink.off,
        );
        continue;
      }
      m.front(x, y, z, RACK.opening, h, mix(color, [0, 0, 0], 0.16), color);
      // Tall machines show their halves.
      for (let k = 1; k < slot.height; k++)
        m.front(
          x,
          bottom + k * RACK.unit - 0.0015,
          z + LIFT / 2,
          RACK.opening,
          0.003,
          mix(color, ink.front, 0.55),
        );
      const led = slot.status === 'crit' ? ink.crit : slot.status === 'warn' ? ink.warn : ink.led;
      m.front(
        x + RACK.opening - 0.03,
        top - 0.022,
        z + LIFT / 2,
        0.014,
        0.012,
        slot.dim ? mix(led, color, 0.7) : led,
      );
    }
  });
  return m.mesh();
}

/**
 * Frames: critical units, the selected unit and the selected cabinet.
 * @param bar thickness, metres
 */
export function frameMesh(picture: RackPicture, bar: number, ink: RackInk): Mesh {
  const m = new MeshBuilder();
  picture.cabinets.forEach((cabinet, i) => {
    const z = cabinet.z + RACK.depth / 2 + LIFT * 2;
    for (const slot of picture.slots[i]) {
      const chosen = slot.server === picture.server;
      if (slot.status !== 'crit' && !chosen) continue;
      const [bottom, top] = slotSpan(slot);
      m.frame(
        cabinet.x - RACK.opening / 2,
        bottom + 0.002,
        z,
        RACK.opening,
        top - bottom - 0.004,
        bar * 0.8,
        chosen && slot.status !== 'crit' ? ink.focus : ink.crit,
      );
    }
  });
  const selected = picture.cabinets.at(picture.rack);
  if (picture.rack >= 0 && selected) {
    const { x, z, height } = selected;
    const [w, d] = [RACK.width / 2 + 0.004, RACK.depth / 2 + 0.004];
    m.wire([x - w, 0.004, z - d], [x + w, height + 0.004, z + d], bar, ink.focus);
  }
  return m.mesh();
}

/** Grid of the floor, as lines, reaching beyond the cabinets. */
export function floorMesh(cabinets: readonly Cabinet[], ink: RackInk): Mesh {
  const m = new MeshBuilder();
  const [least, most] = roomBounds(cabinets);
  const margin = 4.2;
  const [x0, x1] = [
    Math.floor((least[0] - margin) / GRID) * GRID,
    Math.ceil((most[0] + margin) / GRID) * GRID,
  ];
  const [z0, z1] = [
    Math.floor((least[2] - margin) / GRID) * GRID,
    Math.ceil((most[2] + margin) / GRID) * GRID,
  ];
  for (let x = x0; x <= x1 + 1e-6; x += GRID) m.line([x, 0, z0], [x, 0, z1], ink.grid);
  for (let z = z0; z <= z1 + 1e-6; z += GRID) m.line([x0, 0, z], [x1, 0, z], ink.grid);
  return m.mesh();
}

/** A mesh with texture coordinates, two numbers a corner. */
export interface GlowMesh extends Mesh {
  readonly uv: Float32Array;
}

/** Light on the floor before cabinets whose warmest quarter stands in the upper half of the scale. Empty where all are cool. */
export function glowMesh(picture: RackPicture, ink: RackInk): GlowMesh {
  const m = new MeshBuilder();
  const uv: number[] = [];
  picture.cabinets.forEach((cabinet, i) => {
    const steps = picture.slots[i]
      .map((slot) => slot.heat)
      .filter((step) => step >= 0)
      .sort((a, b) => b - a);
    const step = steps.at(Math.floor(steps.length / 4)) ?? -1;
    if (step < GLOWS_FROM) return;
    const z = cabinet.z + RACK.depth / 2 + 0.55;
    m.quad(
      [cabinet.x - GLOW, LIFT / 2, z + GLOW],
      [2 * GLOW, 0, 0],
      [0, 0, -2 * GLOW],
      ink.heat[step],
    );
    uv.push(0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1);
  });
  return { ...m.mesh(), uv: new Float32Array(uv) };
}

/** `undefined`: no fill, the server does not report. */
function colorOf(slot: SlotPaint, ink: RackInk): Rgb | undefined {
  if (slot.status === 'off' || slot.heat < 0) return undefined;
  const color = ink.heat[slot.heat];
  return slot.dim ? mix(color, ink.front, 0.72) : color;
}
