/** Which servers' troubles may be one: neighbours along call links in one direction, stepping on through unwell ones. */
import type { Fleet } from '../domain/fleet.ts';
import { type Adjacency, makeAdjacency } from '../numeric/adjacency.ts';

/** Call links between two troubles that may still be one, through servers that look well. */
const HOPS = 2;

/** Look-ups over a fleet's links; servers are columns. */
export interface Kinship {
  /**
   * Calls `visit` once for each server whose trouble may share a cause with one on `server` (not `server` itself): at most
   * two links up or down, never up and then down, and any distance through servers marked in `unwell`. Where `visit` answers true
   * nobody beyond is looked for: what lies there was asked when that server was.
   */
  kin(server: number, unwell: Uint8Array, visit: (server: number) => boolean): void;
  /** Calls `visit` for the direct callers and callees of `server`. */
  neighbours(server: number, visit: (server: number) => void): void;
  /** Calls `visit` for what `server` calls directly, and for what calls it. */
  callees(server: number, visit: (server: number) => void): void;
  callers(server: number, visit: (server: number) => void): void;
  /** How many of the servers marked in `marked` depend on `server` through calls, directly or not. */
  dependents(server: number, marked: Uint8Array): number;
  /** Marks every server that depends on `server` through calls, directly or not. */
  markDependents(server: number, marks: Uint8Array): void;
  /** Rack number per server, -1 when unknown. */
  readonly rack: Int32Array;
}

/** Builds the look-ups: link lists in compressed form, calls and replication. */
export function makeKinship(fleet: Fleet): Kinship {
  const size = fleet.servers.length;
  const links = fleet.links.filter((link) => link.kind === 'call' || link.kind === 'replicate');
  const from = links.map((link) => link.from);
  const to = links.map((link) => link.to);
  const callees = makeAdjacency(size, from, to);
  const callers = makeAdjacency(size, to, from);
  const rackNumbers = new Map<string, number>();
  const rack = new Int32Array(size).fill(-1);
  for (const server of fleet.servers) {
    if (server.place === undefined) continue;
    const name = `${server.place.site}\n${server.place.rack}`;
    const number = rackNumbers.get(name) ?? rackNumbers.size;
    rackNumbers.set(name, number);
    rack[server.index] = number;
  }
  // Hops left + 1 with which a server was reached going up [0, size) or down [size, 2 size); 0 when it was not.
  const reached = new Uint8Array(2 * size);
  const queue = new Int32Array(2 * size * (HOPS + 1));
  const asked = new Uint8Array(size);
  const touched: number[] = [];

  const push = (node: number, left: number, tail: number): number => {
    if (reached[node] > left) return tail;
    reached[node] = left + 1;
    queue[tail] = node;
    return tail + 1;
  };

  /** Queues a server and all that call it, directly or not; how many there are. */
  const climb = (server: number): number => {
    let tail = push(server, HOPS, 0);
    for (let head = 0; head < tail; head++) {
      const s = queue[head];
      for (let k = callers.offsets[s]; k < callers.offsets[s + 1]; k++)
        tail = push(callers.targets[k], HOPS, tail);
    }
    return tail;
  };

  return {
    rack,
    kin(server, unwell, visit) {
      let tail = push(server + size, HOPS, push(server, HOPS, 0));
      // What `visit` said of each server met: 1 go on, 2 stop there.
      for (let head = 0; head < tail; head++) {
        const node = queue[head];
        const isDown = node >= size;
        const s = isDown ? node - size : node;
        if (asked[s] === 0) {
          asked[s] = s !== server && visit(s) ? 2 : 1;
          touched.push(s);
        }
        const left = reached[node] - 1;
        if (left === 0 || asked[s] === 2) continue;
        const lists = isDown ? callees : callers;
        for (let k = lists.offsets[s]; k < lists.offsets[s + 1]; k++) {
          const next = lists.targets[k];
          if (unwell[next] === 1) tail = push(next + size, HOPS, push(next, HOPS, tail));
          else tail = push(isDown ? next + size : next, left - 1, tail);
        }
      }
      for (const s of touched) {
        reached[s] = 0;
        reached[s + size] = 0;
        asked[s] = 0;
      }
      touched.length = 0;
    },
    neighbours(server, visit) {
      eachOf(callers, server, visit);
      eachOf(callees, server, visit);
    },
    callees: (server, visit) => eachOf(callees, server, visit),
    callers: (server, visit) => eachOf(callers, server, visit),
    dependents(server, marked) {
      let count = 0;
      const tail = climb(server);
      for (let k = 0; k < tail; k++) {
        const s = queue[k];
        if (s !== server && marked[s] === 1) count++;
        reached[s] = 0;
      }
      return count;
    },
    markDependents(server, marks) {
      const tail = climb(server);
      for (let k = 0; k < tail; k++) {
        const s = queue[k];
        if (s !== server) marks[s] = 1;
        reached[s] = 0;
      }
    },
  };
}

function eachOf(lists: Adjacency, server: number, visit: (server: number) => void): void {
  for (let k = lists.offsets[server]; k < lists.offsets[server + 1]; k++) visit(lists.targets[k]);
}
