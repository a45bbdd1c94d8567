/** What forces act on: places and velocities in typed arrays, filled anew before each step. */

/** Arrays are equally long, one entry per node. */
export interface Bodies {
  readonly count: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly vx: Float64Array;
  readonly vy: Float64Array;
}

/** Adds to the velocities; `alpha` is how warm the simulation still is, 1 → 0. The shape of a d3 force over other memory. */
export type Force = (alpha: number) => void;

/** Bodies at rest at `coordinates` ([x0, y0, …]). */
export function makeBodies(coordinates: Float64Array): Bodies {
  const count = coordinates.length / 2;
  return {
    count,
    x: Float64Array.from({ length: count }, (_, i) => coordinates[2 * i]),
    y: Float64Array.from({ length: count }, (_, i) => coordinates[2 * i + 1]),
    vx: new Float64Array(count),
    vy: new Float64Array(count),
  };
}
