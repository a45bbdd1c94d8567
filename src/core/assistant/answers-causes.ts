/** Answers that explain and advise: causes, recommendations, reports. */
import { STATUS } from '../domain/incident.ts';
import type { Question } from '../domain/question.ts';
import { DAY, HOUR } from '../domain/time.ts';
import type { Answerer, AssistantContext } from './answer.ts';
import { usualOf } from './answers-time.ts';
import { incidentArgs, openIncidents } from './incidents.ts';
import { adviceFor } from './knowledge.ts';
import {
  amount,
  count,
  Draughtsman,
  metricName,
  type Subject,
  sampleOf,
  sayUnknown,
  subjectOf,
} from './reading.ts';

/** Likely cause: an incident's ranked suspects, else the open anomalies of the servers asked about, else what is usual. Says its limit. */
export const causeExplain: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject)) return draft.suggest('ask.list').done();
  const [incident] = openIncidents(context, subject);
  const [suspect, ...others] = incident?.suspects ?? [];
  if (incident !== undefined && suspect !== undefined) {
    const server = context.fleet.servers.find(({ name }) => name === suspect.server);
    const open = context.snapshot.anomalies.filter(
      (anomaly) => anomaly.server === suspect.server && anomaly.metric === suspect.metric,
    );
    draft.say(
      'cause.suspect',
      {
        server: suspect.server,
        metric: metricName(suspect.metric),
        share: { n: suspect.share, unit: '1' },
      },
      server === undefined ? [] : [draft.cite(suspect.metric, server, open)],
    );
    if (server !== undefined)
      draft.say(
        'value',
        {
          server: server.name,
          metric: metricName(suspect.metric),
          value: amount(sampleOf(context, suspect.metric, server), suspect.metric),
        },
        [draft.cite(suspect.metric, server)],
      );
    draft.say('cause.incident', {
      ...incidentArgs(incident),
      servers: { list: incident.involved.slice(0, 12).map(({ server: name }) => name) },
    });
    for (const named of subject.kind === 'named' ? subject.servers : []) {
      if (
        named.name === suspect.server ||
        question.metric === undefined ||
        Number.isNaN(sampleOf(context, question.metric, named))
      )
        continue;
      draft.say(
        'value',
        {
          server: named.name,
          metric: metricName(question.metric),
          value: amount(sampleOf(context, question.metric, named), question.metric),
        },
        [draft.cite(question.metric, named)],
      );
    }
    const likely = others.filter(({ share }) => share >= 0.01);
    if (likely.length > 0)
      draft.say('cause.others', {
        list: {
          list: likely
            .slice(0, 3)
            .map((other) => `${other.server} ${Math.round(other.share * 100)}%`),
        },
      });
    draft.propose({ kind: 'open', view: 'alerts', selected: incident.id });
  } else await explainWithoutIncident(draft, question, context, subject);
  return draft.say('cause.limit').suggest('ask.recommend', 'ask.topology', 'ask.report').done();
};

async function explainWithoutIncident(
  draft: Draughtsman,
  question: Question,
  context: AssistantContext,
  subject: Subject,
): Promise<void> {
  const asked = new Set(subject.servers.map(({ name }) => name));
  const open = context.snapshot.anomalies
    .filter((anomaly) => anomaly.end === undefined && asked.has(anomaly.server))
    .sort((a, b) => a.start - b.start);
  for (const anomaly of open.slice(0, 3)) {
    const server = context.fleet.servers.find(({ name }) => name === anomaly.server);
    draft.say(
      'cause.anomaly',
      {
        server: anomaly.server,
        metric: metricName(anomaly.metric),
        value: amount(anomaly.value, anomaly.metric),
        since: { n: anomaly.start, unit: 'time' },
      },
      server === undefined ? [] : [draft.cite(anomaly.metric, server, [anomaly])],
    );
  }
  const metric = question.metric ?? 'cpu';
  for (const server of subject.kind === 'named' ? subject.servers.slice(0, 2) : []) {
    const value = sampleOf(context, metric, server);
    const usual = await usualOf(context, metric, server);
    if (Number.isNaN(value) || Number.isNaN(usual.value)) continue;
    const usualCite = draft.citeQuery({
      metric,
      server: server.name,
      value: usual.value,
      promql: usual.promql,
      start: context.snapshot.t - 6 * HOUR,
      end: context.snapshot.t,
    });
    draft.say(
      'cause.usual',
      {
        server: server.name,
        metric: metricName(metric),
        value: amount(value, metric),
        usual: amount(usual.value, metric),
      },
      [draft.cite(metric, server), usualCite],
    );
    const rate = sampleOf(context, 'request_rate', server);
    if (metric !== 'request_rate' && !Number.isNaN(rate)) {
      const rateUsual = await usualOf(context, 'request_rate', server);
      if (!Number.isNaN(rateUsual.value))
        draft.say(
          'cause.demand',
          {
            server: server.name,
            value: amount(rate, 'request_rate'),
            usual: amount(rateUsual.value, 'request_rate'),
          },
          [draft.cite('request_rate', server)],
        );
    }
  }
  if (open.length === 0) draft.say('cause.nothing', { checked: count(subject.servers.length) });
}

/** Advice by the metric in trouble: the one asked about, else that of the worst open incident. */
export const recommendAction: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject)) return draft.suggest('ask.list').done();
  const [incident] = openIncidents(context, subject);
  const metric =
    question.slots.metric === undefined
      ? (incident?.suspects.at(0)?.metric ?? incident?.metric)
      : question.metric;
  if (metric === undefined) draft.say('recommend.calm', { checked: count(subject.servers.length) });
  else {
    const server =
      incident?.suspects.at(0)?.server ??
      (subject.kind === 'named' ? subject.servers[0]?.name : undefined);
    if (server === undefined) draft.say('recommend.for', { metric: metricName(metric) });
    else draft.say('recommend.forServer', { metric: metricName(metric), server });
  }
  for (const key of adviceFor(metric)) draft.say(key);
  return draft.say('safety').suggest('ask.why', 'ask.alerts', 'ask.forecast').done();
};

/** A report in words: state, alerts, incidents, anomalies of a period. */
export const reportGenerate: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject)) return draft.suggest('ask.list').done();
  const asked = new Set(subject.servers.map(({ name }) => name));
  const { time } = question.slots;
  const start = time !== undefined && time.start < context.now ? time.start : context.now - DAY;
  const end =
    time !== undefined && time.start < context.now ? Math.min(time.end, context.now) : context.now;
  const states = STATUS.map((status, code) => [
    status,
    count(subject.servers.filter(({ index }) => context.snapshot.status[index] === code).length),
  ]);
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
    end: { n: end, unit: 'time' },
    span: { n: end - start, unit: 'ms' },
    count: count(subject.servers.length),
  });
  draft.say(
    'status.counts',
    Object.fromEntries([['total', count(subject.servers.length)], ...states]),
  );
  const { figures } = context.snapshot;
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
  for (const incident of incidents.slice(0, 3))
    draft.say(incident.state === 'open' ? 'incident.open' : 'incident.resolved', {
      ...incidentArgs(incident),
      until: { n: incident.resolvedAt ?? Number.NaN, unit: 'time' },
    });
  return draft.say('report.copy').suggest('ask.why', 'ask.trend', 'ask.recommend').done();
};
