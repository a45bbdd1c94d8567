/** JSON as people export it: records, JSON lines, columns, {time: value} maps, Prometheus answers. To a dataset. */
import { EdgeError } from '../domain/errors.ts';
import type { ColumnMapping, ReadFile } from './dataset.ts';
import { ProblemList } from './dataset.ts';
import { errorOffset, linesAtDepth, nesting, placeAt } from './json-scan.ts';
import { type JsonRecord, recordsOf, tabulate } from './json-shapes.ts';
import { readPrometheus } from './prometheus-json.ts';
import { isRecord } from './records.ts';
import { readRows } from './table.ts';

/** Deeper nesting than any of the shapes needs is refused before it is parsed. */
const MAX_DEPTH = 64;
const SAMPLE_ROWS = 200;

/**
 * Reads JSON as samples. Understood: an array of objects (nested objects become `a.b` columns), JSON lines, arrays of rows,
 * `{"column": […], …}`, `{"<time>": value | {…}}`, `{"t": …, "servers": {name: {metric: value}}}`, any of them inside one property
 * of an object, and the Prometheus HTTP API's matrix and vector results. `NaN` and `Infinity` as Python writes them are gaps.
 * Keys are only ever data: `__proto__` is a column like any other.
 * @throws EdgeError `file/bad-json` with line and column; `file/unknown-format` when it is JSON of another shape; and what tables throw
 */
export function readJson(name: string, text: string, mapping: ColumnMapping = {}): ReadFile {
  const depth = nesting(text);
  if (depth > MAX_DEPTH) {
    throw new EdgeError('file/bad-json', `${name}: nested ${depth} deep`, {
      name,
      depth,
      line: 1,
      column: 1,
      text: text.slice(0, 40),
    });
  }
  const problems = new ProblemList();
  const whole = parseWhole(text);
  if (whole !== undefined) {
    const prometheus = readPrometheus(name, whole.value, problems);
    if (prometheus !== undefined) return prometheus;
    const found = recordsOf(whole.value);
    if (found === undefined) {
      throw new EdgeError('file/unknown-format', `${name}: JSON, but no records with times`, {
        name,
        line: 1,
        column: 1,
        text: text.trim().slice(0, 40),
      });
    }
    const lines = linesAtDepth(text, found.depth);
    const isPlaced = lines.length === found.origins;
    return readRecords(
      name,
      found.records,
      (record) => (isPlaced ? lines[found.originOf(record)] : record + 1),
      mapping,
      problems,
    );
  }
  return readLines(name, text, mapping, problems);
}

/** One JSON value per line; lines that are not JSON are listed. */
function readLines(
  name: string,
  text: string,
  mapping: ColumnMapping,
  problems: ProblemList,
): ReadFile {
  const records: JsonRecord[] = [];
  const lines: number[] = [];
  const rows = text.split('\n');
  for (let i = 0; i < rows.length; i++) {
    if (rows[i].trim() === '') continue;
    const parsed = parseWhole(rows[i]);
    if (parsed === undefined || !isRecord(parsed.value)) {
      const offset = parsed === undefined ? errorOffset(rows[i]) : 0;
      problems.add('bad-line', i + 1, Math.max(0, offset) + 1, rows[i].trim());
      // Not a single good line at the start: this is one broken document, not many.
      if (records.length === 0) break;
      continue;
    }
    for (const record of recordsOf([parsed.value])?.records ?? []) {
      records.push(record);
      lines.push(i + 1);
    }
  }
  if (records.length === 0) {
    const { line, column } = placeAt(text, errorOffset(text));
    const shown =
      text
        .split('\n')
        .at(line - 1)
        ?.trim()
        .slice(0, 80) ?? '';
    throw new EdgeError('file/bad-json', `${name}: not JSON at line ${line}, column ${column}`, {
      name,
      line,
      column,
      text: shown,
    });
  }
  return readRecords(name, records, (record) => lines[record], mapping, problems);
}

function readRecords(
  name: string,
  records: readonly JsonRecord[],
  lineOf: (record: number) => number,
  mapping: ColumnMapping,
  problems: ProblemList,
): ReadFile {
  const { header, cells } = tabulate(records);
  const sample = records.slice(0, SAMPLE_ROWS).map((_, i) => [...cells(i)]);
  return readRows(
    {
      name,
      header,
      sample,
      decimalComma: false,
      problems,
      each(visit) {
        for (let i = 0; i < records.length; i++)
          visit(cells(i), lineOf(i), () => ({ line: lineOf(i), column: 1 }));
      },
    },
    mapping,
  );
}

/** The parsed value, in a box because it may be anything; `undefined` when the text is not JSON. */
function parseWhole(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // Python's json module writes NaN and Infinity; as gaps they are null.
    const mended = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/gsu, (word) =>
      word.startsWith('"') ? word : 'null',
    );
    if (mended === text) return undefined;
    try {
      return { value: JSON.parse(mended) };
    } catch {
      return undefined;
    }
  }
}
