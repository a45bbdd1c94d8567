/** What rules are told of a tick beside its values: who still reports, and what is predicted. One code for the pipeline and for replays. */
import { forecastPairs } from './alert/alerts.ts';
import type { Fleet } from './domain/fleet.ts';
import type { Rule } from './domain/rule.ts';
import type { EpochMs, Ms } from './domain/time.ts';
import { makeOutlook, type Outlook } from './forecast/outlook.ts';

/** Who was heard of, and when. Arrays are in fleet order. */
export interface Presence {
  /** Takes one tick of values, shape [metric][server]. */
  step(t: EpochMs, values: Float32Array): void;
  /** 1 where the server sent at least one sample in this tick, or never sent one: never heard of is not the same as gone silent. */
  readonly reporting: Uint8Array;
  /** Epoch ms of each server's newest sample; NaN when there never was one. */
  readonly lastSeen: Float64Array;
}

/** Makes the memory of who reports. */
export function makePresence(fleet: Fleet): Presence {
  const servers = fleet.servers.length;
  const size = fleet.metrics.length * servers;
  const reporting = new Uint8Array(servers);
  const lastSeen = new Float64Array(servers).fill(Number.NaN);
  return {
    reporting,
    lastSeen,
    step(t, values) {
      reporting.fill(0);
      for (let i = 0, s = 0; i < size; i++) {
        if (!Number.isNaN(values[i])) reporting[s] = 1;
        s = s + 1 === servers ? 0 : s + 1;
      }
      for (let s = 0; s < servers; s++) {
        if (reporting[s] === 1) lastSeen[s] = t;
        else if (Number.isNaN(lastSeen[s])) reporting[s] = 1;
      }
    },
  };
}

/** The outlook that predicts what the rules want predicted. */
export function outlookFor(fleet: Fleet, step: Ms, rules: readonly Rule[]): Outlook {
  return makeOutlook(fleet, step, forecastPairs(rules));
}
