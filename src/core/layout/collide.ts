/** Nodes keep their room: overlapping pairs are found over a grid and pushed apart. */
import type { Bodies, Force } from './bodies.ts';

/**
 * A force that moves overlapping bodies apart by half of what they overlap, the larger one less; as d3's `forceCollide`.
 * Independent of alpha: room is kept also when all is cold.
 * @param radius room of each body, map units
 */
export function collide(bodies: Bodies, radius: Float32Array, strength = 0.7): Force {
  const { count, x, y, vx, vy } = bodies;
  let widest = 1;
  for (const r of radius) widest = Math.max(widest, r);
  const side = 2 * widest;
  // A table of at least twice as many slots as bodies, chained by `next`; slots of far cells may meet, distances decide.
  let bits = 4;
  while (1 << bits < 2 * count) bits++;
  const mask = (1 << bits) - 1;
  const head = new Int32Array(1 << bits);
  const next = new Int32Array(count);
  const column = new Int32Array(count);
  const row = new Int32Array(count);
  const slot = (c: number, r: number): number =>
    ((Math.imul(c, 0x9e3779b1) ^ Math.imul(r, 0x85ebca6b)) >>> 8) & mask;

  const meet = (a: number, b: number): void => {
    const least = radius[a] + radius[b];
    let dx = x[a] + vx[a] - x[b] - vx[b];
    const dy = y[a] + vy[a] - y[b] - vy[b];
    let apart = dx * dx + dy * dy;
    if (apart >= least * least) return;
    if (apart === 0) {
      dx = a < b ? -1e-3 : 1e-3;
      apart = dx * dx;
    }
    apart = Math.sqrt(apart);
    const push = ((least - apart) / apart) * strength;
    const ra = radius[a] * radius[a];
    const share = (radius[b] * radius[b]) / (ra + radius[b] * radius[b]);
    vx[a] += dx * push * share;
    vy[a] += dy * push * share;
    vx[b] -= dx * push * (1 - share);
    vy[b] -= dy * push * (1 - share);
  };

  return () => {
    head.fill(-1);
    // Cells are taken where bodies will be after this step, and each pair is met once: at its later body.
    for (let i = 0; i < count; i++) {
      const c = Math.floor((x[i] + vx[i]) / side);
      const r = Math.floor((y[i] + vy[i]) / side);
      column[i] = c;
      row[i] = r;
      for (let dr = -1; dr <= 1; dr++) {
        for (let dc = -1; dc <= 1; dc++) {
          for (let j = head[slot(c + dc, r + dr)]; j >= 0; j = next[j])
            if (column[j] === c + dc && row[j] === r + dr) meet(i, j);
        }
      }
      const at = slot(c, r);
      next[i] = head[at];
      head[at] = i;
    }
  };
}
