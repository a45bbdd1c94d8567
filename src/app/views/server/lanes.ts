/** Which metrics of a server share a lane, in which order, with which limits; and how a reading splits into number and unit. */

import type { Fleet, Server } from '../../../core/domain/fleet.ts';
import { type Alert, type Anomaly, SEVERITIES } from '../../../core/domain/incident.ts';
import type { Metric, Unit } from '../../../core/domain/metrics.ts';
import { type Rule, serverLabels } from '../../../core/domain/rule.ts';
import { axisUnit, type ChartFormat } from '../../charts/axis.ts';

/** One chart: a metric, or two that are read together. */
export interface Lane {
  readonly id: string;
  readonly metrics: readonly Metric[];
}

/** Lanes shown before the reader asks for more. */
export const FIRST_LANES = 6;

/** Read together in one lane, under the first one's axis. */
const PAIRS: ReadonlyMap<string, string> = new Map([['net_in', 'net_out']]);
/** Catalogue metrics from what saturates to what follows; a source's own metrics come after them. */
const ORDER = [
  'cpu',
  'memory',
  'disk_io',
  'latency_p95',
  'error_ratio',
  'net_in',
  'request_rate',
  'disk',
  'load',
  'temperature',
  'latency',
  'power',
];

/** The lanes of a fleet's servers, in fleet order; two metrics that are read together share one. */
export function lanesOf(fleet: Fleet): readonly Lane[] {
  const taken = new Set<string>();
  const lanes: Lane[] = [];
  for (const metric of fleet.metrics) {
    if (taken.has(metric.id)) continue;
    const partner = fleet.metrics.find((other) => other.id === PAIRS.get(metric.id));
    if (partner) taken.add(partner.id);
    lanes.push({ id: metric.id, metrics: partner ? [metric, partner] : [metric] });
  }
  return lanes;
}

/** The same lanes, those in trouble on this server first (alerts, then anomalies, worst first), then in the usual order. */
export function orderLanes(
  lanes: readonly Lane[],
  server: Server,
  alerts: readonly Alert[],
  anomalies: readonly Anomaly[],
): readonly Lane[] {
  const trouble = new Map<string, number>();
  for (const anomaly of anomalies) {
    if (anomaly.server === server.name && anomaly.end === undefined) {
      trouble.set(anomaly.metric, Math.max(trouble.get(anomaly.metric) ?? 0, anomaly.peak));
    }
  }
  for (const alert of alerts) {
    if (alert.server === server.name && alert.state === 'firing') {
      const rank = 3 - SEVERITIES.indexOf(alert.severity);
      trouble.set(alert.metric, Math.max(trouble.get(alert.metric) ?? 0, 1 + rank));
    }
  }
  const weight = (lane: Lane) =>
    Math.max(...lane.metrics.map((metric) => trouble.get(metric.id) ?? 0));
  const place = (lane: Lane) => {
    const known = ORDER.indexOf(lane.id);
    return known < 0 ? ORDER.length : known;
  };
  return [...lanes].sort((a, b) => weight(b) - weight(a) || place(a) - place(b));
}

/** Rules that are on and about a server; one whose scope is a pattern is not drawn, as only its evaluation tells. */
export function rulesAbout(rules: readonly Rule[], server: Server): readonly Rule[] {
  const labels = serverLabels(server);
  return rules.filter(
    ({ enabled, scope }) =>
      enabled &&
      scope.every(({ label, op, value }) => {
        const own = labels[label] ?? '';
        return (op === '=' && own === value) || (op === '!=' && own !== value);
      }),
  );
}

/** Limits to draw in a metric's lane: one line per threshold, the worst severity names its tone. */
export function rulesOf(rules: readonly Rule[], metric: string): readonly Rule[] {
  const byThreshold = new Map<number, Rule>();
  for (const rule of rules) {
    if (rule.metric !== metric || rule.signal !== 'value' || rule.severity === 'info') continue;
    const other = byThreshold.get(rule.threshold);
    if (!other || rule.severity === 'critical') byThreshold.set(rule.threshold, rule);
  }
  return [...byThreshold.values()].sort((a, b) => a.threshold - b.threshold);
}

/** `97%` → 97 and %, `184 ms` → 184 and ms; what is no number (–) has no unit. */
export function splitReading(text: string): readonly [number: string, unit: string] {
  const match = /^([\u2212\d.,]+)\s*(.*)$/u.exec(text);
  return match ? [match[1], match[2]] : [text, ''];
}

/** A range under one unit: `55–70%`, `8–17 ms`. */
export function formatRange(low: number, high: number, unit: Unit, format: ChartFormat): string {
  const shown = axisUnit(unit, high, format);
  const least = low * shown.factor + shown.offset;
  const most = high * shown.factor + shown.offset;
  const gap = Math.abs(most - least);
  const number = new Intl.NumberFormat(format.locale(), {
    maximumFractionDigits: gap >= 4 || most >= 100 ? 0 : gap >= 0.4 ? 1 : 2,
  });
  const write = (value: number) => {
    const text = number.format(value);
    return /^-[0.,]+$/.test(text) ? text.slice(1) : text.replace('-', '\u2212');
  };
  return `${write(least)}–${write(most)}${shown.suffix}`;
}

/** Index of the newest instant with a finite expectation; -1 while a detector warms up. */
export function newestExpected(low: Float32Array, high: Float32Array): number {
  for (let i = low.length - 1; i >= 0; i--) if (!Number.isNaN(low[i] + high[i])) return i;
  return -1;
}
