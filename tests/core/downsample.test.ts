/** Downsampling: peaks stay, gaps stay, the number of points is bounded. */

import { expect, test } from 'vitest';
import type { SeriesReader } from '../../src/core/domain/series.ts';
import { HOUR, MINUTE, SECOND } from '../../src/core/domain/time.ts';
import { minMax, type Points } from '../../src/core/numeric/downsample.ts';
import { readPeaks } from '../../src/core/peaks.ts';
import { simReader } from '../../src/core/sim/reader.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import fc from '../property.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);
const series = (values: readonly number[]) => ({
  times: Float64Array.from(values, (_, i) => i),
  values: Float32Array.from(values),
});
const pairs = ({ times, values }: Points) => [...times].map((t, i) => [t, values[i]]);

test('min-max keeps the lowest and highest of every pixel, in time order', () => {
  const { times, values } = series([1, 9, 2, 3, 5, 4, 4, 0]);
  expect(pairs(minMax(times, values, 0, 8, 2))).toEqual([
    [0, 1],
    [1, 9],
    [4, 5],
    [7, 0],
  ]);
});

test('missing samples and long silences break the line', () => {
  const { times, values } = series([1, NaN, NaN, 2, 3, NaN]);
  expect(pairs(minMax(times, values, 0, 6, 6))).toEqual([
    [0, 1],
    [1.5, NaN],
    [3, 2],
    [4, 3],
  ]);
  expect(pairs(minMax(Float64Array.of(0, 1, 10), Float32Array.of(1, 2, 3), 0, 11, 11, 5))).toEqual([
    [0, 1],
    [1, 2],
    [5.5, NaN],
    [10, 3],
  ]);
  expect(pairs(minMax(times, values, 0, 6, 1))).toEqual([
    [0, 1],
    [1.5, NaN],
    [3, 2],
    [4, 3],
  ]);
});

test('outside the range nothing is drawn', () => {
  const { times, values } = series([1, 2, 3, 4]);
  expect(pairs(minMax(times, values, 1, 3, 10))).toEqual([
    [1, 2],
    [2, 3],
  ]);
  expect(pairs(minMax(times, values, 9, 12, 10))).toEqual([]);
});

const values = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.float({ noNaN: true, min: -1000, max: 1000 }) },
    { weight: 1, arbitrary: fc.constant(NaN) },
  ),
  { maxLength: 200 },
);

test('extremes survive, times ascend, points are real samples and few', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 40 }), (raw, points) => {
      const { times, values: all } = series(raw);
      const present = raw.filter((x) => !Number.isNaN(x));
      const thin = minMax(times, all, 0, raw.length, points);
      expect(pairs(thin).every(([t, x]) => Number.isNaN(x) || all[t] === x)).toBe(true);
      for (let i = 1; i < thin.times.length; i++)
        expect(thin.times[i]).toBeGreaterThan(thin.times[i - 1]);
      expect(thin.times.length).toBeLessThanOrEqual(5 * points);
      if (present.length > 0) {
        const shown = [...thin.values].filter((x) => !Number.isNaN(x));
        expect([Math.min(...shown), Math.max(...shown)]).toEqual([
          Math.min(...present),
          Math.max(...present),
        ]);
      }
    }),
    { numRuns: RUNS },
  );
});

test('a chart of a day shows the one second that mattered', () => {
  const world = makeWorld(7, 3);
  const to = Date.UTC(2026, 2, 12);
  const reader = simReader(world, SECOND, to);
  const peak = to - 3 * HOUR + 17 * SECOND;
  const spiked: SeriesReader = {
    ...reader,
    read(...request) {
      const { times, values } = reader.read(...request);
      return { times, values: values.map((x, i) => (times[i] === peak ? 1 : x)) };
    },
  };
  const shown = readPeaks(spiked, 0, 0, to - 6 * HOUR, to, 600);
  expect(Math.max(...shown.values)).toBe(1);
  expect(shown.times.length).toBeLessThanOrEqual(601);
  const few = readPeaks(spiked, 0, 0, to - MINUTE, to, 600);
  expect(few).toEqual(reader.read(0, 0, to - MINUTE, to));
});
