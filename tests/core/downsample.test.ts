/** Downsampling: peaks stay, gaps stay, the number of points is bounded. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lttb, minMax, type Points } from '../../src/core/numeric/downsample.ts';

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

test('lttb keeps ends and spikes', () => {
  const { times, values } = series(
    Array.from({ length: 1000 }, (_, i) => (i === 500 ? 100 : Math.floor(i / 100))),
  );
  const thin = lttb(times, values, 50);
  expect(thin.times).toHaveLength(50);
  expect(pairs(thin)).toContainEqual([500, 100]);
  expect([thin.times[0], thin.times.at(-1)]).toEqual([0, 999]);
});

test('few samples come back as they are', () => {
  const { times, values } = series([3, 1, NaN, 2]);
  expect(pairs(lttb(times, values, 50))).toEqual([
    [0, 3],
    [1, 1],
    [2, NaN],
    [3, 2],
  ]);
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
      for (const thin of [minMax(times, all, 0, raw.length, points), lttb(times, all, points)]) {
        const shown = pairs(thin).filter(([, x]) => !Number.isNaN(x));
        expect(shown.every(([t, x]) => all[t] === x)).toBe(true);
        for (let i = 1; i < thin.times.length; i++)
          expect(thin.times[i]).toBeGreaterThan(thin.times[i - 1]);
        expect(thin.times.length).toBeLessThanOrEqual(Math.max(5 * points, raw.length, 15));
      }
      const thin = minMax(times, all, 0, raw.length, points);
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
