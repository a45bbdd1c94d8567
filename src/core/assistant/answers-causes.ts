/** Answers that explain: the likely cause, what shows it, and its limits. */
import type { Incident } from '../domain/incident.ts';
import type { Question } from '../domain/question.ts';
import { HOUR } from '../domain/time.ts';
import type { Answerer, AssistantContext } from './answer.ts';
import { usualOf } from './answers-time.ts';
import { incidentArgs, openIncidents } from './incidents.ts';
import { adviceFor } from './knowledge.ts';
import {
  amount,
  count,
  Draughtsman,
  instant,
  knownSince,
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
    const { time } = question.slots;
    if (time !== undefined && time.end < incident.openedAt) {
      draft.say('cause.notThen', { time: time.text, since: instant(incident.openedAt, context) });
      if (time.start < knownSince(context))
        draft.say('alerts.memory', { since: instant(knownSince(context), context) });
    }
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
    const told = new Map(suspect.evidence.map(({ kind, value }) => [kind, value]));
    const [delay, reach, sigma] = [told.get('first'), told.get('reach'), told.get('strength')];
    if (delay !== undefined && reach !== undefined && sigma !== undefined && sigma > 0)
      draft.say(delay <= context.snapshot.step ? 'cause.first' : 'cause.later', {
        server: suspect.server,
        delay: { n: delay, unit: 'ms' },
        reach: { n: reach, unit: '1' },
        sigma: Math.round(sigma),
      });
    draft.say('cause.incident', {
      ...incidentArgs(incident, context),
      servers: { list: incident.involved.slice(0, 12).map(({ server: name }) => name) },
    });
    tellEffects(draft, context, incident, suspect.server);
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
    if (server !== undefined) {
      draft.say('cause.next');
      adviceFor(suspect.metric, server.role)
        .slice(0, STEPS)
        .forEach((key, i) => {
          draft.say('recommend.step', { rank: count(i + 1), step: { term: key } });
        });
    }
    draft.propose({ kind: 'open', view: 'alerts', selected: incident.id });
  } else await explainWithoutIncident(draft, question, context, subject);
  return draft.say('cause.limit').suggest('ask.recommend', 'ask.topology', 'ask.report').done();
};

/** Steps told beside a cause; all of them are one question away. */
const STEPS = 2;
/** What users notice of an incident. */
const FELT = ['latency_p95', 'error_ratio'] as const;

/** How far the incident has come: of each metric users feel, the last server it reached, each server once. */
function tellEffects(
  draft: Draughtsman,
  context: AssistantContext,
  incident: Incident,
  cause: string,
): void {
  const told = new Set([cause]);
  for (const metric of FELT) {
    const reached = [...incident.involved].reverse().flatMap(({ server: name }) => {
      const open = context.snapshot.anomalies.filter(
        (anomaly) =>
          anomaly.server === name && anomaly.metric === metric && anomaly.end === undefined,
      );
      const server = context.fleet.servers.find((item) => item.name === name);
      return server === undefined || open.length === 0 || told.has(name) ? [] : [{ server, open }];
    });
    const [last] = reached;
    if (last === undefined) continue;
    const value = sampleOf(context, metric, last.server);
    if (Number.isNaN(value)) continue;
    told.add(last.server.name);
    draft.say(
      'cause.effect',
      { server: last.server.name, metric: metricName(metric), value: amount(value, metric) },
      [draft.cite(metric, last.server, last.open)],
    );
  }
}

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
        since: instant(anomaly.start, context),
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
