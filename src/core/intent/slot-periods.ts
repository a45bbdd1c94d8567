/** Stretches of time said in more than one piece: an hour and a half, since two hours ago, the night before last, until tomorrow morning. Read first. */
import { DAY, HOUR, MINUTE, WEEK } from '../domain/time.ts';
import {
  type Clock,
  clock,
  dayStart,
  enHour,
  koHour,
  type Reading,
  unitMs,
  weekStart,
} from './slot-clock.ts';

const UNIT_KO = '(초|분|시간|일|주일|주|개월|달)';
const UNIT_EN = '(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?)';
const HALF_KO = '오전|오후|새벽|아침|낮|밤|저녁';
/** Hours from the day's midnight at which parts of it that may stand alone begin and end. */
const MEAL: readonly [number, number] = [11, 14];
/** What people mean by a few days. */
const FEW_DAYS = 3;

/** Readings tried before all others. */
export const PERIODS: readonly Reading[] = [
  [
    /(?:(?:지난|최근|직전)\s?)?(\d+)\s?시간\s?반\s?(동안|간|전부터|전|뒤|후)?/g,
    ([, n, side], c) => {
      const length = Number(n) * HOUR + HOUR / 2;
      return side === '뒤' || side === '후' || (c.forward && side !== '전' && side !== '전부터')
        ? [c.now, c.now + length]
        : side === '전'
          ? [c.now - length - length / 20, c.now - length + length / 20]
          : [c.now - length, c.now];
    },
  ],
  [
    /(?:(?:over|for|in|during)\s(?:the\s)?)?(?:last|past|previous)\s(?:(\d+)\s)?(?:an\s)?hours?\sand\sa\shalf/g,
    ([, n], c) => [c.now - Number(n ?? 1) * HOUR - HOUR / 2, c.now],
  ],
  [
    /(?:(?:over|for|in|during)\s)?(?:the\s)?(?:last|past|previous)\squarter\sof\san\shour/g,
    (_, c) => [c.now - 15 * MINUTE, c.now],
  ],
  [
    /(?:(?:over|for|in|during)\s)?(?:the\s)?(?:last|past|previous)\sfortnight/g,
    (_, c) => [c.now - 2 * WEEK, c.now],
  ],
  [
    /(?:요|지난|최근)\s?며칠(?:\s?(?:동안|간|사이))?|며칠\s?(?:동안|간|사이)/g,
    (_, c) => [c.now - FEW_DAYS * DAY, c.now],
  ],
  [
    new RegExp(
      String.raw`(?:직전|방금\s?전|막|바로\s?전)\s?(\d+(?:\.\d+)?)\s?${UNIT_KO}(?:\s?(?:동안|간))?`,
      'g',
    ),
    ([, n, unit], c) => [c.now - Number(n) * unitMs(unit), c.now],
  ],
  [
    new RegExp(String.raw`(\d+(?:\.\d+)?)\s?${UNIT_KO}\s?전\s?(?:부터|이후)(?:\s?지금까지)?`, 'g'),
    ([, n, unit], c) => [c.now - Number(n) * unitMs(unit), c.now],
  ],
  [
    new RegExp(String.raw`since\s(?:about\s)?(\d+(?:\.\d+)?|an?|half an?)\s?${UNIT_EN}\sago`, 'g'),
    ([, n, unit], c) => [c.now - amount(n) * unitMs(unit), c.now],
  ],
  [
    new RegExp(String.raw`(\d+(?:\.\d+)?|an?)\s?${UNIT_EN}\s(?:from\snow|later)`, 'g'),
    ([, n, unit], c) => [c.now, c.now + amount(n) * unitMs(unit)],
  ],
  [/일주일\s?(?:뒤|후)/g, (_, c) => [c.now, c.now + WEEK]],
  [
    /(?:the\s)?night\sbefore\slast/g,
    (_, c) => [dayStart(c) - 2 * DAY + 18 * HOUR, dayStart(c) - DAY + 6 * HOUR],
  ],
  [/(?:지난|저번)\s?주?\s?주말|last\sweekend/g, (_, c) => [weekStart(c) - 2 * DAY, weekStart(c)]],
  [/엊그제/g, (_, c) => [dayStart(c) - 2 * DAY, dayStart(c) - DAY]],
  [
    /내일\s?(아침|오전)\s?까지/g,
    ([, part], c) => [c.now, dayStart(c) + DAY + (part === '아침' ? 10 : 12) * HOUR],
  ],
  [/(?:until|till|by)\stomorrow\smorning/g, (_, c) => [c.now, dayStart(c) + DAY + 12 * HOUR]],
  [
    /(?:점심\s?(?:때|시간|무렵)(?!\s?마다)|(?<!every\s)(?:at|over|during|around)?\s?(?:the\s)?lunch\s?(?:time|hour))/g,
    (_, c) => meal(c),
  ],
  // 10시에서 12시 사이, 2시~4시, 2시부터 4시까지
  [
    new RegExp(
      String.raw`(${HALF_KO})?\s?(\d{1,2})시\s?(?:(\d{1,2})분|(반))?\s?(?:부터|에서|~|-|–)\s?(${HALF_KO})?\s?(\d{1,2})시(?:\s?(?:(\d{1,2})분|(반)))?(?:\s?(?:까지|사이))?`,
      'g',
    ),
    ([, half, h, m, thirty, half2, h2, m2, thirty2], c) => [
      clock(c, koHour(half, h), thirty === undefined ? m : '30'),
      clock(c, koHour(half2 ?? half, h2), thirty2 === undefined ? m2 : '30'),
    ],
  ],
  [
    /(?:between\s|from\s)?(?<![\d:.])(\d{1,2})(?::(\d\d))?\s?(am|pm)\s?(?:and|to|-|–|until|till)\s?(\d{1,2})(?::(\d\d))?\s?(am|pm)\b/g,
    ([, h, m, half, h2, m2, half2], c) => [
      clock(c, enHour(h, half), m),
      clock(c, enHour(h2, half2), m2),
    ],
  ],
  [
    /(?<![\d./:])(\d{1,2})\/(\d{1,2})(?![\d/%:])(?!\s?(?:of|full|이상))/g,
    ([, m, d], c) => {
      const [month, day] = [Number(m), Number(d)];
      if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
      const year = new Date(c.now + c.zone).getUTCFullYear();
      const midnight = Date.UTC(year, month - 1, day) - c.zone;
      const start =
        midnight > c.now && !c.forward ? Date.UTC(year - 1, month - 1, day) - c.zone : midnight;
      return [start, start + DAY];
    },
  ],
];

function amount(word: string): number {
  return word.startsWith('half') ? 0.5 : /^an?$/.test(word) ? 1 : Number(word);
}

/** Today's lunch when it has begun, else yesterday's. */
function meal(c: Clock): readonly [number, number] {
  const start = dayStart(c) + MEAL[0] * HOUR;
  const day = start > c.now && !c.forward ? start - DAY : start;
  return [day, day + (MEAL[1] - MEAL[0]) * HOUR];
}
