/**
 * Rhythm forecasters: last cycle again, the median of up to five cycles at the same phase, and an exponentially smoothed
 * profile; the last two with the present deviation from the rhythm, fading. One forecaster per rhythm: hour, day, week.
 */
import { medianInPlace } from '../numeric/streaming.ts';
import { type Forecaster, newestValue, type Rhythms, recent, type Walk } from './forecaster.ts';

/** Cycles the median profile looks back on, and cycles it may skip over gaps to find them. */
const CYCLES = 5;
const MOST_CYCLES = 8;
/** From this many samples a cycle, the samples before and after the same phase count too. */
const FINE = 48;
/** Samples the present deviation from the rhythm is the median of. */
const DEVIATION_WINDOW = 12;
/** Shares of the deviation that survive a step; 0 leaves the bare profile. */
const FADES = [0, 0.97, 1] as const;
/** Bins of the smoothed profile at most; weight of a cycle in it, weight of a sample in the deviation, fade per step. */
const MOST_BINS = 96;
const PROFILES = [
  [0.2, 0.1, 0.995],
  [0.3, 0.1, 0.98],
] as const;
/** Values the fallback is the median of, while no whole cycle has been read. */
const FALLBACK_WINDOW = 24;

const rhythm = (id: string, lengthOf: (rhythms: Rhythms) => number | undefined): Forecaster => ({
  id,
  start(history, rhythms) {
    const cycle = lengthOf(rhythms);
    // Without two cycles there is nothing to test a rhythm on.
    if (cycle === undefined || history.length < 2 * cycle) return [];
    return [
      lastCycle(history, cycle),
      ...medianProfiles(history, cycle),
      ...PROFILES.map(([gain, follow, fade]) =>
        smoothedProfile(history, cycle, gain, follow, fade),
      ),
    ];
  },
});

/** The hour's rhythm: jobs that start every hour. */
export const hourly: Forecaster = rhythm('seasonal-hour', (rhythms) => rhythms.hour);
/** The day's rhythm. */
export const daily: Forecaster = rhythm('seasonal-day', (rhythms) => rhythms.day);
/** The week's rhythm: working days and weekends. */
export const weekly: Forecaster = rhythm('seasonal-week', (rhythms) => rhythms.week);

/** The value one cycle before; what is missing there takes the newest value. */
function lastCycle(history: Float64Array, cycle: number): Walk {
  let n = 0;
  return {
    advance(to) {
      n = to;
    },
    predict(horizon, out) {
      const last = newestValue(history, n);
      for (let h = 0; h < horizon; h++) {
        const k = n + (h % cycle) - cycle;
        out[h] = k >= 0 && !Number.isNaN(history[k]) ? history[k] : last;
      }
    },
  };
}

/** Median of the cycles before, once bare and once per fade with the deviation; the walks share one profile per origin. */
function medianProfiles(history: Float64Array, cycle: number): readonly Walk[] {
  const around = cycle >= FINE ? 1 : 0;
  const near = new Float64Array(CYCLES * 3);
  const window = new Float64Array(Math.max(DEVIATION_WINDOW, FALLBACK_WINDOW));
  let profile = new Float64Array(0);
  let deviation = 0;
  /** Origin and distance that `profile` and `deviation` hold for. */
  let heldAt = -1;
  let held = 0;

  /** Median of the cycles before index `k`, seen from `n`; NaN when there is none. */
  const at = (k: number, n: number): number => {
    let count = 0;
    let cycles = 0;
    for (let c = 1; c <= MOST_CYCLES && cycles < CYCLES; c++) {
      const centre = k - c * cycle;
      if (centre >= n) continue;
      if (centre < 0) break;
      const before = count;
      for (let j = Math.max(0, centre - around); j <= centre + around && j < n; j++) {
        if (!Number.isNaN(history[j])) near[count++] = history[j];
      }
      if (count > before) cycles++;
    }
    return medianInPlace(near, count);
  };

  const look = (n: number, horizon: number): void => {
    if (heldAt === n && held >= horizon) return;
    heldAt = n;
    held = horizon;
    let count = 0;
    for (let k = Math.max(0, n - DEVIATION_WINDOW); k < n; k++) {
      const residual = history[k] - at(k, n);
      if (!Number.isNaN(residual)) window[count++] = residual;
    }
    deviation = count > 0 ? medianInPlace(window, count) : 0;
    if (profile.length < horizon) profile = new Float64Array(horizon);
    let fallback = Number.NaN;
    for (let h = 0; h < horizon; h++) {
      profile[h] = at(n + h, n);
      if (!Number.isNaN(profile[h])) continue;
      if (Number.isNaN(fallback)) {
        fallback = medianInPlace(window, recent(history, n, FALLBACK_WINDOW, window));
      }
      profile[h] = fallback;
    }
  };

  return FADES.map((fade) => {
    let n = 0;
    return {
      advance(to) {
        n = to;
      },
      predict(horizon, out) {
        look(n, horizon);
        let rest = deviation;
        for (let h = 0; h < horizon; h++) {
          rest *= fade;
          out[h] = profile[h] + rest;
        }
      },
    };
  });
}

/** A profile of at most 96 bins a cycle that learns from every sample, and how far the series is off it now. */
function smoothedProfile(
  history: Float64Array,
  cycle: number,
  gain: number,
  follow: number,
  fade: number,
): Walk {
  const bins = Math.min(cycle, MOST_BINS);
  const profile = new Float64Array(bins);
  const counts = new Uint32Array(bins);
  const weight = gain * (bins / cycle);
  let read = 0;
  let seen = 0;
  let mean = 0;
  let deviation = 0;
  return {
    advance(n) {
      for (; read < n; read++) {
        const x = history[read];
        if (Number.isNaN(x)) continue;
        const bin = Math.floor(((read % cycle) / cycle) * bins);
        seen++;
        mean += Math.max(0.003, 1 / seen) * (x - mean);
        const expected = counts[bin] > 0 ? profile[bin] : mean;
        deviation += follow * (x - expected - deviation);
        counts[bin]++;
        profile[bin] += Math.max(weight, 1 / counts[bin]) * (x - profile[bin]);
      }
    },
    predict(horizon, out) {
      let rest = deviation;
      for (let h = 0; h < horizon; h++) {
        rest *= fade;
        const bin = Math.floor((((read + h) % cycle) / cycle) * bins);
        out[h] = seen === 0 ? Number.NaN : (counts[bin] > 0 ? profile[bin] : mean) + rest;
      }
    },
  };
}
