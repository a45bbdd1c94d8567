/** Datasets as readers and frames, and the file source that chooses the format by content. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import { MINUTE } from '../../src/core/domain/time.ts';
import { writeTable } from '../../src/core/formats/csv.ts';
import {
  type Dataset,
  datasetReader,
  frameOf,
  lastAtOrBefore,
} from '../../src/core/formats/dataset.ts';
import { frameAt } from '../../src/core/sim/frame-at.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import { formatOf, MAX_CHARACTERS, readFileSource } from '../../src/workers/sources/file.ts';
import fc from '../property.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);
const NINE = Date.UTC(2026, 2, 1, 9);
const minutes = (values: readonly (number | string)[]) =>
  `time,x\n${values.map((value, i) => `${NINE + i * 60_000},${value}`).join('\n')}\n`;
const read = (text: string): Dataset => readFileSource('f.csv', text, {}, NINE).dataset;

test('the reader answers closed ranges and thins to real samples', () => {
  const reader = datasetReader(read(minutes(Array.from({ length: 100 }, (_, i) => i))));
  const at = (start: number, end: number, limit?: number) => [
    ...reader.read(0, 0, NINE + start * 60_000, NINE + end * 60_000, limit).values,
  ];
  expect(at(3, 5)).toEqual([3, 4, 5]);
  expect(at(-9, 0)).toEqual([0]);
  expect(at(200, 300)).toEqual([]);
  expect(at(0, 99, 4)).toEqual([0, 25, 50, 75]);
  // A window moved by a little shows the same samples.
  expect(at(1, 99, 4)).toEqual([25, 50, 75]);
  expect(reader.extent()).toEqual({ from: NINE, to: NINE + 99 * 60_000 });
});

test('frames are the samples at their ticks', () => {
  const dataset = read(minutes([1, 'x', 3, '', 5]));
  const frame = new Float32Array(1);
  const seen = [0, 1, 2, 3, 4, 5].map((i) => {
    frameOf(dataset, NINE + i * 60_000, frame);
    return frame[0];
  });
  expect(seen).toEqual([1, NaN, 3, NaN, 5, NaN]);
});

test('ticks never outnumber what a replay can bear', () => {
  const dataset = read('time,x\n0000000001,1\n0000000002,2\n4000000000,3\n');
  expect((dataset.to - dataset.from) / dataset.step).toBeLessThanOrEqual(1_000_000);
});

test('binary search finds the last time at or before', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 100 })),
      fc.integer({ min: -1, max: 101 }),
      (times, t) => {
        const sorted = Float64Array.from(times).sort();
        expect(lastAtOrBefore(sorted, t)).toBe(sorted.findLastIndex((time) => time <= t));
      },
    ),
    { numRuns: RUNS },
  );
});

test.each([
  ['time,x\n1,2\n', 'csv'],
  ['[{"t": 1}]', 'json'],
  ['  {"a": 1}', 'json'],
  ['a 1\nb{c="d"} 2 1772355600000\n', 'exposition'],
  ['# HELP a b\n', 'exposition'],
  ['{"queue.depth",x="y"} 1\n', 'exposition'],
  ['2026-03-01 09:00 5\n', 'csv'],
])('%j is %s', (text, format) => {
  expect(formatOf(text)).toBe(format);
});

test('contents decide, not the name; encodings are forgiven', () => {
  expect(readFileSource('x.json', 'time,x\n2026-03-01,1\n', {}, 0).report.format).toBe('csv');
  expect(
    readFileSource('x.csv', '\ufeff[{"time": "2026-03-01", "x": 1}]', {}, 0).report.format,
  ).toBe('json');
  const utf16 = [...'time,x\n2026-03-01,1\n'].map((char) => `${char}\0`).join('');
  expect(readFileSource('x.csv', `\ufffd\ufffd${utf16}`, {}, 0).report).toMatchObject({
    rows: 1,
    problemCount: 0,
  });
});

test('nothing and too much have their own words', () => {
  expect(() => readFileSource('x', ' \n', {}, 0)).toThrow(
    expect.objectContaining({ code: 'file/empty' }),
  );
  expect(() => readFileSource('x', ' '.repeat(MAX_CHARACTERS + 1), {}, 0)).toThrow(
    expect.objectContaining({ code: 'file/too-large' }),
  );
});

test('a long list of problems is counted and cut', () => {
  const { report } = readFileSource(
    'x.csv',
    `time,x\n2026-03-01,1\n${'never,1\n'.repeat(100)}`,
    {},
    0,
  );
  expect(report.problemCount).toBe(100);
  expect(report.problems).toHaveLength(20);
  expect(report.problems[19].line).toBe(22);
});

test('any text is read or refused with a code', () => {
  const near = fc.array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      'time',
      ',',
      ':',
      '1',
      ' ',
      '\n',
      '# TYPE a gauge\n',
      'a',
      '2026-03-01',
      '\0',
      '\ufeff',
    ),
    { maxLength: 50 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({ unit: 'binary' }),
        near.map((parts) => parts.join('')),
      ),
      (text) => {
        try {
          const { dataset } = readFileSource('f', text, {}, NINE);
          frameOf(dataset, dataset.to, new Float32Array(dataset.series.length));
        } catch (error) {
          expect(error).toBeInstanceOf(EdgeError);
        }
      },
    ),
    { numRuns: RUNS },
  );
});

test('what the simulator shows survives a CSV to the last bit', () => {
  const world = makeWorld(42, 5);
  const { metrics, servers } = world.fleet;
  const at = (i: number) => frameAt(world, NINE + i * MINUTE).values;
  const rows = Array.from({ length: 30 }, (_, i) => {
    const values = at(i);
    const t = new Date(NINE + i * MINUTE).toISOString();
    return servers.map(({ name }, s) => [
      t,
      name,
      ...metrics.map((_, m) => String(values[m * servers.length + s])),
    ]);
  }).flat();
  const text = writeTable([['timestamp', 'server', ...metrics.map(({ id }) => id)], ...rows]);
  const { dataset } = readFileSource('fleet.csv', text, {}, 0);
  expect(dataset.fleet.metrics).toEqual(metrics);
  const frame = new Float32Array(dataset.series.length);
  for (let i = 0; i < 30; i++) {
    frameOf(dataset, NINE + i * MINUTE, frame);
    expect(frame).toEqual(at(i));
  }
});

test.each(['disk-io-incident.csv', 'memory-leak.csv'])('the sample %s is read whole', (name) => {
  const text = readFileSync(new URL(`../../public/samples/${name}`, import.meta.url), 'utf8');
  const { report } = readFileSource(name, text, {}, 0);
  expect(report).toMatchObject({
    format: 'csv',
    problemCount: 0,
    rows: text.trim().split('\n').length - 1,
  });
});
