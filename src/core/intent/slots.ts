/** Everything a question names: servers, groups, metrics, times, limits, counts. Independent of the intent; rows of `intents.ts` use what they need. */
import type { Fleet } from '../domain/fleet.ts';
import type { IntentId, Slots, UnderstoodSlot } from '../domain/question.ts';
import type { EpochMs } from '../domain/time.ts';
import { fold } from './fold.ts';
import { blank, type Found } from './found.ts';
import { findMetrics, meant } from './metric-words.ts';
import { nearMetric } from './near-metric.ts';
import { nameIndex } from './server-names.ts';
import { findThreshold, metricOfUnit } from './slot-limits.ts';
import { findServers, type Unsure } from './slot-servers.ts';
import { findTimes } from './slot-time.ts';
import {
  findAction,
  findCount,
  findKeyword,
  findLowest,
  findScenario,
  findSeverity,
} from './slot-words.ts';

/** What an intent does when no verb says it. */
const USUAL_ACTION: Readonly<Partial<Record<IntentId, Slots['action']>>> = {
  'server.restart': 'restart',
  'alert.ack': 'ack',
};
/** Words that make durations reach forward. */
const AHEAD = /내일|앞으로|향후|예측|까지\s?(?:버|괜)|tomorrow|forecast|predict|until|next/i;

/** The slots of a text, where each was written, and names that may mean several servers. */
export interface SlotReading {
  readonly slots: Slots;
  /** In the order of the text; all `from` the text. */
  readonly written: readonly UnderstoodSlot[];
  readonly unsure: readonly Unsure[];
}

/**
 * Reads the slots of a question.
 * @param fleet the live inventory: only its names are servers
 * @param zoneOffsetMinutes minutes the reader's clock is ahead of UTC
 * @param intent what the question is decided to be: a silence and a forecast reach forward, a restart restarts
 */
export function readSlots(
  text: string,
  fleet: Fleet,
  now: EpochMs,
  zoneOffsetMinutes: number,
  intent?: IntentId,
): SlotReading {
  const plain = text.normalize('NFC');
  const folded = fold(plain);
  const { servers, groups, except, unsure, rest } = findServers(folded.text, fleet);
  const action = findAction(rest);
  const doing = action?.value ?? (intent === undefined ? undefined : USUAL_ACTION[intent]);
  const forward =
    doing === 'silence' || intent === 'alert.ack' || intent === 'forecast.load' || AHEAD.test(rest);
  const times = findTimes(rest, now, zoneOffsetMinutes, forward).map((time) => ({
    ...time,
    value: { ...time.value, text: folded.written(time.at, time.end) },
  }));
  // Times are blanked before numbers are read: 지난 5분 is no top-5.
  const untimed = blank(rest, times);
  const keyword = findKeyword(plain);
  const named = spoken(untimed, intent, keyword?.value);
  // The storage servers' CPU is asked for, not their disks.
  const own = named.filter(({ at, end }) => !groups.some((word) => at < word.end && word.at < end));
  const spelt = own.length > 0 ? own : named;
  const limit = findThreshold(untimed, meant(spelt, untimed).at(0)?.value.id);
  // 70도 이상: the unit says what it is a limit of.
  const told = spelt.length > 0 || limit === undefined ? undefined : metricOfUnit(limit.value.text);
  const metrics =
    told === undefined || limit === undefined
      ? spelt
      : [{ value: told, at: limit.at, end: limit.end }];
  const said = meant(metrics, untimed);
  const ids = said.map(({ value }) => value.id);
  const threshold = limit && {
    ...limit,
    value: { ...limit.value, text: folded.written(limit.at, limit.end) },
  };
  const unlimited = threshold === undefined ? untimed : blank(untimed, [threshold]);
  const severity = findSeverity(untimed);
  const count = findCount(severity === undefined ? unlimited : blank(unlimited, [severity]));
  const scenario = findScenario(untimed);
  const lowest = findLowest(untimed);
  // 네트워크 지연 is said of the network and measured as latency.
  const word = metrics.at(0)?.value.metric === 'network' ? metrics.at(0) : said.at(0);
  const slots: Slots = {
    server: servers.map(({ value }) => value),
    group: groups.map(({ value }) => value.group),
    roles: groups.flatMap(({ value }) => value.roles),
    except: {
      server: except.flatMap(({ value }) => ('server' in value ? [value.server] : [])),
      group: except.flatMap(({ value }) => ('group' in value ? [value.group] : [])),
    },
    metric: word?.value.metric,
    metrics: [...new Set(metrics.map(({ value }) => value.metric))],
    metricId: ids.at(0),
    metricIds: ids,
    time: times.at(0)?.value,
    against: times.at(1)?.value,
    threshold: threshold?.value,
    count: count?.value,
    severity: severity?.value,
    action: doing,
    scenario: scenario?.value,
    keyword: keyword?.value,
    lowest: lowest !== undefined,
  };
  const written: UnderstoodSlot[] = [];
  const at = <T>(
    found: Found<T> | undefined,
    make: (value: T) => Omit<UnderstoodSlot, 'text' | 'start' | 'end' | 'from'>,
  ): void => {
    if (found === undefined) return;
    const start = folded.at(found.at);
    const end = folded.at(found.end);
    written.push({
      ...make(found.value),
      text: plain.slice(start, end),
      start,
      end,
      from: 'text',
    } as UnderstoodSlot);
  };
  const { live } = nameIndex(fleet);
  for (const found of servers)
    at(found, (server) => ({ slot: 'server', server, unknown: !live.has(server) }));
  for (const found of groups) at(found, (value) => ({ slot: 'group', ...value }));
  for (const found of except) at(found, (value) => ({ slot: 'except', ...value }));
  for (const found of said) at(found, ({ id }) => ({ slot: 'metric', metric: id }));
  at(times.at(0), (time) => ({ slot: 'time', time }));
  at(times.at(1), (time) => ({ slot: 'against', time }));
  at(threshold, (value) => ({ slot: 'threshold', threshold: value }));
  at(count, (value) => ({ slot: 'count', count: value }));
  at(severity, (value) => ({ slot: 'severity', severity: value }));
  at(action, (value) => ({ slot: 'action', action: value }));
  at(scenario, (value) => ({ slot: 'scenario', scenario: value }));
  at(lowest, () => ({ slot: 'lowest', lowest: true }));
  if (keyword !== undefined)
    written.push({
      slot: 'keyword',
      keyword: keyword.value,
      text: plain.slice(keyword.at, keyword.end),
      start: keyword.at,
      end: keyword.end,
      from: 'text',
    });
  written.sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  return { slots, written, unsure };
}

/** The slots alone; see `readSlots`. */
export function understand(
  text: string,
  fleet: Fleet,
  now: EpochMs,
  zoneOffsetMinutes: number,
  intent?: IntentId,
): Slots {
  return readSlots(text, fleet, now, zoneOffsetMinutes, intent).slots;
}

/** Metrics said; a word searched for in logs is none. */
function spoken(text: string, intent: IntentId | undefined, keyword: string | undefined) {
  const found = findMetrics(text);
  if (found.length === 0) {
    const near = nearMetric(text);
    return near === undefined ? [] : [near];
  }
  const inLogs = intent === 'log.search' || /로그(?!인)|\blogs?\b/i.test(text);
  if (!inLogs || keyword === undefined || !/^(?:timeout|타임아웃)$/i.test(keyword)) return found;
  return found.filter(({ at, end }) => !/^(?:timeouts?|타임아웃)$/i.test(text.slice(at, end)));
}
