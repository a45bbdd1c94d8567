/** Prometheus as a feed: servers found by `up` and `node_uname_info`, our metrics by PromQL, history by range queries, then polling. */
import type { NamesAtSource } from '../../core/domain/connection.ts';
import { EdgeError } from '../../core/domain/errors.ts';
import type { Frame } from '../../core/domain/frame.ts';
import { foreignMetric, type Metric, metricById } from '../../core/domain/metrics.ts';
import type { Labels, Matrix } from '../../core/domain/series.ts';
import {
  alignDown,
  type EpochMs,
  formatDuration,
  MINUTE,
  type Ms,
  SECOND,
} from '../../core/domain/time.ts';
import {
  type ApiSeries,
  readApiSeries,
  readApiStrings,
  toMatrix,
} from '../../core/formats/prometheus-api.ts';
import { fillExpression, NODE_EXPORTER } from '../../core/formats/prometheus-mapping.ts';
import {
  fleetOf,
  type Target,
  targetKey,
  targetsOf,
} from '../../core/formats/prometheus-servers.ts';
import type { Feed, FeedContext, FeedSink, OpenFeed } from './feed.ts';
import {
  type PrometheusClient,
  prometheusClient,
  requireCredentials,
} from './prometheus-client.ts';
import { exportedHost } from './prometheus-host.ts';
import { HELD_MOST, type Narrowing, narrow } from './prometheus-narrow.ts';

/** Servers and metrics are looked for again after this long, doubled each time up to the limit; one that vanished stays listed, stale, for an hour. */
const DISCOVER_FIRST: Ms = 15 * SECOND;
const DISCOVER_EVERY: Ms = 5 * MINUTE;
const REMEMBERED: Ms = 60 * MINUTE;
/** Points of one range query; Prometheus refuses more than 11,000. */
const MOST_POINTS = 5000;
/** Answers that may be missed before the source counts as lost. */
const MOST_MISSED = 3;
/** After a pause longer than this (a device that slept, a clock that jumped) what was missed is read as history. */
const LONG_PAUSE: Ms = 30 * SECOND;
/** Pause after a grid instant before it is asked for: scrapes of that instant have been stored by then. */
const SETTLE: Ms = 1000;

/** Who called whom, in the words of common service-graph metrics; the first that has series is used. */
const CALLS: readonly (readonly [promql: string, from: string, to: string])[] = [
  ['sum by (client, server) (rate(traces_service_graph_request_total[5m]))', 'client', 'server'],
  [
    'sum by (source_workload, destination_workload) (rate(istio_requests_total[5m]))',
    'source_workload',
    'destination_workload',
  ],
];

/** One metric of the fleet and what is asked for it. */
interface Row {
  readonly metric: Metric;
  readonly promql: string;
}

/** Opens a Prometheus. @throws EdgeError `source/empty` when it knows no target, `source/locked`, and what its client throws */
export const openPrometheus: OpenFeed = async (context, signal) => {
  requireCredentials(context);
  const { config, now } = context;
  let latency: (took: Ms) => void = () => {};
  const client = prometheusClient(context, (took) => latency(took));
  const found = await discover(context, client, signal);
  const skew = await skewOf(client, now, signal);
  const rows = await mapped(context, client, found.narrowing, signal);
  const calls = await callsOf(client, now(), signal);
  const fleet = fleetOf(
    found.targets,
    rows.map(({ metric }) => metric),
    calls,
  );
  const column = new Map(found.targets.map((target, i) => [targetKey(target.labels), i]));
  const servers = found.targets.length;
  const size = rows.length * servers;

  /** Puts one metric's series into frames; a server that was down then has no sample, whatever its rates still say. */
  const upQuery = found.narrowing.up;
  const feed: Feed = {
    fleet,
    step: config.step,
    ...(skew !== undefined && { skew }),
    async history(from, to, push, report, aborted) {
      const span = MOST_POINTS * config.step;
      for (let start = alignUp(from, config.step); start <= to; start += span) {
        const end = Math.min(to, start + span - config.step);
        const frames = new Map<EpochMs, Float32Array>();
        const up = upTimes(await client.range(upQuery, start, end, config.step, aborted));
        for (const [m, { promql }] of rows.entries()) {
          const series = await client.range(promql, start, end, config.step, aborted);
          spread(series, column, m, servers, size, up, frames);
          report((start - from + ((end - start) * (m + 1)) / rows.length) / Math.max(1, to - from));
        }
        for (const t of [...frames.keys()].sort((a, b) => a - b))
          push({ t, values: frames.get(t) ?? new Float32Array() });
      }
    },
    async follow(sink, aborted) {
      latency = sink.answered;
      await poll(context, aborted, sink, (t) => frameAt(t, aborted), discoverAgain);
    },
    host: (server, t, aborted) => exportedHost(client, found.targets[server], t, aborted),
    async query(promql, range, aborted) {
      const { start, end, step } = range;
      let remarks: Matrix['remarks'];
      const remarked = (told: Matrix['remarks']) => {
        remarks = told;
      };
      const series =
        start === end
          ? await client.instant(promql, start, aborted, remarked)
          : await client.range(promql, start, end, step, aborted, remarked);
      const matrix = toMatrix(series, range, start === end ? 'vector' : 'matrix');
      return remarks ? { ...matrix, remarks } : matrix;
    },
    names: (of, aborted) => namesAt(client, of, aborted),
  };

  async function frameAt(t: EpochMs, aborted: AbortSignal): Promise<Frame> {
    const [up, ...answers] = await Promise.all([
      client.instant(upQuery, t, aborted),
      ...rows.map(({ promql }) => client.instant(promql, t, aborted)),
    ]);
    const frames = new Map([[t, new Float32Array(size).fill(Number.NaN)]]);
    const isUp = upTimes(up);
    for (const [m, series] of answers.entries())
      spread(series, column, m, servers, size, isUp, frames);
    return { t, values: frames.get(t) ?? new Float32Array(size) };
  }

  /** Whether there are other servers than before, or metrics that had no series: a rate has none until its second scrape. */
  async function discoverAgain(aborted: AbortSignal): Promise<boolean> {
    const { targets } = await discover(context, client, aborted);
    if (
      targets.length !== found.targets.length ||
      targets.some((target) => !column.has(targetKey(target.labels)))
    )
      return true;
    const again = await mapped(context, client, found.narrowing, aborted);
    return again.some((row) => !rows.some(({ metric }) => metric.id === row.metric.id));
  }
  return feed;
};

const alignUp = (t: EpochMs, step: Ms) => alignDown(t + step - 1, step);

/** Targets, narrowed where there are more than a browser should hold. */
async function discover(
  { config, now }: FeedContext,
  client: PrometheusClient,
  signal: AbortSignal,
): Promise<{ readonly targets: readonly Target[]; readonly narrowing: Narrowing }> {
  const at = now();
  const matchers = config.filter === '' ? '' : `{${config.filter}}`;
  const remembered = `[${formatDuration(REMEMBERED)}]`;
  const labelsOf = (series: readonly ApiSeries[]) => series.map(({ labels }) => labels);
  const [up, uname] = await Promise.all([
    client.instant(`last_over_time(up${matchers}${remembered})`, at, signal),
    client.instant(`last_over_time(node_uname_info${matchers}${remembered})`, at, signal),
  ]);
  const targets = targetsOf(labelsOf(up), labelsOf(uname));
  if (targets.length === 0)
    throw new EdgeError('source/empty', `${config.url} knows no target`, { url: config.url });
  const plain: Narrowing = { targets, up: `up${matchers}`, wrap: (promql) => promql };
  if (targets.length <= HELD_MOST) return { targets, narrowing: plain };
  const narrowing = await narrow(plain, config.filter, config.step, client, at, signal);
  return { targets: narrowing.targets, narrowing };
}

/** Names as its label API gives them; a name no label can have has no values. */
async function namesAt(
  client: PrometheusClient,
  { of, label = '__name__', metric }: NamesAtSource,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const matching = metric === undefined ? {} : { 'match[]': metric };
  if (of === 'labels') return readApiStrings(await client.read('labels', matching, signal));
  const name = of === 'metrics' ? '__name__' : label;
  if (!/^[a-z_]\w*$/iu.test(name)) return [];
  return readApiStrings(await client.read(`label/${name}/values`, matching, signal));
}

/** How far its clock is ahead of ours; nothing where it does not tell. */
async function skewOf(
  client: PrometheusClient,
  now: () => EpochMs,
  signal: AbortSignal,
): Promise<Ms | undefined> {
  const [told] = readApiSeries(await client.call('query', { query: 'time()' }, signal));
  const seconds = told?.values[0];
  return seconds === undefined ? undefined : Math.round(seconds * 1000 - now());
}

/** Metrics that have series now, in the catalogue's order; mapping rows of other names follow as metrics of their own. */
async function mapped(
  { config, now }: FeedContext,
  client: PrometheusClient,
  narrowing: Narrowing,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const templates = { ...NODE_EXPORTER, ...config.mapping };
  const wanted = Object.entries(templates).filter(([, template]) => template.trim() !== '');
  const at = now();
  const rows = await Promise.all(
    wanted.map(async ([id, template]): Promise<Row | undefined> => {
      const promql = narrowing.wrap(fillExpression(template, config.filter, config.step));
      const series = await client.instant(promql, at, signal);
      return series.length > 0 ? { metric: metricOf(id), promql } : undefined;
    }),
  );
  const used = rows.filter((row) => row !== undefined);
  if (used.length > 0) return used;
  // Targets without a host exporter: at least whether they answer is known.
  return [{ metric: metricOf('up'), promql: narrowing.wrap(`sum by (instance, job) (up)`) }];
}

/** The catalogue's metric, or one of the source's own. */
function metricOf(id: string): Metric {
  return metricById(id) ?? foreignMetric(id);
}

/** Pairs of callers and callees; none where no service graph is kept. */
async function callsOf(
  client: PrometheusClient,
  at: EpochMs,
  signal: AbortSignal,
): Promise<readonly (readonly [string, string])[]> {
  for (const [promql, from, to] of CALLS) {
    const series = await client.instant(promql, at, signal);
    if (series.length > 0)
      return series.map(({ labels }) => [labels[from] ?? '', labels[to] ?? ''] as const);
  }
  return [];
}

/** Instants each target was up at, by key. */
function upTimes(series: readonly ApiSeries[]): ReadonlyMap<string, ReadonlySet<EpochMs>> {
  const up = new Map<string, Set<EpochMs>>();
  for (const { labels, times, values } of series) {
    const key = targetKey(labels);
    const set = up.get(key) ?? new Set();
    for (let i = 0; i < times.length; i++) if (values[i] !== 0) set.add(times[i]);
    up.set(key, set);
  }
  return up;
}

/** Writes series into the frames of their instants; where a target was not up, nothing. */
function spread(
  series: readonly ApiSeries[],
  column: ReadonlyMap<string, number>,
  metric: number,
  servers: number,
  size: number,
  up: ReadonlyMap<string, ReadonlySet<EpochMs>>,
  frames: Map<EpochMs, Float32Array>,
): void {
  for (const { labels, times, values } of series) {
    const key = targetKey(labels as Labels);
    const at = column.get(key);
    const alive = up.get(key);
    if (at === undefined) continue;
    for (let i = 0; i < times.length; i++) {
      if (alive && !alive.has(times[i])) continue;
      let frame = frames.get(times[i]);
      if (!frame) {
        frame = new Float32Array(size).fill(Number.NaN);
        frames.set(times[i], frame);
      }
      frame[metric * servers + at] = Number.isFinite(values[i]) ? values[i] : Number.NaN;
    }
  }
}

/** Asks for each grid instant once, until the signal fires, the servers have changed, or there is a past to catch up with. */
async function poll(
  { config, now }: FeedContext,
  signal: AbortSignal,
  sink: FeedSink,
  frameAt: (t: EpochMs) => Promise<Frame>,
  hasChanged: (signal: AbortSignal) => Promise<boolean>,
): Promise<void> {
  const { step } = config;
  let missed = 0;
  let asked = alignDown(now(), step);
  let discoveredAt = now();
  let pause = DISCOVER_FIRST;
  while (!signal.aborted) {
    const latest = alignDown(now(), step);
    if (latest - asked > Math.max(LONG_PAUSE, 3 * step) || asked - latest > 2 * step) return;
    const due = Math.max(asked + step, latest);
    await sleep(due + Math.min(SETTLE, step / 2) - now(), signal);
    if (signal.aborted) return;
    asked = due;
    try {
      const frame = await frameAt(due);
      if (missed > 0) return; // It answers again: opened anew, it tells what it knows of the time between.
      sink.push(frame);
      if (now() - discoveredAt >= pause) {
        discoveredAt = now();
        pause = Math.min(DISCOVER_EVERY, 2 * pause);
        if (await hasChanged(signal)) return;
      }
    } catch (error) {
      if (!(error instanceof EdgeError) || !isPassing(error) || ++missed >= MOST_MISSED)
        throw error;
    }
  }
}

/** What may be over at the next tick. */
const isPassing = ({ code }: EdgeError): boolean =>
  code === 'source/unreachable' || code === 'source/unavailable' || code === 'source/silent';

/** Waits; ends early when the signal fires. */
function sleep(ms: Ms, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.max(0, ms));
    signal.addEventListener('abort', done);
  });
}
