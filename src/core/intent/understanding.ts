/** What the reader sees of how a question was understood: where each slot comes from, other intents it may have meant, ways to read it. */
import { type MetricId, metricById } from '../domain/metrics.ts';
import type {
  Choice,
  Clarification,
  Corrections,
  Decision,
  IntentGuess,
  IntentId,
  MetricWord,
  ScenarioWord,
  SlotCorrections,
  SlotKey,
  Slots,
  SlotValue,
  UnderstoodSlot,
} from '../domain/question.ts';
import { GROUP_ROLES } from '../domain/question.ts';
import { INTENT_ROWS, limitOf, metricsOf } from './intents.ts';
import type { Unsure } from './slot-servers.ts';

/** The word each catalogue metric is said with. */
const WORD_OF: Readonly<Record<MetricId, MetricWord>> = {
  cpu: 'cpu',
  memory: 'memory',
  disk: 'disk',
  disk_io: 'disk',
  net_in: 'network',
  net_out: 'network',
  request_rate: 'traffic',
  latency: 'latency',
  latency_p95: 'latency',
  error_ratio: 'errors',
  load: 'load',
  temperature: 'temperature',
  power: 'power',
};

/** Slots after the reader's corrections. */
export function corrected(slots: Slots, fix: SlotCorrections | undefined): Slots {
  if (fix === undefined) return slots;
  const { metric: ids, ...others } = fix;
  const metrics = ids === undefined ? undefined : [...new Set(ids.map((id) => WORD_OF[id]))];
  const merged: Slots = {
    ...slots,
    ...others,
    ...(ids === undefined || metrics === undefined
      ? {}
      : { metricIds: ids, metricId: ids.at(0), metrics, metric: metrics.at(0) }),
  };
  // A corrected group is meant whole; a limit in another unit than the corrected metric's says nothing.
  const unit = (id: MetricId | undefined) => (id === undefined ? undefined : metricById(id)?.unit);
  const foreign =
    ids !== undefined && fix.threshold === undefined && unit(ids.at(0)) !== unit(slots.metricId);
  return {
    ...merged,
    roles: fix.group === undefined ? slots.roles : [],
    threshold: foreign ? undefined : merged.threshold,
  };
}

/** A decision after the reader's correction of the intent. */
export function decidedBy(decision: Decision, fix: Corrections | undefined): Decision {
  const intent = fix?.intent;
  return intent === undefined
    ? decision
    : {
        ...decision,
        intent,
        best: intent,
        confidence: 1,
        inScope: intent !== 'out_of_scope',
        method: 'corrected',
      };
}

/** Slots shown for an intent beside those of its row. */
const BESIDE: Readonly<Partial<Record<SlotKey, readonly SlotKey[]>>> = {
  group: ['except'],
  server: ['except'],
  time: ['against'],
  metric: ['lowest'],
};

/**
 * The slots an intent uses, with where each comes from.
 * @param written what was read from the text alone
 */
export function understoodSlots(
  intent: IntentId,
  slots: Slots,
  written: readonly UnderstoodSlot[],
  live: ReadonlySet<string>,
  fix: SlotCorrections | undefined,
): readonly UnderstoodSlot[] {
  const used = new Set<SlotKey>(
    INTENT_ROWS[intent].slots.flatMap((name) => [name, ...(BESIDE[name] ?? [])]),
  );
  if (intent === 'metric.top' || intent === 'server.list') used.add('server');
  if (intent !== 'metric.top') used.delete('lowest');
  if (intent !== 'metric.compare') used.delete('against');
  const out: UnderstoodSlot[] = [];
  for (const value of valuesOf(slots, live)) {
    if (!used.has(value.slot)) continue;
    const said = written.find((item) => isSame(item, value));
    out.push(
      said ??
        ({
          ...value,
          text: undefined,
          start: undefined,
          end: undefined,
          from:
            fix !== undefined && value.slot in fix
              ? 'correction'
              : value.slot === 'action'
                ? 'usual'
                : 'conversation',
        } as UnderstoodSlot),
    );
  }
  out.sort((a, b) => (a.start ?? Number.MAX_SAFE_INTEGER) - (b.start ?? Number.MAX_SAFE_INTEGER));
  const usual = (value: SlotValue): void => {
    out.push({
      ...value,
      text: undefined,
      start: undefined,
      end: undefined,
      from: 'usual',
    } as UnderstoodSlot);
  };
  if (used.has('metric') && slots.metricIds.length === 0)
    for (const metric of metricsOf(intent, slots)) usual({ slot: 'metric', metric });
  const [metric] = metricsOf(intent, slots);
  const limit = limitOf(slots, metric);
  if (used.has('threshold') && slots.threshold === undefined && limit !== undefined)
    usual({ slot: 'threshold', threshold: { text: '', comparison: '>', value: limit } });
  if (intent === 'metric.top' && slots.count === undefined) usual({ slot: 'count', count: 5 });
  return out;
}

function valuesOf(slots: Slots, live: ReadonlySet<string>): readonly SlotValue[] {
  const one = <T>(value: T | undefined, make: (value: T) => SlotValue): readonly SlotValue[] =>
    value === undefined ? [] : [make(value)];
  return [
    ...slots.server.map(
      (server): SlotValue => ({ slot: 'server', server, unknown: !live.has(server) }),
    ),
    ...slots.group.map(
      (group): SlotValue => ({
        slot: 'group',
        group,
        roles: slots.roles.filter((role) => GROUP_ROLES[group].includes(role)),
      }),
    ),
    ...slots.except.server.map((server): SlotValue => ({ slot: 'except', server })),
    ...slots.except.group.map((group): SlotValue => ({ slot: 'except', group })),
    ...slots.metricIds.map((metric): SlotValue => ({ slot: 'metric', metric })),
    ...one(slots.time, (time) => ({ slot: 'time', time })),
    ...one(slots.against, (time) => ({ slot: 'against', time })),
    ...one(slots.threshold, (threshold) => ({ slot: 'threshold', threshold })),
    ...one(slots.count, (count) => ({ slot: 'count', count })),
    ...one(slots.severity, (severity) => ({ slot: 'severity', severity })),
    ...one(slots.action, (action) => ({ slot: 'action', action })),
    ...one(slots.scenario, (scenario) => ({ slot: 'scenario', scenario })),
    ...one(slots.keyword, (keyword) => ({ slot: 'keyword', keyword })),
    ...one(slots.lowest || undefined, () => ({ slot: 'lowest', lowest: true as const })),
  ];
}

function isSame(a: SlotValue, b: SlotValue): boolean {
  const key = (value: SlotValue): string => {
    const { slot } = value;
    switch (slot) {
      case 'time':
      case 'against':
        return `time ${value.time.start} ${value.time.end}`;
      case 'threshold':
        return `${slot} ${value.threshold.comparison}${value.threshold.value}`;
      case 'group':
        return `${slot} ${value.group}`;
      case 'except':
        return `${slot} ${'server' in value ? value.server : value.group}`;
      default:
        return `${slot} ${String(Object.entries(value).find(([name]) => name === slot)?.[1])}`;
    }
  };
  return key(a) === key(b);
}

/** Guesses below this share are not worth a click. */
const LEAST_SHARE = 0.08;

/** Other intents it may have meant: at most three. */
export function alternativesOf({ intent, guesses = [] }: Decision): readonly IntentGuess[] {
  return guesses
    .filter((guess) => guess.intent !== intent && guess.confidence >= LEAST_SHARE)
    .slice(0, 3);
}

/** Intents that need one certain server. */
const NEEDS_ONE: ReadonlySet<IntentId> = new Set<IntentId>(['server.detail', 'server.restart']);
/** Below this share of the first guess two readings are offered. */
const SURE_SHARE = 0.5;

/** The question back, if it can be read in several ways. */
export function clarificationOf(
  decision: Decision,
  slots: Slots,
  unsure: readonly Unsure[],
  groupMembers: readonly string[],
  fix: Corrections | undefined,
): Clarification | undefined {
  const servers = (text: string | undefined, names: readonly string[]): Clarification => ({
    about: 'server',
    text,
    choices: names.slice(0, 6).map(
      (server): Choice => ({
        kind: 'server',
        server,
        corrections: { ...fix, slots: { ...fix?.slots, server: [server], group: [] } },
      }),
    ),
  });
  if (fix?.slots?.server === undefined) {
    const [first] = unsure;
    if (first !== undefined) return servers(first.text, first.candidates);
    if (
      decision.inScope &&
      NEEDS_ONE.has(decision.intent) &&
      slots.server.length === 0 &&
      groupMembers.length > 1
    )
      return servers(undefined, groupMembers);
  }
  const slot = unnamedSlot(decision, slots, fix);
  if (slot !== undefined) return slot;
  if (fix?.intent !== undefined) return undefined;
  const { guesses = [] } = decision;
  const near = guesses.filter(({ confidence }) => confidence >= LEAST_SHARE);
  const doubtful = !decision.inScope
    ? decision.confidence > 0.25 && near.length > 0
    : near.length > 1 && (near[0]?.confidence ?? 1) < SURE_SHARE;
  if (!doubtful) return undefined;
  const offered = near.filter(({ intent }) => intent !== decision.intent);
  const choices = offered.slice(0, 3).map(
    ({ intent, confidence }): Choice => ({
      kind: 'intent',
      intent,
      confidence,
      corrections: { ...fix, intent },
    }),
  );
  return choices.length === 0 ? undefined : { about: 'intent', text: undefined, choices };
}

/** Rankings offered when none was named, and faults offered beside the one proposed. */
const RANKINGS: readonly MetricId[] = ['memory', 'disk', 'latency_p95', 'request_rate'];
const DRILLS: readonly ScenarioWord[] = [
  'cpu_spike',
  'memory_leak',
  'disk_full',
  'network_latency',
  'traffic_surge',
  'server_down',
];

/** A ranking by nothing, or a drill of nothing: answered by the usual, with the others to choose. */
function unnamedSlot(
  { intent }: Decision,
  slots: Slots,
  fix: Corrections | undefined,
): Clarification | undefined {
  if (intent === 'metric.top' && slots.metricIds.length === 0)
    return {
      about: 'metric',
      text: undefined,
      choices: RANKINGS.map((metric) => ({
        kind: 'metric',
        metric,
        corrections: { ...fix, slots: { ...fix?.slots, metric: [metric] } },
      })),
    };
  if (intent === 'scenario.inject' && slots.scenario === undefined)
    return {
      about: 'scenario',
      text: undefined,
      choices: DRILLS.map((scenario) => ({
        kind: 'scenario',
        scenario,
        corrections: { ...fix, slots: { ...fix?.slots, scenario } },
      })),
    };
  return undefined;
}
