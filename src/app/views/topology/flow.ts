/** What travels on the links: calls per second shared out by fan-out and scaled to what each callee measured. */
import type { Fleet } from '../../../core/domain/fleet.ts';
import { fleetMetric } from '../../../core/domain/fleet.ts';
import { type TopologyGraph, USERS } from './graph.ts';

/** The frame's values, [metric][server] in fleet order; NaN is a missing sample. */
export type Values = Float32Array;

/** Figures of one line; NaN where nothing is measured. */
export interface EdgeFigures {
  /** Requests per second. */
  readonly rate: number;
  /** p95 of the callee, seconds; of several callees the request-weighted mean. */
  readonly p95: number;
  /** Share of the requests that fail, 0–1. */
  readonly errors: number;
}

/** The same of every line of a graph, in its order. */
export interface FigureLists {
  readonly rate: Float64Array;
  readonly p95: Float64Array;
  readonly errors: Float64Array;
}

/** One metric of one server; NaN when the fleet does not measure it. */
export function sampleOf(fleet: Fleet, values: Values, metric: string, server: number): number {
  const m = fleetMetric(fleet, metric);
  return m < 0 ? NaN : values[m * fleet.servers.length + server];
}

/**
 * Requests per second on every link, in the order of `fleet.links`. A caller's rate × fan-out says how a callee's
 * requests divide over its callers; the sum is the callee's own measured rate where there is one. Links that are not
 * calls carry no requests: NaN.
 */
export function linkRates(fleet: Fleet, values: Values): Float64Array {
  const n = fleet.servers.length;
  const row = fleetMetric(fleet, 'request_rate');
  const rates = new Float64Array(fleet.links.length).fill(NaN);
  if (row < 0) return rates;
  const incoming = new Float64Array(n);
  for (let i = 0; i < rates.length; i++) {
    const { from, to, fanOut, kind } = fleet.links[i];
    const sent = values[row * n + from] * fanOut;
    if (kind !== 'call' || Number.isNaN(sent)) continue;
    rates[i] = sent;
    incoming[to] += sent;
  }
  for (let i = 0; i < rates.length; i++) {
    const { to } = fleet.links[i];
    const measured = values[row * n + to];
    if (!Number.isNaN(rates[i]) && measured >= 0 && incoming[to] > 0)
      rates[i] *= measured / incoming[to];
  }
  return rates;
}

/** Figures of every line of a graph. `users` lines carry what their entry servers serve. */
export function edgeFigures(fleet: Fleet, graph: TopologyGraph, values: Values): FigureLists {
  const rates = linkRates(fleet, values);
  const n = fleet.servers.length;
  const { edges, nodeOf, entries } = graph;
  const latencies = fleetMetric(fleet, 'latency_p95');
  const failures = fleetMetric(fleet, 'error_ratio');
  const served = fleetMetric(fleet, 'request_rate');
  const lists: FigureLists = {
    rate: new Float64Array(edges.count).fill(NaN),
    p95: new Float64Array(edges.count).fill(NaN),
    errors: new Float64Array(edges.count).fill(NaN),
  };
  /** Servers users reach first, by node; nobody where requests are not measured. */
  const reached = new Map<number, number[]>();
  for (const s of served < 0 ? [] : entries) {
    const list = reached.get(nodeOf[s]);
    if (list) list.push(s);
    else reached.set(nodeOf[s], [s]);
  }
  const sum = new Weighted();
  const add = (rate: number, server: number) =>
    sum.add(
      rate,
      latencies < 0 ? NaN : values[latencies * n + server],
      failures < 0 ? NaN : values[failures * n + server],
    );
  for (let e = 0; e < edges.count; e++) {
    if (edges.kind[e] === USERS)
      for (const s of reached.get(edges.to[e]) ?? []) add(values[served * n + s], s);
    else
      for (let k = edges.start[e]; k < edges.start[e + 1]; k++)
        add(rates[edges.links[k]], fleet.links[edges.links[k]].to);
    sum.flush(lists, e);
  }
  return lists;
}

/** Figures of one line. */
export function figuresAt({ rate, p95, errors }: FigureLists, edge: number): EdgeFigures {
  return { rate: rate[edge], p95: p95[edge], errors: errors[edge] };
}

/** Means weighted by requests. */
class Weighted {
  #rate = 0;
  #seen = 0;
  #p95 = 0;
  #p95Weight = 0;
  #errors = 0;
  #errorWeight = 0;

  add(rate: number, p95: number, errors: number): void {
    if (Number.isNaN(rate)) return;
    this.#seen++;
    this.#rate += rate;
    if (!Number.isNaN(p95)) {
      this.#p95 += rate * p95;
      this.#p95Weight += rate;
    }
    if (!Number.isNaN(errors)) {
      this.#errors += rate * errors;
      this.#errorWeight += rate;
    }
  }

  /** Writes the means and begins anew. */
  flush(lists: FigureLists, at: number): void {
    if (this.#seen > 0) lists.rate[at] = this.#rate;
    if (this.#p95Weight > 0) lists.p95[at] = this.#p95 / this.#p95Weight;
    if (this.#errorWeight > 0) lists.errors[at] = this.#errors / this.#errorWeight;
    this.#rate = 0;
    this.#seen = 0;
    this.#p95 = 0;
    this.#p95Weight = 0;
    this.#errors = 0;
    this.#errorWeight = 0;
  }
}

/** Steps of a line's width. */
export const FLOW_STEPS = 5;

/** Width step 0 … 4 of a flow, logarithmic below the largest one; 0 when it is not measured. */
export function flowStep(rate: number, largest: number): number {
  if (!(rate > 0) || !(largest > 0)) return 0;
  const decades = Math.log10(largest / rate);
  return Math.max(0, Math.min(FLOW_STEPS - 1, FLOW_STEPS - 1 - Math.floor(decades / 0.5)));
}
