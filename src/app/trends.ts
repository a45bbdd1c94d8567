/** Short histories for sparklines: one request for all pairs a screen shows, refreshed calmly, with anomaly ranges. */
import { type Accessor, createMemo } from 'solid-js';
import type { Anomaly } from '../core/domain/incident.ts';
import { HOUR, type Ms, SECOND } from '../core/domain/time.ts';
import type { WindowSeries } from '../workers/protocol.ts';
import { createQuery, useEngine } from './engine.tsx';
import { useSession } from './session.ts';

/** One series to show. */
export interface Pair {
  readonly metric: string;
  readonly server: string;
}

const POINTS = 48;
/** Points of windows longer than an hour, where a coarser thinning would lose the peaks. */
const POINTS_LONG = 120;
/** Samples a window holds at least, whatever the step. */
const LEAST_TICKS = 60;
const REFRESH: Ms = 10 * SECOND;

/** Looks a series up; `undefined` until it has arrived. */
export interface Trends {
  (metric: string, server: string): WindowSeries | undefined;
  /** False until the first answer is there. */
  readonly isReady: Accessor<boolean>;
  /** Another object with every answer. */
  readonly answer: Accessor<unknown>;
}

/** Width of sparklines and of “recent”: an hour, more for slow samples, and the session's whole range of a file. */
export function createTrendWindow(): Accessor<Ms> {
  const engine = useEngine();
  const session = useSession();
  // A memo: what asks for a window this wide must not ask again with every tick.
  return createMemo(() => {
    const step = engine.snapshot()?.step ?? 0;
    const file = engine.provenance()?.kind === 'file' ? session.session().range : 0;
    return Math.max(HOUR, LEAST_TICKS * step, file);
  });
}

/**
 * Histories of the trend window for the given pairs, asked again every ten seconds and whenever the pairs change.
 * @param pairs what is visible; an empty list asks nothing
 */
export function createTrends(pairs: Accessor<readonly Pair[]>): Trends {
  const engine = useEngine();
  const width = createTrendWindow();
  // By content: scrolling by less than a row or a new tick must not ask again.
  const wanted = createMemo(pairs, undefined, {
    equals: (a, b) =>
      a.length === b.length &&
      a.every((pair, i) => pair.metric === b[i].metric && pair.server === b[i].server),
  });
  const due = createMemo(() => {
    const t = engine.snapshot()?.t;
    if (t === undefined || engine.clock().mode === 'replaying') return undefined;
    const grain = Math.max(REFRESH, engine.snapshot()?.step ?? 0);
    return Math.ceil(t / grain) * grain;
  });
  const answer = createQuery((signal) => {
    const end = due();
    const list = wanted();
    if (end === undefined || !engine.fleet() || list.length === 0) return undefined;
    return engine.call(
      'window',
      { pairs: list, start: end - width(), end, points: width() > HOUR ? POINTS_LONG : POINTS },
      signal,
    );
  });
  const byKey = createMemo(
    () => new Map((answer() ?? []).map((series) => [keyOf(series.metric, series.server), series])),
  );
  return Object.assign((metric: string, server: string) => byKey().get(keyOf(metric, server)), {
    isReady: () => answer() !== undefined || wanted().length === 0,
    answer: byKey,
  });
}

/** Key of a series in look-ups. */
export function keyOf(metric: string, server: string): string {
  return `${metric}\u0000${server}`;
}

/** Index ranges of a series that lie within its anomalies, for `Sparkline`. */
export function anomalyRanges(
  series: WindowSeries | undefined,
  anomalies: readonly Anomaly[],
): readonly (readonly [from: number, to: number])[] {
  if (!series || series.times.length === 0) return [];
  const { times } = series;
  const ranges: (readonly [number, number])[] = [];
  for (const anomaly of anomalies) {
    if (anomaly.metric !== series.metric || anomaly.server !== series.server) continue;
    const end = anomaly.end ?? Number.POSITIVE_INFINITY;
    if (end < times[0] || anomaly.start > times[times.length - 1]) continue;
    let from = 0;
    while (from < times.length - 1 && times[from] < anomaly.start) from++;
    let to = times.length - 1;
    while (to > from && times[to] > end) to--;
    ranges.push([from, to]);
  }
  return ranges;
}

/** Least value span of a sparkline by unit: 30 points of a percentage, most of a latency, so that noise stays flat. */
export function calmSpan(metric: string, values: Float32Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  if (metric === 'error_ratio') return Math.max(0.01, most * 0.6);
  if (['cpu', 'memory', 'disk', 'disk_io'].includes(metric)) return 0.3;
  return most * 0.6;
}
