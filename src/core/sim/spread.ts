/** How a fault travels: extra or missing requests down the call links, waiting and errors up them, each hop some seconds later. */
import type { Server } from '../domain/fleet.ts';
import { type EpochMs, type Ms, SECOND } from '../domain/time.ts';
import { uniform } from '../numeric/hash.ts';
import { CHANNELS, type Fault, FX, lateness, writeEffect } from './effects.ts';
import type { FaultKind } from './faults.ts';
import type { CallGraph } from './graph.ts';
import { combine, OWN_TAIL } from './physics.ts';
import { computeStrain, makeStrain } from './strain.ts';
import { calmOwnTime, coupled, type Traits } from './traits.ts';

/** A fault before it is spread. */
export interface Aim {
  readonly kind: FaultKind;
  readonly target: string;
  /** Servers hit directly. */
  readonly servers: readonly number[];
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly key: number;
}

/** Share of a callee's errors a caller cannot mend by trying again. */
const UNMENDED = 0.78;
/** The same while peers of a lost callee answer: health checks take it out of rotation. */
const UNMENDED_WITH_PEERS = 0.2;
/** p95 at which half of what can time out does, seconds. */
const PATIENCE = 1.2;
/** Seconds a caller loses on a callee that does not answer. */
const CONNECT_WAIT = 0.25;
/** Database requests per cache request during a stampede: a miss costs more than one, and all who wait ask again. */
const MISSES = 2.4;

/** Effects smaller than these are not worth carrying: seconds, ratio, multiple. */
const LEAST_WAIT = 0.0003;
const LEAST_ERRORS = 0.001;
const LEAST_DEMAND = 0.01;

function hop(key: number, from: number, to: number): Ms {
  return 4 * SECOND + Math.floor(12 * SECOND * uniform(key, from, to));
}

/** How far a callee asked `fanOut` times per request shows in the caller's p95: little below one request in twenty, all of it above one in three. */
function tailShare(fanOut: number): number {
  const q = Math.min(1, fanOut);
  return (q * q) / (q * q + 0.01);
}

/** Tails of several callees: slow answers seldom coincide, so they join as standard deviations do. */
function together(a: number, b: number): number {
  return Math.sqrt(a * a + b * b);
}

/**
 * Spreads a fault over the fleet at the demand of its onset.
 * @param demand of a server's site at the onset, in multiples of the mean
 */
export function spreadFault(
  traits: Traits,
  graph: CallGraph,
  servers: readonly Server[],
  demand: (s: number) => number,
  aim: Aim,
): Fault {
  const { kind, key } = aim;
  const size = graph.size;
  const rows = new Float64Array(size * CHANNELS);
  const delay = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const gone = new Uint8Array(size);
  for (const s of aim.servers) {
    writeEffect(kind.effect, kind.dark, rows, s * CHANNELS);
    delay[s] = 0;
    if (kind.dark === 'gone') gone[s] = 1;
  }
  if (kind.spread !== 'none') {
    if (kind.spread === 'misses') addMisses(traits, graph, servers, aim, rows, delay);
    if (kind.spread === 'outage') moveToPeers(traits, graph, servers, aim, gone, rows, delay);
    pushDown(traits, graph, key, gone, rows, delay);
    pullUp(traits, graph, servers, demand, key, gone, rows, delay);
  }

  const reached: number[] = [];
  let latest = 0;
  for (let s = 0; s < size; s++) {
    const row = s * CHANNELS;
    const felt =
      delay[s] === 0 ||
      rows[row + FX.wait] > LEAST_WAIT ||
      rows[row + FX.errors] > LEAST_ERRORS ||
      Math.abs(rows[row + FX.demand]) > LEAST_DEMAND;
    if (!felt || !Number.isFinite(delay[s])) continue;
    reached.push(s);
    latest = Math.max(latest, delay[s]);
  }
  const kept = new Float64Array(reached.length * CHANNELS);
  reached.forEach((s, i) => {
    kept.set(rows.subarray(s * CHANNELS, (s + 1) * CHANNELS), i * CHANNELS);
  });
  return {
    kind,
    target: aim.target,
    start: aim.start,
    end: aim.end,
    key,
    until: aim.end + kind.recovery + lateness(kind, latest) + latest,
    reached: Int32Array.from(reached),
    delays: Float64Array.from(reached, (s) => delay[s]),
    rows: kept,
  };
}

/** What a cache no longer answers its callers ask of their databases. */
function addMisses(
  traits: Traits,
  graph: CallGraph,
  servers: readonly Server[],
  aim: Aim,
  rows: Float64Array,
  delay: Float64Array,
): void {
  for (const cache of aim.servers) {
    for (let k = graph.callerStart[cache]; k < graph.callerStart[cache + 1]; k++) {
      const caller = graph.from[k];
      const databases = callees(graph, caller).filter((v) => servers[v].role === 'db');
      for (const v of databases) {
        const extra = (traits.weight[caller] * graph.callerFanOut[k] * MISSES) / databases.length;
        rows[v * CHANNELS + FX.demand] += extra / traits.weight[v];
        delay[v] = Math.min(delay[v], hop(aim.key, cache, v) / 2);
      }
    }
  }
}

/** Requests to a lost server go to its peers, the other callees of the same role. */
function moveToPeers(
  traits: Traits,
  graph: CallGraph,
  servers: readonly Server[],
  aim: Aim,
  gone: Uint8Array,
  rows: Float64Array,
  delay: Float64Array,
): void {
  for (const lost of aim.servers) {
    for (let k = graph.callerStart[lost]; k < graph.callerStart[lost + 1]; k++) {
      const caller = graph.from[k];
      if (gone[caller]) continue;
      const peers = callees(graph, caller).filter(
        (v) => v !== lost && !gone[v] && servers[v].role === servers[lost].role,
      );
      for (const v of peers) {
        rows[v * CHANNELS + FX.demand] +=
          (traits.weight[caller] * graph.callerFanOut[k]) / peers.length / traits.weight[v];
        delay[v] = Math.min(delay[v], hop(aim.key, lost, v));
      }
    }
  }
}

/** Callers first: more or fewer requests at a server mean more or fewer at its callees; a lost server sends none. */
function pushDown(
  traits: Traits,
  graph: CallGraph,
  key: number,
  gone: Uint8Array,
  rows: Float64Array,
  delay: Float64Array,
): void {
  for (let i = 0; i < graph.size; i++) {
    const s = graph.order[i];
    if (!Number.isFinite(delay[s])) continue;
    const change = gone[s] ? -1 : rows[s * CHANNELS + FX.demand];
    if (Math.abs(change) < LEAST_DEMAND) continue;
    for (let k = graph.start[s]; k < graph.start[s + 1]; k++) {
      const v = graph.to[k];
      rows[v * CHANNELS + FX.demand] +=
        (change * traits.weight[s] * graph.fanOut[k]) / traits.weight[v];
      delay[v] = Math.min(delay[v], delay[s] + hop(key, s, v) / 2);
    }
  }
}

/** Callees first: what a server takes longer, and what it fails, its callers wait for and see. */
function pullUp(
  traits: Traits,
  graph: CallGraph,
  servers: readonly Server[],
  demand: (s: number) => number,
  key: number,
  gone: Uint8Array,
  rows: Float64Array,
  delay: Float64Array,
): void {
  const h = makeStrain();
  const mean = new Float64Array(graph.size);
  const tail = new Float64Array(graph.size);
  const errors = new Float64Array(graph.size);
  for (let i = graph.size - 1; i >= 0; i--) {
    const s = graph.order[i];
    const row = s * CHANNELS;
    if (gone[s]) continue;
    let wait = 0;
    let slowest = 0;
    let failing = 0;
    for (let k = graph.start[s]; k < graph.start[s + 1]; k++) {
      const v = graph.to[k];
      const fanOut = graph.fanOut[k];
      const asked = Math.min(1, fanOut);
      if (gone[v]) {
        const peers = callees(graph, s).some(
          (w) => w !== v && !gone[w] && servers[w].role === servers[v].role,
        );
        const unmended = peers ? UNMENDED_WITH_PEERS : UNMENDED;
        failing = combine(failing, unmended * asked);
        wait += unmended * fanOut * CONNECT_WAIT;
        slowest = together(slowest, tailShare(unmended * fanOut) * 2 * CONNECT_WAIT);
      } else if (mean[v] > LEAST_WAIT || errors[v] > LEAST_ERRORS) {
        failing = combine(failing, UNMENDED * asked * errors[v]);
        wait += fanOut * mean[v];
        slowest = together(slowest, tailShare(fanOut) * tail[v]);
      } else continue;
      delay[s] = Math.min(delay[s], (gone[v] ? 0 : delay[v]) + hop(key, v, s));
    }
    if (!Number.isFinite(delay[s])) continue;
    failing = combine(
      failing,
      (0.25 * slowest * slowest) / (slowest * slowest + PATIENCE * PATIENCE),
    );
    rows[row + FX.wait] += wait;
    rows[row + FX.tail] += slowest;
    rows[row + FX.errors] = combine(rows[row + FX.errors], failing);
    // Some users and callers give up.
    rows[row + FX.demand] -= 0.35 * failing;

    const d = coupled(traits, s, demand(s));
    h.demand = d;
    h.calmMemory = traits.memoryUse[s];
    h.calmDisk = traits.diskUse[s];
    h.calmIo = Math.min(0.9, traits.diskIdle[s] + traits.diskBusy[s] * d);
    computeStrain(traits, s, rows, row, h);
    const own = Math.max(0, h.ownTime - calmOwnTime(traits, s, demand(s)));
    mean[s] = own + rows[row + FX.wait];
    tail[s] = OWN_TAIL * own + rows[row + FX.tail];
    errors[s] = combine(h.ownErrors, rows[row + FX.errors]);
  }
}

function callees(graph: CallGraph, s: number): readonly number[] {
  return [...graph.to.subarray(graph.start[s], graph.start[s + 1])];
}
