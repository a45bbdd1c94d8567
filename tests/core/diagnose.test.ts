/** Root cause: who is suspected, and why. */
import { expect, test } from 'vitest';
import { makeRootCause, type Party } from '../../src/core/diagnose/root-cause.ts';
import { FRAMES_FROM, frames } from '../frames.ts';

const { fleet } = frames(`
  cpu proxy-01 .1
  cpu web-01 .1
  cpu api-01 .1
  cpu db-01 .1
  proxy-01 -> web-01
  web-01 -> api-01
  api-01 -> db-01`);
const rank = makeRootCause(fleet);

function party(server: string, second: number, metric: string, sigma: number): Party {
  const column = fleet.servers.findIndex((candidate) => candidate.name === server);
  const isOwn = metric === 'cpu' || metric === 'disk_io';
  return { server: column, onset: FRAMES_FROM + second * 1000, metric, sigma, isOwn };
}

test('the early callee with a saturated disk is the cause, its callers are not', () => {
  const suspects = rank([
    party('api-01', 3, 'latency_p95', 40),
    party('web-01', 15, 'latency_p95', 30),
    party('db-01', 5, 'disk_io', 20),
    party('proxy-01', 20, 'error_ratio', 50),
  ]);
  expect(suspects[0]).toMatchObject({ server: 'db-01', metric: 'disk_io' });
  expect(suspects[0].share).toBeGreaterThan(0.6);
  expect(suspects[0].evidence.map(({ kind, value }) => [kind, value])).toEqual([
    ['first', 2000],
    ['upstream', 0],
    ['reach', 1],
    ['strength', 20],
  ]);
});

test('shares sum to at most one, best first, at most five, deterministic', () => {
  const parties = ['proxy-01', 'web-01', 'api-01', 'db-01'].map((name, k) =>
    party(name, k * 10, 'latency', 10),
  );
  const suspects = rank(parties);
  expect(suspects.reduce((sum, suspect) => sum + suspect.share, 0)).toBeLessThanOrEqual(1);
  expect(suspects.map((suspect) => suspect.share)).toEqual(
    suspects.map((s) => s.share).sort((a, b) => b - a),
  );
  expect(rank([...parties].reverse())).toEqual(suspects);
  expect(rank([])).toEqual([]);
});

test('a server that is gone is the cause; those it no longer calls only have less to do', () => {
  const suspects = rank([
    { ...party('web-01', 0, 'up', 30), isOwn: true },
    { ...party('api-01', 7, 'request_rate', 40), isRelieved: true },
    { ...party('db-01', 10, 'power', 40), isOwn: true, isRelieved: true },
  ]);
  expect(suspects[0]).toMatchObject({ server: 'web-01', metric: 'up' });
  expect(suspects[0].share).toBeGreaterThan(0.9);
});

test('a callee that is asked for more by a caller in trouble is not its cause; on its own it is', () => {
  const loaded = { ...party('db-01', 20, 'cpu', 30), isLoaded: true };
  const between = { ...party('api-01', 8, 'latency', 30), isLoaded: true };
  const both = rank([party('web-01', 0, 'cpu', 30), between, loaded]);
  expect(both[0].server).toBe('web-01');
  const alone = rank([loaded, party('api-01', 28, 'latency', 30)]);
  expect(alone[0].server).toBe('db-01');
});

test('weak evidence leaves doubt', () => {
  const [only] = rank([party('web-01', 0, 'latency', 0)]);
  expect(only.share).toBeLessThan(0.6);
});
