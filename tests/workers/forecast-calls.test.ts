/** Looks ahead through the engine: of an imported file, of the simulated fleet, stopped when nobody wants them any more. */
import { expect, test } from 'vitest';
import { DEFAULT_SESSION, type Session } from '../../src/core/domain/session.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/domain/time.ts';
import { engineAt } from './node-engine.ts';

const NOW = Date.UTC(2026, 2, 12, 5);
const signal = new AbortController().signal;
const session = (change: Partial<Session>): Session => ({ ...DEFAULT_SESSION, ...change });

/** A disk that gains three points a day, a sample every ten minutes for ten days, at 83 % in the end. */
function fillingDisk(): string {
  const rows = ['timestamp,disk'];
  for (let t = NOW - 10 * DAY; t <= NOW; t += 10 * MINUTE)
    rows.push(`${new Date(t).toISOString()},${(0.83 + (0.03 * (t - NOW)) / DAY).toFixed(6)}`);
  return `${rows.join('\n')}\n`;
}

test('an imported disk: when it is full, from the past that there is', async () => {
  const { engine, next } = engineAt(NOW + DAY);
  const mapping = {};
  const { key } = await engine.importFile(
    { name: 'meter.csv', text: fillingDisk(), mapping },
    signal,
  );
  const shown = next(NOW);
  await engine.open({ session: session({ source: 'file', file: key }), locale: 'en' }, signal);
  await shown;
  const ahead = await engine.serverAhead({ server: 'meter' }, signal);
  expect(ahead?.series.map(({ metric }) => metric)).toEqual(['disk']);
  const [disk] = ahead?.series ?? [];
  if (disk.outlook?.kind !== 'crossing') throw new Error(disk.outlook?.kind);
  expect(Math.abs(disk.outlook.at - NOW - 4 * DAY)).toBeLessThan(2 * HOUR);
  expect(disk.basis.span).toBe(10 * DAY);
  expect(await engine.serverAhead({ server: 'nobody' }, signal)).toBeUndefined();
});

test('earlier in a file, what came later is not looked at', async () => {
  const { engine, next } = engineAt(NOW + DAY);
  const { key } = await engine.importFile(
    { name: 'meter.csv', text: fillingDisk(), mapping: {} },
    signal,
  );
  const at = NOW - 5 * DAY;
  const shown = next(at);
  await engine.open({ session: session({ source: 'file', file: key, at }), locale: 'en' }, signal);
  await shown;
  const ahead = await engine.serverAhead({ server: 'meter' }, signal);
  expect(ahead?.t).toBe(at);
  expect(ahead?.series[0].now).toBeCloseTo(0.68, 3);
  expect(ahead?.series[0].basis.span).toBe(5 * DAY);
});

test('the simulated fleet, and an answer nobody waits for any more', async () => {
  const { engine, next } = engineAt(NOW);
  const shown = next(NOW);
  await engine.open({ session: session({ from: NOW - 2 * MINUTE }), locale: 'en' }, signal);
  await shown;
  const ahead = await engine.fleetAhead({}, signal);
  expect([ahead.t, ahead.servers, ahead.meanServers]).toEqual([NOW, 20, 20]);
  expect(ahead.means[0].basis.span).toBe(14 * DAY);
  const stop = new AbortController();
  const running = engine.fleetAhead({}, stop.signal);
  stop.abort();
  await expect(running).rejects.toMatchObject({ code: 'abort/cancelled' });
});
