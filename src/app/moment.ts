/** Reads the instants people type: `14:02`, `-30m`, `30분 전`, `2026-03-12 14:02`, in the reader's zone. */
import {
  DAY,
  type EpochMs,
  HOUR,
  MINUTE,
  type Ms,
  parseDuration,
  parseInstant,
  SECOND,
} from '../core/domain/time.ts';
import { zoneOffset } from '../core/domain/zone.ts';

const UNIT_WORDS: readonly (readonly [pattern: RegExp, ms: Ms])[] = [
  [/^(s|sec|secs|seconds?|초)$/, SECOND],
  [/^(m|min|mins|minutes?|분)$/, MINUTE],
  [/^(h|hr|hrs|hours?|시간)$/, HOUR],
  [/^(d|days?|일)$/, DAY],
];

/**
 * The instant `text` means, seen from `now`. A bare clock time is its latest occurrence that is not in the future.
 * @param zone IANA zone that clock times are read in
 * @returns `live` for “now” in either language, `undefined` when it is no instant
 */
export function parseMoment(
  text: string,
  now: EpochMs,
  zone: string,
): EpochMs | 'live' | undefined {
  const words = text.trim().toLowerCase().replace('\u2212', '-');
  if (/^(now|live|지금|실시간)$/.test(words)) return 'live';
  const ago = agoOf(words);
  if (ago !== undefined) return ago > 0 ? now - ago : undefined;
  const clock = clockOf(words);
  if (clock !== undefined) {
    const today = dateIn(zone, now);
    const t = instantIn(zone, today.year, today.month, today.day, clock);
    if (t <= now) return t;
    const yesterday = dateIn(zone, now - DAY);
    return instantIn(zone, yesterday.year, yesterday.month, yesterday.day, clock);
  }
  const dated = /^(\d{4})-(\d\d?)-(\d\d?)(?:[t ]+(.+))?$/.exec(words);
  if (!dated) return undefined;
  const [, year, month, day, rest = '0:00'] = dated;
  const atClock = clockOf(rest);
  // With a zone written out the text says everything itself.
  if (atClock === undefined) return parseInstant(text.trim());
  if (parseInstant(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) === undefined)
    return undefined;
  return instantIn(zone, Number(year), Number(month), Number(day), atClock);
}

function agoOf(words: string): Ms | undefined {
  if (words.startsWith('-')) return parseDuration(words.slice(1).replaceAll(' ', ''));
  const spoken = /^(\d+)\s*([a-z]+|초|분|시간|일)\s*(ago|전)$/.exec(words);
  if (!spoken) return undefined;
  const unit = UNIT_WORDS.find(([pattern]) => pattern.test(spoken[2]));
  return unit ? Number(spoken[1]) * unit[1] : undefined;
}

/** Milliseconds after midnight: `14:02`, `14:02:10`, `2:02 pm`, `오후 2시 2분`, `14시`. */
function clockOf(words: string): Ms | undefined {
  const digits = /^(?:(오전|오후)\s*)?(\d{1,2}):(\d\d)(?::(\d\d))?\s*(am|pm)?$/.exec(words);
  const spoken = /^(?:(오전|오후)\s*)?(\d{1,2})시(?:\s*(\d{1,2})분)?(?:\s*(\d{1,2})초)?$/.exec(
    words,
  );
  const match = digits ?? spoken;
  if (!match) return undefined;
  const half = match[1] ?? digits?.[5];
  let hour = Number(match[2]);
  const minute = Number(match[3] ?? 0);
  const second = Number(match[4] ?? 0);
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  if (half === '오후' || half === 'pm') hour = (hour % 12) + 12;
  else if (half !== undefined) hour %= 12;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return hour * HOUR + minute * MINUTE + second * SECOND;
}

/** Calendar date at an instant in a zone. */
function dateIn(
  zone: string,
  t: EpochMs,
): { readonly year: number; readonly month: number; readonly day: number } {
  const local = new Date(t + zoneOffset(zone, t));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

/** The instant of a local date and clock; across a clock change the offset in force there is used. */
function instantIn(zone: string, year: number, month: number, day: number, clock: Ms): EpochMs {
  const local = Date.UTC(year, month - 1, day) + clock;
  const guess = local - zoneOffset(zone, local);
  return local - zoneOffset(zone, guess);
}
