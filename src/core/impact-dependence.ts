/** Who depends on what over links: hops against the calls, and the share of a server's requests that touch something lost. */
import type { Fleet } from './domain/fleet.ts';
import { type Adjacency, makeAdjacency } from './numeric/adjacency.ts';

/** Look-ups over a fleet's links. Not reentrant: buffers are shared by its calls. */
export interface Dependence {
  /**
   * Fills in place: `hops` of servers that depend on those with hop 0 (against calls, along replication), and `shares`, the share of
   * a server's requests that need one whose share is 1. A request misses a callee with probability (1 − share)^calls; below one call
   * per request the fan-out is the chance that it is made.
   */
  spread(hops: Int16Array, shares: Float32Array): void;
  /** Whether a server copies from one whose state is at least `least`. */
  isCopyOf(server: number, states: Uint8Array, least: number): boolean;
  /** Servers that call others and that nobody calls: requests enter through them. Without any call, everybody. */
  readonly entries: Int32Array;
}

/** Builds the look-ups; links that watch or back up make nobody depend. */
export function makeDependence(fleet: Fleet): Dependence {
  const size = fleet.servers.length;
  const calls: { readonly from: number[]; readonly to: number[]; readonly fanOut: number[] } = {
    from: [],
    to: [],
    fanOut: [],
  };
  const copies: { readonly from: number[]; readonly to: number[] } = { from: [], to: [] };
  for (const { from, to, fanOut, kind } of fleet.links) {
    if (kind === 'call') calls.fanOut.push(fanOut);
    const list = kind === 'call' ? calls : kind === 'replicate' ? copies : undefined;
    list?.from.push(from);
    list?.to.push(to);
  }
  const callers = makeAdjacency(size, calls.to, calls.from);
  const callees = makeAdjacency(size, calls.from, calls.to);
  const replicas = makeAdjacency(size, copies.from, copies.to);
  const originals = makeAdjacency(size, copies.to, copies.from);
  const fanOut = new Float64Array(calls.from.length);
  const next = callees.offsets.slice(0, size);
  for (let k = 0; k < fanOut.length; k++) fanOut[next[calls.from[k]]++] = calls.fanOut[k];
  const order = calleesFirst(size, callees);
  const queue = new Int32Array(size);
  const all = Int32Array.from({ length: size }, (_, s) => s);
  const entries = all.filter(
    (s) =>
      callers.offsets[s] === callers.offsets[s + 1] && callees.offsets[s] < callees.offsets[s + 1],
  );

  return {
    entries: entries.length > 0 ? entries : all,
    spread(hops, shares) {
      let tail = 0;
      for (let s = 0; s < size; s++) if (hops[s] === 0) queue[tail++] = s;
      for (let head = 0; head < tail; head++) {
        const s = queue[head];
        for (let lists = callers, n = 0; n < 2; lists = replicas, n++) {
          for (let k = lists.offsets[s]; k < lists.offsets[s + 1]; k++) {
            const next = lists.targets[k];
            if (hops[next] >= 0) continue;
            hops[next] = hops[s] + 1;
            queue[tail++] = next;
          }
        }
      }
      for (let i = 0; i < size; i++) {
        const s = order[i];
        if (hops[s] <= 0) continue;
        let miss = 1;
        for (let k = callees.offsets[s]; k < callees.offsets[s + 1]; k++) {
          const p = shares[callees.targets[k]];
          if (p > 0) miss *= fanOut[k] < 1 ? 1 - fanOut[k] * p : (1 - p) ** fanOut[k];
        }
        shares[s] = 1 - miss;
      }
    },
    isCopyOf(server, states, least) {
      for (let k = originals.offsets[server]; k < originals.offsets[server + 1]; k++)
        if (states[originals.targets[k]] >= least) return true;
      return false;
    },
  };
}

/** Every server once, callees before their callers (the order a depth-first walk leaves them in); a cycle is cut where it closes. */
function calleesFirst(size: number, { offsets, targets }: Adjacency): Int32Array {
  const order = new Int32Array(size);
  const next = offsets.slice(0, size);
  const isSeen = new Uint8Array(size);
  const path = new Int32Array(size);
  let filled = 0;
  for (let root = 0; root < size; root++) {
    if (isSeen[root] === 1) continue;
    isSeen[root] = 1;
    path[0] = root;
    for (let depth = 0; depth >= 0; ) {
      const s = path[depth];
      if (next[s] === offsets[s + 1]) {
        order[filled++] = s;
        depth--;
        continue;
      }
      const callee = targets[next[s]++];
      if (isSeen[callee] === 1) continue;
      isSeen[callee] = 1;
      path[++depth] = callee;
    }
  }
  return order;
}
