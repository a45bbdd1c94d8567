/** What a portal is told without asking: alerts and incidents as they begin and end, each once; and the engine's types in the wire's words. */
import type { Alert, Anomaly, Incident } from '../../core/domain/incident.ts';
import type { Snapshot } from '../../core/domain/snapshot.ts';
import type { EmbedAlert, EmbedAnomaly, EmbedEvents, EmbedIncident } from '../../embed/wire.ts';

/** News of one snapshot: more would only drown the portal. */
const MOST_NEWS = 100;

type Emit = <E extends keyof EmbedEvents>(event: E, params: EmbedEvents[E]) => void;

/** Compares each snapshot with the one before; what was so already is not told again. */
export function makeNews(emit: Emit): {
  /** Another fleet: everything in the next snapshot is new. */
  forget(): void;
  tell(snapshot: Snapshot): void;
} {
  let alerts = new Map<string, string>();
  let incidents = new Map<string, string>();
  return {
    forget() {
      alerts = new Map();
      incidents = new Map();
    },
    tell(snapshot) {
      const before = { alerts, incidents };
      alerts = new Map();
      incidents = new Map();
      let told = 0;
      for (const alert of snapshot.alerts) {
        const state = alertState(alert);
        if (!state) continue;
        alerts.set(alert.id, state);
        const known = before.alerts.get(alert.id);
        // What was over before anyone listened is no news.
        if (known === state || (state === 'resolved' && known === undefined)) continue;
        if (told++ < MOST_NEWS) emit('alert', wireAlert(alert));
      }
      for (const incident of snapshot.incidents) {
        const state = `${incident.state} ${incident.severity}`;
        incidents.set(incident.id, state);
        const known = before.incidents.get(incident.id);
        if (known === state || (incident.state === 'resolved' && known === undefined)) continue;
        if (told++ < MOST_NEWS) emit('incident', wireIncident(incident));
      }
    },
  };
}

/** Pending and muted alerts are not heard here either. */
function alertState(alert: Alert): EmbedAlert['state'] | undefined {
  if (alert.state === 'resolved') return 'resolved';
  return alert.state === 'firing' && alert.mutedBy.length === 0 ? 'firing' : undefined;
}

/** An alert in the wire's words. */
export function wireAlert(alert: Alert): EmbedAlert {
  const { id, rule, severity, server, metric, value, threshold, comparison } = alert;
  const { since, firedAt, endedAt, incident } = alert;
  const state = alert.state === 'resolved' ? 'resolved' : 'firing';
  const what = { id, rule, severity, state, server, metric, value, threshold, comparison } as const;
  return { ...what, since, firedAt, endedAt, incident };
}

/** An incident in the wire's words. */
export function wireIncident(incident: Incident): EmbedIncident {
  const { id, severity, state, openedAt, resolvedAt, server, metric, rule } = incident;
  return {
    ...{ id, severity, state, openedAt, resolvedAt, server, metric, rule },
    servers: incident.involved.slice(0, MOST_NEWS).map((party) => party.server),
    suspects: incident.suspects
      .slice(0, 5)
      .map((suspect) => ({ server: suspect.server, metric: suspect.metric, share: suspect.share })),
  };
}

/** An anomaly in the wire's words. */
export function wireAnomaly(anomaly: Anomaly): EmbedAnomaly {
  const { id, metric, server, start, value, low, high, severity } = anomaly;
  return { id, metric, server, start, value, low, high, severity };
}
