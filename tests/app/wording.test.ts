/** Answers in words: capitals, lists, durations, instants, particles; the same for the page, the terminal and the API. */
import { expect, test } from 'vitest';
import { wordPhrase, wordQuantity, wordTerm } from '../../src/app/i18n/wording.ts';

const OPTIONS = { bytes: 'binary', temperature: 'Cel', zone: 'Asia/Seoul' } as const;
const AT = Date.UTC(2026, 2, 12, 5, 30);
const METRIC = { term: 'metric.memory' };

test('an English word of the dictionary keeps its capital only where a sentence begins', () => {
  const value = { server: 'web-prod-01', metric: METRIC, value: { n: 0.5, unit: '1' } } as const;
  expect(wordPhrase('en', { key: 'value', args: value }, OPTIONS)).toBe(
    'Memory utilisation on web-prod-01 is 50%.',
  );
  expect(wordPhrase('en', { key: 'top.highest', args: value }, OPTIONS)).toBe(
    'web-prod-01 is highest in memory utilisation: 50%.',
  );
  const cpu = { ...value, metric: { term: 'metric.cpu' } };
  expect(wordPhrase('en', { key: 'top.highest', args: cpu }, OPTIONS)).toContain('in CPU');
});

test('lists: and, or, counted parts', () => {
  const list = { list: ['a', 'b', 'c'] };
  expect(
    wordPhrase('en', { key: 'clarify.name', args: { list: { ...list, or: true } } }, OPTIONS),
  ).toBe('Did you mean a, b, or c?');
  expect(
    wordPhrase('ko', { key: 'clarify.name', args: { list: { ...list, or: true } } }, OPTIONS),
  ).toBe('혹시 a, b 또는 c를 말씀하신 건가요?');
  const counts = {
    total: { n: 7, unit: 'count' },
    parts: {
      list: [
        { term: 'part.ok', n: 5 },
        { term: 'part.crit', n: 2 },
      ],
    },
  } as const;
  expect(wordPhrase('en', { key: 'status.counts', args: counts }, OPTIONS)).toBe(
    '7 servers: 5 OK and 2 critical.',
  );
  expect(wordPhrase('ko', { key: 'status.counts', args: counts }, OPTIONS)).toBe(
    '서버 7대 중 정상 5대, 위험 2대입니다.',
  );
});

test('durations are spelled out in English, short in Korean', () => {
  const ms = (n: number) => ({ n, unit: 'ms' }) as const;
  expect(wordQuantity('en', ms(60_000), OPTIONS)).toBe('1 minute');
  expect(wordQuantity('en', ms(26 * 3_600_000), OPTIONS)).toBe('1 day 2 hours');
  expect(wordQuantity('en', ms(0), OPTIONS)).toBe('0 seconds');
  expect(wordQuantity('ko', ms(26 * 3_600_000), OPTIONS)).toMatch(/^1일.2시간$/);
});

test('an instant of another day says which', () => {
  expect(wordQuantity('en', { n: AT, unit: 'time' }, OPTIONS)).toBe('14:30:00');
  expect(wordQuantity('en', { n: AT, unit: 'moment' }, OPTIONS)).toBe('12 Mar, 14:30');
  expect(wordQuantity('ko', { n: AT, unit: 'moment' }, OPTIONS)).toBe('3월 12일 14:30');
});

test('particles follow names, units and incident numbers as they are read', () => {
  const incident = (id: string) =>
    wordPhrase(
      'ko',
      {
        key: 'incident.open',
        args: { id, since: 'x', server: 's', metric: METRIC, count: { n: 1, unit: 'count' } },
      },
      OPTIONS,
    ).slice(0, 14);
  expect(incident('inc-925e91')).toContain('INC-925E91이');
  expect(incident('inc-a356fb')).toContain('INC-A356FB가');
  expect(incident('inc-17d422')).toContain('INC-17D422가');
  const over = (value: number, unit: 's' | '1') =>
    wordPhrase(
      'ko',
      {
        key: 'limit.over',
        args: { metric: METRIC, limit: { n: value, unit }, count: { n: 1, unit: 'count' } },
      },
      OPTIONS,
    );
  expect(over(0.9, '1')).toContain('90%를');
});

test('unknown keys show themselves', () => {
  expect(wordPhrase('en', { key: 'no.such', args: {} }, OPTIONS)).toBe('no.such');
  expect(wordTerm('ko', 'metric.cpu')).toBe('CPU 사용률');
});
