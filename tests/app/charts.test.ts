/** Charts: round axes in the reader's units and zone, joined lines, gaps, ranges. */
import { expect, test } from 'vitest';
import { type ChartFormat, timeAxis, valueAxis } from '../../src/app/charts/axis.ts';
import { draw, HEIGHT, WIDTH } from '../../src/app/charts/cone-paths.ts';
import {
  anchored,
  type ChartForecast,
  type ChartLine,
  gapsOf,
  joinLines,
  nearest,
  valueRange,
} from '../../src/app/charts/plot-data.ts';
import type { Unit } from '../../src/core/domain/metrics.ts';
import { HOUR, MINUTE } from '../../src/core/domain/time.ts';
import { zoneOffset } from '../../src/core/domain/zone.ts';

const format: ChartFormat = {
  locale: () => 'en',
  zone: () => 'Asia/Seoul',
  value: (n, unit) => `${n}${unit === 'Cel' ? '°C' : ''}`,
  time: () => '',
};
const RATIO = { min: 0, max: 1 };
const POSITIVE = { min: 0, max: Number.POSITIVE_INFINITY };
const labels = (low: number, high: number, unit: Unit, limits = POSITIVE) =>
  valueAxis(low, high, unit, limits, format)
    .ticks.map((tick) => tick.label.replaceAll('\u00a0', '_'))
    .join(' ');

test.each([
  [0.55, 0.97, '1', RATIO, '50 75 100%'],
  [0, 1, '1', RATIO, '0 50 100%'],
  [0.001, 0.022, '1', RATIO, '0 1.5 3%'],
  [0, 0, '1', RATIO, '0 1 2%'],
  [0.008, 0.184, 's', POSITIVE, '0 100 200_ms'],
  [1.2, 3.4, 's', POSITIVE, '1 2.5 4_s'],
  [1.2e7, 1.8e7, 'By/s', POSITIVE, '95 120 145_Mb/s'],
  [0, 0, 'By/s', POSITIVE, '0 4 8_b/s'],
  [1200, 1500, '{request}/s', POSITIVE, '1.1 1.35 1.6_k/s'],
  [24, 31, 'Cel', { min: -273.15, max: 150 }, '22 28 34°C'],
] as const)('%d to %d in %s has the ticks %5$s', (low, high, unit, limits, expected) => {
  expect(labels(low, high, unit, limits)).toBe(expected);
});

test('temperature ticks are round in the degrees the reader uses', () => {
  const fahrenheit = { ...format, value: () => '32\u00a0°F' };
  const { ticks, low, high } = valueAxis(20, 30, 'Cel', POSITIVE, fahrenheit);
  expect(ticks.map((tick) => tick.label)).toEqual(['65', '80', '95°F']);
  expect(low).toBeLessThanOrEqual(20);
  expect(high).toBeGreaterThanOrEqual(30);
});

test('every axis holds its range, over fourteen decades, and nothing at all still has one', () => {
  for (let decade = -7; decade <= 7; decade++) {
    for (const share of [0.001, 0.2, 0.7, 1.9]) {
      const low = (share - 0.5) * 10 ** decade;
      const high = low + share * 10 ** decade;
      const axis = valueAxis(low, high, '{value}', { min: -1e12, max: 1e12 }, format);
      expect(axis.low).toBeLessThanOrEqual(low + 1e-9 * 10 ** decade);
      expect(axis.high).toBeGreaterThanOrEqual(high - 1e-9 * 10 ** decade);
    }
  }
  expect(labels(NaN, NaN, '1', RATIO)).toBe('0 50 100%');
});

test('time ticks are round on the zone’s wall clock, also half an hour off', () => {
  const from = Date.UTC(2026, 2, 1, 5, 3);
  const { ticks, style } = timeAxis(from, from + 6 * HOUR, 4, 'Asia/Kolkata');
  expect(style).toBe('minute');
  expect(ticks.map((t) => new Date(t).toISOString().slice(11, 16))).toEqual([
    '06:30',
    '08:30',
    '10:30',
  ]);
  expect(zoneOffset('Asia/Seoul', from)).toBe(9 * HOUR);
});

/** `.2 .3 – .4` at one sample a minute; a dash is NaN, an underscore leaves the instant out. */
function line(text: string, start = 0): ChartLine {
  const cells = text.split(' ').map((cell, i) => ({ cell, t: start + i * MINUTE }));
  const kept = cells.filter(({ cell }) => cell !== '_');
  return {
    label: 'x',
    times: Float64Array.from(kept, ({ t }) => t),
    values: Float32Array.from(kept, ({ cell }) => (cell === '–' ? NaN : Number(cell))),
  };
}

test('a missing stretch is a gap, one late sample is not', () => {
  expect(gapsOf(line('1 1 1 _ 1 1 1 1'))).toEqual([]);
  expect(gapsOf(line('1 1 1 _ _ _ 1 1 1'))).toEqual([{ start: 2 * MINUTE, end: 6 * MINUTE }]);
  expect(gapsOf(line('1 1 1 1'), 9 * MINUTE)).toEqual([{ start: 3 * MINUTE, end: 9 * MINUTE }]);
  expect(gapsOf(line('1 1 1 1'), 4 * MINUTE)).toEqual([]);
  expect(gapsOf(line('1 1 – – – 1 1 1'))).toEqual([{ start: MINUTE, end: 5 * MINUTE }]);
});

test('samples thinned to their extremes leave no false gaps', () => {
  const times = Float64Array.from({ length: 90 }, (_, i) => 600 * Math.floor(i / 3) + 10 * (i % 3));
  expect(gapsOf({ label: 'x', times, values: new Float32Array(90).fill(1) })).toEqual([]);
});

test('joined lines break where a sample is missing and run on where only the other has one', () => {
  const { x, columns } = joinLines([line('1 – 3'), line('4 5', MINUTE / 2)]);
  expect(x).toEqual([0, 0.5, 1, 1.5, 2].map((n) => n * MINUTE));
  expect(columns).toEqual([
    [1, null, null, null, 3],
    [undefined, 4, undefined, 5, undefined],
  ]);
});

test('the range shows all samples and near limits, but a wide cone does not flatten the line', () => {
  const samples = line('10 11 12');
  expect(valueRange([samples], undefined, undefined, [13, 90])).toEqual([10, 13]);
  const wide: ChartForecast = {
    times: Float64Array.of(3 * MINUTE),
    mean: Float32Array.of(12),
    low80: Float32Array.of(-500),
    high80: Float32Array.of(500),
    low95: Float32Array.of(-900),
    high95: Float32Array.of(900),
  };
  const [low, high] = valueRange([samples], undefined, wide, []);
  expect([low, high]).toEqual([7, 15]);
  expect(valueRange([line('– –')], undefined, undefined, [])).toEqual([NaN, NaN]);
  expect([...(anchored(wide, samples)?.low80 ?? [])]).toEqual([12, -500]);
});

test('the cursor reads the nearest sample within reach', () => {
  const { times, values } = line('1 – 3 4');
  expect(nearest(times, values, 1.4 * MINUTE, MINUTE)).toBe(2);
  expect(nearest(times, values, 0.2 * MINUTE, MINUTE)).toBe(0);
  expect(nearest(times, values, 9 * MINUTE, MINUTE)).toBe(-1);
});

test('a cone: the past ends at the present, the forecast begins there; a gap breaks the line, a far limit is left out', () => {
  const flat = (x: number, n = 4): Float32Array => new Float32Array(n).fill(x);
  const course = {
    past: Float32Array.of(0.2, Number.NaN, 0.4, 0.3),
    mean: flat(0.3),
    low80: flat(0.25),
    high80: flat(0.4),
    low95: flat(0.2),
    high95: flat(0.45),
    limit: undefined,
  };
  const shape = draw({ ...course, limit: 0.5 });
  expect(shape.past.match(/M/g)).toHaveLength(2);
  expect(shape.past).toMatch(/L100\.0 [\d.]+$/);
  expect(shape.mean).toMatch(new RegExp(`L${WIDTH}\\.0 [\\d.]+$`));
  expect(shape.limit).toBeGreaterThan(0);
  expect(shape.limit).toBeLessThan(HEIGHT / 4);
  expect(draw({ ...course, limit: 0.9 }).limit).toBeUndefined();
  const unknown = draw({ ...course, low80: flat(Number.NaN), low95: flat(Number.NaN) });
  expect([unknown.narrow, unknown.wide]).toEqual(['', '']);
});
