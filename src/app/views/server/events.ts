/** What happened around one server: alerts that fired, incidents that opened, and what people did; for the events lane and the charts' marks. */
import type { Server } from '../../../core/domain/fleet.ts';
import type { Alert, Incident } from '../../../core/domain/incident.ts';
import type { Action } from '../../../core/domain/session.ts';
import type { EpochMs } from '../../../core/domain/time.ts';
import { targetsOf } from './faults-on.ts';

/** One happening. `subject` is a rule, an incident id or a fault id, depending on the kind. */
export interface ServerEvent {
  readonly t: EpochMs;
  readonly kind: 'alert' | 'incident' | Action['kind'];
  readonly subject: string;
  /** Alert or incident to open, when there is one. */
  readonly opens: string | undefined;
}

/** Events too close to tell apart; drawn as one mark with a count. */
export interface EventGroup {
  readonly t: EpochMs;
  readonly events: readonly ServerEvent[];
}

/** Everything that touches `server`, oldest first. */
export function eventsOf(
  server: Server,
  alerts: readonly Alert[],
  incidents: readonly Incident[],
  actions: readonly Action[],
): readonly ServerEvent[] {
  const events: ServerEvent[] = [];
  const subjects = new Set(targetsOf(server));
  for (const alert of alerts) {
    if (alert.server !== server.name) continue;
    subjects.add(alert.id);
    if (alert.incident) subjects.add(alert.incident);
    if (alert.firedAt === undefined) continue;
    events.push({ t: alert.firedAt, kind: 'alert', subject: alert.rule, opens: alert.id });
  }
  for (const incident of incidents) {
    if (!incident.involved.some((party) => party.server === server.name)) continue;
    subjects.add(incident.id);
    events.push({
      t: incident.openedAt,
      kind: 'incident',
      subject: incident.id,
      opens: incident.id,
    });
  }
  for (const action of actions) {
    if (!subjects.has(action.target)) continue;
    const subject = action.kind === 'inject' ? action.fault : action.target;
    events.push({ t: action.at, kind: action.kind, subject, opens: undefined });
  }
  return events.sort((a, b) => a.t - b.t);
}

/** Whether two lists tell the same; snapshots bring a new list every tick, charts redraw only when it differs. */
export function sameEvents(a: readonly ServerEvent[], b: readonly ServerEvent[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      (event, i) =>
        event.t === b[i].t && event.kind === b[i].kind && event.subject === b[i].subject,
    )
  );
}

/** Groups events closer than `gap` ms to the previous one. */
export function groupEvents(events: readonly ServerEvent[], gap: number): readonly EventGroup[] {
  const groups: { t: EpochMs; events: ServerEvent[] }[] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last && event.t - last.t < gap) last.events.push(event);
    else groups.push({ t: event.t, events: [event] });
  }
  return groups;
}
