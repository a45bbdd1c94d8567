/** An incident in the making, and the plain copy a screen may keep. */
import type { Fleet } from '../domain/fleet.ts';
import {
  type Acknowledgement,
  type Incident,
  type Involvement,
  SEVERITIES,
  type Severity,
  type Suspect,
} from '../domain/incident.ts';
import type { EpochMs } from '../domain/time.ts';
import type { AlertRecord } from './alerts.ts';
import { sounds } from './mute.ts';
import type { PlaceSuspect } from './places.ts';

/** Servers and alerts a copy lists; more are counted. */
const LISTED = 1000;

/** How much must be unusual about a server: a good deal; little, but bad and for long; or no more than what it is asked for. */
export type Unusual = 'much' | 'mild' | 'load';

/** When each server began to behave unusually, without any alert; `undefined` when it does not. @param what `much` when left out */
export type OnsetOf = (server: number, what?: Unusual) => EpochMs | undefined;

/** One server's part in an incident. */
export interface Party {
  onset: EpochMs;
  recoveredAt: EpochMs | undefined;
  /** Alerts of this server in the incident; empty when it only behaves unusually. */
  readonly alerts: AlertRecord[];
}

/** An incident in the making. */
export interface IncidentRecord {
  readonly id: string;
  openedAt: EpochMs;
  resolvedAt: EpochMs | undefined;
  newestOnset: EpochMs;
  acknowledged: Acknowledgement | undefined;
  suspects: readonly Suspect[];
  /** By server column. */
  readonly parties: Map<number, Party>;
  readonly alerts: AlertRecord[];
  /** The alert it is named by. */
  naming: AlertRecord;
  /** The place whose servers all have the trouble it is about; kept once it was seen. */
  place: PlaceSuspect | undefined;
}

const worse = (a: Severity, b: Severity): Severity =>
  SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b;

/** The incident a screen may keep: a plain copy. */
export function toIncident(incident: IncidentRecord, fleet: Fleet): Incident {
  const involved: Involvement[] = [];
  const { place, alerts } = incident;
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
    top !== undefined && !place && top.share > 0.5 && top.server !== incident.naming.server
      ? top
      : undefined;
  let firing = 0;
  let muted = 0;
  for (const alert of alerts) {
    if (!sounds(alert)) continue;
    firing++;
    if (alert.mutedBy.length > 0) muted++;
  }
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
    ...(place && {
      place: { kind: place.kind, name: place.name, servers: place.servers.length },
    }),
    counts: { alerts: alerts.length, firing, muted, servers: involved.length },
    involved: involved.slice(0, LISTED),
    alerts: alerts.slice(0, LISTED).map((alert) => alert.id),
    acknowledged: incident.acknowledged,
    suspects: incident.suspects,
  };
}
