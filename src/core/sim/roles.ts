/** What the machines of each role are like: size, daemons, how much a request costs them, how busy they are kept. */
import type { Role, Service, Tier } from '../domain/fleet.ts';

/** Low and high end of a figure; a server draws its own by hash. */
export type Range = readonly [low: number, high: number];

/** What servers of one role have in common. */
export interface RoleProfile {
  readonly tier: Tier;
  readonly services: readonly Service[];
  /** Choices of system, cores, memory and largest file system in GiB; height in rack units. */
  readonly machine: {
    readonly os: readonly string[];
    readonly cores: readonly number[];
    readonly memory: readonly number[];
    readonly storage: readonly number[];
    readonly height: number;
  };
  /** Watts at rest and at full load. */
  readonly watts: Range;
  /** Processor and disk seconds of one request on an idle machine; bytes of the request and of its answer. */
  readonly request: {
    readonly cpu: number;
    readonly disk: number;
    readonly bytesIn: number;
    readonly bytesOut: number;
  };
  /** Utilisation of the workers at mean demand; memory and file system in use without load. */
  readonly use: { readonly workers: Range; readonly memory: Range; readonly disk: Range };
  /** Disk busy ratio at rest, and what mean demand adds. */
  readonly io: { readonly idle: number; readonly busy: number };
  /** Share of the work that follows user demand, 0–1; requests/s from outside the fleet when no server calls this one. */
  readonly demand: { readonly coupling: number; readonly own: number };
}

const DEBIAN = ['Debian 12', 'Ubuntu 24.04 LTS'] as const;
const ENTERPRISE = ['Rocky Linux 9.5', 'RHEL 9.5'] as const;

/** Every role there is; `other` is never simulated but keeps the table whole. */
export const ROLES = {
  proxy: {
    tier: 'edge',
    services: [
      { name: 'nginx', port: 443 },
      { name: 'keepalived', port: 112 },
    ],
    machine: { os: DEBIAN, cores: [8, 16], memory: [16, 32], storage: [200, 400], height: 1 },
    watts: [110, 290],
    request: { cpu: 0.0012, disk: 0.0001, bytesIn: 1800, bytesOut: 26_000 },
    use: { workers: [0.24, 0.34], memory: [0.42, 0.52], disk: [0.2, 0.42] },
    io: { idle: 0.03, busy: 0.05 },
    demand: { coupling: 1, own: 340 },
  },
  ingress: {
    tier: 'edge',
    services: [
      { name: 'ingress-nginx', port: 443 },
      { name: 'kubelet', port: 10250 },
    ],
    machine: { os: DEBIAN, cores: [8, 16], memory: [16, 32], storage: [200, 400], height: 1 },
    watts: [110, 280],
    request: { cpu: 0.0015, disk: 0.0001, bytesIn: 1500, bytesOut: 14_000 },
    use: { workers: [0.24, 0.34], memory: [0.42, 0.54], disk: [0.22, 0.42] },
    io: { idle: 0.03, busy: 0.05 },
    demand: { coupling: 1, own: 210 },
  },
  web: {
    tier: 'web',
    services: [
      { name: 'nginx', port: 80 },
      { name: 'php-fpm', port: 9000 },
    ],
    machine: { os: DEBIAN, cores: [8, 16], memory: [16, 32], storage: [250, 500], height: 1 },
    watts: [120, 330],
    request: { cpu: 0.012, disk: 0.0004, bytesIn: 1600, bytesOut: 24_000 },
    use: { workers: [0.27, 0.37], memory: [0.48, 0.6], disk: [0.2, 0.5] },
    io: { idle: 0.04, busy: 0.08 },
    demand: { coupling: 1, own: 160 },
  },
  api: {
    tier: 'api',
    services: [
      { name: 'node', port: 8080 },
      { name: 'envoy', port: 15001 },
    ],
    machine: {
      os: DEBIAN,
      cores: [8, 16, 24],
      memory: [16, 32, 64],
      storage: [200, 400],
      height: 1,
    },
    watts: [125, 340],
    request: { cpu: 0.009, disk: 0.0003, bytesIn: 2200, bytesOut: 7200 },
    use: { workers: [0.27, 0.38], memory: [0.46, 0.6], disk: [0.22, 0.48] },
    io: { idle: 0.03, busy: 0.06 },
    demand: { coupling: 1, own: 150 },
  },
  cache: {
    tier: 'cache',
    services: [
      { name: 'redis', port: 6379 },
      { name: 'redis-sentinel', port: 26379 },
    ],
    machine: { os: DEBIAN, cores: [4, 8], memory: [64, 128], storage: [200, 400], height: 1 },
    watts: [105, 260],
    request: { cpu: 0.0004, disk: 0.00005, bytesIn: 320, bytesOut: 2600 },
    use: { workers: [0.2, 0.3], memory: [0.58, 0.66], disk: [0.18, 0.36] },
    io: { idle: 0.03, busy: 0.05 },
    demand: { coupling: 1, own: 300 },
  },
  db: {
    tier: 'data',
    services: [
      { name: 'postgresql', port: 5432 },
      { name: 'pgbouncer', port: 6432 },
    ],
    machine: {
      os: ENTERPRISE,
      cores: [32, 48, 64],
      memory: [128, 256],
      storage: [2000, 4000, 8000],
      height: 2,
    },
    watts: [210, 620],
    request: { cpu: 0.0026, disk: 0.003, bytesIn: 900, bytesOut: 4800 },
    use: { workers: [0.28, 0.38], memory: [0.6, 0.67], disk: [0.36, 0.6] },
    io: { idle: 0.1, busy: 0.18 },
    demand: { coupling: 0.95, own: 120 },
  },
  queue: {
    tier: 'data',
    services: [
      { name: 'kafka', port: 9092 },
      { name: 'kraft-controller', port: 9093 },
    ],
    machine: { os: DEBIAN, cores: [16, 24], memory: [32, 64], storage: [2000, 4000], height: 2 },
    watts: [160, 420],
    request: { cpu: 0.0018, disk: 0.0012, bytesIn: 5200, bytesOut: 6400 },
    use: { workers: [0.22, 0.32], memory: [0.55, 0.64], disk: [0.34, 0.58] },
    io: { idle: 0.08, busy: 0.16 },
    demand: { coupling: 0.95, own: 60 },
  },
  storage: {
    tier: 'data',
    services: [
      { name: 'nfs-server', port: 2049 },
      { name: 'smbd', port: 445 },
    ],
    machine: {
      os: ENTERPRISE,
      cores: [8, 16],
      memory: [32, 64],
      storage: [24_000, 48_000],
      height: 4,
    },
    watts: [240, 520],
    request: { cpu: 0.0015, disk: 0.006, bytesIn: 30_000, bytesOut: 90_000 },
    use: { workers: [0.16, 0.26], memory: [0.5, 0.62], disk: [0.42, 0.64] },
    io: { idle: 0.1, busy: 0.16 },
    demand: { coupling: 0.85, own: 30 },
  },
  'k8s-master': {
    tier: 'kubernetes',
    services: [
      { name: 'kube-apiserver', port: 6443 },
      { name: 'etcd', port: 2379 },
    ],
    machine: { os: DEBIAN, cores: [8, 16], memory: [16, 32], storage: [200, 400], height: 1 },
    watts: [115, 300],
    request: { cpu: 0.006, disk: 0.0015, bytesIn: 1400, bytesOut: 6800 },
    use: { workers: [0.2, 0.28], memory: [0.48, 0.58], disk: [0.26, 0.46] },
    io: { idle: 0.09, busy: 0.06 },
    demand: { coupling: 0.35, own: 18 },
  },
  'k8s-worker': {
    tier: 'kubernetes',
    services: [
      { name: 'kubelet', port: 10250 },
      { name: 'containerd', port: 2376 },
    ],
    machine: { os: DEBIAN, cores: [16, 32], memory: [64, 128], storage: [400, 800], height: 1 },
    watts: [150, 430],
    request: { cpu: 0.014, disk: 0.0006, bytesIn: 1700, bytesOut: 9800 },
    use: { workers: [0.28, 0.39], memory: [0.52, 0.64], disk: [0.3, 0.56] },
    io: { idle: 0.06, busy: 0.1 },
    demand: { coupling: 1, own: 110 },
  },
  analytics: {
    tier: 'platform',
    services: [
      { name: 'clickhouse', port: 8123 },
      { name: 'superset', port: 8088 },
    ],
    machine: {
      os: DEBIAN,
      cores: [32, 48],
      memory: [128, 256],
      storage: [8000, 16_000],
      height: 2,
    },
    watts: [200, 580],
    request: { cpu: 0.045, disk: 0.012, bytesIn: 9000, bytesOut: 22_000 },
    use: { workers: [0.26, 0.36], memory: [0.54, 0.66], disk: [0.4, 0.62] },
    io: { idle: 0.1, busy: 0.16 },
    demand: { coupling: 0.7, own: 6 },
  },
  monitoring: {
    tier: 'platform',
    services: [
      { name: 'prometheus', port: 9090 },
      { name: 'alertmanager', port: 9093 },
      { name: 'grafana', port: 3000 },
    ],
    machine: { os: DEBIAN, cores: [8, 16], memory: [32, 64], storage: [1000, 2000], height: 1 },
    watts: [120, 310],
    request: { cpu: 0.02, disk: 0.004, bytesIn: 700, bytesOut: 16_000 },
    use: { workers: [0.2, 0.3], memory: [0.5, 0.62], disk: [0.36, 0.58] },
    io: { idle: 0.12, busy: 0.04 },
    demand: { coupling: 0.1, own: 3 },
  },
  backup: {
    tier: 'platform',
    services: [
      { name: 'bacula-sd', port: 9103 },
      { name: 'restic-rest', port: 8000 },
    ],
    machine: {
      os: ENTERPRISE,
      cores: [8, 16],
      memory: [16, 32],
      storage: [48_000, 96_000],
      height: 4,
    },
    watts: [220, 480],
    request: { cpu: 0.02, disk: 0.012, bytesIn: 60_000, bytesOut: 9000 },
    use: { workers: [0.14, 0.2], memory: [0.42, 0.52], disk: [0.5, 0.66] },
    io: { idle: 0.06, busy: 0.03 },
    demand: { coupling: 0.05, own: 1.2 },
  },
  mail: {
    tier: 'platform',
    services: [
      { name: 'postfix', port: 25 },
      { name: 'dovecot', port: 993 },
    ],
    machine: { os: DEBIAN, cores: [4, 8], memory: [8, 16], storage: [1000, 2000], height: 1 },
    watts: [95, 240],
    request: { cpu: 0.018, disk: 0.006, bytesIn: 22_000, bytesOut: 24_000 },
    use: { workers: [0.16, 0.26], memory: [0.44, 0.56], disk: [0.3, 0.56] },
    io: { idle: 0.05, busy: 0.08 },
    demand: { coupling: 0.8, own: 5 },
  },
  other: {
    tier: 'platform',
    services: [],
    machine: { os: DEBIAN, cores: [4, 8], memory: [8, 16], storage: [200, 400], height: 1 },
    watts: [95, 240],
    request: { cpu: 0.01, disk: 0.001, bytesIn: 2000, bytesOut: 6000 },
    use: { workers: [0.2, 0.3], memory: [0.42, 0.56], disk: [0.25, 0.5] },
    io: { idle: 0.04, busy: 0.06 },
    demand: { coupling: 0.8, own: 10 },
  },
} as const satisfies Record<Role, RoleProfile>;

/** Profile of a role, widened to what all of them share. */
export function profile(role: Role): RoleProfile {
  return ROLES[role];
}
