/** The fault catalogue: what each kind does to the servers it hits, how it comes and goes, and how it spreads. */
import type { Role } from '../domain/fleet.ts';
import { MINUTE, type Ms, SECOND } from '../domain/time.ts';

/** What a fault does to a server at full strength; everything left out is 0. Ratios marked ⊕ join what is there as 1 − (1 − a)(1 − b), the others add. */
export interface Effect {
  /** ⊕ Processor time taken by something that serves no requests. */
  readonly cpu?: number;
  /** ⊕ Memory taken. */
  readonly memory?: number;
  /** ⊕ File system filled. */
  readonly disk?: number;
  /** ⊕ Disk kept busy. */
  readonly io?: number;
  /** Service time on top, as a multiple: 1 doubles it. */
  readonly slow?: number;
  /** Requests on top, as a multiple: 1 doubles them. */
  readonly demand?: number;
  /** ⊕ Requests that fail. */
  readonly errors?: number;
  /** Seconds every request waits on top: mean and p95. */
  readonly wait?: number;
  readonly tail?: number;
  /** Network traffic on top, as a multiple; −0.5 halves it. */
  readonly net?: number;
  /** °C on top. */
  readonly heat?: number;
}

export interface FaultKind {
  readonly id: string;
  /** What it may be aimed at; `any` is a server, a rack or a site. */
  readonly targets: 'server' | 'rack' | 'site' | 'any';
  /** Roles it is typical of: suggestions for people, candidates for the failure scenario. It works on others too. */
  readonly suits: readonly Role[];
  readonly defaultDuration: Ms;
  /** Time from onset to full strength, and from the end back to calm. */
  readonly ramp: Ms;
  readonly recovery: Ms;
  /** `plateau` holds its strength, `climb` grows over the whole duration, `pulse` sways between 65 and 100 %. */
  readonly shape: 'plateau' | 'climb' | 'pulse';
  readonly effect: Effect;
  /**
   * How others notice, besides callers waiting for slow answers and seeing errors:
   * `surge`: callees get the extra requests; `misses`: requests go past a cache to the databases;
   * `outage`: peers take over, callees lose the requests; `none`: nobody does.
   */
  readonly spread: 'callers' | 'surge' | 'misses' | 'outage' | 'none';
  /** `silent`: works but exports nothing; `gone`: unreachable; otherwise it reports. */
  readonly dark: 'no' | 'silent' | 'gone';
}

const DATA: readonly Role[] = ['db', 'storage', 'queue'];
const SERVING: readonly Role[] = ['web', 'api', 'k8s-worker'];
const EDGE: readonly Role[] = ['proxy', 'ingress', 'web'];
const ANY: readonly Role[] = [
  'web',
  'api',
  'db',
  'cache',
  'k8s-worker',
  'queue',
  'storage',
  'proxy',
  'ingress',
  'analytics',
];

/** Every fault there is. Ids are part of links and never change their meaning. */
export const FAULTS: readonly FaultKind[] = [
  {
    id: 'cpu',
    targets: 'server',
    suits: [...SERVING, 'analytics', 'db'],
    defaultDuration: 30 * MINUTE,
    ramp: 20 * SECOND,
    recovery: 15 * SECOND,
    shape: 'plateau',
    effect: { cpu: 0.94 },
    spread: 'callers',
    dark: 'no',
  },
  {
    id: 'leak',
    targets: 'server',
    suits: [...SERVING, 'cache', 'analytics', 'db'],
    defaultDuration: 25 * MINUTE,
    ramp: MINUTE,
    recovery: 20 * SECOND,
    shape: 'climb',
    effect: { memory: 0.965, cpu: 0.12 },
    spread: 'callers',
    dark: 'no',
  },
  {
    id: 'disk-fill',
    targets: 'server',
    suits: [...DATA, 'analytics', 'monitoring', 'backup', 'mail', 'web'],
    defaultDuration: 30 * MINUTE,
    ramp: MINUTE,
    recovery: 2 * MINUTE,
    shape: 'climb',
    effect: { disk: 0.985, io: 0.25 },
    spread: 'callers',
    dark: 'no',
  },
  {
    id: 'disk-io',
    targets: 'server',
    suits: DATA,
    defaultDuration: 40 * MINUTE,
    ramp: 30 * SECOND,
    recovery: 45 * SECOND,
    shape: 'plateau',
    effect: { io: 0.965, slow: 0.4, net: 0.25 },
    spread: 'callers',
    dark: 'no',
  },
  {
    id: 'slow-queries',
    targets: 'server',
    suits: ['db'],
    defaultDuration: 30 * MINUTE,
    ramp: 40 * SECOND,
    recovery: 30 * SECOND,
    shape: 'pulse',
    effect: { slow: 5.5, io: 0.3 },
    spread: 'callers',
    dark: 'no',
  },
  {
    id: 'net-loss',
    targets: 'any',
    suits: ANY,
    defaultDuration: 20 * MINUTE,
    ramp: 10 * SECOND,
    recovery: 10 * SECOND,
    shape: 'pulse',
    effect: { wait: 0.12, tail: 0.7, errors: 0.09, net: -0.4 },
    spread: 'callers',
    dark: 'no',
  },
  {
    id: 'switch',
    targets: 'rack',
    suits: [],
    defaultDuration: 12 * MINUTE,
    ramp: 5 * SECOND,
    recovery: 20 * SECOND,
    shape: 'plateau',
    effect: {},
    spread: 'outage',
    dark: 'gone',
  },
  {
    id: 'stampede',
    targets: 'server',
    suits: ['cache'],
    defaultDuration: 15 * MINUTE,
    ramp: 20 * SECOND,
    recovery: 90 * SECOND,
    shape: 'plateau',
    effect: { cpu: 0.55, slow: 2, errors: 0.03 },
    spread: 'misses',
    dark: 'no',
  },
  {
    id: 'surge',
    targets: 'any',
    suits: EDGE,
    defaultDuration: 20 * MINUTE,
    ramp: 90 * SECOND,
    recovery: 3 * MINUTE,
    shape: 'plateau',
    effect: { demand: 1.2 },
    spread: 'surge',
    dark: 'no',
  },
  {
    id: 'bad-deploy',
    targets: 'server',
    suits: SERVING,
    defaultDuration: 25 * MINUTE,
    ramp: 5 * SECOND,
    recovery: 10 * SECOND,
    shape: 'plateau',
    effect: { errors: 0.24, slow: 1.6, memory: 0.15 },
    spread: 'callers',
    dark: 'no',
  },
  {
    id: 'noisy',
    targets: 'any',
    suits: ['k8s-worker', 'api', 'web', 'cache'],
    defaultDuration: 30 * MINUTE,
    ramp: 15 * SECOND,
    recovery: 15 * SECOND,
    shape: 'pulse',
    effect: { cpu: 0.6, io: 0.4, slow: 1 },
    spread: 'callers',
    dark: 'no',
  },
  {
    id: 'thermal',
    targets: 'any',
    suits: ANY,
    defaultDuration: 40 * MINUTE,
    ramp: 4 * MINUTE,
    recovery: 6 * MINUTE,
    shape: 'plateau',
    effect: { heat: 19, slow: 0.8, cpu: 0.15 },
    spread: 'callers',
    dark: 'no',
  },
  {
    id: 'down',
    targets: 'any',
    suits: ANY,
    defaultDuration: 10 * MINUTE,
    ramp: 5 * SECOND,
    recovery: 30 * SECOND,
    shape: 'plateau',
    effect: {},
    spread: 'outage',
    dark: 'gone',
  },
  {
    id: 'stale',
    targets: 'any',
    suits: ANY,
    defaultDuration: 15 * MINUTE,
    ramp: SECOND,
    recovery: SECOND,
    shape: 'plateau',
    effect: {},
    spread: 'none',
    dark: 'silent',
  },
];

const BY_ID: ReadonlyMap<string, FaultKind> = new Map(FAULTS.map((kind) => [kind.id, kind]));

/** The catalogue's fault with this id; `undefined` when there is none. */
export function faultKind(id: string): FaultKind | undefined {
  return BY_ID.get(id);
}
