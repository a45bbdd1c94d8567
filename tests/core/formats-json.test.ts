/** JSON in its many shapes, and that hostile input stays data. */

import { expect, test } from 'vitest';
import { EdgeError } from '../../src/core/domain/errors.ts';
import type { ReadFile } from '../../src/core/formats/dataset.ts';
import { readJson } from '../../src/core/formats/json.ts';
import { errorOffset, nesting } from '../../src/core/formats/json-scan.ts';
import fc from '../property.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);

/** `server metric: values` of every series. */
function shown({ dataset }: ReadFile): string[] {
  const { metrics, servers } = dataset.fleet;
  return metrics.flatMap((metric, m) =>
    servers.map(
      (server, s) =>
        `${server.name} ${metric.id}: ${[...dataset.series[m * servers.length + s].values].join(' ')}`,
    ),
  );
}

test('an array of objects, nested ones flattened', () => {
  const text =
    '[{"time": 1772355600000, "host": "a", "cpu": 0.5, "net": {"rx": 1}},\n {"time": 1772355660000, "host": "a", "cpu": null, "net": {"rx": 2}}]';
  expect(shown(readJson('x.json', text))).toEqual(['a cpu: 0.5', 'a net_in: 1 2']);
});

test('JSON lines, with a broken one listed', () => {
  const file = readJson(
    'x.jsonl',
    '{"t": "2026-03-01T09:00Z", "x": 1}\n{"t": oops}\n\n{"t": "2026-03-01T09:01Z", "x": 2}\n',
  );
  expect(shown(file)).toEqual(['x x: 1 2']);
  expect(file.problems).toEqual([{ line: 2, column: 7, code: 'bad-line', text: '{"t": oops}' }]);
});

test('frames of many servers, one per line', () => {
  const text =
    '{"t":1772355600000,"servers":{"a":{"cpu":0.5},"b":{"cpu":0.25}}}\n{"t":1772355660000,"servers":{"a":{"cpu":0.75},"b":{"cpu":null}}}';
  expect(shown(readJson('x.json', text))).toEqual(['a cpu: 0.5 0.75', 'b cpu: 0.25']);
});

test('a map from time to value, columns, rows, and a wrapper around records', () => {
  expect(shown(readJson('x.json', '{"2026-03-01 09:00": 1, "2026-03-01 09:01": 2}'))).toEqual([
    'x value: 1 2',
  ]);
  expect(shown(readJson('x.json', '{"timestamp": [1772355600, 1772355660], "x": [1, 2]}'))).toEqual(
    ['x x: 1 2'],
  );
  expect(shown(readJson('x.json', '[[1772355600000, 1], [1772355660000, 2]]'))).toEqual([
    'x c2: 1 2',
  ]);
  expect(
    shown(readJson('x.json', '{"meta": {"n": 2}, "data": [{"ts": 1772355600, "x": 1}]}')),
  ).toEqual(['x x: 1']);
});

test('a Prometheus range answer', () => {
  const text = `{"status":"success","data":{"resultType":"matrix","result":[
    {"metric":{"__name__":"node_load1","instance":"a:9100","job":"node"},"values":[[1772355600,"0.5"],[1772355615.5,"NaN"],[1772355630,"2"]]},
    {"metric":{"__proto__":"x","instance":"a:9100"},"values":[[1772355600,"+Inf"],[1772355630,"7"],["x","1"]]}]}}`;
  const file = readJson('x.json', text);
  expect(shown(file)).toEqual(['a:9100 load: 0.5 2', 'a:9100 value___proto___x: 7']);
  expect(file.problems).toMatchObject([{ code: 'bad-number', line: 2 }]);
});

test("Python's NaN is a gap", () => {
  expect(
    shown(
      readJson(
        'x.json',
        '[{"t": "2026-03-01", "x": NaN, "s": "NaN"}, {"t": "2026-03-02", "x": 1, "s": "a"}]',
      ),
    ),
  ).toEqual(['x x: 1']);
});

test('problems name the line of their record', () => {
  const file = readJson(
    'x.json',
    '[\n  {"time": "2026-03-01", "x": 1},\n  {"time": "never", "x": 2},\n  {"time": "2026-03-03", "x": "many"}\n]',
  );
  expect(file.problems.map(({ line, code, text }) => [line, code, text])).toEqual([
    [3, 'bad-time', 'never'],
    [4, 'bad-number', 'many'],
  ]);
});

test.each([
  ['{"a": 1,}', 1, 9],
  ['[1, 2', 1, 6],
  ['{"time": "2026-03-01",\n "x": tru}', 2, 7],
  ['["\\x"]', 1, 3],
  ['[01]', 1, 3],
])('%s breaks at line %i, column %i', (text, line, column) => {
  expect(() => readJson('x.json', text)).toThrow(
    expect.objectContaining({
      code: 'file/bad-json',
      detail: expect.objectContaining({ line, column }),
    }),
  );
});

test('depth is refused before it is parsed', () => {
  expect(() => readJson('x.json', '['.repeat(100_000))).toThrow(
    expect.objectContaining({ code: 'file/bad-json' }),
  );
  expect(nesting('[{"a": "[[[["}]')).toBe(2);
});

test('keys are data: nothing reaches a prototype', () => {
  const text =
    '[{"time": "2026-03-01", "__proto__": 1, "constructor": 2, "host": "__proto__"}, {"time": "2026-03-02", "__proto__": 3, "constructor": 4, "host": "__proto__"}]';
  expect(shown(readJson('x.json', text))).toEqual([
    '__proto__ proto: 1 3',
    '__proto__ constructor: 2 4',
  ]);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('the scanner agrees with JSON.parse', () => {
  const parses = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const broken = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', '\\', '1', ' ', '\n'))
    .map(([text, at, junk]) => {
      const i = at % (text.length + 1);
      return text.slice(0, i) + junk + text.slice(i + 1);
    });
  fc.assert(
    fc.property(fc.oneof(fc.json(), broken, fc.string()), (text) => {
      expect(errorOffset(text) < 0).toBe(parses(text));
    }),
    { numRuns: RUNS },
  );
});

test('any JSON is read or refused with a code', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json({ maxDepth: 4 }), fc.string()), (text) => {
      try {
        readJson('x.json', text);
      } catch (error) {
        expect(error).toBeInstanceOf(EdgeError);
      }
    }),
    { numRuns: RUNS },
  );
});
