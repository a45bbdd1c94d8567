/** The force layout: places near the truth, the same each time, still where nothing changed, room for all. */

import { forceManyBody, type SimulationNodeDatum } from 'd3';
import { expect, test } from 'vitest';
import { TIER_ANCHORS } from '../../src/core/layout/anchors.ts';
import { makeBodies } from '../../src/core/layout/bodies.ts';
import type { LayoutRequest } from '../../src/core/layout/graph.ts';
import { NODE_RADIUS } from '../../src/core/layout/graph.ts';
import { manyBody } from '../../src/core/layout/many-body.ts';
import { makeNeighbours } from '../../src/core/layout/neighbours.ts';
import { normalisedStress } from '../../src/core/layout/stress.ts';
import { forceRun } from '../../src/workers/layout-force.ts';
import {
  anyGraph,
  apart,
  atRandom,
  graphOf,
  requestOf,
  ringOfRacks,
} from '../core/layout-graphs.ts';
import fc from '../property.ts';

const ANCHORS = [TIER_ANCHORS.users, TIER_ANCHORS.web, TIER_ANCHORS.cache, TIER_ANCHORS.platform];

function settled(request: LayoutRequest): Float32Array {
  const { steps, positions } = forceRun(request);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return positions() ?? new Float32Array(0);
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(1);
  }
}

test('every graph settles to finite places, bit by bit the same, with anchors and without', () => {
  fc.assert(
    fc.property(anyGraph, fc.boolean(), (graph, anchored) => {
      const request = requestOf(graph, 'force', anchored ? { anchors: ANCHORS } : {});
      const positions = settled(request);
      expect(positions.length).toBe(2 * graph.count);
      expect(positions.every(Number.isFinite)).toBe(true);
      expect(settled(request)).toEqual(positions);
      for (let a = 0; a < graph.count; a++)
        for (let b = 0; b < a; b++) expect(apart(positions, a, b)).toBeGreaterThan(NODE_RADIUS / 3);
    }),
    { numRuns: 40 },
  );
});

test('the picture tells distances: stress far below that of places drawn from a hat', () => {
  for (const graph of [ringOfRacks(12, 9), ringOfRacks(60, 19)]) {
    const neighbours = makeNeighbours(graph);
    const stress = normalisedStress(neighbours, settled(requestOf(graph, 'force')), 100, 2);
    expect(stress).toBeLessThan(0.12);
    expect(stress).toBeLessThan(
      0.6 * normalisedStress(neighbours, atRandom(graph.count, 1), 100, 2),
    );
  }
});

test('a path and a grid come out as what they are', () => {
  const path = graphOf(
    30,
    Array.from({ length: 29 }, (_, i) => [i, i + 1] as const),
  );
  const line = settled(requestOf(path, 'force'));
  expect(normalisedStress(makeNeighbours(path), line, 30, 1)).toBeLessThan(0.01);
  const links: [number, number][] = [];
  for (let i = 0; i < 100; i++) {
    if (i % 10 < 9) links.push([i, i + 1]);
    if (i < 90) links.push([i, i + 10]);
  }
  const grid = graphOf(100, links);
  expect(
    normalisedStress(makeNeighbours(grid), settled(requestOf(grid, 'force')), 100, 1),
  ).toBeLessThan(0.05);
});

test('what is known stays when servers come and go; new ones come beside their neighbours', () => {
  const before = ringOfRacks(20, 9);
  for (const anchors of [undefined, ANCHORS]) {
    const old = settled(requestOf(before, 'force', { anchors }));
    // Two more servers in rack 0, one of them known by the other only.
    const n = before.count;
    const after = {
      ...before,
      count: n + 2,
      from: Uint32Array.of(...before.from, 0, n),
      to: Uint32Array.of(...before.to, n, n + 1),
      group: Int32Array.of(...before.group, 1, 1),
    };
    const kept = new Float32Array(2 * after.count).fill(Number.NaN);
    kept.set(old);
    const now = settled(requestOf(after, 'force', { anchors, kept }));
    const moved = Array.from({ length: n }, (_, i) =>
      Math.hypot(now[2 * i] - old[2 * i], now[2 * i + 1] - old[2 * i + 1]),
    ).sort((a, b) => a - b);
    expect(moved[Math.floor(0.8 * n)]).toBe(0);
    expect(moved[n - 1]).toBeLessThan(2 * NODE_RADIUS);
    // Anchors may call a server away from its rack: without them it stands beside it.
    if (!anchors) expect(Math.max(apart(now, n, 0), apart(now, n + 1, n))).toBeLessThan(450);
    for (let i = 0; i < n; i++) expect(apart(now, n, i)).toBeGreaterThan(NODE_RADIUS / 2);
  }
});

test('without anything new nothing moves at all', () => {
  const graph = ringOfRacks(5, 6);
  const kept = settled(requestOf(graph, 'force'));
  expect(settled(requestOf(graph, 'force', { kept }))).toEqual(kept);
});

test('a hint says where a new node appears', () => {
  const graph = graphOf(
    6,
    Array.from({ length: 4 }, (_, i) => [i, i + 1] as const),
  );
  const kept = Float32Array.of(
    0,
    0,
    100,
    0,
    200,
    0,
    300,
    0,
    Number.NaN,
    Number.NaN,
    Number.NaN,
    Number.NaN,
  );
  const hint = new Float32Array(12).fill(Number.NaN);
  hint.set([-500, 700], 10);
  const now = settled(requestOf(graph, 'force', { kept, hint }));
  expect(Math.hypot(now[10] + 500, now[11] - 700)).toBeLessThan(60);
});

test('where nearly all is new the map is made afresh; what is piled on one point comes apart', () => {
  const graph = ringOfRacks(40, 9);
  const kept = new Float32Array(2 * graph.count).fill(Number.NaN);
  kept.set([5, 5], 0);
  expect(settled(requestOf(graph, 'force', { kept }))).toEqual(settled(requestOf(graph, 'force')));
  const piled = settled(requestOf(graph, 'force', { kept: new Float32Array(2 * graph.count) }));
  let least = Number.POSITIVE_INFINITY;
  for (let a = 0; a < graph.count; a++)
    for (let b = 0; b < a; b++) least = Math.min(least, apart(piled, a, b));
  expect(least).toBeGreaterThan(NODE_RADIUS / 3);
});

test('pinned nodes stay exactly, in a fresh map and in a kept one', () => {
  const graph = ringOfRacks(8, 6);
  const pinned = new Uint8Array(graph.count);
  const kept = new Float32Array(2 * graph.count).fill(Number.NaN);
  for (const [node, x, y] of [
    [3, 400.5, -30],
    [20, -250, 125.25],
  ]) {
    pinned[node] = 1;
    kept.set([x, y], 2 * node);
  }
  for (const anchors of [undefined, ANCHORS]) {
    const fresh = settled(requestOf(graph, 'force', { kept, pinned, anchors }));
    expect([...fresh.subarray(6, 8)]).toEqual([400.5, -30]);
    expect([...fresh.subarray(40, 42)]).toEqual([-250, 125.25]);
    const free = settled(requestOf(graph, 'force', { anchors }));
    free.set([400.5, -30], 6);
    free.fill(Number.NaN, 100, 104);
    const again = settled(requestOf(graph, 'force', { kept: free, pinned, anchors }));
    expect([...again.subarray(6, 8)]).toEqual([400.5, -30]);
    expect(again.every(Number.isFinite)).toBe(true);
  }
});

test('whatever is kept, pinned and weighed: finite places, and pins where they are', () => {
  const spot = fc.option(
    fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })),
    { nil: undefined },
  );
  const spots = fc.array(spot, { maxLength: 42 });
  const pins = fc.array(fc.boolean(), { maxLength: 42 });
  const weights = fc.array(fc.float({ min: 0, max: 5, noNaN: true }), { maxLength: 80 });
  fc.assert(
    fc.property(anyGraph, spots, pins, weights, fc.boolean(), (graph, at, pin, weigh, anchored) => {
      const kept = new Float32Array(2 * graph.count).fill(Number.NaN);
      const pinned = Uint8Array.from({ length: graph.count }, (_, i) => (pin[i] ? 1 : 0));
      for (let i = 0; i < graph.count; i++) kept.set(at[i]?.map((v) => v * 100) ?? [], 2 * i);
      const weight = Float32Array.from(graph.from, (_, k) => weigh[k] ?? 1);
      const anchors = anchored ? ANCHORS : undefined;
      const positions = settled(
        requestOf({ ...graph, weight }, 'force', { kept, pinned, anchors }),
      );
      expect(positions.every(Number.isFinite)).toBe(true);
      for (let i = 0; i < graph.count; i++)
        if (pin[i] && at[i])
          expect([...positions.subarray(2 * i, 2 * i + 2)]).toEqual([
            ...kept.subarray(2 * i, 2 * i + 2),
          ]);
    }),
    { numRuns: 60 },
  );
});

test('tiers gather at their anchors, and the only node of a group that pulls with 1 stands there', () => {
  const graph = {
    ...ringOfRacks(6, 5),
    group: Int32Array.from({ length: 36 }, (_, i) => (i === 0 ? 0 : 1 + (i % 3))),
  };
  const positions = settled(requestOf(graph, 'force', { anchors: ANCHORS }));
  const mean = (group: number): number => {
    const xs = [...graph.group.keys()]
      .filter((i) => graph.group[i] === group)
      .map((i) => positions[2 * i]);
    return xs.reduce((sum, x) => sum + x, 0) / xs.length;
  };
  expect(positions[0]).toBeLessThan(mean(1));
  expect(mean(1)).toBeLessThan(mean(2));
});

test('our repulsion is that of d3 within the error of Barnes and Hut', () => {
  const count = 500;
  const places = Float64Array.from(atRandom(count, 9));
  const bodies = makeBodies(places);
  manyBody(bodies, -100, Number.POSITIVE_INFINITY)(1);
  const nodes: SimulationNodeDatum[] = Array.from({ length: count }, (_, i) => ({
    index: i,
    x: places[2 * i],
    y: places[2 * i + 1],
    vx: 0,
    vy: 0,
  }));
  // Every pair by itself: the truth.
  const exact = forceManyBody().strength(-100).theta(0);
  exact.initialize?.(nodes, () => 0.5);
  exact(1);
  let error = 0;
  let size = 0;
  nodes.forEach(({ vx = 0, vy = 0 }, i) => {
    error += (bodies.vx[i] - vx) ** 2 + (bodies.vy[i] - vy) ** 2;
    size += vx ** 2 + vy ** 2;
  });
  expect(Math.sqrt(error / size)).toBeLessThan(0.05);
});
