/** Measured quality of forecasts on simulated series: scaled error and interval coverage by method and metric, against the last value. */
import type { Fleet } from './domain/fleet.ts';
import { type MetricId, metricIndex } from './domain/metrics.ts';
import { DAY, type EpochMs, MINUTE, type Ms } from './domain/time.ts';
import { FORECASTERS } from './forecast/forecasters.ts';
import { measureForecast } from './forecast/quality.ts';
import { exp, log } from './numeric/elementary.ts';
import { hash32 } from './numeric/hash.ts';
import { makeProbe } from './sim/reader.ts';
import { makeWorld } from './sim/world.ts';

/** Id of the app's own choice: a blend of all methods, weighed by how they did on the series' own past. */
export const BLEND = 'blend';
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

/** One method on one series. */
export interface ForecastTrial {
  readonly seed: number;
  readonly metric: MetricId;
  readonly server: string;
  readonly method: string;
  readonly mase: number;
  readonly naiveMase: number;
  readonly coverage80: number;
  readonly coverage95: number;
  readonly origins: number;
}

/** Figures of one method over some series. */
export interface ForecastFigures {
  readonly method: string;
  readonly series: number;
  /** Mean over series; below 1: better than a step of the series' own past, scaled by its mean absolute step. */
  readonly mase: number;
  /** Geometric mean over series of error ÷ error of the last value; below 1 is better than the last value. */
  readonly ratio: number;
  /** Mean over series of the shares of values inside the intervals; NaN where no interval was given. */
  readonly coverage80: number;
  readonly coverage95: number;
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

/** Figures per method, in the order of `FORECAST_METHODS`; methods without a trial are left out. */
export function forecastFigures(trials: readonly ForecastTrial[]): readonly ForecastFigures[] {
  return FORECAST_METHODS.flatMap((method) => {
    const mine = trials.filter((trial) => trial.method === method);
    if (mine.length === 0) return [];
    const mean = (of: (trial: ForecastTrial) => number): number => {
      const known = mine.map(of).filter((x) => !Number.isNaN(x));
      return known.length === 0 ? Number.NaN : known.reduce((a, b) => a + b, 0) / known.length;
    };
    const logs = mean(({ mase, naiveMase }) =>
      mase > 0 && naiveMase > 0 ? log(mase / naiveMase) : Number.NaN,
    );
    return {
      method,
      series: mine.length,
      mase: mean((trial) => trial.mase),
      ratio: exp(logs),
      coverage80: mean((trial) => trial.coverage80),
      coverage95: mean((trial) => trial.coverage95),
    };
  });
}

/** Some servers of the fleet, drawn by hash, ascending. */
function sampleOf({ servers }: Fleet, seed: number, sample: number): readonly number[] {
  return servers
    .map(({ index }) => index)
    .sort((a, b) => hash32(seed, a, 0xf0c) - hash32(seed, b, 0xf0c))
    .slice(0, sample)
    .sort((a, b) => a - b);
}
