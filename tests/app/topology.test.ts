/** The map without its canvas: graph, traffic, blast radius, layouts, framing, keys. */
import { expect, test } from 'vitest';
import { aggregate, MAX_SERVERS_SHOWN, pathTo } from '../../src/app/views/topology/aggregate.ts';
import { layoutRequest, placesOf } from '../../src/app/views/topology/arrange.ts';
import { blastRadius, reach } from '../../src/app/views/topology/blast.ts';
import { cameraFor, zoomAt } from '../../src/app/views/topology/camera.ts';
import { filterServers, NO_FILTER, readFilter } from '../../src/app/views/topology/filter.ts';
import { edgeFigures, figuresAt, flowStep, linkRates } from '../../src/app/views/topology/flow.ts';
import { extentOf, frameMap } from '../../src/app/views/topology/framing.ts';
import {
  EDGE_KINDS,
  entryServers,
  makeGraph,
  type TopologyGraph,
} from '../../src/app/views/topology/graph.ts';
import type { Ink } from '../../src/app/views/topology/ink.ts';
import { LINE_BUDGET, planLines } from '../../src/app/views/topology/lines.ts';
import { peersOf } from '../../src/app/views/topology/peers.ts';
import { makePicture, type Picture, type Scope } from '../../src/app/views/topology/picture.ts';
import { parsePins } from '../../src/app/views/topology/pins.ts';
import { makeFinder } from '../../src/app/views/topology/places.ts';
import { TONES } from '../../src/app/views/topology/tones.ts';
import { follow, walk } from '../../src/app/views/topology/walk.ts';
import { placeWords } from '../../src/app/views/topology/words.ts';
import { makeImpactModel } from '../../src/core/impact.ts';
import { layeredPlaces } from '../../src/core/layout/layered.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import { fleetOf, snapshotOf } from './fleets.ts';

const CHAIN = fleetOf(
  [
    'proxy-01 edge',
    'web-01 web',
    'web-02 web',
    'api-01 api',
    'db-01 data',
    'db-02 data',
    'mon-01 platform',
  ],
  [
    'proxy-01 > web-01 .5',
    'proxy-01 > web-02 .5',
    'web-01 > api-01 1',
    'web-02 > api-01 .2',
    'api-01 > db-01 2',
    'db-01 => db-02',
    'mon-01 ~ db-01',
  ],
);
const RATES = {
  request_rate: [100, 60, 40, 80, 160, 0, 0],
  latency_p95: [0.4, 0.3, 0.2, 0.1, 0.05, 0.01, NaN],
};
/** Lines as `kind from to`. */
const linesOf = ({ edges, nodes }: TopologyGraph) =>
  Array.from(
    { length: edges.count },
    (_, e) => `${EDGE_KINDS[edges.kind[e]]} ${nodes[edges.from[e]].key} ${nodes[edges.to[e]].key}`,
  );
/** Number of the line between two nodes. */
const lineOf = (graph: TopologyGraph, from: string, to: string) =>
  linesOf(graph).findIndex((line) => line.endsWith(` ${from} ${to}`));
const column = (name: string) => CHAIN.servers.findIndex((server) => server.name === name);

test('small fleets show every server, and users before those nobody calls', () => {
  const graph = makeGraph(CHAIN);
  expect(graph.nodes.map((node) => node.key)).toEqual([
    ...CHAIN.servers.map((server) => server.name),
    'users',
  ]);
  expect(entryServers(CHAIN)).toEqual([column('proxy-01')]);
  expect(linesOf(graph).filter((line) => line.includes('users'))).toEqual(['users users proxy-01']);
});

test('a fleet without links has no users and no edges', () => {
  const graph = makeGraph(fleetOf(['a web', 'b web'], []));
  expect(graph.nodes.map((node) => node.key)).toEqual(['a', 'b']);
  expect(graph.edges.count).toBe(0);
});

const openTo = (fleet: ReturnType<typeof fleetOf>, server: number) =>
  new Set(
    pathTo(
      fleet,
      fleet.servers.map(({ index }) => index),
      'tier',
      server,
    ),
  );

test('large fleets start as tiers, open on demand and never show more than the limit', () => {
  const names = Array.from(
    { length: 2400 },
    (_, i) =>
      `s-${i} ${['web', 'api', 'data'][i % 3]} site${Math.floor(i / 800)}/hall-1/${'ABCD'[Math.floor(i / 200) % 4]}/R${Math.floor(i / 20)}`,
  );
  const fleet = fleetOf(names, []);
  expect(
    makeGraph(fleet, { by: 'tier' }).nodes.map((node) => [node.key, node.servers.length]),
  ).toEqual([
    ['web', 800],
    ['api', 800],
    ['data', 800],
  ]);
  for (const server of [0, 1234, 2399]) {
    const graph = makeGraph(fleet, { by: 'tier', open: openTo(fleet, server) });
    expect(graph.nodes.length).toBeLessThanOrEqual(MAX_SERVERS_SHOWN);
    expect(graph.nodes[graph.nodeOf[server]].kind).toBe('server');
    expect(graph.nodes.reduce((sum, node) => sum + node.servers.length, 0)).toBe(2400);
  }
});

test('servers without places are split by their order', () => {
  const fleet = fleetOf(
    Array.from({ length: 400 }, (_, i) => `host-${i} platform`),
    [],
  );
  const graph = makeGraph(fleet, { by: 'tier', open: openTo(fleet, 399) });
  expect(
    graph.nodes.filter((node) => node.kind === 'group').every((node) => node.servers.length === 40),
  ).toBe(true);
  expect(graph.nodes[graph.nodeOf[399]].key).toBe('host-399');
});

test('calls share what the callee measured by the callers’ rate times fan-out', () => {
  const rates = linkRates(CHAIN, snapshotOf(CHAIN, RATES).values);
  // web-01 sends 60, web-02 8; api-01 measured 80.
  expect(rates[2]).toBeCloseTo((80 * 60) / 68);
  expect(rates[3]).toBeCloseTo((80 * 8) / 68);
  expect(rates[5]).toBeNaN();
});

test('a caller without samples sends nothing; an unmeasured callee gets what is sent', () => {
  const silent = snapshotOf(CHAIN, { request_rate: [100, NaN, 40, NaN, 160, 0, 0] });
  const rates = linkRates(CHAIN, silent.values);
  expect(rates[2]).toBeNaN();
  expect(rates[3]).toBeCloseTo(8);
});

test('edges carry the rate and the callee’s p95; users carry what the entry serves', () => {
  const graph = makeGraph(CHAIN);
  const figures = edgeFigures(CHAIN, graph, snapshotOf(CHAIN, RATES).values);
  const at = (from: string, to: string) => figuresAt(figures, lineOf(graph, from, to));
  expect(at('users', 'proxy-01').rate).toBe(100);
  expect(at('api-01', 'db-01').p95).toBeCloseTo(0.05);
  expect(at('mon-01', 'db-01').rate).toBeNaN();
});

test('widths fall one step per half decade', () => {
  expect([100, 32, 31, 10, 3, 0.1, 0, NaN].map((rate) => flowStep(rate, 100))).toEqual([
    4, 4, 3, 2, 1, 0, 0, 0,
  ]);
});

test('trouble goes up the calls and down the replication, never along watching', () => {
  expect([...reach(CHAIN, column('db-01'))]).toEqual([3, 2, 2, 1, 0, 1, -1]);
});

test('blast radius tells affected from at risk and weighs the requests', () => {
  const snapshot = snapshotOf(CHAIN, RATES, { 'db-01': 'crit', 'api-01': 'warn', 'web-01': 'ok' });
  const blast = blastRadius(CHAIN, snapshot, column('db-01'));
  expect(
    blast.reached.map(
      ({ server, hop, affected }) => `${CHAIN.servers[server].name} ${hop} ${affected}`,
    ),
  ).toEqual([
    'api-01 1 true',
    'db-02 1 false',
    'web-01 2 false',
    'web-02 2 false',
    'proxy-01 3 false',
  ]);
  expect([blast.affected, blast.atRisk]).toEqual([1, 4]);
  // Half goes to web-01, always to the database; half to web-02, of it a fifth.
  expect(blast.share).toBeCloseTo(1 - (1 - 0.5) * (1 - 0.5 * 0.2));
  expect(blast.toEntry).toBeNaN();
});

test('the time to reach users is read from the incident', () => {
  const snapshot = snapshotOf(CHAIN, RATES, { 'db-01': 'crit' }, [
    { server: 'db-01', onset: 1000 },
    { server: 'api-01', onset: 3000 },
    { server: 'proxy-01', onset: 191_000 },
  ]);
  expect(blastRadius(CHAIN, snapshot, column('db-01')).toEntry).toBe(190_000);
});

const toneOf = (picture: Picture, from: string, to: string) =>
  TONES[picture.edges.tone[lineOf(picture.graph, from, to)]];

const scope = (change: Partial<Scope>): Scope => ({
  mode: 'traffic',
  focus: undefined,
  blast: undefined,
  cause: undefined,
  label: () => '',
  name: (node) => node.label,
  ...change,
});

test('the picture marks affected paths, risk, and dims what is out of reach', () => {
  const snapshot = snapshotOf(CHAIN, RATES, { 'db-01': 'crit', 'api-01': 'crit' });
  const focus = column('db-01');
  const graph = makeGraph(CHAIN);
  const picture = makePicture(
    CHAIN,
    graph,
    snapshot,
    scope({ focus, blast: blastRadius(CHAIN, snapshot, focus) }),
  );
  const tone = (from: string, to: string) => toneOf(picture, from, to);
  expect([
    tone('api-01', 'db-01'),
    tone('web-01', 'api-01'),
    tone('users', 'proxy-01'),
    tone('mon-01', 'db-01'),
  ]).toEqual(['hit', 'risk', 'risk', 'beside']);
  expect(picture.nodes[column('mon-01')].tone).toBe('dim');
  expect(picture.nodes[column('web-01')].hop).toBe(2);
});

test('a healthy focus shows its reach without alarm, a suspect is joined to it', () => {
  const snapshot = snapshotOf(CHAIN, RATES);
  const focus = column('db-01');
  const picture = makePicture(
    CHAIN,
    makeGraph(CHAIN),
    snapshot,
    scope({
      focus,
      blast: blastRadius(CHAIN, snapshot, focus),
      cause: { server: column('mon-01'), label: 'x' },
    }),
  );
  expect(new Set([...picture.edges.tone].map((code) => TONES[code]))).toEqual(
    new Set(['reach', 'beside']),
  );
  expect(picture.pointer).toEqual({ from: column('mon-01'), to: focus, label: 'x' });
  expect(picture.nodes[column('mon-01')].tone).toBe('cause');
});

test('latency colours links by the callee’s p95, unmeasured ones not at all', () => {
  const picture = makePicture(
    CHAIN,
    makeGraph(CHAIN),
    snapshotOf(CHAIN, {
      request_rate: RATES.request_rate,
      latency_p95: [2, 0.3, NaN, 0.1, 0.005, 0, 0],
    }),
    scope({ mode: 'latency' }),
  );
  const heat = (from: string, to: string) => picture.edges.heat[lineOf(picture.graph, from, to)];
  expect([
    heat('users', 'proxy-01'),
    heat('proxy-01', 'web-01'),
    heat('proxy-01', 'web-02'),
    heat('web-01', 'api-01'),
    heat('api-01', 'db-01'),
  ]).toEqual([7, 5, -1, 4, 0]);
});

test('peers come callers first, busiest first, watchers last', () => {
  const peers = peersOf(CHAIN, snapshotOf(CHAIN, RATES).values, column('api-01'));
  expect(
    peers.map(({ server, direction }) => `${CHAIN.servers[server].name} ${direction}`),
  ).toEqual(['web-01 in', 'web-02 in', 'db-01 out']);
  expect(
    peersOf(CHAIN, snapshotOf(CHAIN, RATES).values, column('db-01')).map(({ kind }) => kind),
  ).toEqual(['call', 'replicate', 'watch']);
});

const placed = (graph: TopologyGraph) =>
  layeredPlaces(
    layoutRequest(graph, {
      kind: 'layered',
      centre: -1,
      before: new Map(),
      nodesBefore: [],
      pins: new Map(),
      ratio: 1.6,
    }),
  );

test('layers go left to right from users', () => {
  const graph = makeGraph(CHAIN);
  const layered = placed(graph);
  const x = (name: string) => layered[graph.nodes.findIndex((node) => node.key === name) * 2];
  expect(x('users')).toBeLessThan(x('proxy-01'));
  expect(x('proxy-01')).toBeLessThan(x('web-01'));
  expect(x('web-01')).toBe(x('web-02'));
});

test('an empty map has an extent, and nobody is found on it', () => {
  expect(extentOf(new Float32Array(0))).toEqual({ left: 0, top: 0, right: 1, bottom: 1 });
  expect(makeFinder(new Float32Array(0)).nearest(0, 0, 100)).toBe(-1);
  expect(makeFinder(Float32Array.of(0, 0, 50, 0)).nearest(40, 0, 20)).toBe(1);
});

test('zooming keeps the point under the pointer', () => {
  const before = { k: 1, x: 10, y: 20 };
  const after = zoomAt(before, 2, 110, 220);
  expect((110 - after.x) / after.k).toBeCloseTo((110 - before.x) / before.k);
  expect(zoomAt(before, 1e9, 0, 0).k).toBe(3);
  expect(
    cameraFor(
      { left: 0, top: 0, right: 100, bottom: 50 },
      { left: 0, top: 0, right: 200, bottom: 200 },
      9,
    ),
  ).toEqual({ k: 2, x: 0, y: 50 });
});

test('phones start at the focus, legibly, without empty ground beside the map', () => {
  const graph = makeGraph(CHAIN);
  const focus = column('db-01');
  const positions = placed(graph);
  const picture = makePicture(CHAIN, graph, snapshotOf(CHAIN, RATES), scope({ focus }));
  const camera = frameMap(picture, positions, 390, 480, false);
  expect(camera.k).toBe(0.62);
  const x = positions[focus * 2] * camera.k + camera.x;
  expect(x).toBeGreaterThan(40);
  expect(x).toBeLessThan(350);
});

test('phones show all of a few bubbles, above the list of what needs attention', () => {
  const { fleet } = makeWorld(42, 400);
  const graph = makeGraph(fleet, { by: 'tier' });
  // About as large as the free layout makes it on a phone.
  const positions = Float32Array.from({ length: graph.nodes.length * 2 }, (_, i) =>
    i % 2 === 0 ? (i * 197) % 711 : (i * 331) % 1150,
  );
  const picture = makePicture(fleet, graph, snapshotOf(fleet, {}), scope({}));
  const { k, x, y } = frameMap(picture, positions, 390, 640, false, 38);
  const { left, right, top, bottom } = extentOf(positions);
  expect([left * k + x, 390 - right * k - x].every((room) => room > 40)).toBe(true);
  expect([top * k + y, 640 - bottom * k - y].every((room) => room > 100)).toBe(true);
});

test('a name without room under its node stands over or beside it, not nowhere', () => {
  const graph = makeGraph(CHAIN);
  const positions = placed(graph);
  const [api, db] = [column('api-01'), column('db-01')];
  // The second node stands where the name of the first would.
  positions.set([0, 0], 2 * api);
  positions.set([0, 44], 2 * db);
  const picture = makePicture(CHAIN, graph, snapshotOf(CHAIN, RATES), scope({}));
  const painting = {
    picture,
    positions,
    hulls: [],
    pinned: new Uint8Array(graph.nodes.length),
    camera: { k: 1, x: 0, y: 0 },
  };
  const ink = { mono: 'mono', sans: 'sans' } as unknown as Ink;
  const measure = { font: '', measureText: (text: string) => ({ width: text.length * 7 }) };
  const sight = { left: -2000, right: 2000, top: -2000, bottom: 2000 };
  const words = placeWords(measure as never, painting, ink, sight, -1);
  const name = words.find(({ text }) => text === 'api-01');
  expect(name && (name.at.y < 0 || Math.abs(name.at.x) > 20)).toBe(true);
});

test('the list of what needs attention lies beside the map, not over its nodes', () => {
  const graph = makeGraph(CHAIN);
  const positions = placed(graph);
  const picture = makePicture(CHAIN, graph, snapshotOf(CHAIN, RATES), scope({}));
  // A node that a plain fit would put into the upper right corner.
  const corner = Float32Array.from(positions);
  const { right, top } = extentOf(positions);
  corner.set([right + 400, top - 200], 0);
  const camera = frameMap(picture, corner, 960, 700, false);
  expect(corner[0] * camera.k + camera.x).toBeLessThan(960 - 252 - 14);
});

test('arrow keys follow links before they jump to neighbours', () => {
  const graph = makeGraph(CHAIN);
  const positions = placed(graph);
  const key = (from: string, direction: 'left' | 'right' | 'up' | 'down') =>
    graph.nodes[
      walk(
        graph,
        positions,
        graph.nodes.findIndex((node) => node.key === from),
        direction,
      )
    ].key;
  expect(key('users', 'right')).toBe('proxy-01');
  expect(key('api-01', 'right')).toBe('db-01');
  expect(key('users', 'left')).toBe('users');
});

test('what was there keeps its place, what comes out of a bubble is hinted at it, pins hold', () => {
  const fleet = makeWorld(42, 400).fleet;
  const folded = makeGraph(fleet, { by: 'tier' });
  const before = placesOf(
    folded.nodes,
    Float32Array.from({ length: folded.nodes.length * 2 }, (_, i) => i * 10),
  );
  const open = makeGraph(fleet, { by: 'tier', open: new Set(['data']) });
  const request = layoutRequest(open, {
    kind: 'force',
    centre: -1,
    before,
    nodesBefore: folded.nodes,
    pins: new Map([['tier:web', [7, 9]]]),
    ratio: 1.6,
  });
  const at = (key: string) => open.nodes.findIndex((node) => node.key === key);
  const data = before.get('tier:data') ?? [NaN, NaN];
  const first = open.nodes.findIndex((node) => node.within === 'data');
  expect([...(request.kept?.slice(at('api') * 2, at('api') * 2 + 2) ?? [])]).toEqual([
    ...(before.get('tier:api') ?? []),
  ]);
  expect(request.kept?.[first * 2]).toBeNaN();
  expect(request.hint?.[first * 2]).toBeCloseTo(data[0]);
  expect(request.pinned?.[at('web')]).toBe(1);
  expect([...(request.kept?.slice(at('web') * 2, at('web') * 2 + 2) ?? [])]).toEqual([7, 9]);
});

test('the filter reads words and label conditions, and never hides the focus', () => {
  expect(readFilter('redis site=icn rack=~"A.*"')).toEqual({
    words: ['redis'],
    scope: [
      { label: 'site', op: '=', value: 'icn' },
      { label: 'rack', op: '=~', value: 'A.*' },
    ],
  });
  const names = (text: string, always?: number) =>
    filterServers(
      CHAIN,
      { ...NO_FILTER, text },
      (server) => server.name,
      snapshotOf(CHAIN, RATES, { 'db-01': 'crit' }).status,
      always,
    )?.map((s) => CHAIN.servers[s].name);
  expect(names('')).toBeUndefined();
  expect(names('web')).toEqual(['web-01', 'web-02']);
  expect(names('tier=data')).toEqual(['db-01', 'db-02']);
  expect(names('tier!=data db')).toEqual([]);
  expect(names('tier=~"(("')).toEqual([]);
  expect(names('web', column('db-01'))).toEqual(['web-01', 'web-02', 'db-01']);
  const troubled = filterServers(
    CHAIN,
    { ...NO_FILTER, status: 'trouble' },
    () => '',
    snapshotOf(CHAIN, RATES, { 'db-01': 'crit' }).status,
  );
  expect(troubled).toEqual([column('db-01')]);
});

test('a filtered graph holds only who was let through, and their links', () => {
  const graph = makeGraph(CHAIN, { members: [column('api-01'), column('db-01')] });
  expect(linesOf(graph)).toEqual(['call api-01 db-01']);
  expect([graph.shown, graph.nodeOf[column('web-01')]]).toEqual([2, -1]);
});

test('every grouping holds every server once', () => {
  const { fleet } = makeWorld(7, 900);
  const all = fleet.servers.map(({ index }) => index);
  for (const by of ['tier', 'role', 'site', 'rack'] as const) {
    const nodes = aggregate(fleet, all, by, new Set());
    expect(nodes.flatMap(({ servers }) => servers).sort((a, b) => a - b)).toEqual(all);
    expect(new Set(nodes.map(({ key }) => key)).size).toBe(nodes.length);
  }
});

test('a trouble marks its cause, what it takes and what is downstream; the others step back', () => {
  const snapshot = snapshotOf(CHAIN, RATES, { 'db-01': 'off' });
  const impact = makeImpactModel(CHAIN).impact(snapshot, {
    kind: 'server',
    server: column('db-01'),
  });
  const picture = makePicture(CHAIN, makeGraph(CHAIN), snapshot, scope({ impact }));
  expect(picture.nodes[column('db-01')].impact).toEqual({ cause: 1, taken: 0, downstream: 0 });
  expect(picture.nodes[column('api-01')].impact?.downstream).toBe(1);
  expect(picture.nodes[column('mon-01')]).toMatchObject({ impact: undefined, tone: 'dim' });
  expect([
    toneOf(picture, 'api-01', 'db-01'),
    toneOf(picture, 'web-01', 'api-01'),
    toneOf(picture, 'mon-01', 'db-01'),
  ]).toEqual(['hit', 'risk', 'beside']);
});

test('from afar a crowd of lines becomes bands that lose no part of the traffic between places', () => {
  const { fleet } = makeWorld(42, 600);
  const graph = makeGraph(fleet);
  expect(graph.edges.count).toBeGreaterThan(LINE_BUDGET);
  const positions = Float32Array.from(
    { length: graph.nodes.length * 2 },
    (_, i) => ((i * 7919) % 4000) - 2000,
  );
  const picture = makePicture(fleet, graph, snapshotOf(fleet, {}), scope({}));
  const far = planLines(picture, positions, 0.1);
  expect(far.singles.length).toBe(0);
  expect(far.step.length).toBeGreaterThan(10);
  expect(far.step.length).toBeLessThanOrEqual(900);
  expect(Math.max(...far.step)).toBe(4);
  const near = planLines(picture, positions, 1);
  expect(near.singles.length).toBeGreaterThan(0);
});

test('the cursor follows what it stood on into a bubble and out of it', () => {
  const { fleet } = makeWorld(42, 400);
  const folded = makeGraph(fleet, { by: 'tier' }).nodes;
  const open = makeGraph(fleet, { by: 'tier', open: new Set(['data']) }).nodes;
  const data = folded.findIndex(({ key }) => key === 'data');
  const inside = follow(open, folded[data]);
  expect(open[inside].within).toBe('data');
  expect(follow(folded, open[inside])).toBe(data);
  expect(open[follow(open, folded.at(-1))].kind).toBe('users');
  expect(follow(open, undefined)).toBe(-1);
});

test('damaged pins are left out', () => {
  expect(parsePins({ a: [1, 2], b: ['x', 2], c: [1], d: [Infinity, 0] })).toEqual({ a: [1, 2] });
  expect(parsePins([])).toBeUndefined();
});
