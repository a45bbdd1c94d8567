/** Analyses over a whole fleet: the injected fault is what changed, fills up, and makes a state of its own. */
import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/core/domain/time.ts';
import { rangeOf, type SampleBlock, selectorOf } from '../../src/core/insight/block.ts';
import {
  fleetChanges,
  fleetPerformance,
  fleetStates,
  fleetTrends,
} from '../../src/core/insight/fleet-analyses.ts';
import { rankFleet } from '../../src/core/insight/outliers.ts';
import { finish, type Task } from '../../src/core/insight/task.ts';
import { frameAt } from '../../src/core/sim/frame-at.ts';
import { makeWorld, type World, withActions } from '../../src/core/sim/world.ts';

const T0 = Date.UTC(2026, 2, 12, 4);

function block(world: World, from: number, to: number, step: number): SampleBlock {
  const { fleet } = world;
  const size = fleet.servers.length;
  const length = Math.floor((to - from) / step);
  const start = from + step;
  const frame = new Float32Array(fleet.metrics.length * size);
  const values = new Float32Array(frame.length * length);
  for (let k = 0; k < length; k++) {
    frameAt(world, start + k * step, frame);
    for (let i = 0; i < frame.length; i++) values[i * length + k] = frame[i];
  }
  const servers = Int32Array.from(fleet.servers, ({ index }) => index);
  return { start, step, length, native: step, servers, values };
}

const faulty = (fault: string, target: string) =>
  withActions(makeWorld(42, 20, 'normal'), [
    { kind: 'inject', fault, target, at: T0 + HOUR, duration: HOUR },
  ]);

test('the fault’s own metric is among the strongest changes, and a calm hour has few', () => {
  const world = faulty('cpu', 'web-prod-01');
  const before = block(world, T0, T0 + HOUR, 15_000);
  const during = block(world, T0 + HOUR + 5 * MINUTE, T0 + HOUR + 20 * MINUTE, 15_000);
  const changes = finish(fleetChanges(world.fleet, before, during));
  const rank = changes.findIndex((one) => one.server === 'web-prod-01' && one.metric === 'cpu');
  expect(rank).toBeGreaterThanOrEqual(0);
  expect(rank).toBeLessThan(8);
  // What else moved that much belongs to the same server.
  expect(changes[0].server).toBe('web-prod-01');
  expect(changes[rank].direction).toBe('higher');
  const calm = makeWorld(42, 20, 'normal');
  const quiet = finish(
    fleetChanges(
      calm.fleet,
      block(calm, T0, T0 + HOUR, 15_000),
      block(calm, T0 + HOUR, T0 + HOUR + 15 * MINUTE, 15_000),
    ),
  );
  expect(quiet.filter(({ strength }) => strength >= 0.5).length).toBeLessThan(6);
  expect(quiet.length).toBe(260);
});

test('a filling disk is a trend that reaches its limit within the told interval', () => {
  const world = faulty('disk-fill', 'db-master-01');
  const found = finish(
    fleetTrends(world.fleet, block(world, T0 + HOUR + MINUTE, T0 + HOUR + 30 * MINUTE, 15_000)),
  );
  const disk = found.find((one) => one.server === 'db-master-01' && one.metric === 'disk');
  expect(disk?.trend.direction).toBe('rising');
  const { reach } = disk ?? {};
  expect(reach?.limit).toBe(0.95);
  expect(reach?.early).toBeLessThanOrEqual(reach?.at ?? 0);
  expect(reach?.late ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(reach?.at ?? 0);
  expect(reach?.early).toBeGreaterThan(T0 + HOUR);
});

test('the time under a fault is a state of its own', () => {
  const world = faulty('disk-io', 'db-master-01');
  const all = block(world, T0, T0 + 90 * MINUTE, 30_000);
  const states = finish(fleetStates(world.fleet, all));
  const master = states.find(({ server }) => server === 'db-master-01');
  const last = master?.labels.at(-1) ?? -1;
  expect(last).not.toBe(master?.labels[40]);
  expect(master?.states[last].name.key).toBe('strained');
});

test('every server gets a performance; the one under a fault the worst', () => {
  const world = faulty('disk-io', 'db-master-01');
  const now = block(world, T0 + 75 * MINUTE, T0 + 90 * MINUTE, 15_000);
  const frame = new Float32Array(world.fleet.metrics.length * 20);
  frameAt(world, T0 + 90 * MINUTE, frame);
  const all = finish(fleetPerformance(world.fleet, frame, now));
  expect(all).toHaveLength(20);
  const [worst] = [...all].sort((a, b) => a.score - b.score);
  expect(worst.server).toBe('db-master-01');
  for (const { score, terms } of all) {
    const sum = terms.reduce((total, { points, weight }) => total + points * weight, 0);
    expect(score).toBeCloseTo(sum, 9);
  }
});

test('outliers: every server that reports has a score, those above the line are the outliers', () => {
  const world = faulty('disk-io', 'db-master-01');
  const frame = new Float32Array(world.fleet.metrics.length * 20);
  frameAt(world, T0 + 90 * MINUTE, frame);
  const { all, outliers, line } = finish(rankFleet(world.fleet, frame, { contamination: 0.1 }));
  expect(all).toHaveLength(20);
  expect(
    all
      .filter(({ score }) => score > line)
      .map(({ row }) => row)
      .sort(),
  ).toEqual(outliers.map(({ row }) => row).sort());
  expect(world.fleet.servers[outliers[0].row].name).toBe('db-master-01');
});

test('progress never falls and stays within 0 and 1', () => {
  const world = makeWorld(7, 40, 'normal');
  const some = block(world, T0, T0 + 10 * MINUTE, 15_000);
  const tasks: readonly Task<unknown>[] = [
    fleetChanges(world.fleet, some, some),
    fleetTrends(world.fleet, some),
    fleetStates(world.fleet, some),
  ];
  for (const task of tasks) {
    let before = 0;
    let steps = 0;
    for (let step = task.next(); step.done !== true; step = task.next()) {
      expect(step.value).toBeGreaterThanOrEqual(before);
      expect(step.value).toBeLessThanOrEqual(1);
      before = step.value;
      steps++;
    }
    expect(steps).toBeGreaterThan(0);
  }
});

test('PromQL of a stretch: thinned ones are subqueries, later ones have an offset, names are quoted', () => {
  const grid = { start: 1000, step: 1000, length: 60, native: 1000 };
  expect(rangeOf(grid, 'x', 60_000)).toBe('x[1m]');
  expect(rangeOf({ ...grid, native: 500 }, 'x', 70_000)).toBe('x[1m:1s] offset 10s');
  expect(selectorOf({ prom: 'm' }, 'a"b\\c')).toBe('m{instance="a\\"b\\\\c"}');
});
