/** Dates, weekdays, parts of a day and clock times with a zone, as they are said. Read before the looser patterns of `slot-time.ts`. */
import { DAY, type EpochMs, HOUR, MINUTE, type Ms, WEEK } from '../domain/time.ts';
import { around, type Clock, dayStart, koHour, type Reading, weekStart } from './slot-clock.ts';

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH_EN =
  '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?';
const WEEKDAYS_KO = '월화수목금토일';
const WEEKDAYS_EN = 'mon tue wed thu fri sat sun'.split(' ');
const WEEKDAY_EN = String.raw`(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b`;
/** Hours from the day's midnight at which a part of it begins and ends. */
export const PARTS: Readonly<Record<string, readonly [number, number]>> = {
  새벽: [0, 6],
  아침: [6, 10],
  오전: [0, 12],
  점심: [11, 14],
  낮: [10, 17],
  오후: [12, 18],
  저녁: [18, 24],
  밤: [18, 30],
  morning: [0, 12],
  noon: [11, 14],
  afternoon: [12, 18],
  evening: [18, 24],
  night: [18, 30],
};
const DAYS_KO: Readonly<Record<string, number>> = {
  하루: 1,
  이틀: 2,
  사흘: 3,
  나흘: 4,
  닷새: 5,
  엿새: 6,
  열흘: 10,
  보름: 15,
};
const DAY_WORDS = '(하루|이틀|사흘|나흘|닷새|엿새|열흘|보름)';
const SHIFTS: Readonly<Record<string, number>> = {
  그저께: -2,
  그제: -2,
  어제: -1,
  오늘: 0,
  내일: 1,
  yesterday: -1,
  this: 0,
  today: 0,
  tomorrow: 1,
};
/** Zones people name beside a clock time, minutes ahead of UTC. */
const ZONES: Readonly<Record<string, number>> = { utc: 0, gmt: 0, z: 0, kst: 540, jst: 540 };

/** Readings in the order they are tried. */
export const CALENDAR: readonly Reading[] = [
  [
    /(?:between\s|from\s)?(?<![\d:.])(\d{1,2}):(\d\d)\s?(?:and|to|~|-|–|부터)\s?(\d{1,2}):(\d\d)(?![\d:])(?:\s?까지)?/g,
    ([, h, m, h2, m2], c) => {
      const midnight = dayStart(c);
      return [
        midnight + Number(h) * HOUR + Number(m) * MINUTE,
        midnight + Number(h2) * HOUR + Number(m2) * MINUTE,
      ];
    },
  ],
  [
    /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t\s]+(\d{1,2}):(\d\d)(?::\d\d)?\s?(utc|gmt|z|kst|jst)?)?/g,
    ([, y, m, d, h, minute, zone], c) => date(c, Number(y), Number(m), Number(d), h, minute, zone),
  ],
  [
    /(?:(\d{4})년\s?)?(\d{1,2})월\s?(\d{1,2})일(?:\s?(오전|오후|새벽|밤|저녁)?\s?(\d{1,2})시(?!간)(?:\s?(\d{1,2})분)?)?/g,
    ([, y, m, d, half, h, minute], c) =>
      date(
        c,
        y === undefined ? undefined : Number(y),
        Number(m),
        Number(d),
        h === undefined ? undefined : String(koHour(half, h)),
        minute,
        undefined,
      ),
  ],
  [
    new RegExp(
      String.raw`(?:on\s)?\b${MONTH_EN}\.?\s(\d{1,2})(?:st|nd|rd|th)?\b(?!\s?(?:%|percent|:))`,
      'g',
    ),
    ([, m, d], c) =>
      date(c, undefined, MONTHS.indexOf(m) + 1, Number(d), undefined, undefined, undefined),
  ],
  [
    new RegExp(
      String.raw`(?:on\s)?(?:the\s)?\b(\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?${MONTH_EN}\b`,
      'g',
    ),
    ([, d, m], c) =>
      date(c, undefined, MONTHS.indexOf(m) + 1, Number(d), undefined, undefined, undefined),
  ],
  [
    new RegExp(String.raw`\b(since|in|during|of)\s${MONTH_EN}\b(?!\s\d)`, 'g'),
    ([, side, m], c) => monthOf(c, MONTHS.indexOf(m) + 1, side === 'since'),
  ],
  [
    /(?<!\d)(\d{1,2})월(?!\s?\d)\s?(부터|이후)?/g,
    ([, m, side], c) => monthOf(c, Number(m), side !== undefined),
  ],
  [
    /(?:(지난\s?주|저번\s?주|전주|이번\s?주|다음\s?주|지난|저번|다음)\s?)?([월화수목금토일])요일(부터|이후)?/g,
    ([, week, day, since], c) => weekday(c, WEEKDAYS_KO.indexOf(day), week, since !== undefined),
  ],
  [
    new RegExp(
      String.raw`(?:(last\sweek|this\sweek|next\sweek|last|this|next|since|on)\s)?\b${WEEKDAY_EN}(\s(?:of\s)?last\sweek)?`,
      'g',
    ),
    ([, week, day, behind], c) =>
      /^(?:sun|sat|mon|wed)$/.test(day) && week === undefined && behind === undefined && c.forward
        ? undefined
        : weekday(
            c,
            WEEKDAYS_EN.indexOf(day.slice(0, 3)),
            behind === undefined ? week : 'last week',
            week === 'since',
          ),
  ],
  [
    /(그저께|그제|어제|오늘|내일)\s?(새벽|아침|오전|점심|낮|오후|저녁|밤)(?:\s?(?:때|시간|무렵))?(?!\s?\d)/g,
    ([, day, part], c) => partOf(c, SHIFTS[day] ?? 0, part),
  ],
  [
    /(yesterday|this|today|tomorrow)(?:'s|\sin\sthe)?\s(morning|noon|afternoon|evening|night)/g,
    ([, day, part], c) => partOf(c, SHIFTS[day] ?? 0, part),
  ],
  [
    /(since|after|before|until|till|at|around|from)?\s?(?<![\d:.])(\d{1,2}):(\d\d)(?![\d:])\s?(am|pm)?\s?(utc|gmt|z\b|kst|jst)?(?!\s?(?:and|to|~|-|부터\s?\d))\s?(부터|이후|까지|이전|에|쯤|경)?/g,
    ([, side, h, m, half, zone, after], c) => {
      const hour = half === 'pm' && Number(h) < 12 ? Number(h) + 12 : Number(h) % (half ? 12 : 25);
      const start = dayStart(inZone(c, zone)) + hour * HOUR + Number(m) * MINUTE;
      return around(
        start,
        /since|after|from|부터|이후/.test(`${side}${after}`)
          ? 'after'
          : /before|until|till|까지|이전/.test(`${side}${after}`)
            ? 'before'
            : 'at',
        c,
      );
    },
  ],
  [
    /(?:over\s|in\s|during\s|for\s)?(?:the\s)?(?:last|past)\shalf(?:\san?)?[\s-]hour/g,
    (_, c) => [c.now - HOUR / 2, c.now],
  ],
  [
    /(?:last|past)\scouple\sof\s(minutes|hours|days|weeks)/g,
    ([, unit], c) => [c.now - 2 * COUPLE[unit], c.now],
  ],
  [/(?:지난|최근)?\s?반나절/g, (_, c) => [c.now - 12 * HOUR, c.now]],
  [
    new RegExp(String.raw`(?:지난|최근|요)\s?${DAY_WORDS}(?:\s?(?:동안|간))?`, 'g'),
    ([, word], c) => [c.now - (DAYS_KO[word] ?? 1) * DAY, c.now],
  ],
  [
    new RegExp(String.raw`앞으로\s?${DAY_WORDS}`, 'g'),
    ([, word], c) => [c.now, c.now + (DAYS_KO[word] ?? 1) * DAY],
  ],
  [
    new RegExp(String.raw`${DAY_WORDS}\s?전`, 'g'),
    ([, word], c) => dayAt(c, -(DAYS_KO[word] ?? 1)),
  ],
  [
    new RegExp(String.raw`${DAY_WORDS}\s?(?:뒤|후)`, 'g'),
    ([, word], c) => dayAt(c, DAYS_KO[word] ?? 1),
  ],
];

const COUPLE: Readonly<Record<string, Ms>> = {
  minutes: MINUTE,
  hours: HOUR,
  days: DAY,
  weeks: WEEK,
};

function inZone(c: Clock, zone: string | undefined): Clock {
  const minutes = zone === undefined ? undefined : ZONES[zone];
  return minutes === undefined ? c : { ...c, zone: minutes * MINUTE };
}

/** A calendar day, or an hour from a time of it. Without a year: the nearest such day that is not ahead, unless the question looks forward. */
function date(
  c: Clock,
  year: number | undefined,
  monthNumber: number,
  day: number,
  hour: string | undefined,
  minute: string | undefined,
  zone: string | undefined,
): readonly [EpochMs, EpochMs] | undefined {
  if (monthNumber < 1 || monthNumber > 12 || day < 1 || day > 31) return undefined;
  const { zone: shift } = inZone(c, zone);
  const here = new Date(c.now + shift).getUTCFullYear();
  const start = (y: number): EpochMs => Date.UTC(y, monthNumber - 1, day) - shift;
  let midnight = start(year ?? here);
  if (year === undefined && midnight > c.now && !c.forward) midnight = start(here - 1);
  if (hour === undefined) return [midnight, midnight + DAY];
  const at = midnight + Number(hour) * HOUR + Number(minute ?? 0) * MINUTE;
  return [at, at + HOUR];
}

/** The latest month of that number that has begun, or the next one when the question looks forward; from its first day until now with `isSince`. */
function monthOf(
  c: Clock,
  number: number,
  isSince: boolean,
): readonly [EpochMs, EpochMs] | undefined {
  if (number < 1 || number > 12) return undefined;
  const here = new Date(c.now + c.zone).getUTCFullYear();
  const first = (year: number, month: number): EpochMs => Date.UTC(year, month - 1) - c.zone;
  let year = here;
  if (c.forward && first(here, number + 1) <= c.now) year++;
  else if (!c.forward && first(here, number) > c.now) year--;
  return [first(year, number), isSince ? c.now : first(year, number + 1)];
}

/** A day of a week; without a week the latest one that has begun before today, or the next one when looking forward. */
function weekday(
  c: Clock,
  day: number,
  week: string | undefined,
  since: boolean,
): readonly [EpochMs, EpochMs] {
  const monday = weekStart(c);
  const bare = (week ?? '').replace(/\s/g, '');
  let start = monday + day * DAY;
  if (/^(?:지난주|저번주|전주|lastweek)$/.test(bare)) start -= WEEK;
  else if (/^(?:다음주|다음|nextweek|next)$/.test(bare)) {
    if (bare !== 'next' || start <= c.now) start += WEEK;
  } else if (!/^(?:이번주|thisweek|this)$/.test(bare)) {
    if (c.forward) start += start > c.now ? 0 : WEEK;
    else if (start >= dayStart(c)) start -= WEEK;
  }
  return [start, since ? Math.max(c.now, start + 1) : start + DAY];
}

function partOf(c: Clock, shift: number, part: string): readonly [EpochMs, EpochMs] {
  const [from, to] = PARTS[part] ?? [0, 24];
  const midnight = dayStart(c) + shift * DAY;
  const start = midnight + from * HOUR;
  const end = midnight + to * HOUR;
  // A part of today that has begun ends now; one still to come stays whole.
  return [start, shift === 0 && start < c.now ? Math.min(end, c.now) : end];
}

function dayAt(c: Clock, shift: number): readonly [EpochMs, EpochMs] {
  const start = dayStart(c) + shift * DAY;
  return [start, start + DAY];
}
