/** The fleet: servers, roles, tiers, racks, dependency links, and look-ups by index. */
import type { Metric } from './metrics.ts';

/** What a server does. Sources that cannot tell say `other`. */
export const ROLES = [
  'proxy',
  'ingress',
  'web',
  'api',
  'cache',
  'db',
  'queue',
  'storage',
  'k8s-master',
  'k8s-worker',
  'analytics',
  'monitoring',
  'backup',
  'mail',
  'other',
] as const;
export type Role = (typeof ROLES)[number];

/** Layers requests pass through, front to back; maps and layouts group by them in this order. */
export const TIERS = ['edge', 'web', 'api', 'cache', 'data', 'kubernetes', 'platform'] as const;
export type Tier = (typeof TIERS)[number];

/** A daemon on a server and the port it answers on. */
export interface Service {
  readonly name: string;
  readonly port: number;
}

/** Where a server stands. Units count from the bottom, 1-based. */
export interface Place {
  readonly site: string;
  readonly room: string;
  readonly row: string;
  readonly rack: string;
  readonly unit: number;
  readonly height: number;
}

/** Facts about people and papers, by locale; absent for servers nobody described. */
export interface Stewardship {
  readonly owner: string;
  readonly team: string;
  readonly city: string;
  readonly serial: string;
  readonly mac: string;
}

/** One machine. `index` is its column in every frame of the fleet. */
export interface Server {
  /** Stable id, `srv_001`; `name` is the host name people say. */
  readonly id: string;
  readonly index: number;
  readonly name: string;
  readonly role: Role;
  readonly tier: Tier;
  readonly services: readonly Service[];
  readonly ip: string;
  readonly os: string;
  readonly kernel: string;
  readonly cores: number;
  /** Bytes of memory. */
  readonly memory: number;
  /** Bytes of the largest file system. */
  readonly storage: number;
  readonly provider: string;
  readonly environment: string;
  readonly location: string;
  readonly place: Place | undefined;
  /** Epoch ms of the last boot, or `undefined` when unknown. */
  readonly bootedAt: number | undefined;
  readonly people: Stewardship | undefined;
}

/** `from` calls `to`: demand flows from → to, latency and errors flow to → from. Indices into `servers`. */
export interface Link {
  readonly from: number;
  readonly to: number;
  /** Calls to `to` per request served by `from`, in the calm state. */
  readonly fanOut: number;
  /** `call` carries requests; `replicate`, `backup` and `watch` move bytes beside them. */
  readonly kind: 'call' | 'replicate' | 'backup' | 'watch';
}

/** One cabinet and what feeds it. */
export interface Rack {
  readonly name: string;
  readonly site: string;
  readonly room: string;
  readonly row: string;
  /** Position in the row, 0-based. */
  readonly position: number;
  readonly units: number;
  /** Watts its feed can carry. */
  readonly powerLimit: number;
}

/** A fleet as a source describes it. Frames are [metric][server] in the order of these lists. */
export interface Fleet {
  readonly metrics: readonly Metric[];
  readonly servers: readonly Server[];
  readonly links: readonly Link[];
  readonly racks: readonly Rack[];
}

/** Number of series of a fleet, metrics × servers. */
export function seriesCount(fleet: Fleet): number {
  return fleet.metrics.length * fleet.servers.length;
}

/** Flat index of one series in a frame. */
export function seriesIndex(fleet: Fleet, metric: number, server: number): number {
  return metric * fleet.servers.length + server;
}

/** Column of the server with this name or id, -1 when there is none. */
export function serverIndex(fleet: Fleet, name: string): number {
  return fleet.servers.findIndex((server) => server.name === name || server.id === name);
}

/** Row of the metric with this id or PromQL name, -1 when the fleet has none. */
export function fleetMetric(fleet: Fleet, id: string): number {
  return fleet.metrics.findIndex((metric) => metric.id === id || metric.prom === id);
}
