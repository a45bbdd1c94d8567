/** What a question is understood to be: intent, slots and the language it was asked in. Shared by the rooms that read and answer it. */
import type { Role } from './fleet.ts';
import type { Severity } from './incident.ts';
import type { MetricId } from './metrics.ts';
import type { Locale } from './session.ts';
import { DAY, type EpochMs, type Ms } from './time.ts';

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
  /** Upper bound of a range (`between 70 and 90 %`); the comparison is then `>`. */
  readonly upper?: number;
}

/** What a question names. Empty lists and `undefined`: not named. */
export interface Slots {
  /** Live server names in the order they were said; host-like words that are none of ours as written. */
  readonly server: readonly string[];
  readonly group: readonly Group[];
  /** Roles said more narrowly than a group (`k8s masters`, `ingress`); when not empty only these of the groups are meant. */
  readonly roles: readonly Role[];
  /** Servers and groups set aside: `except db-master-01`, 웹 말고. */
  readonly except: { readonly server: readonly string[]; readonly group: readonly Group[] };
  readonly metric: MetricWord | undefined;
  /** All metrics said, in order; the first is `metric` unless a more telling word stands behind it. */
  readonly metrics: readonly MetricWord[];
  /** The catalogue metric that `metric` stands for here. */
  readonly metricId: MetricId | undefined;
  /** Catalogue metrics of everything said, in order, without repetition; `metricId` is the first. Empty: none said. */
  readonly metricIds: readonly MetricId[];
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

/** Names of the slots a reader can see and correct. `metric` stands for `metricIds`. */
export const SLOT_KEYS = [
  'server',
  'group',
  'except',
  'metric',
  'time',
  'against',
  'threshold',
  'count',
  'severity',
  'action',
  'scenario',
  'keyword',
  'lowest',
] as const;
export type SlotKey = (typeof SLOT_KEYS)[number];

/** The value of one understood slot; a question that names two servers has two of them. */
export type SlotValue =
  | {
      readonly slot: 'server';
      readonly server: string /** No live server has that name. */;
      readonly unknown: boolean;
    }
  | {
      readonly slot: 'group';
      readonly group: Group /** Empty: all roles of the group. */;
      readonly roles: readonly Role[];
    }
  | { readonly slot: 'except'; readonly server: string }
  | { readonly slot: 'except'; readonly group: Group }
  | { readonly slot: 'metric'; readonly metric: MetricId }
  | { readonly slot: 'time' | 'against'; readonly time: TimeSlot }
  | { readonly slot: 'threshold'; readonly threshold: ThresholdSlot }
  | { readonly slot: 'count'; readonly count: number }
  | { readonly slot: 'severity'; readonly severity: Severity }
  | { readonly slot: 'action'; readonly action: NonNullable<Slots['action']> }
  | { readonly slot: 'scenario'; readonly scenario: ScenarioWord }
  | { readonly slot: 'keyword'; readonly keyword: string }
  | { readonly slot: 'lowest'; readonly lowest: true };

/**
 * A slot as it was understood.
 * `text` is what was written, found at [start, end) of the question in UTF-16 units; all three are `undefined` unless `from` is `text`.
 * `from` tells where it comes from: the text, the question before it, a correction by the reader, or the intent's own usual value.
 */
export type UnderstoodSlot = SlotValue & {
  readonly text: string | undefined;
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly from: 'text' | 'conversation' | 'correction' | 'usual';
};

/** An intent and how likely it is among those in scope, 0–1. */
export interface IntentGuess {
  readonly intent: IntentId;
  readonly confidence: number;
}

/** How a question sounds; answers to worried or angry ones begin with what matters and skip pleasantries. */
export interface Tone {
  readonly sentiment: 'neutral' | 'worried' | 'angry' | 'pleased';
  readonly urgent: boolean;
}

/**
 * What the reader sees of how a question was understood, and may correct by clicking: chips of intent and slots.
 * A correction is sent as `Corrections` with the same text.
 */
export interface Understanding {
  readonly intent: IntentId;
  /** How much in scope, 0–1: the decision's. */
  readonly confidence: number;
  /** Other intents it may have meant, likeliest first, without `intent` and `out_of_scope`; at most three. */
  readonly alternatives: readonly IntentGuess[];
  /** Only slots the intent uses, in the order of the text; those that are not written come last. */
  readonly slots: readonly UnderstoodSlot[];
  readonly tone: Tone;
  /** The text was typed in the wrong keyboard mode and read as this; `undefined` when it was not. */
  readonly recovered: string | undefined;
}

/**
 * What the reader sets right. What is absent stays as it was read; an empty list or an explicit `undefined` takes the slot away.
 * Lists replace what was read. `metric` replaces all metrics.
 */
export interface SlotCorrections {
  readonly server?: readonly string[];
  readonly group?: readonly Group[];
  readonly except?: Slots['except'];
  readonly metric?: readonly MetricId[];
  readonly time?: TimeSlot | undefined;
  readonly against?: TimeSlot | undefined;
  readonly threshold?: ThresholdSlot | undefined;
  readonly count?: number | undefined;
  readonly severity?: Severity | undefined;
  readonly action?: Slots['action'];
  readonly scenario?: ScenarioWord | undefined;
  readonly keyword?: string | undefined;
  readonly lowest?: boolean;
}

/** Corrections of one question: another intent, other slots, or both. An intent that is set is not judged again. */
export interface Corrections {
  readonly intent?: IntentId;
  readonly slots?: SlotCorrections;
}

/** One way to read an ambiguous question; asking the same text with `corrections` (over those already made) answers it so. */
export type Choice = { readonly corrections: Corrections } & (
  | { readonly kind: 'intent'; readonly intent: IntentId; readonly confidence: number }
  | { readonly kind: 'server'; readonly server: string }
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'metric'; readonly metric: MetricId }
  | { readonly kind: 'scenario'; readonly scenario: ScenarioWord }
);

/** A question back: what is unclear, and two to six ways to read it, likeliest first. */
export interface Clarification {
  readonly about: Choice['kind'];
  /** What was written that is unclear (`db`, `was-1`); `undefined` when the whole question is. */
  readonly text: string | undefined;
  readonly choices: readonly Choice[];
}

/** What a conversation remembers of its last understood question, for the next one to lean on. Structured-cloneable. */
export interface Turn {
  readonly text: string;
  readonly decision: Decision;
  readonly slots: Slots;
  /** Servers the answer named, in its order: 그 서버 is the first, `the second one` the second. */
  readonly servers: readonly string[];
}

/** How a decision came about. */
export type DecisionMethod = 'onnx' | 'lexical' | 'combined' | 'corrected';

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
  /** The likeliest in-scope intents, `best` first, at most four; their confidences sum to at most 1. */
  readonly guesses?: readonly IntentGuess[];
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

/** A query and the metric it reads. */
export interface MetricPlan extends Plan {
  readonly metric: MetricId;
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
  /** One query per metric asked about, `plan` first. Empty when none is needed. */
  readonly plans: readonly MetricPlan[];
  readonly understanding: Understanding;
  /** Set when it can be read in several ways: the answer asks back and offers the choices. */
  readonly clarification: Clarification | undefined;
}

/** Roles the named groups stand for, narrowed where a role was said. */
export function rolesMeant(slots: Pick<Slots, 'group' | 'roles'>): readonly Role[] {
  return slots.group.flatMap((group) => {
    const narrow = GROUP_ROLES[group].filter((role) => slots.roles.includes(role));
    return narrow.length > 0 ? narrow : GROUP_ROLES[group];
  });
}

/** Words that are the same in both languages: names with digits or hyphens, and short forms of the trade. */
const SHARED_WORD = /^(?:[^\s]*[\d_-][^\s]*|cpu|gpu|ram|io|i\/o|ip|db|os|http)$/iu;

/**
 * The language of a text: Korean as soon as it holds Hangul.
 * @param otherwise of a text whose words are none of a language's own, a server's name alone for instance
 */
export function languageOf(text: string, otherwise: Locale = 'en'): Locale {
  if (/[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]/.test(text)) return 'ko';
  const words = text.split(/[\s?!.,]+/u).filter((word) => /\p{L}/u.test(word));
  return words.every((word) => SHARED_WORD.test(word)) ? otherwise : 'en';
}

/** How far ahead the line through six hours is followed at most: beyond, it says nothing. */
export const FORECAST_REACH: Ms = 7 * DAY;

/** How far ahead is asked, a day when nothing is said; at most `FORECAST_REACH`. */
export function aheadOf(slots: Pick<Slots, 'time'>, now: EpochMs): Ms {
  const { time } = slots;
  return time !== undefined && time.end > now ? Math.min(time.end - now, FORECAST_REACH) : DAY;
}
