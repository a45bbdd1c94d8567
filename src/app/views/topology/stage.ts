/** Everything on the map's canvas, frame by frame: small maps are painted whole, large ones from squares, moving ones as dots. */

import type { Camera } from './camera.ts';
import { type Hull, nodeScale, type Painting, type Rect, screen } from './curve.ts';
import { MIDDLE_RADIUS, paintGround, SPECK } from './draw.ts';
import { paintCursor, paintNode, paintSpecks } from './draw-node.ts';
import type { Ink } from './ink.ts';
import { type LinePlan, planLines } from './lines.ts';
import { makeMinimap } from './minimap.ts';
import type { Picture } from './picture.ts';
import type { Positions } from './places.ts';
import { looksSame } from './same-look.ts';
import { contextOf } from './surface.ts';
import { makeTiles, REST_MS } from './tiles.ts';
import { drawWords, forgetWidths, type PlacedWord, placeWords } from './words.ts';

/** Nodes and lines up to which a map is painted whole in every frame. */
const SMALL = 190;
/** Words are placed this far around what is in sight, as a share of it. */
const AROUND = 0.3;

/** What is on the stage. */
export interface Content {
  readonly picture: Picture;
  readonly positions: Positions;
  readonly hulls: readonly Hull[];
  readonly pinned: Uint8Array;
}

/** From where it is looked at, and what is pointed at. */
export interface Look {
  readonly camera: Camera;
  /** Node under the pointer or keyboard cursor, -1 for none. */
  readonly cursor: number;
  /** The keyboard has it: the cursor is drawn as a focus ring and its name in full. */
  readonly keyboard: boolean;
  /** Nodes are on their way: large maps show them as dots. */
  readonly moving: boolean;
}

export interface Stage {
  readonly width: number;
  readonly height: number;
  /** Shows other content; `keep`: what was painted stays in sight until it is replaced. */
  set(content: Content, keep: boolean): void;
  setInk(ink: Ink): void;
  /** Reads the canvas' CSS size; `true` when it has changed. */
  resize(): boolean;
  /** Paints a frame; `true` when another one is needed to finish. */
  draw(look: Look): boolean;
  /** Paints a piece of what may be seen next; `true` when there is more. */
  prepare(look: Look): boolean;
  /** Letters look different now: a font arrived. */
  fontsChanged(): void;
}

/** Binds the canvas and the minimap's. */
export function makeStage(
  canvas: HTMLCanvasElement,
  small: HTMLCanvasElement | undefined,
  first: Ink,
): Stage {
  let ink = first;
  let content: Content | undefined;
  /** What the squares and words were made of: what looks the same is not painted again. */
  let painted: Content | undefined;
  let seenK = 1;
  let zoomedAt = 0;
  let width = 0;
  let height = 0;
  const tiles = makeTiles();
  const minimap = small && makeMinimap(small);
  let plan: LinePlan | undefined;
  let planK = 0;
  let words: readonly PlacedWord[] = [];
  let wordsFor: { readonly k: number; readonly cursor: number; readonly rect: Rect } | undefined;

  const isLarge = ({ picture }: Content) =>
    picture.nodes.length + picture.graph.edges.count > SMALL;
  const at = (shown: Content, camera: Camera): Painting => ({ ...shown, camera });
  const planAt = (shown: Content, k: number): LinePlan => {
    if (!plan || (plan.plain && planK !== k)) {
      plan = planLines(shown.picture, shown.positions, k);
      planK = k;
    }
    return plan;
  };
  const square =
    (shown: Content) =>
    (ctx: CanvasRenderingContext2D, k: number, rect: Rect): void =>
      paintGround(ctx, at(shown, { k, x: 0, y: 0 }), planAt(shown, k), ink, rect);

  /** Words of a large map keep their places while it moves. */
  const paintWords = (ctx: CanvasRenderingContext2D, shown: Content, look: Look) => {
    const { k, x, y } = look.camera;
    const view = { left: -x, top: -y, right: width - x, bottom: height - y };
    const cursor = look.keyboard ? look.cursor : -1;
    const known = wordsFor;
    if (known && known.k !== k && performance.now() - zoomedAt < REST_MS) {
      // While it is being zoomed words move along; they find new places when it rests.
      const by = k / known.k;
      const along = words.map((word) => ({
        ...word,
        at: { x: word.at.x * by, y: word.at.y * by },
      }));
      ctx.save();
      ctx.translate(x, y);
      drawWords(ctx, along, ink, true);
      ctx.restore();
      return;
    }
    const fits =
      known !== undefined &&
      known.cursor === cursor &&
      known.k === k &&
      known.rect.left <= view.left &&
      known.rect.top <= view.top &&
      known.rect.right >= view.right &&
      known.rect.bottom >= view.bottom;
    if (!fits) {
      const [dx, dy] = [width * AROUND, height * AROUND];
      const rect = {
        left: view.left - dx,
        top: view.top - dy,
        right: view.right + dx,
        bottom: view.bottom + dy,
      };
      words = placeWords(ctx, at(shown, { k, x: 0, y: 0 }), ink, rect, cursor);
      wordsFor = { k, cursor, rect };
    }
    const inSight = words.filter(
      (word) =>
        word.at.x + word.half > view.left &&
        word.at.x - word.half < view.right &&
        word.at.y + 12 > view.top &&
        word.at.y - 12 < view.bottom,
    );
    ctx.save();
    ctx.translate(Math.round(x), Math.round(y));
    drawWords(ctx, inSight, ink, true);
    ctx.restore();
  };

  const paintMoving = (ctx: CanvasRenderingContext2D, painting: Painting) => {
    const scale = nodeScale(painting);
    const inSight: number[] = [];
    for (let i = 0; i < painting.picture.nodes.length; i++) {
      const { x, y } = screen(painting, i);
      if (x > -20 && x < width + 20 && y > -20 && y < height + 20) inSight.push(i);
    }
    if (inSight.length > SMALL) return paintSpecks(ctx, painting, inSight, scale, ink);
    for (const i of inSight) {
      const node = painting.picture.nodes[i];
      paintNode(ctx, node, screen(painting, i), node.radius * scale, false, ink);
    }
  };

  return {
    get width() {
      return width;
    },
    get height() {
      return height;
    },
    set(next, keep) {
      const isSame =
        keep &&
        painted !== undefined &&
        painted.positions === next.positions &&
        sameBits(painted.pinned, next.pinned) &&
        looksSame(painted.picture, next.picture, isFar(next, seenK));
      content = next;
      if (isSame && isLarge(next)) return;
      painted = next;
      plan = undefined;
      wordsFor = undefined;
      if (keep) tiles.change();
      else tiles.clear();
      minimap?.change();
    },
    setInk(next) {
      ink = next;
      wordsFor = undefined;
      tiles.change();
      minimap?.change();
    },
    resize() {
      const box = canvas.getBoundingClientRect();
      minimap?.resize();
      if (box.width === width && box.height === height) return false;
      const ratio = Math.min(2, devicePixelRatio);
      canvas.width = Math.round(box.width * ratio);
      canvas.height = Math.round(box.height * ratio);
      width = box.width;
      height = box.height;
      return true;
    },
    draw(look) {
      const ctx = contextOf(canvas);
      if (!ctx || !content || width === 0) return false;
      const ratio = Math.min(2, devicePixelRatio);
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.clearRect(0, 0, width, height);
      const { picture, positions } = content;
      const painting = at(content, look.camera);
      if (seenK !== look.camera.k) {
        seenK = look.camera.k;
        zoomedAt = performance.now();
        painted = undefined;
      }
      const rect = { left: 0, top: 0, right: width, bottom: height };
      let isMore = false;
      if (!isLarge(content)) {
        paintGround(ctx, painting, planAt(content, look.camera.k), ink, rect);
        const cursor = look.keyboard ? look.cursor : -1;
        drawWords(ctx, placeWords(ctx, painting, ink, rect, cursor), ink, false);
      } else if (look.moving) paintMoving(ctx, painting);
      else {
        isMore = tiles.draw(ctx, look.camera, width, height, square(content)) === 'missing';
        paintWords(ctx, content, look);
      }
      const node = picture.nodes.at(look.cursor);
      if (look.cursor >= 0 && node) {
        const place = screen(painting, look.cursor);
        paintCursor(ctx, node, place, node.radius * nodeScale(painting), look.keyboard, ink);
      }
      minimap?.paint(picture, positions, look.camera, width, height, ink);
      return isMore;
    },
    prepare: (look) =>
      content !== undefined &&
      isLarge(content) &&
      !look.moving &&
      tiles.prepare(look.camera, width, height, square(content)),
    fontsChanged() {
      forgetWidths();
      wordsFor = undefined;
    },
  };
}

function isFar({ picture }: Content, k: number): boolean {
  return MIDDLE_RADIUS * nodeScale({ picture, camera: { k, x: 0, y: 0 } }) < SPECK;
}

function sameBits(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((bit, i) => bit === b[i]);
}
