/**
 * Repulsion of all pairs in n log n: Barnes & Hut (Nature, 1986) over a quadtree in flat arrays that are allocated once.
 * Cells lie in depth-first order, each with the index that follows its subtree, so that walking needs no stack.
 */
import type { Bodies, Force } from './bodies.ts';

/** Nodes a leaf holds before it is divided; below this the pairs are cheaper than another level. */
const BUCKET = 6;
const DEPTH = 24;
/** A cell counts as one body when its width is less than this share of its distance; d3-force takes .9 as well. */
const THETA_SQUARED = 0.81;

/**
 * A force that pushes all bodies apart, v += strength · alpha · Δ ÷ Δ², as d3's `forceManyBody` does.
 * @param strength below 0 repels, map units squared
 * @param reach pairs farther apart do not feel each other; ∞ for all
 * @param held 1: the body pushes others but is not pushed, which saves its share of the work
 */
export function manyBody(
  bodies: Bodies,
  strength: number,
  reach: number,
  held: Uint8Array = new Uint8Array(bodies.count),
): Force {
  const { count, x, y, vx, vy } = bodies;
  const room = Math.max(16, 4 * count + 64);
  const order = new Uint32Array(count);
  const spare = new Uint32Array(count);
  // Of each cell: width², distance² at which it is out of reach, mass, centre of mass, first body and end in `order` (0, 0 for inner ones), and where to go on.
  const width2 = new Float64Array(room);
  const beyond2 = new Float64Array(room);
  const mass = new Float64Array(room);
  const cx = new Float64Array(room);
  const cy = new Float64Array(room);
  const first = new Uint32Array(room);
  const end = new Uint32Array(room);
  const skip = new Uint32Array(room);
  const reach2 = reach * reach;
  let cells = 0;

  /** Makes the cell of `order[from … to)` within the square and those below it. */
  const divide = (
    from: number,
    to: number,
    left: number,
    top: number,
    width: number,
    depth: number,
  ): void => {
    const cell = cells++;
    width2[cell] = width * width;
    // From here on out no body of the cell is within reach, wherever in its square they lie.
    beyond2[cell] = (reach + Math.SQRT2 * width) ** 2;
    if (to - from <= BUCKET || depth === DEPTH || cells + 4 > room) {
      let sx = 0;
      let sy = 0;
      for (let i = from; i < to; i++) {
        sx += x[order[i]];
        sy += y[order[i]];
      }
      mass[cell] = to - from;
      cx[cell] = sx / (to - from);
      cy[cell] = sy / (to - from);
      first[cell] = from;
      end[cell] = to;
      skip[cell] = cells;
      return;
    }
    const half = width / 2;
    const middleX = left + half;
    const middleY = top + half;
    let n0 = 0;
    let n1 = 0;
    let n2 = 0;
    for (let i = from; i < to; i++) {
      const body = order[i];
      spare[i] = body;
      if (y[body] < middleY) {
        if (x[body] < middleX) n0++;
        else n1++;
      } else if (x[body] < middleX) n2++;
    }
    let at0 = from;
    let at1 = from + n0;
    let at2 = at1 + n1;
    let at3 = at2 + n2;
    const start1 = at1;
    const start2 = at2;
    const start3 = at3;
    for (let i = from; i < to; i++) {
      const body = spare[i];
      if (y[body] < middleY) {
        if (x[body] < middleX) order[at0++] = body;
        else order[at1++] = body;
      } else if (x[body] < middleX) order[at2++] = body;
      else order[at3++] = body;
    }
    first[cell] = 0;
    end[cell] = 0;
    let sx = 0;
    let sy = 0;
    const inner = cells;
    if (start1 > from) divide(from, start1, left, top, half, depth + 1);
    if (start2 > start1) divide(start1, start2, middleX, top, half, depth + 1);
    if (start3 > start2) divide(start2, start3, left, middleY, half, depth + 1);
    if (to > start3) divide(start3, to, middleX, middleY, half, depth + 1);
    for (let child = inner; child < cells; child = skip[child]) {
      sx += cx[child] * mass[child];
      sy += cy[child] * mass[child];
    }
    mass[cell] = to - from;
    cx[cell] = sx / (to - from);
    cy[cell] = sy / (to - from);
    skip[cell] = cells;
  };

  const build = (): void => {
    let left = Number.POSITIVE_INFINITY;
    let top = Number.POSITIVE_INFINITY;
    let right = Number.NEGATIVE_INFINITY;
    let bottom = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < count; i++) {
      if (x[i] < left) left = x[i];
      if (x[i] > right) right = x[i];
      if (y[i] < top) top = y[i];
      if (y[i] > bottom) bottom = y[i];
    }
    cells = 0;
    divide(0, count, left, top, Math.max(right - left, bottom - top, 1), 0);
  };
  for (let i = 0; i < count; i++) order[i] = i;

  return (alpha) => {
    if (count < 2) return;
    build();
    const push = strength * alpha;
    // Bodies in the order of the tree walk almost the same cells one after another.
    for (let k = 0; k < count; k++) {
      const body = order[k];
      if (held[body] === 1) continue;
      const bx = x[body];
      const by = y[body];
      let ax = 0;
      let ay = 0;
      for (let cell = 0; cell < cells; ) {
        const dx = cx[cell] - bx;
        const dy = cy[cell] - by;
        const distance2 = dx * dx + dy * dy;
        if (distance2 > beyond2[cell]) {
          cell = skip[cell];
          continue;
        }
        if (width2[cell] < THETA_SQUARED * distance2) {
          if (distance2 < reach2) {
            const pull = mass[cell] / distance2;
            ax += dx * pull;
            ay += dy * pull;
          }
          cell = skip[cell];
          continue;
        }
        for (let i = first[cell]; i < end[cell]; i++) {
          const other = order[i];
          if (other === body) continue;
          let ox = x[other] - bx;
          const oy = y[other] - by;
          let apart2 = ox * ox + oy * oy;
          if (apart2 >= reach2) continue;
          if (apart2 < 1) {
            // On one point: the lower number goes left, and nobody is thrown across the map.
            if (apart2 === 0) ox = other > body ? 0.5 : -0.5;
            apart2 = Math.sqrt(Math.max(apart2, 0.25));
          }
          ax += ox / apart2;
          ay += oy / apart2;
        }
        cell++;
      }
      vx[body] += ax * push;
      vy[body] += ay * push;
    }
  };
}
