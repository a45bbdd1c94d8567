/** The machine room without WebGL: racks from places, facts, heat, elevations, camera and picking. */
import { expect, test } from 'vitest';
import { makeCells, paintCells } from '../../src/app/views/racks/cells.ts';
import { rowKey, runsOf, standFloor } from '../../src/app/views/racks/floor.ts';
import {
  blendOrbit,
  eyeOf,
  frameBox,
  type Lens,
  projectPoint,
  RACK,
  rayThrough,
  roomBounds,
  slotFront,
  standCabinets,
} from '../../src/app/views/racks/geometry.ts';
import { heatScale, heatStep, heatTicks } from '../../src/app/views/racks/heat.ts';
import { MARK_KINDS, markPoints } from '../../src/app/views/racks/marks.ts';
import {
  elevation,
  gravestHall,
  halls,
  rackFacts,
  rackModels,
} from '../../src/app/views/racks/model.ts';
import { makePace } from '../../src/app/views/racks/pace.ts';
import {
  makeRackPicture,
  NO_HEAT,
  type PictureChoice,
  samePicture,
} from '../../src/app/views/racks/picture.ts';
import { rackLinks } from '../../src/app/views/racks/rack-links.ts';
import { castRay, isHidden } from '../../src/app/views/racks/ray.ts';
import { roomPaths } from '../../src/app/views/racks/room-paths.ts';
import { RACK_COLUMNS, rackCells, rackRows, seenBy } from '../../src/app/views/racks/rows.ts';
import { floorSlabs } from '../../src/app/views/racks/slabs.ts';
import { stepAcross } from '../../src/app/views/racks/steps.ts';
import { nameAbove, whereIs } from '../../src/app/views/racks/where.ts';
import type { Impact } from '../../src/core/domain/impact.ts';
import { writeTable } from '../../src/core/formats/csv.ts';
import { makeImpactModel } from '../../src/core/impact.ts';
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
const ROOMS = halls(rackModels(FLEET));
const HALL = ROOMS[0];
const FLOOR = standFloor(ROOMS, new Set());
const CABINETS = FLOOR.cabinets;
const LENS: Lens = { tangent: Math.tan(Math.PI / 12), width: 1000, height: 800 };
const ORBIT = frameBox(roomBounds(CABINETS), -0.5, 0.36, LENS, [0.9, 0.8]);
const CHOICE: PictureChoice = { heat: 'temperature', dim: true, rack: 'A1', server: 0 };
/** What the failure of row A would do. */
const IMPACT = makeImpactModel(FLEET).impact(SNAPSHOT, {
  kind: 'place',
  place: { kind: 'row', name: 'row-A', servers: 3 },
});

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

test('the room with most servers down or critical is looked at first, however many are only warned of elsewhere', () => {
  const keyOf = (status: Parameters<typeof snapshotOf>[2]) =>
    gravestHall(ROOMS, snapshotOf(FLEET, {}, status))?.key;
  expect(keyOf({})).toBe('icn/hall-1');
  expect(keyOf({ a: 'warn', b: 'warn', c: 'unk', e: 'off' })).toBe('sel/hall-1');
  expect(keyOf({ a: 'crit', e: 'crit' })).toBe('icn/hall-1');
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
      if (!at || isHidden(FLOOR, eyeOf(ORBIT), point)) continue;
      expect(at.x).toBeGreaterThan(0);
      expect(at.x).toBeLessThan(LENS.width);
      const hit = castRay(FLOOR, eyeOf(ORBIT), rayThrough(ORBIT, LENS, at.x, at.y));
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
  const hit = empty && castRay(FLOOR, eyeOf(front), rayThrough(front, LENS, empty.x, empty.y));
  expect(hit && [CABINETS[hit.cabinet].model.rack.name, hit.slot]).toEqual(['A1', undefined]);
  expect(castRay(FLOOR, [0, 1, 50], [0, 0, 1])).toBeUndefined();
  expect(castRay(FLOOR, [5, 5, 5], [0, 1, 0])).toBeUndefined();
});

test('a rack behind another one is hidden, one beside it is not', () => {
  const eye = [0, 1, 20] as const;
  const back = CABINETS.find(({ model }) => model.rack.name === 'B1');
  const beside = CABINETS.find(({ model }) => model.rack.name === 'A2');
  expect(back && isHidden(FLOOR, eye, slotFront(back, back.model.slots[0]))).toBe(true);
  expect(beside && isHidden(FLOOR, eye, slotFront(beside, beside.model.slots[0]))).toBe(false);
});

test('hidden rows close up, and a flight ends where it should', () => {
  expect(standCabinets(HALL, ['B']).map(({ x, z }) => [x, z + 0])).toEqual([[0, 0]]);
  const to = { ...ORBIT, yaw: 1, distance: 3 };
  expect(blendOrbit(ORBIT, to, 1)).toEqual(to);
  expect(blendOrbit(ORBIT, to, 0)).toEqual(ORBIT);
});

test('rooms stand beside each other without touching, cabinets come in ranges of rooms and rows', () => {
  expect(FLOOR.rooms.map(({ from, to, rows }) => [from, to, rows.map((row) => row.to)])).toEqual([
    [0, 3, [2, 3]],
    [3, 4, [4]],
  ]);
  const [[, , z0], [x1, , z1]] = FLOOR.rooms[0].box;
  const [[x2, , z2]] = FLOOR.rooms[1].box;
  expect(x2 > x1 + 1 || z2 < z0 - 1 || z2 > z1 + 1).toBe(true);
  const without = standFloor(ROOMS, new Set([rowKey(HALL, 'A')]));
  expect(without.cabinets.map(({ model }) => model.rack.name)).toEqual(['B1', 'sel-A1']);
  expect(standFloor(ROOMS, new Set([rowKey(ROOMS[1], 'A')])).rooms).toHaveLength(1);
});

test('neighbours are one box, a gap or another height begins the next', () => {
  expect(runsOf(FLOOR).map(({ from, count }) => [from, count])).toEqual([
    [0, 2],
    [2, 1],
    [3, 1],
  ]);
  const racks = [0, 1, 3, 4].map((position) => ({
    rack: {
      ...HALL.racks[0].rack,
      name: `R${position}`,
      position,
      units: position === 4 ? 48 : 42,
    },
    slots: [],
    used: 0,
  }));
  const floor = standFloor([{ ...HALL, rows: ['A'], racks }], new Set());
  expect(runsOf(floor).map(({ count, units }) => [count, units])).toEqual([
    [2, 42],
    [1, 42],
    [1, 48],
  ]);
});

test('the picture changes when a step, a status or the selection does, not with every tick', () => {
  const picture = makeRackPicture(FLEET, SNAPSHOT, FLOOR, undefined, CHOICE);
  expect([picture.rack, ...picture.heat]).toEqual([0, 2, 3, NO_HEAT, 6, 1, 0]);
  const warmer = snapshotOf(
    FLEET,
    { temperature: [25.4, 31, NaN, 40, 22, 20] },
    { b: 'warn', d: 'crit' },
  );
  const same = (other: Partial<PictureChoice>, at = SNAPSHOT, impact?: Impact) =>
    samePicture(picture, makeRackPicture(FLEET, at, FLOOR, impact, { ...CHOICE, ...other }));
  expect(same({}, warmer)).toBe(true);
  expect([
    same({ server: 1 }),
    same({ heat: 'cpu' }),
    same({ dim: false }),
    same({ rack: 'A2' }),
    same({}, SNAPSHOT, IMPACT),
    same({}, snapshotOf(FLEET, { temperature: [25, 31, NaN, 40, 22, 20] })),
  ]).toEqual([false, false, false, false, false, false]);
});

test('every unit is one texel: heat, flags, place within its server; the last of a cabinet tells of itself', () => {
  const map = makeCells(FLOOR);
  paintCells(map, makeRackPicture(FLEET, SNAPSHOT, FLOOR, undefined, CHOICE));
  const texel = (cabinet: number, unit: number) => [
    ...map.data.subarray((cabinet * map.stride + unit - 1) * 4, (cabinet * map.stride + unit) * 4),
  ];
  const [TAKEN_UP, CHOSEN, DIM] = [128, 64, 8];
  expect(texel(0, 1)).toEqual([2, TAKEN_UP + CHOSEN + DIM, 0, 1]);
  expect([texel(0, 3), texel(0, 4)]).toEqual([
    [3, TAKEN_UP + 1, 0, 2],
    [3, TAKEN_UP + 1, 1, 2],
  ]);
  expect(texel(0, 2)).toEqual([0, 0, 0, 0]);
  expect(texel(0, map.stride).slice(0, 2)).toEqual([1, 3]);
  expect(texel(1, map.stride).slice(0, 2)).toEqual([0, NO_HEAT]);
  paintCells(map, makeRackPicture(FLEET, SNAPSHOT, FLOOR, IMPACT, CHOICE));
  // Row A is the cause: its cabinets say so, its servers are taken with it, that of row B stands apart and fades.
  expect([0, 1, 2, 3].map((i) => texel(i, map.stride)[0] & 2)).toEqual([2, 2, 0, 0]);
  expect((texel(0, 1)[1] >> 4) & 3).toBe(2);
  expect([texel(2, 2)[1] & DIM, (texel(2, 2)[1] >> 4) & 3]).toEqual([DIM, 0]);
});

test('marks stand on units, cabinets and rooms; a trouble is hatched on the floor where it is', () => {
  const { kinds, levels } = markPoints(makeRackPicture(FLEET, SNAPSHOT, FLOOR, undefined, CHOICE));
  const list = [...kinds].map((kind, i) => `${MARK_KINDS[kind]} ${levels[i]}`);
  expect(list.sort()).toEqual(['crit 0', 'crit 1', 'crit 2', 'warn 0', 'warn 1']);
  const shown = markPoints(makeRackPicture(FLEET, SNAPSHOT, FLOOR, IMPACT, CHOICE));
  expect([...shown.kinds].filter((kind) => MARK_KINDS[kind] === 'taken')).toHaveLength(3 + 2);
  const flags = [...floorSlabs(FLOOR, IMPACT).sizes].filter((_, i) => i % 18 === 2);
  expect(flags).toEqual([0, 1, 0]);
  expect([...floorSlabs(FLOOR, undefined).sizes].filter((_, i) => i % 18 === 2)).toEqual([0, 0]);
});

test('a machine that keeps up draws finely while moving, one that does not coarsely and steadily', () => {
  const run = (pace: ReturnType<typeof makePace>, took: number, frames: number) => {
    let ratio = 0;
    for (let i = 0; i < frames; i++) ratio = pace.moving(i * took);
    return ratio;
  };
  expect(run(makePace(false), 16.7, 200)).toBe(2);
  expect(run(makePace(true), 16.7, 20)).toBeLessThan(1);
  expect(run(makePace(true), 40, 60)).toBe(0.5);
  // A pause between two movements is no dropped frame.
  const pace = makePace(false);
  const before = pace.moving(0);
  expect(pace.moving(60_000)).toBe(before);
});

test('a selection is an address, and Escape goes up level by level', () => {
  const at = (name: string | undefined) => whereIs(FLEET, ROOMS, name);
  const up = (name: string | undefined): readonly string[] => {
    const above = nameAbove(FLEET, at(name));
    return above === undefined ? [] : [above, ...up(above)];
  };
  expect(up('a')).toEqual(['A1', 'row-A', 'hall-1']);
  // One row only: the row would be the room once more.
  expect(up('e')).toEqual(['sel-A1', 'sel-hall-1']);
  expect(at('row-B').row).toBe('B');
  expect(at('nobody')).toEqual({ hall: undefined, row: undefined, rack: undefined, server: -1 });
});

test('arrows go across racks at about the same height, and up and down within one', () => {
  const go = (from: string | undefined, dx: number, dy: number) =>
    stepAcross(FLOOR, FLEET, whereIs(FLEET, ROOMS, from), dx, dy);
  expect([go(undefined, 1, 0), go('row-B', 1, 0), go('A1', 1, 0)]).toEqual(['A1', 'B1', 'A2']);
  expect([go('A1', 0, 1), go('b', 0, 1), go('a', 0, 1), go('b', 1, 0)]).toEqual([
    'b',
    'a',
    'a',
    'c',
  ]);
});

test('racks as figures: what is not known stays empty, and a file is safe to open', () => {
  const rows = rackRows(FLEET, SNAPSHOT, rackModels(FLEET));
  expect(rows.map(({ worst, power }) => [worst, power])).toEqual([
    ['warn', 500],
    ['ok', NaN],
    ['crit', 410],
    ['ok', 100],
  ]);
  const cells = rackCells({
    ...rows[1],
    model: { ...rows[1].model, rack: { ...rows[1].model.rack, name: '=HYPERLINK("x")' } },
  });
  expect(cells).toHaveLength(RACK_COLUMNS.length);
  expect(cells[RACK_COLUMNS.indexOf('power_watts')]).toBeUndefined();
  expect(writeTable([cells.map((cell) => String(cell ?? ''))])).toContain('"\'=HYPERLINK');
  expect(rows.filter((row) => seenBy('trouble', row)).length).toBe(2);
  expect(rows.every((row) => seenBy('space', row))).toBe(true);
});

test('the page draws every unit once by heat, and once more by its part in a trouble', () => {
  const spots = rackModels(FLEET).map((model, i) => ({
    model,
    x: i * 40,
    y: 0,
    width: 30,
    unit: 2,
  }));
  const paths = roomPaths(spots, makeRackPicture(FLEET, SNAPSHOT, FLOOR, IMPACT, CHOICE));
  const count = (path: string) => path.split('M').length - 1;
  expect(paths.heat.map(count)).toEqual([0, 1, 1, 1, 0, 0, 1, 0]);
  expect([count(paths.silent), count(paths.parts.taken)]).toEqual([1, 3]);
  expect(paths.heat[2]).toMatch(/^M0 82h30v1.5h-30z/);
});

test('links of a rack: inside, out of it, and to whom', () => {
  const fleet = fleetOf(
    ['a web x/h/A/A1@1', 'b web x/h/A/A1@2', 'c web x/h/A/A2@1', 'd web'],
    ['a > b 1', 'a > c 1', 'c > b 1', 'd > a 1'],
  );
  expect(rackLinks(fleet, rackModels(fleet)[0])).toEqual({
    inside: 1,
    leaving: 3,
    peers: [{ rack: 'A2', links: 2 }],
  });
});
