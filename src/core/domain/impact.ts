/** What a trouble does to a fleet: where it is, what it takes with it, and what merely depends on that. */
import type { Place } from './fleet.ts';
import type { PlaceRef } from './incident.ts';
import type { EpochMs } from './time.ts';

/** A server's part in a trouble, by code: the larger the nearer to the cause. */
export const IMPACT = ['apart', 'downstream', 'taken', 'cause'] as const;
/**
 * `cause`: the trouble is in this very server. `taken`: it stands in the place that failed, or went dark with the cause.
 * `downstream`: it runs, but depends over links on what is lost, or suffers in the same incident. `apart`: none of these.
 */
export type ImpactState = (typeof IMPACT)[number];

/** What of a place failed: what feeds it (its switch or its power), its cooling, or the way its samples take. */
export type Facility = 'feed' | 'cooling' | 'reports';

/** What is asked about: an incident of the snapshot, what went dark just now and is no incident yet, or the failure of a server or place, thought through. */
export type ImpactOf =
  | { readonly kind: 'incident'; readonly id: string }
  | { readonly kind: 'emerging' }
  | { readonly kind: 'server'; readonly server: number }
  | { readonly kind: 'place'; readonly place: PlaceRef };

/** How many servers of the fleet are in each state; the four sum to its size. */
export type ImpactCounts = Readonly<Record<ImpactState, number>>;

/** One trouble at one instant. Arrays are per server, in fleet order, and fresh. */
export interface Impact {
  readonly of: ImpactOf;
  /** When it began; NaN of one that is only thought through. */
  readonly since: EpochMs;
  /** The place that is the cause; `undefined` when servers are. */
  readonly place: PlaceRef | undefined;
  /** Where the place is, or the first causing server: from the site inwards, as far as it goes (a hall has no row and no rack). */
  readonly where: Readonly<Partial<Pick<Place, 'site' | 'room' | 'row' | 'rack'>>>;
  readonly facility: Facility | undefined;
  /** Columns of the causing servers, ascending; empty when a place is the cause. */
  readonly causes: readonly number[];
  /** Index into `IMPACT`. */
  readonly states: Uint8Array;
  /** 1 where the trouble is: the causing servers, or all that stand in the causing place. */
  readonly within: Uint8Array;
  /** Links from what is lost, 0 for that itself, -1 out of reach. */
  readonly hops: Int16Array;
  /** Share of each server's requests that need something lost, 0–1; calls taken as independent. */
  readonly shares: Float32Array;
  readonly counts: ImpactCounts;
  /** Downstream servers that already suffer: their status is neither OK nor stale. */
  readonly suffering: number;
  /**
   * Share of the requests entering the fleet that need something lost, 0–1; NaN without links or rates. Entry servers that are dark
   * count with the mean rate of their role.
   */
  readonly requestShare: number;
}
