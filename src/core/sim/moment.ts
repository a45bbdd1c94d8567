/** One server at one instant: calm course of demand, memory and disk with their noise, effects applied, strain worked out. */
import { type EpochMs, MINUTE, SECOND } from '../domain/time.ts';
import { fbm, smoothstep, valueNoise, whiteNoise } from '../numeric/noise.ts';
import { FX } from './effects.ts';
import { combine } from './physics.ts';
import { computeStrain, makeStrain, type Strain } from './strain.ts';
import { calmWait, coupled, type Traits } from './traits.ts';
import { nightlyBackup } from './workload.ts';

/** What the signals read. One object is reused: fill it with `setMoment`, read it before the next. */
export interface Moment {
  t: EpochMs;
  /** Whole seconds of `t`, for noise that changes every second. */
  second: number;
  s: number;
  traits: Traits;
  fx: Float64Array;
  /** Offset of the server's row in `fx`. */
  row: number;
  readonly strain: Strain;
  /** Mean seconds of waiting for calm callees. */
  wait: number;
  /** Height of the nightly backup, 0–1. */
  backup: number;
  /** Processor utilisation without the fast jitter; heat and power follow it. */
  cpu: number;
  /** Share of requests that fail, from all causes. */
  errors: number;
  /** Slow swings of latency and of bytes per request, around 1. */
  sway: number;
  payload: number;
  /** °C before the instrument's noise. */
  temperature: number;
}

/** An unset moment; `fx` must hold the effect rows of all servers that will be asked for. */
export function makeMoment(traits: Traits, fx: Float64Array): Moment {
  return {
    t: 0.5,
    second: 0.5,
    s: 0,
    traits,
    fx,
    row: 0,
    strain: makeStrain(),
    wait: 0.5,
    backup: 0.5,
    cpu: 0.5,
    errors: 0.5,
    sway: 0.5,
    payload: 0.5,
    temperature: 0.5,
  };
}

/** Channels of a server's noise: added to its key, at least 8 apart where octaves follow. */
const LOAD = 0;
const MEMORY = 8;
const DISK_IO = 10;
const SWAY = 11;
const PAYLOAD = 12;
const WHITE = 32;

/**
 * Sets `h` to server `s` at `t`.
 * @param demand on its site, in multiples of the mean
 * @param row offset of its effects in `h.fx`
 */
export function setMoment(h: Moment, s: number, t: EpochMs, demand: number, row: number): void {
  const { traits, strain } = h;
  const key = traits.key[s];
  const second = Math.floor(t / SECOND);
  h.t = t;
  h.second = second;
  h.s = s;
  h.row = row;
  const d = coupled(traits, s, demand);
  strain.demand =
    d * (1 + 0.04 * fbm(key + LOAD, t / (3 * MINUTE), 3) + 0.015 * whiteNoise(key + WHITE, second));
  const filling = Math.min(1, Math.max(-0.6, d - 0.8));
  strain.calmMemory =
    traits.memoryUse[s] + 0.045 * filling + 0.018 * fbm(key + MEMORY, t / (45 * MINUTE), 2);
  strain.calmDisk =
    traits.diskUse[s] +
    traits.diskGrowth[s] * sawtooth(t / traits.diskPeriod[s] + traits.diskPhase[s]);
  h.backup = traits.backupBusy[s] === 0 ? 0 : nightlyBackup(t, traits.backupOffset[s]);
  strain.calmIo =
    traits.diskIdle[s] +
    traits.diskBusy[s] * strain.demand * (1 + 0.22 * valueNoise(key + DISK_IO, t / (50 * SECOND))) +
    traits.backupBusy[s] * h.backup;
  computeStrain(traits, s, h.fx, row, strain);
  h.wait = calmWait(traits, s, demand);
  h.cpu = strain.cpu + 0.1 * traits.backupBusy[s] * h.backup;
  const background =
    traits.errorBase[s] *
    Math.max(0, 0.7 + 0.3 * strain.demand + 0.3 * whiteNoise(key + WHITE + 1, second));
  h.errors = combine(background, combine(strain.ownErrors, h.fx[row + FX.errors]));
  h.sway = 1 + 0.03 * valueNoise(key + SWAY, t / MINUTE);
  h.payload = 1 + 0.05 * valueNoise(key + PAYLOAD, t / (40 * SECOND));
  h.temperature =
    traits.inlet[s] +
    0.7 * valueNoise(traits.rackKey[s], t / (50 * MINUTE)) +
    10 * h.cpu +
    h.fx[row + FX.heat];
}

/** Files grow for most of a period, then old ones go within 2 % of it. */
function sawtooth(x: number): number {
  const f = x - Math.floor(x);
  return f < 0.98 ? f / 0.98 : 1 - smoothstep((f - 0.98) / 0.02);
}
