/** Answers with figures: values, rankings, comparisons, limits. */
import type { Server } from '../domain/fleet.ts';
import { type MetricId, metricById } from '../domain/metrics.ts';
import type { Question } from '../domain/question.ts';
import { HOUR } from '../domain/time.ts';
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
  subjectOf,
  unitOf,
} from './reading.ts';

export const metricQuery: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const metric = metricFor(question, 'cpu');
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject) || question.plan === undefined)
    return draft.suggest('ask.list').done();
  const { plan } = question;
  const windowed = plan.end < context.now || question.slots.time !== undefined;
  const found = await instantQuery(context, plan.promql, plan.end);
  if (found.length === 0) return noData(draft, metric);
  for (const { series, value } of found.slice(0, 5)) {
    const server = context.fleet.servers.find(({ name }) => name === series.labels.instance);
    if (server !== undefined && !windowed) {
      draft.say(
        'value',
        { server: server.name, metric: metricName(metric), value: amount(value, metric) },
        [draft.cite(metric, server)],
      );
    } else {
      const cite = draft.citeQuery({
        metric,
        server: server?.name,
        value,
        promql: plan.promql,
        start: plan.end - HOUR,
        end: plan.end,
      });
      const args = { metric: metricName(metric), value: amount(value, metric) };
      if (server !== undefined)
        draft.say(
          'query.serverWindow',
          { ...args, server: server.name, time: question.slots.time?.text ?? '' },
          [cite],
        );
      else if (windowed)
        draft.say(
          'query.meanWindow',
          { ...args, count: count(subject.servers.length), time: question.slots.time?.text ?? '' },
          [cite],
        );
      else draft.say('query.mean', { ...args, count: count(subject.servers.length) }, [cite]);
    }
  }
  if (subject.kind !== 'named' && !windowed) {
    const [most] = ranked(context, metric, subject.servers, false);
    if (most !== undefined)
      draft.say('query.most', { server: most.server.name, value: amount(most.value, metric) }, [
        draft.cite(metric, most.server),
      ]);
  }
  return draft.suggest('ask.trend', 'ask.top', 'ask.forecast').done();
};

/** Servers by the newest value; missing samples are left out. */
function ranked(
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

export const metricTop: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const metric = metricFor(question, 'cpu');
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject) || question.plan === undefined)
    return draft.suggest('ask.list').done();
  const { plan, slots } = question;
  const past = slots.time !== undefined && slots.time.start < context.now;
  const found = [...(await instantQuery(context, plan.promql, plan.end))].sort((a, b) =>
    slots.lowest ? a.value - b.value : b.value - a.value,
  );
  if (found.length === 0) return noData(draft, metric);
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
    const key =
      i > 0
        ? 'top.item'
        : past
          ? slots.lowest
            ? 'top.lowestPast'
            : 'top.highestPast'
          : slots.lowest
            ? 'top.lowest'
            : 'top.highest';
    draft.say(
      key,
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
  return draft.suggest('ask.why', 'ask.trend', 'ask.forecast').done();
};

export const metricCompare: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const metric = metricFor(question, 'cpu');
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject) || question.plan === undefined)
    return draft.suggest('ask.list').done();
  const { plan, slots } = question;
  const found = await instantQuery(context, plan.promql, plan.end);
  if (found.length === 0) return noData(draft, metric);
  if (subject.kind === 'named' && subject.servers.length >= 2) {
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
    for (const { series, value } of found) {
      const promql = `avg(${metricById(metric)?.prom ?? metric}{role="${series.labels.role ?? ''}"})`;
      draft.say(
        'compare.group',
        {
          role: { term: `role.${series.labels.role ?? 'other'}` },
          metric: metricName(metric),
          value: amount(value, metric),
        },
        [
          draft.citeQuery({
            metric,
            server: undefined,
            value,
            promql,
            start: plan.end - HOUR,
            end: plan.end,
          }),
        ],
      );
    }
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
  return draft.suggest('ask.trend', 'ask.top', 'ask.why').done();
};

/** Answers “is it too high”: servers beyond the limit by the newest samples, else the one that comes closest. */
export const overLimit: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const metric = overLimitMetric(question);
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject) || question.plan === undefined)
    return draft.suggest('ask.list').done();
  const below = question.slots.threshold?.comparison === '<';
  const limit = amount(question.limit ?? Number.NaN, metric);
  const found = [...(await instantQuery(context, question.plan.promql, question.plan.end))].sort(
    (a, b) => (below ? a.value - b.value : b.value - a.value),
  );
  const servers = found
    .map(({ series }) => context.fleet.servers.find(({ name }) => name === series.labels.instance))
    .filter((server) => server !== undefined);
  if (servers.length > 0) {
    draft.say(below ? 'limit.below' : 'limit.over', {
      count: count(servers.length),
      metric: metricName(metric),
      limit,
    });
    for (const [i, server] of servers.slice(0, 5).entries()) {
      draft.say(
        'value',
        {
          server: server.name,
          metric: metricName(metric),
          value: amount(found[i].value, metric),
        },
        [draft.cite(metric, server)],
      );
    }
    if (servers.length > 5) draft.say('more', { count: count(servers.length - 5) });
  } else {
    const [closest] = ranked(context, metric, subject.servers, below);
    if (closest === undefined) return noData(draft, metric);
    draft.say(
      below ? 'limit.noneBelow' : 'limit.none',
      {
        metric: metricName(metric),
        limit,
        checked: count(subject.servers.length),
        server: closest.server.name,
        value: amount(closest.value, metric),
      },
      [draft.cite(metric, closest.server)],
    );
  }
  const asked = new Set(subject.servers.map(({ name }) => name));
  const firing = context.snapshot.alerts.filter(
    (alert) => alert.state === 'firing' && alert.metric === metric && asked.has(alert.server),
  );
  for (const alert of firing.slice(0, 3))
    draft.say('alerts.item', {
      rule: { term: `rule.${alert.rule}` },
      server: alert.server,
      since: { n: alert.since, unit: 'time' },
    });
  return draft.suggest('ask.why', 'ask.recommend', 'ask.trend').done();
};

/** The metric an alert question ran on: the plan knows, as the intent narrows what was said. */
function overLimitMetric(question: Question): MetricId {
  const named = /^([a-z0-9_]+)/.exec(question.plan?.promql ?? '')?.[1];
  const ids: readonly MetricId[] = [
    'cpu',
    'memory',
    'disk',
    'disk_io',
    'latency',
    'latency_p95',
    'error_ratio',
  ];
  return ids.find((id) => metricById(id)?.prom === named) ?? metricFor(question, 'cpu');
}
