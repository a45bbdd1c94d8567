/** Alerts and incidents as questions ask for them. */
import { type Alert, type Incident, SEVERITIES } from '../domain/incident.ts';
import type { Question } from '../domain/question.ts';
import type { AssistantContext } from './answer.ts';
import { count, instant, metricName, type Subject } from './reading.ts';

/** Alerts that are heard now, of the servers a question is about. */
export function heard(
  question: Question,
  context: AssistantContext,
  subject: Subject,
): readonly Alert[] {
  const asked = new Set(subject.servers.map(({ name }) => name));
  const { severity } = question.slots;
  return context.snapshot.alerts
    .filter(
      (alert) =>
        alert.state === 'firing' &&
        alert.mutedBy.length === 0 &&
        asked.has(alert.server) &&
        (severity === undefined || alert.severity === severity),
    )
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.since - b.since,
    );
}

/** Alerts that fire but are muted, of the servers a question is about. */
export function mutedOf(context: AssistantContext, subject: Subject): readonly Alert[] {
  const asked = new Set(subject.servers.map(({ name }) => name));
  return context.snapshot.alerts.filter(
    ({ state, server, mutedBy }) => state === 'firing' && mutedBy.length > 0 && asked.has(server),
  );
}

/** Open incidents that involve one of the servers a question is about. */
export function openIncidents(context: AssistantContext, subject: Subject): readonly Incident[] {
  const asked = new Set(subject.servers.map(({ name }) => name));
  return context.snapshot.incidents.filter(
    (incident) =>
      incident.state === 'open' && incident.involved.some(({ server }) => asked.has(server)),
  );
}

/** What phrases about an incident need. */
export function incidentArgs(incident: Incident, context: AssistantContext) {
  return {
    id: incident.id,
    server: incident.server,
    metric: metricName(incident.metric),
    count: count(incident.involved.length),
    since: instant(incident.openedAt, context),
  };
}
