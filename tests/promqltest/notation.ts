/** Prometheus' test notation (promqltest): `load`, `clear`, `eval`, series and values, to commands. Source: prometheus/promql/promqltest/README.md. */
import { type Ms, parseDuration } from '../../src/core/domain/time.ts';
import { parsePromql } from '../../src/core/query/promql.ts';
import {
  readNumber,
  readSeries,
  type WrittenSeries,
} from '../../src/core/query/series-notation.ts';

/** A series line of a file. */
export interface SeriesLine extends WrittenSeries {
  /** Start timestamps were given for it; they are not read. */
  readonly hasStarts: boolean;
}

/** What an `expect` line, or the old `eval_…` word, asks for. */
export interface Expectation {
  readonly kind: 'fail' | 'warn' | 'info' | 'no_warn' | 'no_info' | 'ordered';
  readonly message: string | undefined;
  readonly pattern: RegExp | undefined;
}

export interface EvalCommand {
  readonly kind: 'eval';
  readonly line: number;
  readonly expr: string;
  readonly isRange: boolean;
  readonly start: Ms;
  readonly end: Ms;
  readonly step: Ms;
  readonly expectations: readonly Expectation[];
  /** A lone number: the answer is a scalar. */
  readonly scalar: number | undefined;
  readonly text: string | undefined;
  /** The answer is a range vector with samples at start, start + step, …. */
  readonly isRangeVector: boolean;
  readonly series: readonly SeriesLine[];
}

export type TestCommand =
  | { readonly kind: 'clear' }
  | {
      readonly kind: 'load';
      readonly step: Ms;
      /** Classic histograms are loaded as native ones too. */
      readonly withNative: boolean;
      readonly series: readonly SeriesLine[];
    }
  | EvalCommand;

/** Reads a file. @throws Error with the line that is not understood */
export function parseTestFile(text: string): readonly TestCommand[] {
  const lines = text.split('\n').map((line) => {
    const plain = line.trim();
    return plain.startsWith('#') ? '' : plain;
  });
  const commands: TestCommand[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line === '') continue;
    const body: string[] = [];
    const at = i;
    if (!/^clear$/iu.test(line))
      while (i + 1 < lines.length && lines[i + 1] !== '') body.push(lines[++i]);
    try {
      commands.push(command(line, body, at + 1));
    } catch (error) {
      throw new Error(`line ${at + 1}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return commands;
}

function command(line: string, body: readonly string[], at: number): TestCommand {
  if (/^clear$/iu.test(line)) return { kind: 'clear' };
  const load = /^load(_with_nhcb)?\s+(\S+)$/u.exec(line);
  if (load) {
    return {
      kind: 'load',
      step: duration(load[2]),
      withNative: load[1] !== undefined,
      series: loadedSeries(body),
    };
  }
  const instant = /^eval(?:_(fail|warn|ordered|info))?\s+instant\s+(?:at\s+(\S+))?\s+(.+)$/u.exec(
    line,
  );
  const range =
    /^eval(?:_(fail|warn|info))?\s+range\s+from\s+(\S+)\s+to\s+(\S+)\s+step\s+(\S+)\s+(.+)$/u.exec(
      line,
    );
  if (instant) {
    const start = duration(instant[2] ?? '0');
    return evaluation(instant[3], instant[1], body, {
      start,
      end: start,
      step: 0,
      line: at,
      isRange: false,
    });
  }
  if (range) {
    const [, word, from, to, step, expr] = range;
    const times = { start: duration(from), end: duration(to), step: duration(step) };
    return evaluation(expr, word, body, { ...times, line: at, isRange: true });
  }
  throw new Error(`unknown command: ${line}`);
}

function loadedSeries(body: readonly string[]): SeriesLine[] {
  let hasStarts = false;
  return body.flatMap((line) => {
    // `metric{…}@st` gives start timestamps for the next line.
    if (/^\S*@st\s/u.test(line)) {
      hasStarts = true;
      return [];
    }
    const series = { ...readSeries(line), hasStarts };
    hasStarts = false;
    return [series];
  });
}

function evaluation(
  expr: string,
  word: string | undefined,
  body: readonly string[],
  when: Pick<EvalCommand, 'start' | 'end' | 'step' | 'line' | 'isRange'>,
): EvalCommand {
  const expectations: Expectation[] = [];
  const series: SeriesLine[] = [];
  let scalar: number | undefined;
  let text: string | undefined;
  let vectorTimes: { start: Ms; end: Ms; step: Ms } | undefined;
  if (word) expectations.push(expectation(word, undefined));
  for (const line of body) {
    const over = /^expect range vector from (\S+) to (\S+) step (\S+)$/u.exec(line);
    const string = /^expect string\s+(.+)$/u.exec(line);
    const expected = /^expect\s+(\w+)(?:\s+(msg|regex):\s*(.*))?$/u.exec(line);
    const old = /^expected_fail_(message|regexp)\s+(.*)$/u.exec(line);
    if (over) {
      vectorTimes = { start: duration(over[1]), end: duration(over[2]), step: duration(over[3]) };
    } else if (string) text = literal(string[1]);
    else if (old)
      expectations.push(expectation('fail', [old[1] === 'message' ? 'msg' : 'regex', old[2]]));
    else if (expected)
      expectations.push(
        expectation(expected[1], expected[2] ? [expected[2], expected[3]] : undefined),
      );
    else if (readNumber(line) !== undefined) scalar = readNumber(line);
    else series.push({ ...readSeries(line), hasStarts: false });
  }
  return {
    ...{ kind: 'eval', expr, expectations, scalar, text, series, ...when, ...vectorTimes },
    isRangeVector: vectorTimes !== undefined,
  };
}

function expectation(word: string, match: readonly [string, string] | undefined): Expectation {
  const kinds = ['fail', 'warn', 'info', 'no_warn', 'no_info', 'ordered'] as const;
  const kind = kinds.find((known) => known === word);
  if (kind === undefined) throw new Error(`unknown expectation: ${word}`);
  return {
    kind,
    message: match?.[0] === 'msg' ? match[1].trim() : undefined,
    pattern: match?.[0] === 'regex' ? new RegExp(match[1].trim(), 'u') : undefined,
  };
}

function duration(text: string): Ms {
  const ms = parseDuration(text.replace(/^-/u, '')) ?? (readNumber(text) ?? NaN) * 1000;
  if (Number.isNaN(ms)) throw new Error(`not a duration: ${text}`);
  return text.startsWith('-') ? -Math.abs(ms) : ms;
}

function literal(text: string): string {
  const expr = parsePromql(text);
  if (expr.kind !== 'string') throw new Error(`not a text: ${text}`);
  return expr.value;
}
