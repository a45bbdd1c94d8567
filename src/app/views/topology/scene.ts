/** The map on its canvas: forces settle it, pointers and keys move it, every change paints it once. Sole importer of d3. */
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  polygonHull,
  quadtree,
  type SimulationNodeDatum,
} from 'd3';
import type { Tier } from '../../../core/domain/fleet.ts';
import { onThemeChange } from '../../charts/colors.ts';
import { bindPointers, type Camera, easeInOut, zoomAt } from './camera.ts';
import { type Hull, nodeScale } from './curve.ts';
import { paint } from './draw.ts';
import { centred, frameMap, gravest, isInSight, minimapCamera } from './framing.ts';
import type { TopologyGraph } from './graph.ts';
import { type Ink, readInk } from './ink.ts';
import { forceStart, layeredLayout, type Positions, radialLayout } from './layout.ts';
import { paintMinimap } from './minimap.ts';
import type { Picture } from './picture.ts';
import { type Direction, walk } from './walk.ts';

export const LAYOUTS = ['force', 'layered', 'radial'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** What the scene tells the view. */
export interface SceneEvents {
  /** A node was clicked or entered; `undefined`: empty ground. */
  pick(node: number | undefined): void;
  /** The pointer or the keyboard came to a node (-1: none) at this place on the canvas, CSS pixels. */
  hover(node: number, x: number, y: number): void;
  /** Positions are final and painted. */
  settled(): void;
  reducedMotion(): boolean;
  tierName(tier: Tier): string;
}

export interface Scene {
  /** Paints another instant; a new graph is laid out first. */
  show(picture: Picture, layout: Layout): void;
  /** Shows the whole map. */
  frameAll(): void;
  zoom(factor: number): void;
  /** Brings a node to the middle. */
  centre(node: number): void;
  /** Moves the keyboard cursor; the first press goes to the focus or the gravest node. Returns the node, -1 without nodes. */
  step(direction: Direction): number;
  cursor(): number;
  clearCursor(): void;
  /** Space on the right and bottom that panels cover, CSS pixels. */
  resize(): void;
  dispose(): void;
}

const MOVE_MS = 420;
const TICKS = 300;
/** Above this many nodes the forces run in slices, so that the page answers meanwhile. */
const SLICED = 90;
const SLICE_MS = 12;

/** Mounts the map on a canvas; `minimap` is painted beside it when given. */
export function mountTopology(
  canvas: HTMLCanvasElement,
  minimap: HTMLCanvasElement | undefined,
  events: SceneEvents,
): Scene {
  let ink: Ink = readInk(canvas);
  let picture: Picture | undefined;
  let positions: Positions = new Float32Array(0);
  let layout: Layout = 'force';
  let laidOut = '';
  let camera: Camera = { k: 1, x: 0, y: 0 };
  let width = 0;
  let height = 0;
  let cursor = -1;
  let keyboard = false;
  let frame = 0;
  let movement = 0;
  let job = 0;
  /** The reader moved the map: new layouts no longer fit it by themselves. */
  let moved = false;

  const draw = () => {
    frame = 0;
    const ctx = canvas.getContext('2d');
    if (!ctx || !picture || width === 0 || positions.length !== picture.nodes.length * 2) return;
    const ratio = Math.min(2, devicePixelRatio);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint(
      ctx,
      {
        picture,
        positions,
        hulls: layout === 'radial' ? [] : hullsOf(picture, positions, events.tierName),
        camera,
        width,
        height,
        cursor,
        keyboard,
      },
      ink,
    );
    if (minimap) paintMinimap(minimap, picture, positions, camera, width, height, ink);
  };
  const redraw = () => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };

  const frameAll = () => {
    if (!picture || width === 0) return;
    camera = frameMap(picture, positions, width, height, layout === 'layered');
    moved = false;
  };
  const lookAt = (node: number) => {
    camera = centred(positions, node, camera.k, width, height);
  };

  /** Moves all nodes to their new places, at once or within 420 ms. */
  const moveTo = (target: Positions) => {
    cancelAnimationFrame(movement);
    const from = positions;
    const first = from.length !== target.length;
    const done = () => {
      positions = target;
      if (!moved) frameAll();
      draw();
      events.settled();
    };
    if (first || events.reducedMotion() || document.hidden) return done();
    const start = performance.now();
    const startCamera = camera;
    positions = target;
    if (!moved) frameAll();
    const endCamera = camera;
    positions = new Float32Array(target.length);
    const next = (now: number) => {
      const share = Math.min(1, (now - start) / MOVE_MS);
      if (share >= 1) return done();
      const eased = easeInOut(share);
      for (let i = 0; i < target.length; i++)
        positions[i] = from[i] + (target[i] - from[i]) * eased;
      const blend = (a: number, b: number) => a + (b - a) * eased;
      camera = {
        k: blend(startCamera.k, endCamera.k),
        x: blend(startCamera.x, endCamera.x),
        y: blend(startCamera.y, endCamera.y),
      };
      draw();
      movement = requestAnimationFrame(next);
    };
    movement = requestAnimationFrame(next);
  };

  const arrange = (next: Picture) => {
    const mine = ++job;
    const { graph } = next;
    if (layout === 'layered') moveTo(layeredLayout(graph));
    else if (layout === 'radial')
      moveTo(radialLayout(graph, next.focus >= 0 ? next.focus : undefined));
    else settle(graph, () => mine === job, moveTo);
  };

  const nodeAt = (x: number, y: number): number => {
    if (!picture) return -1;
    const scale = nodeScale(camera);
    const tree = quadtree<number>()
      .x((i) => positions[i * 2])
      .y((i) => positions[i * 2 + 1])
      .addAll([...picture.nodes.keys()]);
    const found = tree.find((x - camera.x) / camera.k, (y - camera.y) / camera.k, 60 / camera.k);
    if (found === undefined) return -1;
    const away = Math.hypot(
      positions[found * 2] * camera.k + camera.x - x,
      positions[found * 2 + 1] * camera.k + camera.y - y,
    );
    return away <= Math.max(14, picture.nodes[found].radius * scale + 6) ? found : -1;
  };

  const setCursor = (node: number, byKeyboard: boolean) => {
    if (cursor === node && keyboard === byKeyboard) return;
    cursor = node;
    keyboard = byKeyboard;
    canvas.dataset.over = node >= 0 ? 'node' : '';
    if (node < 0) events.hover(-1, 0, 0);
    else
      events.hover(
        node,
        positions[node * 2] * camera.k + camera.x,
        positions[node * 2 + 1] * camera.k + camera.y,
      );
    redraw();
  };

  const unbind = bindPointers(canvas, {
    pan(dx, dy) {
      camera = { ...camera, x: camera.x + dx, y: camera.y + dy };
      moved = true;
      setCursor(-1, false);
      redraw();
    },
    zoom(factor, x, y) {
      camera = zoomAt(camera, factor, x, y);
      moved = true;
      redraw();
    },
    hover: (x, y) => setCursor(nodeAt(x, y), false),
    leave: () => setCursor(-1, false),
    tap(x, y) {
      const node = nodeAt(x, y);
      events.pick(node < 0 ? undefined : node);
    },
  });
  const onMinimap = (event: PointerEvent) => {
    if (!minimap || !picture || (event.type === 'pointermove' && event.buttons === 0)) return;
    const box = minimap.getBoundingClientRect();
    const view = minimapCamera(positions, box.width, box.height);
    const mapX = (event.clientX - box.left - view.x) / view.k;
    const mapY = (event.clientY - box.top - view.y) / view.k;
    camera = { k: camera.k, x: width / 2 - mapX * camera.k, y: height / 2 - mapY * camera.k };
    moved = true;
    redraw();
  };
  minimap?.addEventListener('pointerdown', onMinimap);
  minimap?.addEventListener('pointermove', onMinimap);
  const stopTheme = onThemeChange(() => {
    ink = readInk(canvas);
    redraw();
  });
  // A canvas does not repaint by itself when a font arrives, and does not ask for it either.
  document.fonts.addEventListener('loadingdone', redraw);
  void document.fonts.load(`500 12px ${ink.mono}`);

  return {
    show(next, nextLayout) {
      // The radial layout turns around the focus, the others do not depend on it.
      const key = `${nextLayout}|${nextLayout === 'radial' ? next.focus : ''}`;
      const again = picture?.graph !== next.graph || key !== laidOut;
      if (picture?.graph !== next.graph) {
        cursor = -1;
        moved = false;
      }
      const found = picture?.focus !== next.focus && next.focus >= 0;
      picture = next;
      layout = nextLayout;
      laidOut = key;
      if (again) return arrange(next);
      if (found && !isInSight(positions, next.focus, camera, width, height)) lookAt(next.focus);
      redraw();
    },
    frameAll() {
      frameAll();
      redraw();
    },
    zoom(factor) {
      camera = zoomAt(camera, factor, width / 2, height / 2);
      moved = true;
      redraw();
    },
    centre(node) {
      if (node < 0 || node * 2 >= positions.length) return;
      lookAt(node);
      moved = true;
      redraw();
    },
    step(direction) {
      if (!picture || picture.nodes.length === 0) return -1;
      const start = cursor >= 0 ? cursor : picture.focus;
      const next =
        start >= 0
          ? walk(picture.graph, positions, start, direction)
          : Math.max(0, gravest(picture));
      if (!isInSight(positions, next, camera, width, height)) lookAt(next);
      setCursor(next, true);
      return next;
    },
    cursor: () => cursor,
    clearCursor: () => setCursor(-1, false),
    resize() {
      const box = canvas.getBoundingClientRect();
      if (box.width === width && box.height === height) return;
      const ratio = Math.min(2, devicePixelRatio);
      canvas.width = Math.round(box.width * ratio);
      canvas.height = Math.round(box.height * ratio);
      width = box.width;
      height = box.height;
      if (!moved) frameAll();
      draw();
    },
    dispose() {
      job++;
      cancelAnimationFrame(frame);
      cancelAnimationFrame(movement);
      unbind();
      stopTheme();
      document.fonts.removeEventListener('loadingdone', redraw);
      minimap?.removeEventListener('pointerdown', onMinimap);
      minimap?.removeEventListener('pointermove', onMinimap);
    },
  };
}

interface Body extends SimulationNodeDatum {
  readonly tier: string;
}

/**
 * Lets forces find the places: links pull, nodes repel, tiers gather at their anchors. Start and order are fixed, so a graph always settles alike.
 * @param wanted asked between slices; `false` gives up
 */
export function settle(
  graph: TopologyGraph,
  wanted: () => boolean,
  done: (positions: Positions) => void,
): void {
  const { anchors, start } = forceStart(graph);
  const bodies: Body[] = graph.nodes.map((node, i) => ({
    tier: node.tier ?? 'users',
    x: start[i * 2],
    y: start[i * 2 + 1],
    // Users stay at the edge, however many links pull at them.
    ...(node.kind === 'users' ? { fx: anchors[i].x, fy: anchors[i].y } : {}),
  }));
  const pulls = graph.edges
    .filter((edge) => edge.kind !== 'watch')
    .map((edge) => ({
      source: edge.from,
      target: edge.to,
      near: graph.nodes[edge.from].tier === graph.nodes[edge.to].tier,
    }));
  const large = graph.nodes.length > SLICED;
  const ticks = large ? TICKS / 2 : TICKS;
  const simulation = forceSimulation(bodies)
    .stop()
    .alphaDecay(1 - 0.001 ** (1 / ticks))
    .force(
      'link',
      forceLink<Body, { source: number; target: number; near: boolean }>(pulls)
        .distance((link) => (link.near ? 100 : 150))
        .strength((link) => (link.near ? 0.1 : 0.035)),
    )
    .force('repel', forceManyBody<Body>().strength(-560).distanceMax(340))
    .force(
      'x',
      forceX<Body>((_, i) => anchors[i].x).strength((_, i) => anchors[i].pullX),
    )
    .force(
      'y',
      forceY<Body>((_, i) => anchors[i].y).strength((_, i) => anchors[i].pullY),
    )
    .force('room', forceCollide<Body>(large ? 42 : 60).iterations(2));
  const finish = () => {
    const positions = new Float32Array(bodies.length * 2);
    bodies.forEach(({ x = 0, y = 0 }, i) => {
      positions[i * 2] = x;
      positions[i * 2 + 1] = y;
    });
    done(positions);
  };
  let left = ticks;
  const slice = () => {
    if (!wanted()) return;
    const until = large ? performance.now() + SLICE_MS : Number.POSITIVE_INFINITY;
    while (left > 0 && performance.now() < until) {
      simulation.tick();
      left--;
    }
    if (left > 0) setTimeout(slice, 0);
    else finish();
  };
  slice();
}

/** Outlines of the tiers that have more than one node, or a single server. */
function hullsOf(
  picture: Picture,
  positions: Positions,
  name: (tier: Tier) => string,
): readonly Hull[] {
  const tiers = new Map<Tier, [number, number][]>();
  picture.graph.nodes.forEach((node, i) => {
    if (node.tier === undefined || (node.kind === 'group' && node.level === 'tier')) return;
    const corner: [number, number] = [positions[i * 2], positions[i * 2 + 1]];
    const list = tiers.get(node.tier);
    if (list) list.push(corner);
    else tiers.set(node.tier, [corner]);
  });
  return [...tiers].map(([tier, points]) => ({
    label: name(tier),
    corners: polygonHull(points) ?? points,
  }));
}
