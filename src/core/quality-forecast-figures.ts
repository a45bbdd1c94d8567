/** What measured forecasts come to: one method on one series, and methods over many series. */
import type { MetricId } from './domain/metrics.ts';
import { exp, log } from './numeric/elementary.ts';

/** Id of the app's own choice: a blend of all methods, weighed by how they did on the series' own past. */
export const BLEND = 'blend';

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

/** Figures per method, in the order in which the trials name them. */
export function forecastFigures(trials: readonly ForecastTrial[]): readonly ForecastFigures[] {
  const methods = [...new Set(trials.map(({ method }) => method))];
  return methods.map((method) => {
    const mine = trials.filter((trial) => trial.method === method);
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
