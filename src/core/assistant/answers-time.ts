/** Answers along time: past course, forecasts, what is usual. */
import type { Server } from '../domain/fleet.ts';
import { metricById } from '../domain/metrics.ts';
import type { Question } from '../domain/question.ts';
import { HOUR, MINUTE } from '../domain/time.ts';
import type { Answerer, AssistantContext } from './answer.ts';
import {
  amount,
  count,
  Draughtsman,
  FLAT,
  instantQuery,
  metricFor,
  metricName,
  noData,
  sayUnknown,
  seriesPromql,
  subjectOf,
} from './reading.ts';

export const trendAnalyze: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const metric = metricFor(question, 'cpu');
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject) || question.plan === undefined)
    return draft.suggest('ask.list').done();
  const { plan } = question;
  const matrix = await context.query(plan.promql, plan.start, plan.end, plan.step);
  const [series] = matrix.series;
  const summary = series === undefined ? undefined : summarise(series.values);
  if (summary === undefined) return noData(draft, metric);
  const change = summary.first === 0 ? Number.NaN : summary.last / summary.first - 1;
  const key =
    Math.abs(change) < FLAT || Number.isNaN(change)
      ? 'trend.flat'
      : change > 0
        ? 'trend.up'
        : 'trend.down';
  const at = (i: number): number => matrix.start + i * matrix.step;
  const server = subject.servers.length === 1 ? subject.servers[0].name : undefined;
  const cite = draft.citeQuery({
    metric,
    server,
    value: summary.newest,
    promql: plan.promql,
    start: plan.start,
    end: at(summary.newestAt),
  });
  const args = {
    metric: metricName(metric),
    first: amount(summary.first, metric),
    last: amount(summary.last, metric),
    span: { n: plan.end - plan.start, unit: 'ms' as const },
  };
  if (server === undefined) draft.say('trend.scope', { count: count(subject.servers.length) });
  else draft.say('trend.server', { server });
  draft.say(key, args, [cite]);
  draft.say('trend.extremes', {
    high: amount(summary.high, metric),
    highAt: { n: at(summary.highAt), unit: 'time' },
    low: amount(summary.low, metric),
    lowAt: { n: at(summary.lowAt), unit: 'time' },
  });
  return draft.suggest('ask.forecast', 'ask.compare', 'ask.why').done();
};

/** Means of the first and last quarter, extremes and the newest value of a series; `undefined` without at least four samples. */
function summarise(values: Float64Array) {
  const there = [...values.keys()].filter((i) => !Number.isNaN(values[i]));
  if (there.length < 4) return undefined;
  const quarter = Math.floor(there.length / 4);
  const mean = (indices: readonly number[]): number =>
    indices.reduce((sum, i) => sum + values[i], 0) / indices.length;
  const highAt = there.reduce((best, i) => (values[i] > values[best] ? i : best), there[0]);
  const lowAt = there.reduce((best, i) => (values[i] < values[best] ? i : best), there[0]);
  const newestAt = there[there.length - 1];
  return {
    first: mean(there.slice(0, quarter)),
    last: mean(there.slice(-quarter)),
    high: values[highAt],
    highAt,
    low: values[lowAt],
    lowAt,
    newest: values[newestAt],
    newestAt,
  };
}

export const forecastLoad: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const metric = metricFor(question, 'cpu');
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject) || question.plan === undefined)
    return draft.suggest('ask.list').done();
  const asked = new Set(subject.servers.map(({ name }) => name));
  const breaches = context.snapshot.breaches.filter(
    (breach) =>
      asked.has(breach.server) && (question.slots.metric === undefined || breach.metric === metric),
  );
  for (const breach of breaches.slice(0, 3)) {
    const server = context.fleet.servers.find(({ name }) => name === breach.server);
    if (server === undefined) continue;
    draft.say(
      breach.late === undefined ? 'forecast.breachOpen' : 'forecast.breach',
      breachArgs(breach, context.now),
      [draft.cite(breach.metric, server)],
    );
  }
  const found = await instantQuery(context, question.plan.promql, question.plan.end);
  for (const { series, value } of found.slice(0, 3)) {
    const server = context.fleet.servers.find(({ name }) => name === series.labels.instance);
    const args = {
      metric: metricName(metric),
      value: amount(clip(value, metric), metric),
      ahead: { n: aheadOf(question, context), unit: 'ms' as const },
    };
    const cite = draft.citeQuery({
      metric,
      server: server?.name,
      value,
      promql: question.plan.promql,
      start: context.snapshot.t - 6 * HOUR,
      end: question.plan.end,
    });
    if (server === undefined) draft.say('forecast.fleet', args, [cite]);
    else draft.say('forecast.server', { ...args, server: server.name }, [cite]);
  }
  if (found.length === 0 && breaches.length === 0) return noData(draft, metric);
  if (breaches.length === 0 && (metric === 'disk' || metric === 'memory'))
    draft.say('forecast.noBreach', { metric: metricName(metric) });
  return draft.say('forecast.limit').suggest('ask.trend', 'ask.recommend', 'ask.top').done();
};

function breachArgs(breach: AssistantContext['snapshot']['breaches'][number], now: number) {
  return {
    server: breach.server,
    metric: metricName(breach.metric),
    limit: amount(breach.limit, breach.metric),
    at: { n: breach.at, unit: 'time' as const },
    in: { n: Math.max(MINUTE, breach.at - now), unit: 'ms' as const },
    early: { n: breach.early, unit: 'time' as const },
    late: { n: breach.late ?? Number.NaN, unit: 'time' as const },
  };
}

/** Straight lines leave the possible range sooner or later. */
function clip(value: number, metric: string): number {
  const { min, max } = metricById(metric) ?? {
    min: Number.NEGATIVE_INFINITY,
    max: Number.POSITIVE_INFINITY,
  };
  return Math.min(max, Math.max(min, value));
}

function aheadOf(question: Question, context: AssistantContext): number {
  const { time } = question.slots;
  return time !== undefined && time.end > context.now ? time.end - context.now : 24 * HOUR;
}

/** A usual value to compare with: the mean of the last six hours. @returns NaN when there is none */
export async function usualOf(
  context: AssistantContext,
  metric: string,
  server: Server,
): Promise<{ readonly value: number; readonly promql: string }> {
  const promql = `avg_over_time(${seriesPromql(metric, server.name)}[6h:6m])`;
  const [found] = await instantQuery(context, promql, context.snapshot.t);
  return { value: found?.value ?? Number.NaN, promql };
}
