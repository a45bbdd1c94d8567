/** Instants as people and programs write them: ISO, US, European, Korean, log formats and epoch numbers. */
import type { EpochMs, Ms } from '../domain/time.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../domain/time.ts';

const MONTHS: ReadonlyMap<string, number> = new Map(
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map(
    (name, index) => [name, index + 1],
  ),
);

/** Zone names that mean one offset everywhere; ambiguous ones (CST, IST, BST) are refused rather than guessed. Hours east. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['Z', 0],
  ['UTC', 0],
  ['GMT', 0],
  ['KST', 9],
  ['JST', 9],
  ['CET', 1],
  ['CEST', 2],
  ['EST', -5],
  ['EDT', -4],
  ['PST', -8],
  ['PDT', -7],
]);

const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?`;
const ZONE = String.raw`\s*(Z|[A-Z]{3,4}|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?)?`;
const AFTER = String.raw`(?:(?:[T\s]+|:)(AM|PM|오전|오후)?\s*${CLOCK}\s*(AM|PM|오전|오후)?${ZONE})?$`;
const HANGUL_AFTER = String.raw`(?:\s*(AM|PM|오전|오후)?\s*(?:${CLOCK}|(\d{1,2})시(?:\s*(\d{1,2})분)?(?:\s*(\d{1,2})초)?)${ZONE})?$`;

const YEAR_FIRST = new RegExp(
  String.raw`^(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})\.?${AFTER}`,
  'i',
);
const NUMBERS_FIRST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${AFTER}`, 'i');
const DAY_MONTH = new RegExp(
  String.raw`^(?:[a-z]{3},?\s+)?(\d{1,2})[-\s/]([a-z]{3})[a-z]*[-\s/](\d{4})${AFTER}`,
  'i',
);
const MONTH_DAY = new RegExp(
  String.raw`^(?:[a-z]{3},?\s+)?([a-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4}),?${AFTER}`,
  'i',
);
const HANGUL = new RegExp(String.raw`^(\d{4})년\s*(\d{1,2})월\s*(\d{1,2})일${HANGUL_AFTER}`, 'i');
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:[T_]?(\d\d)(\d\d)(\d\d)?(Z)?)?$/i;
const EPOCH = /^\d{1,19}(?:\.\d{1,9})?(?:e\+?\d{1,2})?$/i;

/**
 * Reads one instant; `undefined` when the text is none, also for days and hours that do not exist.
 * Understood: RFC 3339 and ISO 8601 (`2026-03-01T09:00:00.5+09:00`, `2026-03-01 9:00`, `20260301T090000Z`),
 * `2026/03/01 09:00`, `03/01/2026 09:00` (month first, unless the first number exceeds 12), `01.03.2026 09:00` (day first),
 * `01 Mar 2026 09:00:00 GMT`, `Mar 1, 2026 9:00 AM`, `01/Mar/2026:09:00:00 +0900`, `2026년 3월 1일 9시 30분`,
 * `2026. 3. 1. 오전 9:00`, and epoch seconds, ms, µs or ns told apart by size (1e11, 1e14, 1e17).
 * UTC unless a zone is written; fractions round to the millisecond.
 */
export function parseTimestamp(text: string): EpochMs | undefined {
  const fast = parseIso(text);
  if (fast !== undefined) return fast;
  const trimmed = text.trim();
  if (trimmed.length < 1 || trimmed.length > 60) return undefined;
  if (EPOCH.test(trimmed)) return parseCompact(trimmed) ?? parseEpoch(Number(trimmed));
  let m = YEAR_FIRST.exec(trimmed);
  if (m) return at(m[1], m[3], m[4], m.slice(5));
  m = NUMBERS_FIRST.exec(trimmed);
  if (m) {
    const dayFirst = m[2] === '.' || Number(m[1]) > 12;
    return dayFirst ? at(m[4], m[3], m[1], m.slice(5)) : at(m[4], m[1], m[3], m.slice(5));
  }
  m = HANGUL.exec(trimmed);
  if (m) {
    const [, y, mo, d, half, h, mi, s, f, hourWord, minuteWord, secondWord, zone] = m;
    return at(y, mo, d, [
      half,
      h ?? hourWord,
      mi ?? minuteWord,
      s ?? secondWord,
      f,
      undefined,
      zone,
    ]);
  }
  m = DAY_MONTH.exec(trimmed);
  if (m) return at(m[3], MONTHS.get(m[2].toLowerCase()), m[1], m.slice(4));
  m = MONTH_DAY.exec(trimmed);
  if (m) return at(m[3], MONTHS.get(m[1].toLowerCase()), m[2], m.slice(4));
  return parseCompact(trimmed);
}

/**
 * Reads an epoch number by its size: below 1e11 seconds, below 1e14 ms, below 1e17 µs, else ns.
 * `undefined` when it is negative, not finite or later than the year 5138.
 */
export function parseEpoch(value: number): EpochMs | undefined {
  if (!(value >= 0 && value < 1e20)) return undefined;
  if (value < 1e11) return Math.round(value * 1000);
  if (value < 1e14) return Math.round(value);
  return Math.round(value < 1e17 ? value / 1e3 : value / 1e6);
}

/** Days from 1970-01-01 to a civil date, proleptic Gregorian. Source: H. Hinnant, chrono-compatible date algorithms. */
function daysFromCivil(y: number, m: number, d: number): number {
  const year = m <= 2 ? y - 1 : y;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1;
  return (
    era * 146097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719468
  );
}

function daysInMonth(y: number, m: number): number {
  if (m === 2) return (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0 ? 29 : 28;
  return m === 4 || m === 6 || m === 9 || m === 11 ? 30 : 31;
}

function compose(
  y: number,
  mo: number,
  d: number,
  h: number,
  mi: number,
  s: number,
  ms: Ms,
): EpochMs | undefined {
  if (!(mo >= 1 && mo <= 12 && d >= 1 && d <= daysInMonth(y, mo))) return undefined;
  const isMidnight24 = h === 24 && mi === 0 && s === 0 && ms === 0;
  if (!((h <= 23 || isMidnight24) && mi <= 59 && s <= 60)) return undefined;
  return daysFromCivil(y, mo, d) * DAY + h * HOUR + mi * MINUTE + s * SECOND + ms;
}

/** `YYYY-MM-DD[T ]HH:MM:SS[.fff][Z]` by character codes: the form nearly every file has, at a tenth of the cost. */
function parseIso(text: string): EpochMs | undefined {
  const length = text.length;
  if (length < 19 || length > 30) return undefined;
  const separator = text.charCodeAt(10);
  if (
    text.charCodeAt(4) !== 45 ||
    text.charCodeAt(7) !== 45 ||
    (separator !== 84 && separator !== 32)
  )
    return undefined;
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return undefined;
  let end = length;
  if (text.charCodeAt(end - 1) === 90) end--;
  let ms = 0;
  if (end > 19) {
    if (text.charCodeAt(19) !== 46 || end === 20) return undefined;
    const fraction = digits(text, 20, end);
    if (fraction < 0) return undefined;
    ms = Math.round((fraction / 10 ** (end - 20)) * 1000);
  }
  const y = digits(text, 0, 4);
  const mo = digits(text, 5, 7);
  const d = digits(text, 8, 10);
  const h = digits(text, 11, 13);
  const mi = digits(text, 14, 16);
  const s = digits(text, 17, 19);
  if (y < 0 || mo < 0 || d < 0 || h < 0 || mi < 0 || s < 0) return undefined;
  return compose(y, mo, d, h, mi, s, ms);
}

/** The number written in [from, to), -1 when any character is no digit. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** `clock` is [am/pm, hour, minute, second, fraction, am/pm, zone], each possibly missing. */
function at(
  y: string,
  mo: string | number | undefined,
  d: string,
  clock: readonly (string | undefined)[],
): EpochMs | undefined {
  if (mo === undefined) return undefined;
  const [before, h = '0', mi = '0', s = '0', fraction = '', after, zone = 'Z'] = clock;
  const half = (before ?? after)?.toUpperCase();
  let hour = Number(h);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === 'PM' || half === '오후' ? 12 : 0);
  }
  const offset = zoneOffset(zone.toUpperCase());
  const ms = fraction === '' ? 0 : Math.round(Number(`0.${fraction}`) * 1000);
  const t = compose(Number(y), Number(mo), Number(d), hour, Number(mi), Number(s), ms);
  return t === undefined || offset === undefined ? undefined : t - offset;
}

function zoneOffset(zone: string): Ms | undefined {
  const named = ZONES.get(zone);
  if (named !== undefined) return named * HOUR;
  const match = /^(?:UTC|GMT)?([+-])(\d{1,2}?):?(\d{2})?$/.exec(zone);
  if (!match) return undefined;
  const hours = Number(match[2]);
  const minutes = Number(match[3] ?? '0');
  if (hours > 14 || minutes > 59) return undefined;
  return (match[1] === '-' ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
}

/** `20260301`, `20260301T0900`, `20260301090000`; only from 1900 to 2199, so that epoch numbers keep their meaning. */
function parseCompact(text: string): EpochMs | undefined {
  const match = COMPACT.exec(text);
  if (!match) return undefined;
  const [, y, mo, d, h = '0', mi = '0', s = '0'] = match;
  const year = Number(y);
  if (year < 1900 || year > 2199) return undefined;
  // 12 digits without a letter could be epoch ms or µs of odd length: read as a date only with seconds or a T.
  if (/^\d{12}$/.test(text)) return undefined;
  return compose(year, Number(mo), Number(d), Number(h), Number(mi), Number(s), 0);
}
