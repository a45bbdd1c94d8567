/** SeriesReader over the simulated fleet: it computes what is asked for, any range at any resolution, and stores nothing. */

import { CATALOGUE } from '../domain/metrics.ts';
import type { Samples, SeriesReader } from '../domain/series.ts';
import { alignDown, alignUp, type EpochMs, type Ms, WEEK } from '../domain/time.ts';
import { CHANNELS, FX } from './effects.ts';
import { effectsOn } from './frame-at.ts';
import { makeMoment, setMoment } from './moment.ts';
import { SIGNALS } from './signals.ts';
import { siteDemand } from './workload.ts';
import type { World } from './world.ts';

/** How far back `extent` claims to reach; nothing stops anyone from reading further. */
const REACH: Ms = 8 * WEEK;

/** One value of one server at one instant, NaN where it reports nothing; equals the value in the frame of that instant. */
export type Probe = (metric: number, server: number, t: EpochMs) => number;

/** A probe over the world. It computes only what that server's value depends on and allocates nothing per call. */
export function makeProbe(world: World): Probe {
  const { traits } = world;
  const fx = new Float64Array(CHANNELS);
  const h = makeMoment(traits, fx);
  return (metric, server, t) => {
    effectsOn(world, server, t, fx);
    if (fx[FX.dark] > 0) return Number.NaN;
    setMoment(h, server, t, siteDemand(traits.siteKey[traits.site[server]], world.scenario, t), 0);
    return Math.fround(SIGNALS[CATALOGUE[metric].id](h));
  };
}

/**
 * A reader whose samples lie on multiples of `step` up to `to` and equal the values of `frameAt` at those instants.
 * Thinned reads keep to multiples of a multiple of `step`, so that neighbouring windows show the same samples.
 */
export function simReader(world: World, step: Ms, to: EpochMs): SeriesReader {
  const probe = makeProbe(world);
  return {
    fleet: world.fleet,
    step,
    extent: () => ({ from: alignUp(to - REACH, step), to: alignDown(to, step) }),
    read(
      metric: number,
      server: number,
      start: EpochMs,
      end: EpochMs,
      limit = Number.POSITIVE_INFINITY,
    ): Samples {
      const last = Math.min(end, to);
      const stride = step * Math.max(1, Math.ceil((last - start) / step / Math.max(1, limit)));
      const first = alignUp(start, stride);
      const count = last < first ? 0 : Math.floor((last - first) / stride) + 1;
      const times = new Float64Array(count);
      const values = new Float32Array(count);
      for (let i = 0; i < count; i++) {
        const t = first + i * stride;
        times[i] = t;
        values[i] = probe(metric, server, t);
      }
      return { times, values };
    },
  };
}
