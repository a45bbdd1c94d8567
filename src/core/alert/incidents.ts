/** Incidents: firing alerts that belong together over call links, places and time, named by the place or the most upstream server they share. */
import type { Fleet } from '../domain/fleet.ts';
import { type EpochMs, MINUTE, type Ms } from '../domain/time.ts';
import { hashText } from '../numeric/hash.ts';
import { incidentId } from './alert-id.ts';
import type { AlertRecord } from './alerts.ts';
import { makeNaming, SAME_TIME } from './incident-naming.ts';
import type { IncidentRecord, OnsetOf, Party } from './incident-record.ts';
import { makeKinship } from './kinship.ts';
import { type Inhibitor, sounds } from './mute.ts';
import { makePlaces } from './places.ts';

/** All alerts must have been over for this long before an incident is. */
const QUIET: Ms = 2 * MINUTE;
/** A new alert joins an incident whose newest onset is at most this old. */
const JOIN: Ms = 30 * MINUTE;
/** Unusual behaviour without an alert counts when it began at most this long before the incident. */
const LEAD: Ms = 3 * MINUTE;
/** Incidents kept, newest last. */
const KEEP = 500;

/** Between ticks nothing is known of servers without alerts. */
const calm: OnsetOf = () => undefined;

/** All incidents of a fleet. */
export interface Incidents {
  /**
   * Takes what changed in a tick: newly fired alerts open or join incidents, calm ones resolve.
   * @param unwell 1 per server with a pending or firing alert or an open anomaly
   * @param onsetOf asked only about neighbours of involved servers
   */
  step(t: EpochMs, fired: readonly AlertRecord[], unwell: Uint8Array, onsetOf: OnsetOf): void;
  /** Open ones first, then resolved ones, each newest first; at most `limit`. */
  newest(limit: number): readonly IncidentRecord[];
  readonly open: ReadonlySet<IncidentRecord>;
  /** Open ones that alerts joined in the last step. */
  readonly touched: ReadonlySet<IncidentRecord>;
  /** By its id, or by that of one it has taken in. */
  find(id: string): IncidentRecord | undefined;
  /** By hand: `other` is a part of `id`. False when there is no such pair. */
  merge(id: string, other: string): boolean;
  /** By hand: these alerts leave `id` and are an incident of their own, which nothing joins to it again. False when nothing would move or stay. */
  split(id: string, members: readonly string[]): boolean;
  /** What speaks for the incident of an alert, for muting. */
  inhibitorOf(alert: AlertRecord): Inhibitor | undefined;
}

/** Makes an empty incident book. */
export function makeIncidents(fleet: Fleet): Incidents {
  const kinship = makeKinship(fleet);
  const open = new Set<IncidentRecord>();
  const book = new Map<string, IncidentRecord>();
  const incidentOf = new Map<number, IncidentRecord>();
  const places = makePlaces(fleet);
  const naming = makeNaming(fleet, kinship, places);
  /** Sounding alerts that rack mates may share, by rack. */
  const rackAlerts = new Map<number, AlertRecord[]>();
  /** Ids that were taken in, and by whom. */
  const aliases = new Map<string, string>();
  /** Pairs of incidents that were parted by hand. */
  const apart = new Set<string>();
  const inhibitors = new Map<string, Inhibitor>();
  const marks = new Uint8Array(fleet.servers.length);
  const touched = new Set<IncidentRecord>();

  const pairOf = (a: IncidentRecord, b: IncidentRecord): string => [a.id, b.id].sort().join();
  const find = (id: string): IncidentRecord | undefined => {
    const alias = aliases.get(id);
    return book.get(id) ?? (alias === undefined ? undefined : find(alias));
  };

  const canJoin = (incident: IncidentRecord, alert: AlertRecord): boolean =>
    incident.parties.has(alert.column) || alert.since - incident.newestOnset <= JOIN;

  /** Open incidents the alert may belong to, oldest first. */
  const candidates = (alert: AlertRecord, unwell: Uint8Array): IncidentRecord[] => {
    const found = new Set<IncidentRecord>();
    const consider = (server: number): boolean => {
      const incident = incidentOf.get(server);
      if (!incident || !canJoin(incident, alert)) return false;
      found.add(incident);
      return true;
    };
    consider(alert.column);
    kinship.kin(alert.column, unwell, consider);
    const rack = kinship.rack[alert.column];
    if (alert.rule.sharesRack && rack >= 0) {
      const mates = (rackAlerts.get(rack) ?? []).filter(sounds);
      for (const { incident: id } of mates) {
        const incident = id === undefined ? undefined : book.get(id);
        if (incident && open.has(incident) && canJoin(incident, alert)) found.add(incident);
      }
      mates.push(alert);
      rackAlerts.set(rack, mates);
    }
    return [...found].sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
  };

  const begin = (alert: AlertRecord, salt = ''): IncidentRecord => {
    let id = incidentId(alert.rule.id, alert.server, alert.since, salt);
    while (book.has(id)) id = `inc-${(hashText(id) >>> 8).toString(16).padStart(6, '0')}`;
    const incident: IncidentRecord = {
      id,
      openedAt: alert.since,
      resolvedAt: undefined,
      newestOnset: alert.since,
      acknowledged: undefined,
      suspects: [],
      parties: new Map(),
      alerts: [],
      naming: alert,
      place: undefined,
    };
    book.set(id, incident);
    open.add(incident);
    if (book.size > KEEP) {
      for (const old of book.values()) {
        if (old.resolvedAt === undefined) continue;
        book.delete(old.id);
        break;
      }
    }
    return incident;
  };

  const party = (incident: IncidentRecord, server: number, onset: EpochMs): Party => {
    let member = incident.parties.get(server);
    if (member === undefined) {
      member = { onset, recoveredAt: undefined, alerts: [] };
      incident.parties.set(server, member);
      incidentOf.set(server, incident);
    }
    member.onset = Math.min(member.onset, onset);
    if (onset > incident.newestOnset) incident.newestOnset = onset;
    return member;
  };

  const join = (incident: IncidentRecord, alert: AlertRecord, onsetOf: OnsetOf): void => {
    alert.incident = incident.id;
    incident.alerts.push(alert);
    const unusual = onsetOf(alert.column, 'mild');
    const isLead = unusual !== undefined && unusual < alert.since && alert.since - unusual <= LEAD;
    party(incident, alert.column, isLead ? unusual : alert.since).alerts.push(alert);
  };

  /** Looks at an incident anew after alerts joined or left it. */
  const rename = (incident: IncidentRecord, onsetOf: OnsetOf): void => {
    incident.place = naming.placeOf(incident, onsetOf) ?? incident.place;
    incident.naming = naming.nameOf(incident);
    inhibitors.delete(incident.id);
  };

  /** Places that went dark as a whole with this tick: the incidents of their servers are one. */
  const joinPlaces = (fired: readonly AlertRecord[]): void => {
    const rules = new Map<string, AlertRecord>();
    for (const alert of fired) if (!rules.has(alert.rule.id)) rules.set(alert.rule.id, alert);
    for (const [rule, sample] of rules) {
      // What mates need not share is a coincidence unless it begins at the same time.
      const isMeant = (alert: AlertRecord): boolean =>
        alert.rule.id === rule &&
        sounds(alert) &&
        (alert.rule.sharesRack || Math.abs(alert.since - sample.since) <= SAME_TIME);
      marks.fill(0);
      for (const incident of open)
        for (const alert of incident.alerts) if (isMeant(alert)) marks[alert.column] = 1;
      const seen = new Set<string>();
      for (const alert of fired) {
        if (alert.rule.id !== rule) continue;
        for (const place of places.of(alert.column)) {
          const key = `${place.kind}\n${place.name}`;
          if (seen.has(key)) continue;
          seen.add(key);
          if (!places.isWhole(place, marks)) continue;
          const all = new Set<IncidentRecord>();
          for (const server of place.servers) {
            const incident = marks[server] === 1 ? incidentOf.get(server) : undefined;
            if (incident && canJoin(incident, alert)) all.add(incident);
          }
          const [oldest, ...others] = [...all].sort(
            (a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1),
          );
          for (const other of others) {
            if (apart.has(pairOf(oldest, other))) continue;
            absorb(oldest, other);
            touched.delete(other);
            touched.add(oldest);
          }
        }
      }
    }
  };

  /** Makes two incidents one: the younger was a part of the older all along. */
  const absorb = (older: IncidentRecord, younger: IncidentRecord): void => {
    for (const alert of younger.alerts) {
      alert.incident = older.id;
      older.alerts.push(alert);
    }
    for (const [server, member] of younger.parties) {
      party(older, server, member.onset).alerts.push(...member.alerts);
      incidentOf.set(server, older);
    }
    older.acknowledged ??= younger.acknowledged;
    older.openedAt = Math.min(older.openedAt, younger.openedAt);
    open.delete(younger);
    book.delete(younger.id);
    aliases.set(younger.id, older.id);
  };

  /** Takes alerts out of an incident into one of their own. */
  const part = (incident: IncidentRecord, leaving: ReadonlySet<AlertRecord>): void => {
    const [first] = [...leaving].sort((a, b) => a.since - b.since || a.column - b.column);
    const own = begin(first, '\nsplit');
    apart.add(pairOf(incident, own));
    incident.alerts.splice(
      0,
      incident.alerts.length,
      ...incident.alerts.filter((alert) => !leaving.has(alert)),
    );
    for (const alert of leaving) {
      alert.incident = own.id;
      own.alerts.push(alert);
      const member = incident.parties.get(alert.column);
      const stays = member?.alerts.filter((one) => !leaving.has(one)) ?? [];
      if (stays.length === 0) incident.parties.delete(alert.column);
      else member?.alerts.splice(0, member.alerts.length, ...stays);
      if (stays.length > 0 && member) {
        const party = own.parties.get(alert.column) ?? {
          onset: alert.since,
          recoveredAt: undefined,
          alerts: [],
        };
        party.alerts.push(alert);
        own.parties.set(alert.column, party);
      } else party(own, alert.column, alert.since).alerts.push(alert);
    }
    own.acknowledged = incident.acknowledged;
    if (incident.resolvedAt !== undefined) {
      own.resolvedAt = incident.resolvedAt;
      open.delete(own);
    }
    incident.place = undefined;
    rename(incident, calm);
    rename(own, calm);
  };

  /**
   * Adds neighbours that behave unusually without an alert of their own, so that all affected servers are named; among what they call also
   * what is mildly unusual for long: a cause may begin well before anyone complains; and who asks for more, where more is asked for.
   */
  const spread = (incident: IncidentRecord, onsetOf: OnsetOf): boolean => {
    const known = incident.parties.size;
    const pending = [...incident.parties.keys()];
    const add = (next: number, onset: EpochMs | undefined, lead: Ms): void => {
      if (
        onset === undefined ||
        onset < incident.openedAt - lead ||
        onset - incident.newestOnset > JOIN
      )
        return;
      party(incident, next, onset);
      pending.push(next);
    };
    const isFree = (next: number): boolean => !incident.parties.has(next) && !incidentOf.has(next);
    // What stands where the cause is, and is unwell too, is part of it.
    for (const server of incident.place?.servers ?? [])
      if (isFree(server)) add(server, onsetOf(server), LEAD);
    for (const server of pending) {
      kinship.neighbours(server, (next) => {
        if (isFree(next)) add(next, onsetOf(next), LEAD);
      });
      kinship.callees(server, (next) => {
        if (isFree(next)) add(next, onsetOf(next, 'mild'), JOIN);
      });
      if (onsetOf(server, 'load') === undefined) continue;
      kinship.callers(server, (next) => {
        if (isFree(next)) add(next, onsetOf(next, 'load'), JOIN);
      });
    }
    return incident.parties.size > known;
  };

  const settle = (incident: IncidentRecord, t: EpochMs, onsetOf: OnsetOf): void => {
    let last = 0;
    let isQuiet = true;
    for (const [server, member] of incident.parties) {
      let end = 0;
      let isCalm = true;
      for (const alert of member.alerts) {
        if (alert.endedAt === undefined) isCalm = false;
        else end = Math.max(end, alert.endedAt);
      }
      if (member.alerts.length === 0) isCalm = onsetOf(server, 'mild') === undefined;
      else if (isCalm) last = Math.max(last, end);
      else isQuiet = false;
      if (!isCalm) member.recoveredAt = undefined;
      else member.recoveredAt ??= member.alerts.length === 0 ? t : end;
    }
    if (!isQuiet || t - last < QUIET) return;
    incident.resolvedAt = last;
    open.delete(incident);
    for (const [server, member] of incident.parties) {
      member.recoveredAt ??= t;
      incidentOf.delete(server);
    }
  };

  return {
    step(t, fired, unwell, onsetOf) {
      touched.clear();
      for (const alert of fired) {
        // One that sounds again after its data were missing is where it was.
        if (alert.incident !== undefined) continue;
        const [oldest, ...others] = candidates(alert, unwell);
        const incident = oldest ?? begin(alert);
        for (const other of others) {
          if (apart.has(pairOf(incident, other))) continue;
          absorb(incident, other);
          touched.delete(other);
        }
        join(incident, alert, onsetOf);
        touched.add(incident);
      }
      joinPlaces(fired);
      for (const incident of touched) rename(incident, onsetOf);
      for (const incident of open) {
        if (spread(incident, onsetOf)) rename(incident, onsetOf);
        settle(incident, t, onsetOf);
      }
    },
    newest(limit) {
      const result = [...open].sort((a, b) => b.openedAt - a.openedAt);
      const past = [...book.values()]
        .filter((incident) => incident.resolvedAt !== undefined)
        .reverse();
      return [...result, ...past].slice(0, limit);
    },
    open,
    touched,
    find,
    merge(id, other) {
      const [incident, part] = [find(id), find(other)];
      if (!incident || !part || incident === part) return false;
      apart.delete(pairOf(incident, part));
      absorb(incident, part);
      if (part.resolvedAt === undefined && incident.resolvedAt !== undefined) {
        incident.resolvedAt = undefined;
        open.add(incident);
        for (const server of incident.parties.keys()) incidentOf.set(server, incident);
      }
      rename(incident, calm);
      return true;
    },
    split(id, members) {
      const incident = find(id);
      const leaving = new Set(incident?.alerts.filter((alert) => members.includes(alert.id)));
      if (!incident || leaving.size === 0 || leaving.size === incident.alerts.length) return false;
      part(incident, leaving);
      return true;
    },
    inhibitorOf(alert) {
      const incident = alert.incident === undefined ? undefined : book.get(alert.incident);
      if (!incident || incident.alerts.length < 2) return undefined;
      let known = inhibitors.get(incident.id);
      if (!known || known.naming !== incident.naming) {
        const dependents = new Uint8Array(fleet.servers.length);
        dependents[incident.naming.column] = 1;
        kinship.markDependents(incident.naming.column, dependents);
        const { id, naming, place } = incident;
        known = { incident: id, naming, isPlace: place !== undefined, dependents };
        inhibitors.set(id, known);
      }
      return known;
    },
  };
}
