/** Wiring: the analyses of the Insight screen behind one port, in slices, each call with progress and cancel. */
import { historyOf, type SampleBlock } from '../core/insight/block.ts';
import { NOTABLE_CHANGE } from '../core/insight/compare.ts';
import {
  fleetChanges,
  fleetPerformance,
  fleetStates,
  fleetTrends,
} from '../core/insight/fleet-analyses.ts';
import { rankFleet, rankMoments } from '../core/insight/outliers.ts';
import { buildReport } from '../core/insight/report-analyses.ts';
import { makeBreath } from './breath.ts';
import type { InsightCalls, InsightEvents } from './protocol.ts';
import { serve } from './rpc.ts';
import { runSliced, type SliceHost } from './slices.ts';

const host: SliceHost = {
  elapsed: () => performance.now(),
  breathe: makeBreath(),
  progress: (share) => port.emit('progress', { share }),
};

/** Points of the small courses drawn beside a figure. */
const COURSE_POINTS = 60;

/** Course of one series, thinned evenly for a sparkline; values really sampled. */
function courseOf(
  fleet: { readonly metrics: readonly { readonly id: string }[] },
  names: ReadonlyMap<string, number>,
  block: SampleBlock,
  { metric, server }: { readonly metric: string; readonly server: string },
): Float32Array {
  const m = fleet.metrics.findIndex(({ id }) => id === metric);
  const history = historyOf(block, m, names.get(server) ?? 0);
  const points = Math.min(COURSE_POINTS, history.length);
  return Float32Array.from({ length: points }, (_, k) =>
    points < 2 ? history[0] : history[Math.round((k * (history.length - 1)) / (points - 1))],
  );
}

const namesOf = (
  fleet: { readonly servers: readonly { readonly name: string }[] },
  block: SampleBlock,
): ReadonlyMap<string, number> =>
  new Map(Array.from(block.servers, (index, row) => [fleet.servers[index].name, row]));

const port = serve<InsightCalls, InsightEvents>(self, {
  async changes({ fleet, baseline, window, most }, signal) {
    const all = await runSliced(fleetChanges(fleet, baseline, window), signal, host);
    const names = namesOf(fleet, window);
    return {
      compared: all.length,
      notable: all.filter(({ strength }) => strength >= NOTABLE_CHANGE).length,
      changes: all.slice(0, most).map((change) => ({
        ...change,
        baselineCourse: courseOf(fleet, names, baseline, change),
        windowCourse: courseOf(fleet, names, window, change),
      })),
    };
  },
  async trends({ fleet, block, most }, signal) {
    const all = await runSliced(fleetTrends(fleet, block), signal, host);
    const names = namesOf(fleet, block);
    return {
      moving: all.length,
      looked: fleet.metrics.length * block.servers.length,
      trends: all
        .slice(0, most)
        .map((trend) => ({ ...trend, course: courseOf(fleet, names, block, trend) })),
    };
  },
  states: ({ fleet, block }, signal) => runSliced(fleetStates(fleet, block), signal, host),
  outliers: ({ fleet, values, contamination }, signal) =>
    runSliced(rankFleet(fleet, values, { contamination }), signal, host),
  moments: ({ fleet, block, contamination }, signal) =>
    runSliced(
      rankMoments(
        fleet.metrics.map(({ id }) => id),
        fleet.metrics.map((_, m) => historyOf(block, m, 0)),
        { contamination },
      ),
      signal,
      host,
    ),
  performance: ({ fleet, values, block }, signal) =>
    runSliced(fleetPerformance(fleet, values, block), signal, host),
  report: (request, signal) => runSliced(buildReport(request), signal, host),
});
