/** Server health 0–100: a hundred less piecewise-linear penalties per metric, with the terms that made it. */
import type { Fleet } from '../domain/fleet.ts';
import type { MetricId } from '../domain/metrics.ts';

/** Value → points lost, ascending; linear between, constant beyond. */
type Penalty = readonly (readonly [value: number, points: number])[];

/** What a metric of the catalogue may cost. Traffic, load and power say nothing about health by themselves. */
const PENALTIES: Readonly<Partial<Record<MetricId, Penalty>>> = {
  cpu: [
    [0.7, 0],
    [0.85, 10],
    [0.95, 25],
    [1, 35],
  ],
  memory: [
    [0.8, 0],
    [0.9, 12],
    [0.97, 35],
    [1, 45],
  ],
  disk: [
    [0.8, 0],
    [0.9, 12],
    [0.95, 25],
    [1, 50],
  ],
  disk_io: [
    [0.7, 0],
    [0.9, 20],
    [1, 40],
  ],
  latency_p95: [
    [0.4, 0],
    [1, 15],
    [3, 35],
    [10, 50],
  ],
  error_ratio: [
    [0.005, 0],
    [0.02, 10],
    [0.05, 25],
    [0.2, 50],
  ],
  temperature: [
    [35, 0],
    [40, 12],
    [50, 35],
  ],
};

/** Points a fully anomalous metric costs when the catalogue does not know what its values mean. */
const UNKNOWN_POINTS = 30;
/** A single term of this many points makes a server a warning case, whatever the rules say. */
export const WARNING_POINTS = 20;

/** One metric's share in a server's health. */
export interface HealthTerm {
  readonly metric: string;
  /** Points lost, 0–50. */
  readonly points: number;
}

/** Health of all servers of a fleet. */
export interface Health {
  /**
   * Computes one tick. `values` and `scores` have shape [metric][server].
   * Writes 0–100 into `health` (NaN without any sample) and the dearest single term into `dearest`, both per server.
   */
  step(
    values: Float32Array,
    scores: Float32Array,
    health: Float32Array,
    dearest: Float32Array,
  ): void;
}

/** Prepares the health of a fleet: penalties of catalogue metrics, anomaly scores for all others. */
export function makeHealth(fleet: Fleet): Health {
  const servers = fleet.servers.length;
  const tables = fleet.metrics.map((metric) => tableOf(metric.id));
  const isJudged = fleet.metrics.map((metric) => !isNeutral(metric.id));
  return {
    step(values, scores, health, dearest) {
      health.fill(Number.NaN);
      dearest.fill(0);
      for (let m = 0; m < tables.length; m++) {
        const table = tables[m];
        const isUnknown = table.length === 0;
        for (let s = 0; s < servers; s++) {
          const i = m * servers + s;
          const x = values[i];
          if (Number.isNaN(x)) continue;
          let points = 0;
          if (!isUnknown) points = x <= table[0] ? 0 : penaltyAt(table, x);
          else if (isJudged[m] && scores[i] > 0.5) points = UNKNOWN_POINTS * 2 * (scores[i] - 0.5);
          health[s] = (Number.isNaN(health[s]) ? 100 : health[s]) - points;
          if (points > dearest[s]) dearest[s] = points;
        }
      }
      for (let s = 0; s < servers; s++) if (health[s] < 0) health[s] = 0;
    },
  };
}

/**
 * The terms of one server's health, dearest first; metrics that cost nothing are left out.
 * @param value the newest value of the metric at this row, NaN when missing
 * @param score its anomaly score
 */
export function healthTerms(
  fleet: Fleet,
  value: (metric: number) => number,
  score: (metric: number) => number,
): readonly HealthTerm[] {
  const terms: HealthTerm[] = [];
  fleet.metrics.forEach((metric, m) => {
    const x = value(m);
    if (Number.isNaN(x)) return;
    const table = tableOf(metric.id);
    let points = 0;
    if (table.length > 0) points = penaltyAt(table, x);
    else if (!isNeutral(metric.id) && score(m) > 0.5)
      points = UNKNOWN_POINTS * 2 * (score(m) - 0.5);
    if (points > 0) terms.push({ metric: metric.id, points });
  });
  return terms.sort((a, b) => b.points - a.points);
}

/** Flat table value, points, value, points, …; empty when the metric has none. */
function tableOf(id: string): Float64Array {
  const rows = Object.hasOwn(PENALTIES, id) ? PENALTIES[id as MetricId] : undefined;
  return Float64Array.from((rows ?? []).flat());
}

const NEUTRAL: ReadonlySet<string> = new Set<MetricId>([
  'net_in',
  'net_out',
  'request_rate',
  'latency',
  'load',
  'power',
]);

function isNeutral(id: string): boolean {
  return NEUTRAL.has(id);
}

function penaltyAt(table: Float64Array, x: number): number {
  const last = table.length - 2;
  if (x <= table[0]) return table[1];
  if (x >= table[last]) return table[last + 1];
  let k = 2;
  while (table[k] < x) k += 2;
  const share = (x - table[k - 2]) / (table[k] - table[k - 2]);
  return table[k - 1] + share * (table[k + 1] - table[k - 1]);
}
