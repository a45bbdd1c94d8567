/** Rules about what only real hosts have: read as node-mixin writes them, idle without their metric, judging where a source brings it. */
import { expect, test } from 'vitest';
import { HOST_RULES } from '../../src/core/alert/rules-host.ts';
import type { Fleet } from '../../src/core/domain/fleet.ts';
import { HOST_METRICS } from '../../src/core/domain/metrics.ts';
import { MINUTE } from '../../src/core/domain/time.ts';
import { NODE_EXPORTER } from '../../src/core/formats/prometheus-mapping.ts';
import { makePipeline } from '../../src/core/pipeline.ts';
import { importRules } from '../../src/core/rule-import.ts';
import { makeWorld } from '../../src/core/sim/world.ts';

test('node-mixin’s own rules about hosts are read as ours', () => {
  const rule = (alert: string, expr: string, wait: string) =>
    `      - alert: ${alert}\n        expr: ${expr}\n        for: ${wait}\n        labels: { severity: warning }\n`;
  const text = `groups:\n  - name: node\n    rules:\n${[
    rule(
      'Saturation',
      'node_load1{job="node"} / count without (cpu, mode) (node_cpu_seconds_total{job="node",mode="idle"}) > 2',
      '15m',
    ),
    rule(
      'Receive',
      'rate(node_network_receive_errs_total{job="node"}[2m]) / rate(node_network_receive_packets_total{job="node"}[2m]) > 0.01',
      '1h',
    ),
    rule(
      'Raid',
      'node_md_disks_required{device=~"md.*"} - ignoring (state) node_md_disks{state="active",device=~"md.*"} > 0',
      '15m',
    ),
    rule(
      'Files',
      '(node_filesystem_files_free{job="node"} / node_filesystem_files{job="node"}) * 100 < 5',
      '1h',
    ),
    rule('Descriptors', '(node_filefd_allocated * 100 / node_filefd_maximum) > 70', '15m'),
    rule('Tracked', '(node_nf_conntrack_entries / node_nf_conntrack_entries_limit) > 0.75', '1m'),
  ].join('')}`;
  const { rules: read } = importRules(text, [], () => undefined);
  const brief = read.map(({ id, metric, comparison, threshold }) => [
    id,
    metric,
    comparison,
    Number(threshold.toPrecision(6)),
  ]);
  expect(brief).toEqual([
    ['Saturation', 'load_per_core', '>', 2],
    ['Receive', 'net_errs_in', '>', 0.01],
    ['Raid', 'raid_missing', '>', 0],
    ['Files', 'files_used', '>', 0.95],
    ['Descriptors', 'fd_used', '>', 0.7],
    ['Tracked', 'conntrack', '>', 0.75],
  ]);
  for (const { metric, texts } of HOST_RULES) {
    expect(NODE_EXPORTER).toHaveProperty(metric);
    expect(texts.summary.ko).not.toBe('');
  }
});

test('rules about real hosts wait where their metric is missing, and judge where a source brings it', () => {
  const world = makeWorld(42, 20);
  const judge = (fleet: Fleet, value: number) => {
    const pipeline = makePipeline({ fleet, step: MINUTE, rules: HOST_RULES });
    const values = new Float32Array(fleet.metrics.length * fleet.servers.length).fill(value);
    for (let i = 0; i < 20; i++) pipeline.step({ t: i * MINUTE, values });
    return pipeline.alertLog.map(({ rule, firedAt, since }) => [rule, (firedAt ?? 0) - since]);
  };
  expect(judge(world.fleet, 1)).toEqual([]);
  const raid: Fleet = {
    ...world.fleet,
    metrics: HOST_METRICS.slice(7, 8),
    servers: world.fleet.servers.slice(0, 1),
  };
  expect(judge(raid, 1)).toEqual([['NodeRAIDDegraded', 15 * MINUTE]]);
  expect(judge(raid, 0)).toEqual([]);
});
