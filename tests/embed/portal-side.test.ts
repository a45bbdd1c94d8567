/** What portals use without a browser: streams that RxJS takes, addresses that the console reads back, lists of origins, news told once. */

import { from, take, toArray } from 'rxjs';
import { expect, test } from 'vitest';
import { contentSecurityPolicy, flagsFrom } from '../../scripts/headers.mjs';
import { makeNews } from '../../src/app/embed/news.ts';
import { isListed, isOrigin, readRequest } from '../../src/app/embed/request.ts';
import type { Alert, Incident } from '../../src/core/domain/incident.ts';
import { parseSession } from '../../src/core/domain/session.ts';
import type { Snapshot } from '../../src/core/domain/snapshot.ts';
import { EMBED_METHODS, readCommand } from '../../src/embed/check.ts';
import { embedUrl } from '../../src/embed/client.ts';
import { impurityOf } from '../../src/embed/plain.ts';
import { makeStream, mapStream } from '../../src/embed/stream.ts';
import { EMBED_VIEWS } from '../../src/embed/wire.ts';
import fc from '../property.ts';

test('RxJS takes a stream as it is, and hears its end', async () => {
  const uses: boolean[] = [];
  const { stream, next, complete } = makeStream<number>((isUsed) => void uses.push(isUsed));
  const seen = new Promise((resolve) => {
    from(mapStream(stream, (n) => (n % 2 === 0 ? n * 10 : undefined)))
      .pipe(toArray())
      .subscribe(resolve);
  });
  for (const n of [1, 2, 3, 4]) next(n);
  complete();
  next(6);
  expect(await seen).toEqual([20, 40]);
  expect(uses).toEqual([true, false]);
});

test('leaving a stream turns its source off; who comes late hears what follows', () => {
  const uses: boolean[] = [];
  const { stream, next } = makeStream<number>((isUsed) => void uses.push(isUsed));
  const heard: number[] = [];
  from(stream)
    .pipe(take(1))
    .subscribe((n) => void heard.push(n));
  const other = stream.subscribe({ next: (n) => void heard.push(-n) });
  next(1);
  next(2);
  other.unsubscribe();
  other.unsubscribe();
  next(3);
  expect(heard).toEqual([1, -1, -2]);
  expect([other.closed, uses]).toEqual([true, [true, false]]);
});

test('an address is read back by the console as it was meant', () => {
  fc.assert(
    fc.property(
      fc.record({
        view: fc.constantFrom(...EMBED_VIEWS),
        seed: fc.nat(),
        size: fc.integer({ min: 1, max: 10_000 }),
        source: fc.constantFrom('sim' as const, 'stress' as const, 'failure' as const),
        server: fc.string({ minLength: 1, maxLength: 40 }),
        filter: fc.string({ maxLength: 40 }),
        theme: fc.constantFrom('light' as const, 'dark' as const, 'auto' as const),
        language: fc.constantFrom('en' as const, 'ko' as const, 'auto' as const),
        query: fc.string({ maxLength: 60 }),
      }),
      (options) => {
        const url = new URL(
          embedUrl('https://console.example/ops/', 'https://portal.example', options),
        );
        const { session, ignored } = parseSession(url.hash);
        const auto = (text: string) => (text === 'auto' ? undefined : text);
        expect(ignored).toEqual([]);
        expect(session).toMatchObject({
          ...{ view: options.view, seed: options.seed, size: options.size, source: 'sim' },
          scenario: options.source === 'sim' ? 'normal' : options.source,
          ...{ selected: options.server, query: options.query || undefined },
          ...{ theme: auto(options.theme), locale: auto(options.language), actions: [] },
        });
        expect(url.pathname).toBe('/ops/index.html');
        expect(readRequest(url.search)).toEqual({
          origin: 'https://portal.example',
          filter: options.filter,
        });
      },
    ),
  );
});

test('an address that is none of the web’s is refused', () => {
  for (const base of ['javascript:alert(1)', 'data:text/html,x', 'file:///tmp/'])
    expect(() => embedUrl(base, 'https://portal.example')).toThrow();
});

test.each([
  ['https://portal.example', 'https://portal.example', true],
  ['https://a.corp.example', 'https://*.corp.example', true],
  ['https://a.b.corp.example', 'https://*.corp.example', true],
  ['https://corp.example', 'https://*.corp.example', false],
  ['https://evilcorp.example', 'https://*.corp.example', false],
  ['https://a.corp.example.evil.example', 'https://*.corp.example', false],
  ['http://localhost:5173', 'http://localhost:*', true],
  ['http://localhost.evil.example:1', 'http://localhost:*', false],
  ['https://portal.example:8443', 'https://portal.example', false],
  ['https://portalxexample', 'https://portal.example', false],
  ['https://anyone.example', '*', false],
  ['https://anyone.example', "'self'", false],
  ['https://anyone.example', 'https://*', false],
  ['https://anyone.example', '', false],
])('%s on a list with %s: %s', (origin, entry, expected) => {
  expect(isListed(origin, [entry])).toBe(expected);
});

test('unless the operator names portals, only pages of our own origin may frame the console', () => {
  const frames = (origins?: string) =>
    /frame-ancestors ([^;]*)/.exec(
      contentSecurityPolicy({ flags: flagsFrom(origins ? { OM_EMBED_ORIGINS: origins } : {}) }),
    )?.[1];
  expect(frames()).toBe("'self'");
  expect(frames('https://portal.example https://*.corp.example')).toBe(
    "'self' https://portal.example https://*.corp.example",
  );
});

test('only what a browser would write is an origin', () => {
  expect(isOrigin('https://portal.example')).toBe(true);
  for (const text of ['null', '', 'https://portal.example/', 'portal.example', 'javascript:1', '*'])
    expect(isOrigin(text)).toBe(false);
});

test('whatever is thrown at the reader of commands, it does not throw, and takes only commands', () => {
  const runs = Number(process.env.FUZZ_RUNS ?? 5000);
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true }),
      fc.constantFrom(...EMBED_METHODS, '__proto__', 'valueOf'),
      (params, method) => {
        impurityOf(params);
        expect(readCommand(params).kind).not.toBe('command');
        const reading = readCommand({ type: 'ome', v: 1, id: 1, method, params });
        if (reading.kind === 'command') {
          expect(EMBED_METHODS).toContain(reading.command.method);
          expect(impurityOf(reading.command.params)).toBeUndefined();
        }
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      },
    ),
    { numRuns: runs },
  );
});

const ALERT = { id: 'a1', state: 'firing', mutedBy: [], server: 'db', severity: 'critical' };
const INCIDENT = { id: 'inc-1', state: 'open', severity: 'critical', involved: [], suspects: [] };

function snapshot(alerts: object[], incidents: object[] = []): Snapshot {
  return {
    alerts: alerts as Alert[],
    incidents: incidents as Incident[],
  } as unknown as Snapshot;
}

test('an alert is told when it begins and when it ends, once each; what is muted or was over is not', () => {
  const told: string[] = [];
  const news = makeNews((event, params) => {
    const { id, state } = params as { readonly id: string; readonly state: string };
    told.push(`${event} ${id} ${state}`);
  });
  news.tell(
    snapshot([
      { ...ALERT, state: 'pending' },
      { ...ALERT, id: 'old', state: 'resolved' },
    ]),
  );
  expect(told).toEqual([]);
  news.tell(snapshot([ALERT, { ...ALERT, id: 'm', mutedBy: ['x'] }], [INCIDENT]));
  news.tell(snapshot([ALERT], [INCIDENT]));
  news.tell(snapshot([{ ...ALERT, state: 'resolved' }], [{ ...INCIDENT, state: 'resolved' }]));
  expect(told).toEqual([
    'alert a1 firing',
    'incident inc-1 open',
    'alert a1 resolved',
    'incident inc-1 resolved',
  ]);
  news.forget();
  news.tell(snapshot([ALERT], [INCIDENT]));
  expect(told.slice(4)).toEqual(['alert a1 firing', 'incident inc-1 open']);
});
