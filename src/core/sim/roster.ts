/** Who is in the fleet: the twenty servers everybody starts with, how it grows, the sites and the names. Independent of the seed. */
import type { Role } from '../domain/fleet.ts';

/** One position of the roster. A server keeps its name, site and rack when the fleet grows. */
export interface Position {
  readonly name: string;
  readonly role: Role;
  /** What its peers share: `api-orders`. Gateways and services are both role `api` but called differently. */
  readonly stem: string;
  readonly site: SiteProfile;
  /** 0-based position within its site. */
  readonly local: number;
}

export interface SiteProfile {
  readonly code: string;
  readonly city: string;
  readonly provider: string;
  /** Position of the site's first server in the roster; a site ends where the next begins. */
  readonly start: number;
}

/** Sites in the order they are opened. */
export const SITES: readonly SiteProfile[] = [
  { code: 'icn', city: 'Seoul', provider: 'onpremise', start: 0 },
  { code: 'sel', city: 'Pangyo', provider: 'onpremise', start: 100 },
  { code: 'pus', city: 'Busan', provider: 'naver-cloud', start: 400 },
  { code: 'tyo', city: 'Tokyo', provider: 'aws', start: 1000 },
  { code: 'osa', city: 'Osaka', provider: 'gcp', start: 2600 },
  { code: 'sin', city: 'Singapore', provider: 'azure', start: 5600 },
];

/** The first twenty of every site, in order of importance: stem, role, number (0: the name carries none). */
const FOUNDERS: readonly (readonly [stem: string, role: Role, number: number])[] = [
  ['web-prod', 'web', 1],
  ['db-master', 'db', 1],
  ['api-gateway-prod', 'api', 0],
  ['k8s-master', 'k8s-master', 1],
  ['k8s-worker', 'k8s-worker', 1],
  ['k8s-worker', 'k8s-worker', 2],
  ['cache-redis', 'cache', 1],
  ['k8s-ingress', 'ingress', 1],
  ['proxy-nginx', 'proxy', 1],
  ['web-prod', 'web', 2],
  ['db-replica', 'db', 1],
  ['api-orders', 'api', 1],
  ['api-auth', 'api', 1],
  ['cache-redis', 'cache', 2],
  ['mq-kafka', 'queue', 1],
  ['storage-nfs', 'storage', 1],
  ['analytics', 'analytics', 1],
  ['monitoring', 'monitoring', 1],
  ['backup', 'backup', 1],
  ['mail', 'mail', 1],
];

/** What joins after the founders, round and round; repetition is proportion. */
const GROWTH: readonly (readonly [stem: string, role: Role])[] = [
  ['web-prod', 'web'],
  ['k8s-worker', 'k8s-worker'],
  ['api-orders', 'api'],
  ['cache-redis', 'cache'],
  ['k8s-worker', 'k8s-worker'],
  ['api-search', 'api'],
  ['web-prod', 'web'],
  ['db-replica', 'db'],
  ['k8s-worker', 'k8s-worker'],
  ['api-auth', 'api'],
  ['proxy-nginx', 'proxy'],
  ['k8s-worker', 'k8s-worker'],
  ['api-payment', 'api'],
  ['mq-kafka', 'queue'],
  ['web-prod', 'web'],
  ['k8s-ingress', 'ingress'],
  ['k8s-worker', 'k8s-worker'],
  ['cache-redis', 'cache'],
  ['db-shard', 'db'],
  ['api-users', 'api'],
  ['k8s-worker', 'k8s-worker'],
  ['storage-nfs', 'storage'],
  ['web-prod', 'web'],
  ['analytics', 'analytics'],
  ['k8s-worker', 'k8s-worker'],
  ['api-orders', 'api'],
  ['k8s-master', 'k8s-master'],
  ['monitoring', 'monitoring'],
];

/** The first `size` positions. Names are unique; beyond the first site they carry its code: `web-prod-sel-01`. */
export function roster(size: number): readonly Position[] {
  const positions: Position[] = [];
  const counters = new Map<string, number>();
  for (let i = 0; i < size; i++) {
    const site = siteOf(i);
    const local = i - site.start;
    const founder = FOUNDERS.at(local);
    const [stem, role] = founder ?? GROWTH[(local - FOUNDERS.length) % GROWTH.length];
    const key = `${site.code} ${stem}`;
    const number = (counters.get(key) ?? 0) + 1;
    counters.set(key, number);
    const base = site.start === 0 ? stem : `${stem}-${site.code}`;
    const unnumbered = founder?.[2] === 0;
    positions.push({
      name: unnumbered ? base : `${base}-${String(number).padStart(2, '0')}`,
      role,
      stem,
      site,
      local,
    });
  }
  return positions;
}

function siteOf(i: number): SiteProfile {
  let site = SITES[0];
  for (const candidate of SITES) if (i >= candidate.start) site = candidate;
  return site;
}
