/** The fleet's figures over the last hour, computed by the engine's own functions from the samples; large fleets show what was seen live. */
import { type Accessor, createEffect, createMemo, createSignal } from 'solid-js';
import type { Fleet } from '../../../core/domain/fleet.ts';
import type { FleetFigures } from '../../../core/domain/snapshot.ts';
import type { EpochMs } from '../../../core/domain/time.ts';
import { makeHealth } from '../../../core/insight/health.ts';
import { makeFigures } from '../../../core/insight/status.ts';
import type { WindowSeries } from '../../../workers/protocol.ts';
import { useEngine } from '../../engine.tsx';
import { useScope } from '../../scope.ts';
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

/** Ticks between two drawings of a course of so many: the newest would move it by less than a pixel. */
const REDRAW_TICKS = 5;

/** What is remembered from tick to tick, and when it was last shown. */
interface Kept {
  readonly t: EpochMs;
  readonly of: unknown;
  readonly list: readonly FleetFigures[];
  readonly shownAt: EpochMs;
}

/** Oldest first; NaN where nothing was measured. */
export type FigureSeries = Readonly<Record<keyof FleetFigures, Float32Array>>;

/** The figures and their recent course; `undefined` until there are two points. Those of the servers in scope, where there is one. */
export function createFiguresTrend(): {
  readonly figures: Accessor<FleetFigures | undefined>;
  readonly series: Accessor<FigureSeries | undefined>;
  readonly isReady: Accessor<boolean>;
} {
  const engine = useEngine();
  const scope = useScope();
  /** The fleet of those in scope: requests enter it through servers that nobody else in it calls. */
  const part = createMemo(() => {
    const fleet = engine.fleet();
    const members = scope.members();
    return fleet && members ? { fleet: fleetOf(fleet, members.columns), members } : undefined;
  });
  const figuresOf = createMemo(() => {
    const inside = part();
    return inside && makeFigures(inside.fleet);
  });
  const figures = createMemo((): FleetFigures | undefined => {
    const now = engine.snapshot();
    const judge = figuresOf();
    const columns = part()?.members.columns;
    if (!now || !judge || !columns) return now?.figures;
    const size = now.health.length;
    const rows = now.values.length / size;
    const values = new Float32Array(rows * columns.length);
    for (let m = 0; m < rows; m++)
      for (let k = 0; k < columns.length; k++)
        values[m * columns.length + k] = now.values[m * size + columns[k]];
    return judge(
      values,
      Float32Array.from(columns, (s) => now.health[s]),
    );
  });
  const shown = () => part()?.fleet ?? engine.fleet();
  const isSmall = () => (shown()?.servers.length ?? 0) <= MOST_SERVERS;
  const pairs = createMemo((): readonly Pair[] => {
    const fleet = shown();
    if (!fleet || !isSmall()) return [];
    return fleet.metrics
      .filter((metric) => JUDGED.includes(metric.id))
      .flatMap((metric) =>
        fleet.servers.map((server) => ({ metric: metric.id, server: server.name })),
      );
  });
  const trends = createTrends(pairs);
  const [live, setLive] = createSignal<readonly FleetFigures[]>([]);
  createEffect<Kept>(
    (before) => {
      const now = engine.snapshot();
      const newest = figures();
      if (!now || !newest) return before;
      const of = part();
      // A jump starts anew: the course before it belongs to another time, and points are drawn evenly spaced.
      const isNext =
        of === before.of && now.t >= before.t && now.t - before.t <= MOST_MISSING * now.step;
      const list = isNext ? [...before.list.slice(1 - KEPT), newest] : [newest];
      const isDue = list.length <= 2 || now.t - before.shownAt >= REDRAW_TICKS * now.step;
      if (isDue) setLive(list);
      return { t: now.t, of, list, shownAt: isDue ? now.t : before.shownAt };
    },
    { t: 0, of: undefined, list: [], shownAt: 0 },
  );
  const series = createMemo(() => {
    const fleet = shown();
    if (!fleet) return undefined;
    const computed = isSmall() ? pastFigures(fleet, trends) : undefined;
    const list = computed ?? live();
    return list.length < 2 ? undefined : columns(list);
  });
  return { figures, series, isReady: () => !isSmall() || trends.isReady() };
}

/** A fleet of some servers, and the links among them. */
function fleetOf(fleet: Fleet, columns: readonly number[]): Fleet {
  const place = new Map(columns.map((s, k) => [s, k]));
  return {
    ...fleet,
    servers: columns.map((s, index) => ({ ...fleet.servers[s], index })),
    links: fleet.links.flatMap((link) => {
      const from = place.get(link.from);
      const to = place.get(link.to);
      return from === undefined || to === undefined ? [] : [{ ...link, from, to }];
    }),
  };
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
