/** Numbers, units, times and durations by `Intl`, as the design spec asks: no-break spaces, U+2212, two units at most. */
import type { Unit } from '../../core/domain/metrics.ts';
import type { Locale } from '../../core/domain/session.ts';
import { DAY, type EpochMs, HOUR, MINUTE, type Ms, SECOND } from '../../core/domain/time.ts';

/** Device preferences about units. */
export interface FormatOptions {
  /** GiB counts in 1,024, GB in 1,000. */
  readonly bytes: 'binary' | 'decimal';
  readonly temperature: 'Cel' | 'Fah';
  /** Decimals of plain numbers. */
  readonly digits?: number;
}

const MISSING = '–';
const NBSP = '\u00a0';
const formatters = new Map<string, Intl.NumberFormat>();
const clocks = new Map<string, Intl.DateTimeFormat>();

/** A value with its unit; `–` when missing. Ratios become percent; network counts bits; latency below 1 s is in ms. */
export function formatValue(
  n: number | undefined,
  unit: Unit | 'By',
  locale: Locale,
  options: FormatOptions,
): string {
  if (n === undefined || Number.isNaN(n)) return MISSING;
  if (!Number.isFinite(n)) return n > 0 ? '∞' : '\u2212∞';
  switch (unit) {
    case '1':
      return `${significant(n * 100, locale)}%`;
    case 'By/s':
      return scaled(n * 8, 1000, ['b/s', 'kb/s', 'Mb/s', 'Gb/s', 'Tb/s'], locale);
    case 'By':
      return options.bytes === 'binary'
        ? scaled(n, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'], locale)
        : scaled(n, 1000, ['B', 'kB', 'MB', 'GB', 'TB', 'PB'], locale);
    case '{request}/s':
      return locale === 'ko' ? `${compact(n, locale)}건/초` : `${compact(n, locale)}${NBSP}req/s`;
    case 's':
      return Math.abs(n) < 1
        ? `${significant(n * 1000, locale)}${NBSP}ms`
        : `${fixed(n, 1, locale)}${NBSP}s`;
    case 'Cel':
      return options.temperature === 'Fah'
        ? `${significant((n * 9) / 5 + 32, locale)}${NBSP}°F`
        : `${significant(n, locale)}${NBSP}°C`;
    case 'W':
      return scaled(n, 1000, ['W', 'kW', 'MW'], locale);
    case '{load}':
      return fixed(n, 2, locale);
    case '{value}':
      return options.digits === undefined
        ? significant(n, locale)
        : fixed(n, options.digits, locale);
    default: {
      const never: never = unit;
      return never;
    }
  }
}

/** Clock times in a zone, 24 h; dates carry the year only when it is not the current one. */
export function formatClock(
  t: EpochMs | undefined,
  style: 'clock' | 'minute' | 'date' | 'full',
  locale: Locale,
  zone: string,
): string {
  if (t === undefined || Number.isNaN(t)) return MISSING;
  const isOtherYear = new Date(t).getUTCFullYear() !== new Date().getUTCFullYear();
  const withYear = isOtherYear && (style === 'date' || style === 'full');
  const key = `${style}|${withYear}|${locale}|${zone}`;
  let clock = clocks.get(key);
  if (!clock) {
    const time: Intl.DateTimeFormatOptions = {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    };
    const date: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
    if (withYear) date.year = 'numeric';
    const parts: Record<typeof style, Intl.DateTimeFormatOptions> = {
      date,
      minute: time,
      clock: { ...time, second: '2-digit' },
      full: { ...date, ...time, second: '2-digit' },
    };
    clock = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'ko-KR', {
      timeZone: zone,
      ...parts[style],
    });
    clocks.set(key, clock);
  }
  return clock.format(t);
}

/** The last name that was asked for: clocks change at quarters of an hour, and it is asked for with every tick. */
let named = { zone: '', quarter: NaN, name: '' };

/** Short name of a zone at an instant: `KST`, `GMT+9`. */
export function zoneName(zone: string, t: EpochMs): string {
  if (zone === 'Asia/Seoul') return 'KST';
  if (Number.isNaN(t)) return zone;
  const quarter = Math.floor(t / (15 * MINUTE));
  if (named.zone !== zone || named.quarter !== quarter) {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      timeZoneName: 'short',
    }).formatToParts(t);
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
    named = { zone, quarter, name };
  }
  return named.name;
}

const DURATION_UNITS: readonly (readonly [ms: Ms, en: string, ko: string])[] = [
  [DAY, 'd', '일'],
  [HOUR, 'h', '시간'],
  [MINUTE, 'm', '분'],
  [SECOND, 's', '초'],
];

/** Two units at most: `3 d 4 h`, `27 m 56 s`, `27분 56초`; below a second `0 s`. */
export function formatDurationWords(ms: Ms | undefined, locale: Locale): string {
  if (ms === undefined || Number.isNaN(ms)) return MISSING;
  let rest = Math.round(Math.abs(ms) / SECOND) * SECOND;
  const first = DURATION_UNITS.findIndex(([size]) => rest >= size);
  if (first < 0) return locale === 'ko' ? '0초' : `0${NBSP}s`;
  const words: string[] = [];
  for (const [size, en, ko] of DURATION_UNITS.slice(first, first + 2)) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) words.push(locale === 'ko' ? `${amount}${ko}` : `${amount}${NBSP}${en}`);
  }
  return (ms < 0 ? '\u2212' : '') + words.join(NBSP);
}

function significant(n: number, locale: Locale): string {
  const digits = Math.abs(n) >= 100 ? 0 : Math.abs(n) >= 10 ? 0 : Math.abs(n) >= 1 ? 1 : 2;
  return fixed(n, digits, locale);
}

function compact(n: number, locale: Locale): string {
  if (n >= 1e6) return `${significant(n / 1e6, locale)}${NBSP}M`;
  return n >= 10_000
    ? `${fixed(n / 1000, 1, locale)}${NBSP}k`
    : n >= 100
      ? fixed(n, 0, locale)
      : significant(n, locale);
}

function scaled(n: number, base: number, units: readonly string[], locale: Locale): string {
  let i = 0;
  while (Math.abs(n) >= base && i < units.length - 1) {
    n /= base;
    i++;
  }
  return `${i === 0 ? fixed(n, 0, locale) : significant(n, locale)}${NBSP}${units[i]}`;
}

function fixed(n: number, digits: number, locale: Locale): string {
  const key = `${locale}${digits}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
    formatters.set(key, formatter);
  }
  const text = formatter.format(n);
  return text.startsWith('-')
    ? Number(n.toFixed(digits)) === 0
      ? text.slice(1)
      : `\u2212${text.slice(1)}`
    : text;
}
