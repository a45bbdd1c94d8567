/** The fleet's figures over the last hour, computed by the engine's own functions from the samples; large fleets show what was seen live. */
import { type Accessor, createEffect, createMemo, createSignal } from 'solid-js';
import type { Fleet } from '../../../core/domain/fleet.ts';
import type { FleetFigures } from '../../../core/domain/snapshot.ts';
import { makeHealth } from '../../../core/insight/health.ts';
import { makeFigures } from '../../../core/insight/status.ts';
import type { WindowSeries } from '../../../workers/protocol.ts';
import { useEngine } from '../../engine.tsx';
import { createTrends, type Pair, type Trends } from '../../trends.ts';

/** Largest fleet whose hour is computed here; beyond, every sample of every server would have to cross threads. */
const MOST_SERVERS = 320;
const JUDGED = [
  'cpu',
  'memory',
  'disk',
  'disk_io',
  'latency_p95',
  'error_ratio',
  'temperature',
  'request_rate',
];
/** Figures of live ticks kept for large fleets. */
const KEPT = 240;
/** Ticks that may be missing between two figures before the course starts anew. */
const MOST_MISSING = 60;

/** Oldest first; NaN where nothing was measured. */
export type FigureSeries = Readonly<Record<keyof FleetFigures, Float32Array>>;

/** The figures' recent course; `undefined` until there are two points. */
export function createFiguresTrend(): {
  readonly series: Accessor<FigureSeries | undefined>;
  readonly isReady: Accessor<boolean>;
} {
  const engine = useEngine();
  const isSmall = () => (engine.fleet()?.servers.length ?? 0) <= MOST_SERVERS;
  const pairs = createMemo((): readonly Pair[] => {
    const fleet = engine.fleet();
    if (!fleet || !isSmall()) return [];
    return fleet.metrics
      .filter((metric) => JUDGED.includes(metric.id))
      .flatMap((metric) =>
        fleet.servers.map((server) => ({ metric: metric.id, server: server.name })),
      );
  });
  const trends = createTrends(pairs);
  const [live, setLive] = createSignal<readonly FleetFigures[]>([]);
  createEffect<number>((before) => {
    const now = engine.snapshot();
    if (!now) return before;
    // A jump starts anew: the course before it belongs to another time, and points are drawn evenly spaced.
    const isNext = now.t >= before && now.t - before <= MOST_MISSING * now.step;
    setLive((list) => (isNext ? [...list.slice(1 - KEPT), now.figures] : [now.figures]));
    return now.t;
  }, 0);
  const series = createMemo(() => {
    const fleet = engine.fleet();
    if (!fleet) return undefined;
    const computed = isSmall() ? pastFigures(fleet, trends) : undefined;
    const list = computed ?? live();
    return list.length < 2 ? undefined : columns(list);
  });
  return { series, isReady: () => !isSmall() || trends.isReady() };
}

/** Health and figures at each instant of the samples; `undefined` when series are missing or not on one grid. */
function pastFigures(fleet: Fleet, trends: Trends): readonly FleetFigures[] | undefined {
  const rows: (readonly [m: number, s: number, series: WindowSeries])[] = [];
  let length = -1;
  for (const [m, metric] of fleet.metrics.entries()) {
    if (!JUDGED.includes(metric.id)) continue;
    for (const server of fleet.servers) {
      const series = trends(metric.id, server.name);
      if (!series) return undefined;
      if (length < 0) length = series.times.length;
      if (series.times.length !== length) return undefined;
      rows.push([m, server.index, series]);
    }
  }
  if (length < 2) return undefined;
  const size = fleet.servers.length;
  const values = new Float32Array(fleet.metrics.length * size).fill(Number.NaN);
  const scores = new Float32Array(values.length).fill(Number.NaN);
  const health = new Float32Array(size);
  const dearest = new Float32Array(size);
  const judge = makeHealth(fleet);
  const figuresOf = makeFigures(fleet);
  const list: FleetFigures[] = [];
  for (let i = 0; i < length; i++) {
    for (const [m, s, series] of rows) values[m * size + s] = series.values[i];
    judge.step(values, scores, health, dearest);
    list.push(figuresOf(values, health));
  }
  return list;
}

function columns(list: readonly FleetFigures[]): FigureSeries {
  return {
    health: Float32Array.from(list, (figures) => figures.health),
    throughput: Float32Array.from(list, (figures) => figures.throughput),
    latencyP95: Float32Array.from(list, (figures) => figures.latencyP95),
    errorRatio: Float32Array.from(list, (figures) => figures.errorRatio),
  };
}
