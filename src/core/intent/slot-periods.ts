/** Stretches of time said in more than one piece: an hour and a half, since two hours ago, the night before last, until tomorrow morning. Read first. */
import { DAY, HOUR, MINUTE, WEEK } from '../domain/time.ts';
import {
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
    /for\s(?:about\s)?(?:(\d+)|an)\shours?\sand\sa\shalf/g,
    ([, n], c) => either(Number(n ?? 1) * HOUR + HOUR / 2, c),
  ],
  [
    /(?:(?:over|for|in|during)\s)?(?:the\s)?(?:last|past|previous)\shalf\s(?:a\s)?day/g,
    (_, c) => [c.now - DAY / 2, c.now],
  ],
  // The hour around then: 어제 이 시간, at this time yesterday.
  [
    /(어제|그제|지난\s?주)\s?(?:이\s?(?:시간|시각)|이맘|같은\s?(?:시간|시각))(?:대|때|쯤)?/g,
    ([, day], c) => sameTime(c, day === '어제' ? DAY : day === '그제' ? 2 * DAY : WEEK),
  ],
  [
    /(?:at\s)?(?:this|the\ssame)\stime\s(yesterday|last\sweek)/g,
    ([, day], c) => sameTime(c, day === 'yesterday' ? DAY : WEEK),
  ],
  [/(내일|모레)\s?까지/g, ([, day], c) => [c.now, dayStart(c) + (day === '내일' ? 2 : 3) * DAY]],
  [
    /(?:until|till)\stomorrow(?!\s(?:morning|noon|afternoon|evening|night|at|\d))/g,
    (_, c) => [c.now, dayStart(c) + 2 * DAY],
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
  // 두 시간 꺼줘: of a silence the duration alone.
  [
    new RegExp(
      String.raw`(\d+(?:\.\d+)?)\s?${UNIT_KO}\s?(?=(?:정도\s?|쯤\s?)?(?:꺼|끄|음소거|무음|뮤트|스누즈|조용|멈춰|중지|차단|재워))`,
      'g',
    ),
    ([, n, unit], c) => (c.forward ? [c.now, c.now + Number(n) * unitMs(unit)] : undefined),
  ],
  [
    /the\sday\sbefore(?!\s(?:yesterday|tomorrow))/g,
    (_, c) => [dayStart(c) - 2 * DAY, dayStart(c) - DAY],
  ],
  [/일주일\s?(?:뒤|후)/g, (_, c) => [c.now, c.now + WEEK]],
  [
    /(?:the\s)?night\sbefore\slast/g,
    (_, c) => [dayStart(c) - 2 * DAY + 18 * HOUR, dayStart(c) - DAY + 6 * HOUR],
  ],
  [/(?:지난|저번)\s?주?\s?주말|last\sweekend/g, (_, c) => [weekStart(c) - 2 * DAY, weekStart(c)]],
  [
    /(?:from\s|between\s)?(midnight|noon)\s?(?:to|and|until|till|-|–)\s?(\d{1,2})(?::(\d\d))?\s?(am|pm)?\b/g,
    ([, from, h, m, half], c) => [
      dayStart(c) + (from === 'noon' ? 12 * HOUR : 0),
      clock(c, enHour(h, half ?? (from === 'noon' ? 'pm' : 'am')), m),
    ],
  ],
  [
    /(?:since|from)\s(?:the\s)?(?:beginning|start)\sof\s(?:the\s|this\s)?(day|week|month|year)/g,
    ([, unit], c) => [beginning(c, unit), c.now],
  ],
  [
    /(?:이번\s?)?(주|이?달|월|연|올해|년)\s?초\s?(?:부터|이후)/g,
    ([, unit], c) => [beginning(c, unit), c.now],
  ],
  [
    /(?:다음|돌아오는)\s?주?\s?주말|next\sweekend/g,
    (_, c) => [weekStart(c) + 12 * DAY, weekStart(c) + 2 * WEEK],
  ],
  [
    new RegExp(String.raw`(\d+(?:\.\d+)?)\s?${UNIT_KO}\s?(?:이내에?|안에|내에?)(?![가-힣])`, 'g'),
    ([, n, unit], c) => either(Number(n) * unitMs(unit), c),
  ],
  [
    /(?:until\s|till\s|by\s)?(?:the\s)?(?:end\sof\s)?(?:the\s|this\s|current\s)?(?<=of\s(?:the\s|this\s)?|this\s|current\s)quarter|(?:이번\s?)?분기\s?말(?:까지)?|이번\s?분기/g,
    ([said], c) => quarter(c, 0, /end|말/.test(said)),
  ],
  [
    /(?:last|previous|past)\squarter(?!\sof)|(?:지난|저번|전)\s?분기/g,
    (_, c) => quarter(c, -1, false),
  ],
  [/next\squarter|다음\s?분기/g, (_, c) => quarter(c, 1, false)],
  [
    /(?:until\s|till\s|by\s)?(?:the\s)?(?:end\sof\s)(?:the\s|this\s)?year|연말(?:까지)?/g,
    (_, c) => [c.now, yearStart(c, 1)],
  ],
  [/올해|금년|this\syear/g, (_, c) => [yearStart(c, 0), c.now]],
  [/작년|지난\s?해|last\syear/g, (_, c) => [yearStart(c, -1), yearStart(c, 0)]],
  [/내년|next\syear/g, (_, c) => [yearStart(c, 1), yearStart(c, 2)]],
  [/엊그제/g, (_, c) => [dayStart(c) - 2 * DAY, dayStart(c) - DAY]],
  [
    /내일\s?(아침|오전)\s?까지/g,
    ([, part], c) => [c.now, dayStart(c) + DAY + (part === '아침' ? 10 : 12) * HOUR],
  ],
  [/(?:until|till|by)\stomorrow\smorning/g, (_, c) => [c.now, dayStart(c) + DAY + 12 * HOUR]],
  [
    /(?:(?<!(?:오늘|어제|그제|그저께|내일)\s?)점심\s?(?:때|시간|무렵)(?!\s?마다)|(?<!every\s)(?:at|over|during|around)?\s?(?:the\s)?lunch\s?(?:time|hour))/g,
    (_, c) => meal(c),
  ],
  [/since\slunch(?:\s?time)?|점심\s?(?:이후|부터)/g, (_, c) => [meal(c)[0], c.now]],
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

/** The hour around this time of day so long ago. */
function sameTime(c: Clock, back: number): readonly [number, number] {
  return [c.now - back - HOUR / 2, c.now - back + HOUR / 2];
}

/** First instant of this day, week, month or year, named in English or Korean. */
function beginning(c: Clock, unit: string): number {
  if (unit === 'day') return dayStart(c);
  if (unit === 'week' || unit === '주') return weekStart(c);
  return unit === 'month' || unit === '월' || unit.endsWith('달')
    ? month(c, 0)[0]
    : yearStart(c, 0);
}

/** First instant of the year so many years from this one. */
function yearStart(c: Clock, offset: number): number {
  return Date.UTC(new Date(c.now + c.zone).getUTCFullYear() + offset, 0) - c.zone;
}

/** A quarter of the calendar so many from this one; of the current one what has been, or what is left when its end is meant or the question looks forward. */
function quarter(c: Clock, offset: number, isEnd: boolean): readonly [number, number] {
  const local = new Date(c.now + c.zone);
  const first = Math.floor(local.getUTCMonth() / 3) * 3 + offset * 3;
  const start = Date.UTC(local.getUTCFullYear(), first) - c.zone;
  const end = Date.UTC(local.getUTCFullYear(), first + 3) - c.zone;
  if (offset !== 0) return [start, end];
  return isEnd || c.forward ? [c.now, end] : [start, c.now];
}

function amount(word: string): number {
  return word.startsWith('half') ? 0.5 : /^an?$/.test(word) ? 1 : Number(word);
}

/** Today's lunch when it has begun, else yesterday's. */
function meal(c: Clock): readonly [number, number] {
  const start = dayStart(c) + MEAL[0] * HOUR;
  const day = start > c.now && !c.forward ? start - DAY : start;
  return [day, day + (MEAL[1] - MEAL[0]) * HOUR];
}
