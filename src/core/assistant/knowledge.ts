/** What to do about a metric in trouble, by metric, role and pattern. Keys of the advice dictionary; the pattern is read from measurements and cited. */
import type { Role, Server } from '../domain/fleet.ts';
import type { MetricId } from '../domain/metrics.ts';
import { HOUR, MINUTE } from '../domain/time.ts';
import type { AssistantContext } from './answer.ts';
import { usualOf } from './answers-time.ts';
import {
  amount,
  type Draughtsman,
  instantQuery,
  metricName,
  sampleOf,
  seriesPromql,
} from './reading.ts';

/** Courses of events that call for advice of their own. */
export type Pattern =
  /** Demand rose with it. */
  | 'demand'
  /** Demand is as usual; something else eats it. */
  | 'alone'
  /** It has grown steadily: a leak. */
  | 'rising'
  /** A limit is predicted to be crossed. */
  | 'filling'
  /** A server it calls is the likelier cause. */
  | 'downstream';

/** Steps for each metric of the catalogue, in the order to try: find, ease, prevent. */
const STEPS: Readonly<Record<MetricId, string>> = {
  cpu: 'cpu',
  load: 'cpu',
  memory: 'memory',
  disk: 'disk',
  disk_io: 'io',
  net_in: 'net',
  net_out: 'net',
  request_rate: 'demand',
  latency: 'latency',
  latency_p95: 'latency',
  error_ratio: 'errors',
  temperature: 'heat',
  power: 'heat',
};

/** Advice that fits one kind of server. */
const BY_ROLE: Readonly<Record<string, Readonly<Partial<Record<Role, string>>>>> = {
  cpu: {
    db: 'advice.cpu.db',
    web: 'advice.cpu.web',
    api: 'advice.cpu.api',
    cache: 'advice.cpu.cache',
    proxy: 'advice.cpu.proxy',
    'k8s-worker': 'advice.cpu.k8s',
    analytics: 'advice.cpu.batch',
    backup: 'advice.cpu.batch',
  },
  memory: {
    db: 'advice.memory.db',
    web: 'advice.memory.app',
    api: 'advice.memory.app',
    cache: 'advice.memory.cache',
    'k8s-worker': 'advice.memory.k8s',
    queue: 'advice.memory.queue',
  },
  disk: {
    db: 'advice.disk.db',
    queue: 'advice.disk.queue',
    storage: 'advice.disk.storage',
    backup: 'advice.disk.backup',
    monitoring: 'advice.disk.monitoring',
    mail: 'advice.disk.mail',
  },
  io: { db: 'advice.io.db', storage: 'advice.io.storage', queue: 'advice.io.queue' },
  latency: {
    db: 'advice.latency.db',
    api: 'advice.latency.api',
    proxy: 'advice.latency.proxy',
    ingress: 'advice.latency.proxy',
    cache: 'advice.latency.cache',
    web: 'advice.latency.web',
  },
  errors: {
    proxy: 'advice.errors.proxy',
    ingress: 'advice.errors.proxy',
    api: 'advice.errors.api',
  },
  net: { proxy: 'advice.net.proxy', storage: 'advice.net.storage' },
};

/** Advice that fits one course of events. */
const BY_PATTERN: Readonly<Record<string, Readonly<Partial<Record<Pattern, string>>>>> = {
  cpu: { demand: 'advice.cpu.demand', alone: 'advice.cpu.alone' },
  memory: { rising: 'advice.memory.rising', demand: 'advice.memory.demand' },
  disk: { filling: 'advice.disk.filling' },
  latency: { downstream: 'advice.latency.downstream', demand: 'advice.latency.demand' },
  errors: { downstream: 'advice.errors.downstream' },
  io: { alone: 'advice.io.alone' },
};

/** What to do for any trouble. */
const GENERAL = ['advice.general.scope', 'advice.general.change', 'advice.general.record'] as const;

/** Keys of what to do, most telling first. General ones when the metric is none of the catalogue's. */
export function adviceFor(
  metric: string | undefined,
  role?: Role,
  patterns: readonly Pattern[] = [],
): readonly string[] {
  const steps = new Map<string, string>(Object.entries(STEPS)).get(metric ?? '');
  if (steps === undefined) return GENERAL;
  return [
    ...patterns.map((pattern) => BY_PATTERN[steps]?.[pattern]),
    `advice.${steps}.find`,
    role === undefined ? undefined : BY_ROLE[steps]?.[role],
    `advice.${steps}.ease`,
    `advice.${steps}.prevent`,
  ].filter((key) => key !== undefined);
}

/** Demand this many times its usual counts as grown, and within this share of it as usual. */
const GROWN = 1.3;
const AS_USUAL = 0.15;
/** Growth of a ratio within an hour, by a line through it, that counts as steady. */
const STEADY = 0.05;

/** Reads which patterns hold on a server now and says what shows them, with citations. */
export async function patternsOf(
  metric: string,
  server: Server,
  suspect: { readonly server: string; readonly metric: string } | undefined,
  draft: Draughtsman,
  context: AssistantContext,
): Promise<readonly Pattern[]> {
  const found: Pattern[] = [];
  if (suspect !== undefined && suspect.server !== server.name) {
    found.push('downstream');
    draft.say('because.downstream', { server: suspect.server, metric: metricName(suspect.metric) });
  }
  const breach = context.snapshot.breaches.find(
    (item) => item.server === server.name && item.metric === metric,
  );
  if (breach !== undefined) {
    found.push('filling');
    draft.say('because.filling', {
      metric: metricName(metric),
      limit: amount(breach.limit, metric),
      in: { n: Math.max(MINUTE, breach.at - context.now), unit: 'ms' },
    });
  }
  if (metric === 'memory' && (await isRising(metric, server, draft, context))) found.push('rising');
  const rate = sampleOf(context, 'request_rate', server);
  if (metric !== 'request_rate' && rate > 0) {
    const usual = await usualOf(context, 'request_rate', server);
    const times = rate / usual.value;
    const value = sampleOf(context, metric, server);
    const args = {
      server: server.name,
      times: Math.round(times * 10) / 10,
      metric: metricName(metric),
      value: amount(value, metric),
      rate: amount(rate, 'request_rate'),
    };
    const cite = [draft.cite('request_rate', server), draft.cite(metric, server)];
    if (times >= GROWN) {
      found.push('demand');
      draft.say('because.demand', args, cite);
    } else if (Math.abs(times - 1) <= AS_USUAL) {
      found.push('alone');
      draft.say('because.alone', args, cite);
    }
  }
  return found;
}

async function isRising(
  metric: string,
  server: Server,
  draft: Draughtsman,
  context: AssistantContext,
): Promise<boolean> {
  const promql = `deriv(${seriesPromql(metric, server.name)}[1h:1m])`;
  const [slope] = await instantQuery(context, promql, context.snapshot.t);
  const perHour = (slope?.value ?? Number.NaN) * (HOUR / 1000);
  if (!(perHour >= STEADY)) return false;
  draft.say(
    'because.rising',
    { server: server.name, metric: metricName(metric), growth: { n: perHour, unit: '1' } },
    [
      draft.citeQuery({
        metric,
        server: server.name,
        value: slope?.value ?? Number.NaN,
        promql,
        start: context.snapshot.t - HOUR,
        end: context.snapshot.t,
      }),
    ],
  );
  return true;
}
