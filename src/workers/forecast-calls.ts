/** The next 24 hours of a server and of the fleet: computed in slices beside the clock, with progress, until a newer question aborts it. */
import { serverIndex } from '../core/domain/fleet.ts';
import type { SeriesReader } from '../core/domain/series.ts';
import type { EpochMs } from '../core/domain/time.ts';
import type { EngineHost } from './host.ts';
import type { EngineCalls } from './protocol.ts';
import type { Handlers } from './rpc.ts';
import type { Run } from './run.ts';
import { runSliced } from './slices.ts';

/** Loaded with the first look ahead: opening a fleet needs no forecast of a day. */
const forecasts = () => import('../core/forecast/fleet-ahead.ts');

/** One series takes up to 20 ms beyond a slice: ticks wait 40 ms at most. */
const SLICE_MS = 20;

/** Handlers of the looks ahead. @param current the open run; throws when there is none */
export function forecastCalls(
  host: EngineHost,
  current: () => Run,
): Pick<Handlers<EngineCalls>, 'serverAhead' | 'fleetAhead'> {
  const sliced = <T>(
    of: 'server' | 'fleet',
    steps: Generator<number, T, void>,
    signal: AbortSignal,
  ): Promise<T> =>
    runSliced(
      steps,
      signal,
      {
        elapsed: host.elapsed,
        breathe: host.breathe,
        progress: (share) => host.emit('ahead', { of, share }),
      },
      SLICE_MS,
    );
  return {
    async serverAhead({ server }, signal) {
      const { reader, t, breaches, index } = at(current(), server);
      if (index < 0) return undefined;
      const { serverAhead } = await forecasts();
      return sliced('server', serverAhead(reader, index, t, breaches), signal);
    },
    async fleetAhead(_request, signal) {
      const { reader, t, breaches } = at(current(), '');
      const { fleetAhead } = await forecasts();
      return sliced('fleet', fleetAhead(reader, t, breaches), signal);
    },
  };
}

/** What is looked ahead from: the run moves on, the question stays where it was asked. */
function at({ source, t, pipeline }: Run, server: string) {
  const reader: SeriesReader = source.reader(t);
  const instant: EpochMs = source.to === undefined ? t : Math.min(t, source.to);
  return {
    reader,
    t: instant,
    breaches: pipeline.snapshot().breaches,
    index: serverIndex(source.fleet, server),
  };
}
