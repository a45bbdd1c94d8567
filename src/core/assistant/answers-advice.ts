/** Answers that advise and report: recommendations from the knowledge base, reports of a period. */
import { DAY, HOUR, WEEK } from '../domain/time.ts';
import type { Answerer, AssistantContext, ReportFinding } from './answer.ts';
import { incidentArgs, openIncidents } from './incidents.ts';
import { adviceFor, patternsOf } from './knowledge.ts';
import {
  amount,
  count,
  Draughtsman,
  instant,
  knownSince,
  metricName,
  sampleOf,
  sayUnknown,
  stateCounts,
  statusOf,
  subjectOf,
} from './reading.ts';

/** Advice by the metric in trouble: the one asked about, else that of the worst open incident. Says the evidence that called for it. */
export const recommendAction: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject)) return draft.suggest('ask.list').done();
  const [incident] = openIncidents(context, subject);
  const suspect = incident?.suspects.at(0);
  const named = subject.kind === 'named' ? subject.servers[0] : undefined;
  const asked = question.slots.metric === undefined ? undefined : question.metric;
  const metric = asked ?? suspect?.metric ?? incident?.metric;
  const name = named?.name ?? suspect?.server ?? incident?.server;
  const server = context.fleet.servers.find((item) => item.name === name);
  if (metric === undefined) draft.say('recommend.calm', { checked: count(subject.servers.length) });
  else if (server === undefined) draft.say('recommend.for', { metric: metricName(metric) });
  else {
    const value = sampleOf(context, metric, server);
    if (!Number.isNaN(value))
      draft.say(
        'value',
        { server: server.name, metric: metricName(metric), value: amount(value, metric) },
        [draft.cite(metric, server)],
      );
    if (incident === undefined && question.limit !== undefined && value <= question.limit)
      draft.say('recommend.fine', { limit: amount(question.limit, metric) });
    const patterns = await patternsOf(metric, server, suspect, draft, context);
    draft.say('recommend.forServer', { metric: metricName(metric), server: server.name });
    adviceFor(metric, server.role, patterns).forEach((key, i) => {
      draft.say('recommend.step', { rank: count(i + 1), step: { term: key } });
    });
    return draft.say('safety').suggest('ask.why', 'ask.alerts', 'ask.forecast').done();
  }
  adviceFor(metric).forEach((key, i) => {
    draft.say('recommend.step', { rank: count(i + 1), step: { term: key } });
  });
  return draft.say('safety').suggest('ask.why', 'ask.alerts', 'ask.forecast').done();
};

/** How far back a report reaches when no time is named: a week or a month when its name says so. */
function spanOf(text: string): number {
  return /주간|weekly|\bweek\b/i.test(text)
    ? WEEK
    : /월간|monthly|\bmonth\b/i.test(text)
      ? 30 * DAY
      : DAY;
}

/** Findings told at most. */
const MOST_FINDINGS = 6;

/** A report in words: state, alerts, incidents, anomalies of a period, and what the report of this instant finds. */
export const reportGenerate: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject)) return draft.suggest('ask.list').done();
  const asked = new Set(subject.servers.map(({ name }) => name));
  const { time } = question.slots;
  const past = time !== undefined && time.start < context.now ? time : undefined;
  const start = past?.start ?? context.now - spanOf(question.text);
  const end = past === undefined ? context.now : Math.min(past.end, context.now);
  const alerts = context.snapshot.alerts.filter(
    (alert) =>
      asked.has(alert.server) &&
      alert.firedAt !== undefined &&
      alert.firedAt >= start &&
      alert.firedAt <= end,
  );
  const incidents = context.snapshot.incidents.filter(
    (incident) =>
      incident.openedAt <= end &&
      (incident.resolvedAt ?? end) >= start &&
      incident.involved.some(({ server }) => asked.has(server)),
  );
  const anomalies = (await context.anomalies(start, end)).filter(({ server }) => asked.has(server));
  draft.say('report.period', {
    end: instant(end, context),
    span: { n: end - start, unit: 'ms' },
    count: count(subject.servers.length),
  });
  const calm = subject.servers.every((server) => statusOf(context, server) === 'ok');
  draft.say(calm ? 'status.allOk' : 'status.counts', {
    total: count(subject.servers.length),
    series: count(subject.servers.length * context.fleet.metrics.length),
    parts: stateCounts(context, subject.servers),
  });
  const { figures } = context.snapshot;
  if (subject.kind === 'fleet')
    draft.say('report.figures', {
      health: count(Math.round(figures.health)),
      throughput: { n: figures.throughput, unit: '{request}/s' },
      latency: { n: figures.latencyP95, unit: 's' },
      errors: { n: figures.errorRatio, unit: '1' },
    });
  draft.say('report.events', {
    alerts: count(alerts.length),
    incidents: count(incidents.length),
    anomalies: count(anomalies.length),
  });
  if (start < knownSince(context))
    draft.say('report.known', { since: instant(knownSince(context), context) });
  for (const incident of incidents.slice(0, 3))
    draft.say(incident.state === 'open' ? 'incident.open' : 'incident.resolved', {
      ...incidentArgs(incident, context),
      until: instant(incident.resolvedAt ?? Number.NaN, context),
    });
  const findings = (context.findings?.() ?? []).filter(
    ({ server, kind }) => kind !== 'incident' && (server === undefined || asked.has(server)),
  );
  if (findings.length > 0) draft.say('report.findings', { count: count(findings.length) });
  for (const finding of findings.slice(0, MOST_FINDINGS)) tellFinding(draft, finding, context);
  return draft
    .say('report.copy')
    .propose({ kind: 'open', view: 'insight', selected: undefined })
    .suggest('ask.why', 'ask.trend', 'ask.recommend')
    .done();
};

/** Kinds of finding that have a sentence of their own. */
const TOLD: ReadonlySet<string> = new Set([
  'server-off',
  'poor-health',
  'breach',
  'anomaly',
  'change',
  'trend',
  'outlier',
  'strained-state',
]);

/** One finding with its first figure, cited by the query that reads it. */
function tellFinding(draft: Draughtsman, finding: ReportFinding, context: AssistantContext): void {
  const { kind, server, metric, figures } = finding;
  const [figure] = figures;
  const health = context.fleet.servers.find(({ name }) => name === server);
  const args = {
    server: server ?? '',
    metric: metric === undefined ? '' : metricName(metric),
    health: count(
      health === undefined ? Number.NaN : Math.round(context.snapshot.health[health.index]),
    ),
    value: figure === undefined ? '' : amount(figure.value, figure.metric),
  };
  const key = TOLD.has(kind) ? `finding.${kind}` : 'finding.other';
  if (figure === undefined || figure.what !== 'now' || metric === undefined) {
    draft.say(key, args);
    return;
  }
  draft.say('finding.figure', { finding: { term: `finding.${kind}.short` }, ...args }, [
    draft.citeQuery({
      metric: figure.metric,
      server: figure.server,
      value: figure.value,
      promql: figure.promql,
      start: context.snapshot.t - HOUR,
      end: context.snapshot.t,
    }),
  ]);
}
