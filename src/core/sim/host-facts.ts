/** What one would see after logging in to a simulated server: uptime, processes, services. They agree with its metrics and show active faults. */
import type { Role } from '../domain/fleet.ts';
import { DAY, type EpochMs, HOUR } from '../domain/time.ts';
import { hash32, uniform } from '../numeric/hash.ts';
import { CHANNELS, type Fault, FX, reachedAt, strength } from './effects.ts';
import { effectsOn } from './frame-at.ts';
import { makeMoment, setMoment } from './moment.ts';
import { eachFault } from './scenario.ts';
import { siteDemand } from './workload.ts';
import type { World } from './world.ts';

/** A running program. `cpu` and `memory` are shares of the whole machine, 0–1. */
export interface HostProcess {
  readonly pid: number;
  readonly user: string;
  readonly name: string;
  readonly cpu: number;
  readonly memory: number;
}

/** A daemon and how it does: `degraded` answers, but slowly or with errors; `unknown` when nothing can be asked. */
export interface HostService {
  readonly name: string;
  readonly port: number;
  readonly status: 'running' | 'degraded' | 'unknown';
}

export interface HostFacts {
  /** Whether the host answers at all; without, the lists below are empty or unknown. */
  readonly reachable: boolean;
  readonly bootedAt: EpochMs;
  /** By processor share, largest first. */
  readonly processes: readonly HostProcess[];
  readonly services: readonly HostService[];
}

/** User a role's daemons run as. */
const USERS: Partial<Record<Role, string>> = {
  db: 'postgres',
  cache: 'redis',
  queue: 'kafka',
  web: 'www-data',
  proxy: 'www-data',
  monitoring: 'prometheus',
  analytics: 'clickhouse',
  mail: 'postfix',
  api: 'node',
};

/** What every host runs besides its services, with its share of what is left. */
const SYSTEM: readonly (readonly [name: string, user: string, share: number])[] = [
  ['systemd-journald', 'root', 0.3],
  ['node_exporter', 'node-exp', 0.26],
  ['sshd', 'root', 0.12],
  ['chronyd', 'chrony', 0.06],
  ['kworker/u16:2', 'root', 0.26],
];

/** Programs a fault brings along: what takes the processor or memory while it lasts. */
const INTRUDERS: ReadonlyMap<string, readonly [name: string, user: string]> = new Map([
  ['cpu', ['report-export', 'batch']],
  ['disk-io', ['pg_basebackup', 'backup']],
  ['disk-fill', ['debug-trace', 'root']],
  ['noisy', ['qemu-kvm', 'libvirt']],
  ['bad-deploy', ['rollout-agent', 'deploy']],
  ['thermal', ['kidle_inject', 'root']],
]);

/** Facts of server `s` at `t`; pure, any instant. */
export function hostFacts(world: World, s: number, t: EpochMs): HostFacts {
  const { traits, fleet } = world;
  const server = fleet.servers[s];
  const row = new Float64Array(CHANNELS);
  effectsOn(world, s, t, row);
  const reachable = row[FX.dark] === 0;
  if (!reachable) {
    return {
      reachable,
      bootedAt: bootedAt(world, s, t),
      processes: [],
      services: server.services.map(({ name, port }) => ({ name, port, status: 'unknown' })),
    };
  }
  const h = makeMoment(traits, row);
  setMoment(h, s, t, siteDemand(traits.siteKey[traits.site[s]], world.scenario, t), 0);

  const active = activeFaults(world, s, t).filter(
    (fault) => fault.delays[reachedAt(fault, s)] === 0,
  );
  const processes: HostProcess[] = [];
  const pid = (what: number) => 400 + (hash32(world.seed, s, 0x91d, what) % 31_000);
  // Processor time a fault takes belongs to its program; the rest is divided by the services and the system.
  const stolen =
    active.length > 0
      ? Math.max(0, h.cpu - (traits.cpuIdle[s] + 0.9 * traits.busy[s] * h.strain.demand))
      : 0;
  const taken = active.length > 0 ? Math.max(0, h.strain.memory - h.strain.calmMemory) : 0;
  const intruders = active.flatMap((fault) => {
    const known = INTRUDERS.get(fault.kind.id);
    return known === undefined ? [] : [known];
  });
  intruders.forEach(([name, user], i) => {
    processes.push({
      pid: pid(100 + i),
      user,
      name,
      cpu: Math.max(0.01, stolen / intruders.length),
      memory: Math.max(0.004, taken / intruders.length),
    });
  });
  const mine = intruders.length > 0 ? h.cpu - stolen : h.cpu;
  const memory = intruders.length > 0 ? h.strain.calmMemory : h.strain.memory;
  server.services.forEach(({ name }, i) => {
    const share =
      (i === 0 ? 0.72 : 0.2 / (server.services.length - 1)) *
      (0.94 + 0.06 * uniform(world.seed, s, i, Math.floor(t / 5000)));
    processes.push({
      pid: pid(i),
      user: USERS[server.role] ?? 'root',
      name,
      cpu: mine * share,
      memory: memory * share,
    });
  });
  SYSTEM.forEach(([name, user, share], i) => {
    processes.push({
      pid: pid(50 + i),
      user,
      name,
      cpu: 0.06 * mine * share,
      memory: 0.05 * memory * share,
    });
  });
  processes.sort((a, b) => b.cpu - a.cpu || a.pid - b.pid);
  const degraded = h.errors > 0.05 || h.strain.rho > 0.93 || row[FX.tail] > 0.25;
  return {
    reachable,
    bootedAt: bootedAt(world, s, t),
    processes,
    services: server.services.map(({ name, port }, i) => ({
      name,
      port,
      status: degraded && i === 0 ? 'degraded' : 'running',
    })),
  };
}

/** Last boot at or before `t`: the end of the last injected `down`, else the fact of the fleet, shifted back in steps of 61 days for instants before it. */
export function bootedAt(world: World, s: number, t: EpochMs): EpochMs {
  let booted = world.fleet.servers[s].bootedAt ?? 0;
  if (booted > t) booted -= Math.ceil((booted - t) / (61 * DAY)) * 61 * DAY + HOUR;
  for (const fault of world.injected) {
    if (
      fault.kind.id === 'down' &&
      fault.end <= t &&
      fault.end > booted &&
      reachedAt(fault, s) >= 0 &&
      fault.delays[reachedAt(fault, s)] === 0
    )
      booted = fault.end;
  }
  return booted;
}

/** Faults server `s` notably feels at `t`, strongest reason first: those that hit it directly, then those that reach it. */
export function activeFaults(world: World, s: number, t: EpochMs): readonly Fault[] {
  const felt: Fault[] = [];
  eachFault(world, t, (fault) => {
    const i = reachedAt(fault, s);
    if (
      i >= 0 &&
      strength(fault.kind, fault.key, fault.start, fault.end, fault.delays[i], t) > 0.15
    )
      felt.push(fault);
  });
  return felt.sort((a, b) => a.delays[reachedAt(a, s)] - b.delays[reachedAt(b, s)]);
}
