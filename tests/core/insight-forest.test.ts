/** Isolation forest: the formulas of the paper, what scikit-learn publishes about its own (documentation and test suite), outliers of a fleet. */
import { expect, test } from 'vitest';
import {
  averagePathLength,
  growForest,
  isolationForest,
} from '../../src/core/insight/isolation-forest.ts';
import { fleetOutliers, serverOutliers } from '../../src/core/insight/outliers.ts';
import { finish } from '../../src/core/insight/task.ts';
import { uniform } from '../../src/core/numeric/hash.ts';
import { frames } from '../frames.ts';

const EULER_GAMMA = 0.5772156649015329;
/** Nearly normal: the sum of twelve uniform variates less six. */
const normal = (seed: number, k: number): number => {
  let sum = -6;
  for (let j = 0; j < 12; j++) sum += uniform(seed, k, j);
  return sum;
};

test('average path length: the values of scikit-learn’s test_iforest_average_path_length', () => {
  const five = 2 * (Math.log(4) + EULER_GAMMA) - (2 * 4) / 5;
  const many = 2 * (Math.log(998) + EULER_GAMMA) - (2 * 998) / 999;
  expect([averagePathLength(0), averagePathLength(1), averagePathLength(2)]).toEqual([0, 0, 1]);
  expect(averagePathLength(5)).toBeCloseTo(five, 10);
  expect(averagePathLength(999)).toBeCloseTo(many, 10);
});

test('the example of scikit-learn’s documentation: 90 is an outlier of −1.1, 0.3, 0.5, 100; 0.1 and 0 are not', () => {
  const forest = isolationForest([-1.1, 0.3, 0.5, 100], 4, 1);
  const out = new Float64Array(3);
  forest.score([0.1, 0, 90], 3, out);
  // There the line is 0.5 when no contamination is given.
  expect([...out].map((score) => score > 0.5)).toEqual([false, false, true]);
});

test('scikit-learn’s test_iforest_works: the two points apart are the quarter of outliers, for any seed', () => {
  const rows = [-2, -1, -1, -1, -1, -2, 1, 1, 1, 2, 2, 1, 7, 4, -5, 9];
  for (let seed = 0; seed < 10; seed++) {
    const forest = isolationForest(rows, 8, 2, { contamination: 0.25, seed });
    expect([...forest.scores].map((score) => score > forest.threshold)).toEqual([
      ...Array(6).fill(false),
      true,
      true,
    ]);
  }
});

test('as scikit-learn’s test_iforest_performance, over 20 draws: the mean area under the curve is above 0.98', () => {
  // A normal cloud against uniform outliers, some of which fall into the cloud: distance from its centre itself reaches 0.993.
  let area = 0;
  for (let seed = 0; seed < 200; seed += 10) {
    const train = Float64Array.from({ length: 200 }, (_, i) => 0.3 * normal(seed + 1, i));
    const unseen = Float64Array.from({ length: 80 }, (_, i) =>
      i < 40 ? 0.3 * normal(seed + 2, i) : 8 * uniform(seed + 3, i) - 4,
    );
    const out = new Float64Array(40);
    isolationForest(train, 100, 2, { seed }).score(unseen, 40, out);
    for (let a = 20; a < 40; a++) for (let b = 0; b < 20; b++) if (out[a] > out[b]) area += 1 / 400;
  }
  expect(area / 20).toBeGreaterThan(0.98);
});

test('scores are 2^(−mean path ÷ c(ψ)): equal rows cannot be cut and score a half', () => {
  const forest = isolationForest(new Float64Array(600).fill(3), 300, 2);
  for (const score of forest.scores) expect(score).toBeCloseTo(0.5, 9);
  expect(isolationForest([1, 2], 1, 2).scores[0]).toBe(0.5);
});

test('contamination is the share above the line, 10 % when not said', () => {
  const rows = Float64Array.from({ length: 4000 }, (_, i) => normal(5, i));
  for (const [contamination, expected] of [
    [undefined, 100],
    [0.02, 20],
  ] as const) {
    const forest = isolationForest(
      rows,
      1000,
      4,
      contamination === undefined ? {} : { contamination },
    );
    const flagged = forest.scores.filter((score) => score > forest.threshold).length;
    expect(Math.abs(flagged - expected)).toBeLessThanOrEqual(2);
  }
});

test('the same seed grows the same forest, another one another; progress rises to one', () => {
  const rows = Float64Array.from({ length: 300 }, (_, i) => uniform(9, i));
  const scores = (seed: number): number[] => [...isolationForest(rows, 100, 3, { seed }).scores];
  expect(scores(1)).toEqual(scores(1));
  expect(scores(1)).not.toEqual(scores(2));
  const shares = [...growForest(rows, 100, 3)];
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

test('a row is explained by the column that sets it apart; missing values stand for nothing', () => {
  const rows = Float64Array.from({ length: 600 }, (_, i) => normal(4, i));
  rows.set([0, 12, 0], 7 * 3);
  rows[8 * 3 + 2] = Number.NaN;
  const forest = isolationForest(rows, 200, 3);
  expect(forest.scores.indexOf(Math.max(...forest.scores))).toBe(7);
  const [a, b, c] = forest.explain(rows.subarray(21, 24));
  expect(b).toBeGreaterThan(10 * Math.max(Math.abs(a), Math.abs(c)));
  expect(forest.scores[8]).toBeLessThan(forest.threshold);
});

test('fleet: the one server unlike the others comes first, with the metric that is; absent servers are left out', () => {
  const lines = Array.from({ length: 30 }, (_, s) =>
    s === 29
      ? `cpu s-${s} _`
      : `cpu s-${s} ${(0.4 + 0.05 * normal(1, s)).toFixed(3)}\nmemory s-${s} ${
          s === 11 ? '.97' : (0.5 + 0.05 * normal(2, s)).toFixed(3)
        }`,
  );
  const { fleet, frames: all } = frames(lines.join('\n'));
  const [first, ...rest] = finish(fleetOutliers(fleet, all[0].values));
  expect(fleet.servers[first.row].name).toBe('s-11');
  expect(first.reasons[0]).toMatchObject({ metric: 'memory' });
  expect(first.reasons[0].value).toBeCloseTo(0.97, 6);
  expect(rest.length).toBeLessThanOrEqual(3);
});

test('server: the instant at which two metrics contradict each other stands out', () => {
  const load = Float64Array.from({ length: 300 }, (_, k) => 0.5 + 0.3 * Math.sin(k / 20));
  const requests = load.map((x, k) => 100 * x + normal(3, k));
  requests[140] = 5;
  const found = finish(
    serverOutliers(['cpu', 'request_rate'], [load, requests], { contamination: 0.01 }),
  );
  expect(found.map((outlier) => outlier.row)).toContain(140);
  expect(finish(serverOutliers([], []))).toEqual([]);
});
