/** Timestamps: the forms people and programs write, and that nothing else is taken for one. */

import { expect, test } from 'vitest';
import { parseEpoch, parseTimestamp } from '../../src/core/formats/timestamps.ts';
import fc from '../property.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);
const NINE = Date.UTC(2026, 2, 1, 9);

test.each([
  '2026-03-01T09:00:00Z',
  '2026-03-01 09:00:00',
  '2026-03-01 09:00',
  '2026-03-01T18:00:00+09:00',
  '2026-03-01T18:00+09',
  '2026-03-01 18:00:00 KST',
  '2026-03-01 18:00:00 UTC+9',
  '2026-03-01T05:30:00-0330',
  '2026/03/01 09:00',
  '2026.03.01 09:00:00',
  '03/01/2026 09:00',
  '3/1/2026 9:00:00 AM',
  '01.03.2026 09:00',
  '01 Mar 2026 09:00:00 GMT',
  'Sun, 01 Mar 2026 09:00:00 +0000',
  'Mar 1, 2026 9:00 AM',
  '01/Mar/2026:18:00:00 +0900',
  '20260301T090000Z',
  '20260301090000',
  '2026년 3월 1일 09:00',
  '2026년 3월 1일 오전 9시',
  '2026년 3월 1일 9시 0분 0초',
  '2026. 3. 1. 오전 9:00',
  '1772355600',
  '1772355600.000',
  '1.7723556e9',
  '1772355600000',
  '1772355600000000',
  '1772355600000000000',
  '  2026-03-01 09:00:00  ',
])('reads %s', (text) => {
  expect(parseTimestamp(text)).toBe(NINE);
});

test('fractions round to the millisecond', () => {
  expect(parseTimestamp('2026-03-01T09:00:00.123456Z')).toBe(NINE + 123);
  expect(parseTimestamp('2026-03-01 09:00:00,5')).toBe(NINE + 500);
  expect(parseTimestamp('1772355600.25')).toBe(NINE + 250);
});

test('afternoon, noon and midnight in both languages', () => {
  expect(parseTimestamp('2026. 3. 1. 오후 9:00')).toBe(NINE + 12 * 3_600_000);
  expect(parseTimestamp('3/1/2026 12:00 AM')).toBe(Date.UTC(2026, 2, 1));
  expect(parseTimestamp('3/1/2026 12:00 PM')).toBe(Date.UTC(2026, 2, 1, 12));
  expect(parseTimestamp('2026-03-01 24:00:00')).toBe(Date.UTC(2026, 2, 2));
});

test('a first number above twelve is a day', () => {
  expect(parseTimestamp('13/02/2026 09:00')).toBe(Date.UTC(2026, 1, 13, 9));
});

test.each([
  '',
  'abc',
  '2026-02-30',
  '2026-13-01 00:00',
  '2026-03-01 25:00',
  '2026-03-01 09:60',
  '29.02.2026',
  '2026-03-01 09:00:00 CST',
  '13/13/2026',
  'NaN',
  '-5',
  '1e99',
  '12:00',
  '2026-03-01T09:00:00+25:00',
  '0/0/2026 13:00 PM',
])('refuses %s', (text) => {
  expect(parseTimestamp(text)).toBeUndefined();
});

test('epoch numbers are told apart by size', () => {
  expect([1_772_355_600, 1.7723556e12, 1.7723556e15, 1.7723556e18].map(parseEpoch)).toEqual([
    NINE,
    NINE,
    NINE,
    NINE,
  ]);
  expect(parseEpoch(-1)).toBeUndefined();
  expect(parseEpoch(NaN)).toBeUndefined();
});

test('every instant survives its ISO forms', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(0), max: Date.UTC(9999, 0) }), (t) => {
      const iso = new Date(t).toISOString();
      expect(parseTimestamp(iso)).toBe(t);
      expect(parseTimestamp(iso.replace('T', ' ').replace('Z', ''))).toBe(t);
      expect(parseTimestamp(iso.replaceAll('-', '/').replace('T', ' ').replace('Z', ''))).toBe(t);
    }),
    { numRuns: RUNS },
  );
});

test('any text gives an instant or nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^[0-9/. :년월일TZ+-]{0,40}$/u)),
      (text) => {
        const t = parseTimestamp(text);
        expect(t === undefined || Number.isFinite(t)).toBe(true);
      },
    ),
    { numRuns: RUNS },
  );
});
