/** Impact: what a dead switch takes, who is merely downstream, within a tick and after; a server's failure; states sum up at any size. */

import { expect, test } from 'vitest';
import { IMPACT } from '../../src/core/domain/impact.ts';
import { makeImpactModel } from '../../src/core/impact.ts';
import { makePipeline } from '../../src/core/pipeline.ts';
import { frameAt, reachability } from '../../src/core/sim/frame-at.ts';
import { makeWorld, type World, withActions } from '../../src/core/sim/world.ts';
import { frames } from '../frames.ts';
import fc from '../property.ts';

const FROM = Date.UTC(2026, 2, 1, 9);
const STRUCK = 3;

function struck(size: number, fault: string, target: string): World {
  const at = FROM + STRUCK * 1000;
  return withActions(makeWorld(42, size), [
    { kind: 'inject', fault, target, at, duration: undefined },
  ]);
}

function play(world: World, ticks: number) {
  const pipeline = makePipeline({ fleet: world.fleet, step: 1000 });
  for (let k = 0; k < ticks; k++) {
    const t = FROM + k * 1000;
    pipeline.step(frameAt(world, t), reachability(world, t));
  }
  return pipeline;
}

test('a dead core switch of 10,000 servers: where it is and what it takes, one tick later', () => {
  const world = struck(10_000, 'switch', 'sin-hall-2');
  const model = makeImpactModel(world.fleet);
  const before = play(world, STRUCK).snapshot();
  expect(model.emerging(before)).toEqual([]);
  expect(model.impact(before, { kind: 'emerging' })).toBeUndefined();

  const snapshot = play(world, STRUCK + 2).snapshot();
  const impact = model.impact(snapshot, { kind: 'emerging' });
  expect(impact?.place).toEqual({ kind: 'room', name: 'sin-hall-2', servers: 448 });
  expect(impact?.where).toEqual({ site: 'sin', room: 'hall-2' });
  expect(impact?.facility).toBe('feed');
  expect(impact?.since).toBe(FROM + STRUCK * 1000);
  const inHall = world.fleet.servers.filter(
    ({ place }) => place?.site === 'sin' && place.room === 'hall-2',
  );
  for (const { index } of inHall) expect(IMPACT[impact?.states[index] ?? 0]).toBe('taken');
  expect(impact?.counts).toMatchObject({ taken: inHall.length, cause: 0 });
  const { downstream = 0 } = impact?.counts ?? {};
  expect(downstream).toBeGreaterThan(0);
  // Merely downstream: it runs, and its calls lead to what is lost, or it copies from there.
  const copies = new Set(
    world.fleet.links.filter(({ kind }) => kind === 'replicate').map(({ to }) => to),
  );
  world.fleet.servers.forEach(({ index }) => {
    if (IMPACT[impact?.states[index] ?? 0] !== 'downstream') return;
    expect(impact?.hops[index]).toBeGreaterThan(0);
    if (!copies.has(index)) expect(impact?.shares[index]).toBeGreaterThan(0);
  });
  expect(impact?.requestShare).toBeGreaterThan(0);
  expect(impact?.requestShare).toBeLessThan(0.2);
});

test('the incident says the same once its alerts fired', () => {
  const world = struck(400, 'switch', 'row-A');
  const model = makeImpactModel(world.fleet);
  const pipeline = play(world, 40);
  const snapshot = pipeline.snapshot();
  const incident = snapshot.incidents.find(({ place }) => place?.name === 'row-A');
  expect(model.emerging(snapshot)).toEqual([]);
  const impact = model.impact(snapshot, { kind: 'incident', id: incident?.id ?? '' });
  const early = model.impact(play(world, STRUCK + 1).snapshot(), { kind: 'emerging' });
  expect(impact?.place).toEqual(early?.place);
  expect(impact?.facility).toBe('feed');
  const taken = (states?: Uint8Array) =>
    Array.from(states ?? []).filter((code) => IMPACT[code] === 'taken').length;
  expect(taken(impact?.states)).toBe(impact?.place?.servers);
  expect(taken(early?.states)).toBe(impact?.place?.servers);
});

test('one server down is itself the cause; its callers are downstream', () => {
  const world = struck(20, 'down', 'db-master-01');
  const impact = makeImpactModel(world.fleet).impact(play(world, STRUCK + 1).snapshot(), {
    kind: 'emerging',
  });
  const column = world.fleet.servers.findIndex(({ name }) => name === 'db-master-01');
  expect(impact?.causes).toEqual([column]);
  expect(impact?.counts.cause).toBe(1);
  expect(impact?.where.rack).toBe(world.fleet.servers[column].place?.rack);
  for (const { from, to, kind } of world.fleet.links)
    if (kind === 'call' && to === column)
      expect(IMPACT[impact?.states[from] ?? 0]).toBe('downstream');
});

test('a failure thought through, an incident that is not there, a cycle of calls', () => {
  const { fleet, frames: list } = frames(`
    request_rate a 10
    request_rate b 10
    request_rate c 10
    a -> b
    b -> c
    c -> b
    a: rack A1`);
  const pipeline = makePipeline({ fleet, step: 1000 });
  pipeline.step(list[0]);
  const snapshot = pipeline.snapshot();
  const model = makeImpactModel(fleet);
  expect(model.impact(snapshot, { kind: 'incident', id: 'inc-none' })).toBeUndefined();
  expect(model.impact(snapshot, { kind: 'server', server: 9 })).toBeUndefined();
  const impact = model.impact(snapshot, { kind: 'server', server: 2 });
  expect(impact?.counts).toEqual({ cause: 1, taken: 0, downstream: 2, apart: 0 });
  expect(impact?.requestShare).toBe(1);
  const rack = model.impact(snapshot, {
    kind: 'place',
    place: { kind: 'rack', name: 'A1', servers: 1 },
  });
  expect(rack?.counts).toEqual({ cause: 0, taken: 1, downstream: 0, apart: 2 });
});

test('whatever is lost: the states add up, and only what is reached over links is downstream', () => {
  const world = makeWorld(7, 120);
  const snapshot = play(world, 2).snapshot();
  const model = makeImpactModel(world.fleet);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 119 }), (server) => {
      const impact = model.impact(snapshot, { kind: 'server', server });
      if (!impact) throw new Error('no impact');
      const { cause, taken, downstream, apart } = impact.counts;
      expect([cause, taken, cause + taken + downstream + apart]).toEqual([1, 0, 120]);
      impact.states.forEach((code, s) => {
        if (IMPACT[code] === 'downstream') expect(impact.hops[s]).toBeGreaterThan(0);
        expect(impact.shares[s]).toBeGreaterThanOrEqual(0);
        expect(impact.shares[s]).toBeLessThanOrEqual(1);
      });
    }),
    { numRuns: 60 },
  );
});
