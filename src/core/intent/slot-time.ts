/** Stretches of time as people say them, in Korean and English, on the reader's clock. */
import type { TimeSlot } from '../domain/question.ts';
import { DAY, type EpochMs, HOUR, MINUTE, type Ms, WEEK } from '../domain/time.ts';
import type { Found } from './found.ts';
import { CALENDAR, PARTS } from './slot-calendar.ts';
import {
  ago,
  around,
  bareHour,
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
import { PERIODS } from './slot-periods.ts';

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
    /(?:(어제|어젯|그제|오늘|아까)\s?)?(오전|오후|새벽|아침|낮|밤|저녁)?\s?(\d{1,2})\s?시(?!간)\s?(?:(\d{1,2})분|(반))?\s?(부터|이후|까지|쯤|경|에|이전)?/g,
    ([, day, half, h, m, thirty, side], c) => {
      const shift = day === '어제' || day === '어젯' ? -DAY : day === '그제' ? -2 * DAY : 0;
      const minute = thirty === undefined ? m : '30';
      const at =
        half === undefined && shift === 0 && day !== '오늘'
          ? bareHour(c, Number(h), minute)
          : clock(c, koHour(half, h), minute) + shift;
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
    ([, h, m, half, h2, m2, half2], c) =>
      Number(h) > 24 || Number(h2) > 24
        ? undefined
        : [clock(c, enHour(h, half ?? half2), m), clock(c, enHour(h2, half2), m2)],
  ],
  [
    /(since|after|before|until|till|at|around)\s(\d{1,2})(?::(\d\d))?\s?(am|pm|o'clock)?(?!\s?(?:%|percent|ms|gb))(?![\w:])/g,
    ([, side, h, m, half], c) =>
      Number(h) > 24
        ? undefined
        : around(
            half === undefined || half === "o'clock"
              ? bareHour(c, Number(h), m)
              : clock(c, enHour(h, half), m),
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
    ([, n, unit], c) => agoOf(n, unit, c),
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
  [new RegExp(String.raw`${NUM_EN}\s?${UNIT_EN}\sago`, 'g'), ([, n, unit], c) => agoOf(n, unit, c)],
  [
    /(?:over\sthe\s|in\sthe\s|during\sthe\s|the\s)?(last|past|previous)\s(hour|day|week|month)\b/g,
    ([, which, unit], c) =>
      which === 'past' || unit === 'hour' || unit === 'day'
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
  [
    /이번\s?주|금주|this\sweek/g,
    (_, c) => (c.forward ? [c.now, weekStart(c) + WEEK] : [weekStart(c), c.now]),
  ],
  [/다음\s?주/g, (_, c) => [weekStart(c) + WEEK, weekStart(c) + 2 * WEEK]],
  [/지난\s?달|저번\s?달|전월/g, (_, c) => month(c, -1)],
  [
    /이번\s?달|이달|this\smonth/g,
    (_, c) => (c.forward ? [c.now, month(c, 0)[1]] : [month(c, 0)[0], c.now]),
  ],
  [/다음\s?달/g, (_, c) => month(c, 1)],
  [
    /어젯\s?밤|간밤|지난\s?밤|last\snight/g,
    (_, c) => [dayStart(c) - 6 * HOUR, dayStart(c) + 6 * HOUR],
  ],
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

/** Words that make a reading a part of a day. */
const PART = /새벽|아침|오전|점심|낮|오후|저녁|밤|morning|afternoon|evening|night|noon/;
/** Readings that name a time of day. */
const CLOCK =
  /\d\s?시(?!간)|\d:\d\d|\d\s?(?:am|pm|o'clock)|^(?:since|after|before|until|till|at|around|from|between)\s\d/;
/** What may stand between a day and a time of it. */
const GLUE = /^[\s,]*(?:에|의|on|at|in|the)?[\s,]*$/;

interface Read {
  readonly at: number;
  readonly end: number;
  readonly range: readonly [EpochMs, EpochMs];
  readonly said: string;
  readonly again: (c: Clock) => readonly [EpochMs, EpochMs] | undefined;
}

/**
 * Every stretch of time a text names, in the order they were said. A day and a time of it beside each other are one: 3pm yesterday.
 * @param zoneOffsetMinutes minutes the reader's clock is ahead of UTC, 540 in Seoul
 * @param forward bare durations (`for 2 hours`, 2시간 동안) start now instead of ending now
 */
export function findTimes(
  text: string,
  now: EpochMs,
  zoneOffsetMinutes: number,
  forward: boolean,
): readonly Found<TimeSlot>[] {
  const c: Clock = { now, zone: zoneOffsetMinutes * MINUTE, forward };
  const found: Read[] = [];
  let rest = text.toLowerCase();
  for (const [pattern, read] of [...PERIODS, ...CALENDAR, ...READINGS]) {
    for (const match of [...rest.matchAll(pattern)]) {
      const range = read(match, c);
      if (range === undefined || !(range[1] > range[0])) continue;
      const lead = /^\s*/.exec(match[0])?.[0].length ?? 0;
      const said = match[0].trim();
      found.push({
        at: match.index + lead,
        end: match.index + lead + said.length,
        range,
        said,
        again: (other) => read(match, other),
      });
      rest =
        rest.slice(0, match.index) +
        '\u0000'.repeat(match[0].length) +
        rest.slice(match.index + match[0].length);
    }
  }
  found.sort((a, b) => a.at - b.at);
  const days = found.map((read) => withPart(read, text, c));
  const whole = joined(days, text, c).map((read) => untilNow(read, text, c));
  return whole.map(({ at, end, range }) => ({
    value: { text: text.slice(at, end), start: range[0], end: range[1] },
    at,
    end,
  }));
}

/** Days joined with the times beside them. */
function joined(found: readonly Read[], text: string, c: Clock): readonly Read[] {
  const out: Read[] = [];
  for (const next of found) {
    const last = out.at(-1);
    const between = last === undefined ? '' : text.slice(last.end, next.at).toLowerCase();
    const days = last === undefined ? undefined : rangeOf(last, next, between);
    const both =
      days ??
      (last === undefined || !GLUE.test(between)
        ? undefined
        : CLOCK.test(next.said)
          ? within(last, next, c)
          : CLOCK.test(last.said)
            ? within(next, last, c)
            : undefined);
    if (last === undefined || both === undefined) out.push(next);
    else
      out.splice(-1, 1, { ...last, end: next.end, said: `${last.said} ${next.said}`, range: both });
  }
  return out;
}

/** What may stand between the ends of a range of days. */
const RANGE = /^\s*(?:부터|에서|~|-|–|to|until|till|through)\s*$/;
const PART_AFTER =
  /^\s?(새벽|아침|오전|점심|낮|오후|저녁|밤|morning|afternoon|evening|night)(?!\s?\d)/i;

/** A day with the part of it that is named behind it: 지난주 수요일 오전, last Wednesday morning. */
function withPart(read: Read, text: string, c: Clock): Read {
  const [start, end] = read.range;
  if (end - start !== DAY || start !== dayStart({ ...c, now: start }) || CLOCK.test(read.said))
    return read;
  const match = PART_AFTER.exec(text.slice(read.end));
  const part = match === null ? undefined : PARTS[match[1].toLowerCase()];
  if (match === null || part === undefined) return read;
  return {
    ...read,
    end: read.end + match[0].length,
    said: `${read.said}${match[0]}`,
    range: [start + part[0] * HOUR, start + part[1] * HOUR],
  };
}

/** A past stretch with a word that makes it last: 어젯밤부터, since last night. */
function untilNow(read: Read, text: string, c: Clock): Read {
  const after = /^\s?(?:부터|이후(?:로)?)/.exec(text.slice(read.end));
  const before = /\bsince\s(?:about\s|the\s)?$/i.exec(text.slice(0, read.at));
  if ((after === null && before === null) || read.range[1] >= c.now) return read;
  return {
    ...read,
    at: read.at - (before?.[0].length ?? 0),
    end: read.end + (after?.[0].length ?? 0),
    range: [read.range[0], c.now],
  };
}

/** Two days as the ends of a range, when a word for it stands between them. */
function rangeOf(from: Read, to: Read, between: string): readonly [EpochMs, EpochMs] | undefined {
  const isDay = ({ range, said }: Read): boolean =>
    range[1] - range[0] === DAY && !CLOCK.test(said);
  // 어제 자정부터 오늘 새벽 6시까지: an open beginning and an end.
  if (
    /^\s*$/.test(between) &&
    (/부터$/.test(from.said) || /^(?:since|from)\s/.test(from.said)) &&
    (/까지$/.test(to.said) || /^(?:until|till|to)\s/.test(to.said)) &&
    to.range[1] > from.range[0]
  )
    return [from.range[0], to.range[1]];
  return RANGE.test(between) && isDay(from) && isDay(to) && to.range[1] > from.range[0]
    ? [from.range[0], to.range[1]]
    : undefined;
}

/** A time of day on the day, or in the part of it, that is named beside it; `undefined` when `day` is neither. */
function within(day: Read, time: Read, c: Clock): readonly [EpochMs, EpochMs] | undefined {
  if (CLOCK.test(day.said)) return undefined;
  const [start, end] = day.range;
  const midnight = dayStart({ ...c, now: start });
  const isPart = PART.test(day.said);
  if (!isPart && (start !== midnight || end - start > DAY)) return undefined;
  const ahead = start > c.now;
  const there: Clock = ahead
    ? { ...c, now: midnight, forward: true, dated: true }
    : { ...c, now: midnight + DAY - 1, forward: false, dated: true };
  const range = time.again(there);
  if (range === undefined) return undefined;
  // 11 last night is 23:00: a part of the day tells which half the hour is in.
  const late = isPart && range[0] < start && range[0] + DAY / 2 < end ? DAY / 2 : 0;
  const open = range[1] === there.now && !ahead;
  return [
    ahead && range[0] === there.now ? c.now : range[0] + late,
    open ? Math.max(c.now, range[0] + late + MINUTE) : range[1] + late,
  ];
}

/** So many days ago is that day; of shorter stretches a window around the instant. */
function agoOf(n: string, unit: string, c: Clock): readonly [EpochMs, EpochMs] {
  const length = span(n, unit);
  if (unitMs(unit) !== DAY || length !== Math.round(length / DAY) * DAY) return ago(length, c);
  return [dayStart(c) - length, dayStart(c) - length + DAY];
}

function span(amount: string, unit: string): Ms {
  const word = amount.replace(/ (?:an?|of)$/, '').replace(/^a (?=couple|few)/, '');
  const n = KO_NUMBERS[amount] ?? EN_NUMBERS[word] ?? Number(amount);
  return n * unitMs(unit);
}
