/** Randomness that no result depends on: jitter of pauses, nonces that fence a writer. What is computed takes `numeric/hash.ts`. */

/** A random share, in [0, 1). */
export function chance(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;
}
