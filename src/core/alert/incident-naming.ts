/** What an incident is named by: a place all of whose servers share a trouble, else the most upstream of the earliest causes. */
import type { Fleet } from '../domain/fleet.ts';
import { MINUTE, type Ms } from '../domain/time.ts';
import type { AlertRecord } from './alerts.ts';
import type { IncidentRecord } from './incident-record.ts';
import type { Kinship } from './kinship.ts';
import { sounds } from './mute.ts';
import type { PlaceSuspect, Places } from './places.ts';

/** Onsets closer than this are taken as simultaneous: what lies upstream then is the likelier cause. */
const SAME_TIME: Ms = MINUTE;
/** Of an incident with more servers than this only the earliest are asked who is most upstream. */
const NAMED_AMONG = 48;

/** Looks at incidents; changes nothing. */
export interface Naming {
  placeOf(incident: IncidentRecord): PlaceSuspect | undefined;
  nameOf(incident: IncidentRecord): AlertRecord;
}

/** Makes the look-ups for a fleet. */
export function makeNaming(fleet: Fleet, kinship: Kinship, places: Places): Naming {
  const involved = new Uint8Array(fleet.servers.length);

  /** The place whose servers share one trouble of the incident, if nearly all of them and hardly anyone else do. */
  const placeOf = (incident: IncidentRecord): PlaceSuspect | undefined => {
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
    return best;
  };

  /** The alert that names an incident: the first of a place; else a cause before a symptom, then what most others depend on, among the earliest. */
  const nameOf = (incident: IncidentRecord): AlertRecord => {
    const { place } = incident;
    if (place) {
      const inside = incident.alerts.filter(
        ({ rule, column }) => rule.sharesRack && place.servers.includes(column),
      );
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
