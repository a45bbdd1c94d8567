/** Instants, durations and steps: alignment, RFC 3339 and Prometheus duration notation. */
import { EdgeError } from './errors.ts';

/** Milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = number;
/** A duration in milliseconds. */
export type Ms = number;

export const SECOND: Ms = 1000;
export const MINUTE: Ms = 60 * SECOND;
export const HOUR: Ms = 60 * MINUTE;
export const DAY: Ms = 24 * HOUR;
export const WEEK: Ms = 7 * DAY;

/** The last multiple of `step` not after `t`; negative instants round down too. */
export function alignDown(t: EpochMs, step: Ms): EpochMs {
  return Math.floor(t / step) * step;
}

/** The first multiple of `step` not before `t`. */
export function alignUp(t: EpochMs, step: Ms): EpochMs {
  return Math.ceil(t / step) * step;
}

const UNITS: readonly (readonly [unit: string, ms: Ms])[] = [
  ['w', WEEK],
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
  ['ms', 1],
];

const UNIT_MS: ReadonlyMap<string, Ms> = new Map([...UNITS, ['y', 365 * DAY]]);

/**
 * Reads a Prometheus duration such as `90s`, `1h30m`, `250ms`; `undefined` when it is not one.
 * Units descend and appear once each, as Prometheus demands: `30m1h` is refused.
 */
export function parseDuration(text: string): Ms | undefined {
  if (text === '0') return 0;
  if (!/^(\d+(ms|[ywdhms]))+$/.test(text)) return undefined;
  let total = 0;
  let last = Number.POSITIVE_INFINITY;
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|[ywdhms])/g)) {
    const ms = UNIT_MS.get(unit) ?? 0;
    if (ms >= last) return undefined;
    last = ms;
    total += Number(amount) * ms;
  }
  return total;
}

/** Writes a duration in Prometheus notation, largest units first: 5,400,000 → `1h30m`; below zero keeps the sign. */
export function formatDuration(ms: Ms): string {
  if (ms === 0) return '0s';
  let rest = Math.round(Math.abs(ms));
  let text = ms < 0 ? '-' : '';
  for (const [unit, size] of UNITS) {
    const amount = Math.floor(rest / size);
    if (amount > 0) text += `${amount}${unit}`;
    rest -= amount * size;
  }
  return text;
}

/**
 * Reads RFC 3339 or its short forms (`2026-03-01`, `2026-03-01T09:00Z`); UTC when no zone is written.
 * Returns `undefined` for anything else, also for days that do not exist.
 */
export function parseInstant(text: string): EpochMs | undefined {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(
      text.trim(),
    );
  if (!match) return undefined;
  const [, y, mo, d, h = '0', mi = '0', s = '0', fraction = '', zone = 'Z'] = match;
  if (Number(h) > 23 || Number(mi) > 59 || Number(s) > 60) return undefined;
  const utc = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
  const date = new Date(Date.UTC(Number(y), Number(mo) - 1, Number(d)));
  if (date.getUTCMonth() !== Number(mo) - 1 || date.getUTCDate() !== Number(d)) return undefined;
  return utc + Math.round(Number(`0${fraction}`) * 1000) - zoneOffset(zone);
}

/** As `parseInstant`, for input that must be one. @throws EdgeError `time/bad-instant` */
export function requireInstant(text: string): EpochMs {
  const t = parseInstant(text);
  if (t === undefined) throw new EdgeError('time/bad-instant', `not an instant: ${text}`, { text });
  return t;
}

/** RFC 3339 in UTC, without milliseconds when they are zero: `2026-03-01T09:00:00Z`. */
export function formatInstant(t: EpochMs): string {
  return new Date(t).toISOString().replace('.000Z', 'Z');
}

function zoneOffset(zone: string): Ms {
  if (zone === 'Z' || zone === 'z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.slice(1).replace(':', '');
  return sign * (Number(digits.slice(0, 2)) * HOUR + Number(digits.slice(2)) * MINUTE);
}
