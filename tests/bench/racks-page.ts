/** Runs inside the browser for `racks.bench.ts`: the 3-D rooms turned for some seconds, and beside them plain three.js with one object per unit. */
import {
  BoxGeometry,
  Mesh,
  MeshBasicMaterial,
  PerspectiveCamera,
  Scene,
  WebGLRenderer,
} from 'three';
import { floorBox, standFloor } from '../../src/app/views/racks/floor.ts';
import { RACK, slotFront } from '../../src/app/views/racks/geometry.ts';
import { halls, type RackModel } from '../../src/app/views/racks/model.ts';
import type { RackPicture } from '../../src/app/views/racks/picture.ts';
import { mountRacks } from '../../src/app/views/racks/rack-scene.ts';
import type { RackPath } from '../../src/app/views/racks/rack-scene-parts.ts';

const [WIDTH, HEIGHT] = [1280, 800];
const PER_RACK = 14;
const WARM_MS = 2000;
const TURN_MS = 3000;

/** What a run measured; times in milliseconds. */
export interface RackFigures {
  readonly calls: number;
  readonly frames: number;
  readonly seconds: number;
  readonly scripts: readonly number[];
  readonly ratio: number;
  readonly recolour: readonly number[];
}

/** Racks of 14 units in halls of four rows of eight, as the simulated fleet stands. */
function models(units: number): readonly RackModel[] {
  return Array.from({ length: Math.ceil(units / PER_RACK) }, (_, r) => ({
    rack: {
      name: `R${r}`,
      site: `s${Math.floor(r / 256)}`,
      room: `hall-${Math.floor(r / 32) % 8}`,
      row: 'ABCD'[Math.floor(r / 8) % 4],
      position: r % 8,
      units: 42,
      powerLimit: 8000,
    },
    slots: Array.from({ length: Math.min(PER_RACK, units - r * PER_RACK) }, (_, k) => ({
      server: r * PER_RACK + k,
      unit: 1 + 2 * k,
      height: 1 + (k & 1),
    })).reverse(),
    used: 21,
  }));
}

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

function element(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = `position:absolute;inset:0;inline-size:${WIDTH}px;block-size:${HEIGHT}px`;
  document.body.append(canvas);
  return canvas;
}

/** Turns something for a while; returns frames a second and what each cost. */
async function turning(ms: number, step: () => void, cost: () => number) {
  const scripts: number[] = [];
  const began = await frame();
  let now = began;
  while (now - began < ms) {
    step();
    now = await frame();
    scripts.push(cost());
  }
  return { frames: scripts.length, seconds: (now - began) / 1000, scripts };
}

async function ours(units: number, path: RackPath): Promise<RackFigures | undefined> {
  const floor = standFloor(halls(models(units)), new Set());
  const picture = (shift: number): RackPicture => ({
    floor,
    heat: Uint8Array.from({ length: units }, (_, i) => (i * 7 + shift) & 7),
    status: new Uint8Array(units),
    impact: undefined,
    dim: false,
    rack: -1,
    server: -1,
  });
  const [canvas, words] = [element(), element()];
  let drawn: () => void = () => undefined;
  const nothing = () => undefined;
  const events = { pick: nothing, hover: nothing, leader: nothing, lost: nothing };
  const scene = mountRacks(
    canvas,
    words,
    { ...events, drawn: () => drawn(), reducedMotion: () => true, inset: () => 0 },
    { losses: 0 },
    path,
  );
  if (!scene) return undefined;
  scene.show(picture(0));
  scene.enter(floorBox(floor));
  scene.resize();
  const turn = () => scene.turn(0.012, 0);
  await turning(WARM_MS, turn, () => 0);
  const turned = await turning(TURN_MS, turn, () => scene.figures().script);
  const { calls, ratio } = scene.figures();
  const recolour: number[] = [];
  for (let i = 1; i <= 9; i++) {
    const next = picture(i);
    await frame();
    const began = performance.now();
    await new Promise<void>((resolve) => {
      drawn = resolve;
      scene.show(next);
    });
    recolour.push(performance.now() - began);
  }
  scene.dispose();
  canvas.remove();
  words.remove();
  return { ...turned, calls, ratio, recolour };
}

/** The obvious way: a mesh per unit and per cabinet, default renderer. */
async function plain(units: number): Promise<RackFigures> {
  const floor = standFloor(halls(models(units)), new Set());
  const canvas = element();
  const renderer = new WebGLRenderer({ canvas, antialias: true });
  renderer.setSize(WIDTH, HEIGHT, false);
  const scene = new Scene();
  const materials = Array.from(
    { length: 8 },
    (_, i) => new MeshBasicMaterial({ color: (i * 0x1f1f1f + 0x202020) & 0xffffff }),
  );
  const steel = new MeshBasicMaterial({ color: 0x222222 });
  const shapes = [1, 2].map(
    (height) => new BoxGeometry(RACK.opening, height * RACK.unit - 0.006, 0.02),
  );
  const units_: Mesh[] = [];
  for (const cabinet of floor.cabinets) {
    const box = new Mesh(new BoxGeometry(RACK.width, cabinet.height, RACK.depth), steel);
    box.position.set(cabinet.x, cabinet.height / 2, cabinet.z);
    scene.add(box);
    for (const slot of cabinet.model.slots) {
      const unit = new Mesh(shapes[slot.height - 1], materials[slot.server & 7]);
      unit.position.set(...slotFront(cabinet, slot));
      scene.add(unit);
      units_.push(unit);
    }
  }
  const [least, most] = floorBox(floor);
  const middle = [0, 1, 2].map((axis) => (least[axis] + most[axis]) / 2);
  const far = Math.max(most[0] - least[0], most[2] - least[2]) * 1.5 + 4;
  const camera = new PerspectiveCamera(30, WIDTH / HEIGHT, 0.1, far * 4);
  let yaw = -0.5;
  let script = 0;
  const step = () => {
    const began = performance.now();
    yaw += 0.012;
    camera.position.set(
      middle[0] + far * Math.sin(yaw),
      middle[1] + far * 0.4,
      middle[2] + far * Math.cos(yaw),
    );
    camera.lookAt(middle[0], middle[1], middle[2]);
    renderer.render(scene, camera);
    script = performance.now() - began;
  };
  await turning(WARM_MS / 2, step, () => 0);
  const turned = await turning(TURN_MS, step, () => script);
  const { calls } = renderer.info.render;
  const recolour: number[] = [];
  for (let i = 1; i <= 5; i++) {
    await frame();
    const began = performance.now();
    units_.forEach((unit, k) => {
      unit.material = materials[(k + i) & 7];
    });
    step();
    recolour.push(performance.now() - began);
  }
  renderer.dispose();
  renderer.forceContextLoss();
  canvas.remove();
  return { ...turned, calls, ratio: 1, recolour };
}

/** What this machine shows at best: a canvas of the same size, only cleared. */
async function empty(): Promise<RackFigures> {
  const canvas = element();
  const gl = canvas.getContext('webgl2', { antialias: false, alpha: false });
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  let shade = 0;
  const clear = () => {
    shade = (shade + 0.01) % 1;
    gl?.clearColor(shade, 0, 0, 1);
    gl?.clear(gl.COLOR_BUFFER_BIT);
  };
  await turning(WARM_MS / 2, clear, () => 0);
  const turned = await turning(TURN_MS, clear, () => 0);
  canvas.remove();
  return { ...turned, calls: 0, ratio: 1, recolour: [] };
}

Object.assign(globalThis, { runRacks: { ours, plain, empty } });
