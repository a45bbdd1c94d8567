/**
 * Forecast speed, and — where the labelled data is present — MASE and coverage: on the 24 series of `forecast-mase.mjs`, on NAB's others
 * (both were looked at while methods and intervals were chosen), and on server metrics that were not looked at until all was chosen.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { MINUTE, SECOND } from '../../src/core/domain/time.ts';
import { forecast } from '../../src/core/forecast/backtest.ts';
import { FORECASTERS } from '../../src/core/forecast/forecasters.ts';
import {
  type ForecastQuality,
  type MeasureOptions,
  measureForecast,
} from '../../src/core/forecast/quality.ts';
import { parseTimestamp } from '../../src/core/formats/timestamps.ts';
import { sin } from '../../src/core/numeric/elementary.ts';
import { uniform } from '../../src/core/numeric/hash.ts';

const ROUNDS = 30;
const HORIZON = 24;
/** As in `forecast-mase.mjs`; single methods and shorter pasts are measured on fewer. */
const ORIGINS = 150;
const ORIGINS_OF_METHODS = 20;
/** Steps ahead after so much past: a first day, what a chart looks back on, and two weeks for the next day. */
const PASTS = [
  [24, 120],
  [48, 240],
  [24, 480],
  [48, 720],
  [96, 1344],
] as const;
/** Rows of a server's metric that are forecast in: the newest. */
const SERVER_ROWS = 8000;
const DATA = fileURLToPath(new URL('../../../shared/data/nab/data', import.meta.url));
const SERVERS = fileURLToPath(new URL('../../../shared/data/servers', import.meta.url));
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

interface ManifestEntry {
  readonly set: string;
  readonly name: string;
  readonly file: string;
  readonly stepSec: number;
  readonly metrics: number;
}

/** Two or three metrics of each server that has many: none of the first, middle and last one, which were used to choose. */
function readServers(): readonly Series[] {
  const entries = JSON.parse(readFileSync(`${SERVERS}/manifest.json`, 'utf8')) as ManifestEntry[];
  return entries.flatMap(({ set, name, file, stepSec, metrics }) => {
    const used = [0, metrics >> 1, metrics - 1];
    const columns = [1, metrics >> 2, (3 * metrics) >> 2].filter(
      (c) => c < metrics && !used.includes(c),
    );
    if (columns.length === 0) return [];
    const rows = gunzipSync(readFileSync(`${SERVERS}/${file}`))
      .toString('latin1')
      .trim()
      .split('\n')
      .slice(-SERVER_ROWS);
    const cells = rows.map((row) => row.split(','));
    return [...new Set(columns)].map((c) => ({
      name: `${set}/${name}/${c}`,
      values: Float64Array.from(cells, (row) => Number(row[c + 2])),
      step: stepSec * SECOND,
    }));
  });
}

/** Figures of one series, and whether an 80 % interval can hold 80 %: not where one value makes up more than that of what is forecast. */
interface Measured extends ForecastQuality {
  readonly canHold80: boolean;
}

function measure(
  series: readonly Series[],
  most: number,
  options: MeasureOptions = {},
  horizon = HORIZON,
): readonly Measured[] {
  return series.flatMap(({ values, step }) => {
    const task = measureForecast(values, horizon, most, { step, ...options });
    for (;;) {
      const turn = task.next();
      if (turn.done !== true) continue;
      if (turn.value === undefined) return [];
      return [{ ...turn.value, canHold80: commonest(values.subarray(values.length >> 1)) < 0.8 }];
    }
  });
}

/** Share of the commonest value. */
function commonest(values: Float64Array): number {
  const counts = new Map<number, number>();
  for (const x of values) counts.set(x, (counts.get(x) ?? 0) + 1);
  return Math.max(...counts.values()) / values.length;
}

function figures(found: readonly Measured[]): string {
  const moving = found.filter(({ canHold80 }) => canHold80);
  const coverage = (some: readonly Measured[]): string => {
    const inside = (of: (quality: Measured) => number): string =>
      ((100 * some.reduce((sum, quality) => sum + of(quality), 0)) / some.length).toFixed(1);
    return `${inside((q) => q.coverage80)}, 95 %: ${inside((q) => q.coverage95)}`;
  };
  const mean = (of: (quality: ForecastQuality) => number): number =>
    found.reduce((sum, quality) => sum + of(quality), 0) / found.length;
  // A perfectly repeated series has an error of zero: its ratio counts as a thousandth.
  const ratio = Math.exp(
    mean((q) => Math.log(Math.max(1e-3, q.naiveMase > 0 ? q.mase / q.naiveMase : 1))),
  );
  return `${found.length} series: MASE ${mean((q) => q.mase).toFixed(3)}, ratio to last value ${ratio.toFixed(3)}, inside 80 %: ${coverage(found)}${moving.length < found.length ? `; the ${moving.length} where 80 % can be held: ${coverage(moving)}` : ''}`;
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
  const half = (rest: number): readonly Series[] => target.filter((_, k) => k % 2 === rest);
  report('last value alone', figures(measure(target, ORIGINS, { methods: ['last-value'] })));
  report('chosen and blended', figures(measure(target, ORIGINS)));
  report('chosen and blended, even ones', figures(measure(half(0), ORIGINS)));
  report('chosen and blended, odd ones', figures(measure(half(1), ORIGINS)));
  const others = all.filter(({ name }) => !TARGET.test(name));
  report('chosen and blended, the rest of NAB', figures(measure(others, ORIGINS)));
  const servers = existsSync(SERVERS) ? readServers() : [];
  if (servers.length > 0) {
    report('chosen and blended, servers not looked at', figures(measure(servers, ORIGINS)));
  }
  for (const [horizon, past] of PASTS) {
    report(
      `chosen and blended, ${horizon} steps after ${past} points, all of these`,
      figures(measure([...all, ...servers], ORIGINS_OF_METHODS, { past }, horizon)),
    );
  }
  for (const { id } of FORECASTERS) {
    report(`${id} alone`, figures(measure(target, ORIGINS_OF_METHODS, { methods: [id] })));
  }
}
