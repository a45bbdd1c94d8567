/** Messages: named arguments, Korean particles, plurals. */
import { expect, test } from 'vitest';
import { type Args, formatMessage } from '../../src/app/i18n/message.ts';

const en = (message: string, args: Args = {}) =>
  formatMessage(message, args, 'en', (q) => `<${q.n} ${q.unit}>`);
const ko = (message: string, args: Args = {}) =>
  formatMessage(message, args, 'ko', (q) => `<${q.n} ${q.unit}>`);

test('arguments are filled in by name, numbers grouped', () => {
  expect(en('{server} has {count} cores', { server: 'web-01', count: 1024 })).toBe(
    'web-01 has 1,024 cores',
  );
});

test('a missing argument stays visible', () => {
  expect(en('{server} is down')).toBe('{server} is down');
});

test('quantities are left to the formatter', () => {
  expect(en('at {value}', { value: { n: 0.97, unit: '1' } })).toBe('at <0.97 1>');
});

test('a minus is a real minus', () => {
  expect(en('{n}', { n: -3 })).toBe('\u22123');
});

test.each([
  [0, '0 servers'],
  [1, 'one server'],
  [2, '2 servers'],
  [1200, '1,200 servers'],
])('%d chooses its English plural', (count, expected) => {
  expect(en('{count|plural:one server|# servers}', { count })).toBe(expected);
});

test('a particle follows the value it belongs to', () => {
  expect(ko('{server|이/가} 느립니다', { server: 'db-master-01' })).toBe('db-master-01이 느립니다');
  expect(ko('{metric|을/를} 봅니다', { metric: '메모리' })).toBe('메모리를 봅니다');
});
