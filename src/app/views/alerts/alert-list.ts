/** Alerts sorted for the screen: which tab, which group, which stretch of time, what mutes them. Pure. */
import { DEFAULT_RULES } from '../../../core/alert/rules.ts';
import { DEFAULT_SILENCE } from '../../../core/domain/act.ts';
import type { Server } from '../../../core/domain/fleet.ts';
import type { Alert, Anomaly, Incident } from '../../../core/domain/incident.ts';
import type { Rule } from '../../../core/domain/rule.ts';
import type { Signal } from '../../../core/domain/rule-parts.ts';
import type { Action } from '../../../core/domain/session.ts';
import {
  DAY,
  type EpochMs,
  formatDuration,
  HOUR,
  MINUTE,
  type Ms,
  SECOND,
} from '../../../core/domain/time.ts';

/** Tabs of the screen, in order. */
export const TABS = [
  'firing',
  'acknowledged',
  'silenced',
  'resolved',
  'mutes',
  'history',
  'rules',
] as const;
export type Tab = (typeof TABS)[number];
/** Tabs that list alerts of the session. */
export type ListTab = Exclude<Tab, 'mutes' | 'history' | 'rules'>;

/** What kind of condition an alert stands for. */
export type AlertType = 'threshold' | 'absence' | 'forecast' | 'anomaly' | 'change';

const AXES: readonly Ms[] = [15 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY];

/** The tab an alert stands in; pending ones stand below the firing ones. */
export function tabOf(alert: Alert): ListTab {
  if (alert.state === 'resolved') return 'resolved';
  if (alert.mutedBy.length > 0) return 'silenced';
  return alert.acknowledged ? 'acknowledged' : 'firing';
}

/** The rule behind an alert; `undefined` for one that was deleted since. @param rules those of this device; the built-in ones when left out */
export function ruleOf(
  alert: Pick<Alert, 'rule' | 'severity'>,
  rules: readonly Rule[] = DEFAULT_RULES,
): Rule | undefined {
  return rules.find((rule) => rule.id === alert.rule && rule.severity === alert.severity);
}

/** What an alert's rule looks at; alerts stored by older versions do not say it themselves. */
export function signalOf(alert: Pick<Alert, 'rule' | 'severity' | 'signal'>): Signal {
  return alert.signal ?? ruleOf(alert)?.signal ?? 'value';
}

/** Type of an alert or a rule. */
export function typeOf(
  comparison: Alert['comparison'],
  subject: { readonly signal?: Signal } | undefined,
): AlertType {
  if (comparison === 'absent') return 'absence';
  switch (subject?.signal) {
    case 'predicted':
      return 'forecast';
    case 'score':
      return 'anomaly';
    case 'rate':
      return 'change';
    default:
      return 'threshold';
  }
}

/** The session's alerts, the newest state of each: `recent` come with every tick, `earlier` were asked for. */
export function mergeAlerts(
  earlier: readonly Alert[],
  recent: readonly Alert[],
): ReadonlyMap<string, Alert> {
  const merged = new Map(earlier.map((alert) => [alert.id, alert]));
  for (const alert of recent) merged.set(alert.id, alert);
  return merged;
}

/** Whether every word of a filter occurs in the alert's server, rule name, incident or place. */
export function matches(
  alert: Alert,
  filter: string,
  ruleName: string,
  server: Server | undefined,
): boolean {
  const hay =
    `${alert.server} ${alert.rule} ${ruleName} ${alert.incident ?? ''} ${alert.severity} ${server?.place?.rack ?? ''} ${server?.role ?? ''}`.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}

/** Alerts of one incident, or of none. */
export interface AlertGroup {
  /** Incident id, `none` or `pending`. */
  readonly id: string;
  readonly alerts: readonly string[];
}

/** Groups by incident, in the incidents' order (worst and newest first), then those of no incident, then pending ones. */
export function groupAlerts(
  alerts: readonly Alert[],
  incidents: readonly Incident[],
): readonly AlertGroup[] {
  const groups = new Map<string, string[]>(incidents.map((incident) => [incident.id, []]));
  const none: string[] = [];
  const pending: string[] = [];
  for (const alert of alerts) {
    if (alert.state === 'pending') pending.push(alert.id);
    else (groups.get(alert.incident ?? '') ?? none).push(alert.id);
  }
  return [
    ...[...groups].map(([id, ids]) => ({ id, alerts: ids })),
    { id: 'none', alerts: none },
    { id: 'pending', alerts: pending },
  ].filter((group) => group.alerts.length > 0);
}

/** Worst first, then the longest lasting. */
export function byUrgency(a: Alert, b: Alert): number {
  return (
    RANK[a.severity] - RANK[b.severity] ||
    (a.firedAt ?? a.since) - (b.firedAt ?? b.since) ||
    // Host names: by code unit, since a storm would feel the rules of a language.
    (a.server < b.server ? -1 : a.server > b.server ? 1 : 0)
  );
}

const RANK = { critical: 0, warning: 1, info: 2 } as const;

/** Number of alerts that fired in each part of [start, end], by severity; an alert counts in every part it touches. */
export interface Histogram {
  readonly critical: Uint16Array;
  readonly warning: Uint16Array;
  readonly info: Uint16Array;
  /** Alerts without data, from the instant their series ended; before it they count by their severity. */
  readonly noData: Uint16Array;
  readonly most: number;
}

/** Counts alerts in `buckets` equal parts; pending ones do not count. */
export function histogramOf(
  alerts: Iterable<Alert>,
  start: EpochMs,
  end: EpochMs,
  buckets: number,
): Histogram {
  const counts = {
    critical: new Uint16Array(buckets),
    warning: new Uint16Array(buckets),
    info: new Uint16Array(buckets),
    noData: new Uint16Array(buckets),
  };
  const width = (end - start) / buckets;
  for (const alert of alerts) {
    if (alert.firedAt === undefined || alert.firedAt > end) continue;
    const until = alert.endedAt ?? end;
    if (until < start) continue;
    const first = Math.max(0, Math.floor((alert.firedAt - start) / width));
    const last = Math.min(buckets - 1, Math.floor((until - start) / width));
    const silent =
      alert.state === 'no-data'
        ? Math.max(first, Math.floor(((alert.missingSince ?? alert.firedAt) - start) / width))
        : buckets;
    for (let i = first; i <= last; i++) (i < silent ? counts[alert.severity] : counts.noData)[i]++;
  }
  let most = 0;
  for (let i = 0; i < buckets; i++)
    most = Math.max(
      most,
      counts.critical[i] + counts.warning[i] + counts.info[i] + counts.noData[i],
    );
  return { ...counts, most };
}

/** Width of the axis the rows share: wide enough for the oldest of them, no wider than the screen's range. */
export function axisWidth(alerts: Iterable<Alert>, now: EpochMs, range: Ms): Ms {
  let oldest = now;
  for (const alert of alerts) oldest = Math.min(oldest, alert.since);
  const wanted = (now - oldest) * 1.08;
  return Math.min(range, AXES.find((width) => width >= wanted) ?? range);
}

/** Until when a silence mutes the alert, by the session's own actions; `undefined` when none does. */
export function silencedUntil(
  alert: Alert,
  actions: readonly Action[],
  now: EpochMs,
  server: Server | undefined,
): EpochMs | undefined {
  let until: EpochMs | undefined;
  const targets = [
    alert.id,
    alert.incident,
    alert.rule,
    alert.server,
    server?.id,
    server?.place?.rack,
    server?.place?.site,
  ];
  for (const action of actions) {
    if (action.kind !== 'silence' || !targets.includes(action.target) || action.at > now) continue;
    const end = action.at + (action.duration ?? DEFAULT_SILENCE);
    if (end > now) until = Math.max(until ?? 0, end);
  }
  return until;
}

/** PromQL of an alert's condition, as a reader may run it elsewhere; of a score, the metric it is the score of. */
export function promqlOf(alert: Alert, prom: string, rule = ruleOf(alert)): string {
  const selector = `${prom}{instance="${alert.server}"}`;
  if (alert.comparison === 'absent') return `absent(${selector})`;
  const limit = `${alert.comparison} ${alert.threshold}`;
  switch (signalOf(alert)) {
    case 'predicted':
      return `predict_linear(${selector}[6h], ${(rule?.ahead ?? DAY) / 1000}) ${limit}`;
    case 'rate':
      return `delta(${selector}[${formatDuration(rule?.window ?? HOUR)}]) ${limit}`;
    case 'score':
      return selector;
    default:
      return `${selector} ${limit}`;
  }
}

/** Points of an alert's chart, and its least stretch of time before and after the alert. */
export const CHART_POINTS = 300;
const LEAST_LEAD: Ms = 10 * MINUTE;
/** Charts of what still lasts move on this often. */
const CHART_STEP: Ms = 5000;

/** The stretch of time an alert's chart shows: as long before it began as it lasted, ten minutes at least. */
export function chartSpan(
  alert: Pick<Alert, 'since' | 'endedAt'>,
  now: EpochMs,
): { readonly start: EpochMs; readonly end: EpochMs } {
  const stop = alert.endedAt === undefined ? now : Math.min(now, alert.endedAt + LEAST_LEAD);
  const end = Math.floor(stop / CHART_STEP) * CHART_STEP;
  const lasted = (alert.endedAt ?? end) - alert.since;
  const start = Math.floor((alert.since - Math.max(LEAST_LEAD, lasted)) / MINUTE) * MINUTE;
  return { start, end };
}

/** What a silence made from the alert aims at: its rule on its server, as matchers. */
export function matchersOf(alert: Pick<Alert, 'rule' | 'server'>): string {
  return `alertname=${JSON.stringify(alert.rule)}, instance=${JSON.stringify(alert.server)}`;
}

/** Whether a tab lists alerts of the session. */
export function isList(tab: Tab): tab is ListTab {
  return tab !== 'rules' && tab !== 'mutes' && tab !== 'history';
}

/** An anomaly belongs to an onset when it began at most this much before or after it. */
const NEAR: Ms = 30 * SECOND;
/**
 * Of the anomalies of a server the one that began nearest to its onset; of equals the strongest. `undefined` when none began near it.
 * @param suspected the metric the server is suspected for: preferred when it was odd then
 */
export function anomalyAt(
  anomalies: readonly Anomaly[],
  server: string,
  onset: number,
  suspected?: string,
): Anomaly | undefined {
  let best: Anomaly | undefined;
  let distance = NEAR;
  for (const anomaly of anomalies) {
    if (anomaly.server !== server) continue;
    const away = Math.abs(anomaly.start - onset);
    if (anomaly.metric === suspected && away <= NEAR) return anomaly;
    if (away > distance || (away === distance && best && anomaly.peak <= best.peak)) continue;
    best = anomaly;
    distance = away;
  }
  return best;
}
