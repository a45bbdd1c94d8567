/**
 * Series in Prometheus' test notation: `metric{label="value"} 1 2+3x4 _ stale`. Source: prometheus/promql/promqltest/README.md and
 * the unit tests of rules. One reader for our tests of PromQL and for tests of rules.
 */
import type { Labels } from '../domain/series.ts';
import type { Ms } from '../domain/time.ts';
import { parsePromql } from './promql.ts';
import type { LabelledSeries } from './source.ts';

/** A value of a series line: a number, a stale mark, nothing, or a native histogram, which is not read. */
export type Point = number | 'stale' | 'none' | 'histogram';

/** A series as it is written. */
export interface WrittenSeries {
  readonly labels: Labels;
  readonly points: readonly Point[];
}

/** Points of a line at most: `0x1000000000` is refused before it is made. */
const MAX_POINTS = 1_000_000;

/** Samples of a written series, the first at 0, one every `step`; histograms are left out. */
export function samplesOfPoints({ labels, points }: WrittenSeries, step: Ms): LabelledSeries {
  const kept = [...points.keys()].filter((i) => points[i] !== 'none' && points[i] !== 'histogram');
  const number = (i: number): number => {
    const point = points[i];
    return typeof point === 'number' ? point : Number.NaN;
  };
  return {
    labels,
    times: Float64Array.from(kept, (i) => i * step),
    values: Float64Array.from(kept, number),
    stale: Uint8Array.from(kept, (i) => Number(points[i] === 'stale')),
  };
}

/** Reads one line. @throws Error with what is not understood */
export function readSeries(line: string): WrittenSeries {
  const end = labelsEnd(line);
  return { labels: readLabels(line.slice(0, end).trim()), points: readPoints(line.slice(end)) };
}

function labelsEnd(line: string): number {
  const name = /^[a-zA-Z_:][\w:]*\s*/u.exec(line)?.[0] ?? '';
  if (line.charAt(name.length) !== '{' || line.startsWith('{{', name.length)) return name.length;
  let quote = '';
  for (let i = name.length + 1; i < line.length; i++) {
    const char = line.charAt(i);
    if (quote !== '') {
      if (char === '\\' && quote !== '`') i++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'" || char === '`') quote = char;
    else if (char === '}') return i + 1;
  }
  throw new Error(`labels are not closed: ${line}`);
}

/** Reads a series' name and labels, braces closed. @throws Error when it is none */
export function readLabels(text: string): Labels {
  const labels: Record<string, string> = Object.create(null);
  if (/^\{\s*\}$/u.test(text)) return labels;
  // A condition that refuses the empty text lets the parser read any other.
  const probe = text.replace(/\{\s*/u, '{__probe__="x",').replace(/,?\s*\}$/u, '}');
  const expr = parsePromql(probe.includes('{') ? probe : text);
  if (expr.kind !== 'selector') throw new Error(`not a series: ${text}`);
  for (const { label, op, value } of expr.matchers) {
    if (op !== '=') throw new Error(`not a label: ${label}${op}`);
    if (value !== '' && label !== '__probe__') labels[label] = value;
  }
  return labels;
}

/** Reads the values of a line. @throws Error with what is not understood */
export function readPoints(text: string): readonly Point[] {
  const items = text.match(/(?:\{\{.*?\}\}|\S)+/gu) ?? [];
  return items.flatMap(readItem);
}

function readItem(item: string): Point[] {
  if (item.startsWith('{{'))
    return new Array<Point>(1 + Number(/x(\d+)$/u.exec(item)?.[1] ?? 0)).fill('histogram');
  const word = /^(_|stale)(?:x(\d+))?$/u.exec(item);
  if (Number(word?.[2] ?? 0) > MAX_POINTS) throw new Error(`too many values: ${item}`);
  if (word) {
    if (word[1] === 'stale') return new Array<Point>(1 + Number(word[2] ?? 0)).fill('stale');
    return new Array<Point>(Number(word[2] ?? 1)).fill('none');
  }
  const plain = /^[+-]?0x\d/iu.test(item) ? undefined : readNumber(item);
  if (plain !== undefined) return [plain];
  const series = /^(.+?)(?:([+-])([^+-]*(?:e[+-]?\d+)?))?x(\d+)$/iu.exec(item);
  const first = series && readNumber(series[1]);
  if (series === null || first === undefined) throw new Error(`not a value: ${item}`);
  const [, , sign, size = '0', count] = series;
  const delta = readNumber(size);
  if (delta === undefined) throw new Error(`not a value: ${item}`);
  // Added step by step, as Prometheus does: the rounding is part of the test.
  if (Number(count) > MAX_POINTS) throw new Error(`too many values: ${item}`);
  const points: Point[] = [];
  for (let i = 0, x = first ?? 0; i <= Number(count); i++, x += sign === '-' ? -delta : delta)
    points.push(x);
  return points;
}

/** A number as Go reads it; `undefined` for anything else. */
export function readNumber(text: string): number | undefined {
  if (/^[+-]?inf(?:inity)?$/iu.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^[+-]?nan$/iu.test(text)) return NaN;
  const hex = /^([+-]?)(0x[\da-f]+)$/iu.exec(text);
  if (hex) return (hex[1] === '-' ? -1 : 1) * Number(hex[2]);
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text) ? Number(text) : undefined;
}
