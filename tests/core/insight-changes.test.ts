/** Window against baseline, trends, performance score. */
import { expect, test } from 'vitest';
import { compare, compareWindows, ksDistance } from '../../src/core/insight/compare.ts';
import { performanceOf } from '../../src/core/insight/performance.ts';
import { finish } from '../../src/core/insight/task.ts';
import { trendOfWindow } from '../../src/core/insight/trends.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import { studentQuantile, Z97_5 } from '../../src/core/numeric/student.ts';
import { frames } from '../frames.ts';

const noise = (k: number, seed: number): number => uniform(seed, k) + uniform(seed + 1, k) - 1;
const series = (n: number, f: (k: number) => number): Float64Array =>
  Float64Array.from({ length: n }, (_, k) => f(k));

test('Kolmogorov–Smirnov distance: apart, equal, and by hand', () => {
  expect(ksDistance([1, 2], [3, 4])).toBe(1);
  expect(ksDistance([1, 2, 2, 3], [1, 2, 2, 3])).toBe(0);
  expect(ksDistance([1, 2, 3, 4], [3, 4, 5, 6])).toBe(0.5);
  expect(ksDistance([], [1])).toBe(0);
});

test('the metric that moved comes first, the one that only scatters more next, the calm one last', () => {
  const one = (metric: string, now: (k: number) => number) => ({
    server: 'web-01',
    metric,
    baseline: series(240, (k) => 10 + noise(k, 1)),
    window: series(60, now),
  });
  const changes = finish(
    compareWindows(
      [
        one('calm', (k) => 10 + noise(k, 5)),
        one('wild', (k) => 10 + 4 * noise(k, 7)),
        one('moved', (k) => 14 + noise(k, 9)),
      ],
      3,
    ),
  );
  expect(changes.map(({ metric }) => metric)).toEqual(['moved', 'wild', 'calm']);
  expect(changes[0]).toMatchObject({ direction: 'higher', distance: 1 });
  expect(changes[0].before).toBeCloseTo(10, 0);
  expect(changes[0].after).toBeCloseTo(14, 0);
  expect(changes[1].direction).toBe('wider');
  expect(changes[2].strength).toBeLessThan(0.1);
});

test('a trifle on a constant baseline is no change; too few samples are left out', () => {
  const still = { server: 'a', metric: 'm', baseline: Array(50).fill(100) };
  expect(compare({ ...still, window: Array(20).fill(100.1) })?.strength).toBeLessThan(0.1);
  const fall = compare({ ...still, window: Array(20).fill(90) });
  expect(fall).toMatchObject({ distance: 1, direction: 'lower' });
  // Five times the least deviation, 2 % of the size: 5 ÷ (5 + 3).
  expect(fall?.strength).toBeCloseTo(5 / 8, 9);
  expect(compare({ ...still, window: [1, 2, Number.NaN, 3, 4] })).toBeUndefined();
});

test('of two samples that are as far apart, the larger shift ranks higher', () => {
  const baseline = Array.from({ length: 60 }, (_, k) => 10 + (k % 2));
  const of = (by: number) => {
    const window = baseline.map((x) => x + by);
    return compare({ server: 'a', metric: 'm', baseline, window });
  };
  expect([of(2)?.distance, of(60)?.distance]).toEqual([1, 1]);
  expect(of(60)?.strength).toBeGreaterThan((of(2)?.strength ?? 1) + 0.2);
});

test('trend: a climb is rising with its change, noise and a wandering level are steady', () => {
  const climb = trendOfWindow(series(100, (k) => 5 + 0.1 * k + noise(k, 1)));
  expect(climb?.direction).toBe('rising');
  // The interval holds the true slope, and is not so wide that it says nothing.
  expect(Math.abs((climb?.slope ?? 0) - 0.1)).toBeLessThan(climb?.margin ?? 0);
  expect(climb?.margin).toBeLessThan(0.02);
  expect(climb?.change).toBeCloseTo(9.9, 0);
  expect(climb?.level).toBeCloseTo(14.9, 0);
  expect(climb?.fit).toBeGreaterThan(0.9);
  expect(trendOfWindow(series(60, (k) => -2 * k))).toMatchObject({ direction: 'falling', fit: 1 });
  expect(trendOfWindow(series(100, (k) => noise(k, 3)))?.direction).toBe('steady');
  expect(trendOfWindow(series(100, () => 7))).toMatchObject({ direction: 'steady', fit: 0, t: 0 });
  expect(trendOfWindow(series(11, (k) => k))).toBeUndefined();
  let rising = 0;
  for (let seed = 1; seed <= 40; seed++) {
    let level = 0;
    const walk = series(200, (k) => {
      level = 0.9 * level + noise(k, 10 * seed);
      return level;
    });
    if (trendOfWindow(walk)?.direction !== 'steady') rising++;
  }
  expect(rising).toBeLessThanOrEqual(2);
});

test('trend: what fills up along a smooth curve is a trend too', () => {
  const curve = trendOfWindow(series(120, (k) => 0.6 + 0.3 * (1 - (1 - k / 160) ** 2)));
  expect(curve?.direction).toBe('rising');
  expect(curve?.fit).toBeGreaterThan(0.95);
});

test('performance: a fast, calm server has all points; every term says what it read', () => {
  const read = (text: string) => {
    const { fleet, frames: all } = frames(text);
    return performanceOf(fleet, (m) => all[0].values[m]);
  };
  expect(read('latency_p95 a .08\nerror_ratio a 0\ncpu a .3\nmemory a .4').score).toBe(100);
  const slow = read('latency_p95 a 3\nerror_ratio a .05\ncpu a .95\nmemory a .4');
  expect(slow.terms.map(({ side, metric, points }) => [side, metric, Math.round(points)])).toEqual([
    ['latency', 'latency_p95', 25],
    ['errors', 'error_ratio', 35],
    ['headroom', 'cpu', 20],
  ]);
  expect(slow.terms.reduce((sum, term) => sum + term.weight, 0)).toBeCloseTo(1, 12);
  expect(slow.score).toBeCloseTo(
    slow.terms.reduce((sum, term) => sum + term.weight * term.points, 0),
    9,
  );
  expect(read('queue a 3').score).toBeNaN();
  const { fleet } = frames('cpu a .3');
  const unsteady = performanceOf(
    fleet,
    () => 0.3,
    () => [0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9],
  );
  expect(unsteady.terms[1]).toMatchObject({ side: 'steadiness', metric: 'cpu' });
  expect(unsteady.score).toBeLessThan(100);
});

test('Student’s t quantile as tabulated', () => {
  // Source: tables of the 97.5 % quantile for 3, 10, 30 and 1000 degrees of freedom.
  for (const [free, t] of [
    [3, 3.182],
    [10, 2.228],
    [30, 2.042],
    [1000, 1.962],
  ])
    expect(studentQuantile(Z97_5, free) / t).toBeCloseTo(1, 1.5);
});

test('the interval of a trend holds the true slope about as often as it says', () => {
  let held = 0;
  for (let run = 0; run < 200; run++) {
    const trend = trendOfWindow(series(120, (k) => 0.05 * k + 2 * noise(k, 100 + run)));
    if (trend && Math.abs(trend.slope - 0.05) <= trend.margin) held++;
  }
  expect(held / 200).toBeGreaterThan(0.9);
  expect(held / 200).toBeLessThan(0.99);
});
