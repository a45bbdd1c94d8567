/** Outlook of a fleet: which disks and memories will reach their limit, kept up to date a few series per tick. */
import type { Fleet } from '../domain/fleet.ts';
import { limitOfMetric } from '../domain/limits.ts';
import type { MetricId } from '../domain/metrics.ts';
import type { Breach } from '../domain/snapshot.ts';
import { DAY, type EpochMs, HOUR, MINUTE, type Ms } from '../domain/time.ts';
import type { Line } from '../numeric/line.ts';
import { makeRings } from '../numeric/ring.ts';
import { type Headroom, headroom, TREND_REACH, trendOf } from './headroom.ts';

/** Metrics that fill up. */
const FILLING = ['disk', 'memory'] as const satisfies readonly MetricId[];
/** Points kept per series, one a minute at most. */
const HISTORY = 180;
const EVERY: Ms = MINUTE;
/** Series looked at in one tick, at most. */
const PER_TICK = 500;
/** Disks also keep this many points of so many minutes each: what fills over days does not show in hours. */
const COARSE_POINTS = 180;
const COARSE = 10;
/** Below this a rising disk is no news; a prediction for the next day needs this much past. */
const NOTEWORTHY = 0.6;
const LEAST_PAST: Ms = HOUR;

/** Predictions for a whole fleet. */
export interface Outlook {
  /** Takes one tick of values, shape [metric][server], and renews the predictions of the series whose turn it is. */
  step(t: EpochMs, values: Float32Array): void;
  /** Predicted crossings, soonest first, at most `limit`. */
  breaches(limit: number): readonly Breach[];
  /**
   * Shape [pair][server]: what each wanted metric will be; the present value where no trend can be trusted, NaN for metrics not looked at.
   * Renewed when the series' turn comes.
   */
  readonly predicted: Float32Array;
}

/** A metric that fills up, and how far ahead somebody wants to know it. */
export interface Wanted {
  readonly metric: string;
  readonly ahead: Ms;
}

const TOMORROW: readonly Wanted[] = [{ metric: 'disk', ahead: DAY }];

/**
 * Makes the outlook of a fleet ticking every `step` ms; empty for fleets without disk and memory.
 * @param wanted what `predicted` tells; the disks a day ahead when left out
 */
export function makeOutlook(fleet: Fleet, step: Ms, wanted: readonly Wanted[] = TOMORROW): Outlook {
  const servers = fleet.servers.length;
  const tracked = FILLING.map((id) => ({
    id,
    limit: limitOfMetric(id) ?? 1,
    row: fleet.metrics.findIndex((metric) => metric.id === id),
  })).filter((metric) => metric.row >= 0);
  const total = tracked.length * servers;
  const perTick = Math.min(PER_TICK, Math.ceil(total / Math.max(1, Math.round(EVERY / step))));
  // A series' turn comes round every so many ticks: that is the grid of its history.
  const cycle = total === 0 ? step : Math.ceil(total / perTick) * step;
  const rings = makeRings(total, HISTORY);
  const history = new Float64Array(HISTORY);
  const coarse = new Float64Array(COARSE_POINTS);
  const found = new Map<number, Breach>();
  const predicted = new Float32Array(wanted.length * servers).fill(Number.NaN);
  // Coarse rings of the disks only: other metrics follow the hour of the day, which looks like a trend for half a day.
  const disks = tracked.findIndex((metric) => metric.id === 'disk') * servers;
  const coarseRings = makeRings(disks < 0 ? 0 : servers, COARSE_POINTS);
  const sums = new Float64Array(servers);
  const counts = new Uint8Array(servers);
  const turns = new Uint8Array(servers);
  const coarseAt = new Float64Array(servers).fill(Number.NaN);
  let cursor = 0;

  const coarsen = (s: number, t: EpochMs, x: number): void => {
    if (!Number.isNaN(x)) {
      sums[s] += x;
      counts[s]++;
    }
    turns[s]++;
    if (turns[s] < COARSE) return;
    coarseRings.push(s, counts[s] > 0 ? sums[s] / counts[s] : Number.NaN);
    coarseAt[s] = t - ((COARSE - 1) / 2) * cycle;
    sums[s] = 0;
    counts[s] = 0;
    turns[s] = 0;
  };

  /** Writes what a metric of a server will be: on its line, or as it is. */
  const tell = (id: string, s: number, x: number, line: Line | undefined): void => {
    for (let p = 0; p < wanted.length; p++) {
      if (wanted[p].metric !== id) continue;
      const reach = line ? Math.min(wanted[p].ahead / cycle, TREND_REACH * line.points) : 0;
      predicted[p * servers + s] = line ? line.level + line.slope * reach : x;
    }
  };

  const renew = (k: number, t: EpochMs, x: number): void => {
    const { id, limit } = tracked[Math.floor(k / servers)];
    const s = k % servers;
    const n = rings.copy(k, history);
    found.delete(k);
    tell(id, s, x, undefined);
    if (id === 'disk') coarsen(s, t, x);
    if (Number.isNaN(x)) return;
    const soon = headroom(history, n, limit);
    if (soon) found.set(k, breachOf(fleet.servers[s].name, id, limit, soon, t, cycle));
    else if (id === 'disk') {
      const length = coarseRings.copy(s, coarse);
      const later = headroom(coarse, length, limit);
      // A disk that has been filled up since the last coarse point is no prediction any more.
      if (later && x < limit) {
        const at = coarseAt[s];
        found.set(k, breachOf(fleet.servers[s].name, id, limit, later, at, COARSE * cycle));
      }
    }
    if (!wanted.some(({ metric }) => metric === id)) return;
    if (x < NOTEWORTHY || n * cycle < LEAST_PAST) return;
    tell(id, s, x, trendOf(history, n));
  };

  return {
    predicted,
    step(t, values) {
      for (let done = 0; done < perTick; done++) {
        const x = values[tracked[Math.floor(cursor / servers)].row * servers + (cursor % servers)];
        rings.push(cursor, x);
        renew(cursor, t, x);
        cursor = cursor + 1 === total ? 0 : cursor + 1;
      }
    },
    breaches: (limit) =>
      [...found.values()]
        .sort((a, b) => a.at - b.at || (a.server < b.server ? -1 : 1))
        .slice(0, limit),
  };
}

/** Distances in steps of `cycle` ms after `from`, as instants. */
function breachOf(
  server: string,
  metric: string,
  limit: number,
  room: Headroom,
  from: EpochMs,
  cycle: Ms,
): Breach {
  return {
    server,
    metric,
    limit,
    at: Math.round(from + room.steps * cycle),
    early: Math.round(from + room.early * cycle),
    late: room.late === undefined ? undefined : Math.round(from + room.late * cycle),
    method: 'linear',
  };
}
