/** Builds coloured triangles: a growing list of quads and boxes as plain arrays, for any WebGL library. */
import type { Vec } from './geometry.ts';
import type { Rgb } from './ink.ts';

/** Positions and colours of triangles (or of line ends), three numbers a corner. */
export interface Mesh {
  readonly positions: Float32Array;
  readonly colors: Float32Array;
}

/** Collects corners; `mesh` gives them as arrays. */
export class MeshBuilder {
  readonly #positions: number[] = [];
  readonly #colors: number[] = [];

  /** A rectangle from its lower left corner along two edges; `low` colours the lower corners, `high` the upper. */
  quad(corner: Vec, along: Vec, up: Vec, low: Rgb, high: Rgb = low): void {
    const a = corner;
    const b: Vec = [a[0] + along[0], a[1] + along[1], a[2] + along[2]];
    const c: Vec = [b[0] + up[0], b[1] + up[1], b[2] + up[2]];
    const d: Vec = [a[0] + up[0], a[1] + up[1], a[2] + up[2]];
    this.#positions.push(...a, ...b, ...c, ...a, ...c, ...d);
    this.#colors.push(...low, ...low, ...high, ...low, ...high, ...high);
  }

  /** Front-facing (+z) rectangle. */
  front(
    x: number,
    y: number,
    z: number,
    width: number,
    height: number,
    low: Rgb,
    high: Rgb = low,
  ): void {
    this.quad([x, y, z], [width, 0, 0], [0, height, 0], low, high);
  }

  /** Frame of four front-facing bars around a rectangle. */
  frame(
    x: number,
    y: number,
    z: number,
    width: number,
    height: number,
    bar: number,
    color: Rgb,
  ): void {
    this.front(x - bar, y - bar, z, width + 2 * bar, bar, color);
    this.front(x - bar, y + height, z, width + 2 * bar, bar, color);
    this.front(x - bar, y, z, bar, height, color);
    this.front(x + width, y, z, bar, height, color);
  }

  /** Axis-aligned box with its six faces in one colour. */
  box(low: Vec, high: Vec, color: Rgb): void {
    const [w, h, d] = [high[0] - low[0], high[1] - low[1], high[2] - low[2]];
    this.quad([low[0], low[1], high[2]], [w, 0, 0], [0, h, 0], color);
    this.quad([high[0], low[1], low[2]], [-w, 0, 0], [0, h, 0], color);
    this.quad([low[0], low[1], low[2]], [0, 0, d], [0, h, 0], color);
    this.quad([high[0], low[1], high[2]], [0, 0, -d], [0, h, 0], color);
    this.quad([low[0], high[1], high[2]], [w, 0, 0], [0, 0, -d], color);
    this.quad([low[0], low[1], low[2]], [w, 0, 0], [0, 0, d], color);
  }

  /** The twelve edges of a box as bars, so that they are thicker than a line can be. */
  wire(low: Vec, high: Vec, bar: number, color: Rgb): void {
    const b = bar / 2;
    for (const [x, y] of corners(low[0], high[0], low[1], high[1]))
      this.box([x - b, y - b, low[2] - b], [x + b, y + b, high[2] + b], color);
    for (const [x, z] of corners(low[0], high[0], low[2], high[2]))
      this.box([x - b, low[1] - b, z - b], [x + b, high[1] + b, z + b], color);
    for (const [y, z] of corners(low[1], high[1], low[2], high[2]))
      this.box([low[0] - b, y - b, z - b], [high[0] + b, y + b, z + b], color);
  }

  /** A line segment; only for meshes drawn as lines. */
  line(a: Vec, b: Vec, color: Rgb): void {
    this.#positions.push(...a, ...b);
    this.#colors.push(...color, ...color);
  }

  mesh(): Mesh {
    return { positions: new Float32Array(this.#positions), colors: new Float32Array(this.#colors) };
  }
}

function corners(
  a: number,
  b: number,
  c: number,
  d: number,
): readonly (readonly [number, number])[] {
  return [
    [a, c],
    [b, c],
    [a, d],
    [b, d],
  ];
}
