/**
 * Rules about what only real hosts have, after node-mixin: names, limits, `for` and severities are its own. They wait where the source has
 * no such metric. Loaded with the list of rules, not with the pipeline: the simulated fleet needs none of them.
 */
import type { Rule } from '../domain/rule.ts';
import { HOUR, MINUTE } from '../domain/time.ts';
import { NO_TEXTS } from './rule-words.ts';
import { HOST_TEXTS } from './rule-words-host.ts';
import { DEFAULT_RULES, PLAIN_RULE } from './rules.ts';

function host(
  id: string,
  metric: string,
  threshold: number,
  wait: number,
  severity: Rule['severity'] = 'warning',
  clear = threshold,
): Rule {
  const texts = HOST_TEXTS[id] ?? NO_TEXTS;
  return { ...PLAIN_RULE, id, metric, threshold, clear, for: wait, severity, texts };
}

/** Rules about host metrics. Of the clock its distance alone is judged; node-mixin also asks whether it still grows. */
export const HOST_RULES: readonly Rule[] = [
  host('NodeSystemSaturation', 'load_per_core', 2, 15 * MINUTE, 'warning', 1.8),
  host('NodeFilesystemAlmostOutOfFiles', 'files_used', 0.95, HOUR, 'warning', 0.94),
  host('NodeFilesystemAlmostOutOfFiles', 'files_used', 0.97, HOUR, 'critical', 0.96),
  host('NodeNetworkReceiveErrs', 'net_errs_in', 0.01, HOUR),
  host('NodeNetworkTransmitErrs', 'net_errs_out', 0.01, HOUR),
  host('NodeHighNumberConntrackEntriesUsed', 'conntrack', 0.75, 0, 'warning', 0.7),
  host('NodeFileDescriptorLimit', 'fd_used', 0.7, 15 * MINUTE, 'warning', 0.68),
  host('NodeFileDescriptorLimit', 'fd_used', 0.9, 15 * MINUTE, 'critical', 0.88),
  host('NodeClockSkewDetected', 'clock_offset', 0.05, 10 * MINUTE, 'warning', 0.04),
  host('NodeRAIDDegraded', 'raid_missing', 0, 15 * MINUTE, 'critical'),
  host('NodeRAIDDiskFailure', 'raid_failed', 0, 0),
  host('NodeSystemdServiceFailed', 'units_failed', 0, 5 * MINUTE),
];

/** Every rule a device starts with. */
export const BUILT_IN_RULES: readonly Rule[] = [...DEFAULT_RULES, ...HOST_RULES];
