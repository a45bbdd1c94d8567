/** Forecast speed, and — where the labelled data is present — MASE and coverage on the 24 series of `forecast-mase.mjs` and on 34 others that nothing was chosen by. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { MINUTE } from '../../src/core/domain/time.ts';
import { forecast } from '../../src/core/forecast/backtest.ts';
import { FORECASTERS } from '../../src/core/forecast/forecasters.ts';
import { type ForecastQuality, measureForecast } from '../../src/core/forecast/quality.ts';
import { parseTimestamp } from '../../src/core/formats/timestamps.ts';
import { sin } from '../../src/core/numeric/elementary.ts';
import { uniform } from '../../src/core/numeric/hash.ts';

const ROUNDS = 30;
const HORIZON = 24;
/** As in `forecast-mase.mjs`; single methods are measured on fewer. */
const ORIGINS = 150;
const ORIGINS_OF_METHODS = 20;
const DATA = fileURLToPath(new URL('../../../shared/data/nab/data', import.meta.url));
const TARGET = /^realAWSCloudwatch|^realKnownCause/;

interface Series {
  readonly name: string;
  readonly values: Float64Array;
  readonly step: number;
}

function readAll(): readonly Series[] {
  return readdirSync(DATA, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .map((name) => {
      const rows = readFileSync(`${DATA}/${name}`, 'utf8').trim().split('\n').slice(1);
      const times = rows.map((row) => parseTimestamp(row.split(',')[0]) ?? Number.NaN);
      const gaps = times.slice(1).map((t, k) => t - times[k]);
      const step = gaps.sort((a, b) => a - b)[times.length >> 1];
      return { name, values: Float64Array.from(rows, (row) => Number(row.split(',')[1])), step };
    });
}

function measure(
  series: readonly Series[],
  most: number,
  methods?: readonly string[],
): readonly ForecastQuality[] {
  return series.flatMap(({ values, step }) => {
    const task = measureForecast(values, HORIZON, most, { step, ...(methods && { methods }) });
    for (;;) {
      const turn = task.next();
      if (turn.done === true) return turn.value === undefined ? [] : [turn.value];
    }
  });
}

function figures(found: readonly ForecastQuality[]): string {
  const mean = (of: (quality: ForecastQuality) => number): number =>
    found.reduce((sum, quality) => sum + of(quality), 0) / found.length;
  // A perfectly repeated series has an error of zero: its ratio counts as a thousandth.
  const ratio = Math.exp(mean((q) => Math.log(Math.max(1e-3, q.mase / q.naiveMase))));
  return `MASE ${mean((q) => q.mase).toFixed(3)}, ratio to last value ${ratio.toFixed(3)}, inside 80 %: ${(100 * mean((q) => q.coverage80)).toFixed(1)}, 95 %: ${(100 * mean((q) => q.coverage95)).toFixed(1)}`;
}

/** Prints the figures. */
export default async function bench(report: (name: string, figure: string) => void): Promise<void> {
  for (const n of [240, 1000, 4000]) {
    const values = Float64Array.from({ length: n }, (_, k) => 10 + sin(k / 46) + uniform(1, k));
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      forecast(values, HORIZON, { step: 5 * MINUTE });
      least = Math.min(least, performance.now() - start);
    }
    report(`${HORIZON} steps after ${n} points, all methods`, `${least.toFixed(2)} ms`);
  }
  if (!existsSync(DATA)) {
    report('MASE and coverage', 'skipped: the labelled series are not here');
    return;
  }
  const all = readAll();
  const target = all.filter(({ name }) => TARGET.test(name));
  const others = all.filter(({ name }) => !TARGET.test(name));
  report(
    'last value, its own intervals, 24 series',
    figures(measure(target, ORIGINS, ['last-value'])),
  );
  report('chosen and blended, 24 series', figures(measure(target, ORIGINS)));
  report(
    'chosen and blended, even ones of the 24',
    figures(
      measure(
        target.filter((_, k) => k % 2 === 0),
        ORIGINS,
      ),
    ),
  );
  report(
    'chosen and blended, odd ones of the 24',
    figures(
      measure(
        target.filter((_, k) => k % 2 === 1),
        ORIGINS,
      ),
    ),
  );
  report(`chosen and blended, ${others.length} other series`, figures(measure(others, ORIGINS)));
  for (const { id } of FORECASTERS) {
    report(`${id} alone, 24 series`, figures(measure(target, ORIGINS_OF_METHODS, [id])));
  }
}
