/** How much detection has learnt of a server, as it is written. */

/** Share of the warm-up for display: never rounded up to all, 99.7% is not done. */
export function learnt(warmth: number): number {
  return Math.min(0.99, warmth);
}
