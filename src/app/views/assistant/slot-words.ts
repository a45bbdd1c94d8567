/** Values of slots in the screen's language, and the time windows that can be chosen. */
import type { MetricId } from '../../../core/domain/metrics.ts';
import type { Choice, SlotValue, ThresholdSlot, TimeSlot } from '../../../core/domain/question.ts';
import { DAY, type EpochMs, HOUR, MINUTE } from '../../../core/domain/time.ts';
import { zoneOffset } from '../../../core/domain/zone.ts';
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { usePhrases } from '../../phrases.ts';
import { unitOf } from '../../unit-of.ts';
import { useTerms } from '../../widgets/terms.ts';

const words = { en, ko };

/** Windows offered, seen from the instant shown. */
export const WINDOWS = [
  'last15m',
  'last1h',
  'last6h',
  'last24h',
  'today',
  'yesterday',
  'next1h',
  'next24h',
] as const;
export type WindowId = (typeof WINDOWS)[number];

/** Start and end of an offered window. @param zone IANA zone in which days begin */
export function windowOf(id: WindowId, now: EpochMs, zone: string): readonly [EpochMs, EpochMs] {
  /** Midnight so many days ago; the clock may have changed since. */
  const midnight = (daysAgo: number): EpochMs => {
    const offset = zoneOffset(zone, now);
    const local = (Math.floor((now + offset) / DAY) - daysAgo) * DAY;
    return local - zoneOffset(zone, local - offset);
  };
  switch (id) {
    case 'last15m':
      return [now - 15 * MINUTE, now];
    case 'last1h':
      return [now - HOUR, now];
    case 'last6h':
      return [now - 6 * HOUR, now];
    case 'last24h':
      return [now - DAY, now];
    case 'today':
      return [midnight(0), now];
    case 'yesterday':
      return [midnight(1), midnight(0)];
    case 'next1h':
      return [now, now + HOUR];
    case 'next24h':
      return [now, now + DAY];
    default:
      return id satisfies never;
  }
}

/** Words for slots; reactive to language, zone and units. */
export interface SlotWords {
  /** @param metric what a limit is a limit of, for its unit */
  value(slot: SlotValue, metric?: MetricId): string;
  time(time: TimeSlot): string;
  threshold(threshold: ThresholdSlot, metric: MetricId | undefined): string;
  choice(choice: Choice): string;
}

/** The slot words of the nearest reader. */
export function useSlotWords(): SlotWords {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const phrases = usePhrases();
  const time = ({ start, end }: TimeSlot): string => {
    const day = (at: EpochMs) => Math.floor((at + zoneOffset(format.zone(), at)) / DAY);
    const isOneDay = day(start) === day(end);
    const from = `${format.time(start, 'date')} ${format.time(start, 'minute')}`;
    if (end - start < MINUTE) return from;
    const to = isOneDay
      ? format.time(end, 'minute')
      : `${format.time(end, 'date')} ${format.time(end, 'minute')}`;
    return `${from} – ${to}`;
  };
  const threshold = ({ comparison, value }: ThresholdSlot, metric: MetricId | undefined) => {
    const amount =
      metric === undefined ? format.number(value, 3) : format.value(value, unitOf(metric));
    return `${comparison === '>' ? '≥' : '≤'} ${amount}`;
  };
  return {
    time,
    threshold,
    value(slot, metric) {
      switch (slot.slot) {
        case 'server':
          return slot.unknown ? t('slot.unknown', { name: slot.server }) : slot.server;
        case 'group':
          return slot.roles.length > 0
            ? slot.roles.map((role) => terms.role(role)).join(', ')
            : t(`group.${slot.group}`);
        case 'except':
          return 'server' in slot ? slot.server : t(`group.${slot.group}`);
        case 'metric':
          return terms.metric(slot.metric);
        case 'time':
        case 'against':
          return time(slot.time);
        case 'threshold':
          return threshold(slot.threshold, metric);
        case 'count':
          return format.number(slot.count, 0);
        case 'severity':
          return terms.severity(slot.severity);
        case 'action':
          return t(`action.${slot.action}`);
        case 'scenario':
          return t(`scenario.${slot.scenario}`);
        case 'keyword':
          return `“${slot.keyword}”`;
        case 'lowest':
          return t('slot.lowest.yes');
        default:
          return slot satisfies never;
      }
    },
    choice(choice) {
      switch (choice.kind) {
        case 'intent':
          return phrases.term(format.locale(), `intent.${choice.intent}`);
        case 'server':
          return choice.server;
        case 'group':
          return t(`group.${choice.group}`);
        case 'metric':
          return terms.metric(choice.metric);
        case 'scenario':
          return t(`scenario.${choice.scenario}`);
        default:
          return choice satisfies never;
      }
    },
  };
}
