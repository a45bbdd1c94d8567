/** What one detector of the list says of one series: replayed over a window, told as its newest verdict, its anomalies and its course. */
import type { DetectorId } from './detect/detector.ts';
import { makeDetector } from './detect/detectors.ts';
import { makeEpisodes } from './detect/episodes.ts';
import { reasonOf } from './detect/reason.ts';
import type { AnomalyReason } from './domain/incident.ts';
import type { SeriesReader } from './domain/series.ts';
import { type EpochMs, MINUTE, type Ms } from './domain/time.ts';

/** Samples a detector sees before the window, and how far back at least. */
const LEAD_SAMPLES = 1200;
const LEAD_LEAST: Ms = 20 * MINUTE;
/** Samples replayed at most; longer windows are read at a coarser stride. */
const MOST_SAMPLES = 40_000;
/** Samples between two reports of how far it is. */
const SLICE = 500;

/** What to replay. */
export interface OpinionTask {
  readonly detector: DetectorId;
  /** Row and column of the series. */
  readonly metric: number;
  readonly server: number;
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** Parts of the course. */
  readonly points: number;
}

/** The same, asked for by names. */
export interface OpinionRequest extends Omit<OpinionTask, 'metric' | 'server'> {
  readonly metric: string;
  readonly server: string;
}

/** One detector on one series. */
export interface Opinion {
  readonly detector: DetectorId;
  /** Score of the newest sample in [0, 1]; NaN when it is missing or the detector still warms up. */
  readonly score: number;
  readonly reason: AnomalyReason | undefined;
  /** How far it has warmed up, 0–1. */
  readonly warmth: number;
  /** Stretches of the window it finds unusual, settled by the same rule for every detector. */
  readonly episodes: number;
  /** Highest score in each of `points` equal parts of the window; NaN where there is none. */
  readonly course: Float32Array;
}

/** Replays one detector over a window of one series and what came before it. Yields the share done. */
export function* replayOpinion(
  reader: SeriesReader,
  { detector: id, metric, server, start, end, points }: OpinionTask,
): Generator<number, Opinion, void> {
  const lead = Math.max(LEAD_LEAST, LEAD_SAMPLES * reader.step);
  const { times, values } = reader.read(metric, server, start - lead, end, MOST_SAMPLES);
  const n = times.length;
  const step = n > 1 ? Math.max(reader.step, (times[n - 1] - times[0]) / (n - 1)) : reader.step;
  const detector = makeDetector(id, 1, step);
  // The book of a fleet of one series: flickering scores become stretches as they do on every screen.
  const measured = reader.fleet.metrics[metric];
  const fleet = { ...reader.fleet, metrics: [measured], servers: [reader.fleet.servers[server]] };
  const book = makeEpisodes(fleet, step);
  const course = new Float32Array(points).fill(Number.NaN);
  const width = (end - start) / points;
  const score = new Float32Array(1).fill(Number.NaN);
  for (let k = 0; k < n; k++) {
    const t = times[k];
    const sample = values.subarray(k, k + 1);
    detector.update({ t, values: sample }, score);
    book.step(t, sample, score, detector);
    if (t >= start && !Number.isNaN(score[0])) {
      const part = Math.min(points - 1, Math.floor((t - start) / width));
      if (!(course[part] >= score[0])) course[part] = score[0];
    }
    if (k % SLICE === SLICE - 1) yield (k + 1) / n;
  }
  return {
    detector: id,
    score: n > 0 ? score[0] : Number.NaN,
    reason:
      n > 0 ? reasonOf(detector, 0, measured, times[n - 1], values[n - 1], score[0]) : undefined,
    warmth: detector.warmth(0),
    episodes: book.between(start, end).length,
    course,
  };
}
