/** Racks, rows, halls and sites as suspects: a place whose servers all have the same trouble at once is likelier the cause than any of them. */
import type { Fleet } from '../domain/fleet.ts';
import type { PlaceKind } from '../domain/incident.ts';
import { homeSite, PLACE_KINDS, placeName } from '../domain/place.ts';

/** Fewer servers prove nothing about a place. */
const LEAST = 3;
/** Share of a place's servers that must be in trouble, and of those in trouble that must stand in it. */
const WHOLE = 0.9;
const ALONE = 0.6;

/** One place of a fleet. */
export interface PlaceInfo {
  readonly kind: PlaceKind;
  /** As people say it and faults are aimed at it: unique in the fleet. */
  readonly name: string;
  /** Columns of its servers, ascending. */
  readonly servers: readonly number[];
}

/** A place as the common cause of a set of servers. */
export interface PlaceSuspect extends PlaceInfo {
  /** Share of its servers that are in trouble, and of those in trouble that stand in it. */
  readonly whole: number;
  readonly alone: number;
}

/** Look-ups over where the servers stand. */
export interface Places {
  /** Places of a server, from the rack outwards, those that hold no more than the one inside left out. */
  of(server: number): readonly PlaceInfo[];
  /**
   * The place that explains a trouble best: nearly all of its servers have it and hardly anybody else; the one with most of them,
   * the innermost of equals. `undefined` when no place does.
   * @param roots those of them that need an explanation; all when left out
   */
  culprit(servers: readonly number[], roots?: readonly number[]): PlaceSuspect | undefined;
  /** Whether nearly all servers of a place are marked. */
  isWhole(place: PlaceInfo, marked: Uint8Array): boolean;
  /** The place of this kind and name; `undefined` when nobody stands in one. */
  named(kind: PlaceKind, name: string): PlaceInfo | undefined;
}

/** Builds the look-ups; servers that nobody placed are in none. */
export function makePlaces(fleet: Fleet): Places {
  const known = new Map<string, { info: PlaceInfo; servers: number[] }>();
  const ofServer: PlaceInfo[][] = fleet.servers.map(() => []);
  const home = homeSite(fleet);
  for (const { index, place } of fleet.servers) {
    if (!place) continue;
    for (const kind of PLACE_KINDS) {
      const name = placeName(kind, place, home);
      const key = `${kind}\n${place.site}\n${name}`;
      let entry = known.get(key);
      if (!entry) {
        const servers: number[] = [];
        entry = { info: { kind, name, servers }, servers };
        known.set(key, entry);
      }
      entry.servers.push(index);
      ofServer[index].push(entry.info);
    }
  }
  const inTrouble = new Uint8Array(fleet.servers.length);
  const isRoot = new Uint8Array(fleet.servers.length);

  const count = (place: PlaceInfo, marked: Uint8Array): number => {
    let n = 0;
    for (const server of place.servers) n += marked[server];
    return n;
  };

  return {
    named(kind, name) {
      for (const { info } of known.values())
        if (info.kind === kind && info.name === name) return info;
      return undefined;
    },
    of: (server) =>
      ofServer[server].filter(
        (place, k, list) => k === 0 || place.servers.length > list[k - 1].servers.length,
      ),
    isWhole: (place, marked) =>
      place.servers.length >= LEAST && count(place, marked) >= WHOLE * place.servers.length,
    culprit(servers, roots = servers) {
      if (roots.length < LEAST) return undefined;
      for (const server of servers) inTrouble[server] = 1;
      for (const server of roots) isRoot[server] = 1;
      const seen = new Set<PlaceInfo>();
      let best: PlaceSuspect | undefined;
      let most = 0;
      for (const server of roots) {
        for (const place of ofServer[server]) {
          if (seen.has(place)) continue;
          seen.add(place);
          const n = count(place, inTrouble);
          const whole = n / place.servers.length;
          const own = count(place, isRoot);
          const alone = own / roots.length;
          if (own < LEAST || whole < WHOLE || alone < ALONE) continue;
          const isInner = place.servers.length < (best?.servers.length ?? 0);
          if (own > most || (own === most && isInner)) {
            best = { ...place, whole, alone };
            most = own;
          }
        }
      }
      for (const server of servers) inTrouble[server] = 0;
      for (const server of roots) isRoot[server] = 0;
      return best;
    },
  };
}
