/** Queues and saturation: how utilisation becomes waiting and errors. Source: M/M/2 mean response S ÷ (1 − ρ²), Kleinrock, Queueing Systems I, 1975. */

/** Utilisation up to here is taken as it is; above, a queue of bounded length keeps it below `RHO_MAX`. */
const RHO_LINEAR = 0.85;
const RHO_ROOM = 0.135;
/** Utilisation no server exceeds: waiting is at most about 33 service times. */
export const RHO_MAX = RHO_LINEAR + RHO_ROOM;

/** Offered load (any non-negative ratio) to the utilisation of a queue that sheds what it cannot hold; level and smooth towards `RHO_MAX`. */
export function utilisation(offered: number): number {
  if (offered <= RHO_LINEAR) return offered;
  const x = (offered - RHO_LINEAR) / RHO_ROOM;
  return RHO_LINEAR + (RHO_ROOM * x) / (1 + x);
}

/** Mean response time of an M/M/2 queue in seconds: `service` seconds of work at utilisation `rho` < 1. */
export function responseTime(service: number, rho: number): number {
  return service / (1 - rho * rho);
}

/** Share of requests refused by workers at utilisation `rho`: nothing below 0.9, 30 % at `RHO_MAX`. */
export function workerErrors(rho: number): number {
  const x = (rho - 0.9) / (RHO_MAX - 0.9);
  return x <= 0 ? 0 : 0.3 * x * x;
}

/** Share of requests that time out on a disk busy for `io` of the time: nothing below 0.92, 15 % at 0.985. */
export function diskErrors(io: number): number {
  const x = (io - 0.92) / 0.065;
  return x <= 0 ? 0 : x >= 1 ? 0.15 : 0.15 * x * x;
}

/** How far memory is short, 0–1: swapping begins at 92 % and is at its worst when full. */
export function memoryPressure(memory: number): number {
  return memory <= 0.92 ? 0 : (memory - 0.92) / 0.08;
}

/** How far a file system is short of space, 0–1, from 96 % full. */
export function spacePressure(disk: number): number {
  return disk <= 0.96 ? 0 : (disk - 0.96) / 0.04;
}

/** Two independent demands on one resource, each a ratio 0–1: 1 − (1 − a)(1 − b), never above 1. */
export function combine(a: number, b: number): number {
  return a + b - a * b;
}

/** p95 of a single exponential response over its mean: ln 20. */
export const OWN_TAIL = 2.9957;
/** p95 over mean for time spent in several callees: sums vary less than their parts. */
export const CALLEE_TAIL = 1.9;
