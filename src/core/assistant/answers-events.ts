/** Answers about what happened: alerts, incidents, anomalies. */
import { type Alert, SEVERITIES } from '../domain/incident.ts';
import type { PhraseArg } from '../domain/phrase.ts';
import type { Question } from '../domain/question.ts';
import { HOUR } from '../domain/time.ts';
import type { Answerer, AssistantContext } from './answer.ts';
import { heard, incidentArgs, mutedOf, openIncidents } from './incidents.ts';
import {
  amount,
  count,
  Draughtsman,
  instant,
  knownSince,
  metricName,
  names,
  parts,
  type Subject,
  sayUnknown,
  subjectOf,
} from './reading.ts';

/** Alerts listed at most. */
const MOST_ALERTS = 5;

export const alertList: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject)) return draft.suggest('ask.list').done();
  const { time } = question.slots;
  const isPast = time !== undefined && time.start < context.now;
  const alerts = isPast ? firedIn(question, context, subject) : heard(question, context, subject);
  const severity = question.slots.severity;
  if (alerts.length === 0)
    draft.say(isPast ? 'alerts.nonePast' : 'alerts.none', {
      checked: count(subject.servers.length),
      time: time?.text ?? '',
    });
  else {
    draft.say(
      severity !== undefined ? 'alerts.countOne' : isPast ? 'alerts.countsPast' : 'alerts.counts',
      Object.fromEntries<PhraseArg>([
        ['total', count(alerts.length)],
        ['time', time?.text ?? ''],
        ['severity', { term: `severity.${severity ?? 'info'}` }],
        [
          'parts',
          parts(
            SEVERITIES.map((grade) => [
              `part.${grade}`,
              alerts.filter((alert) => alert.severity === grade).length,
            ]),
          ),
        ],
      ]),
    );
    for (const alert of alerts.slice(0, MOST_ALERTS))
      draft.say(alert.endedAt === undefined ? 'alerts.itemSeverity' : 'alerts.itemEnded', {
        severity: { term: `severity.${alert.severity}` },
        rule: { term: `rule.${alert.rule}` },
        server: alert.server,
        since: instant(alert.since, context),
        until: instant(alert.endedAt ?? Number.NaN, context),
      });
    if (alerts.length > MOST_ALERTS)
      draft.say('more.alerts', { count: count(alerts.length - MOST_ALERTS) });
  }
  const muted = mutedOf(context, subject);
  if (!isPast && muted.length > 0) draft.say('alerts.muted', { count: count(muted.length) });
  if (isPast) {
    if (time.start < knownSince(context))
      draft.say('alerts.memory', { since: instant(knownSince(context), context) });
  } else
    for (const incident of openIncidents(context, subject).slice(0, 2))
      draft.say('incident.open', incidentArgs(incident, context));
  return draft
    .propose({ kind: 'open', view: 'alerts', selected: undefined })
    .suggest('ask.why', 'ask.ack', 'ask.recommend')
    .done();
};

/** Alerts that fired within the time asked about, newest first. */
function firedIn(
  question: Question,
  context: AssistantContext,
  subject: Subject,
): readonly Alert[] {
  const { time, severity } = question.slots;
  const asked = new Set(subject.servers.map(({ name }) => name));
  return context.snapshot.alerts
    .filter(
      (alert) =>
        asked.has(alert.server) &&
        (severity === undefined || alert.severity === severity) &&
        alert.firedAt !== undefined &&
        time !== undefined &&
        alert.firedAt >= time.start &&
        alert.firedAt < time.end,
    )
    .sort((a, b) => b.since - a.since);
}

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
      draft.say(
        alerts.length === 0
          ? 'ack.incidents'
          : incidents.length === 0
            ? 'ack.alerts'
            : 'ack.propose',
        {
          incidents: count(incidents.length),
          alerts: count(alerts.length),
        },
      );
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
  const { time, metricIds } = question.slots;
  const past = time !== undefined && time.start < context.now ? time : undefined;
  const all =
    past === undefined
      ? context.snapshot.anomalies.filter(({ end }) => end === undefined)
      : await context.anomalies(past.start, Math.min(past.end, context.now));
  const found = all.filter(
    (anomaly) =>
      asked.has(anomaly.server) &&
      (metricIds.length === 0 || metricIds.some((id) => id === anomaly.metric)),
  );
  if (found.length === 0) {
    let highest = 0;
    for (const score of context.snapshot.scores) if (score > highest) highest = score;
    draft.say(past === undefined ? 'anomalies.none' : 'anomalies.nonePast', {
      series: count(subject.servers.length * context.fleet.metrics.length),
      score: Math.round(highest * 100) / 100,
    });
    const closed = (await context.anomalies(context.now - HOUR, context.now)).filter(({ server }) =>
      asked.has(server),
    );
    if (past === undefined)
      for (const incident of openIncidents(context, subject).slice(0, 1))
        draft.say('incident.open', incidentArgs(incident, context));
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
      since: instant(anomaly.start, context),
      until: instant(anomaly.end ?? Number.NaN, context),
    };
    draft.say(
      anomaly.end === undefined ? 'anomalies.item' : 'anomalies.itemEnded',
      args,
      server === undefined || anomaly.end !== undefined
        ? []
        : [draft.cite(anomaly.metric, server, [anomaly])],
    );
  }
  return draft.suggest('ask.why', 'ask.recommend', 'ask.alerts').done();
};
