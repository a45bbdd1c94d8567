/** Built-in courses of events. `normal` and `stress` only shape demand (workload.ts); `failure` strikes faults, chosen by hash of the two-hour window they fall in. */
import { type EpochMs, HOUR, MINUTE, type Ms } from '../domain/time.ts';
import { hash32, uniform } from '../numeric/hash.ts';
import type { Fault } from './effects.ts';
import { FAULTS, type FaultKind } from './faults.ts';
import { spreadFault } from './spread.ts';
import { siteDemand } from './workload.ts';
import { clearedAt, type World } from './world.ts';

const WINDOW: Ms = 2 * HOUR;
/** Faults of a window last at most so long into the next ones, delays and recovery included. */
const WINDOWS_BACK = 1;
/** Windows remembered; a reader that sweeps weeks goes through them in order. */
const MEMO = 48;

/** Faults per window: three in a small fleet, one more per 500 servers. */
function faultsPerWindow(size: number): number {
  return Math.min(12, 3 + Math.floor(size / 500));
}

/** Calls `visit` for every fault that may be felt at `t`: injected ones first, then the scenario's. */
export function eachFault(world: World, t: EpochMs, visit: (fault: Fault) => void): void {
  for (let i = 0; i < world.injected.length; i++) {
    const fault = world.injected[i];
    if (t >= fault.start && t <= fault.until) visit(fault);
  }
  if (world.scenario !== 'failure') return;
  const window = Math.floor(t / WINDOW);
  for (let w = window - WINDOWS_BACK; w <= window; w++) {
    const faults = faultsOf(world, w);
    for (let i = 0; i < faults.length; i++)
      if (t >= faults[i].start && t <= faults[i].until) visit(faults[i]);
  }
}

/** Faults that begin in a window of the failure scenario. */
function faultsOf(world: World, window: number): readonly Fault[] {
  const known = world.windows.get(window);
  if (known !== undefined) return known;
  const { seed, fleet, traits, graph, scenario } = world;
  const count = faultsPerWindow(fleet.servers.length);
  const faults: Fault[] = [];
  for (let i = 0; i < count; i++) {
    const draw = (what: number) => uniform(seed, window, i, 0xfa1 + what);
    const kind = FAULTS[Math.floor(draw(0) * FAULTS.length)];
    const target = chooseTarget(world, kind, draw(1));
    // One slot per fault, so that they rarely pile up and there is always one not far away.
    const start =
      window * WINDOW +
      Math.floor(((i + 0.05 + 0.45 * draw(2)) / count) * (WINDOW / MINUTE)) * MINUTE;
    const lasts = Math.floor((kind.defaultDuration * (0.6 + 0.5 * draw(3))) / 1000) * 1000;
    const end = clearedAt(world.cleared, target.name, start, start + lasts);
    const demand = (s: number) => siteDemand(traits.siteKey[traits.site[s]], scenario, start);
    faults.push(
      spreadFault(traits, graph, fleet.servers, demand, {
        kind,
        target: target.name,
        servers: target.servers,
        start,
        end,
        key: hash32(seed, window, i, 0xfa0),
      }),
    );
  }
  if (world.windows.size >= MEMO) world.windows.delete(world.windows.keys().next().value ?? 0);
  world.windows.set(window, faults);
  return faults;
}

/** A rack for rack faults, else a server of a role the kind suits; any server when the fleet has no such role. */
function chooseTarget(
  world: World,
  kind: FaultKind,
  share: number,
): { readonly name: string; readonly servers: readonly number[] } {
  const { servers, racks } = world.fleet;
  if (kind.targets === 'rack') {
    const rack = racks[Math.floor(share * racks.length)].name;
    return {
      name: rack,
      servers: servers
        .filter((server) => server.place?.rack === rack)
        .map((server) => server.index),
    };
  }
  const suited = servers.filter((server) => kind.suits.includes(server.role));
  const pool = suited.length > 0 ? suited : servers;
  const server = pool[Math.floor(share * pool.length)];
  return { name: server.name, servers: [server.index] };
}
