/** Forecasters, the back-test that chooses among them, and headroom. */
import { expect, test } from 'vitest';
import { MINUTE } from '../../src/core/domain/time.ts';
import { forecast } from '../../src/core/forecast/backtest.ts';
import { FORECASTERS } from '../../src/core/forecast/forecasters.ts';
import { headroom } from '../../src/core/forecast/headroom.ts';
import { makeOutlook } from '../../src/core/forecast/outlook.ts';
import { fitLine } from '../../src/core/forecast/simple.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import { frames } from '../frames.ts';

const noise = (k: number, seed = 1): number => uniform(seed, k) + uniform(seed + 1, k) - 1;
const series = (n: number, f: (k: number) => number): Float64Array =>
  Float64Array.from({ length: n }, (_, k) => f(k));

for (const forecaster of FORECASTERS) {
  test(`${forecaster.id}: finite for any length, exact on a constant, looks at nothing after n`, () => {
    const history = series(50, (k) => (k < 30 ? 4 : 1e9));
    for (const n of [1, 2, 5, 30]) {
      const out = new Float64Array(10);
      forecaster.predict(history, n, 10, out);
      for (const value of out) expect(value).toBeCloseTo(4, 9);
    }
  });
}

test('a climbing line is continued, and its interval covers what comes', () => {
  const truth = series(160, (k) => 100 + 2 * k + 3 * noise(k));
  const result = forecast(truth.subarray(0, 120), 40);
  expect(result.method).toBe('linear');
  expect(result.mean[39]).toBeGreaterThan(410);
  expect(result.mean[39]).toBeLessThan(428);
  let inside80 = 0;
  let inside95 = 0;
  for (let h = 0; h < 40; h++) {
    const miss = Math.abs(truth[120 + h] - result.mean[h]);
    if (miss <= result.half80[h]) inside80++;
    if (miss <= result.half95[h]) inside95++;
  }
  expect(inside80).toBeGreaterThanOrEqual(26);
  expect(inside95).toBeGreaterThanOrEqual(34);
});

test('noise around a level is not extrapolated, and intervals are nested', () => {
  const result = forecast(
    series(200, (k) => 10 + noise(k)),
    24,
  );
  expect(['median', 'holt']).toContain(result.method);
  for (let h = 0; h < 24; h++) {
    expect(Math.abs(result.mean[h] - 10)).toBeLessThan(0.6);
    expect(result.half95[h]).toBeGreaterThanOrEqual(result.half80[h]);
  }
  expect(result.errors.get('last-value')).toBeGreaterThan(
    result.errors.get('median') ?? Number.NaN,
  );
});

test('gaps are bridged; too little or no history is said so', () => {
  const gappy = forecast(
    series(100, (k) => (k % 4 === 0 ? Number.NaN : 5)),
    3,
  );
  expect([...gappy.mean]).toEqual([5, 5, 5]);
  const short = forecast([Number.NaN, 7, 8], 2);
  expect([short.method, ...short.mean, ...short.half80]).toEqual([
    'last-value',
    8,
    8,
    Number.NaN,
    Number.NaN,
  ]);
  expect([...forecast([], 2).mean]).toEqual([Number.NaN, Number.NaN]);
});

test('fitLine leaves gaps out', () => {
  const line = fitLine([1, Number.NaN, 5, 7, Number.NaN, 11], 0, 6);
  expect([line.level, line.slope, line.points]).toEqual([11, 2, 4]);
});

test('headroom: a disk that gains half a point a minute, with the truth inside the interval', () => {
  const history = series(120, (k) => 0.3 + 0.005 * k + 0.004 * noise(k));
  const room = headroom(history, 120, 0.95);
  if (room === undefined) throw new Error('a clear trend was missed');
  expect(room.steps).toBeGreaterThan(9);
  expect(room.steps).toBeLessThan(13);
  expect(room.early).toBeLessThan(room.steps);
  expect(room.late ?? 0).toBeGreaterThan(room.steps);
});

test('headroom: no crossing for level, falling, noisy, too slow or already full series', () => {
  expect(
    headroom(
      series(180, () => 0.5),
      180,
      0.95,
    ),
  ).toBeUndefined();
  expect(
    headroom(
      series(180, (k) => 0.9 - 0.002 * k),
      180,
      0.95,
    ),
  ).toBeUndefined();
  expect(
    headroom(
      series(180, (k) => 0.5 + 0.2 * noise(k)),
      180,
      0.95,
    ),
  ).toBeUndefined();
  expect(
    headroom(
      series(180, (k) => 0.2 + 1e-5 * k),
      180,
      0.95,
    ),
  ).toBeUndefined();
  expect(
    headroom(
      series(180, (k) => 0.9 + 0.001 * k),
      180,
      0.95,
    ),
  ).toBeUndefined();
  expect(
    headroom(
      series(10, (k) => 0.1 * k),
      10,
      0.95,
    ),
  ).toBeUndefined();
});

test('headroom: sees a leak in time and forgets it once it is mended', () => {
  const leak = series(180, (k) => (k < 150 ? 0.5 : 0.5 + 0.012 * (k - 150)) + 0.002 * noise(k));
  expect(headroom(leak, 180, 0.95)?.steps).toBeLessThan(15);
  leak.set(
    series(3, () => 0.5),
    177,
  );
  expect(headroom(leak, 180, 0.95)).toBeUndefined();
});

test('outlook: predicts the full disk of one server and the day ahead for rules', () => {
  const { fleet } = frames('disk db-01 .7\ndisk web-01 .4\nmemory db-01 .5\nmemory web-01 .5');
  const outlook = makeOutlook(fleet, MINUTE);
  for (let k = 0; k < 120; k++) {
    outlook.step(k * MINUTE, Float32Array.of(0.7 + 0.0005 * k, 0.4, 0.5, 0.5));
  }
  const [breach, ...rest] = outlook.breaches(9);
  expect(rest).toEqual([]);
  expect(breach).toMatchObject({ server: 'db-01', metric: 'disk', limit: 0.95 });
  expect(Math.abs(breach.at - (119 + 381) * MINUTE)).toBeLessThan(20 * MINUTE);
  expect(breach.early).toBeLessThanOrEqual(breach.at);
  expect(outlook.diskTomorrow[0]).toBeGreaterThan(0.95);
  expect(outlook.diskTomorrow[1]).toBeCloseTo(0.4, 5);
});
