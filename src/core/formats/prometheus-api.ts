/** Answers of the Prometheus HTTP API v1, checked. Source: prometheus.io/docs/prometheus/latest/querying/api. */
import { EdgeError } from '../domain/errors.ts';
import type { Labels, Matrix, MatrixSeries, Remark } from '../domain/series.ts';
import type { EpochMs, Ms } from '../domain/time.ts';
import { isRecord } from './records.ts';

/** One series of an answer: times in ms, ascending; NaN where the source says so. */
export interface ApiSeries {
  readonly labels: Labels;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/**
 * The `data` of a successful answer.
 * @throws EdgeError `source/rejected` with the source's words, `source/bad-response` when it is no such answer
 */
export function readApiAnswer(answer: unknown): unknown {
  if (isRecord(answer) && answer.status === 'success' && 'data' in answer) return answer.data;
  if (isRecord(answer) && answer.status === 'error' && typeof answer.error === 'string') {
    const text = answer.error.slice(0, 500);
    throw new EdgeError('source/rejected', text, { text });
  }
  throw new EdgeError('source/bad-response', 'not an answer of the Prometheus API');
}

/** Remarks of a successful answer in the source's own words: partial data, suspicious functions. Ten at most. */
export function readApiRemarks(answer: unknown): readonly Remark[] {
  if (!isRecord(answer)) return [];
  const told = (list: unknown, level: Remark['level']) =>
    readApiStrings(list).map((text) => ({
      code: 'source',
      level,
      detail: { text: text.slice(0, 500) },
    }));
  return [...told(answer.warnings, 'warning'), ...told(answer.infos, 'info')].slice(0, 10);
}

/**
 * The series of a `vector` or `matrix`; native histograms and what is malformed is left out. A scalar is one series without labels.
 * @throws EdgeError `source/bad-response` for other results
 */
export function readApiSeries(data: unknown): readonly ApiSeries[] {
  if (!isRecord(data)) throw new EdgeError('source/bad-response', 'the answer holds no result');
  const { resultType, result } = data;
  if (resultType === 'scalar') return [seriesOf({}, [result])];
  if ((resultType !== 'vector' && resultType !== 'matrix') || !Array.isArray(result))
    throw new EdgeError('source/bad-response', `unexpected result type ${String(resultType)}`);
  return result.flatMap((entry: unknown) => {
    if (!isRecord(entry)) return [];
    const pairs = resultType === 'vector' ? [entry.value] : entry.values;
    return Array.isArray(pairs) ? [seriesOf(entry.metric, pairs)] : [];
  });
}

/** Names of an answer that is a list of strings. */
export function readApiStrings(data: unknown): readonly string[] {
  return Array.isArray(data) ? data.filter((name): name is string => typeof name === 'string') : [];
}

/** Series on a grid, NaN where there is no sample: what our own evaluator answers with. */
export function toMatrix(
  series: readonly ApiSeries[],
  range: { readonly start: EpochMs; readonly end: EpochMs; readonly step: Ms },
  kind: Matrix['kind'],
): Matrix {
  const { start, end, step } = range;
  const length = Math.floor((end - start) / step) + 1;
  return {
    start,
    step,
    length,
    kind,
    series: series.map(({ labels, times, values }): MatrixSeries => {
      const row = new Float64Array(length).fill(Number.NaN);
      for (let i = 0; i < times.length; i++) {
        const at = Math.round((times[i] - start) / step);
        if (at >= 0 && at < length) row[at] = values[i];
      }
      return { labels, values: row };
    }),
  };
}

function seriesOf(metric: unknown, pairs: readonly unknown[]): ApiSeries {
  const labels: Record<string, string> = Object.create(null);
  if (isRecord(metric))
    for (const [key, text] of Object.entries(metric))
      if (typeof text === 'string') labels[key] = text;
  const times = new Float64Array(pairs.length);
  const values = new Float64Array(pairs.length);
  let count = 0;
  for (const pair of pairs) {
    if (!Array.isArray(pair) || typeof pair[0] !== 'number') continue;
    const value = numberOf(pair[1]);
    if (value === undefined || !Number.isFinite(pair[0])) continue;
    times[count] = Math.round(pair[0] * 1000);
    values[count++] = value;
  }
  return { labels, times: times.subarray(0, count), values: values.subarray(0, count) };
}

/** `"1.5"`, `"NaN"`, `"+Inf"`; `undefined` for anything else. */
function numberOf(text: unknown): number | undefined {
  if (typeof text === 'number') return text;
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  if (/^[+-]?Inf$/iu.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (text === 'NaN') return Number.NaN;
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}
