/** The call graph in typed arrays: callees and callers of each server, and an order in which callers come before callees. */
import type { Link } from '../domain/fleet.ts';

/** Compressed rows: the callees of `s` are `to[start[s] … start[s + 1])`, likewise for callers. Only `call` links. */
export interface CallGraph {
  readonly size: number;
  readonly start: Int32Array;
  readonly to: Int32Array;
  readonly fanOut: Float64Array;
  readonly callerStart: Int32Array;
  readonly from: Int32Array;
  readonly callerFanOut: Float64Array;
  /** Every server once, callers before their callees. */
  readonly order: Int32Array;
}

/** Builds the graph of a fleet's call links. @throws Error when they contain a cycle, which the roster's rules exclude */
export function callGraph(size: number, links: readonly Link[]): CallGraph {
  const calls = links.filter((link) => link.kind === 'call');
  const start = new Int32Array(size + 1);
  const callerStart = new Int32Array(size + 1);
  for (const { from, to } of calls) {
    start[from + 1]++;
    callerStart[to + 1]++;
  }
  for (let s = 0; s < size; s++) {
    start[s + 1] += start[s];
    callerStart[s + 1] += callerStart[s];
  }
  const to = new Int32Array(calls.length);
  const fanOut = new Float64Array(calls.length);
  const from = new Int32Array(calls.length);
  const callerFanOut = new Float64Array(calls.length);
  const next = start.slice();
  const nextCaller = callerStart.slice();
  for (const link of calls) {
    const i = next[link.from]++;
    to[i] = link.to;
    fanOut[i] = link.fanOut;
    const k = nextCaller[link.to]++;
    from[k] = link.from;
    callerFanOut[k] = link.fanOut;
  }

  // Kahn's algorithm; the queue itself becomes the order.
  const order = new Int32Array(size);
  const open = new Int32Array(size);
  let filled = 0;
  for (let s = 0; s < size; s++) {
    open[s] = callerStart[s + 1] - callerStart[s];
    if (open[s] === 0) order[filled++] = s;
  }
  for (let i = 0; i < filled; i++) {
    const s = order[i];
    for (let k = start[s]; k < start[s + 1]; k++) {
      open[to[k]]--;
      if (open[to[k]] === 0) order[filled++] = to[k];
    }
  }
  if (filled < size) throw new Error('call links form a cycle');
  return { size, start, to, fanOut, callerStart, from, callerFanOut, order };
}
