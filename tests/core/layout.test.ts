/** Layered and radial layouts, stress, components: what must hold for any graph. */

import { expect, test } from 'vitest';
import { findComponents, placeSideBySide } from '../../src/core/layout/components.ts';
import { layeredPlaces } from '../../src/core/layout/layered.ts';
import {
  makeNeighbours,
  makeSearch,
  searchFrom,
  UNREACHED,
} from '../../src/core/layout/neighbours.ts';
import { radialPlaces } from '../../src/core/layout/radial.ts';
import { normalisedStress } from '../../src/core/layout/stress.ts';
import fc from '../property.ts';
import { anyGraph, apart, atRandom, graphOf, requestOf, ringOfRacks } from './layout-graphs.ts';

test('neighbours: both ways, sorted, without loops, repeats and nobodies; weight 0 places nothing', () => {
  const graph = graphOf(4, [
    [2, 0],
    [0, 2],
    [1, 1],
    [0, 1],
    [3, 9],
    [2, 3],
  ]);
  const lists = (g: typeof graph): number[][] => {
    const { offsets, targets } = makeNeighbours(g);
    return Array.from({ length: g.count }, (_, n) => [
      ...targets.subarray(offsets[n], offsets[n + 1]),
    ]);
  };
  expect(lists(graph)).toEqual([[1, 2], [0], [0, 3], [2]]);
  expect(lists({ ...graph, weight: Float32Array.of(1, 1, 1, 0, 1, 2) })).toEqual([
    [2],
    [],
    [0, 3],
    [2],
  ]);
});

test('a search forgets the one before it', () => {
  const neighbours = makeNeighbours(
    graphOf(5, [
      [0, 1],
      [1, 2],
      [3, 4],
    ]),
  );
  const search = makeSearch(5);
  searchFrom(0, neighbours, search);
  expect([...search.hops]).toEqual([0, 1, 2, UNREACHED, UNREACHED]);
  searchFrom(4, neighbours, search);
  expect([...search.hops]).toEqual([UNREACHED, UNREACHED, UNREACHED, 1, 0]);
  expect(search.found).toBe(2);
});

test('stress is 0 for a path drawn as a line at any scale, 1 in one point, NaN without links', () => {
  const line = makeNeighbours(graphOf(4, [[0, 1] as const, [1, 2] as const, [2, 3] as const]));
  const at = (xs: readonly number[]) => Float32Array.from(xs.flatMap((x) => [x, 7]));
  expect(normalisedStress(line, at([0, 3, 6, 9]), 10, 1)).toBeCloseTo(0, 12);
  expect(normalisedStress(line, at([0, 0, 0, 0]), 10, 1)).toBe(1);
  expect(normalisedStress(line, at([0, 9, 3, 6]), 10, 1)).toBeGreaterThan(0.1);
  expect(normalisedStress(makeNeighbours(graphOf(3, [])), at([0, 1, 2]), 10, 1)).toBeNaN();
});

test('a sample of the pairs tells the stress of all of them', () => {
  const graph = ringOfRacks(30, 9);
  const neighbours = makeNeighbours(graph);
  const positions = atRandom(graph.count, 5);
  const all = normalisedStress(neighbours, positions, graph.count, 1);
  expect(Math.abs(normalisedStress(neighbours, positions, 40, 1) - all)).toBeLessThan(0.05 * all);
});

test('every layout gives every node one finite place of its own, the same each time', () => {
  fc.assert(
    fc.property(anyGraph, fc.constantFrom('layered', 'radial'), (graph, kind) => {
      const place = kind === 'layered' ? layeredPlaces : radialPlaces;
      const positions = place(requestOf(graph, kind));
      expect(positions.length).toBe(2 * graph.count);
      expect(positions.every(Number.isFinite)).toBe(true);
      expect(place(requestOf(graph, kind))).toEqual(positions);
      for (let a = 0; a < graph.count; a++)
        for (let b = 0; b < a; b++) expect(apart(positions, a, b)).toBeGreaterThan(40);
    }),
    { numRuns: 60 },
  );
});

test('layered: no node of a later layer stands left of an earlier one, whatever the size', () => {
  fc.assert(
    fc.property(anyGraph, (graph) => {
      const positions = layeredPlaces(requestOf(graph, 'layered'));
      for (let a = 0; a < graph.count; a++)
        for (let b = 0; b < graph.count; b++)
          if (graph.group[a] < graph.group[b])
            expect(positions[2 * a]).toBeLessThan(positions[2 * b]);
    }),
    { numRuns: 60 },
  );
  const large = ringOfRacks(200, 19);
  const positions = layeredPlaces(requestOf(large, 'layered'));
  const right = new Float64Array(4).fill(Number.NEGATIVE_INFINITY);
  const left = new Float64Array(4).fill(Number.POSITIVE_INFINITY);
  let top = 0;
  for (let i = 0; i < large.count; i++) {
    right[large.group[i]] = Math.max(right[large.group[i]], positions[2 * i]);
    left[large.group[i]] = Math.min(left[large.group[i]], positions[2 * i]);
    top = Math.min(top, positions[2 * i + 1]);
  }
  for (let g = 1; g < 4; g++) expect(left[g]).toBeGreaterThan(right[g - 1]);
  // As wide as asked for, within a column.
  const ratio = (right[3] - left[0]) / (-2 * top);
  expect(ratio).toBeGreaterThan(1);
  expect(ratio).toBeLessThan(1.6);
});

test('layered: order takes crossings out', () => {
  // Two layers of 8, linked crosswise: a perfect order exists.
  const graph = graphOf(
    16,
    Array.from({ length: 8 }, (_, i) => [2 * i, 2 * ((i * 3) % 8) + 1] as const),
    2,
  );
  const positions = layeredPlaces(requestOf(graph, 'layered'));
  for (let k = 0; k < 8; k++)
    expect(positions[2 * graph.from[k] + 1]).toBeCloseTo(positions[2 * graph.to[k] + 1], 3);
});

test('radial: the farther by links, the farther from the middle; what no path reaches is outermost', () => {
  fc.assert(
    fc.property(anyGraph, fc.nat(), (graph, pick) => {
      if (graph.count === 0) return;
      const centre = pick % graph.count;
      const positions = radialPlaces(requestOf(graph, 'radial', { centre }));
      const search = makeSearch(graph.count);
      searchFrom(centre, makeNeighbours(graph), search);
      const away = Array.from({ length: graph.count }, (_, i) =>
        Math.hypot(positions[2 * i], positions[2 * i + 1]),
      );
      expect(away[centre]).toBe(0);
      for (let a = 0; a < graph.count; a++)
        for (let b = 0; b < graph.count; b++)
          if (search.hops[a] < search.hops[b]) expect(away[a]).toBeLessThan(away[b]);
    }),
    { numRuns: 60 },
  );
});

test('radial: a large ring is divided and stays in sight', () => {
  const star = graphOf(
    5001,
    Array.from({ length: 5000 }, (_, i) => [0, i + 1] as const),
  );
  const positions = radialPlaces(requestOf(star, 'radial', { centre: 0 }));
  expect(Math.max(...positions)).toBeLessThan(5000);
  for (let i = 2; i < 400; i++) expect(apart(positions, 1, i)).toBeGreaterThan(40);
});

test('pinned nodes stay exactly where they are, a pin without a place changes nothing', () => {
  const graph = ringOfRacks(6, 5);
  const kept = new Float32Array(2 * graph.count).fill(Number.NaN);
  kept.set([123.25, -77.5], 8);
  const pinned = new Uint8Array(graph.count);
  pinned[4] = 1;
  pinned[5] = 1;
  for (const place of [layeredPlaces, radialPlaces]) {
    const free = place(requestOf(graph, 'layered'));
    const held = place(requestOf(graph, 'layered', { kept, pinned }));
    expect([...held.subarray(8, 10)]).toEqual([123.25, -77.5]);
    free.set([123.25, -77.5], 8);
    expect(held).toEqual(free);
  }
});

test('parts without a link between them stand beside each other, none over another', () => {
  const graph = graphOf(60, [
    ...Array.from({ length: 29 }, (_, i) => [i, i + 1] as const),
    ...Array.from({ length: 9 }, (_, i) => [30 + i, 31 + i] as const),
  ]);
  const components = findComponents(makeNeighbours(graph));
  expect(components.members.map((part) => part.length)).toEqual([
    30,
    10,
    ...new Array<number>(20).fill(1),
  ]);
  const places = Float64Array.from(atRandom(60, 3));
  const extent = placeSideBySide(components, places, 1.5, 50);
  const boxes = components.members.map((part) => {
    const xs = Array.from(part, (i) => places[2 * i]);
    const ys = Array.from(part, (i) => places[2 * i + 1]);
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const;
  });
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(0, i))
      expect(a[0] > b[2] + 49 || b[0] > a[2] + 49 || a[1] > b[3] + 49 || b[1] > a[3] + 49).toBe(
        true,
      );
  expect(Math.max(...boxes.map((box) => box[2]))).toBeCloseTo(extent.width / 2, 6);
  expect(extent.width / extent.height).toBeGreaterThan(0.7);
});
