/** Which routes an alert takes: its labels and fingerprint, label conditions, the first that fits. */
import type { SilenceMatcher } from '../domain/alertmanager.ts';
import type { Alert, Severity } from '../domain/incident.ts';
import type { NotifiedAlert, Route } from '../domain/notify.ts';
import type { Labels } from '../domain/series.ts';
import { hashText } from '../numeric/hash.ts';

/** An alert as routes see it. */
export interface RoutedAlert {
  readonly alert: NotifiedAlert;
  readonly incident: string | undefined;
  readonly muted: boolean;
  /** Someone took it: it is not told again and again. */
  readonly taken: boolean;
}

/** Fingerprint of labels, 16 hex digits; `incident` is no part of it, for that may change. */
export function fingerprintOf(labels: Labels): string {
  const text = Object.keys(labels)
    .filter((name) => name !== 'incident')
    .sort()
    .map((name) => `${name}\u0000${labels[name]}`)
    .join('\u0001');
  return hash64(text);
}

/** An alert of ours with the labels of its server, as routes see it. */
export function toRouted(alert: Alert, serverLabels: Labels, source: string): RoutedAlert {
  const labels: Labels = {
    ...serverLabels,
    alertname: alert.rule,
    severity: alert.severity,
    instance: alert.server,
    metric: alert.metric,
    source,
  };
  return {
    alert: {
      fingerprint: fingerprintOf(labels),
      id: alert.id,
      status: alert.state === 'resolved' ? 'resolved' : 'firing',
      labels,
      rule: alert.rule,
      severity: alert.severity,
      server: alert.server,
      metric: alert.metric,
      signal: alert.signal,
      value: alert.value,
      threshold: alert.threshold,
      comparison: alert.comparison,
      since: alert.since,
      firedAt: alert.firedAt ?? alert.since,
      endedAt: alert.endedAt,
      texts: alert.texts,
    },
    incident: alert.incident,
    muted: alert.mutedBy.length > 0,
    taken: alert.acknowledged !== undefined,
  };
}

const patterns = new Map<string, RegExp>();

/** Whether one condition holds; a missing label is the empty text, regular expressions are anchored. A broken one never holds. */
export function matches(matcher: SilenceMatcher, labels: Labels): boolean {
  const value = labels[matcher.name] ?? '';
  if (!matcher.isRegex) return (value === matcher.value) === matcher.isEqual;
  let pattern = patterns.get(matcher.value);
  if (!pattern) {
    try {
      pattern = new RegExp(`^(?:${matcher.value})$`, 'u');
    } catch {
      return false;
    }
    if (patterns.size > 500) patterns.clear();
    patterns.set(matcher.value, pattern);
  }
  return pattern.test(value) === matcher.isEqual;
}

/** The routes an alert takes, in order: the first that fits, and those after it while they say to go on. */
export function routesOf(
  routes: readonly Route[],
  labels: Labels,
  severity: Severity,
): readonly Route[] {
  const taken: Route[] = [];
  for (const route of routes) {
    if (!route.enabled) continue;
    if (route.severities.length > 0 && !route.severities.includes(severity)) continue;
    if (!route.matchers.every((matcher) => matches(matcher, labels))) continue;
    taken.push(route);
    if (!route.goOn) break;
  }
  return taken;
}

/** Labels with the incident; an alert without one stands for itself, so that strangers are not grouped. */
export function labelsWith({ alert, incident }: RoutedAlert): Labels {
  return { ...alert.labels, incident: incident ?? alert.id };
}

/** 64 bits of a text in 16 hex digits: two hashes of 32. */
export function hash64(text: string): string {
  return hex(hashText(text)) + hex(hashText(text, 0x9e3779b9));
}

function hex(n: number): string {
  return n.toString(16).padStart(8, '0');
}
