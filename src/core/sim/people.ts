/** Names for the fleet in Korean or English: owner, team, city, serial number, MAC address. The only file that uses @faker-js/faker. */
import type { Fleet, Role, Server, Stewardship } from '../domain/fleet.ts';
import type { Locale } from '../domain/session.ts';
import { hash32, hashText } from '../numeric/hash.ts';

/** One dynamic import per language, so that a bundler makes a chunk of each and loads none before it is needed. */
async function loadFaker(locale: Locale) {
  return locale === 'ko'
    ? (await import('@faker-js/faker/locale/ko')).faker
    : (await import('@faker-js/faker/locale/en')).faker;
}

type TeamId = 'edge' | 'web' | 'api' | 'data' | 'platform' | 'operations';

const TEAM_OF: Readonly<Record<Role, TeamId>> = {
  proxy: 'edge',
  ingress: 'edge',
  web: 'web',
  api: 'api',
  cache: 'data',
  db: 'data',
  queue: 'data',
  storage: 'operations',
  'k8s-master': 'platform',
  'k8s-worker': 'platform',
  analytics: 'data',
  monitoring: 'operations',
  backup: 'operations',
  mail: 'operations',
  other: 'operations',
};

const TEAMS: Readonly<Record<Locale, Readonly<Record<TeamId, string>>>> = {
  en: {
    edge: 'Edge',
    web: 'Web',
    api: 'Services',
    data: 'Data',
    platform: 'Platform',
    operations: 'Operations',
  },
  ko: {
    edge: '엣지팀',
    web: '웹팀',
    api: '서비스개발팀',
    data: '데이터팀',
    platform: '플랫폼팀',
    operations: '운영팀',
  },
};

/** People who look after the servers of one team at one site; more servers, no more people. */
const OWNERS_PER_TEAM = 4;

/** The city of each site as people there write it; `Server.location` holds the English name. */
const CITIES_KO: ReadonlyMap<string, string> = new Map([
  ['Seoul', '서울'],
  ['Pangyo', '성남 판교'],
  ['Busan', '부산'],
  ['Tokyo', '도쿄'],
  ['Osaka', '오사카'],
  ['Singapore', '싱가포르'],
]);

/**
 * Describes every server: who owns it and what is written on it. Seeded per server, so a server keeps its description when the fleet
 * grows; the serial number and MAC address are the same in every language.
 * @returns the same fleet with `people` filled in
 */
export async function addPeople(fleet: Fleet, seed: number, locale: Locale): Promise<Fleet> {
  const faker = await loadFaker(locale);
  const owners = new Map<string, string>();
  const owner = (team: TeamId, site: string, person: number): string => {
    const key = `${team} ${site} ${person}`;
    let name = owners.get(key);
    if (name === undefined) {
      faker.seed(hashText(key, seed));
      const last = faker.person.lastName();
      const first = faker.person.firstName();
      name = locale === 'ko' ? `${last}${first}` : `${first} ${last}`;
      owners.set(key, name);
    }
    return name;
  };
  const describe = (server: Server): Stewardship => {
    const team = TEAM_OF[server.role];
    const person = hash32(seed, server.index, 0x0e12) % OWNERS_PER_TEAM;
    faker.seed(hash32(seed, server.index, 0x5e21));
    const serial = faker.string.alphanumeric({ length: 10, casing: 'upper' });
    // 02: locally administered, so that no vendor's range is claimed.
    const mac = `02:${faker.internet.mac().slice(3)}`;
    return {
      owner: owner(team, server.place?.site ?? '', person),
      team: TEAMS[locale][team],
      city: locale === 'ko' ? (CITIES_KO.get(server.location) ?? server.location) : server.location,
      serial,
      mac,
    };
  };
  return {
    ...fleet,
    servers: fleet.servers.map((server) => ({ ...server, people: describe(server) })),
  };
}
