/** Forecasters, the back-test that chooses among them, and headroom. */
import { expect, test } from 'vitest';
import { CATALOGUE, metricIndex } from '../../src/core/domain/metrics.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/domain/time.ts';
import { type Forecast, forecast } from '../../src/core/forecast/backtest.ts';
import { overlap, shareByKind, weigh, weightedMedian } from '../../src/core/forecast/blend.ts';
import { crossing } from '../../src/core/forecast/crossing.ts';
import { FORECASTERS } from '../../src/core/forecast/forecasters.ts';
import { headroom } from '../../src/core/forecast/headroom.ts';
import { loadOutlook, meanOf } from '../../src/core/forecast/load.ts';
import { makeOutlook } from '../../src/core/forecast/outlook.ts';
import { measureForecast } from '../../src/core/forecast/quality.ts';
import { makeResiduals } from '../../src/core/forecast/residuals.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import { fitLine } from '../../src/core/numeric/line.ts';
import { frames } from '../frames.ts';

const noise = (k: number, seed = 1): number => uniform(seed, k) + uniform(seed + 1, k) - 1;
const series = (n: number, f: (k: number) => number): Float64Array =>
  Float64Array.from({ length: n }, (_, k) => f(k));

const wave = (k: number, cycle: number): number => Math.sin((2 * Math.PI * k) / cycle);
const RHYTHMS = { hour: 6, day: 12, week: 24 };

for (const forecaster of FORECASTERS) {
  test(`${forecaster.id}: finite at any point, exact on a constant, bridges gaps, looks at nothing ahead`, () => {
    const history = series(90, (k) => (k % 7 === 3 ? Number.NaN : k < 60 ? 4 : 1e9));
    const walks = forecaster.start(history, RHYTHMS);
    expect(walks.length).toBeGreaterThan(0);
    for (const walk of walks) {
      for (const n of [1, 2, 5, 30, 60]) {
        const out = new Float64Array(12).fill(-1);
        walk.advance(n);
        walk.predict(10, out);
        for (const value of out.subarray(0, 10)) expect(value).toBeCloseTo(4, 9);
        expect([...out.subarray(10)]).toEqual([-1, -1]);
      }
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
    if (truth[120 + h] >= result.low80[h] && truth[120 + h] <= result.high80[h]) inside80++;
    if (truth[120 + h] >= result.low95[h] && truth[120 + h] <= result.high95[h]) inside95++;
  }
  expect(inside80).toBeGreaterThanOrEqual(26);
  expect(inside95).toBeGreaterThanOrEqual(34);
});

test('noise around a level is not extrapolated, intervals are nested and around the mean', () => {
  const result = forecast(
    series(200, (k) => 10 + noise(k)),
    24,
  );
  for (let h = 0; h < 24; h++) {
    expect(Math.abs(result.mean[h] - 10)).toBeLessThan(0.6);
    const { low95, low80, mean, high80, high95 } = result;
    const ends = [low95[h], low80[h], mean[h], high80[h], high95[h]];
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
  }
  expect(result.errors.get('last-value')).toBeGreaterThan(
    result.errors.get('median') ?? Number.NaN,
  );
  expect([...result.shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  expect(result.error).toBeLessThan(result.errors.get('last-value') ?? 0);
});

test('coverage over many seeds is within 3 points of 80 and 95 %', () => {
  const inside = [0, 0];
  let total = 0;
  for (let seed = 1; seed <= 60; seed++) {
    // A wandering level with noise: neither the best case of any forecaster.
    let level = 50;
    const truth = series(424, (k) => {
      level += 0.3 * noise(k, 100 * seed);
      return level + 2 * noise(k, 100 * seed + 50);
    });
    const { low80, high80, low95, high95 } = forecast(truth.subarray(0, 400), 24);
    for (let h = 0; h < 24; h++) {
      const x = truth[400 + h];
      if (x >= low80[h] && x <= high80[h]) inside[0]++;
      if (x >= low95[h] && x <= high95[h]) inside[1]++;
      total++;
    }
  }
  expect(Math.abs(inside[0] / total - 0.8)).toBeLessThan(0.03);
  expect(Math.abs(inside[1] / total - 0.95)).toBeLessThan(0.03);
});

/** Errors of twenty origins, the first ten twenty times as large. */
function learnt(likeness: readonly number[], independent = 20) {
  const residuals = makeResiduals(12, 20, 0);
  for (let o = 0; o < 20; o++) {
    residuals.add(series(12, (h) => (o < 10 ? 20 : 1) * noise(12 * o + h)));
  }
  return residuals.cone(independent, Float64Array.from(likeness));
}

test('errors made before a rhythm was known do not widen the cone of a forecast that follows it', () => {
  const alike = learnt([...series(20, () => 1)]);
  const unlike = learnt([...series(20, (o) => (o < 10 ? 0 : 1))]);
  const width = (cone: ReturnType<typeof learnt>): number =>
    cone ? cone.base * (cone.high80 - cone.low80) : Number.NaN;
  expect(width(unlike)).toBeLessThan(width(alike) / 3);
  expect(width(unlike)).toBeGreaterThan(0.8);
});

test('the fewer independent origins, the wider the cone, the rarer ends the most', () => {
  const even = series(20, () => 1);
  const many = learnt([...even], 1000);
  const few = learnt([...even], 3);
  if (!many || !few) throw new Error('no cone');
  // Student's t of three degrees ÷ normal: 1.28 and 1.62.
  expect(few.high80 / many.high80).toBeCloseTo(1.28, 1);
  expect(few.high95 / many.high95).toBeGreaterThan(1.5);
  expect(few.high95 / many.high95).toBeLessThan(1.65);
});

test('blends are as alike as the share they give to the same kinds', () => {
  const kinds = Uint8Array.of(0, 0, 1, 2);
  const shares = (...weights: number[]): Float64Array => {
    const out = new Float64Array(3);
    shareByKind(Float64Array.from(weights), kinds, out);
    return out;
  };
  expect([...shares(1, 1, 2, 0)]).toEqual([0.5, 0.5, 0]);
  expect([...shares(0, 0, 0, 0)]).toEqual([0, 0, 0]);
  expect(overlap(shares(1, 0, 0, 0), shares(0, 5, 0, 0))).toBe(1);
  expect(overlap(shares(1, 0, 0, 0), shares(0, 0, 1, 0))).toBe(0);
  expect(overlap(shares(1, 1, 2, 0), shares(0, 1, 0, 3))).toBe(0.25);
});

test('a measurement that may see little of the past is that of a series that began there', () => {
  const values = series(300, (k) => 10 + wave(k, 24) + noise(k));
  const run = (past: number | undefined) => {
    const task = measureForecast(values, 12, 5, past === undefined ? {} : { past });
    for (;;) {
      const { done, value } = task.next();
      if (done) return value;
    }
  };
  expect(run(300)).toEqual(run(undefined));
  expect(run(40)?.origins).toBe(run(undefined)?.origins);
  expect(run(40)?.mase).not.toBe(run(undefined)?.mase);
  expect(run(4)?.coverage80).toBeNaN();
});

test('a daily rhythm is found when the step is told, a weekly one once there are two weeks', () => {
  const day = forecast(
    series(8 * 48, (k) => 50 + 20 * wave(k, 48) + noise(k)),
    48,
    { step: 30 * MINUTE },
  );
  expect(day.method).toBe('seasonal-day');
  expect(day.mean[11]).toBeGreaterThan(67);
  expect(day.mean[35]).toBeLessThan(33);
  const working = (k: number): number => (Math.floor(k / 24) % 7 < 5 ? 30 * wave(k, 24) ** 2 : 0);
  const week = forecast(
    series(25 * 24, (k) => 10 + working(k) + 0.3 * noise(k)),
    72,
    { step: HOUR },
  );
  expect(week.method).toBe('seasonal-week');
  // The history ends on a Thursday night: a Friday, then the weekend.
  expect(Math.max(...week.mean.subarray(0, 24))).toBeGreaterThan(35);
  expect(Math.max(...week.mean.subarray(24, 72))).toBeLessThan(13);
});

test('everything is clipped to the physical limits', () => {
  const result = forecast(
    series(100, (k) => Math.min(1, 0.01 * k) - 0.05 * uniform(3, k)),
    60,
    { min: 0, max: 1 },
  );
  for (const path of [result.mean, result.low95, result.high95, result.low80, result.high80]) {
    for (const x of path) expect(x >= 0 && x <= 1).toBe(true);
  }
});

test('gaps are bridged; too little or no history is said so', () => {
  const gappy = forecast(
    series(100, (k) => (k % 4 === 0 ? Number.NaN : 5)),
    3,
  );
  expect([...gappy.mean]).toEqual([5, 5, 5]);
  const short = forecast([Number.NaN, 7, 8], 2);
  expect([short.method, ...short.mean, ...short.low80]).toEqual([
    'last-value',
    8,
    8,
    Number.NaN,
    Number.NaN,
  ]);
  expect([...forecast([], 2).mean]).toEqual([Number.NaN, Number.NaN]);
  const silent = forecast(
    series(60, (k) => (k < 20 ? 3 : Number.NaN)),
    2,
  );
  expect([...silent.mean]).toEqual([3, 3]);
});

test('blend: the weighted median, weights falling with the eighth power of the error', () => {
  const weights = new Float64Array(4);
  weigh(Float64Array.of(1, 1.2, 3, Number.NaN), weights);
  expect(weights[0]).toBe(1);
  expect(weights[1]).toBeCloseTo(1 / 1.2 ** 8, 6);
  expect([weights[2], weights[3]]).toEqual([0, 0]);
  const out = new Float64Array(1);
  weightedMedian(Float64Array.of(9, 1, 5, 7), Float64Array.of(1, 1, 1, 0), 1, 1, out);
  expect(out[0]).toBe(5);
  weightedMedian(Float64Array.of(9, 1, 5, 7), Float64Array.of(1, 1, 0, 0), 1, 1, out);
  expect(out[0]).toBe(5);
  weightedMedian(Float64Array.of(9, 1, 5, 7), Float64Array.of(5, 1, 1, 1), 1, 1, out);
  expect(out[0]).toBe(9);
});

test('crossing: interpolated, with the cone as interval; none beyond the horizon or when already there', () => {
  const path = (from: number, slope: number): Float64Array => series(10, (h) => from + slope * h);
  const cone = {
    mean: path(0.5, 0.1),
    low80: path(0.4, 0.05),
    high80: path(0.6, 0.15),
  } as unknown as Forecast;
  const found = crossing(cone, 0.95, 'above');
  expect(found?.steps).toBeCloseTo(5.5, 9);
  expect(found?.early).toBeCloseTo(1 + 0.35 / 0.15, 9);
  expect(found?.late).toBeUndefined();
  expect(crossing(cone, 2, 'above')).toBeUndefined();
  expect(crossing(cone, 0.3, 'above')).toBeUndefined();
  expect(crossing(cone, 0.3, 'below')).toBeUndefined();
});

test('load outlook: tomorrow noon is hot, says when, and what to do', () => {
  const cpu = CATALOGUE[metricIndex('cpu')];
  const growth = (k: number): number => 0.6 + 0.0006 * k + 0.2 * wave(k - 12, 48);
  const outlook = loadOutlook(
    cpu,
    series(6 * 48, (k) => growth(k) + 0.01 * noise(k)),
    30 * MINUTE,
    DAY / (30 * MINUTE),
  );
  expect(outlook.forecast.method).toBe('seasonal-day');
  expect(Math.abs(outlook.peakStep - 25)).toBeLessThan(5);
  expect(outlook.crossing?.steps).toBeGreaterThan(12);
  expect(outlook.crossing?.early).toBeLessThanOrEqual(outlook.crossing?.steps ?? 0);
  expect(outlook.advice).toBe('add-capacity');
  expect(outlook.confidence).toBeGreaterThan(0.8);
  const calm = loadOutlook(
    cpu,
    series(96, () => 0.2),
    HOUR,
    24,
  );
  expect([calm.crossing, calm.advice, calm.unusual, calm.confidence]).toEqual([
    undefined,
    undefined,
    [],
    1,
  ]);
});

test('the mean of a fleet leaves missing samples out', () => {
  expect([
    ...meanOf(
      [
        [1, Number.NaN, Number.NaN],
        [3, 5],
      ],
      3,
    ),
  ]).toEqual([2, 5, Number.NaN]);
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

test('headroom: the 80 % interval holds the truth about four times in five, also when neighbouring samples are alike', () => {
  for (const rho of [0, 0.5, 0.8]) {
    let inside = 0;
    let found = 0;
    for (let seed = 1000; seed < 1300; seed++) {
      const slope = 0.0005 + 0.002 * uniform(seed, 1);
      const sigma = 0.002 + 0.01 * uniform(seed, 2);
      let error = 0;
      const leak = series(120, (k) => {
        error = rho * error + Math.sqrt(1 - rho ** 2) * sigma * 2.45 * noise(k, 10 * seed);
        return 0.3 + slope * k + error;
      });
      const room = headroom(leak, 120, 0.95);
      if (room === undefined) continue;
      found++;
      const truth = 0.65 / slope - 119;
      if (truth >= room.early && truth <= (room.late ?? truth)) inside++;
    }
    expect(found).toBeGreaterThan(100);
    expect(inside / found).toBeGreaterThan(0.7);
    expect(inside / found).toBeLessThan(0.9);
  }
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
  expect(outlook.predicted[0]).toBeGreaterThan(0.95);
  expect(outlook.predicted[1]).toBeCloseTo(0.4, 5);
});

test('outlook: a disk that fills over days is seen in ten-minute points, with an interval', () => {
  const { fleet } = frames('disk db-01 .7\ndisk web-01 .4');
  const outlook = makeOutlook(fleet, MINUTE);
  const ticks = 1900;
  for (let k = 0; k < ticks; k++) {
    const full = 0.6 + (0.08 * k * MINUTE) / DAY + 0.004 * noise(k);
    outlook.step(k * MINUTE, Float32Array.of(full, 0.4));
  }
  const [breach, ...rest] = outlook.breaches(9);
  expect(rest).toEqual([]);
  const truth = (DAY * 0.35) / 0.08;
  expect(Math.abs(breach.at - truth)).toBeLessThan(0.15 * truth);
  expect(breach.early).toBeLessThan(breach.at);
  expect(breach.late).toBeGreaterThan(breach.at);
  expect(breach.late).toBeLessThan(1.2 * breach.at);
});
