/** The next day of a server and of a fleet: every metric of the one; of the other the means, and the series with least room. */
import { fleetMetric, serverIndex } from '../domain/fleet.ts';
import { limitOfMetric } from '../domain/limits.ts';
import type { SeriesReader } from '../domain/series.ts';
import type { Breach } from '../domain/snapshot.ts';
import { DAY, type EpochMs } from '../domain/time.ts';
import { hash32 } from '../numeric/hash.ts';
import { gridAt, meanAhead, readCells, type SeriesAhead, seriesAhead } from './ahead.ts';
import { meanOf } from './load.ts';
import { byUrgency } from './urgency.ts';

/** Points of the last day that a series' room is judged by. */
const SCREEN_POINTS = 12;
/** Series looked at in full, per metric with a limit: those with least room. */
const PER_METRIC = 4;
/** Crossings that the running outlook predicts and that are looked at in full. */
const MOST_BREACHES = 12;
/** Servers a fleet's mean is taken over at most; drawn by hash. */
const MEAN_SERVERS = 100;
/** Metrics whose mean says how busy a fleet is; a source without them shows its first ones. */
const BUSY = ['cpu', 'memory', 'request_rate'] as const;
/** Servers screened between two looks at the clock. */
const SCREEN_BATCH = 16;

/** All metrics of one server. */
export interface ServerAhead {
  readonly server: string;
  readonly t: EpochMs;
  readonly series: readonly SeriesAhead[];
}

/** A fleet's next day. */
export interface FleetAhead {
  readonly t: EpochMs;
  readonly servers: number;
  /** Means of the busiest metrics, and how many servers they are taken over. */
  readonly means: readonly SeriesAhead[];
  readonly meanServers: number;
  /** Series whose last day was compared with their limits. */
  readonly screened: number;
  /** Those with least room: over the limit first, then by the instant of crossing, then by room. */
  readonly series: readonly SeriesAhead[];
}

/** Looks a day ahead of every metric of a server. Yields the share done; one metric takes a few milliseconds. */
export function* serverAhead(
  reader: SeriesReader,
  server: number,
  t: EpochMs,
  breaches: readonly Breach[],
): Generator<number, ServerAhead, void> {
  const { name } = reader.fleet.servers[server];
  const mine = breaches.filter((breach) => breach.server === name);
  const series: SeriesAhead[] = [];
  for (const [m, { id }] of reader.fleet.metrics.entries()) {
    const breach = mine.find(({ metric }) => metric === id);
    series.push(seriesAhead(reader, m, server, t, breach));
    yield series.length / reader.fleet.metrics.length;
  }
  return { server: name, t, series };
}

/** Looks a day ahead of a fleet. Yields the share done; no step takes longer than one series or a few servers. */
export function* fleetAhead(
  reader: SeriesReader,
  t: EpochMs,
  breaches: readonly Breach[],
): Generator<number, FleetAhead, void> {
  const { fleet } = reader;
  const limited = fleet.metrics.flatMap(({ id }, m) => {
    const limit = limitOfMetric(id);
    return limit === undefined ? [] : [{ m, limit }];
  });
  const drawn = fleet.servers
    .map(({ index }) => index)
    .sort((a, b) => hash32(a, 0xa4ead) - hash32(b, 0xa4ead))
    .slice(0, MEAN_SERVERS);
  const busy = busyMetrics(reader);
  const grid = gridAt(reader, t);
  // What each part costs, about, in reads of one sample: the share done follows it.
  const cost = {
    screen: fleet.servers.length * limited.length * SCREEN_POINTS,
    means: drawn.length * busy.length * grid.count,
    series: limited.length * PER_METRIC * grid.count * 10,
  };
  const all = cost.screen + cost.means + cost.series;

  const candidates: { readonly m: number; readonly s: number; readonly room: number }[][] =
    limited.map(() => []);
  for (let s = 0; s < fleet.servers.length; s++) {
    limited.forEach(({ m, limit }, k) => {
      const room = (limit - peakOfDay(reader, m, s, t)) / limit;
      if (Number.isNaN(room)) return;
      const list = candidates[k];
      if (list.length === PER_METRIC && room >= list[list.length - 1].room) return;
      list.push({ m, s, room });
      list.sort((a, b) => a.room - b.room);
      if (list.length > PER_METRIC) list.pop();
    });
    if (s % SCREEN_BATCH === 0) yield (cost.screen * (s / fleet.servers.length)) / all;
  }

  const means: SeriesAhead[] = [];
  for (const [k, m] of busy.entries()) {
    const histories: Float64Array[] = [];
    for (const s of drawn) {
      histories.push(readCells(reader, m, s, t, grid, 1));
      yield (cost.screen + cost.means * ((k + histories.length / drawn.length) / busy.length)) /
        all;
    }
    const values = meanOf(histories, grid.count);
    means.push(meanAhead(reader, m, { values, cell: grid.cell }, t));
    yield (cost.screen + cost.means * ((k + 1) / busy.length)) / all;
  }

  const chosen = new Map<string, { readonly m: number; readonly s: number }>();
  for (const breach of breaches.slice(0, MOST_BREACHES)) {
    const m = fleetMetric(fleet, breach.metric);
    const s = serverIndex(fleet, breach.server);
    if (m >= 0 && s >= 0) chosen.set(`${m}/${s}`, { m, s });
  }
  for (const { m, s } of candidates.flat()) chosen.set(`${m}/${s}`, { m, s });
  const series: SeriesAhead[] = [];
  for (const { m, s } of chosen.values()) {
    const { name } = fleet.servers[s];
    const { id } = fleet.metrics[m];
    const breach = breaches.find(({ server, metric }) => server === name && metric === id);
    series.push(seriesAhead(reader, m, s, t, breach));
    yield (cost.screen + cost.means + cost.series * (series.length / chosen.size)) / all;
  }
  return {
    t,
    servers: fleet.servers.length,
    means,
    meanServers: drawn.length,
    screened: fleet.servers.length * limited.length,
    series: series.sort(byUrgency),
  };
}

function busyMetrics({ fleet }: SeriesReader): readonly number[] {
  const known = BUSY.map((id) => fleetMetric(fleet, id)).filter((m) => m >= 0);
  return known.length > 0 ? known : fleet.metrics.slice(0, BUSY.length).map((_, m) => m);
}

/** Highest of a few values of the last day; NaN without any. */
function peakOfDay(reader: SeriesReader, metric: number, server: number, t: EpochMs): number {
  const { values } = reader.read(metric, server, t - DAY, t, SCREEN_POINTS);
  let peak = Number.NaN;
  for (const x of values) if (!(x <= peak) && !Number.isNaN(x)) peak = x;
  return peak;
}
