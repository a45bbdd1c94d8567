/** Facts of a simulated server that need no language: size, system, addresses, boot time. Drawn by hash, so a server keeps its facts when the fleet grows. */
import type { Place, Server } from '../domain/fleet.ts';
import { DAY, MINUTE } from '../domain/time.ts';
import { hash32, uniform } from '../numeric/hash.ts';
import { profile } from './roles.ts';
import { type Position, SITES } from './roster.ts';

const GIB = 2 ** 30;
/** Servers were last booted within 70 days before 2026-02-24T00:00Z. */
const LAST_BOOT = Date.UTC(2026, 1, 24);

const KERNELS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Debian 12', ['6.1.0-28-amd64', '6.1.0-31-amd64']],
  ['Ubuntu 24.04 LTS', ['6.8.0-52-generic', '6.8.0-55-generic']],
  ['Rocky Linux 9.5', ['5.14.0-503.22.1.el9_5.x86_64', '5.14.0-503.26.1.el9_5.x86_64']],
  ['RHEL 9.5', ['5.14.0-503.21.1.el9_5.x86_64', '5.14.0-503.26.1.el9_5.x86_64']],
]);

/** The server at `index` of the roster. `people` stays `undefined`: names need a language, see `people.ts`. */
export function makeServer(seed: number, index: number, position: Position, place: Place): Server {
  const role = profile(position.role);
  const pick = <T>(list: readonly T[], what: number): T =>
    list[hash32(seed, index, 0xfac7, what) % list.length];
  const os = pick(role.machine.os, 0);
  return {
    id: `srv_${String(index + 1).padStart(3, '0')}`,
    index,
    name: position.name,
    role: position.role,
    tier: role.tier,
    services: role.services,
    ip: address(position),
    os,
    kernel: pick(KERNELS.get(os) ?? [''], 1),
    cores: pick(role.machine.cores, 2),
    memory: pick(role.machine.memory, 3) * GIB,
    storage: pick(role.machine.storage, 4) * GIB,
    provider: position.site.provider,
    environment: 'production',
    location: position.site.city,
    place,
    bootedAt: LAST_BOOT - Math.floor(uniform(seed, index, 0xb007) * 70 * 24 * 60) * MINUTE - DAY,
    people: undefined,
  };
}

/** Private addresses, unique in the fleet: the first site is 192.168.1.10 and up, the others 10.<site>.0.10 and up. */
function address({ site, local }: Position): string {
  if (site.start === 0) return `192.168.1.${10 + local}`;
  const host = 10 + local;
  return `10.${20 + SITES.indexOf(site)}.${host >> 8}.${host & 255}`;
}
