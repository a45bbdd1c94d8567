/** Engine calls for the analyses of the Insight screen: samples of the whole fleet on one grid, read in slices between ticks. */
import { EdgeError } from '../core/domain/errors.ts';
import { serverIndex } from '../core/domain/fleet.ts';
import type { SeriesReader } from '../core/domain/series.ts';
import { DAY, type EpochMs, HOUR, MINUTE, type Ms, SECOND } from '../core/domain/time.ts';
import type { SampleBlock } from '../core/insight/block.ts';
import type { EngineHost } from './host.ts';
import type { EngineCalls } from './protocol.ts';
import { type Handlers, handOver } from './rpc.ts';
import type { Source } from './sources/source.ts';

/** Length of one uninterrupted slice: a tick waits at most so long. */
const SLICE_MS = 20;
/** Points of a series at most, and the fewest a block is thinned to. */
const MOST_POINTS = 3600;
const LEAST_POINTS = 12;
/** From one of so many servers on, whole frames are read: one server's series costs a few times its share of a frame. */
const FEW = 8;
/** Distances samples are thinned to: people can read them in a query. */
const GRAINS: readonly Ms[] = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 6, 12].map((n) => n * HOUR),
  DAY,
];

/** What the calls need of the run that is shown. */
export interface InsightRun {
  readonly source: Source;
  /** Newest tick. */
  readonly t: EpochMs;
}

/** Handlers of the analyses' calls. @param current the run that is shown; throws when none is open */
export function insightCalls(
  host: Pick<EngineHost, 'elapsed' | 'breathe'>,
  current: () => InsightRun,
): Pick<Handlers<EngineCalls>, 'samples'> {
  return {
    async samples({ start, end, most, servers: names }, signal) {
      const { source, t } = current();
      const { fleet } = source;
      const columns =
        names === undefined
          ? fleet.servers.map(({ index }) => index)
          : names.map((name) => serverIndex(fleet, name)).filter((s) => s >= 0);
      const servers = Int32Array.from(columns);
      const series = servers.length * fleet.metrics.length;
      const grid = gridOf(source, start, Math.min(end, t), most / Math.max(1, series));
      const block: SampleBlock = {
        ...grid,
        native: source.step,
        servers,
        values: new Float32Array(series * grid.length).fill(Number.NaN),
      };
      const readAt =
        servers.length * FEW > fleet.servers.length
          ? wholeFrames(source, block)
          : singleSeries(source.reader(t), block, fleet.metrics.length);
      let until = host.elapsed() + SLICE_MS;
      for (let k = 0; k < block.length; k++) {
        readAt(k, tickOf(source, block.start + k * block.step));
        if (host.elapsed() < until) continue;
        await host.breathe();
        if (signal.aborted) throw new EdgeError('abort/cancelled', 'samples are no longer wanted');
        until = host.elapsed() + SLICE_MS;
      }
      return handOver(block, [block.values.buffer]);
    },
  };
}

/** The newest tick of the source not after an instant; a file's ticks begin where its samples do. */
function tickOf(source: Source, instant: EpochMs): EpochMs {
  const phase = (source.from ?? 0) % source.step;
  return Math.floor((instant - phase) / source.step) * source.step + phase;
}

/** Instants in (start, end]: every tick where they are few enough, else multiples of a grain, as a subquery would take them. */
function gridOf(
  source: Source,
  start: EpochMs,
  end: EpochMs,
  most: number,
): Pick<SampleBlock, 'start' | 'step' | 'length'> {
  const points = Math.min(MOST_POINTS, Math.max(LEAST_POINTS, Math.floor(most)));
  const from = Math.max(start, (source.from ?? Number.NEGATIVE_INFINITY) - source.step);
  const isFine = (end - from) / source.step <= points;
  const step = isFine
    ? source.step
    : (GRAINS.find((g) => g % source.step === 0 && (end - from) / g <= points) ??
      Math.ceil((end - from) / points / source.step) * source.step);
  const last = isFine ? tickOf(source, end) : Math.floor(end / step) * step;
  const length = Math.max(0, Math.ceil((last - from) / step));
  return { start: last - (length - 1) * step, step, length };
}

type ReadAt = (k: number, t: EpochMs) => void;

/** Reads all servers at once and keeps those of the block. */
function wholeFrames(source: Source, block: SampleBlock): ReadAt {
  const { fleet } = source;
  const size = fleet.servers.length;
  const metrics = fleet.metrics.length;
  const count = block.servers.length;
  const frame = new Float32Array(metrics * size);
  return (k, t) => {
    source.read(t, frame);
    for (let m = 0; m < metrics; m++) {
      for (let row = 0; row < count; row++)
        block.values[(m * count + row) * block.length + k] = frame[m * size + block.servers[row]];
    }
  };
}

/** Reads some servers of many: only what is asked for is computed. */
function singleSeries(reader: SeriesReader, block: SampleBlock, metrics: number): ReadAt {
  const count = block.servers.length;
  return (k, t) => {
    for (let m = 0; m < metrics; m++) {
      for (let row = 0; row < count; row++) {
        const { values } = reader.read(m, block.servers[row], t - reader.step + 1, t);
        const i = (m * count + row) * block.length + k;
        if (values.length > 0) block.values[i] = values[values.length - 1];
      }
    }
  };
}
