/** Everything a question names: servers, groups, metric, times, limits, counts. Independent of the intent; rows of `intents.ts` use what they need. */
import type { Fleet } from '../domain/fleet.ts';
import type { IntentId, Slots } from '../domain/question.ts';
import type { EpochMs } from '../domain/time.ts';
import { nearMetric } from './near-metric.ts';
import { findServers } from './slot-servers.ts';
import { findTimes } from './slot-time.ts';
import {
  findAction,
  findCount,
  findKeyword,
  findMetric,
  findMetrics,
  findScenario,
  findSeverity,
  findThreshold,
  wantsLowest,
} from './slot-words.ts';

/** What an intent does when no verb says it. */
const USUAL_ACTION: Readonly<Partial<Record<IntentId, Slots['action']>>> = {
  'server.restart': 'restart',
  'alert.ack': 'ack',
};

/**
 * Reads the slots of a question.
 * @param fleet the live inventory: only its names are servers
 * @param zoneOffsetMinutes minutes the reader's clock is ahead of UTC
 * @param intent what the question is decided to be: a silence and a forecast reach forward, a restart restarts
 */
export function understand(
  text: string,
  fleet: Fleet,
  now: EpochMs,
  zoneOffsetMinutes: number,
  intent?: IntentId,
): Slots {
  const plain = text.normalize('NFC');
  const { servers, groups, rest } = findServers(plain, fleet);
  const action = findAction(rest) ?? (intent === undefined ? undefined : USUAL_ACTION[intent]);
  const forward =
    action === 'silence' ||
    intent === 'alert.ack' ||
    intent === 'forecast.load' ||
    /내일|앞으로|향후|예측|까지\s?(?:버|괜)|tomorrow|forecast|predict|until|next/i.test(rest);
  const times = findTimes(rest, now, zoneOffsetMinutes, forward);
  // Times are blanked before numbers are read: 지난 5분 is no top-5.
  let untimed = rest;
  for (const { text: said } of times) untimed = untimed.replace(said, ' '.repeat(said.length));
  const found = findMetric(untimed) ?? nearMetric(untimed);
  const listed = findMetrics(untimed);
  return {
    server: servers,
    group: groups,
    metric: found?.metric,
    metrics: listed.length > 0 || found === undefined ? listed : [found.metric],
    metricId: found?.id,
    time: times.at(0),
    against: times.at(1),
    threshold: findThreshold(untimed, found?.id),
    count: findCount(untimed),
    severity: findSeverity(untimed),
    action,
    scenario: findScenario(untimed),
    keyword: findKeyword(plain),
    lowest: wantsLowest(untimed),
  };
}
