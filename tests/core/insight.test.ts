/** Health and its terms, status, and the fleet's figures. */
import { expect, test } from 'vitest';
import { STATUS } from '../../src/core/domain/incident.ts';
import { healthTerms, makeHealth } from '../../src/core/insight/health.ts';
import { entryServers, makeFigures, statusCode, statusOf } from '../../src/core/insight/status.ts';
import { frames } from '../frames.ts';

function healthOf(
  text: string,
  scores: readonly number[] = [],
): { health: number; terms: string[] } {
  const { fleet, frames: all } = frames(text);
  const [{ values }] = all;
  const given = Float32Array.from(values, (_, i) => scores[i] ?? 0);
  const health = new Float32Array(fleet.servers.length);
  makeHealth(fleet).step(values, given, health, new Float32Array(fleet.servers.length));
  const terms = healthTerms(
    fleet,
    (m) => values[m * fleet.servers.length],
    (m) => given[m * fleet.servers.length],
  );
  return {
    health: health[0],
    terms: terms.map((term) => `${term.metric} ${term.points.toFixed(0)}`),
  };
}

test('a calm server is at 100 and every lost point has a term', () => {
  expect(healthOf('cpu a .3\nmemory a .6\ndisk_io a .4')).toEqual({ health: 100, terms: [] });
  const busy = healthOf('cpu a .95\nmemory a .9\nlatency_p95 a 3\nload a 99');
  expect(busy.terms).toEqual(['latency_p95 35', 'cpu 25', 'memory 12']);
  expect(busy.health).toBeCloseTo(28, 4);
});

test('health never falls below zero and is unknown without samples', () => {
  expect(healthOf('cpu a 1\nmemory a 1\ndisk a 1\nerror_ratio a 1').health).toBe(0);
  expect(healthOf('cpu a _').health).toBeNaN();
});

test('metrics of other sources cost by their anomaly score alone', () => {
  expect(healthOf('queue_depth a 5', [0.4])).toEqual({ health: 100, terms: [] });
  expect(healthOf('queue_depth a 5', [1])).toEqual({ health: 70, terms: ['queue_depth 30'] });
});

test('presence outranks alerts: off, then unknown, then critical, warning, ok', () => {
  const named = (...args: Parameters<typeof statusOf>): string => STATUS[statusOf(...args)];
  expect(named(false, true, 3, 3, 50)).toBe('off');
  expect(named(true, true, 3, 0, 0)).toBe('unk');
  expect(named(true, false, 3, 0, 0)).toBe('crit');
  expect(named(true, false, 2, 0, 0)).toBe('warn');
  expect(named(true, false, 0, 3, 0)).toBe('warn');
  expect(named(true, false, 0, 0, 25)).toBe('warn');
  expect(named(true, false, 1, 2, 5)).toBe('ok');
  expect(statusCode('unk')).toBe(4);
});

test('fleet figures count requests where they enter, weighted', () => {
  const { fleet, frames: all } = frames(`
    request_rate proxy-01 30
    request_rate proxy-02 10
    request_rate web-01 40
    request_rate mail-01 5
    latency_p95 proxy-01 .1
    latency_p95 proxy-02 .5
    error_ratio proxy-01 .02
    error_ratio proxy-02 _
    proxy-01 -> web-01
    proxy-02 -> web-01`);
  expect([...entryServers(fleet)]).toEqual([0, 1]);
  const figures = makeFigures(fleet)(all[0].values, Float32Array.of(100, 50, Number.NaN, 90));
  expect(figures.throughput).toBe(40);
  expect(figures.latencyP95).toBeCloseTo(0.2, 6);
  expect(figures.errorRatio).toBeCloseTo(0.02, 6);
  expect(figures.health).toBe(80);
});

test('fleets without requests have unknown figures, not zero', () => {
  const { fleet, frames: all } = frames('cpu a .5');
  const figures = makeFigures(fleet)(all[0].values, Float32Array.of(90));
  expect([figures.throughput, figures.latencyP95, figures.errorRatio]).toEqual([
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});
