/** Blast radius: whom a server's failure reaches, hop by hop, and the share of user requests that depend on it. */
import type { Fleet, Link } from '../../../core/domain/fleet.ts';
import { type Incident, STATUS, type Status } from '../../../core/domain/incident.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';
import { sampleOf } from './flow.ts';
import { entryServers } from './graph.ts';

/** One server in reach. */
export interface Reached {
  readonly server: number;
  /** Links away from the focus, 1-based. */
  readonly hop: number;
  readonly status: Status;
  /** In trouble now, as the focus is; otherwise it is at risk. */
  readonly affected: boolean;
}

export interface BlastRadius {
  readonly focus: number;
  /** The focus itself is in trouble; while it is well nobody is affected by it. */
  readonly troubled: boolean;
  /** By hop, troubled first, then by name; the focus itself is not listed. */
  readonly reached: readonly Reached[];
  /** What the focus depends on, by hop: whom it calls, and whom those call. */
  readonly needs: readonly { readonly server: number; readonly hop: number }[];
  readonly affected: number;
  readonly atRisk: number;
  /** Share of the requests entering the fleet that touch the focus, 0–1; NaN without links or rates. */
  readonly share: number;
  /** Ms from the focus' onset until its incident first involved an entry server; NaN when it has not. */
  readonly toEntry: number;
}

/**
 * Trouble goes against the calls (callee → caller) and along replication (source → copy). Watching and backing up spread nothing.
 */
export function blastRadius(fleet: Fleet, snapshot: Snapshot, focus: number): BlastRadius {
  const hops = reach(fleet, focus);
  const troubled = isTrouble(STATUS[snapshot.status[focus]]);
  const reached: Reached[] = [];
  for (const { index } of fleet.servers) {
    if (index === focus || hops[index] < 0) continue;
    const status = STATUS[snapshot.status[index]];
    reached.push({
      server: index,
      hop: hops[index],
      status,
      affected: troubled && isTrouble(status),
    });
  }
  reached.sort(
    (a, b) =>
      a.hop - b.hop ||
      Number(b.affected) - Number(a.affected) ||
      fleet.servers[a.server].name.localeCompare(fleet.servers[b.server].name, 'en'),
  );
  const affected = reached.filter((each) => each.affected).length;
  return {
    focus,
    troubled,
    reached,
    needs: needsOf(fleet, focus),
    affected,
    atRisk: reached.length - affected,
    share: requestShare(fleet, snapshot.values, focus),
    toEntry: timeToEntry(fleet, incidentOf(fleet, snapshot, focus), focus),
  };
}

/** Hops from the focus along which trouble spreads; 0 for the focus, -1 out of reach. */
export function reach(fleet: Fleet, focus: number): Int16Array {
  return walkFrom(fleet, focus, ({ from, to, kind }) =>
    kind === 'call' ? [to, from] : kind === 'replicate' ? [from, to] : undefined,
  );
}

/** What a server depends on, nearest first: callees, theirs, and what it copies from. */
function needsOf(fleet: Fleet, focus: number): BlastRadius['needs'] {
  const hops = walkFrom(fleet, focus, ({ from, to, kind }) =>
    kind === 'call' ? [from, to] : kind === 'replicate' ? [to, from] : undefined,
  );
  return fleet.servers
    .filter(({ index }) => hops[index] > 0)
    .map(({ index }) => ({ server: index, hop: hops[index] }))
    .sort((a, b) => a.hop - b.hop || a.server - b.server);
}

function walkFrom(
  fleet: Fleet,
  focus: number,
  step: (link: Link) => readonly [number, number] | undefined,
): Int16Array {
  const next: number[][] = fleet.servers.map(() => []);
  for (const link of fleet.links) {
    const ends = step(link);
    if (ends) next[ends[0]].push(ends[1]);
  }
  const hops = new Int16Array(fleet.servers.length).fill(-1);
  hops[focus] = 0;
  const queue = [focus];
  for (let i = 0; i < queue.length; i++) {
    for (const s of next[queue[i]]) {
      if (hops[s] >= 0) continue;
      hops[s] = hops[queue[i]] + 1;
      queue.push(s);
    }
  }
  return hops;
}

/** The open incident a server is involved in, the gravest first; `undefined` when there is none. */
export function incidentOf(fleet: Fleet, snapshot: Snapshot, server: number): Incident | undefined {
  const { name } = fleet.servers[server];
  const open = snapshot.incidents.filter(
    (incident) =>
      incident.state === 'open' && incident.involved.some((each) => each.server === name),
  );
  return open.find((incident) => incident.severity === 'critical') ?? open.at(0);
}

/**
 * Share of entering requests that touch the focus. A request served by `s` misses it with probability Π (1 − p(callee))^calls,
 * calls being independent; a fan-out below one is the chance that the call is made.
 */
function requestShare(fleet: Fleet, values: Float32Array, focus: number): number {
  const calls: { readonly to: number; readonly fanOut: number }[][] = fleet.servers.map(() => []);
  for (const { from, to, fanOut, kind } of fleet.links)
    if (kind === 'call') calls[from].push({ to, fanOut });
  const touch = new Float64Array(fleet.servers.length).fill(NaN);
  const visit = (s: number): number => {
    if (s === focus) return 1;
    if (!Number.isNaN(touch[s])) return touch[s];
    touch[s] = 0; // A cycle's own contribution to itself is nothing new.
    let miss = 1;
    for (const { to, fanOut } of calls[s]) {
      const p = visit(to);
      if (p > 0) miss *= fanOut < 1 ? 1 - fanOut * p : (1 - p) ** fanOut;
    }
    touch[s] = 1 - miss;
    return touch[s];
  };
  let requests = 0;
  let touching = 0;
  for (const s of entryServers(fleet)) {
    const rate = sampleOf(fleet, values, 'request_rate', s);
    if (Number.isNaN(rate)) continue;
    requests += rate;
    touching += rate * visit(s);
  }
  return requests > 0 ? touching / requests : NaN;
}

function isTrouble(status: Status): boolean {
  return status === 'warn' || status === 'crit' || status === 'off';
}

function timeToEntry(fleet: Fleet, incident: Incident | undefined, focus: number): number {
  const start = incident?.involved.find((each) => each.server === fleet.servers[focus].name);
  if (!incident || !start) return NaN;
  const entries = new Set(entryServers(fleet).map((s) => fleet.servers[s].name));
  const first = incident.involved.find(
    (each) => entries.has(each.server) && each.onset >= start.onset,
  );
  return first === undefined ? NaN : first.onset - start.onset;
}
