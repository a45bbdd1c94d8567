/** Alert rules as data: what is looked at, on which servers, when it fires and ends, and what is said of it. */
import type { Server } from './fleet.ts';
import type { Severity } from './incident.ts';
import type { RuleTexts, Signal } from './rule-parts.ts';
import type { Labels } from './series.ts';
import type { Ms } from './time.ts';

/** The metric name of rules about a server's presence, Prometheus' `up`; it is in no fleet's list. */
export const PRESENCE = 'up';

/** Metrics that fill up: only of these a value is predicted, by the significant trend of their own past. */
export const PREDICTABLE: readonly string[] = ['disk', 'memory'];

/** Operators of a label condition, as Prometheus writes them; regular expressions are anchored. */
export const MATCH_OPS = ['=', '!=', '=~', '!~'] as const;

/** A condition on one label of a server; a label it has not is the empty text. */
export interface LabelMatcher {
  readonly label: string;
  readonly op: (typeof MATCH_OPS)[number];
  readonly value: string;
}

/** Labels a server has, in the order editors offer them. */
export const SERVER_LABELS = ['instance', 'role', 'tier', 'site', 'rack', 'environment'] as const;

/**
 * What happens where a series that was measured stops: `keep` leaves the alert as it is and marks it, `alert` raises it in the
 * state `no-data` after `for`, `resolve` ends it after `keepFiring`, as Prometheus does.
 */
export const NO_DATA = ['keep', 'alert', 'resolve'] as const;
export type NoDataPolicy = (typeof NO_DATA)[number];

/** A condition on one metric of some servers. Several rules may share an id and differ in severity: `ruleKey` names one. */
export interface Rule {
  /** Alert name, a Prometheus metric-like identifier. */
  readonly id: string;
  /** Metric id, or `PRESENCE`. A rule is idle in fleets without its metric. */
  readonly metric: string;
  readonly signal: Signal;
  readonly comparison: '>' | '<' | 'absent';
  /** Limit in the metric's unit (of `score` rules a score); of `absent` rules the value 1 that `up` fell below. */
  readonly threshold: number;
  /** The condition ends only beyond this value (hysteresis); equal to the threshold for none. */
  readonly clear: number;
  /** How long the condition must hold before it fires; `reporting` rules wait at least four steps. */
  readonly for: Ms;
  /** How long the condition must be over before a firing alert resolves. */
  readonly keepFiring: Ms;
  /** Of `rate` rules: the change is taken over this long. */
  readonly window: Ms;
  /** Of `predicted` rules: how far ahead. */
  readonly ahead: Ms;
  readonly noData: NoDataPolicy;
  /** All must hold of a server; empty is the whole fleet. */
  readonly scope: readonly LabelMatcher[];
  readonly severity: Severity;
  /** A cause on this server, or a symptom it may suffer for others (names an incident only when nothing else can). */
  readonly nature: 'cause' | 'symptom';
  /** Whether neighbours in the same rack with such an alert share a cause. */
  readonly sharesRack: boolean;
  readonly texts: RuleTexts;
  /** A rule that is off judges nothing. */
  readonly enabled: boolean;
}

/** What names a rule among the rules of a device, and joins it with its alerts: `DiskAlmostFull/critical`. */
export function ruleKey(rule: Pick<Rule, 'id' | 'severity'>): string {
  return `${rule.id}/${rule.severity}`;
}

/** Whether a rule judges a fleet: it is on, and the fleet has what it looks at. */
export function isJudging(
  { enabled, metric }: Pick<Rule, 'enabled' | 'metric'>,
  fleet: { readonly metrics: readonly { readonly id: string }[] },
): boolean {
  return enabled && (metric === PRESENCE || fleet.metrics.some(({ id }) => id === metric));
}

/** The labels a server is known by in queries, rules and exports; those that are not known are left out. */
export function serverLabels(server: Server): Labels {
  const all: Readonly<Record<(typeof SERVER_LABELS)[number], string>> = {
    instance: server.name,
    role: server.role,
    tier: server.tier,
    site: server.place?.site ?? '',
    rack: server.place?.rack ?? '',
    environment: server.environment,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

/** A scope in Prometheus notation without braces, `role="db",rack=~"A.*"`; empty for the whole fleet. */
export function formatScope(scope: readonly LabelMatcher[]): string {
  return scope.map(({ label, op, value }) => `${label}${op}${JSON.stringify(value)}`).join(',');
}
