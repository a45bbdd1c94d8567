/** Runs promqltest commands against our evaluator and tells of each `eval` whether it holds. */
import { EdgeError } from '../../src/core/domain/errors.ts';
import type { Labels, Matrix } from '../../src/core/domain/series.ts';
import { MINUTE, type Ms } from '../../src/core/domain/time.ts';
import { type Answer, answer } from '../../src/core/query/answer.ts';
import type { Expr, Matcher } from '../../src/core/query/ast.ts';
import { evaluate } from '../../src/core/query/evaluate.ts';
import type { Note } from '../../src/core/query/notes.ts';
import { parsePromql } from '../../src/core/query/promql.ts';
import type { Point } from '../../src/core/query/series-notation.ts';
import {
  type LabelledSeries,
  labelledSource,
  type SampleSource,
} from '../../src/core/query/source.ts';
import { labelKey } from '../../src/core/query/value.ts';
import type { EvalCommand, SeriesLine, TestCommand } from './notation.ts';
import { noteText } from './note-text.ts';

/** How an `eval` went. */
export interface CaseResult {
  readonly line: number;
  readonly expr: string;
  /** No native histogram is expected, and none of the series it selects has any. */
  readonly isFloatOnly: boolean;
  /** Why it failed; `undefined` when it holds. */
  readonly fault: string | undefined;
}

interface Loaded {
  readonly labels: Labels;
  readonly times: number[];
  readonly values: number[];
  readonly stale: number[];
}

const EPSILON = 1e-6;
const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** Runs a file's commands in order. */
export function runCommands(commands: readonly TestCommand[]): CaseResult[] {
  let series = new Map<string, Loaded>();
  let native: Labels[] = [];
  const results: CaseResult[] = [];
  for (const command of commands) {
    switch (command.kind) {
      case 'clear':
        series = new Map();
        native = [];
        break;
      case 'load':
        for (const one of command.series) {
          load(series, one, command.step);
          if (one.points.includes('histogram')) native.push(one.labels);
          if (command.withNative) native.push(nativeTwin(one.labels));
        }
        break;
      case 'eval': {
        const source = labelledSource([...series.values()].map(freeze));
        results.push({
          line: command.line,
          expr: command.expr,
          isFloatOnly: isFloatOnly(command, native),
          fault: faultOf(command, source),
        });
        break;
      }
    }
  }
  return results;
}

function load(into: Map<string, Loaded>, { labels, points }: SeriesLine, step: Ms): void {
  const key = labelKey(labels);
  const one = into.get(key) ?? { labels, times: [], values: [], stale: [] };
  into.set(key, one);
  points.forEach((point, i) => {
    if (point === 'none' || point === 'histogram') return;
    one.times.push(i * step);
    one.values.push(point === 'stale' ? NaN : point);
    one.stale.push(Number(point === 'stale'));
  });
}

function freeze({ labels, times, values, stale }: Loaded): LabelledSeries {
  // Later loads of a series may interleave; the later of two samples at an instant counts.
  const order = [...times.keys()].sort((a, b) => times[a] - times[b] || a - b);
  const kept = order.filter((k, i) => times[order[i + 1]] !== times[k]);
  return {
    labels,
    times: Float64Array.from(kept, (k) => times[k]),
    values: Float64Array.from(kept, (k) => values[k]),
    stale: Uint8Array.from(kept, (k) => stale[k]),
  };
}

/** The series `load_with_nhcb` makes beside a classic bucket, sum or count. */
function nativeTwin(labels: Labels): Labels {
  const { le: _, ...rest } = labels;
  return { ...rest, __name__: (labels.__name__ ?? '').replace(/_(?:bucket|sum|count)$/u, '') };
}

function isFloatOnly(command: EvalCommand, native: readonly Labels[]): boolean {
  if (command.series.some(({ points }) => points.includes('histogram'))) return false;
  let expr: Expr;
  try {
    expr = parsePromql(command.expr);
  } catch {
    return !command.expr.includes('histogram');
  }
  return !selectorsOf(expr).some((matchers) =>
    native.some((labels) => matchers.every(({ label, test }) => test(labels[label] ?? ''))),
  );
}

function selectorsOf(expr: Expr): (readonly Matcher[])[] {
  switch (expr.kind) {
    case 'selector':
      return [expr.matchers];
    case 'subquery':
    case 'negate':
      return selectorsOf(expr.expr);
    case 'call':
      return expr.args.flatMap(selectorsOf);
    case 'aggregate':
      return [...selectorsOf(expr.expr), ...(expr.parameter ? selectorsOf(expr.parameter) : [])];
    case 'binary':
      return [...selectorsOf(expr.left), ...selectorsOf(expr.right)];
    default:
      return [];
  }
}

function faultOf(command: EvalCommand, source: SampleSource): string | undefined {
  const { start, end, step, isRange } = command;
  const mustFail = command.expectations.some(({ kind }) => kind === 'fail');
  const notes: Note[] = [];
  let found: Answer;
  try {
    const at = isRange ? { start, end, step } : { start: end, end, step: 0 };
    const onNotes = (all: readonly Note[]) => notes.push(...all);
    found = answer(parsePromql(command.expr), source, { ...at, onNotes });
  } catch (error) {
    if (!(error instanceof EdgeError)) throw error;
    // Messages are in words of our own: only that it fails is compared.
    return mustFail ? undefined : `${error.code}: ${error.message}`;
  }
  if (mustFail) return 'answered, and should have failed';
  return (
    wrongNotes(command, notes) ??
    (found.kind === 'text' ? wrongText(command, found.text) : undefined) ??
    (found.kind === 'samples' ? wrongSamples(command, found.series) : undefined) ??
    (found.kind === 'matrix' ? wrongMatrix(command, found.matrix, source) : undefined)
  );
}

function wrongNotes(command: EvalCommand, notes: readonly Note[]): string | undefined {
  for (const level of ['warn', 'info'] as const) {
    const texts = notes
      .filter((note) => note.level.startsWith(level))
      .map((note) => noteText(note, command.expr));
    const wanted = command.expectations.filter(({ kind }) => kind === level);
    if (command.expectations.some(({ kind }) => kind === `no_${level}`) && texts.length > 0)
      return `unexpected ${level}: ${texts[0]}`;
    for (const { message, pattern } of wanted) {
      const fits = (text: string) =>
        message !== undefined ? text === message : (pattern?.test(text) ?? true);
      if (!texts.some(fits))
        return `expected ${level} ${message ?? pattern ?? ''}, got ${texts[0]}`;
    }
  }
  return undefined;
}

function wrongText(command: EvalCommand, text: string): string | undefined {
  return text === command.text ? undefined : `text ${text}`;
}

function wrongSamples(
  { series, start, end, step }: EvalCommand,
  found: Extract<Answer, { kind: 'samples' }>['series'],
): string | undefined {
  const wanted = series.map(({ labels, points }) => [labelKey(labels), points] as const);
  if (found.length !== wanted.length) return `${found.length} series, not ${wanted.length}`;
  for (const [key, points] of wanted) {
    const one = found.find(({ labels }) => labelKey(labels) === key);
    if (!one) return `no series ${key}`;
    const expected = points.flatMap((x, i) =>
      typeof x === 'number' ? [[start + i * step, x]] : [],
    );
    const got = [...one.times].map((t, i) => [t, one.values[i]]);
    if (expected.length !== got.length) return `${got.length} samples of ${key} until ${end}`;
    for (const [i, [t, x]] of expected.entries())
      if (got[i][0] !== t || !isClose(got[i][1], x)) return `${key}: ${got[i]} is not ${t},${x}`;
  }
  return undefined;
}

function wrongMatrix(
  command: EvalCommand,
  matrix: Matrix,
  source: SampleSource,
): string | undefined {
  const { scalar, series, isRange } = command;
  if (matrix.kind === 'scalar' && !isRange) {
    const [value] = matrix.series[0].values;
    return scalar !== undefined && isClose(value, scalar) ? undefined : `scalar ${value}`;
  }
  if (scalar !== undefined) return `a ${matrix.kind}, not a scalar`;
  const fault = wrongSeries(series, matrix);
  if (fault !== undefined) return fault;
  const isOrdered = command.expectations.some(({ kind }) => kind === 'ordered');
  if (isOrdered) {
    const keys = matrix.series.map(({ labels }) => labelKey(labels));
    const out = series.findIndex(({ labels }, i) => labelKey(labels) !== keys[i]);
    return out < 0 ? undefined : `order: ${keys[out]} at ${out + 1}`;
  }
  return isRange ? undefined : wrongInRange(command, source);
}

/** An instant query must answer as the same instant of a range does. */
function wrongInRange(
  { expr, end, series }: EvalCommand,
  source: SampleSource,
): string | undefined {
  // The query's own ends are part of such an expression.
  if (/\b(?:start|end|range|step)\(\)/iu.test(expr)) return undefined;
  const at = { start: end - MINUTE, end: end + MINUTE, step: MINUTE };
  const matrix = evaluate(parsePromql(expr), source, at);
  const middle = matrix.series
    .map((one) => ({
      labels: one.labels,
      values: one.values.slice(1, 2),
      present: Uint8Array.of(Number(isPresent(one, 1))),
    }))
    .filter(({ present }) => present[0] === 1);
  const fault = wrongSeries(series, { ...matrix, length: 1, series: middle });
  return fault && `in a range: ${fault}`;
}

function isPresent({ values, present }: Matrix['series'][number], i: number): boolean {
  return present ? present[i] === 1 : !Number.isNaN(values[i]);
}

function wrongSeries(
  wanted: readonly Pick<SeriesLine, 'labels' | 'points'>[],
  matrix: Matrix,
): string | undefined {
  const expected = new Map(wanted.map(({ labels, points }) => [labelKey(labels), points]));
  const found = new Map(matrix.series.map((one) => [labelKey(one.labels), one]));
  if (found.size !== matrix.series.length) return 'two series with the same labels';
  for (const [key, one] of found) {
    const points = expected.get(key);
    if (points === undefined) return `unexpected series ${key} ${[...one.values].slice(0, 5)}`;
    for (let i = 0; i < matrix.length; i++) {
      const point: Point = points[i] ?? 'none';
      const isExpected = typeof point === 'number';
      if (isExpected !== isPresent(one, i))
        return `${key} ${isExpected ? 'misses' : 'has'} point ${i}: ${one.values[i]}`;
      if (isExpected && !isClose(one.values[i], point))
        return `${key} point ${i}: ${one.values[i]} is not ${point}`;
    }
  }
  for (const [key, points] of expected)
    if (!found.has(key) && points.some((point) => typeof point === 'number'))
      return `no series ${key}`;
  return undefined;
}

/** Prometheus' almost.Equal. */
function isClose(a: number, b: number): boolean {
  if ((Number.isNaN(a) && Number.isNaN(b)) || a === b) return true;
  const size = Math.abs(a) + Math.abs(b);
  const difference = Math.abs(a - b);
  if (a === 0 || b === 0 || size < SMALLEST_NORMAL) return difference < EPSILON * SMALLEST_NORMAL;
  return difference / Math.min(size, Number.MAX_VALUE) < EPSILON;
}
