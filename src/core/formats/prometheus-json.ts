/** Prometheus HTTP API answers (`query_range` matrix, `query` vector and matrix) to a dataset. Source: Prometheus HTTP API v1. */
import { EdgeError } from '../domain/errors.ts';
import type { Labels } from '../domain/series.ts';
import type { ProblemList, ReadFile } from './dataset.ts';
import { LabelledBuilder } from './labelled.ts';
import { NodeExporter } from './node-exporter.ts';
import { isRecord } from './records.ts';
import { baseName } from './table.ts';

/**
 * Reads an answer; `undefined` when the value is none. Series without a name are called `value`. `line` in problems is the
 * number of the series, because the answer is usually one long line.
 * @throws EdgeError `file/no-rows` when the answer holds no sample or reports an error
 */
export function readPrometheus(
  name: string,
  answer: unknown,
  problems: ProblemList,
): ReadFile | undefined {
  if (!isRecord(answer)) return undefined;
  if (answer.status === 'error' && typeof answer.error === 'string') {
    throw new EdgeError('file/no-rows', `${name}: ${answer.error}`, {
      name,
      problems: 1,
      text: answer.error.slice(0, 200),
    });
  }
  const data = isRecord(answer.data) ? answer.data : answer;
  if (typeof data.resultType !== 'string' || !Array.isArray(data.result)) return undefined;
  const base = baseName(name);
  const builder = new LabelledBuilder(base, base, problems);
  const node = new NodeExporter(builder);
  const names = new Set<string>();
  let rows = 0;
  for (let i = 0; i < data.result.length; i++) {
    const entry: unknown = data.result[i];
    if (!isRecord(entry)) {
      problems.add('bad-line', i + 1, 1, JSON.stringify(entry));
      continue;
    }
    const labels = labelsOf(entry.metric);
    const metric = labels.__name__ ?? 'value';
    names.add(metric);
    const pairs: readonly unknown[] = Array.isArray(entry.values) ? entry.values : [entry.value];
    for (const pair of pairs) {
      const sample = sampleOf(pair);
      if (sample === undefined) {
        problems.add('bad-number', i + 1, 1, JSON.stringify(pair) ?? '');
        continue;
      }
      rows++;
      builder.add(metric, labels, sample.t, sample.value, i + 1);
      node.see(metric, labels, sample.t, sample.value);
    }
  }
  node.derive();
  const dataset = builder.finish();
  if (dataset.series.length === 0)
    throw new EdgeError('file/no-rows', `${name}: no sample`, { name, problems: problems.count });
  return {
    dataset,
    rows,
    problems: problems.listed(),
    problemCount: problems.count,
    columns: [...names],
    timeColumn: undefined,
  };
}

/** Text labels only, without a prototype. */
function labelsOf(value: unknown): Labels {
  const labels: Record<string, string> = Object.create(null);
  if (!isRecord(value)) return labels;
  for (const [key, text] of Object.entries(value)) if (typeof text === 'string') labels[key] = text;
  return labels;
}

/** `[seconds, "value"]`; the value may be `NaN`, `+Inf`, `-Inf`. */
function sampleOf(pair: unknown): { readonly t: number; readonly value: number } | undefined {
  if (
    !Array.isArray(pair) ||
    typeof pair[0] !== 'number' ||
    (typeof pair[1] !== 'string' && typeof pair[1] !== 'number')
  )
    return undefined;
  const t = Math.round(pair[0] * 1000);
  const value = /^[+-]?inf$/iu.test(String(pair[1])) ? Number.POSITIVE_INFINITY : Number(pair[1]);
  const isBad = Number.isNaN(value) && String(pair[1]).toLowerCase() !== 'nan';
  return isBad || !(Math.abs(t) <= 8.64e15) || pair[1] === '' ? undefined : { t, value };
}
