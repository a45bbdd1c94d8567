/** Explore's results on the screen: labels as PromQL writes them, units kept or not, what no chart can draw. */
import { expect, test } from 'vitest';
import { forgotten, remembered, togglePin } from '../../src/app/views/explore/past-queries.ts';
import { hasUndrawable, linesOf, rowsOf, writeLabels } from '../../src/app/views/explore/result.ts';
import { unitOf } from '../../src/app/views/explore/unit.ts';
import type { Matrix } from '../../src/core/domain/series.ts';

const matrix = (...rows: readonly (readonly number[])[]): Matrix => ({
  start: 0,
  step: 1000,
  length: rows[0].length,
  kind: 'matrix',
  series: rows.map((values, i) => ({
    labels: { __name__: 'x', i: String(i) },
    values: Float64Array.from(values),
  })),
});

test('infinities and numbers too large for a chart are gaps of the line; the table has them', () => {
  const result = matrix([1, Number.POSITIVE_INFINITY, 1e300], [1, 2, Number.NaN]);
  expect(linesOf(result).map(({ values }) => [...values])).toEqual([
    [1, Number.NaN, Number.NaN],
    [1, 2, Number.NaN],
  ]);
  expect(rowsOf(result).map(({ value }) => value)).toEqual([1e300, 2]);
  expect(hasUndrawable(result)).toBe(true);
  expect(hasUndrawable(matrix([1, Number.NaN]))).toBe(false);
});

test('labels are written as PromQL reads them', () => {
  expect(writeLabels({ __name__: 'up', job: 'a"b' })).toBe('up{job="a\\"b"}');
  expect(writeLabels({ __name__: 'up' })).toBe('up');
  expect(writeLabels({})).toBe('{}');
});

test('a unit is shown where the expression keeps it', () => {
  expect(unitOf('avg by (role) (system_cpu_utilization)')).toBe('1');
  expect(unitOf('topk(3, system_network_receive_bytes_per_second)')).toBe('By/s');
  for (const other of [
    'count(system_cpu_utilization)',
    'system_cpu_utilization * 2',
    'deriv(system_cpu_utilization[5m])',
    'system_cpu_utilization + system_cpu_load_average_1m',
    'up',
  ])
    expect(unitOf(other), other).toBe('{value}');
});

test('queries: the newest first and once, the pinned ones eight at most', () => {
  const none = { past: [], pinned: [] };
  const two = remembered(remembered(remembered(none, 'a'), 'b'), 'a');
  expect(two.past).toEqual(['a', 'b']);
  expect(forgotten(two, 'a').past).toEqual(['b']);
  let pins = { past: [], pinned: [] } as Parameters<typeof togglePin>[0];
  for (let i = 0; i < 10; i++) pins = togglePin(pins, `q${i}`);
  expect(pins.pinned).toHaveLength(8);
  expect(togglePin(pins, 'q9').pinned).not.toContain('q9');
});
