/** What an incident is named by: a place all of whose servers share a trouble, else the most upstream of the earliest causes. */
import type { Fleet } from '../domain/fleet.ts';
import { type EpochMs, MINUTE, type Ms, SECOND } from '../domain/time.ts';
import type { AlertRecord } from './alerts.ts';
import type { IncidentRecord, OnsetOf } from './incident-record.ts';
import type { Kinship } from './kinship.ts';
import { sounds } from './mute.ts';
import type { PlaceSuspect, Places } from './places.ts';

/** Onsets closer than this are taken as simultaneous: what lies upstream then is the likelier cause. */
export const SAME_TIME: Ms = MINUTE;
/** A callee found to be in trouble at most this much later explains its caller all the same. */
const LAG: Ms = 10 * SECOND;
/** Troubles that begin within this did not wait for one another. */
const AT_ONCE: Ms = 3 * SECOND;
/** Share of the first in trouble that stand in a place, and of the place that is among them, that tells it from its servers. */
const FIRST = 0.75;
/** With more servers than this an incident is a storm, and was asked while it was smaller. */
const ASKED = 600;
/** Of an incident with more servers than this only the earliest are asked who is most upstream. */
const NAMED_AMONG = 48;

/** Looks at incidents; changes nothing. */
export interface Naming {
  /** @param onsetOf of servers that have no alert */
  placeOf(incident: IncidentRecord, onsetOf: OnsetOf): PlaceSuspect | undefined;
  nameOf(incident: IncidentRecord): AlertRecord;
}

/** Makes the look-ups for a fleet. */
export function makeNaming(fleet: Fleet, kinship: Kinship, places: Places): Naming {
  const involved = new Uint8Array(fleet.servers.length);

  /** The place whose servers share one trouble of the incident, if nearly all of them and hardly anyone else do. */
  const placeOf = (incident: IncidentRecord, onsetOf: OnsetOf): PlaceSuspect | undefined => {
    const troubles = new Map<string, Set<number>>();
    for (const alert of incident.alerts) {
      if (!alert.rule.sharesRack || !sounds(alert)) continue;
      const servers = troubles.get(alert.rule.id) ?? new Set();
      troubles.set(alert.rule.id, servers.add(alert.column));
    }
    let best: PlaceSuspect | undefined;
    for (const servers of troubles.values()) {
      const found = places.culprit([...servers]);
      if (found && (!best || found.servers.length > best.servers.length)) best = found;
    }
    return best ?? sharedOf(incident, onsetOf);
  };

  /** Of these servers the ones that call none which was in trouble when they were: nobody but their place explains them. */
  const unexplained = (onsets: ReadonlyMap<number, EpochMs>): number[] =>
    [...onsets].flatMap(([server, onset]) => {
      let isExplained = false;
      kinship.callees(server, (callee) => {
        const other = onsets.get(callee);
        if (other !== undefined && other <= onset + LAG) isExplained = true;
      });
      return isExplained ? [] : [server];
    });

  /** When each server's trouble began: those of the incident, and who began to behave unusually at the same time where they stand. */
  const onsetsAround = (incident: IncidentRecord, onsetOf: OnsetOf): Map<number, EpochMs> => {
    const onsets = new Map<number, EpochMs>();
    let first = Number.POSITIVE_INFINITY;
    for (const [server, { onset }] of incident.parties) {
      onsets.set(server, onset);
      first = Math.min(first, onset);
    }
    for (const [server, { onset }] of incident.parties) {
      if (onset > first + LAG) continue;
      for (const mate of places.of(server).at(0)?.servers ?? []) {
        const since = onsets.has(mate) ? undefined : onsetOf(mate, 'mild');
        if (since !== undefined && Math.abs(since - first) <= LAG) onsets.set(mate, since);
      }
    }
    return onsets;
  };

  /**
   * The place that explains troubles of more than one kind of server: at least three of its servers were in trouble at the same time without
   * calling one that was; or two, where its servers are the first of all.
   */
  const sharedOf = (incident: IncidentRecord, onsetOf: OnsetOf): PlaceSuspect | undefined => {
    const { size } = incident.parties;
    if (size < 2 || size > ASKED) return undefined;
    const onsets = onsetsAround(incident, onsetOf);
    const began = Math.min(...onsets.values());
    const roots = unexplained(onsets);
    const early = [...onsets.keys()].filter(
      (server) => (onsets.get(server) ?? 0) <= began + AT_ONCE,
    );
    for (const [some, least] of [
      [roots, 3],
      [early, 2],
    ] as const) {
      const found = places.culprit([...onsets.keys()], some);
      if (!found) continue;
      const own = roots.filter((server) => found.servers.includes(server));
      const times = own.map((server) => onsets.get(server) ?? 0);
      if (own.length < least || Math.max(...times) - Math.min(...times) > SAME_TIME) continue;
      if (some === early && (found.alone < FIRST || early.length < FIRST * found.servers.length))
        continue;
      // What all of them call explains as much as where they stand.
      const calls = new Map<number, number>();
      for (const server of own)
        kinship.callees(server, (callee) => calls.set(callee, (calls.get(callee) ?? 0) + 1));
      if (![...calls.values()].some((count) => count === own.length)) return found;
    }
    return undefined;
  };

  /** The alert that names an incident: the first of a place; else a cause before a symptom, then what most others depend on, among the earliest. */
  const nameOf = (incident: IncidentRecord): AlertRecord => {
    const { place } = incident;
    if (place) {
      const here = incident.alerts.filter(({ column }) => place.servers.includes(column));
      const shared = here.filter(({ rule }) => rule.sharesRack);
      const inside = shared.length > 0 ? shared : here;
      inside.sort((a, b) => a.since - b.since || a.column - b.column);
      return inside.find(sounds) ?? inside.at(0) ?? incident.naming;
    }
    let first = Number.POSITIVE_INFINITY;
    involved.fill(0);
    for (const [server, member] of incident.parties) {
      if (member.alerts.length > 0) first = Math.min(first, member.onset);
      involved[server] = 1;
    }
    const early = [...incident.parties].filter(
      ([, member]) => member.alerts.length > 0 && member.onset - first <= SAME_TIME,
    );
    if (early.length > NAMED_AMONG) {
      early.sort(([a, x], [b, y]) => x.onset - y.onset || a - b);
      early.length = NAMED_AMONG;
    }
    let best = incident.alerts[0];
    let bestRank = Number.NEGATIVE_INFINITY;
    for (const [server, member] of early) {
      const depth = kinship.dependents(server, involved);
      for (const alert of member.alerts) {
        const isCause = alert.rule.nature === 'cause' ? 1 : 0;
        // Lexicographic: nature, depth, time.
        const rank = isCause * 1e12 + depth * 1e7 - (alert.since - first) / 1000;
        if (rank > bestRank) {
          bestRank = rank;
          best = alert;
        }
      }
    }
    return best;
  };

  return { placeOf, nameOf };
}
