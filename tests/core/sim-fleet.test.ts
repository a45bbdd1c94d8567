/** The simulated fleet: who is in it, where it stands, what depends on what, at every size. */
import { expect, test } from 'vitest';
import type { Fleet } from '../../src/core/domain/fleet.ts';
import { addPeople } from '../../src/core/sim/people.ts';
import { makeWorld } from '../../src/core/sim/world.ts';

const TWENTY = [
  'web-prod-01',
  'db-master-01',
  'api-gateway-prod',
  'k8s-master-01',
  'k8s-worker-01',
  'k8s-worker-02',
  'cache-redis-01',
  'k8s-ingress-01',
  'proxy-nginx-01',
  'web-prod-02',
  'db-replica-01',
  'api-orders-01',
  'api-auth-01',
  'cache-redis-02',
  'mq-kafka-01',
  'storage-nfs-01',
  'analytics-01',
  'monitoring-01',
  'backup-01',
  'mail-01',
];

function calls(fleet: Fleet): string[] {
  const name = (s: number) => fleet.servers[s].name;
  return fleet.links
    .filter((link) => link.kind === 'call')
    .map((link) => `${name(link.from)} → ${name(link.to)}`);
}

test('the first twenty servers are those of the product, in order', () => {
  const { servers } = makeWorld(42, 20).fleet;
  expect(servers.map((server) => server.name)).toEqual(TWENTY);
  const [web] = servers;
  expect([web.id, web.role, web.ip, web.location, web.provider, web.environment]).toEqual([
    'srv_001',
    'web',
    '192.168.1.10',
    'Seoul',
    'onpremise',
    'production',
  ]);
  expect(web.services).toEqual([
    { name: 'nginx', port: 80 },
    { name: 'php-fpm', port: 9000 },
  ]);
});

test('small fleets are the first servers of large ones', () => {
  const large = makeWorld(7, 450).fleet.servers;
  for (const size of [1, 2, 9, 20, 101])
    expect(makeWorld(7, size).fleet.servers).toEqual(large.slice(0, size));
});

test.each([1, 2, 3, 4, 9, 20, 21, 99, 100, 101, 120, 500, 1000, 10_000])(
  'a fleet of %i is sound',
  (size) => {
    const { fleet, graph, traits } = makeWorld(3, size);
    expect(fleet.servers.length).toBe(size);
    expect(new Set(fleet.servers.map((server) => server.name)).size).toBe(size);
    expect(new Set(fleet.servers.map((server) => server.ip)).size).toBe(size);

    const rank = new Int32Array(size);
    graph.order.forEach((s, i) => {
      rank[s] = i;
    });
    let wrong = 0;
    for (const link of fleet.links) {
      const inside = link.from < size && link.to < size && link.from !== link.to;
      const ordered = link.kind !== 'call' || (rank[link.from] < rank[link.to] && link.fanOut > 0);
      if (!inside || !ordered) wrong++;
    }
    expect(wrong).toBe(0);
    expect(new Set(fleet.links.map((link) => `${link.from} ${link.to} ${link.kind}`)).size).toBe(
      fleet.links.length,
    );
    // Whoever has no callers is asked from outside: every server works.
    expect(Math.min(...traits.weight)).toBeGreaterThan(0);

    const racks = new Map(fleet.racks.map((rack) => [rack.name, rack]));
    expect(racks.size).toBe(fleet.racks.length);
    const taken = new Set<string>();
    const watts = new Map<string, number>();
    const count = new Map<string, number>();
    for (const { index, place } of fleet.servers) {
      if (place === undefined) throw new Error('a simulated server stands somewhere');
      const rack = racks.get(place.rack);
      expect(rack?.site).toBe(place.site);
      expect(place.unit).toBeGreaterThanOrEqual(1);
      expect(place.unit + place.height - 1).toBeLessThanOrEqual(rack?.units ?? 0);
      for (let u = 0; u < place.height; u++) {
        const unit = `${place.rack} ${place.unit + u}`;
        expect(taken.has(unit)).toBe(false);
        taken.add(unit);
      }
      count.set(place.rack, (count.get(place.rack) ?? 0) + 1);
      watts.set(place.rack, (watts.get(place.rack) ?? 0) + traits.wattsFull[index]);
    }
    expect(Math.max(...count.values())).toBeLessThanOrEqual(16);
    for (const [name, sum] of watts) expect(sum).toBeLessThan(racks.get(name)?.powerLimit ?? 0);
  },
);

test('small fleets still make sense: what is missing in between is skipped', () => {
  expect(calls(makeWorld(42, 1).fleet)).toEqual([]);
  expect(calls(makeWorld(42, 2).fleet)).toEqual(['web-prod-01 → db-master-01']);
  expect(calls(makeWorld(42, 3).fleet)).toEqual([
    'web-prod-01 → api-gateway-prod',
    'api-gateway-prod → db-master-01',
  ]);
});

test('the default fleet is called front to back, replicated and backed up', () => {
  const { fleet } = makeWorld(42, 20);
  expect(calls(fleet)).toEqual(
    expect.arrayContaining([
      'proxy-nginx-01 → web-prod-01',
      'web-prod-02 → api-gateway-prod',
      'api-gateway-prod → api-orders-01',
      'api-auth-01 → db-master-01',
      'api-orders-01 → cache-redis-02',
      'k8s-ingress-01 → k8s-worker-01',
    ]),
  );
  const beside = fleet.links
    .filter((link) => link.kind !== 'call')
    .map((link) => `${link.kind} ${fleet.servers[link.to].name}`);
  expect(beside).toEqual(
    expect.arrayContaining(['replicate db-replica-01', 'backup db-master-01', 'watch web-prod-01']),
  );
});

test('large fleets spread over sites and stay within them where they can', () => {
  const { fleet } = makeWorld(42, 2000);
  expect(new Set(fleet.racks.map((rack) => rack.site))).toEqual(
    new Set(['icn', 'sel', 'pus', 'tyo']),
  );
  const abroad = fleet.links.filter(
    (link) => fleet.servers[link.from].place?.site !== fleet.servers[link.to].place?.site,
  );
  expect(abroad.length).toBe(0);
  expect(fleet.servers.at(100)?.name).toBe('web-prod-sel-01');
});

test('a bad size is a bug', () => {
  for (const size of [0, -1, 1.5, 10_001, Number.NaN]) expect(() => makeWorld(1, size)).toThrow();
});

test('people: seeded, in Korean or English, the same plates in both', async () => {
  const { fleet } = makeWorld(42, 20);
  const en = await addPeople(fleet, 42, 'en');
  const ko = await addPeople(fleet, 42, 'ko');
  expect(
    await addPeople(makeWorld(42, 120).fleet, 42, 'ko').then((big) => big.servers.slice(0, 20)),
  ).toEqual(ko.servers);
  const [first] = ko.servers;
  expect(first.people?.owner).toMatch(/^[가-힣]{2,5}$/);
  expect(first.people?.city).toBe('서울');
  expect(en.servers[0].people?.owner).toMatch(/^[A-Z]\S* \S+$/);
  expect(en.servers.map((server) => server.people?.serial)).toEqual(
    ko.servers.map((server) => server.people?.serial),
  );
  expect(new Set(en.servers.map((server) => server.people?.mac)).size).toBe(20);
  expect(fleet.servers[0].people).toBeUndefined();
});
