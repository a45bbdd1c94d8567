/** Addresses as people type and paste them: the base that is meant, what speaks there, and whether a login would be readable on the way. */
import { expect, test } from 'vitest';
import { baseAddress, isOpenWire, kindOf, originOf } from '../../src/core/domain/connection.ts';
import fc from '../property.ts';

test('what is typed or copied from a web interface is the address that is meant', () => {
  for (const [typed, meant] of [
    ['localhost:9090', 'http://localhost:9090'],
    [' http://localhost:9090/ ', 'http://localhost:9090'],
    ['http://prom.example/graph?g0.expr=up&g0.tab=1', 'http://prom.example'],
    ['https://x.example/prometheus/classic/graph#a', 'https://x.example/prometheus'],
    ['http://x.example/prometheus/api/v1/query?query=up', 'http://x.example/prometheus'],
    ['[::1]:9090/targets', 'http://[::1]:9090'],
    ['prometheus', 'http://prometheus'],
    ['http://x.example/graphs', 'http://x.example/graphs'],
    ['http://graph', 'http://graph'],
    ['', ''],
    ['not an address', 'not an address'],
  ])
    expect(baseAddress('prometheus', typed), typed).toBe(meant);
  expect(baseAddress('alertmanager', 'http://a.example/am/#/silences')).toBe('http://a.example/am');
  expect(baseAddress('alertmanager', 'a.example:9093/api/v2/alerts')).toBe('http://a.example:9093');
  expect(baseAddress('websocket', 'localhost:8765')).toBe('ws://localhost:8765');
  expect(baseAddress('websocket', 'https://a.example/feed?all=1')).toBe(
    'wss://a.example/feed?all=1',
  );
});

test('a base address is its own, whatever was typed, and names one origin', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('prometheus' as const, 'alertmanager' as const, 'websocket' as const),
      fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true })),
      (kind, typed) => {
        const base = baseAddress(kind, typed);
        expect(baseAddress(kind, base)).toBe(base);
        if (/^https?:/iu.test(typed.trim()) && kind !== 'websocket')
          expect(originOf(base)).toBe(originOf(typed.trim()));
      },
    ),
    { numRuns: 2000 },
  );
});

test('the kind follows the scheme and the customary ports', () => {
  expect(kindOf('http://localhost:9093')).toBe('alertmanager');
  expect(kindOf('localhost:9090/graph')).toBe('prometheus');
  expect(kindOf('wss://a.example')).toBe('websocket');
  expect(kindOf('http://a.example:90931')).toBeUndefined();
  expect(kindOf('http://a.example/9093')).toBeUndefined();
});

test('a login is readable over plain http to another machine only', () => {
  expect(isOpenWire('http://10.0.0.7:9090')).toBe(true);
  expect(isOpenWire('http://localhost.evil.example')).toBe(true);
  for (const safe of ['http://localhost:9090', 'http://127.0.0.1', 'http://[::1]:9', 'https://a.b'])
    expect(isOpenWire(safe), safe).toBe(false);
});
