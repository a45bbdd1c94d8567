/** CSV: every dialect we meet, rows that cannot be read, and that writing and reading agree. */

import { expect, test } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import { parseTable, readCsv, writeTable } from '../../src/core/formats/csv.ts';
import { frameOf, type ReadFile } from '../../src/core/formats/dataset.ts';
import fc from '../property.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);
const NINE = Date.UTC(2026, 2, 1, 9);

/** Values of each metric of the first server, by metric id. */
function columns(file: ReadFile): Record<string, number[]> {
  const { fleet, series } = file.dataset;
  const servers = fleet.servers.length;
  return Object.fromEntries(
    fleet.metrics.map(({ id }, m) => [
      id,
      [...series[m * servers].values].map((x) => Number(x.toPrecision(6))),
    ]),
  );
}

test('a wide table is one server named after the file, columns are metrics', () => {
  const file = readCsv(
    'logs/web-01.csv',
    'timestamp,CPU Usage (%),mem,queue depth\n2026-03-01 09:00:00,25,0.5,7\n2026-03-01 09:01:00,50,0.25,9\n',
  );
  expect(file.dataset.fleet.servers.map(({ name }) => name)).toEqual(['web-01']);
  expect(columns(file)).toEqual({ cpu: [0.25, 0.5], memory: [0.5, 0.25], queue_depth: [7, 9] });
  expect(file.dataset).toMatchObject({ from: NINE, to: NINE + 60_000, step: 60_000 });
  expect(file).toMatchObject({ rows: 2, problemCount: 0, timeColumn: 'timestamp' });
});

test('a long table has a server column', () => {
  const { dataset } = readCsv(
    'x.csv',
    'time,host,cpu\n1772355600,a,10\n1772355600,b,20\n1772355660,a,30\n1772355660,b,90\n',
  );
  expect(dataset.fleet.servers.map(({ name, index }) => [name, index])).toEqual([
    ['a', 0],
    ['b', 1],
  ]);
  const frame = new Float32Array(2);
  frameOf(dataset, NINE + 60_000, frame);
  expect([...frame]).toEqual([Math.fround(0.3), Math.fround(0.9)]);
});

test('a tall table has a metric column', () => {
  const file = readCsv(
    'x.csv',
    'time,host,metric,value\n1772355600,a,cpu,0.1\n1772355600,a,load1,2\n1772355660,a,cpu,0.2\n1772355660,a,load1,3\n',
  );
  expect(columns(file)).toEqual({ cpu: [0.1, 0.2], load: [2, 3] });
});

test('semicolons, tabs, bars, decimal commas and an Excel hint', () => {
  expect(
    columns(readCsv('a.csv', 'time;x;y\n01.03.2026 09:00;1,5;2\n01.03.2026 09:01;2,5;3\n')),
  ).toEqual({ x: [1.5, 2.5], y: [2, 3] });
  expect(columns(readCsv('a.tsv', 'time\tx\n2026-03-01 09:00\t1\n'))).toEqual({ x: [1] });
  expect(columns(readCsv('a.csv', 'time|x\n2026-03-01 09:00|1\n'))).toEqual({ x: [1] });
  expect(
    columns(readCsv('a.csv', '\ufeffsep=;\r\ntime;x\r\n2026-03-01 09:00;"1.234,5"\r\n')),
  ).toEqual({ x: [1234.5] });
});

test('without a header, columns are numbered', () => {
  expect(columns(readCsv('a.csv', '2026-03-01 09:00:00,1\r2026-03-01 09:01:00,2\r'))).toEqual({
    c2: [1, 2],
  });
});

test('date and time of day in two columns', () => {
  const { dataset } = readCsv('a.csv', 'Date,Time,x\n2026-03-01,09:00,1\n2026-03-01,09:05,2\n');
  expect(dataset).toMatchObject({ from: NINE, step: 300_000 });
});

test('Korean headers, percent signs in cells', () => {
  expect(
    columns(
      readCsv(
        '서버.csv',
        '측정 시간,CPU 사용률,메모리\n2026년 3월 1일 09:00,84.3%,12\n2026년 3월 1일 09:01,1%,13\n',
      ),
    ),
  ).toEqual({
    cpu: [0.843, 0.01],
    memory: [0.12, 0.13],
  });
});

test('bad rows are listed with line and column, good ones kept', () => {
  const text =
    'time,x,y\n2026-03-01 09:00,1,2\nyesterday,1,2\n2026-03-01 09:02,abc,3\n2026-03-01 09:03,1\n2026-03-01 09:04,1,2,3\n2026-03-01 09:05,,4\n';
  const file = readCsv('a.csv', text);
  expect(file.problems).toEqual([
    { line: 3, column: 1, code: 'bad-time', text: 'yesterday' },
    { line: 4, column: 18, code: 'bad-number', text: 'abc' },
    { line: 5, column: 18, code: 'too-few-columns', text: '2026-03-01 09:03 | 1' },
    { line: 6, column: 22, code: 'too-many-columns', text: '2026-03-01 09:04 | 1 | 2 | 3' },
  ]);
  expect(file.rows).toBe(3);
  expect(columns(file)).toEqual({ x: [1], y: [2, 3, 4] });
});

test('gaps stay gaps', () => {
  const { dataset } = readCsv(
    'a.csv',
    'time,x\n2026-03-01 09:00,1\n2026-03-01 09:01,2\n2026-03-01 09:03,4\n2026-03-01 09:04,n/a\n2026-03-01 09:05,5\n',
  );
  const seen: number[] = [];
  const frame = new Float32Array(1);
  for (let t = dataset.from; t <= dataset.to; t += dataset.step) {
    frameOf(dataset, t, frame);
    seen.push(frame[0]);
  }
  expect(seen).toEqual([1, 2, NaN, 4, NaN, 5]);
});

test('twice the same instant: the later row wins and is listed', () => {
  const file = readCsv(
    'a.csv',
    'time,x\n2026-03-01 09:01,1\n2026-03-01 09:00,0\n2026-03-01 09:01,5\n',
  );
  expect(columns(file)).toEqual({ x: [0, 5] });
  expect(file.problems).toEqual([
    { line: 4, column: 1, code: 'duplicate-time', text: '2026-03-01T09:01:00.000Z' },
  ]);
});

test('jitter does not open gaps', () => {
  const rows = Array.from(
    { length: 200 },
    (_, i) => `${NINE + i * 60_000 + ((i * i * 7919) % 9001) - 4500},${i}`,
  );
  const { dataset } = readCsv('a.csv', `time,x\n${rows.join('\n')}\n`);
  const frame = new Float32Array(1);
  let ticks = 0;
  for (let t = dataset.from; t <= dataset.to; t += dataset.step) {
    frameOf(dataset, t, frame);
    expect(frame[0]).toBe(ticks++);
  }
  expect(ticks).toBe(200);
});

test('a quote nobody closes costs one cell, not the file', () => {
  const { rows, problems } = parseTable('a,b\n1,"x\n2,y\n');
  expect(rows).toEqual([
    ['1', '"x'],
    ['2', 'y'],
  ]);
  expect(problems).toMatchObject([{ code: 'bad-quote', line: 2, column: 3 }]);
});

test('quoted line breaks count as lines', () => {
  const { rows, lines } = parseTable('a,b\n"x\r\ny",1\nz,2\n', { hasHeader: true });
  expect(rows).toEqual([
    ['x\r\ny', '1'],
    ['z', '2'],
  ]);
  expect(lines).toEqual([2, 4]);
});

test('a mapping overrides the guesses', () => {
  const text = 'a,b,c\n1772355600,1772355600,x\n1772355660,1772355661,y\n';
  const file = readCsv('f.csv', text, { time: 'b', server: 'C', values: ['a'] });
  expect(file.timeColumn).toBe('b');
  expect(file.dataset.fleet.servers.map(({ name }) => name)).toEqual(['x', 'y']);
});

test.each([
  ['file/no-time-column', 'a,b\nx,1\ny,2\n'],
  ['file/no-value-column', 'time,b\n2026-03-01,x\n2026-03-02,y\n'],
  ['file/no-rows', 'time,b\n'],
  ['file/unknown-format', 'just some words\nand more\n'],
])('%s', (code, text) => {
  expect(() => readCsv('a.csv', text)).toThrow(expect.objectContaining({ code }));
});

test('a server called __proto__ is a server', () => {
  const { dataset } = readCsv(
    'a.csv',
    'time,host,__proto__\n2026-03-01,__proto__,1\n2026-03-02,constructor,2\n',
  );
  expect(dataset.fleet.servers.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
  expect(dataset.fleet.metrics.map(({ id }) => id)).toEqual(['proto']);
  expect(Object.hasOwn(Object.prototype, 'index')).toBe(false);
});

test('formulas are disarmed on the way out and restored on the way in', () => {
  const text = writeTable([['=1+1', '@x', '-5', '+x', '\tx']]);
  expect(text).toBe(`"'=1+1","'@x",-5,"'+x","'\tx"\r\n`);
  expect(parseTable(text, { delimiter: ',', hasHeader: false }).rows).toEqual([
    ['=1+1', '@x', '-5', '+x', '\tx'],
  ]);
});

test('what is written is read back', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.string({
      unit: fc.constantFrom('"', ',', ';', '\n', '\r', ' ', '#', "'", '=', 'a', '\ufeff', '\0'),
    }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 6 }),
      fc.constantFrom(',', ';', '\t', '|'),
      (rows, delimiter) => {
        expect(
          parseTable(writeTable(rows, delimiter), { delimiter, hasHeader: false }).rows,
        ).toEqual(rows);
      },
    ),
    { numRuns: RUNS },
  );
});

test('any text is read or refused with a code', () => {
  const near = fc.array(
    fc.constantFrom(
      'time',
      'host',
      '2026-03-01 09:00',
      '1772355600',
      ',',
      ',',
      '\n',
      '\n',
      '1.5',
      '"',
      ';',
      'x',
      '%',
      '\0',
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        near.map((parts) => parts.join('')),
      ),
      (text) => {
        parseTable(text);
        try {
          const { dataset } = readCsv('f.csv', text);
          for (const { times } of dataset.series)
            for (let i = 1; i < times.length; i++) expect(times[i]).toBeGreaterThan(times[i - 1]);
        } catch (error) {
          expect(error).toBeInstanceOf(EdgeError);
        }
      },
    ),
    { numRuns: RUNS },
  );
});
