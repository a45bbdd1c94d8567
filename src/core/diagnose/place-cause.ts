/** A place as the cause: what all of a rack, row, hall or site share is suspected before any of its servers. */
import type { PlaceRef, Suspect } from '../domain/incident.ts';

/** Most that is believed of a place: someone may have switched its servers off one by one. */
const MOST = 0.97;

/** What is known of the place. */
export interface PlaceFinding {
  readonly place: PlaceRef;
  /** Share of its servers that are in trouble, and of those in trouble that stand in it. */
  readonly whole: number;
  readonly alone: number;
  /** The server that showed it first, and by which metric. */
  readonly server: string;
  readonly metric: string;
}

/** Puts the place first; what is left of the belief is shared as the ranking of the servers has it. Shares sum to at most 1. */
export function blamePlace(found: PlaceFinding, suspects: readonly Suspect[]): readonly Suspect[] {
  const { place, whole, alone, server, metric } = found;
  const share = MOST * whole * alone;
  const first: Suspect = {
    server,
    metric,
    place,
    share,
    evidence: [
      { kind: 'whole', metric, server, value: whole },
      { kind: 'alone', metric, server, value: alone },
    ],
  };
  return [first, ...suspects.map((one) => ({ ...one, share: one.share * (1 - share) }))];
}
