/** The machine rooms in WebGL: one context, a handful of draw calls, drawn only when something changed. Opens three. */
import { LinearSRGBColorSpace, PerspectiveCamera, Scene, WebGLRenderer } from 'three';
import { onThemeChange } from '../../charts/colors.ts';
import { bindPointers, easeInOut } from '../topology/camera.ts';
import { type Floor, floorBox } from './floor.ts';
import {
  axesOf,
  type Box,
  blendOrbit,
  eyeOf,
  frameBox,
  type Lens,
  type Orbit,
  projectPoint,
  RACK,
  rayThrough,
  roomBounds,
  slotFront,
  type Vec,
} from './geometry.ts';
import { type RackInk, readRackInk } from './ink.ts';
import { makePace } from './pace.ts';
import { type RackPicture, samePicture } from './picture.ts';
import {
  inkUniforms,
  makeParts,
  type Parts,
  type RackPath,
  sharedUniforms,
} from './rack-scene-parts.ts';
import { castRay, isHidden } from './ray.ts';
import {
  type Angle,
  DIRECTIONS,
  type KeptView,
  type RackEvents,
  type RackHit,
  type RackScene,
} from './room.ts';
import { type Leader, paintWords } from './words.ts';

/** Vertical, degrees. */
const FIELD_OF_VIEW = 30;
const TANGENT = Math.tan((FIELD_OF_VIEW / 360) * Math.PI);
const MOVE_MS = 420;
/** A still picture is drawn finely when nothing has moved for this long. */
const SETTLE_MS = 160;
/** How long a lost context is waited for; one lost again is not waited for. */
const RESTORE_MS = 2000;
const NEAREST = 1.2;
/** Names and details are painted while moving from this ratio on, unless the processor draws. */
const NAMED_FROM = 0.8;
/** What the legend covers at the bottom, CSS pixels. */
const BELOW = 76;
/** What is this near to what is looked at belongs to it, metres: half an aisle. */
const AROUND = 1.65;

/**
 * Mounts the rooms. `words` lies over `canvas` and takes the pointer.
 * @param kept camera and losses of earlier mounts; written when this one ends
 * @param path how cabinets are drawn; left out: merged where the processor draws, else instanced
 * @returns `undefined` where WebGL 2 is missing
 */
export function mountRacks(
  canvas: HTMLCanvasElement,
  words: HTMLCanvasElement,
  events: RackEvents,
  kept: KeptView = { losses: 0 },
  path?: RackPath,
): RackScene | undefined {
  // Edges are smoothed by drawing still pictures finer than the screen: that costs nothing while moving.
  const gl = canvas.getContext('webgl2', {
    antialias: false,
    alpha: false,
    powerPreference: 'low-power',
  });
  if (!gl) return undefined;
  const renderer = new WebGLRenderer({ canvas, context: gl });
  // Tokens are mixed as they appear on screen; no conversion on the way.
  renderer.outputColorSpace = LinearSRGBColorSpace;
  const software = isSoftware(gl);
  const pace = makePace(software);
  const camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, 0.1, 400);
  const scene = new Scene();
  scene.matrixWorldAutoUpdate = false;
  let ink: RackInk = readRackInk(canvas);
  const uniforms = sharedUniforms(ink);
  const clear = () => renderer.setClearColor(uniforms.ink.value[0], 1);
  clear();
  let picture: RackPicture | undefined;
  let floor: Floor | undefined;
  let parts: Parts | undefined;
  let place: Box | undefined;
  let angle: Angle = 'orbit';
  let orbit: Orbit | undefined = kept.orbit;
  let [width, height, ratio] = [0, 0, 0];
  let [frame, movement, settle, lostTimer] = [0, 0, 0, 0];
  let hasMoved = false;
  let hasNames = false;
  /** What controls covered when the camera was placed, and whether the viewer placed it since. */
  let inset = 0;
  let isTouched = kept.orbit !== undefined;
  let script = 0;

  const lens = (): Lens => ({ tangent: TANGENT, width, height });
  const project = (point: Vec) => orbit && projectPoint(orbit, lens(), point);

  const resolution = (wanted: number) => {
    if (wanted === ratio) return;
    ratio = wanted;
    renderer.setPixelRatio(wanted);
    renderer.setSize(width, height, false);
  };
  const draw = (now: number) => {
    frame = 0;
    if (!picture || !orbit || !parts || width === 0 || gl.isContextLost()) return;
    const began = performance.now();
    const isMoving = hasMoved;
    if (isMoving) {
      resolution(pace.moving(now));
      clearTimeout(settle);
      settle = window.setTimeout(redraw, SETTLE_MS);
    } else resolution(pace.still);
    hasMoved = false;
    parts.refine(!isMoving || !(software || ratio < NAMED_FROM));
    const [ex, ey, ez] = eyeOf(orbit);
    camera.position.set(ex, ey, ez);
    camera.up.set(...axesOf(orbit)[1]);
    camera.lookAt(...orbit.target);
    camera.near = orbit.distance * 0.02;
    camera.far = orbit.distance * 10 + 60;
    camera.updateProjectionMatrix();
    camera.updateMatrixWorld();
    uniforms.haze.value.set(orbit.distance * 1.05, orbit.distance * 3.2);
    uniforms.perMetre.value = height / (2 * TANGENT);
    uniforms.ratio.value = ratio;
    renderer.render(scene, camera);
    const leader = leaderOf(picture);
    events.leader(leader);
    const ctx = words.getContext('2d');
    const isNamed = !isMoving || (ratio >= NAMED_FROM && !software);
    if (ctx && (isNamed || hasNames)) {
      const dense = Math.min(2, devicePixelRatio);
      ctx.setTransform(dense, 0, 0, dense, 0, 0);
      ctx.clearRect(0, 0, width, height);
      // On a machine that cannot keep up names wait until the picture is still.
      hasNames = isNamed;
      if (isNamed)
        paintWords(ctx, picture, orbit, project, leader, ink, { width, height, scope: place });
    }
    script = performance.now() - began;
    events.drawn();
  };
  const redraw = () => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  const move = (to: Orbit) => {
    orbit = to;
    hasMoved = true;
    redraw();
  };

  /** The card stands beside the selected unit, low, on the side with more room. */
  const leaderOf = ({ floor: { cabinets }, rack, server }: RackPicture): Leader | undefined => {
    if (server < 0 || rack < 0 || width < 640) return undefined;
    const slot = cabinets[rack].model.slots.find((each) => each.server === server);
    if (!slot || !orbit || !floor) return undefined;
    const [x, y, z] = slotFront(cabinets[rack], slot);
    const point: Vec = [x + RACK.opening * 0.48, y, z + 0.01];
    const at = project(point);
    if (!at || at.scale < 60 || isHidden(floor, eyeOf(orbit), point)) return undefined;
    const right = at.x + 330 < width;
    return {
      ...at,
      cardX: right ? at.x + 150 : at.x - 150,
      cardY: Math.min(height - 130, Math.max(120, at.y + 110)),
    };
  };

  /** The controls above and the legend below stay free; there is more above. */
  const home = (which: Angle, box: Box): Orbit => {
    const covered = events.inset();
    const free = Math.max(0.45, (height - covered - BELOW - 20) / height);
    const framed = frameBox(box, ...DIRECTIONS[which], lens(), [0.9, free]);
    const up = axesOf(framed)[1];
    const pixel = (2 * framed.distance * TANGENT) / height;
    const lift = (Math.max(0, covered - BELOW) / 2) * pixel;
    const raised = (i: 0 | 1 | 2) => framed.target[i] + up[i] * lift;
    return { ...framed, target: [raised(0), raised(1), raised(2)] };
  };
  const here = () => place ?? (floor ? floorBox(floor) : undefined);
  const fly = (to: Orbit) => {
    cancelAnimationFrame(movement);
    isTouched = false;
    const from = orbit;
    if (!from || events.reducedMotion() || document.hidden) {
      orbit = to;
      return redraw();
    }
    const start = performance.now();
    const next = (now: number) => {
      const share = Math.max(0, Math.min(1, (now - start) / MOVE_MS));
      move(blendOrbit(from, to, easeInOut(share)));
      if (share < 1) movement = requestAnimationFrame(next);
    };
    movement = requestAnimationFrame(next);
  };

  const build = () => {
    if (!picture) return;
    if (parts) scene.remove(...parts.objects);
    parts?.dispose();
    parts = makeParts(picture, path ?? (software ? 'merged' : 'instanced'), uniforms, ink);
    scene.add(...parts.objects);
    // Both programs are made now: the first movement must not wait for one.
    parts.refine(false);
    renderer.compile(scene, camera);
    parts.refine(true);
  };
  const hitAt = (x: number, y: number): RackHit | undefined => {
    if (!floor || !orbit) return undefined;
    const hit = castRay(floor, eyeOf(orbit), rayThrough(orbit, lens(), x, y));
    if (!hit) return undefined;
    const { model } = floor.cabinets[hit.cabinet];
    return {
      rack: model.rack.name,
      server: hit.slot === undefined ? undefined : model.slots[hit.slot].server,
    };
  };
  const turn = (yaw: number, pitch: number) => {
    if (!orbit) return;
    isTouched = true;
    const tilted = Math.min(1.5, Math.max(0.02, orbit.pitch + pitch));
    move({ ...orbit, yaw: orbit.yaw + yaw, pitch: tilted });
  };
  const zoom = (factor: number) => {
    const all = floor && home('orbit', floorBox(floor)).distance;
    if (!orbit || !all) return;
    isTouched = true;
    const most = Math.max(40, all * 2);
    move({ ...orbit, distance: Math.min(most, Math.max(NEAREST, orbit.distance / factor)) });
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
      isTouched = true;
      // With Shift the room moves along with the pointer.
      const [right, up] = axesOf(orbit);
      const scale = (2 * orbit.distance * TANGENT) / height;
      const { target } = orbit;
      const shifted = (i: 0 | 1 | 2) => target[i] - right[i] * dx * scale + up[i] * dy * scale;
      move({ ...orbit, target: [shifted(0), shifted(1), shifted(2)] });
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
    kept.losses++;
    clearTimeout(lostTimer);
    lostTimer = window.setTimeout(() => events.lost(), kept.losses > 1 ? 0 : RESTORE_MS);
  };
  const onRestored = () => {
    clearTimeout(lostTimer);
    clear();
    build();
    redraw();
  };
  canvas.addEventListener('webglcontextlost', onLost);
  canvas.addEventListener('webglcontextrestored', onRestored);
  const stopTheme = onThemeChange(() => {
    ink = readRackInk(canvas);
    inkUniforms(uniforms, ink);
    clear();
    if (picture) parts?.paint(picture, ink);
    redraw();
  });
  // A canvas does not repaint by itself when a font arrives.
  document.fonts.addEventListener('loadingdone', redraw);

  return {
    show(next) {
      if (picture && samePicture(picture, next)) {
        picture = next;
        return;
      }
      picture = next;
      if (next.floor !== floor) {
        floor = next.floor;
        build();
      } else parts?.paint(next, ink);
      redraw();
    },
    enter(box) {
      place = box;
      const [[x0, , z0], [x1, , z1]] = box;
      uniforms.scope.value.set(x0 - AROUND, z0 - AROUND, x1 + AROUND, z1 + AROUND);
      redraw();
      if (width > 0) fly(home(angle, box));
    },
    look(which) {
      angle = which;
      const box = here();
      if (width > 0 && box) fly(home(which, box));
    },
    focus() {
      const cabinet = picture && picture.rack >= 0 ? floor?.cabinets[picture.rack] : undefined;
      if (!cabinet || !orbit) return;
      // Fronts are what there is to see: from behind the camera comes round.
      const yaw = Math.abs(orbit.yaw) < 0.9 ? orbit.yaw : DIRECTIONS.orbit[0];
      fly(frameBox(roomBounds([cabinet]), yaw, Math.min(orbit.pitch, 0.4), lens(), [0.7, 0.72]));
    },
    zoom,
    turn,
    resize() {
      const box = words.getBoundingClientRect();
      const isSame = box.width === width && box.height === height;
      const covered = events.inset();
      if (box.width === 0 || (isSame && (covered === inset || isTouched))) return;
      inset = covered;
      const framed = here();
      if (isSame && framed) {
        orbit = home(angle, framed);
        return redraw();
      }
      const first = width === 0;
      width = box.width;
      height = box.height;
      ratio = 0;
      const dense = Math.min(2, devicePixelRatio);
      words.width = Math.round(width * dense);
      words.height = Math.round(height * dense);
      camera.aspect = width / height;
      const target = here();
      const isOther = kept.angle !== angle || String(kept.box) !== String(place);
      if (first && isOther) {
        orbit = undefined;
        isTouched = false;
      }
      if (target && !(first && orbit)) {
        const wanted = home(angle, target);
        orbit = orbit ? { ...orbit, distance: wanted.distance } : wanted;
      }
      cancelAnimationFrame(frame);
      draw(performance.now());
    },
    figures: () => ({
      calls: renderer.info.render.calls,
      triangles: renderer.info.render.triangles,
      ratio,
      script,
      software,
    }),
    dispose() {
      kept.orbit = orbit;
      kept.box = place;
      kept.angle = angle;
      cancelAnimationFrame(frame);
      cancelAnimationFrame(movement);
      clearTimeout(lostTimer);
      clearTimeout(settle);
      unbind();
      stopTheme();
      document.fonts.removeEventListener('loadingdone', redraw);
      words.removeEventListener('pointermove', onShift);
      canvas.removeEventListener('webglcontextlost', onLost);
      canvas.removeEventListener('webglcontextrestored', onRestored);
      parts?.dispose();
      renderer.dispose();
      // A page may hold few contexts: this one is given back at once, not when memory is tidied up.
      renderer.forceContextLoss();
    },
  };
}

/** Whether the processor draws: then pixels are dear. */
function isSoftware(gl: WebGL2RenderingContext): boolean {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : '';
  return /swiftshader|llvmpipe|software|basic render/i.test(String(name));
}
