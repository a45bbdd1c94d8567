/** The machine room in WebGL: cabinets instanced, units as one mesh of front planes, drawn only when something changed. Sole importer of three. */
import {
  AdditiveBlending,
  BufferAttribute,
  BufferGeometry,
  CanvasTexture,
  ColorManagement,
  DoubleSide,
  Fog,
  InstancedMesh,
  LinearSRGBColorSpace,
  LineBasicMaterial,
  LineSegments,
  Matrix4,
  MeshBasicMaterial,
  NormalBlending,
  type Object3D,
  PerspectiveCamera,
  Mesh as ThreeMesh,
  Scene as ThreeScene,
  WebGLRenderer,
} from 'three';
import { onThemeChange } from '../../charts/colors.ts';
import { bindPointers, easeInOut } from '../topology/camera.ts';
import {
  cabinetMesh,
  edgeMesh,
  floorMesh,
  frameMesh,
  type GlowMesh,
  glowMesh,
  unitMesh,
} from './build.ts';
import {
  axesOf,
  blendOrbit,
  type Cabinet,
  castRay,
  eyeOf,
  frameBox,
  isHidden,
  type Lens,
  type Orbit,
  projectPoint,
  RACK,
  rayThrough,
  roomBounds,
  slotFront,
  type Vec,
} from './geometry.ts';
import { colorNumber, type RackInk, readRackInk, softDisc } from './ink.ts';
import type { Mesh } from './mesh.ts';
import { type RackPicture, samePicture } from './picture.ts';
import { type Angle, DIRECTIONS, type RackEvents, type RackHit, type RackScene } from './room.ts';
import { type Leader, paintWords } from './words.ts';

/** Vertical, degrees. */
const FIELD_OF_VIEW = 30;
const TANGENT = Math.tan((FIELD_OF_VIEW / 360) * Math.PI);
/** Thickness of frames for each metre of distance: about two pixels. */
const BAR = 0.0013;
const MOVE_MS = 420;
const RESTORE_MS = 3000;

/**
 * Mounts the room. `words` lies over `canvas` and takes the pointer.
 * @returns `undefined` where WebGL 2 is missing
 */
export function mountRacks(
  canvas: HTMLCanvasElement,
  words: HTMLCanvasElement,
  events: RackEvents,
): RackScene | undefined {
  const gl = canvas.getContext('webgl2', {
    antialias: true,
    alpha: true,
    powerPreference: 'low-power',
  });
  if (!gl) return undefined;
  // Tokens are mixed as they appear on screen; no conversion on the way.
  ColorManagement.enabled = false;
  const renderer = new WebGLRenderer({ canvas, context: gl });
  renderer.outputColorSpace = LinearSRGBColorSpace;
  renderer.setClearColor(0, 0);
  const slow = isSoftware(gl);
  const camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, 0.1, 400);
  const scene = new ThreeScene();
  let ink: RackInk = readRackInk(canvas);
  let picture: RackPicture | undefined;
  let built: readonly Cabinet[] = [];
  let room: Object3D[] = [];
  let contents: Object3D[] = [];
  /** Distance the frames' thickness was made for. */
  let framedAt = 8;
  let angle: Angle = 'orbit';
  let orbit: Orbit | undefined;
  let width = 0;
  let height = 0;
  let frame = 0;
  let movement = 0;
  let lostTimer = 0;

  const draw = () => {
    frame = 0;
    if (!picture || !orbit || width === 0 || gl.isContextLost()) return;
    if (Math.abs(Math.log(orbit.distance / framedAt)) > 0.2) rebuildContents(picture);
    const [ex, ey, ez] = eyeOf(orbit);
    camera.position.set(ex, ey, ez);
    camera.up.set(...axesOf(orbit)[1]);
    camera.lookAt(...orbit.target);
    camera.updateMatrixWorld();
    scene.fog = new Fog(colorNumber(ink.app), orbit.distance * 0.95, orbit.distance * 2.6);
    renderer.render(scene, camera);
    const leader = leaderOf(picture);
    events.leader(leader);
    const ctx = words.getContext('2d');
    if (ctx) {
      const ratio = Math.min(2, devicePixelRatio);
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, width, height);
      paintWords(ctx, picture, orbit, project, leader, ink);
    }
    events.drawn();
  };
  const redraw = () => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };

  const lens = (): Lens => ({ tangent: TANGENT, width, height });
  const project = (point: Vec) => orbit && projectPoint(orbit, lens(), point);

  /** The card stands beside the selected unit, low, on the side with more room. */
  const leaderOf = ({ cabinets, slots, server }: RackPicture): Leader | undefined => {
    if (server < 0 || width < 640) return undefined;
    for (let i = 0; i < cabinets.length; i++) {
      const slot = slots[i].find((each) => each.server === server);
      if (!slot) continue;
      const [x, y, z] = slotFront(cabinets[i], slot);
      const point: Vec = [x + RACK.opening * 0.48, y, z + 0.01];
      const at = project(point);
      if (!at || !orbit || isHidden(cabinets, eyeOf(orbit), point)) return undefined;
      const right = at.x + 330 < width;
      return {
        ...at,
        cardX: right ? at.x + 150 : at.x - 150,
        cardY: Math.min(height - 130, Math.max(120, at.y + 110)),
      };
    }
    return undefined;
  };

  // The bar above and the legend below stay free.
  const home = (which: Angle): Orbit =>
    frameBox(roomBounds(built), ...DIRECTIONS[which], lens(), [
      0.9,
      Math.max(0.5, (height - 150) / height),
    ]);
  const fly = (to: Orbit) => {
    cancelAnimationFrame(movement);
    const from = orbit;
    if (!from || events.reducedMotion() || document.hidden) {
      orbit = to;
      redraw();
      return;
    }
    const start = performance.now();
    const next = (now: number) => {
      const share = Math.min(1, (now - start) / MOVE_MS);
      orbit = blendOrbit(from, to, easeInOut(share));
      draw();
      if (share < 1) movement = requestAnimationFrame(next);
    };
    movement = requestAnimationFrame(next);
  };

  const rebuildRoom = () => {
    clear(scene, room);
    const byUnits = new Map<number, Cabinet[]>();
    for (const cabinet of built) {
      const list = byUnits.get(cabinet.model.rack.units);
      if (list) list.push(cabinet);
      else byUnits.set(cabinet.model.rack.units, [cabinet]);
    }
    const steel = new MeshBasicMaterial({
      vertexColors: true,
      side: DoubleSide,
      // Edges lie on the faces: push the faces back a little, or they hide half of every line.
      polygonOffset: true,
      polygonOffsetFactor: 1,
      polygonOffsetUnits: 2,
    });
    room = [...byUnits].map(([units, cabinets]) => {
      const mesh = new InstancedMesh(geometryOf(cabinetMesh(units, ink)), steel, cabinets.length);
      cabinets.forEach(({ x, z }, i) => {
        mesh.setMatrixAt(i, new Matrix4().makeTranslation(x, 0, z));
      });
      mesh.frustumCulled = false;
      return mesh;
    });
    room.push(lines(edgeMesh(built, ink)), lines(floorMesh(built, ink)));
    scene.add(...room);
  };
  const rebuildContents = (next: RackPicture) => {
    clear(scene, contents);
    framedAt = orbit?.distance ?? 8;
    const flat = new MeshBasicMaterial({ vertexColors: true, side: DoubleSide });
    contents = [
      new ThreeMesh(geometryOf(unitMesh(next, ink)), flat),
      new ThreeMesh(geometryOf(frameMesh(next, BAR * framedAt, ink)), flat),
      floorLight(glowMesh(next, ink), ink),
    ];
    scene.add(...contents);
  };

  const hitAt = (x: number, y: number): RackHit | undefined => {
    if (!picture || !orbit) return undefined;
    const hit = castRay(built, eyeOf(orbit), rayThrough(orbit, lens(), x, y));
    if (!hit) return undefined;
    const { model } = built[hit.cabinet];
    return {
      rack: model.rack.name,
      server: hit.slot === undefined ? undefined : model.slots[hit.slot].server,
    };
  };
  const turn = (yaw: number, pitch: number) => {
    if (!orbit) return;
    orbit = {
      ...orbit,
      yaw: orbit.yaw + yaw,
      pitch: Math.min(1.5, Math.max(0.02, orbit.pitch + pitch)),
    };
    redraw();
  };
  const zoom = (factor: number) => {
    if (!orbit) return;
    orbit = { ...orbit, distance: Math.min(120, Math.max(1.2, orbit.distance / factor)) };
    redraw();
  };
  let shift = false;
  const onShift = (event: PointerEvent) => {
    shift = event.shiftKey;
  };
  words.addEventListener('pointermove', onShift);
  const unbind = bindPointers(words, {
    pan(dx, dy) {
      cancelAnimationFrame(movement);
      if (!shift || !orbit) return turn(-dx * 0.006, dy * 0.005);
      // With Shift the room moves along with the pointer.
      const [right, up] = axesOf(orbit);
      const scale = (2 * orbit.distance * TANGENT) / height;
      const shifted = (i: 0 | 1 | 2) =>
        (orbit?.target[i] ?? 0) - right[i] * dx * scale + up[i] * dy * scale;
      orbit = { ...orbit, target: [shifted(0), shifted(1), shifted(2)] };
      redraw();
    },
    zoom: (factor) => zoom(factor),
    hover(x, y) {
      const hit = hitAt(x, y);
      words.dataset.over = hit ? 'rack' : '';
      events.hover(hit);
    },
    leave: () => events.hover(undefined),
    tap: (x, y) => events.pick(hitAt(x, y)),
  });

  const onLost = (event: Event) => {
    event.preventDefault(); // Asks the browser to bring it back.
    lostTimer = window.setTimeout(() => events.lost(), RESTORE_MS);
  };
  const onRestored = () => {
    clearTimeout(lostTimer);
    if (picture) rebuildRoom();
    if (picture) rebuildContents(picture);
    redraw();
  };
  canvas.addEventListener('webglcontextlost', onLost);
  canvas.addEventListener('webglcontextrestored', onRestored);
  const stopTheme = onThemeChange(() => {
    ink = readRackInk(canvas);
    rebuildRoom();
    if (picture) rebuildContents(picture);
    redraw();
  });
  // A canvas does not repaint by itself when a font arrives.
  document.fonts.addEventListener('loadingdone', redraw);

  return {
    show(next) {
      const moved = next.cabinets !== built;
      const changed = moved || !picture || !samePicture(picture, next);
      picture = next;
      if (!changed) return;
      if (moved) {
        built = next.cabinets;
        rebuildRoom();
        if (width > 0) fly(home(angle));
      }
      rebuildContents(next);
      redraw();
    },
    look(which) {
      angle = which;
      if (width > 0 && built.length > 0) fly(home(which));
    },
    focus() {
      const cabinet = picture && picture.rack >= 0 ? built.at(picture.rack) : undefined;
      if (!cabinet || !orbit) return;
      // Fronts are what there is to see: from behind the camera comes round.
      const yaw = Math.abs(orbit.yaw) < 0.9 ? orbit.yaw : DIRECTIONS.orbit[0];
      fly(frameBox(roomBounds([cabinet]), yaw, Math.min(orbit.pitch, 0.4), lens(), [0.7, 0.72]));
    },
    zoom,
    turn,
    resize() {
      const box = words.getBoundingClientRect();
      if (box.width === 0 || (box.width === width && box.height === height)) return;
      const first = width === 0;
      width = box.width;
      height = box.height;
      // Software pays per pixel: full resolution is for graphics hardware.
      renderer.setPixelRatio(slow ? 1 : Math.min(2, devicePixelRatio));
      renderer.setSize(width, height, false);
      const ratio = Math.min(2, devicePixelRatio);
      words.width = Math.round(width * ratio);
      words.height = Math.round(height * ratio);
      camera.aspect = width / height;
      camera.updateProjectionMatrix();
      if (first || !orbit) orbit = built.length > 0 ? home(angle) : undefined;
      else orbit = { ...orbit, distance: home(angle).distance };
      draw();
    },
    dispose() {
      cancelAnimationFrame(frame);
      cancelAnimationFrame(movement);
      clearTimeout(lostTimer);
      unbind();
      stopTheme();
      document.fonts.removeEventListener('loadingdone', redraw);
      words.removeEventListener('pointermove', onShift);
      canvas.removeEventListener('webglcontextlost', onLost);
      canvas.removeEventListener('webglcontextrestored', onRestored);
      clear(scene, room);
      clear(scene, contents);
      renderer.dispose();
    },
  };
}

/** Whether the processor draws: then pixels are dear. */
function isSoftware(gl: WebGL2RenderingContext): boolean {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : '';
  return /swiftshader|llvmpipe|software|basic render/i.test(String(name));
}

function geometryOf({ positions, colors }: Mesh): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  geometry.setAttribute('color', new BufferAttribute(colors, 3));
  return geometry;
}

function lines(mesh: Mesh): LineSegments {
  return new LineSegments(geometryOf(mesh), new LineBasicMaterial({ vertexColors: true }));
}

/** Soft patches of light on the floor: they add up in the dark theme and tint in the light one. */
function floorLight(mesh: GlowMesh, ink: RackInk): ThreeMesh {
  const geometry = geometryOf(mesh);
  geometry.setAttribute('uv', new BufferAttribute(mesh.uv, 2));
  const material = new MeshBasicMaterial({
    vertexColors: true,
    map: new CanvasTexture(softDisc()),
    transparent: true,
    depthWrite: false,
    side: DoubleSide,
    opacity: ink.dark ? 0.34 : 0.3,
    blending: ink.dark ? AdditiveBlending : NormalBlending,
  });
  return new ThreeMesh(geometry, material);
}

/** Takes objects out of a scene and frees what they hold on the graphics card. */
function clear(scene: ThreeScene, objects: readonly Object3D[]): void {
  for (const object of objects) {
    scene.remove(object);
    if (!(object instanceof ThreeMesh || object instanceof LineSegments)) continue;
    object.geometry.dispose();
    if (object instanceof InstancedMesh) object.dispose();
    const { material } = object;
    if (material instanceof MeshBasicMaterial) material.map?.dispose();
    if (!Array.isArray(material)) material.dispose();
  }
}
