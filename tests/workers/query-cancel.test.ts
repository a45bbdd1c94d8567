/** A long query in the engine's thread: other calls are answered meanwhile, and a cancel is heard. */
import { expect, test } from 'vitest';
import { DEFAULT_SESSION } from '../../src/core/domain/session.ts';
import { HOUR } from '../../src/core/domain/time.ts';
import { engineAt } from './node-engine.ts';

const FROM = Date.UTC(2026, 2, 1, 9);

test('a query is given up between two slices of its range', async () => {
  const { engine } = engineAt(FROM + 3 * HOUR);
  const { signal: steady } = new AbortController();
  const session = { ...DEFAULT_SESSION, from: FROM, at: FROM + 60_000 };
  await engine.open({ session, locale: 'en' }, steady);
  const question = {
    promql: 'sum by (role) (rate(system_cpu_utilization[5m]))',
    start: FROM - 3 * HOUR + 1000,
    end: FROM,
    step: 1000,
  };
  const whole = await engine.query(question, steady);
  expect(whole.length).toBe(10_800);
  const user = new AbortController();
  const given = Promise.resolve(engine.query(question, user.signal));
  setImmediate(() => user.abort());
  await expect(given).rejects.toThrow(expect.objectContaining({ code: 'abort/cancelled' }));
});
