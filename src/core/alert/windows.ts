/** When a maintenance window is open: once, or on days of the week in a zone, daylight saving included. */
import type { Schedule } from '../domain/act.ts';
import { DAY, type EpochMs, MINUTE, type Ms, SECOND } from '../domain/time.ts';
import { isZone, zoneOffset } from '../domain/zone.ts';

/** One opening of a window, [from, until). */
export interface Opening {
  readonly from: EpochMs;
  readonly until: EpochMs;
}

/** The zone's wall clock at `t`, as if it were UTC. */
function wallClock(zone: string, t: EpochMs): EpochMs {
  return Math.floor(t / SECOND) * SECOND + zoneOffset(zone, t);
}

/** The instant at which the zone's wall clock shows `wall`; one that is skipped in spring is the instant after the gap. */
function instantOf(zone: string, wall: EpochMs): EpochMs {
  // The offset may differ at the instant found: once more from there.
  const t = wall - zoneOffset(zone, wall);
  return wall - zoneOffset(zone, t);
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
  const { zone } = schedule;
  // In an unknown zone a window never opens, and the form refuses it.
  if (!isZone(zone) || schedule.days.length === 0) return undefined;
  const today = Math.floor(wallClock(zone, t) / DAY) * DAY;
  const back = Math.ceil(duration / DAY);
  for (let day = -back; day <= 7; day++) {
    const midnight = today + day * DAY;
    if (!schedule.days.includes(new Date(midnight).getUTCDay())) continue;
    const from = instantOf(zone, midnight + schedule.minute * MINUTE);
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
