/** Alert rules. Names, `for` and severities of the Node… rules are node-mixin's; the rest are our service rules. */
import type { Severity } from '../domain/incident.ts';
import { HOUR, MINUTE, type Ms, SECOND } from '../domain/time.ts';

/** The metric name of rules about a server's presence, Prometheus' `up`; it is in no fleet's list. */
export const PRESENCE = 'up';

/**
 * What a rule looks at: the newest `value`; the value `predicted` for a day ahead; whether the server answers probes
 * (`reachable`); whether a reachable server still sends samples (`reporting`).
 */
export type Signal = 'value' | 'predicted' | 'reachable' | 'reporting';

/** A condition on one metric of every server. Several rules may share an id and differ in severity. */
export interface Rule {
  readonly id: string;
  /** Metric id, or `PRESENCE`. A rule is idle in fleets without its metric. */
  readonly metric: string;
  readonly signal: Signal;
  readonly comparison: '>' | '<' | 'absent';
  /** Limit in the metric's unit; of `absent` rules the value 1 that `up` fell below. */
  readonly threshold: number;
  /** The condition ends only beyond this value (hysteresis). */
  readonly clear: number;
  /** How long the condition must hold before it fires; `reporting` rules wait at least four steps. */
  readonly for: Ms;
  /** How long the condition must be over before a firing alert resolves. */
  readonly keepFiring: Ms;
  readonly severity: Severity;
  /** A cause on this server, or a symptom it may suffer for others (names an incident only when nothing else can). */
  readonly nature: 'cause' | 'symptom';
  /** Whether neighbours in the same rack with such an alert share a cause. */
  readonly sharesRack: boolean;
}

const DEFAULTS = {
  signal: 'value',
  comparison: '>',
  keepFiring: 30 * SECOND,
  nature: 'cause',
  sharesRack: false,
} as const;

const ABSENT = {
  ...DEFAULTS,
  metric: PRESENCE,
  comparison: 'absent',
  threshold: 1,
  clear: 1,
  sharesRack: true,
} as const;

/** The rules every session starts with. */
export const DEFAULT_RULES: readonly Rule[] = [
  { ...ABSENT, id: 'HostDown', signal: 'reachable', for: 30 * SECOND, severity: 'critical' },
  { ...ABSENT, id: 'ExporterSilent', signal: 'reporting', for: MINUTE, severity: 'warning' },
  {
    ...DEFAULTS,
    id: 'DiskSaturated',
    metric: 'disk_io',
    threshold: 0.9,
    clear: 0.8,
    for: MINUTE,
    severity: 'critical',
  },
  {
    ...DEFAULTS,
    id: 'LatencyHigh',
    metric: 'latency_p95',
    threshold: 0.4,
    clear: 0.32,
    for: 2 * MINUTE,
    severity: 'warning',
    nature: 'symptom',
  },
  {
    ...DEFAULTS,
    id: 'LatencyHigh',
    metric: 'latency_p95',
    threshold: 1.5,
    clear: 1.2,
    for: 2 * MINUTE,
    severity: 'critical',
    nature: 'symptom',
  },
  {
    ...DEFAULTS,
    id: 'ErrorRatioHigh',
    metric: 'error_ratio',
    threshold: 0.02,
    clear: 0.015,
    for: 2 * MINUTE,
    severity: 'warning',
    nature: 'symptom',
  },
  {
    ...DEFAULTS,
    id: 'ErrorRatioHigh',
    metric: 'error_ratio',
    threshold: 0.05,
    clear: 0.04,
    for: MINUTE,
    severity: 'critical',
    nature: 'symptom',
  },
  {
    ...DEFAULTS,
    id: 'CPUSaturated',
    metric: 'cpu',
    threshold: 0.95,
    clear: 0.85,
    for: 2 * MINUTE,
    severity: 'warning',
  },
  {
    ...DEFAULTS,
    id: 'MemoryExhausted',
    metric: 'memory',
    threshold: 0.95,
    clear: 0.92,
    for: 2 * MINUTE,
    severity: 'critical',
  },
  {
    ...DEFAULTS,
    id: 'DiskAlmostFull',
    metric: 'disk',
    threshold: 0.92,
    clear: 0.9,
    for: 2 * MINUTE,
    severity: 'warning',
  },
  {
    ...DEFAULTS,
    id: 'DiskAlmostFull',
    metric: 'disk',
    threshold: 0.97,
    clear: 0.95,
    for: MINUTE,
    severity: 'critical',
  },
  {
    ...DEFAULTS,
    id: 'TemperatureHigh',
    metric: 'temperature',
    threshold: 38,
    clear: 36,
    for: 2 * MINUTE,
    severity: 'warning',
    sharesRack: true,
  },
  {
    ...DEFAULTS,
    id: 'TemperatureHigh',
    metric: 'temperature',
    threshold: 45,
    clear: 43,
    for: MINUTE,
    severity: 'critical',
    sharesRack: true,
  },
  {
    ...DEFAULTS,
    id: 'NodeCPUHighUsage',
    metric: 'cpu',
    threshold: 0.9,
    clear: 0.85,
    for: 15 * MINUTE,
    severity: 'info',
  },
  {
    ...DEFAULTS,
    id: 'NodeMemoryHighUtilization',
    metric: 'memory',
    threshold: 0.9,
    clear: 0.88,
    for: 15 * MINUTE,
    severity: 'warning',
  },
  {
    ...DEFAULTS,
    id: 'NodeFilesystemAlmostOutOfSpace',
    metric: 'disk',
    threshold: 0.9,
    clear: 0.89,
    for: 30 * MINUTE,
    severity: 'warning',
  },
  {
    ...DEFAULTS,
    id: 'NodeFilesystemAlmostOutOfSpace',
    metric: 'disk',
    threshold: 0.95,
    clear: 0.94,
    for: 30 * MINUTE,
    severity: 'critical',
  },
  {
    ...DEFAULTS,
    id: 'NodeFilesystemSpaceFillingUp',
    metric: 'disk',
    signal: 'predicted',
    threshold: 1,
    clear: 0.98,
    for: HOUR,
    severity: 'warning',
  },
  {
    ...DEFAULTS,
    id: 'NodeDiskIOSaturation',
    metric: 'disk_io',
    threshold: 0.9,
    clear: 0.85,
    for: 30 * MINUTE,
    severity: 'warning',
  },
];
