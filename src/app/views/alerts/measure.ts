/** What was measured while an incident's alerts were up: the series of the earliest, and the worst of each. */
import type { Alert } from '../../../core/domain/incident.ts';
import { PRESENCE } from '../../../core/domain/rule.ts';
import type { EpochMs } from '../../../core/domain/time.ts';
import type { SeriesDetail } from '../../../workers/protocol.ts';
import type { Engine } from '../../engine.tsx';
import { CHART_POINTS, chartSpan } from './alert-list.ts';
import { type Measured, worstOf } from './post-mortem.ts';

/** Series measured for the table: the earliest. */
const MEASURED = 8;

/** An alert with its series; `measured` where there was anything to measure. */
export interface MeasuredAlert {
  readonly alert: Alert;
  readonly series: SeriesDetail;
  readonly measured: Measured | undefined;
}

/** Reads the series of the earliest alerts that have one. */
export function measureAlerts(
  engine: Engine,
  alerts: readonly Alert[],
  now: EpochMs,
  signal: AbortSignal,
): Promise<readonly MeasuredAlert[]> {
  const wanted = alerts
    .filter((alert) => alert.metric !== PRESENCE && alert.comparison !== 'absent')
    .toSorted((a, b) => a.since - b.since)
    .slice(0, MEASURED);
  return Promise.all(
    wanted.map(async (alert) => {
      const { metric, server } = alert;
      const series = await engine.call(
        'detail',
        { metric, server, ...chartSpan(alert, now), points: CHART_POINTS, horizon: 0 },
        signal,
      );
      const worst = worstOf(alert, series.times, series.values);
      const measured = worst && {
        alert,
        value: worst.value,
        at: worst.at,
        low: series.low[worst.index],
        high: series.high[worst.index],
      };
      return { alert, series, measured };
    }),
  );
}
