/** Samples for a chart: few enough to draw, and no peak lost on the way. */
import type { Samples, SeriesReader } from './domain/series.ts';
import type { EpochMs } from './domain/time.ts';
import { minMax } from './numeric/downsample.ts';

/** So many samples are looked at for each that is drawn; of longer stretches a coarser stride is. */
const LOOKED_AT = 40;

/** The lowest and highest sample of each of `points / 2` equal stretches of [start, end], in time order. */
export function readPeaks(
  reader: SeriesReader,
  metric: number,
  server: number,
  start: EpochMs,
  end: EpochMs,
  points: number,
): Samples {
  const { times, values } = reader.read(metric, server, start, end, points * LOOKED_AT);
  if (times.length <= points) return { times, values };
  return minMax(times, values, start, end + 1, points >> 1);
}
