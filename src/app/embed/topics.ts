/** Streams a portal listens to: opened with the first listener from `workers/streams.ts`, closed with the last. */
import { STATUS } from '../../core/domain/incident.ts';
import type { Snapshot } from '../../core/domain/snapshot.ts';
import type { EmbedDashboard, EmbedEvents, EmbedMetrics, EmbedTopic } from '../../embed/wire.ts';
import type { MetricsTick, StreamSource, Streams } from '../../workers/streams.ts';
import { wireAlert, wireAnomaly } from './news.ts';

/** Least time between two messages of a topic that repeats. */
const CALM_MS = 500;

type Emit = <E extends keyof EmbedEvents>(event: E, params: EmbedEvents[E]) => void;

/** What the streams do not say of a tick: statuses and tiers. */
export interface TopicSource extends StreamSource {
  tiers(): readonly string[];
  snapshot(): Snapshot | undefined;
}

/** Turns topics on and off. */
export function makeTopics(source: TopicSource, emit: Emit) {
  const stops = new Map<EmbedTopic, () => void>();
  let streams: Promise<Streams> | undefined;
  const wanted = new Set<EmbedTopic>();

  const metricsOf = (tick: MetricsTick): EmbedMetrics => ({
    t: tick.t,
    metrics: tick.metrics,
    servers: tick.servers,
    tiers: source.tiers(),
    status: Array.from(source.snapshot()?.status ?? [], (code) => STATUS[code]),
    values: tick.values,
  });
  const listen = (topic: EmbedTopic, open: Streams): (() => void) => {
    const calm = makeCalm();
    const stop = (() => {
      switch (topic) {
        case 'metrics':
          return open.metrics$.subscribe((tick) =>
            calm.later(() => emit('metrics', metricsOf(tick))),
          );
        case 'stats':
          return open.aggregatedStats$.subscribe((stats) => calm.later(() => emit('stats', stats)));
        case 'critical':
          return open.criticalAlerts$.subscribe((alert) => emit('critical', wireAlert(alert)));
        case 'anomaly':
          return open.anomalies$.subscribe((anomaly) => emit('anomaly', wireAnomaly(anomaly)));
        case 'dashboard':
          return open.dashboardData$.subscribe(({ stats, metrics, critical, anomalies }) =>
            calm.later(() => {
              const dashboard: EmbedDashboard = {
                stats,
                metrics: metricsOf(metrics),
                critical: critical.map(wireAlert),
                anomalies: anomalies.map(wireAnomaly),
              };
              emit('dashboard', dashboard);
            }),
          );
      }
    })();
    return () => {
      stop.unsubscribe();
      calm.stop();
    };
  };

  return {
    async set(topic: EmbedTopic, isWanted: boolean): Promise<void> {
      if (!isWanted) {
        wanted.delete(topic);
        stops.get(topic)?.();
        stops.delete(topic);
        return;
      }
      if (wanted.has(topic)) return;
      wanted.add(topic);
      streams ??= import('../../workers/streams.ts').then(({ openStreams }) => openStreams(source));
      const open = await streams;
      // Taken back, or asked for again, while the streams were loading.
      if (wanted.has(topic) && !stops.has(topic)) stops.set(topic, listen(topic, open));
    },
    async close(): Promise<void> {
      wanted.clear();
      for (const stop of stops.values()) stop();
      stops.clear();
      const open = streams;
      streams = undefined;
      (await open)?.close();
    },
  };
}

/** The newest of what comes too fast, at most every half second; the last is never lost. */
function makeCalm() {
  let pending: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const due = () => {
    timer = undefined;
    const send = pending;
    pending = undefined;
    if (!send) return;
    send();
    timer = setTimeout(due, CALM_MS);
  };
  return {
    later(send: () => void) {
      pending = send;
      if (timer === undefined) due();
    },
    stop: () => clearTimeout(timer),
  };
}
