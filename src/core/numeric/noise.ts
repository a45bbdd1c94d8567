/** Value noise and fractional Brownian motion over the stateless hash: smooth randomness that needs no memory. Source: Perlin, SIGGRAPH 1985 (lattice noise, quintic fade of 2002). */
import { hashStep } from './hash.ts';

const SCALE = 2 / 4294967295;

/**
 * Smooth noise in [-1, 1] along one dimension: a hashed value at every whole `x`, a quintic fade between them.
 * Twice continuously differentiable; standard deviation about 0.47.
 * @param key chooses the curve: a hash, or a hash plus a small channel number
 * @param x position in lattice units, e.g. time ÷ period
 */
export function valueNoise(key: number, x: number): number {
  const cell = Math.floor(x);
  const f = x - cell;
  const a = hashStep(key, cell) * SCALE - 1;
  const b = hashStep(key, cell + 1) * SCALE - 1;
  return a + (b - a) * (f * f * f * (f * (f * 6 - 15) + 10));
}

/**
 * Fractional Brownian motion: `octaves` layers of value noise, each twice as fast and half as high. In (-2, 2), mostly within ±1.
 * @param key chooses the curve; octaves use key, key + 1, …
 * @param x position in lattice units of the slowest layer
 */
export function fbm(key: number, x: number, octaves: number): number {
  let sum = 0;
  let height = 1;
  for (let i = 0; i < octaves; i++) {
    sum += height * valueNoise(key + i, x);
    x *= 2;
    height /= 2;
  }
  return sum;
}

/**
 * White noise, close to standard normal and bounded by ±3.46: the sum of a hash's four bytes (Irwin–Hall), centred and scaled.
 * @param key chooses the sequence
 * @param i position in the sequence, an integer
 */
export function whiteNoise(key: number, i: number): number {
  const h = hashStep(key, i);
  return ((h & 255) + ((h >>> 8) & 255) + ((h >>> 16) & 255) + (h >>> 24) - 510) * 0.006765861;
}

/** 0 below 0, 1 above 1, in between the cubic 3x² − 2x³ with level ends. */
export function smoothstep(x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return x * x * (3 - 2 * x);
}
