/** What is known of each server of an incident, from its alerts and anomalies, for the ranking of suspects. */
import type { IncidentRecord } from './alert/incident-record.ts';
import type { Episodes } from './detect/episodes.ts';
import type { Party } from './diagnose/root-cause.ts';
import type { Fleet } from './domain/fleet.ts';
import type { Anomaly } from './domain/incident.ts';
import type { MetricId } from './domain/metrics.ts';
import { PRESENCE } from './domain/rule.ts';
import { MINUTE, type Ms } from './domain/time.ts';

/** Anomalies count from this long before the incident. */
const LEAD: Ms = 3 * MINUTE;
/** Strength of an alert no detector can see, in standard deviations: a server that is gone. */
const PRESENCE_SIGMA = 30;
/** Least strength of a threshold alert. */
const ALERT_SIGMA = 4;
/** Distances beyond this say no more: calm metrics have tiny deviations. */
const MOST_SIGMA = 50;

/** Metrics of the requests a server serves: they suffer for others. All the rest is the server's own. */
const SYMPTOMS: ReadonlySet<string> = new Set<MetricId>([
  'request_rate',
  'latency',
  'latency_p95',
  'error_ratio',
  'net_in',
  'net_out',
]);

/** What callers ask of a server. */
export const LOAD: MetricId = 'request_rate';

/** Metrics that follow others of the same server: named only when nothing more direct is odd. */
const DERIVED: ReadonlySet<string> = new Set<MetricId>(['load', 'power', 'temperature']);

/** How directly a metric speaks of a cause on its own server; a load that falls away is a symptom. */
function directness(metric: string, isRelief: boolean): number {
  return isRelief || SYMPTOMS.has(metric) ? 0 : DERIVED.has(metric) ? 1 : 2;
}

/** Ids of the metrics of a fleet that are bad only when they are high. */
export function badMetrics(fleet: Fleet): ReadonlySet<string> {
  return new Set(fleet.metrics.filter(({ bad }) => bad === 'high').map(({ id }) => id));
}

/** Servers of the incident with their onset and most telling metric, by onset. */
export function partiesOf(
  incident: IncidentRecord,
  fleet: Fleet,
  episodes: Episodes,
): readonly Party[] {
  const until = incident.resolvedAt ?? Number.MAX_SAFE_INTEGER;
  const byServer = new Map<string, Anomaly[]>();
  for (const anomaly of episodes.between(incident.openedAt - LEAD, until)) {
    const list = byServer.get(anomaly.server);
    if (list) list.push(anomaly);
    else byServer.set(anomaly.server, [anomaly]);
  }
  const badWhenHigh = badMetrics(fleet);
  const parties: Party[] = [];
  for (const [server, member] of incident.parties) {
    let best: { metric: string; sigma: number; directness: number } | undefined;
    const offer = (metric: string, sigma: number, isRelief: boolean): void => {
      const direct = directness(metric, isRelief);
      const gain = best === undefined ? 1 : direct - best.directness;
      if (gain > 0 || (gain === 0 && best !== undefined && sigma > best.sigma)) {
        best = { metric, sigma: Math.min(sigma, MOST_SIGMA), directness: direct };
      }
    };
    let { onset } = member;
    let isLoaded = false;
    let isRelieved = member.alerts.length === 0;
    for (const alert of member.alerts) {
      offer(
        alert.rule.metric,
        alert.rule.metric === PRESENCE ? PRESENCE_SIGMA : ALERT_SIGMA,
        false,
      );
    }
    for (const anomaly of byServer.get(fleet.servers[server].name) ?? []) {
      const isRelief =
        anomaly.direction === 'below' &&
        (badWhenHigh.has(anomaly.metric) || DERIVED.has(anomaly.metric));
      offer(anomaly.metric, anomaly.sigma, isRelief);
      if (anomaly.direction === 'above') isRelieved = false;
      if (anomaly.direction === 'above' && anomaly.metric === LOAD) isLoaded = true;
      // What people ask for comes and goes: only what is bad may have begun long before.
      if (badWhenHigh.has(anomaly.metric) || anomaly.start >= incident.openedAt - LEAD)
        onset = Math.min(onset, anomaly.start);
    }
    if (best) {
      const { metric, sigma } = best;
      parties.push({
        server,
        onset,
        metric,
        sigma,
        isOwn: best.directness > 0,
        isRelieved,
        isLoaded,
      });
    }
  }
  return parties.sort((a, b) => a.onset - b.onset || a.server - b.server);
}
