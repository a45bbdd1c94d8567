/** Explore's results on the screen: labels as PromQL writes them, units kept or not, what no chart can draw. */
import { expect, test } from 'vitest';
import { errorPlace } from '../../src/app/views/explore/error-place.ts';
import { forgotten, remembered, togglePin } from '../../src/app/views/explore/past-queries.ts';
import { placeOf } from '../../src/app/views/explore/place.ts';
import { hasUndrawable, linesOf, rowsOf, writeLabels } from '../../src/app/views/explore/result.ts';
import { unitOf } from '../../src/app/views/explore/unit.ts';
import { EdgeError, type ErrorDetail } from '../../src/core/domain/errors.ts';
import { CATALOGUE } from '../../src/core/domain/metrics.ts';
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
  // Names of a Prometheus say it by their last words.
  expect(unitOf('sum by (device) (rate(node_network_receive_bytes_total{device!="lo"}[5m]))')).toBe(
    'By/s',
  );
  expect(unitOf('rate(node_rapl_package_joules_total[1m])')).toBe('W');
  expect(unitOf('scrape_duration_seconds{job="a_bytes"} or scrape_duration_seconds')).toBe('s');
  for (const other of [
    'count(system_cpu_utilization)',
    'system_cpu_utilization * 2',
    'deriv(system_cpu_utilization[5m])',
    'system_cpu_utilization + system_cpu_load_average_1m',
    'up',
    'node_boot_time_seconds',
    'rate(node_cpu_seconds_total[1m])',
    'node_load1 or scrape_duration_seconds',
  ])
    expect(unitOf(other), other).toBe('{value}');
});

test('without a choice, names of ours are evaluated here and all others by the source', () => {
  const metrics = CATALOGUE.filter(({ id }) => id === 'cpu');
  expect(placeOf('avg by (role) (system_cpu_utilization)', metrics)).toBe('here');
  for (const theirs of [
    'sum by (cpu) (rate(node_cpu_seconds_total[1m]))',
    'up{job="system_cpu_utilization"}',
    'vector(1)',
  ])
    expect(placeOf(theirs, metrics), theirs).toBe('source');
});

test('the place of an error, in our words and in those of a Prometheus', () => {
  const error = (detail: ErrorDetail) => new EdgeError('source/rejected', 'x', detail);
  expect(errorPlace(error({ position: 3, text: '+' }), 'a + +')).toEqual({
    position: 3,
    text: '+',
  });
  const text = 'invalid parameter "query": 2:5: parse error: unclosed left parenthesis';
  expect(errorPlace(error({ text }), 'sum(\nrate(x[5m]')).toEqual({
    position: 9,
    text: 'unclosed left parenthesis',
  });
  expect(errorPlace(error({ text: 'query timed out' }), 'x')).toBeUndefined();
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
