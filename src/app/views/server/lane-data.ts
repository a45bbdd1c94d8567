/** Reads what lanes draw: each metric with its expectation and forecast, and the server it is compared with. */
import { type Accessor, createEffect, createSignal } from 'solid-js';
import type { Server } from '../../../core/domain/fleet.ts';
import type { EpochMs, Ms } from '../../../core/domain/time.ts';
import type { SeriesDetail, WindowSeries } from '../../../workers/protocol.ts';
import { createQuery, type Engine, type Query } from '../../engine.tsx';
import type { Lane } from './lanes.ts';

/** The stretch of time shown: samples up to `now`, the forecast up to `to`. */
export interface TimeWindow {
  readonly from: EpochMs;
  readonly now: EpochMs;
  readonly to: EpochMs;
}

/** A lane and its answers. */
export interface LaneData {
  readonly lane: Lane;
  /** One per metric of the lane, in its order. */
  readonly detail: Query<readonly SeriesDetail[]>;
  /** The compared server's samples; empty when nobody is compared. */
  readonly other: Query<readonly WindowSeries[]>;
}

/** Points asked for: about one per pixel of a wide screen. */
const POINTS = 600;
/** The forecast takes this share of the past window's width. */
const FORECAST_SHARE = 0.25;
/** Live charts move on when a fresh sample would move a pixel, but never more often than this. */
const REFRESH_MS = 3000;
const PIXELS = 600;

/**
 * The window charts show. Live it advances in steps no finer than a pixel; a seek, a pause and the end of a replay show at once.
 */
export function createWindow(
  engine: Engine,
  range: Accessor<Ms>,
): Accessor<TimeWindow | undefined> {
  const [shown, setShown] = createSignal<EpochMs>();
  let updated = Number.NEGATIVE_INFINITY;
  let lastMode = '';
  createEffect(() => {
    const t = engine.snapshot()?.t;
    const { mode } = engine.clock();
    const before = shown();
    if (t === undefined || t === before) return;
    const isFree =
      before === undefined || mode === 'paused' || mode === 'past' || mode !== lastMode;
    const isDue = before !== undefined && (t < before || t - before >= range() / PIXELS);
    if (isFree || (isDue && performance.now() - updated >= REFRESH_MS)) {
      updated = performance.now();
      lastMode = mode;
      setShown(t);
    }
  });
  return () => {
    const now = shown();
    return now === undefined
      ? undefined
      : { from: now - range(), now, to: now + range() * FORECAST_SHARE };
  };
}

/** Asks for one lane whenever the server or the window changes; call inside an owner that ends with the lane. */
export function createLaneData(
  engine: Engine,
  lane: Lane,
  server: Accessor<Server>,
  span: Accessor<TimeWindow | undefined>,
  against: Accessor<string | undefined>,
): LaneData {
  const detail = createQuery<readonly SeriesDetail[]>((signal) => {
    const window = span();
    const { name } = server();
    if (!window || engine.status() !== 'ready') return undefined;
    const { from, now, to } = window;
    return Promise.all(
      lane.metrics.map((metric) =>
        engine.call(
          'detail',
          {
            metric: metric.id,
            server: name,
            start: from,
            end: now,
            points: POINTS,
            // Two cones in one lane say less than none: pairs show no forecast.
            horizon: lane.metrics.length > 1 ? 0 : to - now,
          },
          signal,
        ),
      ),
    );
  });
  const other = createQuery<readonly WindowSeries[]>((signal) => {
    const window = span();
    const name = against();
    if (!window || engine.status() !== 'ready') return undefined;
    if (name === undefined) return Promise.resolve([]);
    const pairs = lane.metrics.map((metric) => ({ metric: metric.id, server: name }));
    return engine.call(
      'window',
      { pairs, start: window.from, end: window.now, points: POINTS, peaks: true },
      signal,
    );
  });
  return { lane, detail, other };
}
