/** Stretches of time as people say them, in Korean and English, on the reader's clock. */
import type { TimeSlot } from '../domain/question.ts';
import { DAY, type EpochMs, HOUR, MINUTE, type Ms, WEEK } from '../domain/time.ts';
import { CALENDAR } from './slot-calendar.ts';
import {
  ago,
  around,
  type Clock,
  clock,
  dayStart,
  either,
  enHour,
  koHour,
  month,
  type Reading,
  unitMs,
  weekStart,
} from './slot-clock.ts';

const KO_NUMBERS: Readonly<Record<string, number>> = {
  한: 1,
  두: 2,
  세: 3,
  네: 4,
  다섯: 5,
  여섯: 6,
  일곱: 7,
  여덟: 8,
  아홉: 9,
  열: 10,
  반: 0.5,
};
const EN_NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  ten: 10,
  twelve: 12,
  half: 0.5,
  couple: 2,
  few: 3,
};
const NUM_KO = String.raw`(\d+(?:\.\d+)?|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)`;
const UNIT_KO = '(초|분|시간|일|주일|주|개월|달)';
const NUM_EN = String.raw`(\d+(?:\.\d+)?|an?|one|two|three|four|five|six|ten|twelve|half an?|a couple of|a few)`;
const UNIT_EN = '(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|[smhdw])';

/** Longer and more telling patterns first: a stretch already read is not read again. */
const READINGS: readonly Reading[] = [
  [
    /(오전|오후|새벽|밤|저녁)?\s?(\d{1,2})시\s?(?:(\d{1,2})분)?\s?부터\s?(오전|오후|새벽|밤|저녁)?\s?(\d{1,2})시(?:\s?(\d{1,2})분)?(?:\s?까지)?/g,
    ([, half, h, m, half2, h2, m2], c) => [
      clock(c, koHour(half, h), m),
      clock(c, koHour(half2 ?? half, h2), m2),
    ],
  ],
  [
    /(?:(어제|그제|오늘)\s?)?(오전|오후|새벽|밤|저녁)?\s?(\d{1,2})시(?!간)\s?(?:(\d{1,2})분|(반))?\s?(부터|이후|까지|쯤|경|에|이전)?/g,
    ([, day, half, h, m, thirty, side], c) => {
      const shift = day === '어제' ? -DAY : day === '그제' ? -2 * DAY : 0;
      const at = clock(c, koHour(half, h), thirty === undefined ? m : '30') + shift;
      return around(
        at,
        side === '부터' || side === '이후'
          ? 'after'
          : side === '까지' || side === '이전'
            ? 'before'
            : 'at',
        c,
      );
    },
  ],
  [
    /(?:between|from)\s(\d{1,2})(?::(\d\d))?\s?(am|pm)?\s(?:and|to)\s(\d{1,2})(?::(\d\d))?\s?(am|pm)?/g,
    ([, h, m, half, h2, m2, half2], c) => [
      clock(c, enHour(h, half ?? half2), m),
      clock(c, enHour(h2, half2), m2),
    ],
  ],
  [
    /(since|after|before|until|till|at|around)\s(\d{1,2})(?::(\d\d))?\s?(am|pm|o'clock)?(?!\s?(?:%|percent|ms|gb))(?![\w:])/g,
    ([, side, h, m, half], c) =>
      Number(h) > 24
        ? undefined
        : around(
            clock(c, enHour(h, half), m),
            side === 'since' || side === 'after'
              ? 'after'
              : side === 'at' || side === 'around'
                ? 'at'
                : 'before',
            c,
          ),
  ],
  [/(?:since\s)?midnight/g, (_, c) => [dayStart(c), c.now]],
  [/since\syesterday/g, (_, c) => [dayStart(c) - DAY, c.now]],
  [/어제\s?부터(?:\s?지금까지)?/g, (_, c) => [dayStart(c) - DAY, c.now]],
  [
    new RegExp(String.raw`(?:앞으로|향후|다음)\s?${NUM_KO}\s?${UNIT_KO}(?:\s?(?:동안|간))?`, 'g'),
    ([, n, unit], c) => [c.now, c.now + span(n, unit)],
  ],
  [
    new RegExp(String.raw`${NUM_KO}\s?${UNIT_KO}\s?(?:뒤|후)`, 'g'),
    ([, n, unit], c) => [c.now, c.now + span(n, unit)],
  ],
  [
    new RegExp(String.raw`(?:지난|최근|과거|요)\s?${NUM_KO}\s?${UNIT_KO}(?:\s?(?:동안|간))?`, 'g'),
    ([, n, unit], c) => [c.now - span(n, unit), c.now],
  ],
  [
    new RegExp(String.raw`${NUM_KO}\s?${UNIT_KO}\s?(?:동안|간|만|째)`, 'g'),
    ([, n, unit], c) => either(span(n, unit), c),
  ],
  [
    new RegExp(String.raw`${NUM_KO}\s?${UNIT_KO}\s?전(?:부터|보다)?`, 'g'),
    ([, n, unit], c) => ago(span(n, unit), c),
  ],
  [
    new RegExp(
      String.raw`(?:over\sthe\s|in\sthe\s|during\sthe\s|for\sthe\s|the\s)?(?:last|past|previous|recent)\s${NUM_EN}\s?${UNIT_EN}\b`,
      'g',
    ),
    ([, n, unit], c) => [c.now - span(n, unit), c.now],
  ],
  [
    new RegExp(String.raw`(?:in|over|for)?\s?(?:the\s)?next\s${NUM_EN}\s?${UNIT_EN}\b`, 'g'),
    ([, n, unit], c) => [c.now, c.now + span(n, unit)],
  ],
  [
    new RegExp(String.raw`(?:in|within)\s${NUM_EN}\s?${UNIT_EN}\b`, 'g'),
    ([, n, unit], c) => [c.now, c.now + span(n, unit)],
  ],
  [
    new RegExp(String.raw`for\s${NUM_EN}\s?${UNIT_EN}\b`, 'g'),
    ([, n, unit], c) => either(span(n, unit), c),
  ],
  [
    new RegExp(String.raw`${NUM_EN}\s?${UNIT_EN}\sago`, 'g'),
    ([, n, unit], c) => ago(span(n, unit), c),
  ],
  [
    /(?:over\sthe\s|in\sthe\s|during\sthe\s|the\s)?(?:last|past|previous)\s(hour|day|week|month)\b/g,
    ([, unit], c) =>
      unit === 'hour' || unit === 'day'
        ? [c.now - span('1', unit), c.now]
        : unit === 'week'
          ? [weekStart(c) - WEEK, weekStart(c)]
          : month(c, -1),
  ],
  [
    /next\s(hour|day|week|month)\b/g,
    ([, unit], c) =>
      unit === 'week'
        ? [weekStart(c) + WEEK, weekStart(c) + 2 * WEEK]
        : unit === 'month'
          ? month(c, 1)
          : [c.now, c.now + span('1', unit)],
  ],
  [/지난\s?주|저번\s?주|last\s?week|전주/g, (_, c) => [weekStart(c) - WEEK, weekStart(c)]],
  [/이번\s?주말|this\sweekend|주말/g, (_, c) => [weekStart(c) + 5 * DAY, weekStart(c) + WEEK]],
  [/이번\s?주|금주|this\sweek/g, (_, c) => [weekStart(c), c.now]],
  [/다음\s?주/g, (_, c) => [weekStart(c) + WEEK, weekStart(c) + 2 * WEEK]],
  [/지난\s?달|저번\s?달|전월/g, (_, c) => month(c, -1)],
  [/이번\s?달|이달|this\smonth/g, (_, c) => [month(c, 0)[0], c.now]],
  [/다음\s?달/g, (_, c) => month(c, 1)],
  [/어젯\s?밤|간밤|last\snight/g, (_, c) => [dayStart(c) - 6 * HOUR, dayStart(c) + 6 * HOUR]],
  [
    /밤새|밤사이|overnight/g,
    (_, c) => [dayStart(c) - 2 * HOUR, Math.min(c.now, dayStart(c) + 7 * HOUR)],
  ],
  [/오늘\s?새벽|새벽/g, (_, c) => [dayStart(c), dayStart(c) + 6 * HOUR]],
  [
    /오늘\s?(?:오전|아침)|this\smorning/g,
    (_, c) => [dayStart(c), Math.min(c.now, dayStart(c) + 12 * HOUR)],
  ],
  [
    /오늘\s?(?:밤|저녁)|tonight|this\sevening/g,
    (_, c) => [Math.max(c.now, dayStart(c) + 18 * HOUR), dayStart(c) + DAY],
  ],
  [/그저께|그제|day\sbefore\syesterday/g, (_, c) => [dayStart(c) - 2 * DAY, dayStart(c) - DAY]],
  [/어제|전일|yesterday/g, (_, c) => [dayStart(c) - DAY, dayStart(c)]],
  [/오늘|금일|today/g, (_, c) => [dayStart(c), c.now]],
  [/모레|day\safter\stomorrow/g, (_, c) => [dayStart(c) + 2 * DAY, dayStart(c) + 3 * DAY]],
  [/내일|명일|tomorrow/g, (_, c) => [dayStart(c) + DAY, dayStart(c) + 2 * DAY]],
  [/하루\s?(?:동안|종일)|최근\s?하루/g, (_, c) => [c.now - DAY, c.now]],
  [/(?:최근|지난)\s?일주일|일주일\s?(?:동안|간)/g, (_, c) => [c.now - WEEK, c.now]],
  [/향후\s?일주일|앞으로\s?일주일/g, (_, c) => [c.now, c.now + WEEK]],
  [/방금|아까|just\snow|a\swhile\sago/g, (_, c) => [c.now - 30 * MINUTE, c.now]],
];

/**
 * Every stretch of time a text names, in the order they were said.
 * @param zoneOffsetMinutes minutes the reader's clock is ahead of UTC, 540 in Seoul
 * @param forward bare durations (`for 2 hours`, 2시간 동안) start now instead of ending now
 */
export function findTimes(
  text: string,
  now: EpochMs,
  zoneOffsetMinutes: number,
  forward: boolean,
): readonly TimeSlot[] {
  const clockNow: Clock = { now, zone: zoneOffsetMinutes * MINUTE, forward };
  const found: { at: number; slot: TimeSlot }[] = [];
  let rest = text.toLowerCase();
  for (const [pattern, read] of [...CALENDAR, ...READINGS]) {
    for (const match of [...rest.matchAll(pattern)]) {
      const range = read(match, clockNow);
      if (range === undefined || !(range[1] > range[0])) continue;
      found.push({
        at: match.index,
        slot: {
          text: text.slice(match.index, match.index + match[0].length).trim(),
          start: range[0],
          end: range[1],
        },
      });
      rest =
        rest.slice(0, match.index) +
        '\u0000'.repeat(match[0].length) +
        rest.slice(match.index + match[0].length);
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ slot }) => slot);
}

function span(amount: string, unit: string): Ms {
  const word = amount.replace(/ (?:an?|of)$/, '').replace(/^a (?=couple|few)/, '');
  const n = KO_NUMBERS[amount] ?? EN_NUMBERS[word] ?? Number(amount);
  return n * unitMs(unit);
}
