/** What people type into the palette: fuzzy titles and instants. */
import { expect, test } from 'vitest';
import { fuzzyMatch } from '../../src/app/fuzzy.ts';
import { parseMoment } from '../../src/app/moment.ts';
import { zoneOffset } from '../../src/core/domain/zone.ts';

const NOW = Date.UTC(2026, 2, 12, 5, 32, 8); // 14:32:08 in Seoul
const iso = (text: string, zone = 'Asia/Seoul') => {
  const t = parseMoment(text, NOW, zone);
  return typeof t === 'number' ? new Date(t).toISOString() : t;
};

test('every word must occur, word starts win, marks point at the letters', () => {
  expect(fuzzyMatch('db m', 'db-master-01')?.marks).toEqual([0, 1, 3]);
  expect(fuzzyMatch('m db', 'db-master-01')?.marks).toEqual([0, 1, 3]);
  expect(fuzzyMatch('db x', 'db-master-01')).toBeUndefined();
  const master = fuzzyMatch('ma', 'db-master-01')?.score ?? 0;
  const inside = fuzzyMatch('ma', 'db-smart-01')?.score ?? 0;
  expect(master).toBeGreaterThan(inside);
});

test('the best place of a word is found, not the first', () => {
  expect(fuzzyMatch('node', 'no-load node')?.marks).toEqual([8, 9, 10, 11]);
});

test('initial consonants find Hangul, composed or half composed', () => {
  expect(fuzzyMatch('ㅌㅍ', '토폴로지로 이동')?.marks).toEqual([0, 1]);
  expect(fuzzyMatch('알ㄹ', '알림으로 이동')?.marks).toEqual([0, 1]);
  expect(fuzzyMatch('ㅋ', '알림')).toBeUndefined();
});

test('letters far apart are not a match; an empty query fits everything', () => {
  expect(fuzzyMatch('az', `a${'-'.repeat(20)}z`)).toBeUndefined();
  expect(fuzzyMatch('  ', 'anything')?.marks).toEqual([]);
});

test('a clock time is its latest occurrence in the reader’s zone', () => {
  expect(iso('14:02')).toBe('2026-03-12T05:02:00.000Z');
  expect(iso('14:40')).toBe('2026-03-11T05:40:00.000Z');
  expect(iso('오후 2시 2분')).toBe('2026-03-12T05:02:00.000Z');
  expect(iso('2:02:10 pm')).toBe('2026-03-12T05:02:10.000Z');
  expect(iso('00:10', 'UTC')).toBe('2026-03-12T00:10:00.000Z');
});

test('offsets back, full dates, now', () => {
  expect(iso('-30m')).toBe('2026-03-12T05:02:08.000Z');
  expect(iso('\u22121h30m')).toBe('2026-03-12T04:02:08.000Z');
  expect(iso('90 minutes ago')).toBe('2026-03-12T04:02:08.000Z');
  expect(iso('30분 전')).toBe('2026-03-12T05:02:08.000Z');
  expect(iso('2026-03-01 09:00')).toBe('2026-03-01T00:00:00.000Z');
  expect(iso('2026-03-01T09:00Z')).toBe('2026-03-01T09:00:00.000Z');
  expect(iso('지금')).toBe('live');
});

test('what is no instant is refused', () => {
  for (const text of [
    '',
    '25:00',
    '14:60',
    '13:00 pm',
    '-',
    '-0',
    '2026-02-30',
    'db',
    '14',
    '5 apples ago',
  ])
    expect(parseMoment(text, NOW, 'UTC'), text).toBeUndefined();
});

test('a clock change moves the offset', () => {
  expect(zoneOffset('Europe/Berlin', Date.UTC(2026, 2, 29, 0, 59))).toBe(3_600_000);
  expect(zoneOffset('Europe/Berlin', Date.UTC(2026, 2, 29, 1, 1))).toBe(7_200_000);
  expect(iso('2026-03-29 12:00', 'Europe/Berlin')).toBe('2026-03-29T10:00:00.000Z');
});
