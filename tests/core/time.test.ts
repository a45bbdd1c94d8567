/** Durations and instants: round trips and refusals. */

import { expect, test } from 'vitest';
import {
  alignDown,
  alignUp,
  formatDuration,
  formatInstant,
  parseDuration,
  parseInstant,
} from '../../src/core/domain/time.ts';
import fc from '../property.ts';

test('durations survive Prometheus notation', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (ms) => {
      expect(parseDuration(formatDuration(ms))).toBe(ms);
    }),
  );
});

test('instants survive RFC 3339', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4 * 10 ** 12 }), (t) => {
      expect(parseInstant(formatInstant(t))).toBe(t);
    }),
  );
});

test.each([
  ['1h30m', 5_400_000],
  ['90s', 90_000],
  ['250ms', 250],
  ['2w', 1_209_600_000],
  ['30m1h', undefined],
  ['1.5h', undefined],
  ['', undefined],
])('duration %s', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

test.each([
  ['2026-03-01', Date.UTC(2026, 2, 1)],
  ['2026-03-01T09:00Z', Date.UTC(2026, 2, 1, 9)],
  ['2026-03-01 09:00:00.250', Date.UTC(2026, 2, 1, 9, 0, 0, 250)],
  ['2026-03-01T18:00:00+09:00', Date.UTC(2026, 2, 1, 9)],
  ['2026-02-30', undefined],
  ['2026-03-01T25:00Z', undefined],
  ['yesterday', undefined],
])('instant %s', (text, expected) => {
  expect(parseInstant(text)).toBe(expected);
});

test('alignment rounds towards the past and the future, below zero too', () => {
  expect([alignDown(1501, 1000), alignUp(1501, 1000), alignDown(-1, 1000)]).toEqual([
    1000, 2000, -1000,
  ]);
});
