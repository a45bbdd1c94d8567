/** Measured quality of forecasts on simulated series: scaled error and interval coverage by method and metric, against the last value. */
import type { Fleet } from './domain/fleet.ts';
import { type MetricId, metricIndex } from './domain/metrics.ts';
import { DAY, type EpochMs, MINUTE, type Ms } from './domain/time.ts';
import { FORECASTERS } from './forecast/forecasters.ts';
import { measureForecast } from './forecast/quality.ts';
import { hash32 } from './numeric/hash.ts';
import { BLEND, type ForecastTrial } from './quality-forecast-figures.ts';
import { makeProbe } from './sim/reader.ts';
import { makeWorld } from './sim/world.ts';

/** What is compared, the app's choice first, then each method on its own. */
export const FORECAST_METHODS: readonly string[] = [BLEND, ...FORECASTERS.map(({ id }) => id)];

const FIRST_DAY: EpochMs = Date.UTC(2026, 2, 2);
/** Fifteen days at five minutes: every origin, in the second half, has seen a whole week. */
const STEP: Ms = 5 * MINUTE;
const SPAN: Ms = 15 * DAY;
/** Steps ahead: two hours. */
export const FORECAST_HORIZON = 24;
/** Origins per series, spread over its second half. */
const ORIGINS = 8;

/** One metric of some servers of a seed's fleet. */
export interface ForecastTask {
  readonly seed: number;
  readonly metric: MetricId;
  /** Servers in the fleet, and how many of them are measured. */
  readonly servers: number;
  readonly sample: number;
}

/**
 * Forecasts one metric of a seed's calm fleet with every method. Yields the share done; the same task gives the same trials on
 * every machine. Series that never move are left out.
 */
export function* forecastTrial(
  task: ForecastTask,
): Generator<number, readonly ForecastTrial[], void> {
  const { seed, metric, servers, sample } = task;
  const world = makeWorld(seed, servers, 'normal');
  const probe = makeProbe(world);
  const m = metricIndex(metric);
  const { min, max } = world.fleet.metrics[m];
  const chosen = sampleOf(world.fleet, seed, sample);
  const jobs = chosen.length * FORECAST_METHODS.length;
  const trials: ForecastTrial[] = [];
  let done = 0;
  for (const server of chosen) {
    const values = Float64Array.from({ length: SPAN / STEP }, (_, k) =>
      probe(m, server, FIRST_DAY + k * STEP),
    );
    for (const method of FORECAST_METHODS) {
      const options = { step: STEP, min, max, ...(method !== BLEND && { methods: [method] }) };
      const running = measureForecast(values, FORECAST_HORIZON, ORIGINS, options);
      let next = running.next();
      while (!next.done) {
        yield (done + next.value) / jobs;
        next = running.next();
      }
      done++;
      yield done / jobs;
      if (next.value === undefined) continue;
      const { mase, naiveMase, coverage80, coverage95, origins } = next.value;
      const name = world.fleet.servers[server].name;
      trials.push({
        ...{ seed, metric, server: name, method },
        ...{ mase, naiveMase, coverage80, coverage95, origins },
      });
    }
  }
  return trials;
}

/** Some servers of the fleet, drawn by hash, ascending. */
function sampleOf({ servers }: Fleet, seed: number, sample: number): readonly number[] {
  return servers
    .map(({ index }) => index)
    .sort((a, b) => hash32(seed, a, 0xf0c) - hash32(seed, b, 0xf0c))
    .slice(0, sample)
    .sort((a, b) => a - b);
}
