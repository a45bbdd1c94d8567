/** k-means, silhouette and the names of operating states. */
import { expect, test } from 'vitest';
import { kMeans, silhouette } from '../../src/core/insight/clusters.ts';
import { operatingStates } from '../../src/core/insight/states.ts';
import { finish } from '../../src/core/insight/task.ts';
import { uniform } from '../../src/core/numeric/hash.ts';

const noise = (k: number, seed: number): number => uniform(seed, k) + uniform(seed + 1, k) - 1;

test('k-means: the example of scikit-learn’s documentation', () => {
  const rows = Float64Array.of(1, 2, 1, 4, 1, 0, 10, 2, 10, 4, 10, 0);
  const { centres, labels, inertia } = kMeans(rows, 6, 2, 2, 0, 4);
  expect([...centres].sort((a, b) => a - b)).toEqual([1, 2, 2, 10]);
  expect(new Set(labels.subarray(0, 3)).size).toBe(1);
  expect(labels[0]).not.toBe(labels[3]);
  expect(inertia).toBe(16);
});

test('k-means: as many clusters as rows, equal rows, one cluster', () => {
  expect(kMeans(Float64Array.of(1, 2, 3), 3, 1, 3, 1, 4).inertia).toBe(0);
  expect(kMeans(new Float64Array(8), 8, 1, 3, 1, 1).inertia).toBe(0);
  expect([...kMeans(Float64Array.of(1, 2, 6), 3, 1, 1, 1, 1).centres]).toEqual([3]);
});

test('silhouette by hand: (b − a)/max(a, b), 0 for a row alone', () => {
  const rows = Float64Array.of(0, 1, 10);
  // Row 0: a = 1, b = 10. Row 1: a = 1, b = 9. Row 2 is alone.
  const expected = (0.9 + 8 / 9 + 0) / 3;
  expect(silhouette(rows, 3, 1, Int32Array.of(0, 0, 1), 2)).toBeCloseTo(expected, 12);
  expect(silhouette(rows, 3, 1, Int32Array.of(0, 0, 0), 1)).toBe(0);
});

/** A server that idles at night, works by day and is strained in between for a while. */
const kindAt = (k: number): number => (k % 100 < 50 ? 0 : k % 100 < 85 ? 1 : 2);
const column = (levels: readonly number[], spread: number, seed: number): Float64Array =>
  Float64Array.from({ length: 600 }, (_, k) => levels[kindAt(k)] + spread * noise(k, seed));
const metrics = ['cpu', 'request_rate', 'memory'];
const columns = [
  column([0.1, 0.55, 0.96], 0.03, 1),
  column([10, 200, 210], 5, 5),
  column([0.4, 0.5, 0.6], 0.02, 9),
];

test('states: as many as there are, by share, named by their centres in the metrics’ units', () => {
  const { states, labels, silhouette: score } = finish(operatingStates(metrics, columns));
  expect(states.map(({ name }) => [name.key, name.metric])).toEqual([
    ['idle', undefined],
    expect.any(Array),
    ['strained', 'cpu'],
  ]);
  expect(states.map(({ share }) => share)).toEqual([0.5, 0.35, 0.15]);
  expect(states[0].centre[0]).toBeCloseTo(0.1, 1);
  expect(states[2].centre[1]).toBeCloseTo(210, -1);
  expect(score).toBeGreaterThan(0.8);
  for (let k = 0; k < 600; k++) expect(labels[k]).toBe(kindAt(k));
});

test('states: one when there is no structure, none without samples, missing rows have no state', () => {
  const level = Float64Array.from({ length: 300 }, (_, k) => 0.5 + 0.1 * noise(k, 3));
  const other = Float64Array.from({ length: 300 }, (_, k) => 0.5 + 0.1 * noise(k, 7));
  const third = Float64Array.from({ length: 300 }, (_, k) => 0.5 + 0.1 * noise(k, 11));
  for (const one of [level, other, third]) one[17] = Number.NaN;
  const { states, labels } = finish(operatingStates(['a', 'b', 'c'], [level, other, third]));
  expect(states.map(({ name, share }) => [name.key, share])).toEqual([['usual', 1]]);
  expect(labels[17]).toBe(-1);
  expect(finish(operatingStates(['a'], [[Number.NaN]])).states).toEqual([]);
  expect(finish(operatingStates(['a'], [new Float64Array(20).fill(4)])).states).toHaveLength(1);
});

test('states that would have one name are numbered, and a seed decides all', () => {
  const steps = Float64Array.from(
    { length: 400 },
    (_, k) => Math.floor(k / 100) + 0.01 * noise(k, 1),
  );
  const found = finish(operatingStates(['queue'], [steps]));
  const names = found.states.map(({ name }) => `${name.key} ${name.metric} ${name.number}`);
  expect(names).toHaveLength(4);
  expect(new Set(names).size).toBe(4);
  expect(finish(operatingStates(['queue'], [steps]))).toEqual(found);
});
