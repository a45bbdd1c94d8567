/** Anomaly episodes: turns flickering scores into calm stretches with a start, an end and a peak. */
import type { Fleet } from '../domain/fleet.ts';
import type { Anomaly } from '../domain/incident.ts';
import { type EpochMs, type Ms, SECOND } from '../domain/time.ts';
import { hashText } from '../numeric/hash.ts';
import { ANOMALY_LINE, type Detector } from './detector.ts';
import { reasonOf, severityOf } from './reason.ts';

/** Episodes kept; the oldest closed ones go first. */
const KEEP = 5000;
/** Ticks of look-back in which enough anomalous ticks open an episode. */
const LOOK_BACK = 5;
/** Steps at least this long are samples in their own right: one anomalous tick opens an episode. */
const COARSE: Ms = 30 * SECOND;

type Episode = { -readonly [K in keyof Anomaly]: Anomaly[K] } & {
  series: number;
  seenTick: number;
};

/** Open and past anomaly episodes of a whole fleet. */
export interface Episodes {
  /** Takes one tick's values and scores (shape [metric][server]); call after `detector.update`. */
  step(t: EpochMs, values: Float32Array, scores: Float32Array, detector: Detector): void;
  /** Number of series with an open episode. */
  openCount(): number;
  /** Number of open episodes per server; live array, read only. */
  readonly perServer: Uint16Array;
  /** Open episodes of the server at this index, in metric order; live objects, copy what you keep. */
  openOf(server: number): readonly Anomaly[];
  /** Copies of the open episodes first (strongest first), then closed ones, newest first; at most `limit`. */
  newest(limit: number): readonly Anomaly[];
  /** Copies of episodes that touch [start, end], newest first, of one server or all. */
  between(start: EpochMs, end: EpochMs, server?: string): readonly Anomaly[];
  /** Number of open episodes in each of `buckets` equal parts of [start, end]. */
  mass(start: EpochMs, end: EpochMs, buckets: number): Uint16Array;
}

/** Makes the episode book of a fleet ticking every `step` ms. */
export function makeEpisodes(fleet: Fleet, step: Ms): Episodes {
  const servers = fleet.servers.length;
  const size = fleet.metrics.length * servers;
  const isCoarse = step >= COARSE;
  const needed = isCoarse ? 1 : 3;
  const calmTicks = isCoarse ? 3 : 10;
  const mergeTicks = isCoarse ? 12 : 30;

  const bits = new Uint8Array(size);
  const calm = new Uint8Array(size);
  // Position in `book` + 1 of a series' newest episode; negative while it is open.
  const latest = new Int32Array(size);
  const lastHot = new Float64Array(size);
  const book = new Map<number, Episode>();
  const open = new Set<number>();
  const perServer = new Uint16Array(servers);
  let next = 1;
  let tick = 0;

  const prune = (): void => {
    for (const [key, episode] of book) {
      if (book.size <= KEEP) break;
      if (episode.end === undefined) continue;
      book.delete(key);
      if (latest[episode.series] === key) latest[episode.series] = 0;
    }
  };

  const begin = (
    i: number,
    t: EpochMs,
    values: Float32Array,
    scores: Float32Array,
    detector: Detector,
  ): void => {
    const key = latest[i];
    const previous = key > 0 ? book.get(key) : undefined;
    if (previous && tick - previous.seenTick <= mergeTicks) {
      previous.end = undefined;
      perServer[i % servers]++;
      latest[i] = -key;
      open.add(key);
      return;
    }
    const measured = fleet.metrics[Math.floor(i / servers)];
    const metric = measured.id;
    const server = fleet.servers[i % servers].name;
    // It began with the first anomalous tick of the look-back, not with the one that settled it.
    const start = t - (31 - Math.clz32(bits[i])) * step;
    const [low, high] = detector.expected(i);
    const sigma = detector.sigma(i);
    const id = `ano-${hashText(`${metric}\n${server}\n${start}`).toString(16).padStart(8, '0')}`;
    book.set(next, {
      id,
      metric,
      server,
      start,
      end: undefined,
      peak: scores[i],
      sigma: Math.abs(sigma),
      value: values[i],
      low,
      high,
      direction: values[i] < (low + high) / 2 ? 'below' : 'above',
      reason: reasonOf(detector, i, measured, t, values[i], scores[i]),
      severity: severityOf(scores[i], t - start, step),
      series: i,
      seenTick: tick,
    });
    open.add(next);
    perServer[i % servers]++;
    latest[i] = -next;
    next++;
    if (book.size > KEEP + 500) prune();
  };

  const follow = (
    episode: Episode,
    i: number,
    t: EpochMs,
    values: Float32Array,
    scores: Float32Array,
    detector: Detector,
  ): void => {
    if (!Number.isNaN(values[i])) episode.value = values[i];
    const score = scores[i];
    if (score > episode.peak) {
      episode.peak = score;
      const measured = fleet.metrics[Math.floor(i / servers)];
      episode.reason = reasonOf(detector, i, measured, t, values[i], score) ?? episode.reason;
    }
    const sigma = Math.abs(detector.sigma(i));
    if (sigma > episode.sigma) episode.sigma = sigma;
    if (score >= ANOMALY_LINE || detector.isAway?.(i)) {
      calm[i] = 0;
      episode.seenTick = tick;
      lastHot[i] = t;
      episode.severity = severityOf(episode.peak, t - episode.start, step);
    } else if (++calm[i] >= calmTicks) {
      episode.end = lastHot[i];
      calm[i] = 0;
      open.delete(-latest[i]);
      perServer[i % servers]--;
      latest[i] = -latest[i];
    }
  };

  const copy = ({ series: _series, seenTick: _seenTick, ...anomaly }: Episode): Anomaly => anomaly;

  return {
    step(t, values, scores, detector) {
      tick++;
      for (let i = 0; i < size; i++) {
        const isHot = scores[i] >= ANOMALY_LINE;
        const history = ((bits[i] << 1) | (isHot ? 1 : 0)) & ((1 << LOOK_BACK) - 1);
        bits[i] = history;
        const key = latest[i];
        if (key < 0) {
          const episode = book.get(-key);
          if (episode) follow(episode, i, t, values, scores, detector);
        } else if (isHot && popCount(history) >= needed && open.size < KEEP) {
          calm[i] = 0;
          lastHot[i] = t;
          begin(i, t, values, scores, detector);
        }
      }
    },
    openCount: () => open.size,
    perServer,
    openOf(server) {
      const found: Anomaly[] = [];
      for (let m = 0; m < fleet.metrics.length; m++) {
        const key = latest[m * servers + server];
        const episode = key < 0 ? book.get(-key) : undefined;
        if (episode) found.push(episode);
      }
      return found;
    },
    newest(limit) {
      const result: Anomaly[] = [];
      for (const key of open) {
        const episode = book.get(key);
        if (episode) result.push(copy(episode));
      }
      result.sort((a, b) => b.peak - a.peak || b.start - a.start);
      if (result.length >= limit) return result.slice(0, limit);
      for (let key = next - 1; key > 0 && result.length < limit && key > next - 2 * KEEP; key--) {
        const episode = book.get(key);
        if (episode && episode.end !== undefined) result.push(copy(episode));
      }
      return result;
    },
    between(start, end, server) {
      const result: Anomaly[] = [];
      for (const episode of book.values()) {
        if (episode.start > end || (episode.end ?? Number.POSITIVE_INFINITY) < start) continue;
        if (server === undefined || episode.server === server) result.push(copy(episode));
      }
      return result.sort((a, b) => b.start - a.start || (a.id < b.id ? -1 : 1));
    },
    mass(start, end, buckets) {
      const counts = new Uint16Array(buckets);
      const width = (end - start) / buckets;
      if (!(width > 0)) return counts;
      const change = new Int32Array(buckets + 1);
      for (const episode of book.values()) {
        const until = episode.end ?? end;
        if (episode.start >= end || until < start) continue;
        change[Math.max(0, Math.floor((episode.start - start) / width))]++;
        change[Math.min(buckets, Math.floor((until - start) / width) + 1)]--;
      }
      let running = 0;
      for (let b = 0; b < buckets; b++) {
        running += change[b];
        counts[b] = Math.min(65_535, running);
      }
      return counts;
    },
  };
}

function popCount(x: number): number {
  let n = 0;
  for (let rest = x; rest !== 0; rest &= rest - 1) n++;
  return n;
}
