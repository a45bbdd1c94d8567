/** Time zones by their IANA names: how far a wall clock is from UTC at an instant. */
import { type EpochMs, type Ms, SECOND } from './time.ts';

const clocks = new Map<string, Intl.DateTimeFormat | undefined>();

/** The clock of a zone, made once; `undefined` for a zone this machine does not know. */
function clockOf(zone: string): Intl.DateTimeFormat | undefined {
  if (clocks.has(zone)) return clocks.get(zone);
  let clock: Intl.DateTimeFormat | undefined;
  try {
    clock = new Intl.DateTimeFormat('en-US', {
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
    clock = undefined;
  }
  clocks.set(zone, clock);
  return clock;
}

/** Whether this machine knows a zone of that name. */
export function isZone(zone: string): boolean {
  return clockOf(zone) !== undefined;
}

/** Milliseconds the wall clock of a zone is ahead of UTC at an instant; 0 for zones that are not known. */
export function zoneOffset(zone: string, t: EpochMs): Ms {
  const clock = clockOf(zone);
  if (!clock) return 0;
  const part: Record<string, number> = {};
  for (const { type, value } of clock.formatToParts(t)) part[type] = Number(value);
  const wall = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  return wall - Math.floor(t / SECOND) * SECOND;
}
