/** What a question is understood to be: intent, slots and the language it was asked in. Shared by the rooms that read and answer it. */
import type { Role } from './fleet.ts';
import type { Severity } from './incident.ts';
import type { MetricId } from './metrics.ts';
import type { Locale } from './session.ts';
import type { EpochMs, Ms } from './time.ts';

/** Everything the assistant tells apart, in the order of the model's outputs. `out_of_scope` is last. */
export const INTENTS = [
  'server.status',
  'server.list',
  'server.detail',
  'server.restart',
  'metric.query',
  'metric.top',
  'metric.compare',
  'alert.cpu.high',
  'alert.memory.low',
  'alert.disk.full',
  'alert.network.slow',
  'alert.list',
  'alert.ack',
  'anomaly.list',
  'cause.explain',
  'forecast.load',
  'trend.analyze',
  'recommend.action',
  'report.generate',
  'topology.show',
  'rack.show',
  'log.search',
  'scenario.inject',
  'scenario.reset',
  'help',
  'smalltalk',
  'out_of_scope',
] as const;
export type IntentId = (typeof INTENTS)[number];

/** Kinds of server people ask for by what they do. */
export const GROUPS = [
  'web',
  'db',
  'cache',
  'k8s',
  'api',
  'lb',
  'storage',
  'batch',
  'queue',
  'monitoring',
  'backup',
  'mail',
] as const;
export type Group = (typeof GROUPS)[number];

/** Roles each group stands for. */
export const GROUP_ROLES: Readonly<Record<Group, readonly Role[]>> = {
  web: ['web'],
  db: ['db'],
  cache: ['cache'],
  k8s: ['k8s-master', 'k8s-worker', 'ingress'],
  api: ['api'],
  lb: ['proxy', 'ingress'],
  storage: ['storage'],
  batch: ['analytics'],
  queue: ['queue'],
  monitoring: ['monitoring'],
  backup: ['backup'],
  mail: ['mail'],
};

/** Words people use for a measured quantity; several catalogue metrics may stand behind one. */
export type MetricWord =
  | 'cpu'
  | 'memory'
  | 'disk'
  | 'network'
  | 'latency'
  | 'errors'
  | 'traffic'
  | 'load'
  | 'temperature'
  | 'power';

/** Faults people ask to have simulated. */
export const SCENARIO_WORDS = [
  'cpu_spike',
  'memory_leak',
  'disk_full',
  'network_latency',
  'traffic_surge',
  'server_down',
  'db_overload',
] as const;
export type ScenarioWord = (typeof SCENARIO_WORDS)[number];

/** A stretch of time as it was written and what it means. `end` may lie in the future (forecasts). */
export interface TimeSlot {
  readonly text: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
}

/** A limit as it was written; `value` in the metric's own unit (ratio, seconds, …). */
export interface ThresholdSlot {
  readonly text: string;
  readonly comparison: '>' | '<';
  readonly value: number;
}

/** What a question names. Empty lists and `undefined`: not named. */
export interface Slots {
  /** Live server names in the order they were said; host-like words that are none of ours as written. */
  readonly server: readonly string[];
  readonly group: readonly Group[];
  readonly metric: MetricWord | undefined;
  /** All metrics said, in order; the first is `metric` unless a more telling word stands behind it. */
  readonly metrics: readonly MetricWord[];
  /** The catalogue metric that `metric` stands for here. */
  readonly metricId: MetricId | undefined;
  readonly time: TimeSlot | undefined;
  /** The second window of a comparison. */
  readonly against: TimeSlot | undefined;
  readonly threshold: ThresholdSlot | undefined;
  readonly count: number | undefined;
  readonly severity: Severity | undefined;
  readonly action: 'restart' | 'ack' | 'silence' | undefined;
  readonly scenario: ScenarioWord | undefined;
  readonly keyword: string | undefined;
  /** The lowest values are wanted rather than the highest. */
  readonly lowest: boolean;
}

/** How a decision came about. */
export type DecisionMethod = 'onnx' | 'lexical';

/** What was decided about a question. */
export interface Decision {
  /** `out_of_scope` when refused. */
  readonly intent: IntentId;
  /** The best in-scope intent, also of a refused question. */
  readonly best: IntentId;
  /** How much in scope, 0–1; above 0.5 exactly when `inScope`. */
  readonly confidence: number;
  readonly inScope: boolean;
  readonly method: DecisionMethod;
}

/** The query that answers a question; shown to the reader. */
export interface Plan {
  readonly promql: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** For an instant, `start` equals `end`. */
  readonly step: Ms;
  /** Of a comparison in time: the last `window` against as long a stretch `offset` earlier. */
  readonly against?: { readonly window: Ms; readonly offset: Ms };
}

/** A question, decided and read. */
export interface Question {
  readonly text: string;
  readonly language: Locale;
  readonly decision: Decision;
  readonly slots: Slots;
  /** The metric it is about: the one named, else the intent's own. */
  readonly metric: MetricId | undefined;
  /** The limit it asks about, in the metric's unit: the one named, else the customary one. */
  readonly limit: number | undefined;
  readonly plan: Plan | undefined;
}

/** The language of a text: Korean as soon as it holds Hangul. */
export function languageOf(text: string): Locale {
  return /[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]/.test(text) ? 'ko' : 'en';
}
