/** Answers to “is it too high”: who is beyond a limit or nearest to it, what rings about it, whose memory only grows. */
import type { Server } from '../domain/fleet.ts';
import { type MetricId, metricById } from '../domain/metrics.ts';
import type { PhraseArg } from '../domain/phrase.ts';
import type { MetricPlan, Question } from '../domain/question.ts';
import { HOUR } from '../domain/time.ts';
import type { AssistantContext } from './answer.ts';
import { MOST_SERVERS, ranked, SHORT_LIST, tellFree } from './answers-metrics.ts';
import {
  amount,
  count,
  type Draughtsman,
  instant,
  instantQuery,
  metricByMetric,
  metricName,
  type Subject,
  unitOf,
} from './reading.ts';

/** Answers “is it too high”: servers beyond the limit by the newest samples, else the one that comes closest. */
export const overLimit = metricByMetric(tellBeyond, 'ask.why', 'ask.recommend', 'ask.trend');

/** Who is beyond the limit of one metric, or who comes closest, and what alerts of it say. @returns whether there was any value */
async function tellBeyond(
  draft: Draughtsman,
  question: Question,
  context: AssistantContext,
  subject: Subject,
  plan: MetricPlan,
): Promise<boolean> {
  const { metric } = plan;
  const { slots } = question;
  const below = slots.threshold?.comparison === '<';
  const limit = amount(limitOf(plan), metric);
  const upper = slots.threshold?.upper;
  const within = upper !== undefined && !Number.isNaN(upper);
  const past = slots.time !== undefined && slots.time.start < context.now;
  const found = [...(await instantQuery(context, plan.promql, plan.end))].sort((a, b) =>
    below ? a.value - b.value : b.value - a.value,
  );
  const beyond = found.flatMap(({ series, value }) => {
    const server = context.fleet.servers.find(({ name }) => name === series.labels.instance);
    return server === undefined ? [] : [{ server, value }];
  });
  const [first] = beyond;
  const only = subject.servers.length === 1 ? subject.servers[0] : undefined;
  const args = { metric: metricName(metric), limit, time: slots.time?.text ?? '' };
  const citeOf = (server: Server, value: number): number =>
    past
      ? draft.citeQuery({
          metric,
          server: server.name,
          value,
          promql: plan.promql,
          start: slots.time?.start ?? plan.end - HOUR,
          end: plan.end,
        })
      : draft.cite(metric, server);
  if (first !== undefined) {
    if (only !== undefined)
      draft.say(
        past
          ? below
            ? 'limit.isBelowPast'
            : 'limit.isOverPast'
          : below
            ? 'limit.isBelow'
            : 'limit.isOver',
        { ...args, server: only.name, value: amount(first.value, metric) },
        [citeOf(only, first.value)],
      );
    else {
      draft.say(
        within
          ? 'limit.within'
          : past
            ? below
              ? 'limit.belowPast'
              : 'limit.overPast'
            : below
              ? 'limit.below'
              : 'limit.over',
        { ...args, count: count(beyond.length), upper: amount(upper ?? Number.NaN, metric) },
      );
      for (const { server, value } of beyond.slice(0, MOST_SERVERS))
        draft.say('limit.item', { server: server.name, value: beside(value, limit.n, metric) }, [
          citeOf(server, value),
        ]);
      if (beyond.length > MOST_SERVERS)
        draft.say('more', { count: count(beyond.length - MOST_SERVERS) });
    }
  } else {
    const closest = past
      ? await closestIn(plan, context, below)
      : ranked(context, metric, subject.servers, below).at(0);
    if (closest === undefined) return false;
    draft.say(
      only !== undefined && past && !below
        ? 'limit.isNotOverPast'
        : only !== undefined && !past
          ? below
            ? 'limit.isNotBelow'
            : 'limit.isNotOver'
          : within
            ? 'limit.noneWithin'
            : past
              ? 'limit.nonePast'
              : below
                ? 'limit.noneBelow'
                : 'limit.none',
      {
        ...args,
        upper: amount(upper ?? Number.NaN, metric),
        checked: count(subject.servers.length),
        server: closest.server.name,
        value: amount(closest.value, metric),
      },
      [
        past
          ? draft.citeQuery({
              metric,
              server: closest.server.name,
              value: closest.value,
              promql: withoutLimit(plan),
              start: slots.time?.start ?? plan.end - HOUR,
              end: plan.end,
            })
          : draft.cite(metric, closest.server),
      ],
    );
  }
  if (only !== undefined) tellFree(draft, question, context, only, metric);
  if (metric === 'memory' && !below && (!past || GROWS.test(question.text)))
    await tellRising(draft, context, subject, LEAKS.test(question.text));
  const asked = new Set(subject.servers.map(({ name }) => name));
  const firing = context.snapshot.alerts.filter(
    (alert) => alert.state === 'firing' && alert.metric === metric && asked.has(alert.server),
  );
  for (const alert of firing.slice(0, 3))
    draft.say('alerts.item', {
      rule: { term: `rule.${alert.rule}` },
      server: alert.server,
      since: instant(alert.since, context),
    });
  return true;
}

/** Words for growth: who asks for it hears of it whatever window is named. */
const GROWS = /오르|올라|늘어|증가|누수|새는|grow|climb|creep|rising|leak|increas/i;
/** Who asks for a leak hears also that there is none. */
const LEAKS = /누수|새는|새고|(?<![가-힣])릭|leak/i;
/** Growth of memory within an hour, by a line through it, that is worth saying: what a leak looks like before a limit is reached. */
const LEAKING = 0.05;

/** Servers whose memory grows steadily. @param isAsked that none does is worth saying too */
async function tellRising(
  draft: Draughtsman,
  context: AssistantContext,
  subject: Subject,
  isAsked: boolean,
): Promise<void> {
  const asked = new Set(subject.servers.map(({ name }) => name));
  const prom = metricById('memory')?.prom ?? 'memory';
  const promql = `deriv(${prom}[1h:1m]) * 3600 > ${LEAKING}`;
  const found = (await instantQuery(context, promql, context.snapshot.t))
    .filter(({ series }) => asked.has(series.labels.instance ?? ''))
    .sort((a, b) => b.value - a.value);
  if (found.length === 0 && isAsked)
    draft.say('limit.noRise', {
      metric: metricName('memory'),
      growth: { n: LEAKING, unit: '1' },
      count: count(subject.servers.length),
    });
  for (const { series, value } of found.slice(0, SHORT_LIST))
    draft.say(
      'limit.rising',
      {
        server: series.labels.instance ?? '',
        metric: metricName('memory'),
        growth: { n: value, unit: '1' },
      },
      [
        draft.citeQuery({
          metric: 'memory',
          server: series.labels.instance,
          value,
          promql,
          start: context.snapshot.t - HOUR,
          end: context.snapshot.t,
        }),
      ],
    );
}

/** A value beside its limit: one more digit where rounding would make them look equal. */
function beside(value: number, limit: number, metric: MetricId): PhraseArg {
  return unitOf(metric) === '1' && Math.round(value * 100) === Math.round(limit * 100)
    ? `${Math.round(value * 1000) / 10}%`
    : amount(value, metric);
}

/** The query without its limit. */
function withoutLimit({ promql }: MetricPlan): string {
  return promql.replace(/^\((.*)\) <= [\d.e-]+$/, '$1').replace(/ [<>] -?[\d.e-]+$/, '');
}

/** The server that came closest to the limit within the window. */
async function closestIn(
  plan: MetricPlan,
  context: AssistantContext,
  below: boolean,
): Promise<{ readonly server: Server; readonly value: number } | undefined> {
  const found = [...(await instantQuery(context, withoutLimit(plan), plan.end))].sort((a, b) =>
    below ? a.value - b.value : b.value - a.value,
  );
  for (const { series, value } of found) {
    const server = context.fleet.servers.find(({ name }) => name === series.labels.instance);
    if (server !== undefined) return { server, value };
  }
  return undefined;
}

/** The limit a query holds against: the plan has it in its own unit. */
function limitOf({ promql }: MetricPlan): number {
  return Number(/[<>] (-?\d+(?:\.\d+)?(?:e-?\d+)?)/.exec(promql)?.[1]);
}
