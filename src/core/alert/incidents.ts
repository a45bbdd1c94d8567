/** Incidents: firing alerts that belong together over call links, racks and time, named by their most upstream server. */
import type { Fleet } from '../domain/fleet.ts';
import {
  type Acknowledgement,
  type Incident,
  type Involvement,
  SEVERITIES,
  type Severity,
  type Suspect,
} from '../domain/incident.ts';
import { type EpochMs, MINUTE, type Ms } from '../domain/time.ts';
import { hashText } from '../numeric/hash.ts';
import type { AlertRecord } from './alerts.ts';
import { makeKinship } from './kinship.ts';

/** All alerts must have been over for this long before an incident is. */
const QUIET: Ms = 2 * MINUTE;
/** A new alert joins an incident whose newest onset is at most this old. */
const JOIN: Ms = 30 * MINUTE;
/** Unusual behaviour without an alert counts when it began at most this long before the incident. */
const LEAD: Ms = 3 * MINUTE;
/** Onsets closer than this are taken as simultaneous: what lies upstream then is the likelier cause. */
const SAME_TIME: Ms = MINUTE;
/** Incidents kept, newest last. */
const KEEP = 500;

/** When each server began to behave unusually, without any alert; `undefined` when it does not. */
export type OnsetOf = (server: number) => EpochMs | undefined;

interface Party {
  onset: EpochMs;
  recoveredAt: EpochMs | undefined;
  /** Alerts of this server in the incident; empty when it only behaves unusually. */
  readonly alerts: AlertRecord[];
}

/** An incident in the making. */
export interface IncidentRecord {
  readonly id: string;
  readonly openedAt: EpochMs;
  resolvedAt: EpochMs | undefined;
  newestOnset: EpochMs;
  acknowledged: Acknowledgement | undefined;
  suspects: readonly Suspect[];
  /** By server column. */
  readonly parties: Map<number, Party>;
  readonly alerts: AlertRecord[];
  /** The alert it is named by. */
  naming: AlertRecord;
}

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
  find(id: string): IncidentRecord | undefined;
}

/** Makes an empty incident book. */
export function makeIncidents(fleet: Fleet): Incidents {
  const kinship = makeKinship(fleet);
  const involved = new Uint8Array(fleet.servers.length);
  const open = new Set<IncidentRecord>();
  const book = new Map<string, IncidentRecord>();
  const incidentOf = new Map<number, IncidentRecord>();

  const canJoin = (incident: IncidentRecord, alert: AlertRecord): boolean =>
    incident.parties.has(alert.column) || alert.since - incident.newestOnset <= JOIN;

  /** Open incidents the alert may belong to, oldest first. */
  const candidates = (alert: AlertRecord, unwell: Uint8Array): IncidentRecord[] => {
    const found = new Set<IncidentRecord>();
    const consider = (server: number): void => {
      const incident = incidentOf.get(server);
      if (incident && canJoin(incident, alert)) found.add(incident);
    };
    consider(alert.column);
    kinship.kin(alert.column, unwell, consider);
    const rack = kinship.rack[alert.column];
    if (alert.rule.sharesRack && rack >= 0) {
      for (const incident of open) {
        if (canJoin(incident, alert) && sharesRack(incident, rack)) found.add(incident);
      }
    }
    return [...found].sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
  };

  const sharesRack = (incident: IncidentRecord, rack: number): boolean =>
    incident.alerts.some(
      (alert) =>
        alert.rule.sharesRack && alert.state === 'firing' && kinship.rack[alert.column] === rack,
    );

  const begin = (alert: AlertRecord): IncidentRecord => {
    const hash = hashText(`${alert.rule.id}\n${alert.server}\n${alert.since}`);
    let id = `inc-${(hash >>> 8).toString(16).padStart(6, '0')}`;
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
    const unusual = onsetOf(alert.column);
    const isLead = unusual !== undefined && unusual < alert.since && alert.since - unusual <= LEAD;
    party(incident, alert.column, isLead ? unusual : alert.since).alerts.push(alert);
  };

  /** The alert that names an incident: a cause before a symptom, then what most others depend on, among the earliest. */
  const nameOf = (incident: IncidentRecord): AlertRecord => {
    let first = Number.POSITIVE_INFINITY;
    involved.fill(0);
    for (const [server, member] of incident.parties) {
      if (member.alerts.length > 0) first = Math.min(first, member.onset);
      involved[server] = 1;
    }
    let best = incident.alerts[0];
    let bestRank = Number.NEGATIVE_INFINITY;
    for (const [server, member] of incident.parties) {
      if (member.alerts.length === 0 || member.onset - first > SAME_TIME) continue;
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
    open.delete(younger);
    book.delete(younger.id);
  };

  /** Adds neighbours that behave unusually without an alert of their own, so that all affected servers are named. */
  const spread = (incident: IncidentRecord, onsetOf: OnsetOf): void => {
    const pending = [...incident.parties.keys()];
    for (const server of pending) {
      kinship.neighbours(server, (next) => {
        if (incident.parties.has(next) || incidentOf.has(next)) return;
        const onset = onsetOf(next);
        if (
          onset === undefined ||
          onset < incident.openedAt - LEAD ||
          onset - incident.newestOnset > JOIN
        )
          return;
        party(incident, next, onset);
        pending.push(next);
      });
    }
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
      if (member.alerts.length === 0) isCalm = onsetOf(server) === undefined;
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
      for (const alert of fired) {
        const [oldest, ...others] = candidates(alert, unwell);
        const incident = oldest ?? begin(alert);
        for (const other of others) absorb(incident, other);
        join(incident, alert, onsetOf);
        incident.naming = nameOf(incident);
      }
      for (const incident of open) {
        spread(incident, onsetOf);
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
    find: (id) => book.get(id),
  };
}

const worse = (a: Severity, b: Severity): Severity =>
  SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b;

/** The incident a screen may keep: a plain copy. */
export function toIncident(incident: IncidentRecord, fleet: Fleet): Incident {
  const involved: Involvement[] = [];
  for (const [column, member] of incident.parties) {
    involved.push({
      server: fleet.servers[column].name,
      onset: member.onset,
      recoveredAt: member.recoveredAt,
      severity: member.alerts.reduce<Severity>(
        (sum, alert) => worse(sum, alert.rule.severity),
        'info',
      ),
    });
  }
  involved.sort((a, b) => a.onset - b.onset || (a.server < b.server ? -1 : 1));
  // A cause need not raise an alert of its own: believed in by more than half, it names the incident.
  const [top] = incident.suspects;
  const named =
    top !== undefined && top.share > 0.5 && top.server !== incident.naming.server ? top : undefined;
  return {
    id: incident.id,
    severity: incident.alerts.reduce<Severity>(
      (sum, alert) => worse(sum, alert.rule.severity),
      'info',
    ),
    state: incident.resolvedAt === undefined ? 'open' : 'resolved',
    openedAt: incident.openedAt,
    resolvedAt: incident.resolvedAt,
    server: named?.server ?? incident.naming.server,
    metric: named?.metric ?? incident.naming.rule.metric,
    rule: incident.naming.rule.id,
    involved,
    alerts: incident.alerts.map((alert) => alert.id),
    acknowledged: incident.acknowledged,
    suspects: incident.suspects,
  };
}
