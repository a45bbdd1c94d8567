/** The next day of a series, a server and a fleet: what is read, when limits are reached, how honest it is about its past. */
import { expect, test } from 'vitest';
import { DEFAULT_RULES } from '../../src/core/alert/rules.ts';
import type { Fleet } from '../../src/core/domain/fleet.ts';
import { highOfMetric, LIMITED_METRICS, limitOfMetric } from '../../src/core/domain/limits.ts';
import type { SeriesReader } from '../../src/core/domain/series.ts';
import { DAY, type EpochMs, HOUR, MINUTE, type Ms } from '../../src/core/domain/time.ts';
import { gridAt, readCells, seriesAhead } from '../../src/core/forecast/ahead.ts';
import { fleetAhead, serverAhead } from '../../src/core/forecast/fleet-ahead.ts';
import { byUrgency } from '../../src/core/forecast/urgency.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import { simReader } from '../../src/core/sim/reader.ts';
import { makeWorld } from '../../src/core/sim/world.ts';

const NOW: EpochMs = Date.UTC(2026, 2, 12, 5);
const { fleet } = makeWorld(42, 2, 'normal');

/** A reader over formulas: value of a metric and server at an instant. */
function formulas(
  span: Ms,
  step: Ms,
  value: (metric: string, server: number, t: EpochMs) => number,
  of: Fleet = fleet,
): SeriesReader {
  return {
    fleet: of,
    step,
    extent: () => ({ from: NOW - span, to: NOW }),
    read(metric, server, start, end, limit = Number.POSITIVE_INFINITY) {
      const first = Math.max(start, NOW - span);
      const stride = step * Math.max(1, Math.ceil((end - first) / step / limit));
      const from = Math.ceil(first / stride) * stride;
      const times = Float64Array.from(
        { length: Math.max(0, Math.floor((Math.min(end, NOW) - from) / stride) + 1) },
        (_, k) => from + k * stride,
      );
      const values = Float32Array.from(times, (t) => value(of.metrics[metric].id, server, t));
      return { times, values };
    },
  };
}
const METRIC = (id: string): number => fleet.metrics.findIndex((metric) => metric.id === id);
const calm = (_: string, server: number, t: EpochMs): number => 0.3 + 0.02 * uniform(server, t);
function result<T>(steps: Generator<number, T, void>): {
  readonly value: T;
  readonly shares: number[];
} {
  const shares: number[] = [];
  for (;;) {
    const turn = steps.next();
    if (turn.done === true) return { value: turn.value, shares };
    shares.push(turn.value);
  }
}

test('what counts as high is the mildest threshold of the default rules, a limit is another of them', () => {
  expect(LIMITED_METRICS).toHaveLength(7);
  for (const metric of LIMITED_METRICS) {
    const known = DEFAULT_RULES.filter((rule) => rule.metric === metric && rule.signal === 'value');
    const thresholds = known.map((rule) => rule.threshold);
    expect([metric, highOfMetric(metric)]).toEqual([metric, Math.min(...thresholds)]);
    expect(thresholds).toContain(limitOfMetric(metric));
  }
  expect(limitOfMetric('latency')).toBeUndefined();
});

test('the shorter the past, the finer the cells; samples are averaged where they belong, gaps stay', () => {
  const grid = (span: Ms, step: Ms = 1000) => gridAt(formulas(span, step, calm), NOW);
  expect(grid(HOUR)).toEqual({ count: 60, cell: MINUTE });
  expect(grid(6 * HOUR)).toEqual({ count: 72, cell: 5 * MINUTE });
  expect(grid(60 * DAY)).toEqual({ count: 1344, cell: 15 * MINUTE });
  expect(grid(60 * DAY, HOUR)).toEqual({ count: 336, cell: HOUR });
  const reader = formulas(DAY, MINUTE, (_, __, t) =>
    t > NOW - 10 * MINUTE ? 5 : t > NOW - 15 * MINUTE ? Number.NaN : 1,
  );
  const cells = readCells(reader, 0, 0, NOW, { count: 4, cell: 5 * MINUTE });
  expect([...cells]).toEqual([1, Number.NaN, 5, 5]);
});

test('a disk that fills in three days is said to, with the truth inside the interval and where it comes from', () => {
  const perDay = 0.1;
  const reader = formulas(5 * DAY, MINUTE, (metric, server, t) =>
    metric === 'disk'
      ? 0.65 - (perDay * (NOW - t)) / DAY + 0.002 * (uniform(1, t) - 0.5)
      : calm(metric, server, t),
  );
  const found = seriesAhead(reader, METRIC('disk'), 0, NOW, undefined);
  const { outlook } = found;
  if (outlook?.kind !== 'crossing') throw new Error(`${outlook?.kind}`);
  expect(Math.abs(outlook.at - NOW - 3 * DAY)).toBeLessThan(3 * HOUR);
  expect(outlook.early).toBeLessThanOrEqual(NOW + 3 * DAY);
  expect(outlook.late ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(NOW + 3 * DAY - 2 * HOUR);
  expect(outlook.by).toBe('trend');
  expect(found.advice).toBe('free-space');
  expect(found.now - found.dayAgo).toBeCloseTo(perDay, 2);
});

test('what the running outlook predicts goes first; a value over the limit is no prediction', () => {
  const breach = {
    ...{ server: '', metric: 'memory', limit: 0.95, method: 'linear' },
    ...{ at: NOW + HOUR, early: NOW + 50 * MINUTE, late: undefined },
  };
  const of = (x: number) =>
    seriesAhead(
      formulas(DAY, MINUTE, () => x),
      METRIC('memory'),
      0,
      NOW,
      breach,
    );
  expect(of(0.5).outlook).toEqual({
    ...{ kind: 'crossing', by: 'trend' },
    ...{ at: breach.at, early: breach.early, late: undefined },
  });
  expect(of(0.96)).toMatchObject({ outlook: { kind: 'over' }, advice: 'find-leak' });
});

test('rush hours: tomorrow’s peak crosses the CPU limit by the daily rhythm, at the right hour', () => {
  // Grows by two points a day; noon (eight hours from now) was at 94 %, the next one is above.
  const reader = formulas(14 * DAY, MINUTE, (_, __, t) => {
    const hours = ((t - NOW) / HOUR - 8) * (Math.PI / 12);
    return 0.66 + (0.02 * (t - NOW)) / DAY + 0.3 * Math.cos(hours) + 0.005 * uniform(2, t);
  });
  const { outlook, basis, shares, relativeError, peakAt } = seriesAhead(
    reader,
    METRIC('cpu'),
    0,
    NOW,
    undefined,
  );
  if (outlook?.kind !== 'crossing') throw new Error(`${outlook?.kind}`);
  expect(outlook.by).toBe('forecast');
  expect(Math.abs(outlook.at - (NOW + 7 * HOUR))).toBeLessThan(2 * HOUR);
  expect(Math.abs(peakAt - (NOW + 8 * HOUR))).toBeLessThan(HOUR);
  expect(basis).toEqual({ span: 14 * DAY, cell: 15 * MINUTE, rhythm: 'day' });
  expect(shares[0][0]).toBe('seasonal-day');
  expect(relativeError).toBeLessThan(0.3);
});

test('six hours say that no rhythm was seen; a handful of samples, or silence, says nothing at all', () => {
  const short = seriesAhead(formulas(6 * HOUR, 1000, calm), METRIC('cpu'), 0, NOW, undefined);
  expect(short.basis).toMatchObject({ span: 6 * HOUR, rhythm: undefined });
  expect(short.outlook?.kind).toBe('clear');
  expect(short.mean.length).toBe(DAY / (5 * MINUTE));
  const none = seriesAhead(formulas(5 * MINUTE, MINUTE, calm), METRIC('cpu'), 0, NOW, undefined);
  expect(none.outlook).toEqual({ kind: 'unknown' });
  const silent = seriesAhead(
    formulas(DAY, MINUTE, (m, s, t) => (t > NOW - HOUR ? Number.NaN : calm(m, s, t))),
    METRIC('cpu'),
    0,
    NOW,
    undefined,
  );
  expect(silent.outlook).toEqual({ kind: 'unknown' });
});

test('a drawn-on line that no past could test is not dated; after a shock a disk is not said to fill', () => {
  const rising = formulas(
    6 * HOUR,
    MINUTE,
    (_, __, t) => 0.74 + (0.02 * (t - NOW)) / HOUR + 0.02 * uniform(3, t),
  );
  const cpu = seriesAhead(rising, METRIC('cpu'), 0, NOW, undefined);
  expect(cpu.outlook?.kind).toBe('vague');
  expect(cpu.advice).toBeUndefined();
  expect(cpu.confidence).toBeLessThan(0.6);
  const shock = formulas(14 * DAY, MINUTE, (m, s, t) =>
    t > NOW - HOUR && t < NOW - 0.5 * HOUR ? 1 : calm(m, s, t),
  );
  expect(seriesAhead(shock, METRIC('disk'), 0, NOW, undefined).outlook?.kind).toBe('clear');
});

test('a server: every metric once, shares rise to one, nothing beyond the instant asked for is read', () => {
  const world = makeWorld(42, 20, 'normal');
  const strict = simReader(world, 1000, NOW + 7 * DAY);
  const { value, shares } = result(serverAhead(strict, 5, NOW, []));
  expect(value.series.map(({ metric }) => metric)).toEqual(world.fleet.metrics.map(({ id }) => id));
  expect(shares.at(-1)).toBe(1);
  const { value: then } = result(serverAhead(simReader(world, 1000, NOW), 5, NOW, []));
  expect(value).toEqual(then);
});

test('a fleet: the server with least room leads, means are over all, progress never falls', () => {
  const world = makeWorld(7, 20, 'normal');
  const reader = formulas(
    6 * HOUR,
    MINUTE,
    (metric, server, t) =>
      server === 13 && metric === 'memory'
        ? 0.7 - (0.02 * (NOW - t)) / HOUR
        : server === 4 && metric === 'disk_io'
          ? 0.93
          : metric === 'temperature'
            ? 24
            : metric.startsWith('latency') || metric === 'error_ratio'
              ? 0.001
              : calm(metric, server, t),
    world.fleet,
  );
  const { value, shares } = result(fleetAhead(reader, NOW, []));
  expect(
    value.series.slice(0, 2).map(({ server, metric, outlook }) => [server, metric, outlook?.kind]),
  ).toEqual([
    [world.fleet.servers[4].name, 'disk_io', 'over'],
    [world.fleet.servers[13].name, 'memory', 'crossing'],
  ]);
  expect([...value.series].sort(byUrgency)).toEqual(value.series);
  expect([value.servers, value.meanServers, value.screened]).toEqual([20, 20, 20 * 7]);
  expect(value.means.map(({ metric }) => metric)).toEqual(['cpu', 'memory', 'request_rate']);
  expect(value.means[0].now).toBeCloseTo(0.31, 2);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});
