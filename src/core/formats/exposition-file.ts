/** A file or paste of exposition text as a dataset: one scrape, or samples that carry their times. */
import type { EpochMs } from '../domain/time.ts';
import type { ReadFile } from './dataset.ts';
import { finishRead, ProblemList } from './dataset.ts';
import { scanExposition } from './exposition.ts';
import { LabelledBuilder } from './labelled.ts';
import { unescapeText } from './labels.ts';
import { NodeExporter } from './node-exporter.ts';
import { baseName } from './table.ts';

/**
 * Reads exposition text as samples. Series without a time are taken at `now`; the server is the `instance` (or host) label, else
 * node_exporter's own host name, else the file's. Names of the catalogue are recognised, node_exporter's gauges become utilisations,
 * every other series is a metric of its own named with its labels, up to `MAX_OWN_SERIES`.
 * @throws EdgeError `file/no-rows` when no line can be read as a sample
 */
export function readExposition(name: string, text: string, now: EpochMs): ReadFile {
  const problems = new ProblemList();
  const base = baseName(name);
  const hostName = /^node_uname_info\{[^\n]*?\bnodename="((?:[^"\\\n]|\\.)+)"/mu.exec(text)?.[1];
  const builder = new LabelledBuilder(
    base,
    hostName === undefined ? base : unescapeText(hostName),
    problems,
  );
  const node = new NodeExporter(builder);
  const names = new Set<string>();
  let rows = 0;
  scanExposition(text, problems, {
    sample(metric, labels, value, t, line) {
      rows++;
      names.add(metric);
      builder.add(metric, labels, t ?? now, value, line);
      node.see(metric, labels, t ?? now, value);
    },
  });
  node.derive();
  const dataset = builder.finish();
  return finishRead(
    name,
    'no sample',
    { dataset, rows, columns: [...names], timeColumn: undefined },
    problems,
  );
}
