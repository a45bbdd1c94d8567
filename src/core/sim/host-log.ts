/** Log lines of a simulated server: routine by role, and what daemons write while a fault hits them or something they call. Always English, as logs are. */
import type { Role } from '../domain/fleet.ts';
import { type EpochMs, type Ms, SECOND } from '../domain/time.ts';
import { hash32, uniform } from '../numeric/hash.ts';
import { type Fault, reachedAt } from './effects.ts';
import { activeFaults } from './host-facts.ts';
import type { World } from './world.ts';

export interface LogLine {
  readonly t: EpochMs;
  readonly level: 'info' | 'warning' | 'error';
  readonly service: string;
  readonly message: string;
}

type Template = readonly [level: LogLine['level'], service: string, message: string];

/** Lines are drawn per slot, so that a window reads the same however it is asked for. */
const SLOT: Ms = 4 * SECOND;
const ROUTINE_SHARE = 0.12;
const TROUBLE_SHARE = 0.6;
/** Slots looked at per call at most: about 11 hours. */
const MAX_SLOTS = 10_000;

const COMMON: readonly Template[] = [
  ['info', 'systemd', 'Started Session {n} of User ops.'],
  ['info', 'chronyd', 'Selected source 203.248.240.140 (kr.pool.ntp.org)'],
  ['info', 'sshd', 'Accepted publickey for ops from 192.168.1.{b} port {p} ssh2: ED25519'],
  ['info', 'CRON', '(root) CMD (/usr/lib/sysstat/debian-sa1 1 1)'],
];

const ROUTINE: Partial<Record<Role, readonly Template[]>> = {
  proxy: [
    ['info', 'nginx', '192.168.1.{b} "GET /api/items?page={s} HTTP/2.0" 200 {n}'],
    ['info', 'keepalived', 'VRRP_Instance(VI_1) priority unchanged, state MASTER'],
  ],
  ingress: [['info', 'ingress-nginx', '"GET /v2/catalog/{s} HTTP/2.0" 200 {n} upstream ok']],
  web: [
    ['info', 'nginx', '"GET /products/{n} HTTP/1.1" 200 {p}'],
    ['info', 'php-fpm', 'pool www: {s} children active'],
  ],
  api: [
    ['info', 'node', 'request completed status=200 route=/v1/orders/{n} duration_ms={s}'],
    ['info', 'envoy', 'cluster healthy, {s} endpoints'],
  ],
  cache: [
    ['info', 'redis', 'Background saving terminated with success'],
    ['info', 'redis', 'DB 0: {n} keys ({p} volatile) in 1048576 slots HT.'],
  ],
  db: [
    ['info', 'postgresql', 'checkpoint complete: wrote {n} buffers; write={s}.{b} s'],
    ['info', 'postgresql', 'automatic vacuum of table "shop.orders": pages: 0 removed, {n} remain'],
  ],
  queue: [['info', 'kafka', '[Log partition=orders-{s}] Rolled new log segment at offset {n}']],
  'k8s-master': [
    ['info', 'kube-apiserver', 'Trace: "List" url:/api/v1/pods (total time: {s}ms)'],
    ['info', 'etcd', 'finished scheduled compaction at revision {n}'],
  ],
  'k8s-worker': [
    ['info', 'kubelet', 'SyncLoop (PLEG): pod "shop/checkout-{n}" event ContainerStarted'],
  ],
  storage: [['info', 'nfs-server', 'client 192.168.1.{b} mounted /export/shared']],
  analytics: [['info', 'clickhouse', 'Merged 6 parts: {n} rows, {s} MiB']],
  monitoring: [
    ['info', 'prometheus', 'Head GC completed duration={s}ms'],
    ['info', 'alertmanager', 'gossip settled; proceeding'],
  ],
  backup: [['info', 'bacula-sd', 'Volume "Daily-{b}" has {n} MB, ready to append']],
  mail: [
    ['info', 'postfix', 'queue {n} removed'],
    ['info', 'dovecot', 'imap-login: Login: user=<user{b}>'],
  ],
};

/** What a server hit directly writes; `*` stands for the first of its services. */
const TROUBLE: Readonly<Record<string, readonly Template[]>> = {
  cpu: [
    ['warning', 'kernel', 'sched: report-export used {s}s of CPU in the last 60s'],
    ['warning', '*', 'worker pool saturated, {s} requests queued'],
  ],
  leak: [
    ['warning', '*', 'heap usage grew by {s} MB since last collection'],
    ['error', 'kernel', 'Memory cgroup out of memory: task {p} considered'],
  ],
  'disk-fill': [
    ['warning', 'systemd-journald', 'Disk space low, {s} MB left in /var'],
    ['error', '*', 'write failed: No space left on device (28)'],
  ],
  'disk-io': [
    ['warning', 'kernel', 'INFO: task jbd2/nvme0n1p2:{p} blocked for more than 20 seconds.'],
    ['warning', '*', 'sync took {s}00 ms, expected less than 1000 ms'],
    ['info', 'backup', 'base backup streaming, {n} MB sent'],
  ],
  'slow-queries': [
    [
      'warning',
      '*',
      'duration: {n}.{b} ms  execute: SELECT o.* FROM orders o JOIN items i ON o.id = i.order_id WHERE i.note ILIKE $1',
    ],
    ['warning', '*', 'process {p} still waiting for ShareLock on transaction {n}'],
  ],
  'net-loss': [
    ['warning', 'kernel', 'eth0: rx_missed_errors {n}'],
    ['error', '*', 'connection reset by peer (104), attempt {b}'],
  ],
  stampede: [
    ['warning', '*', 'evicted {n} keys in the last second'],
    ['warning', '*', 'hit ratio fell to 0.{b}'],
  ],
  surge: [
    ['warning', '*', '{n} worker_connections are not enough, reusing connections'],
    ['info', '*', 'rate limit zone "global" delayed {s} requests'],
  ],
  'bad-deploy': [
    [
      'error',
      '*',
      "TypeError: Cannot read properties of undefined (reading 'price') at applyDiscount",
    ],
    ['error', '*', 'request failed status=500 route=/v1/orders/{n}'],
    ['info', 'deploy', 'release 2026.{b}.{s} active'],
  ],
  noisy: [
    ['warning', 'kernel', 'clocksource: steal time {s}% over the last 10s'],
    ['warning', '*', 'slow response: {n} ms'],
  ],
  thermal: [
    [
      'error',
      'kernel',
      'CPU{b}: Core temperature above threshold, cpu clock throttled (total events = {n})',
    ],
  ],
};

/** What a server writes while something it calls is in trouble; `@` stands for that server. */
const DOWNSTREAM: readonly Template[] = [
  ['error', '*', 'upstream timed out (110: Connection timed out) while reading response from @'],
  ['warning', '*', 'call to @ took {n} ms'],
  ['warning', '*', 'retrying request to @ (attempt 2 of 3)'],
];

/**
 * Lines server `s` wrote in [from, to], oldest first; when there are more than `limit`, the newest. At most the last 10,000 slots of
 * 4 s are looked at. A host that is down or silent delivers none for that time.
 */
export function hostLogs(
  world: World,
  s: number,
  from: EpochMs,
  to: EpochMs,
  limit = 100,
): readonly LogLine[] {
  const server = world.fleet.servers[s];
  const lines: LogLine[] = [];
  const lastSlot = Math.floor(to / SLOT);
  const firstSlot = Math.max(Math.floor(from / SLOT), lastSlot - MAX_SLOTS);
  for (let slot = lastSlot; slot >= firstSlot && lines.length < limit; slot--) {
    const t = slot * SLOT + (hash32(world.seed, s, slot, 1) % SLOT);
    if (t < from || t > to) continue;
    const faults = activeFaults(world, s, t);
    if (faults.some((fault) => isDark(fault, s))) continue;
    const trouble = faults.find((fault) => fault.kind.dark === 'no' || !hits(fault, s));
    const share = uniform(world.seed, s, slot, 2);
    let templates: readonly Template[] | undefined;
    let culprit = '';
    if (trouble !== undefined && share < TROUBLE_SHARE) {
      if (hits(trouble, s)) templates = TROUBLE[trouble.kind.id];
      else {
        culprit = calleeReached(world, trouble, s);
        if (culprit !== '') templates = DOWNSTREAM;
      }
    } else if (share > 1 - ROUTINE_SHARE) {
      templates = [...(ROUTINE[server.role] ?? []), ...COMMON];
    }
    if (templates === undefined || templates.length === 0) continue;
    const [level, service, message] = templates[hash32(world.seed, s, slot, 3) % templates.length];
    const first = server.services.at(0)?.name ?? 'kernel';
    lines.push({
      t,
      level,
      service: service === '*' ? first : service,
      message: fill(message, culprit, hash32(world.seed, s, slot, 4)),
    });
  }
  return lines.reverse();
}

function hits(fault: Fault, s: number): boolean {
  return fault.delays[reachedAt(fault, s)] === 0;
}

function isDark(fault: Fault, s: number): boolean {
  return fault.kind.dark !== 'no' && hits(fault, s);
}

/** Name of a server that `s` calls and `fault` reaches; empty when there is none. */
function calleeReached(world: World, fault: Fault, s: number): string {
  const { graph, fleet } = world;
  for (let k = graph.start[s]; k < graph.start[s + 1]; k++) {
    if (reachedAt(fault, graph.to[k]) >= 0) return fleet.servers[graph.to[k]].name;
  }
  return '';
}

/** {b} 10–99, {s} 2–900, {n} 1,000–65,535, {p} a port or process number. */
function fill(message: string, culprit: string, h: number): string {
  return message
    .replace('@', culprit)
    .replace('{b}', String(10 + (h % 90)))
    .replace('{s}', String(2 + ((h >>> 7) % 899)))
    .replaceAll('{n}', String(1000 + ((h >>> 3) % 64_536)))
    .replace('{p}', String(1024 + ((h >>> 11) % 60_000)));
}
