/** The rules a device starts with. Names, `for` and severities of the Node… rules are node-mixin's; the rest are our service rules. */
import { PRESENCE, type Rule } from '../domain/rule.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../domain/time.ts';
import { DEFAULT_TEXTS, NO_TEXTS } from './rule-words.ts';

/** What a rule is where nothing else is said: above a limit, on every server, without a wait. */
export const PLAIN_RULE: Rule = {
  id: '',
  metric: 'cpu',
  signal: 'value',
  comparison: '>',
  threshold: 0.9,
  clear: 0.9,
  for: 0,
  keepFiring: 30 * SECOND,
  window: 10 * MINUTE,
  ahead: DAY,
  noData: 'keep',
  scope: [],
  severity: 'warning',
  nature: 'cause',
  sharesRack: false,
  texts: NO_TEXTS,
  enabled: true,
};

type Stated = Pick<Rule, 'id' | 'for' | 'severity'> & Partial<Rule>;

function rule(stated: Stated): Rule {
  return { ...PLAIN_RULE, ...stated, texts: DEFAULT_TEXTS[stated.id] ?? NO_TEXTS };
}

const ABSENT = {
  metric: PRESENCE,
  comparison: 'absent',
  threshold: 1,
  clear: 1,
  sharesRack: true,
} as const;

/** The rules every session starts with. */
export const DEFAULT_RULES: readonly Rule[] = [
  rule({ ...ABSENT, id: 'HostDown', signal: 'reachable', for: 30 * SECOND, severity: 'critical' }),
  rule({ ...ABSENT, id: 'ExporterSilent', signal: 'reporting', for: MINUTE, severity: 'warning' }),
  rule({
    id: 'DiskSaturated',
    metric: 'disk_io',
    threshold: 0.9,
    clear: 0.8,
    for: MINUTE,
    severity: 'critical',
  }),
  rule({
    id: 'LatencyHigh',
    metric: 'latency_p95',
    threshold: 0.4,
    clear: 0.32,
    for: 2 * MINUTE,
    severity: 'warning',
    nature: 'symptom',
  }),
  rule({
    id: 'LatencyHigh',
    metric: 'latency_p95',
    threshold: 1.5,
    clear: 1.2,
    for: 2 * MINUTE,
    severity: 'critical',
    nature: 'symptom',
  }),
  rule({
    id: 'ErrorRatioHigh',
    metric: 'error_ratio',
    threshold: 0.02,
    clear: 0.015,
    for: 2 * MINUTE,
    severity: 'warning',
    nature: 'symptom',
  }),
  rule({
    id: 'ErrorRatioHigh',
    metric: 'error_ratio',
    threshold: 0.05,
    clear: 0.04,
    for: MINUTE,
    severity: 'critical',
    nature: 'symptom',
  }),
  rule({
    id: 'CPUSaturated',
    metric: 'cpu',
    threshold: 0.95,
    clear: 0.85,
    for: 2 * MINUTE,
    severity: 'warning',
  }),
  rule({
    id: 'MemoryExhausted',
    metric: 'memory',
    threshold: 0.95,
    clear: 0.92,
    for: 2 * MINUTE,
    severity: 'critical',
  }),
  rule({
    id: 'DiskAlmostFull',
    metric: 'disk',
    threshold: 0.92,
    clear: 0.9,
    for: 2 * MINUTE,
    severity: 'warning',
  }),
  rule({
    id: 'DiskAlmostFull',
    metric: 'disk',
    threshold: 0.97,
    clear: 0.95,
    for: MINUTE,
    severity: 'critical',
  }),
  rule({
    id: 'TemperatureHigh',
    metric: 'temperature',
    threshold: 38,
    clear: 36,
    for: 2 * MINUTE,
    severity: 'warning',
    sharesRack: true,
  }),
  rule({
    id: 'TemperatureHigh',
    metric: 'temperature',
    threshold: 45,
    clear: 43,
    for: MINUTE,
    severity: 'critical',
    sharesRack: true,
  }),
  rule({
    id: 'NodeCPUHighUsage',
    metric: 'cpu',
    threshold: 0.9,
    clear: 0.85,
    for: 15 * MINUTE,
    severity: 'info',
  }),
  rule({
    id: 'NodeMemoryHighUtilization',
    metric: 'memory',
    threshold: 0.9,
    clear: 0.88,
    for: 15 * MINUTE,
    severity: 'warning',
  }),
  rule({
    id: 'NodeFilesystemAlmostOutOfSpace',
    metric: 'disk',
    threshold: 0.9,
    clear: 0.89,
    for: 30 * MINUTE,
    severity: 'warning',
  }),
  rule({
    id: 'NodeFilesystemAlmostOutOfSpace',
    metric: 'disk',
    threshold: 0.95,
    clear: 0.94,
    for: 30 * MINUTE,
    severity: 'critical',
  }),
  rule({
    id: 'NodeFilesystemSpaceFillingUp',
    metric: 'disk',
    signal: 'predicted',
    threshold: 1,
    clear: 0.98,
    for: HOUR,
    severity: 'warning',
  }),
  rule({
    id: 'NodeDiskIOSaturation',
    metric: 'disk_io',
    threshold: 0.9,
    clear: 0.85,
    for: 30 * MINUTE,
    severity: 'warning',
  }),
];
