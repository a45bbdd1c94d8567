/** What a notification says: title, lines, recommendations and confidence, composed from what was measured. Keys of the dictionary `notify`. */
import type { Alert, Anomaly, Incident, Suspect } from '../domain/incident.ts';
import type { Unit } from '../domain/metrics.ts';
import type { Ground, NotifiedAlert, NotifyMessage } from '../domain/notify.ts';
import type { Phrase, PhraseArg } from '../domain/phrase.ts';
import { PRESENCE } from '../domain/rule.ts';
import type { Breach } from '../domain/snapshot.ts';
import type { EpochMs, Ms } from '../domain/time.ts';
import type { Draft } from './routes.ts';

/** Servers named in one sentence. */
const NAMED = 4;
const STEPS = 3;
/** A rule that has held for as long as it waits counts half; each further wait halves the doubt. */
const HALF = 0.5;

/** What the tab that composes knows beside the alerts. */
export interface MessageEvidence {
  readonly incident: Incident | undefined;
  readonly anomalies: readonly Anomaly[];
  readonly breaches: readonly Breach[];
  /** Unit of a metric; `{value}` for one that is not known. */
  unit(metric: string): Unit;
  /** How long the rule of an alert waits; 0 when unknown. */
  wait(alert: NotifiedAlert): Ms;
  /** Keys of what to do about a metric on a server, most telling first. */
  advice(
    metric: string,
    server: string,
    patterns: readonly ('downstream' | 'filling')[],
  ): readonly string[];
}

/** Composes the message of a decision. Everything said is in the evidence; what is not known is not mentioned. */
export function composeMessage(
  draft: Pick<
    Draft,
    'kind' | 'alerts' | 'firing' | 'resolved' | 'muted' | 'severity' | 'truncated'
  >,
  evidence: MessageEvidence,
  now: EpochMs,
): NotifyMessage {
  const firing = draft.alerts.filter((alert) => alert.status === 'firing');
  const ended = draft.alerts.filter((alert) => alert.status === 'resolved');
  const [lead] = firing.length > 0 ? leadFirst(firing, evidence.incident) : ended;
  const cause = firing.length > 0 ? evidence.incident?.suspects.at(0) : undefined;
  const odd = evidence.anomalies.find(
    (anomaly) =>
      anomaly.server === lead.server &&
      anomaly.metric === lead.metric &&
      (anomaly.end === undefined || anomaly.end >= lead.since),
  );
  const breach =
    firing.length > 0
      ? evidence.breaches.find(({ server, at }) => server === lead.server && at > now)
      : undefined;
  const grounds = firing.length > 0 ? groundsOf(lead, firing, odd, cause, evidence, now) : [];
  return {
    title: title(draft, lead, firing, ended),
    lines: [
      ...(firing.length > 0 ? [observed(lead, evidence, now)] : [over(lead)]),
      ...expected(odd, firing.length > 0, evidence),
      ...others(lead, firing, draft.truncated),
      ...(firing.length > 0 && ended.length > 0
        ? [{ key: 'notify.ended', args: { count: draft.resolved, servers: serverList(ended) } }]
        : []),
      ...because(cause, lead),
      ...(breach ? [next(breach, evidence)] : []),
      ...(draft.muted > 0 ? [{ key: 'notify.muted', args: { count: draft.muted } }] : []),
    ],
    recommendations: firing.length > 0 ? steps(lead, cause, breach, evidence) : [],
    confidence: firing.length > 0 ? together(grounds) : undefined,
    grounds,
  };
}

/** Independent grounds together: what is left of doubt after each. Never quite certain. */
export function together(grounds: readonly Ground[]): number {
  let doubt = 1;
  for (const { weight } of grounds) doubt *= 1 - Math.min(1, Math.max(0, weight));
  return Math.min(0.99, 1 - doubt);
}

/** The alert a notification is named by: on the server the incident is named by, else the worst and oldest. */
function leadFirst(
  firing: readonly NotifiedAlert[],
  incident: Incident | undefined,
): readonly NotifiedAlert[] {
  const { severity } = firing[0];
  const named = firing.find(
    (alert) =>
      alert.severity === severity &&
      alert.server === incident?.server &&
      (alert.rule === incident.rule || alert.metric === incident.metric),
  );
  return named ? [named, ...firing.filter((alert) => alert !== named)] : firing;
}

function title(
  draft: Pick<Draft, 'kind' | 'severity' | 'firing' | 'resolved'>,
  lead: NotifiedAlert,
  firing: readonly NotifiedAlert[],
  ended: readonly NotifiedAlert[],
): Phrase {
  const args: Record<string, PhraseArg> = {
    severity: { term: `severity.${draft.severity}` },
    rule: { term: `rule.${lead.rule}` },
    server: lead.server,
    firing: draft.firing,
    resolved: draft.resolved,
  };
  if (draft.kind === 'digest') return { key: 'notify.title.digest', args };
  const servers = new Set((firing.length > 0 ? firing : ended).map(({ server }) => server)).size;
  const form = servers > 1 ? 'several' : 'one';
  const what = firing.length === 0 ? 'resolved' : draft.kind === 'repeat' ? 'repeat' : 'firing';
  return { key: `notify.title.${what}.${form}`, args: { ...args, others: servers - 1 } };
}

function observed(alert: NotifiedAlert, evidence: MessageEvidence, now: EpochMs): Phrase {
  const unit = evidence.unit(alert.metric);
  const args: Readonly<Record<string, PhraseArg>> = {
    server: alert.server,
    metric: { term: `metric.${alert.metric}` },
    value: { n: alert.value, unit },
    limit: { n: alert.threshold, unit },
    since: { n: alert.since, unit: 'time' },
    lasting: { n: Math.max(0, now - alert.since), unit: 'ms' },
  };
  if (alert.metric === PRESENCE || alert.comparison === 'absent') {
    const silent = alert.signal === 'reporting' || alert.rule === 'ExporterSilent';
    return { key: silent ? 'notify.observed.silent' : 'notify.observed.gone', args };
  }
  if (Number.isNaN(alert.value)) return { key: 'notify.observed.missing', args };
  if (alert.signal === 'predicted') return { key: 'notify.observed.predicted', args };
  if (alert.signal === 'rate') return { key: 'notify.observed.rate', args };
  if (alert.signal === 'score')
    return {
      key: 'notify.observed.score',
      args: { ...args, value: { n: alert.value, unit: '{load}' } },
    };
  const side = alert.comparison === '>' ? 'above' : 'below';
  return { key: `notify.observed.${side}`, args };
}

function over(alert: NotifiedAlert): Phrase {
  const end = alert.endedAt ?? alert.since;
  return {
    key: alert.metric === PRESENCE ? 'notify.over.presence' : 'notify.over',
    args: {
      server: alert.server,
      metric: { term: `metric.${alert.metric}` },
      end: { n: end, unit: 'time' },
      lasted: { n: Math.max(0, end - alert.since), unit: 'ms' },
    },
  };
}

function expected(
  odd: Anomaly | undefined,
  isFiring: boolean,
  evidence: MessageEvidence,
): readonly Phrase[] {
  if (!odd || !isFiring || !Number.isFinite(odd.low) || !Number.isFinite(odd.high)) return [];
  const unit = evidence.unit(odd.metric);
  return [
    {
      key: Number.isFinite(odd.sigma) ? 'notify.expected' : 'notify.expected.range',
      args: {
        low: { n: odd.low, unit },
        high: { n: odd.high, unit },
        sigma: { n: Math.abs(odd.sigma), unit: '{load}' },
      },
    },
  ];
}

function others(
  lead: NotifiedAlert,
  firing: readonly NotifiedAlert[],
  truncated: number,
): readonly Phrase[] {
  const rest = firing.filter(({ server }) => server !== lead.server);
  const count = new Set(rest.map(({ server }) => server)).size;
  if (count === 0) return [];
  return [
    {
      key: truncated > 0 || count > NAMED ? 'notify.others.many' : 'notify.others',
      args: { count, servers: serverList(rest) },
    },
  ];
}

function because(cause: Suspect | undefined, lead: NotifiedAlert): readonly Phrase[] {
  if (!cause) return [];
  const first = cause.evidence.find(({ kind }) => kind === 'first');
  const elsewhere = cause.server !== lead.server || cause.metric !== lead.metric;
  return [
    {
      key: elsewhere ? 'notify.cause' : 'notify.cause.here',
      args: {
        server: cause.server,
        metric: { term: `metric.${cause.metric}` },
        share: { n: cause.share, unit: '1' },
      },
    },
    ...(first?.value === 0 && elsewhere
      ? [{ key: 'notify.cause.first', args: { server: cause.server } }]
      : []),
  ];
}

function next(breach: Breach, evidence: MessageEvidence): Phrase {
  return {
    key: breach.late === undefined ? 'notify.next.open' : 'notify.next',
    args: {
      server: breach.server,
      metric: { term: `metric.${breach.metric}` },
      limit: { n: breach.limit, unit: evidence.unit(breach.metric) },
      at: { n: breach.at, unit: 'moment' },
      early: { n: breach.early, unit: 'moment' },
      late: { n: breach.late ?? breach.at, unit: 'moment' },
    },
  };
}

function steps(
  lead: NotifiedAlert,
  cause: Suspect | undefined,
  breach: Breach | undefined,
  evidence: MessageEvidence,
): readonly Phrase[] {
  const isElsewhere = cause !== undefined && cause.server !== lead.server && cause.share >= HALF;
  const at = isElsewhere ? cause : lead;
  const patterns = [
    ...(isElsewhere ? (['downstream'] as const) : []),
    ...(breach?.metric === lead.metric ? (['filling'] as const) : []),
  ];
  const keys = evidence.advice(at.metric, at.server, patterns);
  const first: readonly Phrase[] = isElsewhere
    ? [
        {
          key: 'notify.do.cause',
          args: { server: cause.server, metric: { term: `metric.${cause.metric}` } },
        },
      ]
    : at.metric === PRESENCE
      ? [{ key: 'notify.do.presence', args: { server: at.server } }]
      : [];
  return [...first, ...keys.map((key) => ({ key, args: {} }))].slice(0, STEPS);
}

function groundsOf(
  lead: NotifiedAlert,
  firing: readonly NotifiedAlert[],
  odd: Anomaly | undefined,
  cause: Suspect | undefined,
  evidence: MessageEvidence,
  now: EpochMs,
): readonly Ground[] {
  const wait = Math.max(1000, evidence.wait(lead));
  const held = Math.max(0, now - lead.since) / wait;
  const company = new Set(firing.map(({ server }) => server)).size - 1;
  const grounds: Ground[] = [{ kind: 'held', weight: held / (1 + held) }];
  if (odd) grounds.push({ kind: 'unusual', weight: odd.peak });
  // A cause that explains what is seen makes it likelier to be real; half, for it was found from the same data.
  if (cause) grounds.push({ kind: 'cause', weight: cause.share * HALF });
  if (company > 0) grounds.push({ kind: 'company', weight: company / (company + 2) });
  return grounds;
}

function serverList(alerts: readonly NotifiedAlert[]): PhraseArg {
  return { list: [...new Set(alerts.map(({ server }) => server))].slice(0, NAMED) };
}

/** How long the rules of these alerts wait, by alert id; for `MessageEvidence.wait`. */
export function waitsOf(alerts: readonly Alert[]): ReadonlyMap<string, Ms> {
  return new Map(alerts.map((alert) => [alert.id, alert.for]));
}
