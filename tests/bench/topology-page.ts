/** Runs inside the browser for `topology.bench.ts`: paints maps of three sizes and pans over them as a hand does. */

import { layOut } from '../../src/app/layout-port.ts';
import { layoutRequest } from '../../src/app/views/topology/arrange.ts';
import type { Camera } from '../../src/app/views/topology/camera.ts';
import { cameraFor } from '../../src/app/views/topology/camera.ts';
import { extentOf } from '../../src/app/views/topology/framing.ts';
import { makeGraph } from '../../src/app/views/topology/graph.ts';
import { readInk } from '../../src/app/views/topology/ink.ts';
import { makePicture } from '../../src/app/views/topology/picture.ts';
import { type Look, makeStage, type Stage } from '../../src/app/views/topology/stage.ts';
import type { Fleet } from '../../src/core/domain/fleet.ts';
import type { Snapshot } from '../../src/core/domain/snapshot.ts';
import { rackGraph } from './layout-graphs.ts';

const SIZES = [1000, 5000, 10_000];
const WIDTH = 1440;
const HEIGHT = 850;
const FRAMES = 180;
/** Pixels a hand moves the map within a frame. */
const STEP = 7;
const ROUNDS = 5;

/** Time between frames: median and 95th percentile; script in a frame: 95th percentile; all in ms. */
export interface PanFigure {
  readonly median: number;
  readonly frame: number;
  readonly script: number;
}

/** What was measured of one size; times in ms. */
export interface PaintFigure {
  readonly size: number;
  readonly lines: number;
  /** Everything in sight painted anew, and the longest that held the page at a stretch; medians. */
  readonly redraw: number;
  readonly longest: number;
  /** Panning at the whole map and close up. */
  readonly far: PanFigure;
  readonly near: PanFigure;
}

/** Figures of all sizes, and of a canvas on which next to nothing is drawn: of one run before each size the middle one. */
export interface TopologyFigures {
  readonly empty: PanFigure;
  readonly figures: readonly PaintFigure[];
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]) => sorted(values)[values.length >> 1];
const p95 = (values: readonly number[]) => sorted(values)[Math.floor(values.length * 0.95)];
const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

/** A fleet of bare servers with the links of the layout figures. */
function fleetOf(size: number): Fleet {
  const { from, to } = rackGraph(size, 7);
  return {
    metrics: [],
    racks: [],
    servers: Array.from({ length: size }, (_, index) => ({
      id: `srv_${index}`,
      index,
      name: `host-${index}`,
      role: 'web',
      tier: 'web',
      services: [],
      ip: '',
      os: '',
      kernel: '',
      cores: 8,
      memory: 1,
      storage: 1,
      provider: '',
      environment: '',
      location: '',
      place: undefined,
      bootedAt: undefined,
      people: undefined,
    })),
    links: Array.from(from, (a, i) => ({ from: a, to: to[i], fanOut: 1, kind: 'call' as const })),
  };
}

/** Draws one frame after the other: how even they come, and what their scripts cost. */
async function frames(draw: (frame: number) => void): Promise<PanFigure> {
  const gaps: number[] = [];
  const scripts: number[] = [];
  let before = await nextFrame();
  for (let i = 0; i < FRAMES; i++) {
    const start = performance.now();
    draw(i);
    scripts.push(performance.now() - start);
    const now = await nextFrame();
    gaps.push(now - before);
    before = now;
  }
  return { median: median(gaps), frame: p95(gaps), script: p95(scripts) };
}

async function pan(stage: Stage, first: Camera): Promise<PanFigure> {
  let camera = first;
  const look = (): Look => ({ camera, cursor: -1, keyboard: false, moving: false });
  while (stage.draw(look())) await nextFrame();
  return frames((i) => {
    // To and fro along both ways, as a hand searches.
    const turn = Math.floor(i / 45) % 4;
    camera = {
      ...camera,
      x: camera.x + STEP * [1, 0, -1, 0][turn],
      y: camera.y + STEP * [0, 1, 0, -1][turn],
    };
    stage.draw(look());
    requestIdleCallback(() => stage.prepare(look()));
  });
}

/** What the browser makes of a canvas of that size on which next to nothing is drawn: no map can be more even. */
function bare(canvas: HTMLCanvasElement): Promise<PanFigure> {
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  return frames((i) => {
    ctx?.clearRect(0, 0, canvas.width, canvas.height);
    ctx?.fillRect(i * 7, 0, 20, 20);
  });
}

function makeCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  canvas.style.width = `${WIDTH}px`;
  canvas.style.height = `${HEIGHT}px`;
  document.body.replaceChildren(canvas);
  return canvas;
}

async function measure(
  size: number,
  stage: Stage,
  canvas: HTMLCanvasElement,
): Promise<PaintFigure> {
  const fleet = fleetOf(size);
  const graph = makeGraph(fleet);
  const start = { kind: 'force', centre: -1, before: new Map(), nodesBefore: [], pins: new Map() };
  const request = layoutRequest(graph, { ...start, kind: 'force', ratio: WIDTH / HEIGHT });
  const { positions } = await layOut(
    { ...request, anchors: undefined },
    new AbortController().signal,
  );
  // One server in fifty is in trouble: their shapes and names are drawn too.
  const snapshot = {
    values: new Float32Array(0),
    status: Uint8Array.from({ length: size }, (_, i) => (i % 50 === 0 ? 2 : 0)),
    health: new Float32Array(size).fill(90),
    incidents: [],
  } as unknown as Snapshot;
  const picture = makePicture(fleet, graph, snapshot, {
    mode: 'traffic',
    focus: undefined,
    blast: undefined,
    cause: undefined,
    label: () => '',
    name: (node) => node.label,
  });
  const content = { picture, positions, hulls: [], pinned: new Uint8Array(graph.nodes.length) };
  const frame = { left: 60, top: 60, right: WIDTH - 60, bottom: HEIGHT - 60 };
  const whole = cameraFor(extentOf(positions), frame, 1);
  const near = { k: 0.6, x: WIDTH / 2, y: HEIGHT / 2 };
  const look: Look = { camera: whole, cursor: -1, keyboard: false, moving: false };
  const totals: number[] = [];
  const longest: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    stage.set(content, false);
    let [sum, most] = [0, 0];
    for (let isMore = true; isMore; ) {
      const begun = performance.now();
      isMore = stage.draw(look);
      // Reading a pixel back waits until what was ordered is really painted.
      canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
      const took = performance.now() - begun;
      sum += took;
      most = Math.max(most, took);
      await nextFrame();
    }
    totals.push(sum);
    longest.push(most);
  }
  stage.set(content, false);
  return {
    size,
    lines: graph.edges.count,
    redraw: median(totals),
    longest: median(longest),
    far: await pan(stage, whole),
    near: await pan(stage, near),
  };
}

async function run(): Promise<TopologyFigures> {
  const figures: PaintFigure[] = [];
  const empties: PanFigure[] = [];
  for (const size of SIZES) {
    // Before each size: what else the machine does changes from minute to minute.
    empties.push(await bare(makeCanvas()));
    const canvas = makeCanvas();
    const stage = makeStage(canvas, undefined, readInk(canvas));
    stage.resize();
    figures.push(await measure(size, stage, canvas));
  }
  empties.sort((a, b) => a.frame - b.frame);
  return { empty: empties[empties.length >> 1], figures };
}

run().then(
  (figures) => Object.assign(globalThis, { benchResult: figures }),
  (error: unknown) => Object.assign(globalThis, { benchResult: { error: String(error) } }),
);
