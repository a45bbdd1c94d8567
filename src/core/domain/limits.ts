/** Where the catalogue's metrics begin to hurt: one table for forecasts, trends and questions, held to the default rules by a test. */
import type { MetricId } from './metrics.ts';

/** One metric's limits, in its unit. */
interface Limit {
  /** What a question means by "too high": the threshold of the mildest default rule. */
  readonly high: number;
  /** What forecasts and trends count down to: the threshold of a default rule of higher severity; `undefined` without one. */
  readonly limit: number | undefined;
}

/** Metrics without a row have no limit to reach. The mean latency has no rule of its own, only a customary line for questions. */
const TABLE = {
  cpu: { high: 0.9, limit: 0.95 },
  memory: { high: 0.9, limit: 0.95 },
  disk: { high: 0.9, limit: 0.95 },
  disk_io: { high: 0.9, limit: 0.9 },
  latency: { high: 0.5, limit: undefined },
  latency_p95: { high: 0.4, limit: 1.5 },
  error_ratio: { high: 0.02, limit: 0.05 },
  temperature: { high: 38, limit: 45 },
} as const satisfies Partial<Record<MetricId, Limit>>;

const ROWS: ReadonlyMap<string, Limit> = new Map(Object.entries(TABLE));

/** The value forecasts and trends of a metric count down to; `undefined` for a metric that may go anywhere. */
export function limitOfMetric(metric: string): number | undefined {
  return ROWS.get(metric)?.limit;
}

/** The value above which a question calls a metric too high; `undefined` where nobody ever said. */
export function highOfMetric(metric: string): number | undefined {
  return ROWS.get(metric)?.high;
}

/** Metrics that have a limit, in the catalogue's order. */
export const LIMITED_METRICS: readonly string[] = [...ROWS]
  .filter(([, { limit }]) => limit !== undefined)
  .map(([id]) => id);
