/** Answers along time: past course, forecasts, what is usual. */
import type { Server } from '../domain/fleet.ts';
import { metricById } from '../domain/metrics.ts';
import { aheadOf, FORECAST_REACH, type MetricPlan, type Question } from '../domain/question.ts';
import type { Breach } from '../domain/snapshot.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../domain/time.ts';
import type { Answerer, AssistantContext, Evidence } from './answer.ts';
import {
  amount,
  count,
  Draughtsman,
  FLAT,
  instant,
  instantQuery,
  metricFor,
  metricName,
  noData,
  sampleOf,
  sayUnknown,
  seriesPromql,
  subjectOf,
} from './reading.ts';

export const trendAnalyze: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject) || question.plans.length === 0)
    return draft.suggest('ask.list').done();
  const server = subject.servers.length === 1 ? subject.servers[0].name : undefined;
  if (server === undefined) draft.say('trend.scope', { count: count(subject.servers.length) });
  else draft.say('trend.server', { server });
  let said = 0;
  for (const plan of question.plans) if (await tellTrend(draft, context, server, plan)) said++;
  if (said === 0) return noData(new Draughtsman(context), metricFor(question, 'cpu'));
  return draft.suggest('ask.forecast', 'ask.compare', 'ask.why').done();
};

/** The course of one metric. @returns whether there were samples enough */
async function tellTrend(
  draft: Draughtsman,
  context: AssistantContext,
  server: string | undefined,
  plan: MetricPlan,
): Promise<boolean> {
  const { metric } = plan;
  const matrix = await context.query(plan.promql, plan.start, plan.end, plan.step);
  const [series] = matrix.series;
  const summary = series === undefined ? undefined : summarise(series.values);
  if (summary === undefined) return false;
  const change = summary.first === 0 ? Number.NaN : summary.last / summary.first - 1;
  const key =
    Math.abs(change) < FLAT || Number.isNaN(change)
      ? 'trend.flat'
      : change > 0
        ? 'trend.up'
        : 'trend.down';
  const at = (i: number): number => matrix.start + i * matrix.step;
  const cite = draft.citeQuery({
    metric,
    server,
    value: summary.newest,
    promql: plan.promql,
    start: plan.start,
    end: at(summary.newestAt),
  });
  draft.say(
    key,
    {
      metric: metricName(metric),
      first: amount(summary.first, metric),
      last: amount(summary.last, metric),
      span: { n: plan.end - plan.start, unit: 'ms' },
    },
    [cite],
  );
  draft.say('trend.extremes', {
    high: amount(summary.high, metric),
    highAt: instant(at(summary.highAt), context),
    low: amount(summary.low, metric),
    lowAt: instant(at(summary.lowAt), context),
  });
  return true;
}

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
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject) || question.plans.length === 0)
    return draft.suggest('ask.list').done();
  const { metricIds } = question.slots;
  const asked = new Set(subject.servers.map(({ name }) => name));
  const breaches = context.snapshot.breaches.filter(
    (breach) =>
      asked.has(breach.server) &&
      (metricIds.length === 0 || metricIds.some((id) => id === breach.metric)),
  );
  for (const breach of breaches.slice(0, 3)) {
    const server = context.fleet.servers.find(({ name }) => name === breach.server);
    if (server === undefined) continue;
    draft.say(
      breach.late === undefined ? 'forecast.breachOpen' : 'forecast.breach',
      breachArgs(breach, context),
      [draft.cite(breach.metric, server)],
    );
  }
  if (breaches.length === 0 && metricIds.length === 0)
    draft.say('forecast.calm', {
      count: count(subject.servers.length),
      reach: { n: FORECAST_REACH, unit: 'ms' },
    });
  let said = breaches.length;
  for (const plan of question.plans) said += await tellForecast(draft, question, context, plan);
  if (said === 0) return noData(draft, metricFor(question, 'cpu'));
  const reached = await tellReach(draft, question, context);
  const limited = question.plans.find(
    ({ metric }) =>
      (metric === 'disk' || metric === 'memory') &&
      !breaches.some((breach) => breach.metric === metric),
  );
  if (limited !== undefined && !reached)
    draft.say('forecast.noBreach', { metric: metricName(limited.metric) });
  const end = question.slots.time?.end ?? 0;
  if (end > context.now + FORECAST_REACH)
    draft.say('forecast.far', { reach: { n: FORECAST_REACH, unit: 'ms' } });
  const byLine = draft.says('forecast.server') || draft.says('forecast.fleet') || reached;
  if (byLine || breaches.length > 0) draft.say('forecast.limit');
  return draft.suggest('ask.trend', 'ask.recommend', 'ask.top').done();
};

/** One metric's straight-line value at the instant asked about. @returns how many servers it was told of */
async function tellForecast(
  draft: Draughtsman,
  question: Question,
  context: AssistantContext,
  plan: MetricPlan,
): Promise<number> {
  const { metric } = plan;
  const found = await instantQuery(context, plan.promql, plan.end);
  const ahead = aheadOf(question.slots, context.now);
  const before =
    ahead < RHYTHM ? undefined : await dayBefore(question, context, plan, context.now + ahead);
  for (const { series, value } of found.slice(0, 3)) {
    const server = context.fleet.servers.find(({ name }) => name === series.labels.instance);
    const clipped = clip(value, metric);
    // A line that leaves the possible range says nothing; the day before does.
    if (before !== undefined && clipped !== value) continue;
    if (ahead > DAY && clipped !== value) {
      draft.say('forecast.leaves', { metric: metricName(metric) });
      break;
    }
    const args = {
      metric: metricName(metric),
      value: amount(clipped, metric),
      ahead: { n: ahead, unit: 'ms' as const },
    };
    const cite = draft.citeQuery({
      metric,
      server: server?.name,
      value,
      promql: plan.promql,
      start: context.snapshot.t - 6 * HOUR,
      end: plan.end,
    });
    if (server === undefined) draft.say('forecast.fleet', args, [cite]);
    else draft.say('forecast.server', { ...args, server: server.name }, [cite]);
  }
  if (before !== undefined) {
    const isAlone = found.every(({ value }) => clip(value, metric) !== value);
    draft.say(
      isAlone ? 'forecast.rhythm' : 'forecast.dayBefore',
      {
        metric: metricName(metric),
        at: instant(before.end, context),
        value: amount(before.value, metric),
      },
      [draft.citeQuery(before)],
    );
  }
  return found.length;
}

/** Growth of a share per hour that is more than noise. */
const LEAST_GROWTH = 0.01;

/** When a filling metric is full at the pace of the last hour: what a leak does is not in six hours' line. @returns whether it was said */
async function tellReach(
  draft: Draughtsman,
  question: Question,
  context: AssistantContext,
): Promise<boolean> {
  let said = false;
  for (const { metric, promql } of question.plans) {
    const selector = /predict_linear\((.*)\[/.exec(promql)?.[1];
    if (selector === undefined || (metric !== 'disk' && metric !== 'memory')) continue;
    const query = `deriv(${selector}[1h:1m])`;
    const pace = (await instantQuery(context, query, context.snapshot.t)).flatMap(
      ({ series, value }) => {
        const server = context.fleet.servers.find(({ name }) => name === series.labels.instance);
        if (server === undefined || value * (HOUR / SECOND) < LEAST_GROWTH) return [];
        const left = ((1 - sampleOf(context, metric, server)) / value) * SECOND;
        return left < FORECAST_REACH ? [{ server, value, left }] : [];
      },
    );
    const [first] = pace.sort((a, b) => a.left - b.left);
    if (first === undefined) continue;
    said = true;
    draft.say(
      'forecast.reach',
      {
        server: first.server.name,
        metric: metricName(metric),
        value: amount(sampleOf(context, metric, first.server), metric),
        in: { n: Math.max(MINUTE, first.left), unit: 'ms' },
        at: instant(context.now + first.left, context),
      },
      [
        draft.cite(metric, first.server),
        draft.citeQuery({
          metric,
          server: first.server.name,
          value: first.value,
          promql: query,
          start: context.snapshot.t - HOUR,
          end: context.snapshot.t,
        }),
      ],
    );
  }
  return said;
}

/** From this far ahead on the daily rhythm matters more than the last hours' course. */
const RHYTHM = 3 * HOUR;

/** What the value was at the same time of day, a day or more before the instant asked about: the daily rhythm a straight line lacks. */
async function dayBefore(
  { slots }: Question,
  context: AssistantContext,
  { metric, promql }: MetricPlan,
  target: number,
): Promise<Evidence | undefined> {
  const at = target - Math.ceil((target - context.now) / DAY) * DAY;
  const selector = /predict_linear\((.*)\[/.exec(promql)?.[1];
  // Disks fill and memory leaks: they have no rhythm.
  if (selector === undefined || metric === 'disk' || metric === 'memory' || at >= context.now)
    return undefined;
  const query = slots.server.length > 0 ? selector : `max(${selector})`;
  const [before] = await instantQuery(context, query, at);
  if (before === undefined) return undefined;
  return {
    metric,
    server: before.series.labels.instance,
    value: before.value,
    promql: query,
    start: at - HOUR,
    end: at,
  };
}

function breachArgs(breach: Breach, context: AssistantContext) {
  return {
    server: breach.server,
    metric: metricName(breach.metric),
    limit: amount(breach.limit, breach.metric),
    at: instant(breach.at, context),
    in: { n: Math.max(MINUTE, breach.at - context.now), unit: 'ms' as const },
    early: instant(breach.early, context),
    late: instant(breach.late ?? Number.NaN, context),
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
