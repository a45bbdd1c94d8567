/** Answers about what happened: alerts, incidents, anomalies. */
import { SEVERITIES } from '../domain/incident.ts';
import { HOUR } from '../domain/time.ts';
import type { Answerer } from './answer.ts';
import { heard, incidentArgs, openIncidents } from './incidents.ts';
import { amount, count, Draughtsman, metricName, names, sayUnknown, subjectOf } from './reading.ts';

export const alertList: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject)) return draft.suggest('ask.list').done();
  const alerts = heard(question, context, subject);
  if (alerts.length === 0) draft.say('alerts.none', { checked: count(subject.servers.length) });
  else {
    draft.say(
      'alerts.counts',
      Object.fromEntries([
        ['total', count(alerts.length)],
        ...SEVERITIES.map((severity) => [
          severity,
          count(alerts.filter((alert) => alert.severity === severity).length),
        ]),
      ]),
    );
    for (const alert of alerts.slice(0, 5)) {
      draft.say('alerts.itemSeverity', {
        severity: { term: `severity.${alert.severity}` },
        rule: { term: `rule.${alert.rule}` },
        server: alert.server,
        since: { n: alert.since, unit: 'time' },
      });
    }
    if (alerts.length > 5) draft.say('more', { count: count(alerts.length - 5) });
  }
  for (const incident of openIncidents(context, subject).slice(0, 2))
    draft.say('incident.open', incidentArgs(incident));
  return draft
    .propose({ kind: 'open', view: 'alerts', selected: undefined })
    .suggest('ask.why', 'ask.ack', 'ask.recommend')
    .done();
};

/** Acknowledging and silencing are proposed, not done: the reader confirms. */
export const alertAck: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (subject.unknown.length > 0 && sayUnknown(draft, subject))
    return draft.suggest('ask.list').done();
  const { time, action } = question.slots;
  if (action === 'silence') {
    const duration =
      time !== undefined && time.end > context.now ? time.end - context.now : 2 * HOUR;
    const targets =
      subject.kind === 'fleet'
        ? [...new Set(heard(question, context, subject).map(({ server }) => server))]
        : subject.servers.map(({ name }) => name);
    if (targets.length === 0) draft.say('ack.nothing');
    else
      draft.say('ack.silence', {
        servers: { list: targets.slice(0, 12) },
        duration: { n: duration, unit: 'ms' },
      });
    for (const target of targets.slice(0, 12))
      draft.propose({
        kind: 'act',
        action: { kind: 'silence', target, at: context.now, duration },
      });
  } else {
    const incidents = openIncidents(context, subject).filter(
      ({ acknowledged }) => acknowledged === undefined,
    );
    const covered = new Set(incidents.flatMap(({ alerts }) => alerts));
    const alerts = heard(question, context, subject).filter(
      (alert) => alert.acknowledged === undefined && !covered.has(alert.id),
    );
    if (incidents.length + alerts.length === 0) draft.say('ack.nothing');
    else
      draft.say('ack.propose', {
        incidents: count(incidents.length),
        alerts: count(alerts.length),
      });
    for (const { id } of [...incidents, ...alerts].slice(0, 20))
      draft.propose({ kind: 'act', action: { kind: 'acknowledge', target: id, at: context.now } });
  }
  return draft
    .propose({ kind: 'open', view: 'alerts', selected: undefined })
    .suggest('ask.alerts', 'ask.why')
    .done();
};

export const anomalyList: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject)) return draft.suggest('ask.list').done();
  const asked = new Set(subject.servers.map(({ name }) => name));
  const { time, metric } = question.slots;
  const past = time !== undefined && time.start < context.now ? time : undefined;
  const all =
    past === undefined
      ? context.snapshot.anomalies.filter(({ end }) => end === undefined)
      : await context.anomalies(past.start, Math.min(past.end, context.now));
  const found = all.filter(
    (anomaly) =>
      asked.has(anomaly.server) && (metric === undefined || anomaly.metric === question.metric),
  );
  if (found.length === 0) {
    let highest = 0;
    for (const score of context.snapshot.scores) if (score > highest) highest = score;
    draft.say(past === undefined ? 'anomalies.none' : 'anomalies.nonePast', {
      series: count(subject.servers.length * context.fleet.metrics.length),
      score: highest,
    });
    const closed = (await context.anomalies(context.now - HOUR, context.now)).filter(({ server }) =>
      asked.has(server),
    );
    if (past === undefined && closed.length > 0)
      draft.say('anomalies.recent', {
        count: count(closed.length),
        servers: names(
          subject.servers.filter(({ name }) => closed.some((anomaly) => anomaly.server === name)),
        ),
      });
  } else
    draft.say('anomalies.count', {
      count: count(found.length),
      servers: names(
        subject.servers.filter(({ name }) => found.some((anomaly) => anomaly.server === name)),
      ),
    });
  for (const anomaly of [...found].sort((a, b) => b.sigma - a.sigma).slice(0, 5)) {
    const server = context.fleet.servers.find(({ name }) => name === anomaly.server);
    const args = {
      server: anomaly.server,
      metric: metricName(anomaly.metric),
      value: amount(anomaly.value, anomaly.metric),
      low: amount(anomaly.low, anomaly.metric),
      high: amount(anomaly.high, anomaly.metric),
      sigma: Math.round(anomaly.sigma * 10) / 10,
      since: { n: anomaly.start, unit: 'time' as const },
    };
    draft.say(
      'anomalies.item',
      args,
      server === undefined || anomaly.end !== undefined
        ? []
        : [draft.cite(anomaly.metric, server, [anomaly])],
    );
  }
  return draft.suggest('ask.why', 'ask.recommend', 'ask.alerts').done();
};
