/** Flap damping: how often an alert fired lately, and whether it is kept quiet until it stays. */
import { type EpochMs, HOUR, MINUTE, type Ms } from '../domain/time.ts';

/** Firings count for this long. */
const MEMORY: Ms = HOUR;
/** From this many firings within the memory on an alert flaps. */
export const FLAPPING = 4;
/** A flapping alert is heard again once it has fired without a break for this long. */
export const STEADY: Ms = 5 * MINUTE;

/** Firings of each rule on each server. */
export interface Flaps {
  /** Notes a firing; how many there were within the last hour, this one included. */
  fired(key: string, t: EpochMs): number;
}

/** Makes an empty memory; what is older than an hour is forgotten. */
export function makeFlaps(): Flaps {
  const past = new Map<string, EpochMs[]>();
  let sweptAt = Number.NEGATIVE_INFINITY;
  return {
    fired(key, t) {
      if (t - sweptAt > MEMORY) {
        for (const [old, times] of past) if (t - times[times.length - 1] > MEMORY) past.delete(old);
        sweptAt = t;
      }
      const times = (past.get(key) ?? []).filter((one) => t - one < MEMORY);
      times.push(t);
      past.set(key, times);
      return times.length;
    },
  };
}
