/** Every file of the Numenta Anomaly Benchmark and of the server sets is read whole. Skipped where the data is not at hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { parseTimestamp } from '../../src/core/formats/timestamps.ts';
import { readFileSource } from '../../src/workers/sources/file.ts';

const NAB = new URL('../../../shared/data/nab/data/', import.meta.url);
const SERVERS = new URL('../../../shared/data/servers/', import.meta.url);

function files(root: URL, ending: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .sort();
}

test.skipIf(!existsSync(NAB))('every NAB file: each row, in order, with its value', () => {
  const list = files(NAB, '.csv');
  expect(list.length).toBe(58);
  for (const file of list) {
    const text = readFileSync(new URL(file, NAB), 'utf8');
    const rows = text
      .trim()
      .split(/\r?\n/u)
      .slice(1)
      .map((line) => line.split(','));
    const { dataset, report } = readFileSource(file, text, {}, 0);
    const expected = new Map(rows.map(([time, value]) => [parseTimestamp(time), Number(value)]));
    expect(report, file).toMatchObject({
      format: 'csv',
      rows: rows.length,
      series: 1,
      timeColumn: 'timestamp',
      problemCount: rows.length - expected.size,
    });
    expect(
      report.problems.every(({ code }) => code === 'duplicate-time'),
      file,
    ).toBe(true);
    const [{ times, values }] = dataset.series;
    const factor = dataset.fleet.metrics[0].id === 'cpu' ? 100 : 1;
    expect([...times], file).toEqual([...expected.keys()].sort((a, b) => Number(a) - Number(b)));
    times.forEach((t, i) => {
      const value = expected.get(t) ?? NaN;
      expect(
        Math.abs(values[i] * factor - value) <= Math.abs(value) * 1e-6,
        `${file} row ${i}`,
      ).toBe(true);
    });
  }
});

test.skipIf(!existsSync(SERVERS))('server sets with dozens of columns', () => {
  for (const file of ['ASD/omi-12.csv.gz', 'MSCLOUD/api-01.csv.gz']) {
    const text = gunzipSync(readFileSync(new URL(file, SERVERS))).toString();
    const { report } = readFileSource(file, text, {}, 0);
    expect(report.rows, file).toBe(text.trim().split('\n').length - 1);
    expect(report.timeColumn, file).toBe('t');
  }
});
