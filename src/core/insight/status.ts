/** Server status from presence, alerts and values, and the fleet's figures of a tick. */
import type { Fleet } from '../domain/fleet.ts';
import { STATUS, type Status } from '../domain/incident.ts';
import type { FleetFigures } from '../domain/snapshot.ts';
import { WARNING_POINTS } from './health.ts';

/** Position of a status in `STATUS`, as snapshots store it. */
export function statusCode(status: Status): number {
  return STATUS.indexOf(status);
}

const OK = statusCode('ok');
const WARN = statusCode('warn');
const CRIT = statusCode('crit');
const OFF = statusCode('off');
const UNKNOWN = statusCode('unk');

/**
 * Status of one server. Presence outranks all: what does not answer is off, what sends nothing is unknown, never OK.
 * @param isReachable whether it answers probes
 * @param isSilent whether its newest sample is older than four steps, or there never was one
 * @param firing worst severity among firing alerts: 0 none, 1 info, 2 warning, 3 critical; `pending` alike
 * @param dearest points the worst single metric costs
 */
export function statusOf(
  isReachable: boolean,
  isSilent: boolean,
  firing: number,
  pending: number,
  dearest: number,
): number {
  if (!isReachable) return OFF;
  if (isSilent) return UNKNOWN;
  if (firing === 3) return CRIT;
  if (firing === 2 || pending === 3 || dearest >= WARNING_POINTS) return WARN;
  return OK;
}

/** Figures when nothing is measured. */
export const NO_FIGURES: FleetFigures = {
  health: Number.NaN,
  throughput: Number.NaN,
  latencyP95: Number.NaN,
  errorRatio: Number.NaN,
};

/** Servers that requests enter through: those no other server calls. */
export function entryServers(fleet: Fleet): Int32Array {
  const called = new Set(fleet.links.filter((link) => link.kind === 'call').map((link) => link.to));
  const callers = new Set(
    fleet.links.filter((link) => link.kind === 'call').map((link) => link.from),
  );
  const entries = fleet.servers.map((server) => server.index).filter((s) => !called.has(s));
  // Servers without any call link (mail, backup) serve nobody's requests, unless there are no links at all.
  const linked = entries.filter((s) => callers.has(s));
  return Int32Array.from(linked.length > 0 ? linked : entries);
}

/** Computes the fleet's figures; call once per tick. */
export type FiguresOf = (values: Float32Array, health: Float32Array) => FleetFigures;

/** Prepares the figures of a fleet; those whose metric it lacks stay NaN. */
export function makeFigures(fleet: Fleet): FiguresOf {
  const servers = fleet.servers.length;
  const entries = entryServers(fleet);
  const row = (id: string): number =>
    fleet.metrics.findIndex((metric) => metric.id === id) * servers;
  const rate = row('request_rate');
  const latency = row('latency_p95');
  const errors = row('error_ratio');

  return (values, health) => {
    let sum = 0;
    let count = 0;
    for (let s = 0; s < servers; s++) {
      if (Number.isNaN(health[s])) continue;
      sum += health[s];
      count++;
    }
    let requests = 0;
    let slow = 0;
    let slowRequests = 0;
    let failed = 0;
    let failedRequests = 0;
    for (let k = 0; k < entries.length; k++) {
      const s = entries[k];
      const r = rate < 0 ? Number.NaN : values[rate + s];
      if (Number.isNaN(r)) continue;
      requests += r;
      const p95 = latency < 0 ? Number.NaN : values[latency + s];
      if (!Number.isNaN(p95)) {
        slow += r * p95;
        slowRequests += r;
      }
      const ratio = errors < 0 ? Number.NaN : values[errors + s];
      if (!Number.isNaN(ratio)) {
        failed += r * ratio;
        failedRequests += r;
      }
    }
    return {
      health: count > 0 ? sum / count : Number.NaN,
      throughput: rate < 0 ? Number.NaN : requests,
      latencyP95: slowRequests > 0 ? slow / slowRequests : Number.NaN,
      errorRatio: failedRequests > 0 ? failed / failedRequests : Number.NaN,
    };
  };
}
