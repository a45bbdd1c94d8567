/** One row per intent: the slots it uses and the query that answers it. */

import { highOfMetric } from '../domain/limits.ts';
import { type MetricId, metricById } from '../domain/metrics.ts';
import {
  aheadOf,
  INTENTS,
  type IntentId,
  type MetricPlan,
  type MetricWord,
  type Plan,
  type Slots,
} from '../domain/question.ts';
import {
  alignDown,
  DAY,
  type EpochMs,
  formatDuration,
  HOUR,
  MINUTE,
  type Ms,
  SECOND,
} from '../domain/time.ts';
import { range, selector } from './promql.ts';

/** Names of slots, as the taxonomy spells them. */
export type SlotName =
  | 'server'
  | 'group'
  | 'metric'
  | 'time'
  | 'threshold'
  | 'count'
  | 'severity'
  | 'action'
  | 'scenario'
  | 'keyword';

/** What the console knows about an intent. */
export interface IntentRow {
  readonly slots: readonly SlotName[];
  /** The metric meant when none is named; `undefined` where the intent needs none. */
  readonly metric: MetricId | undefined;
  /** The query shown and run; `undefined` when the answer is read from the snapshot alone. */
  readonly plan: ((slots: Slots, metric: MetricId, now: EpochMs) => Plan) | undefined;
}

/** The alert intent a metric belongs to; the others have none. */
export const ALERT_OF: Readonly<Partial<Record<MetricWord, IntentId>>> = {
  cpu: 'alert.cpu.high',
  load: 'alert.cpu.high',
  memory: 'alert.memory.low',
  disk: 'alert.disk.full',
  network: 'alert.network.slow',
  latency: 'alert.network.slow',
  errors: 'alert.network.slow',
};

/** What an alert intent is about; the first is meant when none of them is named. */
const ALERT_METRICS: Readonly<Partial<Record<IntentId, readonly MetricId[]>>> = {
  'alert.cpu.high': ['cpu', 'load'],
  'alert.memory.low': ['memory'],
  'alert.disk.full': ['disk', 'disk_io'],
  'alert.network.slow': ['latency_p95', 'latency', 'error_ratio'],
};
/** What a value is asked of when no metric is named. */
const VITAL: readonly MetricId[] = ['cpu', 'memory', 'disk', 'latency_p95'];
/** Metrics answered at once at most. */
const MOST_METRICS = 4;

const LIMIT_SLOTS: readonly SlotName[] = ['server', 'group', 'metric', 'threshold', 'time'];

/** Every intent. */
export const INTENT_ROWS: Readonly<Record<IntentId, IntentRow>> = {
  'server.status': row(['server', 'group', 'time']),
  'server.list': row(['group', 'severity'], 'cpu', (slots, metric, now) =>
    instant(`count by (role) (${selector(metric, slots)})`, now),
  ),
  'server.detail': row(['server', 'metric']),
  'server.restart': row(['server', 'group', 'action', 'time']),
  'metric.query': row(['server', 'group', 'metric', 'time'], 'cpu', queryPlan),
  'metric.top': row(['metric', 'group', 'count', 'time'], 'cpu', topPlan),
  'metric.compare': row(['server', 'group', 'metric', 'time'], 'cpu', comparePlan),
  'alert.cpu.high': row(LIMIT_SLOTS, 'cpu', limitPlan),
  'alert.memory.low': row(LIMIT_SLOTS, 'memory', limitPlan),
  'alert.disk.full': row(LIMIT_SLOTS, 'disk', limitPlan),
  'alert.network.slow': row(LIMIT_SLOTS, 'latency_p95', limitPlan),
  'alert.list': row(['server', 'group', 'severity', 'time']),
  'alert.ack': row(['server', 'group', 'metric', 'severity', 'time', 'action']),
  'anomaly.list': row(['server', 'group', 'metric', 'time']),
  'cause.explain': row(['server', 'group', 'metric', 'time'], 'cpu', (slots, metric, now) =>
    over(selector(metric, slots), slots, now, HOUR),
  ),
  'forecast.load': row(['server', 'group', 'metric', 'time'], 'cpu', forecastPlan),
  'trend.analyze': row(['server', 'group', 'metric', 'time'], 'cpu', (slots, metric, now) =>
    over(
      slots.server.length === 1 ? selector(metric, slots) : `avg(${selector(metric, slots)})`,
      slots,
      now,
      6 * HOUR,
    ),
  ),
  'recommend.action': row(['server', 'group', 'metric']),
  'report.generate': row(['server', 'group', 'time']),
  'topology.show': row(['server', 'group']),
  'rack.show': row(['server']),
  'log.search': row(['server', 'group', 'time', 'keyword', 'count']),
  'scenario.inject': row(['server', 'group', 'scenario']),
  'scenario.reset': row(['server', 'scenario']),
  help: row([]),
  smalltalk: row([]),
  out_of_scope: row([]),
};

function row(slots: readonly SlotName[], metric?: MetricId, plan?: IntentRow['plan']): IntentRow {
  return { slots, metric, plan };
}

/** The queries of a decided question, one per metric it asks about; empty when it needs none. */
export function plansOf(intent: IntentId, slots: Slots, now: EpochMs): readonly MetricPlan[] {
  const { plan, metric } = INTENT_ROWS[intent];
  if (plan === undefined || metric === undefined) return [];
  return metricsOf(intent, slots).map((id) => ({ ...plan(slots, id, now), metric: id }));
}

/** The metrics a decided question is about: those named, else the intent's own. */
export function metricsOf(intent: IntentId, slots: Slots): readonly MetricId[] {
  const said = slots.metricIds.slice(0, MOST_METRICS);
  const own = ALERT_METRICS[intent];
  if (own !== undefined) {
    const fits = said.filter((id) => highOfMetric(id) !== undefined || id === slots.metricId);
    const limited = slots.threshold !== undefined && !Number.isNaN(slots.threshold.value);
    return fits.some((id) => own.includes(id)) || (limited && fits.length > 0)
      ? fits
      : own.slice(0, 1);
  }
  if (said.length > 0) return said;
  if (intent === 'metric.query') return VITAL;
  const { metric } = INTENT_ROWS[intent];
  return metric === undefined ? [] : [metric];
}

/** The limit a question sets to a metric: the one named when its unit fits, else the customary one; `undefined` when there is none. */
export function limitOf(slots: Slots, metric: MetricId | undefined): number | undefined {
  if (metric === undefined) return undefined;
  const asked = slots.threshold?.value;
  const said = slots.metricId === undefined ? undefined : metricById(slots.metricId)?.unit;
  return asked !== undefined &&
    !Number.isNaN(asked) &&
    (said === undefined || said === metricById(metric)?.unit)
    ? asked
    : highOfMetric(metric);
}

/** The slots an intent uses, under the taxonomy's names; what was not said is left out. For terminals and logs. */
export function slotsOf(intent: IntentId, slots: Slots): Readonly<Record<string, unknown>> {
  const out: Record<string, unknown> = {};
  for (const name of INTENT_ROWS[intent].slots) {
    if (name === 'threshold' || name === 'time') {
      const slot = slots[name];
      // Two times that are compared are a list, as several metrics are.
      if (slot !== undefined)
        out[name] =
          name === 'time' && slots.against !== undefined
            ? [slot.text, slots.against.text]
            : slot.text;
      if (name === 'time' && slots.time !== undefined)
        out.range = {
          start: new Date(slots.time.start).toISOString(),
          end: new Date(slots.time.end).toISOString(),
        };
      continue;
    }
    // One metric as its word, several as a list.
    const value = name === 'metric' && slots.metricIds.length > 1 ? slots.metrics : slots[name];
    if (value !== undefined && !(Array.isArray(value) && value.length === 0)) out[name] = value;
  }
  return out;
}

function instant(promql: string, at: EpochMs): Plan {
  return { promql, start: at, end: at, step: SECOND };
}

/** A range of at most about 120 points over the time asked for, or the last `length`. */
function over(promql: string, slots: Slots, now: EpochMs, length: Ms): Plan {
  const start =
    slots.time !== undefined && slots.time.start < now ? slots.time.start : now - length;
  const end =
    slots.time !== undefined && slots.time.end < now && slots.time.start < now
      ? slots.time.end
      : now;
  const step = Math.max(MINUTE / 2, Math.ceil((end - start) / 120 / SECOND) * SECOND);
  return { promql, start: alignDown(start, step), end: alignDown(end, step), step };
}

/** Value now, or the mean over a past window; several servers are averaged unless they are named. */
function queryPlan(slots: Slots, metric: MetricId, now: EpochMs): Plan {
  const past = pastOf(slots, now);
  const inner = past === undefined ? selector(metric, slots) : meanOf(metric, slots, past);
  return instant(slots.server.length > 0 ? inner : `avg(${inner})`, past?.end ?? now);
}

function topPlan(slots: Slots, metric: MetricId, now: EpochMs): Plan {
  const past = pastOf(slots, now);
  const inner = past === undefined ? selector(metric, slots) : meanOf(metric, slots, past);
  return instant(
    `${slots.lowest ? 'bottomk' : 'topk'}(${slots.count ?? 5}, ${inner})`,
    past?.end ?? now,
  );
}

/** Two servers or groups side by side, or the same thing an equally long window earlier. */
function comparePlan(slots: Slots, metric: MetricId, now: EpochMs): Plan {
  if (slots.server.length >= 2) return instant(selector(metric, slots), now);
  if (slots.group.length >= 2) return instant(`avg by (role) (${selector(metric, slots)})`, now);
  const { window, offset } = windowsOf(slots, now);
  const mean = `avg_over_time(${selector(metric, slots)}[${range(window)}])`;
  const before = `avg_over_time(${selector(metric, slots)}[${range(window)}] offset ${formatDuration(offset)})`;
  return { ...instant(`avg(${mean}) / avg(${before})`, now), against: { window, offset } };
}

/**
 * What to compare with: the same hour a day earlier unless something else is said. Whole days and weeks shift by their own length,
 * so that the daily rhythm stays out of the difference; a shorter stretch is compared as it was said.
 */
function windowsOf(slots: Slots, now: EpochMs): { readonly window: Ms; readonly offset: Ms } {
  const named = [slots.time, slots.against].filter(
    (time) => time !== undefined && time.start < now,
  );
  const past = named.find((time) => time !== undefined && time.end < now) ?? named.at(0);
  if (past === undefined) return { window: HOUR, offset: DAY };
  const length = past.end - past.start;
  if (past.end >= now || length >= DAY / 2)
    return length > 2 * DAY
      ? { window: DAY, offset: length > 8 * DAY ? 28 * DAY : 7 * DAY }
      : { window: HOUR, offset: DAY };
  const window = Math.max(5 * MINUTE, length);
  return {
    window,
    offset: Math.max(window, Math.round((now - (past.start + past.end) / 2) / MINUTE) * MINUTE),
  };
}

/** Servers beyond a limit, or within a range; of a past window its peak, or its lowest where less is asked for. */
function limitPlan(slots: Slots, metric: MetricId, now: EpochMs): Plan {
  const past = pastOf(slots, now);
  const inner = past === undefined ? selector(metric, slots) : extremeOf(metric, slots, past);
  const upper = slots.threshold?.upper;
  const lower = `${inner} ${slots.threshold?.comparison ?? '>'} ${limitOf(slots, metric) ?? 0.9}`;
  return instant(
    upper === undefined || Number.isNaN(upper) ? lower : `(${lower}) <= ${upper}`,
    past?.end ?? now,
  );
}

/** Points a window is read at for its peak: a peak is easily missed between few. */
const PEAK_POINTS = 300;

function extremeOf(
  metric: MetricId,
  slots: Slots,
  past: { readonly start: EpochMs; readonly end: EpochMs },
): string {
  const side = slots.threshold?.comparison === '<' ? 'min' : 'max';
  return `${side}_over_time(${selector(metric, slots)}[${range(past.end - past.start, PEAK_POINTS)}])`;
}

function meanOf(
  metric: MetricId,
  slots: Slots,
  past: { readonly start: EpochMs; readonly end: EpochMs },
): string {
  return `avg_over_time(${selector(metric, slots)}[${range(past.end - past.start)}])`;
}

/** Straight line through the last six hours, read at the end of the window asked for (a day when none is). */
function forecastPlan(slots: Slots, metric: MetricId, now: EpochMs): Plan {
  const inner = `predict_linear(${selector(metric, slots)}[${range(6 * HOUR)}], ${Math.round(aheadOf(slots, now) / SECOND)})`;
  return instant(slots.server.length > 0 ? inner : `max(${inner})`, now);
}

function pastOf(
  slots: Slots,
  now: EpochMs,
): { readonly start: EpochMs; readonly end: EpochMs } | undefined {
  if (slots.time === undefined || slots.time.start >= now) return undefined;
  return { start: slots.time.start, end: Math.min(slots.time.end, now) };
}

/** Whether a name is one of the intents. */
export function isIntent(name: string): name is IntentId {
  return INTENTS.some((intent) => intent === name);
}
