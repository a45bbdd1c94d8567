/** Numbers, units, times and durations as the design asks. */
import { expect, test } from 'vitest';
import {
  formatClock,
  formatDurationWords,
  formatValue,
  zoneName,
} from '../../src/app/i18n/format.ts';

const options = { bytes: 'binary', temperature: 'Cel' } as const;
const value = (...[n, unit]: [number | undefined, Parameters<typeof formatValue>[1]]) =>
  formatValue(n, unit, 'en', options).replaceAll('\u00a0', '_');

test.each([
  [0.97, '1', '97%'],
  [0.0184, '1', '1.8%'],
  [0, '1', '0%'],
  [0.1844, 's', '184_ms'],
  [1.26, 's', '1.3_s'],
  [12_000_000, 'By/s', '96_Mb/s'],
  [12_400, '{request}/s', '12.4_k_req/s'],
  [1_251_200, '{request}/s', '1.3_M_req/s'],
  [4 * 1024 ** 3, 'By', '4_GiB'],
  [31.4, 'Cel', '31_°C'],
  [2.345, '{load}', '2.35'],
  [1500, 'W', '1.5_kW'],
] as const)('%d %s is written %s', (n, unit, expected) => {
  expect(value(n, unit)).toBe(expected);
});

test('missing is a dash and zero is zero', () => {
  expect(value(undefined, '1')).toBe('–');
  expect(value(Number.NaN, 's')).toBe('–');
  expect(value(0, '{value}')).toBe('0');
});

test('a negative number carries a real minus, and never zero does', () => {
  expect(value(-5, 'Cel')).toBe('\u22125_°C');
  expect(formatValue(-0.001, '{value}', 'en', { ...options, digits: 1 })).toBe('0');
});

test('decimal bytes and Fahrenheit follow the settings', () => {
  const other = { bytes: 'decimal', temperature: 'Fah' } as const;
  expect(formatValue(4e9, 'By', 'en', other)).toBe('4\u00a0GB');
  expect(formatValue(30, 'Cel', 'en', other)).toBe('86\u00a0°F');
});

const T = Date.UTC(2026, 2, 12, 5, 32, 8);

test('clock times are 24 h in the zone', () => {
  expect(formatClock(T, 'clock', 'en', 'Asia/Seoul')).toBe('14:32:08');
  expect(formatClock(T, 'minute', 'ko', 'UTC')).toBe('05:32');
  expect(formatClock(T, 'date', 'en', 'Asia/Seoul')).toMatch(/^12 Mar/);
  expect(formatClock(T, 'date', 'ko', 'Asia/Seoul')).toMatch(/3월 12일$/);
  expect(formatClock(undefined, 'clock', 'en', 'UTC')).toBe('–');
});

test('zones have their short name', () => {
  expect(zoneName('Asia/Seoul', T)).toBe('KST');
  expect(zoneName('UTC', T)).toBe('UTC');
});

test.each([
  [0, '0_s', '0초'],
  [1_676_000, '27_m_56_s', '27분_56초'],
  [3 * 3_600_000 + 40 * 60_000, '3_h_40_m', '3시간_40분'],
  [21_600_000, '6_h', '6시간'],
  [-1_538_000, '\u221225_m_38_s', '\u221225분_38초'],
  [2 * 86_400_000 + 3_600_000, '2_d_1_h', '2일_1시간'],
])('%d ms is two units at most', (ms, en, ko) => {
  expect(formatDurationWords(ms, 'en').replaceAll('\u00a0', '_')).toBe(en);
  expect(formatDurationWords(ms, 'ko').replaceAll('\u00a0', '_')).toBe(ko);
});
