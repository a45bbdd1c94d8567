/** The reader's clock and what stretches of time are made of: days, weeks, months, hours of the day. */
import { DAY, type EpochMs, HOUR, MINUTE, type Ms, SECOND, WEEK } from '../domain/time.ts';

/** The reader's clock: what is now and how far local time is ahead of UTC. */
export interface Clock {
  readonly now: EpochMs;
  readonly zone: Ms;
  /** Durations reach forward (a silence), not back. */
  readonly forward: boolean;
  /** A day stands beside the time: a bare hour of it is read as on a 24-hour clock. */
  readonly dated?: boolean;
}

/** A pattern and what a match of it means; `undefined` when it turns out to be no time. */
export type Reading = readonly [
  pattern: RegExp,
  read: (match: readonly string[], clock: Clock) => readonly [EpochMs, EpochMs] | undefined,
];

/** A unit of duration, Korean or English, singular or short. */
export function unitMs(unit: string): Ms {
  if (unit === '달' || unit === '개월' || unit.startsWith('month')) return 30 * DAY;
  if (unit.startsWith('초') || unit.startsWith('s')) return SECOND;
  if (unit.startsWith('분') || unit.startsWith('m')) return MINUTE;
  if (unit.startsWith('시') || unit.startsWith('h')) return HOUR;
  if (unit.startsWith('일') || unit.startsWith('d')) return DAY;
  return WEEK;
}

/** A bare duration: ahead or back. */
export function either(length: Ms, c: Clock): readonly [EpochMs, EpochMs] {
  return c.forward ? [c.now, c.now + length] : [c.now - length, c.now];
}

/** A point in the past, as a window a tenth as long around it: one hour ago is read between 3 minutes before and after. */
export function ago(length: Ms, c: Clock): readonly [EpochMs, EpochMs] {
  return [c.now - length - length / 20, c.now - length + length / 20];
}

/** Local midnight before now. */
export function dayStart(c: Clock): EpochMs {
  return Math.floor((c.now + c.zone) / DAY) * DAY - c.zone;
}

/** Local Monday 00:00 before now; 1970-01-01 was a Thursday. */
export function weekStart(c: Clock): EpochMs {
  const day = Math.floor((c.now + c.zone) / DAY);
  return (day - ((day + 3) % 7)) * DAY - c.zone;
}

/** A calendar month, so many after this one. */
export function month(c: Clock, shift: number): readonly [EpochMs, EpochMs] {
  const local = new Date(c.now + c.zone);
  const start = (n: number): EpochMs =>
    Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + n, 1) - c.zone;
  return [start(shift), start(shift + 1)];
}

/** A local clock time of today. */
export function clock(c: Clock, hour: number, minute: string | undefined): EpochMs {
  return dayStart(c) + hour * HOUR + Number(minute ?? 0) * MINUTE;
}

/** An hour said without a half of the day: the one of the two that is nearest, 2시부터 at 14:32 begins at 14:00. */
export function bareHour(c: Clock, hour: number, minute: string | undefined): EpochMs {
  const early = clock(c, hour, minute);
  const late = early + DAY / 2;
  if (hour < 1 || hour > 11 || c.dated === true) return early;
  return c.forward ? (early <= c.now && late > c.now ? late : early) : late <= c.now ? late : early;
}

/** A clock time still to come today was yesterday's, unless the question looks forward. */
export function around(
  at: EpochMs,
  side: 'after' | 'before' | 'at',
  c: Clock,
): readonly [EpochMs, EpochMs] {
  if (c.forward)
    return side === 'before'
      ? [c.now, at > c.now ? at : at + DAY]
      : [at > c.now ? at : at + DAY, (at > c.now ? at : at + DAY) + HOUR];
  const past = at > c.now ? at - DAY : at;
  if (side === 'after') return [past, c.now];
  return side === 'before'
    ? [past - HOUR, past]
    : [past, Math.min(past + HOUR, Math.max(c.now, past + MINUTE))];
}

/** Hour of the day from a Korean half (오전, 오후, 밤 …) and an hour. */
export function koHour(half: string | undefined, hour: string): number {
  const h = Number(hour);
  return (half === '오후' ||
    half === '저녁' ||
    (half === '밤' && h >= 6) ||
    (half === '낮' && h < 7)) &&
    h < 12
    ? h + 12
    : half === '오전' && h === 12
      ? 0
      : h;
}

/** Hour of the day from `am`/`pm` and an hour. */
export function enHour(hour: string, half: string | undefined): number {
  const h = Number(hour);
  return half === 'pm' && h < 12 ? h + 12 : half === 'am' && h === 12 ? 0 : h;
}
