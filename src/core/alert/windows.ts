/** When a maintenance window is open: once, or on days of the week in a zone, daylight saving included. */
import type { Schedule } from '../domain/act.ts';
import { DAY, type EpochMs, MINUTE, type Ms } from '../domain/time.ts';

/** One opening of a window, [from, until). */
export interface Opening {
  readonly from: EpochMs;
  readonly until: EpochMs;
}

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

/** Formatter of a zone's wall clock; `undefined` for a zone nobody knows. */
function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (formats.has(zone)) return formats.get(zone);
  let format: Intl.DateTimeFormat | undefined;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    format = undefined; // An unknown zone: the window never opens, and the form refuses it.
  }
  formats.set(zone, format);
  return format;
}

/** Whether this machine knows the zone. */
export function isZone(zone: string): boolean {
  return formatOf(zone) !== undefined;
}

/** The zone's wall clock at `t`, as if it were UTC. */
function wallClock(format: Intl.DateTimeFormat, t: EpochMs): EpochMs {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(t)) part[type] = Number(value);
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
}

/** The instant at which the zone's wall clock shows `wall`; one that is skipped in spring is the instant after the gap. */
function instantOf(format: Intl.DateTimeFormat, wall: EpochMs): EpochMs {
  let t = wall - (wallClock(format, wall) - wall);
  // The offset may differ at the instant found: once more from there.
  t = wall - (wallClock(format, t) - t);
  return t;
}

/**
 * The opening that holds at `t`, else the next one after it; `undefined` when there is none any more.
 * @param duration of each opening, above 0
 */
export function openingAt(schedule: Schedule, duration: Ms, t: EpochMs): Opening | undefined {
  if ('once' in schedule) {
    const opening = { from: schedule.once, until: schedule.once + duration };
    return t < opening.until ? opening : undefined;
  }
  const format = formatOf(schedule.zone);
  if (!format || schedule.days.length === 0) return undefined;
  const today = Math.floor(wallClock(format, t) / DAY) * DAY;
  const back = Math.ceil(duration / DAY);
  for (let day = -back; day <= 7; day++) {
    const midnight = today + day * DAY;
    if (!schedule.days.includes(new Date(midnight).getUTCDay())) continue;
    const from = instantOf(format, midnight + schedule.minute * MINUTE);
    if (t < from + duration) return { from, until: from + duration };
  }
  return undefined;
}

/** A window asked tick after tick: the calendar is looked at only when the opening known is over or time went back. */
export function makeWindow(schedule: Schedule, duration: Ms): (t: EpochMs) => Opening | undefined {
  let asked = Number.POSITIVE_INFINITY;
  let known: Opening | undefined;
  return (t) => {
    if (t < asked || (known !== undefined && t >= known.until))
      known = openingAt(schedule, duration, t);
    asked = t;
    return known;
  };
}
