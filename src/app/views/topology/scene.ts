/** The map on its canvas: a layout arrives, nodes go there, pointers and keys look around; nothing is edited but pins. */
import { onThemeChange } from '../../charts/colors.ts';
import { stopIdle, whenIdle } from '../../idle.ts';
import { layOut } from '../../layout-port.ts';
import {
  layoutRequest,
  onGrid,
  type Places,
  pinsMoved,
  placeKey,
  placesOf,
  startOf,
  withoutUnpinned,
} from './arrange.ts';
import { bindPointers, type Camera, easeInOut, zoomAt } from './camera.ts';
import { centred, frameMap, gravest, isInSight } from './framing.ts';
import type { GraphNode } from './graph-node.ts';
import { nodeUnder } from './hit.ts';
import { readInk } from './ink.ts';
import { bindMinimap } from './minimap.ts';
import type { Picture } from './picture.ts';
import { hullsOf, makeFinder, type NodeFinder, type Positions } from './places.ts';
import type { Arrangement, Scene, SceneEvents } from './scene-parts.ts';
import { type Content, makeStage } from './stage.ts';
import { follow, walk } from './walk.ts';

const MOVE_MS = 420;
/** Layouts shorter than this, ms, tell no progress: it would only flicker. */
const SILENT_MS = 180;
/** Maps up to this many nodes have their tiers outlined. */
const OUTLINED = 320;
const NOTHING: Places = new Map();

/** Mounts the map on a canvas; `minimap` is painted beside it when given. */
export function mountTopology(
  canvas: HTMLCanvasElement,
  minimap: HTMLCanvasElement | undefined,
  events: SceneEvents,
): Scene {
  let ink = readInk(canvas);
  const stage = makeStage(canvas, minimap, ink);
  let picture: Picture | undefined;
  let how: Arrangement = { layout: 'force', pins: NOTHING, hulls: true, over: 0, fresh: undefined };
  let content: Content | undefined;
  let finder: NodeFinder | undefined;
  let laidOut = '';
  let places: Places = NOTHING;
  let nodesBefore: readonly GraphNode[] = [];
  let camera: Camera = { k: 1, x: 0, y: 0 };
  let cursor = -1;
  let keyboard = false;
  /** Where the keyboard was in the graph before. */
  let left: GraphNode | undefined;
  let frame = 0;
  let idle = 0;
  let movement = 0;
  let moving = false;
  /** The layout under way goes on from nothing. */
  let anew = false;
  let running: AbortController | undefined;
  /** The reader moved the map: new layouts no longer fit it by themselves. */
  let moved = false;
  /** Nodes have come to their places, but not all of them are painted there yet. */
  let isArriving = false;

  const look = () => ({ camera, cursor, keyboard, moving });
  const draw = () => {
    frame = 0;
    if (stage.draw(look())) return redraw();
    if (isArriving) {
      isArriving = false;
      events.settled();
    }
    if (idle === 0 && !moving) idle = whenIdle(prepare);
  };
  const redraw = () => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  /** Paints what lies around the view while nothing else is to do. */
  const prepare = () => {
    idle = 0;
    if (frame === 0 && !document.hidden && stage.prepare(look())) idle = whenIdle(prepare);
  };

  const frameAll = () => {
    if (!content || stage.width === 0) return;
    const wide = how.layout === 'layered';
    camera = frameMap(
      content.picture,
      content.positions,
      stage.width,
      stage.height,
      wide,
      how.over,
    );
    moved = false;
  };
  const lookAt = (node: number) => {
    if (content) camera = centred(content.positions, node, camera.k, stage.width, stage.height);
  };

  /** Puts the newest picture at `positions` on the stage. */
  const put = (positions: Positions, keep: boolean) => {
    if (!picture || positions.length !== picture.nodes.length * 2) return;
    const { nodes } = picture.graph;
    const outlined = how.hulls && how.layout !== 'radial' && nodes.length <= OUTLINED && !moving;
    content = {
      picture,
      positions,
      hulls: outlined ? hullsOf(nodes, positions, events.tierName) : [],
      pinned: Uint8Array.from(nodes, (node) => (how.pins.has(placeKey(node)) ? 1 : 0)),
    };
    stage.set(content, keep);
  };

  const arrived = (target: Positions) => {
    moving = false;
    put(target, false);
    finder = makeFinder(target);
    if (picture) {
      // What is filtered or folded away comes back where it was.
      places = new Map([...(anew ? [] : places), ...placesOf(picture.graph.nodes, target)]);
      nodesBefore = picture.graph.nodes;
    }
    if (!moved) frameAll();
    const at = follow(picture?.graph.nodes ?? [], left);
    left = undefined;
    if (at >= 0) setCursor(at, true);
    isArriving = true;
    draw();
  };

  /** Moves all nodes to their new places, at once or within 420 ms. */
  const moveTo = (target: Positions) => {
    cancelAnimationFrame(movement);
    const from = picture && startOf(picture.graph.nodes, places, target);
    if (!from || events.reducedMotion() || document.hidden) return arrived(target);
    const start = performance.now();
    const startCamera = camera;
    put(target, false);
    if (!moved) frameAll();
    const endCamera = camera;
    const positions = new Float32Array(target.length);
    moving = true;
    finder = undefined;
    put(positions, false);
    const next = (now: number) => {
      const share = Math.min(1, Math.max(0, now - start) / MOVE_MS);
      if (share >= 1) return arrived(target);
      const eased = easeInOut(share);
      const blend = (a: number, b: number) => a + (b - a) * eased;
      for (let i = 0; i < target.length; i++) positions[i] = blend(from[i], target[i]);
      camera = {
        k: blend(startCamera.k, endCamera.k),
        x: blend(startCamera.x, endCamera.x),
        y: blend(startCamera.y, endCamera.y),
      };
      put(positions, false);
      draw();
      movement = requestAnimationFrame(next);
    };
    movement = requestAnimationFrame(next);
  };

  const arrange = (next: Picture, isFresh: boolean) => {
    running?.abort();
    isArriving = false;
    const mine = new AbortController();
    running = mine;
    anew = isFresh;
    const request = layoutRequest(next.graph, {
      kind: how.layout,
      centre: next.focus,
      before: isFresh ? NOTHING : places,
      nodesBefore,
      pins: how.pins,
      ratio: stage.height > 0 ? stage.width / stage.height : 1.6,
    });
    const begun = performance.now();
    let newest: Positions | undefined;
    const progress = (share: number, by: Positions | undefined) => {
      if (by && by.length === next.graph.nodes.length * 2) newest = by;
      if (performance.now() - begun > SILENT_MS) events.arranging({ share });
    };
    const rest = layOut(request, mine.signal, progress).then(
      ({ positions }) => {
        if (running !== mine) return;
        running = undefined;
        events.arranging(undefined);
        moveTo(positions);
      },
      (error: unknown) => {
        if (running !== mine) return; // A newer layout has taken over.
        running = undefined;
        events.arranging('stopped');
        moveTo(newest ?? onGrid(next.graph.nodes.length, request.kept));
        if (!mine.signal.aborted) events.failed(error);
      },
    );
    void rest;
  };

  const nodeAt = (x: number, y: number): number =>
    content && finder ? nodeUnder({ ...content, camera }, finder, x, y) : -1;

  const setCursor = (node: number, byKeyboard: boolean, isHeld = false) => {
    if (cursor === node && keyboard === byKeyboard && !isHeld) return;
    cursor = node;
    keyboard = byKeyboard;
    canvas.dataset.over = node < 0 ? '' : content?.pinned[node] === 1 ? 'pinned' : 'node';
    const place = node < 0 ? undefined : placeOf(node);
    if (!place) events.hover(-1, 0, 0);
    else {
      const [x, y] = [place[0] * camera.k + camera.x, place[1] * camera.k + camera.y];
      events.hover(node, x, y, isHeld);
    }
    redraw();
  };
  const placeOf = (node: number): readonly [number, number] | undefined =>
    content && node >= 0 && node * 2 < content.positions.length
      ? [content.positions[node * 2], content.positions[node * 2 + 1]]
      : undefined;

  const nudge = (node: number, dx: number, dy: number) => {
    if (content?.pinned[node] !== 1) return;
    const positions = content.positions.slice();
    positions[node * 2] += dx;
    positions[node * 2 + 1] += dy;
    put(positions, true);
    redraw();
  };
  const dropAt = (node: number) => {
    const place = placeOf(node);
    if (!content || !place) return;
    finder = makeFinder(content.positions);
    places = new Map([...places, ...placesOf(content.picture.graph.nodes, content.positions)]);
    events.moved(node, place[0], place[1]);
  };
  let held = -1;
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
    hold(x, y) {
      const node = nodeAt(x, y);
      if (node >= 0) setCursor(node, false, true);
    },
    grab(x, y) {
      held = nodeAt(x, y);
      return content?.pinned[held] === 1;
    },
    drag: (dx, dy) => nudge(held, dx / camera.k, dy / camera.k),
    drop: () => dropAt(held),
  });
  const unbindMinimap =
    minimap &&
    bindMinimap(
      minimap,
      () => content?.positions,
      (mapX, mapY) => {
        const [x, y] = [stage.width / 2 - mapX * camera.k, stage.height / 2 - mapY * camera.k];
        camera = { k: camera.k, x, y };
        moved = true;
        redraw();
      },
    );
  const stopTheme = onThemeChange(() => {
    ink = readInk(canvas);
    stage.setInk(ink);
    redraw();
  });
  const onFonts = () => {
    stage.fontsChanged();
    redraw();
  };
  // A canvas does not repaint by itself when a font arrives, and does not ask for it either.
  document.fonts.addEventListener('loadingdone', onFonts);
  void document.fonts.load(`500 12px ${ink.mono}`);

  return {
    show(next, arrangement) {
      const repinned = pinsMoved(how.pins, arrangement.pins, places);
      places = withoutUnpinned(places, how.pins, arrangement.pins);
      const isFresh = arrangement.fresh !== how.fresh || arrangement.layout !== how.layout;
      // The radial layout turns around the focus, the others do not depend on it.
      const key = `${arrangement.layout}|${arrangement.layout === 'radial' ? next.focus : ''}`;
      const again = picture?.graph !== next.graph || key !== laidOut || isFresh || repinned;
      if (picture?.graph !== next.graph) {
        if (keyboard && cursor >= 0) left = content?.picture.graph.nodes.at(cursor);
        cursor = -1;
        if (isFresh || places.size === 0) moved = false;
      }
      const found = picture?.focus !== next.focus && next.focus >= 0;
      picture = next;
      how = arrangement;
      laidOut = key;
      if (again) return arrange(next, isFresh);
      if (!content || running || moving) return;
      // What a trouble does takes room beside the map: it gives way, unless the reader has moved it.
      const gives =
        !moved && (content.picture.impact === undefined) !== (next.impact === undefined);
      put(content.positions, true);
      if (gives) frameAll();
      if (found && !isInSight(content.positions, next.focus, camera, stage.width, stage.height))
        lookAt(next.focus);
      redraw();
    },
    frameAll() {
      frameAll();
      redraw();
    },
    zoom(factor) {
      camera = zoomAt(camera, factor, stage.width / 2, stage.height / 2);
      moved = true;
      redraw();
    },
    step(direction) {
      if (!content || !picture || picture.nodes.length === 0) return -1;
      const start = cursor >= 0 ? cursor : picture.focus;
      const next =
        start >= 0
          ? walk(picture.graph, content.positions, start, direction)
          : Math.max(0, gravest(picture));
      if (!isInSight(content.positions, next, camera, stage.width, stage.height)) lookAt(next);
      setCursor(next, true);
      return next;
    },
    cursor: () => cursor,
    clearCursor: () => setCursor(-1, false),
    nudge(node, dx, dy) {
      nudge(node, dx, dy);
      if (content?.pinned[node] === 1) dropAt(node);
    },
    placeOf,
    cancel: () => running?.abort(),
    content: () => content,
    resize() {
      if (!stage.resize()) return;
      if (!moved) frameAll();
      draw();
    },
    dispose() {
      running?.abort();
      running = undefined;
      cancelAnimationFrame(frame);
      cancelAnimationFrame(movement);
      if (idle !== 0) stopIdle(idle);
      unbind();
      stopTheme();
      document.fonts.removeEventListener('loadingdone', onFonts);
      unbindMinimap?.();
    },
  };
}
