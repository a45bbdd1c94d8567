/** Who depends on whom: call links tier by tier, load-balanced over a handful of peers; replication, backup and watch links beside them. */
import type { Link } from '../domain/fleet.ts';
import type { Position } from './roster.ts';

/** A group of callees and how often one request of the caller needs it. The first alternative that exists in reach is used. */
interface Need {
  readonly calls: number;
  readonly alternatives: readonly Group[];
}

type Group =
  | 'proxy'
  | 'web'
  | 'gateway'
  | 'service'
  | 'cache'
  | 'db-primary'
  | 'db'
  | 'queue'
  | 'storage'
  | 'k8s-master'
  | 'k8s-worker'
  | 'analytics'
  | 'mail'
  | 'ingress'
  | 'monitoring'
  | 'backup'
  | 'other';

/** Calls only ever point further down this list, so the call graph has no cycle. */
const NEEDS: readonly (readonly [caller: Group, needs: readonly Need[]])[] = [
  ['proxy', [need(0.9, 'web', 'gateway', 'service'), need(0.22, 'gateway', 'service')]],
  ['ingress', [need(1, 'k8s-worker', 'service')]],
  [
    'web',
    [need(1.1, 'gateway', 'service', 'db-primary'), need(0.8, 'cache'), need(0.06, 'storage')],
  ],
  ['gateway', [need(1, 'service', 'db-primary'), need(0.3, 'cache')]],
  [
    'k8s-worker',
    [
      need(0.5, 'db', 'db-primary'),
      need(0.7, 'cache'),
      need(0.03, 'k8s-master'),
      need(0.08, 'queue'),
    ],
  ],
  [
    'service',
    [
      need(0.62, 'db-primary', 'db'),
      need(0.7, 'db', 'db-primary'),
      need(1.2, 'cache'),
      need(0.16, 'queue'),
      need(0.01, 'mail'),
    ],
  ],
  ['queue', [need(0.05, 'analytics')]],
  ['analytics', [need(0.3, 'db', 'db-primary'), need(0.25, 'storage')]],
  ['mail', [need(0.15, 'storage')]],
];

/** How many peers of one group a server spreads its calls over. */
const HANDFUL = 3;
/** How many servers one monitoring server is drawn to watch; it scrapes more than a map can show. */
const WATCHED = 12;

function need(calls: number, ...alternatives: readonly Group[]): Need {
  return { calls, alternatives };
}

function groupOf(position: Position): Group {
  if (position.role === 'api')
    return position.stem.startsWith('api-gateway') ? 'gateway' : 'service';
  if (position.role === 'db') return position.stem === 'db-replica' ? 'db' : 'db-primary';
  return position.role;
}

/**
 * Links of the first positions of the roster; a link exists only when both ends do. Within a site where it can, else to the first site.
 * `fanOut` of links other than calls is 0: they carry no requests.
 */
export function dependencyLinks(positions: readonly Position[]): readonly Link[] {
  const members = new Map<string, number[]>();
  positions.forEach((position, i) => {
    const key = `${position.site.code} ${groupOf(position)}`;
    const list = members.get(key);
    if (list === undefined) members.set(key, [i]);
    else list.push(i);
  });
  const home = positions[0].site.code;
  const inReach = (site: string, group: Group): readonly number[] =>
    members.get(`${site} ${group}`) ?? members.get(`${home} ${group}`) ?? [];

  const links: Link[] = [];
  const sites = [...new Set(positions.map((position) => position.site.code))];
  for (const site of sites) {
    for (const [caller, needs] of NEEDS) {
      const callers = members.get(`${site} ${caller}`) ?? [];
      callers.forEach((from, i) => {
        // One link per pair: a caller without replicas reads where it writes.
        const calls = new Map<number, number>();
        for (const { calls: rate, alternatives } of needs) {
          const group =
            alternatives.map((name) => inReach(site, name)).find((list) => list.length > 0) ?? [];
          const count = Math.min(HANDFUL, group.length);
          const first = Math.floor((i * group.length) / callers.length);
          for (let k = 0; k < count; k++) {
            const to = group[(first + k) % group.length];
            calls.set(to, (calls.get(to) ?? 0) + rate / count);
          }
        }
        for (const [to, fanOut] of calls) links.push({ from, to, fanOut, kind: 'call' });
      });
    }
    const beside = (from: number, to: number | undefined, kind: Link['kind']) => {
      if (to !== undefined && to !== from) links.push({ from, to, fanOut: 0, kind });
    };
    const primaries = inReach(site, 'db-primary');
    const replicas = members.get(`${site} db`) ?? [];
    replicas.forEach((to, i) => {
      if (primaries.length > 0) beside(primaries[i % primaries.length], to, 'replicate');
    });
    const caches = members.get(`${site} cache`) ?? [];
    for (let i = 1; i < caches.length; i += 2) beside(caches[i - 1], caches[i], 'replicate');
    for (const from of members.get(`${site} backup`) ?? []) {
      for (const to of [...primaries, ...inReach(site, 'storage')].slice(0, HANDFUL + 1))
        beside(from, to, 'backup');
    }
    const watched = (
      [
        'db-primary',
        'db',
        'gateway',
        'proxy',
        'ingress',
        'k8s-master',
        'web',
        'service',
        'queue',
      ] as const
    ).flatMap((name) => members.get(`${site} ${name}`) ?? []);
    const watchers = members.get(`${site} monitoring`) ?? [];
    watchers.forEach((from, i) => {
      for (const to of watched.filter((_, k) => k % watchers.length === i).slice(0, WATCHED))
        beside(from, to, 'watch');
    });
  }
  return links;
}
