/** What a given load and given effects do to one server: utilisation, memory, disk, own response time and errors. Used for the moment and for how faults spread. */
import { FX } from './effects.ts';
import {
  combine,
  diskErrors,
  memoryPressure,
  responseTime,
  spacePressure,
  utilisation,
  workerErrors,
} from './physics.ts';
import type { Traits } from './traits.ts';

/** Processor and queue utilisation per unit of extra service time: part of being slow is waiting, not work. */
const WORK_OF_SLOW = 0.25;
/** How much of stolen processor time the workers feel. */
const STOLEN = 0.72;

/** One server at one instant. Inputs above, results below; one object is reused for all servers. */
export interface Strain {
  /** Demand in multiples of the mean, the server's own noise included, before effects. */
  demand: number;
  calmMemory: number;
  calmDisk: number;
  calmIo: number;

  /** Requests/s offered. */
  offered: number;
  cpu: number;
  memory: number;
  disk: number;
  io: number;
  /** Utilisation of the workers, below `RHO_MAX`. */
  rho: number;
  /** Mean seconds of own work per request, queueing included. */
  ownTime: number;
  /** Share of requests that fail here, for reasons of this server. */
  ownErrors: number;
}

export function makeStrain(): Strain {
  return {
    demand: 0.5,
    calmMemory: 0.5,
    calmDisk: 0.5,
    calmIo: 0.5,
    offered: 0.5,
    cpu: 0.5,
    memory: 0.5,
    disk: 0.5,
    io: 0.5,
    rho: 0.5,
    ownTime: 0.5,
    ownErrors: 0.5,
  };
}

/** Fills in the results for server `s` from the inputs and the effect row at `offset`. */
export function computeStrain(
  traits: Traits,
  s: number,
  fx: Float64Array,
  offset: number,
  h: Strain,
): void {
  const demand = h.demand * Math.max(0, 1 + fx[offset + FX.demand]);
  const extra = Math.max(0, demand - h.demand);
  h.offered = traits.weight[s] * demand;
  h.memory = combine(h.calmMemory, fx[offset + FX.memory]);
  const swap = memoryPressure(h.memory);
  h.disk = combine(h.calmDisk, fx[offset + FX.disk]);
  h.io = Math.min(
    0.985,
    combine(combine(h.calmIo + traits.diskBusy[s] * extra, fx[offset + FX.io]), 0.6 * swap),
  );
  const slow = fx[offset + FX.slow] + 3 * swap;
  const work = traits.busy[s] * demand * (1 + WORK_OF_SLOW * slow);
  h.rho = utilisation(work + STOLEN * fx[offset + FX.cpu]);
  h.cpu = combine(Math.min(0.97, traits.cpuIdle[s] + 0.9 * utilisation(work)), fx[offset + FX.cpu]);
  h.ownTime =
    responseTime(traits.cpuTime[s] * (1 + slow), h.rho) + responseTime(traits.diskTime[s], h.io);
  h.ownErrors = combine(
    combine(workerErrors(h.rho), diskErrors(h.io)),
    0.3 * spacePressure(h.disk),
  );
}
