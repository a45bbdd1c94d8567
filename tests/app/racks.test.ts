/** The machine room without WebGL: racks from places, facts, heat, elevations, camera and picking. */
import { expect, test } from 'vitest';
import {
  blendOrbit,
  castRay,
  eyeOf,
  frameBox,
  isHidden,
  type Lens,
  projectPoint,
  RACK,
  rayThrough,
  roomBounds,
  slotFront,
  standCabinets,
} from '../../src/app/views/racks/geometry.ts';
import { heatScale, heatStep, heatTicks } from '../../src/app/views/racks/heat.ts';
import { MeshBuilder } from '../../src/app/views/racks/mesh.ts';
import { elevation, halls, rackFacts, rackModels } from '../../src/app/views/racks/model.ts';
import { makeRackPicture, samePicture } from '../../src/app/views/racks/picture.ts';
import { fleetOf, snapshotOf } from './fleets.ts';

const FLEET = fleetOf(
  [
    'a web icn/hall-1/A/A1@1',
    'b web icn/hall-1/A/A1@3+2',
    'c data icn/hall-1/A/A2@1+4',
    'd data icn/hall-1/B/B1@2',
    'e api sel/hall-1/A/sel-A1@1',
    'f api',
  ],
  [],
);
const SNAPSHOT = snapshotOf(
  FLEET,
  {
    temperature: [25, 31, NaN, 40, 22, 20],
    power: [200, 300, NaN, 410, 100, 50],
    cpu: [0.5, 0.1, 0.2, 0.9, 1, 0],
  },
  { b: 'warn', d: 'crit' },
);
const HALL = halls(rackModels(FLEET))[0];
const CABINETS = standCabinets(HALL, ['A', 'B']);
const LENS: Lens = { tangent: Math.tan(Math.PI / 12), width: 1000, height: 800 };
const ORBIT = frameBox(roomBounds(CABINETS), -0.5, 0.36, LENS, [0.9, 0.8]);

test('racks come from places, servers from the top down; servers without a place stand nowhere', () => {
  expect(
    rackModels(FLEET).map(({ rack, slots, used }) => [
      rack.name,
      slots.map((slot) => FLEET.servers[slot.server].name).join(''),
      used,
    ]),
  ).toEqual([
    ['A1', 'ba', 3],
    ['A2', 'c', 4],
    ['B1', 'd', 1],
    ['sel-A1', 'e', 1],
  ]);
  expect(rackModels(fleetOf(['x web'], []))).toEqual([]);
});

test('halls group racks by room', () => {
  expect(
    halls(rackModels(FLEET)).map(({ key, rows, racks }) => [key, rows.join(''), racks.length]),
  ).toEqual([
    ['icn/hall-1', 'AB', 3],
    ['sel/hall-1', 'A', 1],
  ]);
});

test('facts leave out what is not measured', () => {
  const [a1, a2] = rackModels(FLEET);
  const facts = rackFacts(FLEET, SNAPSHOT, a1);
  expect([
    facts.hottest,
    facts.coolest,
    facts.power,
    FLEET.servers[facts.hottestServer].name,
  ]).toEqual([31, 25, 500, 'b']);
  expect(facts.counts).toEqual({ ok: 1, warn: 1, crit: 0, off: 0, unk: 0 });
  expect(rackFacts(FLEET, SNAPSHOT, a2)).toMatchObject({
    hottest: NaN,
    coolest: NaN,
    power: NaN,
    hottestServer: -1,
  });
});

test('an elevation lists every unit once', () => {
  const shelves = elevation(rackModels(FLEET)[0]);
  expect(
    shelves.map((shelf) =>
      shelf.kind === 'gap'
        ? `gap ${shelf.unit}+${shelf.height}`
        : FLEET.servers[shelf.slot.server].name,
    ),
  ).toEqual(['gap 5+38', 'b', 'gap 2+1', 'a']);
  expect(
    shelves.reduce(
      (sum, shelf) => sum + (shelf.kind === 'gap' ? shelf.height : shelf.slot.height),
      0,
    ),
  ).toBe(42);
});

test('heat has eight steps, clips at its ends and leaves missing values uncoloured', () => {
  const scale = heatScale('temperature', FLEET, SNAPSHOT);
  expect([10, 18, 21.4, 21.6, 45.9, 46, 90, NaN].map((value) => heatStep(value, scale))).toEqual([
    0, 0, 0, 1, 7, 7, 7, -1,
  ]);
  expect(heatTicks(scale)).toEqual([18, 25, 32, 39, 46]);
});

test('health is hot when it is low; the power scale is the smallest that holds the fleet', () => {
  const health = heatScale('health', FLEET, SNAPSHOT);
  expect([100, 60, 0].map((value) => heatStep(value, health))).toEqual([0, 3, 7]);
  expect(heatScale('power', FLEET, SNAPSHOT).to).toBe(600);
});

test('the camera holds all racks, and what is projected is hit again', () => {
  for (const cabinet of CABINETS) {
    for (const slot of cabinet.model.slots) {
      const point = slotFront(cabinet, slot);
      const at = projectPoint(ORBIT, LENS, point);
      expect(at).toBeDefined();
      if (!at || isHidden(CABINETS, eyeOf(ORBIT), point)) continue;
      expect(at.x).toBeGreaterThan(0);
      expect(at.x).toBeLessThan(LENS.width);
      const hit = castRay(CABINETS, eyeOf(ORBIT), rayThrough(ORBIT, LENS, at.x, at.y));
      expect(hit && CABINETS[hit.cabinet].model.slots.at(hit.slot ?? -1)).toBe(slot);
    }
  }
});

test('sides and empty units belong to the cabinet, the floor to nobody', () => {
  const front = frameBox(roomBounds(CABINETS), 0, 0.02, LENS, [0.9, 0.9]);
  const [a1] = CABINETS;
  const empty = projectPoint(front, LENS, [
    a1.x,
    RACK.foot + 30 * RACK.unit,
    a1.z + RACK.depth / 2,
  ]);
  const hit = empty && castRay(CABINETS, eyeOf(front), rayThrough(front, LENS, empty.x, empty.y));
  expect(hit && [CABINETS[hit.cabinet].model.rack.name, hit.slot]).toEqual(['A1', undefined]);
  expect(castRay(CABINETS, [0, 1, 50], [0, 0, 1])).toBeUndefined();
  expect(castRay(CABINETS, [5, 5, 5], [0, 1, 0])).toBeUndefined();
});

test('a rack behind another one is hidden, one beside it is not', () => {
  const eye = [0, 1, 20] as const;
  const back = CABINETS.find(({ model }) => model.rack.name === 'B1');
  const beside = CABINETS.find(({ model }) => model.rack.name === 'A2');
  expect(back && isHidden(CABINETS, eye, slotFront(back, back.model.slots[0]))).toBe(true);
  expect(beside && isHidden(CABINETS, eye, slotFront(beside, beside.model.slots[0]))).toBe(false);
});

test('hidden rows close up, and a flight ends where it should', () => {
  expect(standCabinets(HALL, ['B']).map(({ x, z }) => [x, z + 0])).toEqual([[0, 0]]);
  const to = { ...ORBIT, yaw: 1, distance: 3 };
  expect(blendOrbit(ORBIT, to, 1)).toEqual(to);
  expect(blendOrbit(ORBIT, to, 0)).toEqual(ORBIT);
});

test('the picture changes when a step, a status or the selection does, not with every tick', () => {
  const picture = makeRackPicture(FLEET, SNAPSHOT, CABINETS, 'temperature', true, 'A1', 0);
  expect(picture.rack).toBe(0);
  expect(picture.slots[0].map(({ heat, status, dim }) => [heat, status, dim])).toEqual([
    [3, 'warn', false],
    [2, 'ok', true],
  ]);
  const warmer = snapshotOf(
    FLEET,
    { temperature: [25.4, 31, NaN, 40, 22, 20] },
    { b: 'warn', d: 'crit' },
  );
  expect(
    samePicture(picture, makeRackPicture(FLEET, warmer, CABINETS, 'temperature', true, 'A1', 0)),
  ).toBe(true);
  expect(
    samePicture(picture, makeRackPicture(FLEET, SNAPSHOT, CABINETS, 'temperature', true, 'A1', 1)),
  ).toBe(false);
  expect(
    samePicture(picture, makeRackPicture(FLEET, SNAPSHOT, CABINETS, 'cpu', true, 'A1', 0)),
  ).toBe(false);
});

test('meshes have two triangles a quad and a colour a corner', () => {
  const builder = new MeshBuilder();
  builder.quad([0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 0, 0], [0, 0, 1]);
  builder.wire([0, 0, 0], [1, 1, 1], 0.1, [1, 1, 1]);
  const { positions, colors } = builder.mesh();
  expect(positions.length).toBe((1 + 12 * 6) * 18);
  expect(colors.length).toBe(positions.length);
  expect([...positions.slice(0, 9)]).toEqual([0, 0, 0, 1, 0, 0, 1, 1, 0]);
  expect([...colors.slice(6, 9)]).toEqual([0, 0, 1]);
});
