/** Engine calls about detection: what each detector of the list says of a series. */
import { replayOpinion } from '../core/opinion.ts';
import type { EngineHost } from './host.ts';
import type { EngineCalls } from './protocol.ts';
import type { Handlers } from './rpc.ts';
import type { Run } from './run.ts';
import { runSliced } from './slices.ts';

/**
 * Makes the handlers.
 * @param pair row and column of a series by name, `undefined` for one the fleet has not
 */
export function detectionCalls(
  host: EngineHost,
  current: () => Run,
  pair: (request: {
    readonly metric: string;
    readonly server: string;
  }) => readonly [number, number] | undefined,
): Pick<Handlers<EngineCalls>, 'opinion'> {
  return {
    async opinion({ detector, metric, server, start, end, points }, signal) {
      const { source, t, pipeline } = current();
      const found = pair({ metric, server });
      if (!found) return undefined;
      const [m, s] = found;
      const until = Math.min(end, t);
      const task = { detector, metric: m, server: s, start, end: until, points };
      const slices = { elapsed: host.elapsed, breathe: host.breathe, progress: () => undefined };
      const replayed = await runSliced(replayOpinion(source.reader(t), task), signal, slices);
      if (detector !== pipeline.detector || until < t) return replayed;
      // The detector on duty remembers more than a window, and keeps the budget: what it says now is said by itself.
      const { score, reason, warmth } = pipeline.judgement(m, s);
      const episodes = pipeline
        .anomalies(start, until, server)
        .filter((anomaly) => anomaly.metric === metric).length;
      return { ...replayed, score, reason, warmth, episodes };
    },
  };
}
