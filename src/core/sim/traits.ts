/** What is fixed about every simulated server, in typed arrays: capacity from the flow of demand, size, temperament, waiting for callees. */
import type { Server } from '../domain/fleet.ts';
import { DAY, HOUR, MINUTE } from '../domain/time.ts';
import { hash32, uniform } from '../numeric/hash.ts';
import type { CallGraph } from './graph.ts';
import { responseTime, utilisation } from './physics.ts';
import { profile, type Range } from './roles.ts';

/** Demand grid of the waiting table: 0, 0.25, …, 4 times the mean. */
export const WAIT_STEP = 0.25;
export const WAIT_POINTS = 17;

/** One entry per server unless said otherwise. */
export interface Traits {
  /** Key of the server's noise. */
  readonly key: Int32Array;
  /** Row of the server's site in the site arrays. */
  readonly site: Uint8Array;
  /** Key of each site's demand noise, per site. */
  readonly siteKey: Int32Array;
  /** Requests/s at mean demand: what comes from outside plus what the callers send. */
  readonly weight: Float64Array;
  /** Worker utilisation at mean demand. */
  readonly busy: Float64Array;
  readonly coupling: Float64Array;
  readonly cpuTime: Float64Array;
  readonly diskTime: Float64Array;
  readonly cpuIdle: Float64Array;
  readonly memoryUse: Float64Array;
  readonly diskUse: Float64Array;
  /** File-system sawtooth: height (ratio), period (ms) and phase (0–1). */
  readonly diskGrowth: Float64Array;
  readonly diskPeriod: Float64Array;
  readonly diskPhase: Float64Array;
  readonly diskIdle: Float64Array;
  readonly diskBusy: Float64Array;
  /** Disk busy ratio and bytes/s received at the height of the nightly backup, and its offset in ms. */
  readonly backupBusy: Float64Array;
  readonly backupBytes: Float64Array;
  readonly backupOffset: Float64Array;
  readonly bytesIn: Float64Array;
  readonly bytesOut: Float64Array;
  readonly netIdle: Float64Array;
  readonly errorBase: Float64Array;
  readonly cores: Float64Array;
  readonly wattsIdle: Float64Array;
  readonly wattsFull: Float64Array;
  /** Inlet temperature of the rack, °C, and key of the rack's noise. */
  readonly inlet: Float64Array;
  readonly rackKey: Int32Array;
  /** Mean seconds one request waits for callees at each demand of the grid; shape [server][WAIT_POINTS]. */
  readonly wait: Float64Array;
}

function between(range: Range, share: number): number {
  return range[0] + (range[1] - range[0]) * share;
}

/** Draws the traits of a fleet and lets demand flow down its call graph. */
export function makeTraits(seed: number, servers: readonly Server[], graph: CallGraph): Traits {
  const size = servers.length;
  const array = () => new Float64Array(size);
  const sites = [...new Set(servers.map((server) => server.place?.site ?? ''))];
  const racks = [...new Set(servers.map((server) => server.place?.rack ?? ''))];
  const rackNumber = new Map(racks.map((name, i) => [name, i]));
  const siteNumber = new Map(sites.map((name, i) => [name, i]));
  const traits: Traits = {
    key: new Int32Array(size),
    site: new Uint8Array(size),
    siteKey: Int32Array.from(sites, (_, i) => hash32(seed, 0x517e, i)),
    weight: array(),
    busy: array(),
    coupling: array(),
    cpuTime: array(),
    diskTime: array(),
    cpuIdle: array(),
    memoryUse: array(),
    diskUse: array(),
    diskGrowth: array(),
    diskPeriod: array(),
    diskPhase: array(),
    diskIdle: array(),
    diskBusy: array(),
    backupBusy: array(),
    backupBytes: array(),
    backupOffset: array(),
    bytesIn: array(),
    bytesOut: array(),
    netIdle: array(),
    errorBase: array(),
    cores: array(),
    wattsIdle: array(),
    wattsFull: array(),
    inlet: array(),
    rackKey: new Int32Array(size),
    wait: new Float64Array(size * WAIT_POINTS),
  };
  servers.forEach((server, s) => {
    const role = profile(server.role);
    const draw = (what: number) => uniform(seed, s, 0x7a17, what);
    traits.key[s] = hash32(seed, s, 0x0153);
    traits.site[s] = siteNumber.get(server.place?.site ?? '') ?? 0;
    traits.busy[s] = between(role.use.workers, draw(0));
    traits.coupling[s] = role.demand.coupling;
    traits.cpuTime[s] = role.request.cpu * (0.88 + 0.24 * draw(1));
    traits.diskTime[s] = role.request.disk * (0.9 + 0.2 * draw(2));
    traits.cpuIdle[s] = 0.055 + 0.035 * draw(3);
    traits.memoryUse[s] = between(role.use.memory, draw(4));
    traits.diskUse[s] = between(role.use.disk, draw(5));
    traits.diskGrowth[s] = 0.03 + 0.06 * draw(6);
    traits.diskPeriod[s] = (5 + 9 * draw(7)) * DAY;
    traits.diskPhase[s] = draw(8);
    traits.diskIdle[s] = role.io.idle;
    traits.diskBusy[s] = role.io.busy * (0.85 + 0.3 * draw(9));
    traits.backupBusy[s] =
      server.role === 'backup'
        ? 0.42
        : server.role === 'db' || server.role === 'storage'
          ? 0.13
          : 0;
    traits.backupBytes[s] = server.role === 'backup' ? 55e6 : server.role === 'storage' ? 6e6 : 0;
    traits.backupOffset[s] = draw(10) * 40 * MINUTE - 0.2 * HOUR;
    traits.bytesIn[s] = role.request.bytesIn * (0.9 + 0.2 * draw(11));
    traits.bytesOut[s] = role.request.bytesOut * (0.9 + 0.2 * draw(12));
    traits.netIdle[s] =
      6000 + 9000 * draw(13) + (server.role === 'monitoring' ? 900 * Math.min(size, 300) : 0);
    traits.errorBase[s] = 0.0003 + 0.0009 * draw(14);
    traits.cores[s] = server.cores;
    traits.wattsIdle[s] = role.watts[0] * (0.94 + 0.12 * draw(15));
    traits.wattsFull[s] = role.watts[1] * (0.94 + 0.12 * draw(16));
    const rack = rackNumber.get(server.place?.rack ?? '') ?? 0;
    traits.rackKey[s] = hash32(seed, 0x4ac0, rack);
    // Air gets warmer towards the top of the cabinet.
    traits.inlet[s] = 20.6 + 1.8 * uniform(seed, 0x4ac1, rack) + 0.03 * (server.place?.unit ?? 0);
  });
  flow(traits, servers, graph);
  fillWait(traits, graph);
  return traits;
}

/** Requests/s at mean demand, callers first. */
function flow(traits: Traits, servers: readonly Server[], graph: CallGraph): void {
  for (let i = 0; i < graph.size; i++) {
    const s = graph.order[i];
    if (graph.callerStart[s + 1] === graph.callerStart[s])
      traits.weight[s] = profile(servers[s].role).demand.own;
    for (let k = graph.start[s]; k < graph.start[s + 1]; k++)
      traits.weight[graph.to[k]] += traits.weight[s] * graph.fanOut[k];
  }
}

/** Demand on a server when its site has `demand` times the mean: only its coupled share follows. */
export function coupled(traits: Traits, s: number, demand: number): number {
  return 1 + traits.coupling[s] * (demand - 1);
}

/** Mean seconds a calm server itself needs per request at `demand` times the mean. */
export function calmOwnTime(traits: Traits, s: number, demand: number): number {
  const d = coupled(traits, s, demand);
  const io = Math.min(0.9, traits.diskIdle[s] + traits.diskBusy[s] * d);
  return (
    responseTime(traits.cpuTime[s], utilisation(traits.busy[s] * d)) +
    responseTime(traits.diskTime[s], io)
  );
}

/** Callees first, for each demand of the grid. */
function fillWait(traits: Traits, graph: CallGraph): void {
  for (let i = graph.size - 1; i >= 0; i--) {
    const s = graph.order[i];
    for (let k = graph.start[s]; k < graph.start[s + 1]; k++) {
      const callee = graph.to[k];
      for (let g = 0; g < WAIT_POINTS; g++) {
        const time =
          calmOwnTime(traits, callee, g * WAIT_STEP) + traits.wait[callee * WAIT_POINTS + g];
        traits.wait[s * WAIT_POINTS + g] += graph.fanOut[k] * time;
      }
    }
  }
}

/** Mean seconds one request of `s` waits for its callees at `demand` times the mean, interpolated in the table. */
export function calmWait(traits: Traits, s: number, demand: number): number {
  const x = Math.min(Math.max(demand, 0) / WAIT_STEP, WAIT_POINTS - 1.001);
  const g = Math.floor(x);
  const i = s * WAIT_POINTS + g;
  return traits.wait[i] + (traits.wait[i + 1] - traits.wait[i]) * (x - g);
}
