/** Shapes of a trouble's three states, the same on map, topology and racks: told apart without colour. */
import type { ImpactState } from '../core/domain/impact.ts';

/** States that are drawn. */
export const MARKED = ['cause', 'taken', 'downstream'] as const satisfies readonly ImpactState[];
/** A state that has a shape. */
export type Marked = (typeof MARKED)[number];

/**
 * Outlines on a 16 × 16 grid, to be stroked (width 2, round): a target for the cause, hatching in a square for what it takes, a double
 * chevron for what is downstream. They serve `<path d>` and `new Path2D` alike.
 */
export const IMPACT_PATHS: Readonly<Record<Marked, string>> = {
  cause: 'M8 1.6a6.4 6.4 0 1 0 .01 0ZM8 5.6a2.4 2.4 0 1 0 .01 0ZM8 .6v3M8 12.4v3M.6 8h3M12.4 8h3',
  taken: 'M2 2h12v12H2ZM2 8l6-6M2 14 14 2M8 14l6-6',
  downstream: 'M3 3.4l5 4.6 5-4.6M3 8.4l5 4.6 5-4.6',
};

/** Colour tokens that repeat what the shapes say. */
export const IMPACT_TONES: Readonly<Record<Marked, string>> = {
  cause: '--crit',
  taken: '--fg-1',
  downstream: '--warn',
};

/** The drawn state of a code in `Impact.states`; `undefined` for a server that stands apart. */
export function markedOf(code: number): Marked | undefined {
  return code === 0 ? undefined : MARKED[3 - code];
}
