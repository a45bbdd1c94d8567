/** Quiet hours and digest times in a zone: is it quiet, until when, and when is the next summary due. */
import type { QuietHours } from '../domain/notify.ts';
import { DAY, type EpochMs, HOUR, MINUTE, type Ms } from '../domain/time.ts';
import { zoneOffset } from '../domain/zone.ts';

/** Digests are counted from this hour of the day. */
const DIGEST_FROM: Ms = 9 * HOUR;

/** Whether quiet hours hold at `t`. Beginning included, end excluded; equal ends mean the whole day. */
export function isQuiet(quiet: QuietHours, t: EpochMs): boolean {
  if (!quiet.enabled) return false;
  const local = t + zoneOffset(quiet.zone, t);
  const clock = ((local % DAY) + DAY) % DAY;
  // 1970-01-01 was a Thursday.
  const day = (((Math.floor(local / DAY) + 4) % 7) + 7) % 7;
  const before = (day + 6) % 7;
  if (quiet.from < quiet.to)
    return quiet.days.includes(day) && clock >= quiet.from && clock < quiet.to;
  return (
    (quiet.days.includes(day) && clock >= quiet.from) ||
    (quiet.days.includes(before) && clock < quiet.to)
  );
}

/** The first instant from `t` on at which it is not quiet, to the minute; `undefined` when a week brings none. */
export function quietEnd(quiet: QuietHours, t: EpochMs): EpochMs | undefined {
  let end = t;
  for (let tries = 0; tries < 20 && end - t <= 8 * DAY; tries++) {
    if (!isQuiet(quiet, end)) return end;
    const local = end + zoneOffset(quiet.zone, end);
    const rest = (quiet.to - (local % DAY) + DAY) % DAY || DAY;
    // The offset at the end counts: clocks may be changed in between.
    const then = local + rest - zoneOffset(quiet.zone, end + rest);
    end = then > end ? then : end + 30 * MINUTE;
  }
  return undefined;
}

/** The next instant after `t` at which a digest of this interval is due, in the zone's own time. */
export function nextDigest(interval: Ms, zone: string, t: EpochMs): EpochMs {
  const anchor = zoneOffset(zone, t) - DIGEST_FROM;
  return (Math.floor((t + anchor) / interval) + 1) * interval - anchor;
}
