/** Answers with figures: values, rankings, comparisons. */
import type { Server } from '../domain/fleet.ts';
import { type MetricId, metricById } from '../domain/metrics.ts';
import type { MetricPlan, Question } from '../domain/question.ts';
import { HOUR } from '../domain/time.ts';
import type { Answerer, AssistantContext } from './answer.ts';
import {
  amount,
  count,
  Draughtsman,
  FLAT,
  instantQuery,
  metricByMetric,
  metricFor,
  metricName,
  noData,
  type Subject,
  sampleOf,
  sayUnknown,
  statusOf,
  subjectOf,
  unitOf,
} from './reading.ts';

/** Servers told one by one at most. */
export const MOST_SERVERS = 5;

export const metricQuery = metricByMetric(tellValue, 'ask.trend', 'ask.top', 'ask.forecast');

/** The value of one metric, of each server named or as a mean. @returns whether there was any */
async function tellValue(
  draft: Draughtsman,
  question: Question,
  context: AssistantContext,
  subject: Subject,
  plan: MetricPlan,
): Promise<boolean> {
  const { metric } = plan;
  const past = question.slots.time !== undefined && question.slots.time.start < context.now;
  const time = question.slots.time?.text ?? '';
  const found = await instantQuery(context, plan.promql, plan.end);
  // Of what nobody asked for by name only what is there is told.
  if (found.length === 0) {
    if (question.slots.metricIds.length > 1) draft.say('noData', { metric: metricName(metric) });
    return false;
  }
  for (const { series, value } of found.slice(0, MOST_SERVERS)) {
    const server = context.fleet.servers.find(({ name }) => name === series.labels.instance);
    const args = { metric: metricName(metric), value: amount(value, metric), time };
    const only = server ?? (subject.servers.length === 1 ? subject.servers[0] : undefined);
    if (only !== undefined && !past) {
      draft.say('value', { ...args, server: only.name }, [draft.cite(metric, only)]);
      tellFree(draft, question, context, only, metric);
      continue;
    }
    const cite = draft.citeQuery({
      metric,
      server: server?.name,
      value,
      promql: plan.promql,
      start: question.slots.time?.start ?? plan.end - HOUR,
      end: plan.end,
    });
    if (server !== undefined)
      draft.say('query.serverWindow', { ...args, server: server.name }, [cite]);
    else
      draft.say(
        `query.mean${metric === 'latency' ? 'Latency' : ''}${past ? 'Window' : ''}`,
        { ...args, count: count(subject.servers.length) },
        [cite],
      );
  }
  if (found.length > MOST_SERVERS) draft.say('more', { count: count(found.length - MOST_SERVERS) });
  if (subject.kind !== 'named' && !past && subject.servers.length > 1) {
    const [most] = ranked(context, metric, subject.servers, false);
    if (most !== undefined)
      draft.say('query.most', { server: most.server.name, value: amount(most.value, metric) }, [
        draft.cite(metric, most.server),
      ]);
    if (most !== undefined && subject.kind === 'group')
      tellFree(draft, question, context, most.server, metric);
  }
  return true;
}

/** Words for what is left rather than used. */
const LEFT = /여유|남은|남았|남아|잔여|가용|free|left|remaining|available|headroom/i;

/** What is left of a disk or of memory, when that was asked. */
export function tellFree(
  draft: Draughtsman,
  { text }: Question,
  context: AssistantContext,
  server: Server,
  metric: MetricId,
): void {
  if ((metric !== 'disk' && metric !== 'memory') || !LEFT.test(text)) return;
  const total = metric === 'disk' ? server.storage : server.memory;
  const used = sampleOf(context, metric, server);
  if (!(total > 0) || Number.isNaN(used)) return;
  draft.say(
    metric === 'disk' ? 'query.freeDisk' : 'query.freeMemory',
    {
      server: server.name,
      value: { n: (1 - used) * total, unit: 'By' },
      total: { n: total, unit: 'By' },
    },
    [draft.cite(metric, server)],
  );
}

/** Servers by the newest value; missing samples are left out. */
export function ranked(
  context: AssistantContext,
  metric: MetricId,
  servers: readonly Server[],
  lowest: boolean,
): readonly { readonly server: Server; readonly value: number }[] {
  const row = context.fleet.metrics.findIndex(({ id }) => id === metric);
  const sign = lowest ? 1 : -1;
  return servers
    .map((server) => ({
      server,
      value:
        row < 0
          ? Number.NaN
          : context.snapshot.values[row * context.fleet.servers.length + server.index],
    }))
    .filter(({ value }) => !Number.isNaN(value))
    .sort((a, b) => sign * (a.value - b.value) || a.server.index - b.server.index);
}

/** Places told of each ranking when several are asked for at once. */
export const SHORT_LIST = 3;

export const metricTop: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject) || question.plans.length === 0)
    return draft.suggest('ask.list').done();
  if (question.slots.metricIds.length === 0 && UNWELL.test(question.text)) {
    tellUnwell(draft, question, context, subject);
    return draft.suggest('ask.why', 'ask.alerts', 'ask.recommend').done();
  }
  let said = 0;
  for (const plan of question.plans) if (await tellRanking(draft, question, context, plan)) said++;
  if (said === 0) return noData(draft, metricFor(question, 'cpu'));
  return draft.suggest('ask.why', 'ask.trend', 'ask.forecast').done();
};

/** Words that rank by how well a server is, not by what it measures. */
const UNWELL =
  /아픈|아파|건강|힘들|힘겨|고생|허덕|상태\s?(?:가\s?)?(?:제일|가장)?\s?(?:안\s?좋|나쁜|나빠)|문제|위태|worst off|worst shape|sick|unhealth|health|in trouble|suffering|struggl|stressed|needs? (?:most )?(?:help|attention)/i;

/** Servers by health, worst first. */
function tellUnwell(
  draft: Draughtsman,
  { slots }: Question,
  context: AssistantContext,
  subject: Subject,
): void {
  const order = subject.servers
    .filter(({ index }) => !Number.isNaN(context.snapshot.health[index]))
    .sort((a, b) => context.snapshot.health[a.index] - context.snapshot.health[b.index])
    .slice(0, slots.count ?? SHORT_LIST);
  order.forEach((server, i) => {
    draft.say(i === 0 ? 'top.unwell' : 'top.health', {
      rank: count(i + 1),
      server: server.name,
      status: { term: `status.${statusOf(context, server)}` },
      health: count(Math.round(context.snapshot.health[server.index])),
    });
  });
}

/** One ranking. @returns whether there was any value */
async function tellRanking(
  draft: Draughtsman,
  { slots, plans }: Question,
  context: AssistantContext,
  plan: MetricPlan,
): Promise<boolean> {
  const { metric } = plan;
  const past = slots.time !== undefined && slots.time.start < context.now;
  const found = [...(await instantQuery(context, plan.promql, plan.end))]
    .sort((a, b) => (slots.lowest ? a.value - b.value : b.value - a.value))
    .slice(0, plans.length > 1 && slots.count === undefined ? SHORT_LIST : undefined);
  const side = `${slots.lowest ? 'top.lowest' : 'top.highest'}${past ? 'Past' : ''}`;
  found.forEach(({ series, value }, i) => {
    const server = context.fleet.servers.find(({ name }) => name === series.labels.instance);
    if (server === undefined) return;
    const cite = past
      ? draft.citeQuery({
          metric,
          server: server.name,
          value,
          promql: plan.promql,
          start: slots.time?.start ?? plan.start,
          end: plan.end,
        })
      : draft.cite(metric, server);
    draft.say(
      i > 0 ? 'top.item' : side,
      {
        rank: count(i + 1),
        server: server.name,
        metric: metricName(metric),
        value: amount(value, metric),
        time: slots.time?.text ?? '',
      },
      [cite],
    );
  });
  return found.length > 0;
}

export const metricCompare = metricByMetric(tellComparison, 'ask.trend', 'ask.top', 'ask.why');

/** One metric of the operands, and by how much they differ. @returns whether there was any value */
async function tellComparison(
  draft: Draughtsman,
  { slots }: Question,
  context: AssistantContext,
  subject: Subject,
  plan: MetricPlan,
): Promise<boolean> {
  const { metric } = plan;
  const found = await instantQuery(context, plan.promql, plan.end);
  if (found.length === 0) return false;
  // Servers named, or the few of one group: the query then has them one by one.
  const each =
    subject.servers.length >= 2 &&
    (subject.kind === 'named' ||
      (plan.against === undefined &&
        found.every(({ series }) => series.labels.instance !== undefined)));
  if (each) {
    const pairs = subject.servers
      .map((server) => ({
        server,
        value:
          found.find(({ series }) => series.labels.instance === server.name)?.value ?? Number.NaN,
      }))
      .filter(({ value }) => !Number.isNaN(value));
    for (const { server, value } of pairs)
      draft.say(
        'value',
        { server: server.name, metric: metricName(metric), value: amount(value, metric) },
        [draft.cite(metric, server)],
      );
    const [a, b] = [...pairs].sort((x, y) => y.value - x.value);
    if (a !== undefined && b !== undefined)
      draft.say(
        unitOf(metric) === '1' ? 'compare.points' : 'compare.servers',
        {
          a: a.server.name,
          b: b.server.name,
          metric: metricName(metric),
          difference: amount(a.value - b.value, metric),
          points: Math.round((a.value - b.value) * 1000) / 10,
        },
        [draft.cite(metric, a.server), draft.cite(metric, b.server)],
      );
  } else if (slots.group.length >= 2) {
    const cites = found.map(({ series, value }) => {
      const promql = `avg(${metricById(metric)?.prom ?? metric}{role="${series.labels.role ?? ''}"})`;
      const cite = draft.citeQuery({
        metric,
        server: undefined,
        value,
        promql,
        start: plan.end - HOUR,
        end: plan.end,
      });
      draft.say(
        'compare.group',
        {
          role: { term: `role.${series.labels.role ?? 'other'}` },
          metric: metricName(metric),
          value: amount(value, metric),
        },
        [cite],
      );
      return cite;
    });
    const [a, b] = [...found].sort((x, y) => y.value - x.value);
    if (found.length === 2)
      draft.say(
        unitOf(metric) === '1' ? 'compare.points' : 'compare.servers',
        {
          a: { term: `role.${a.series.labels.role ?? 'other'}` },
          b: { term: `role.${b.series.labels.role ?? 'other'}` },
          metric: metricName(metric),
          difference: amount(a.value - b.value, metric),
          points: Math.round((a.value - b.value) * 1000) / 10,
        },
        cites,
      );
  } else {
    const change = found[0].value - 1;
    const key =
      Math.abs(change) < FLAT ? 'compare.same' : change > 0 ? 'compare.more' : 'compare.less';
    const cite = draft.citeQuery({
      metric,
      server: subject.servers.length === 1 ? subject.servers[0].name : undefined,
      value: found[0].value,
      promql: plan.promql,
      start: plan.end - HOUR,
      end: plan.end,
    });
    draft.say(key, { metric: metricName(metric), change: { n: Math.abs(change), unit: '1' } }, [
      cite,
    ]);
    draft.say('compare.windows', {
      window: { n: plan.against?.window ?? HOUR, unit: 'ms' },
      offset: { n: plan.against?.offset ?? 24 * HOUR, unit: 'ms' },
    });
  }
  return true;
}
