/** The map in squares painted once and moved as they are: panning costs copies, whatever is drawn. */

import type { Camera } from './camera.ts';
import type { Rect } from './curve.ts';
import { contextOf } from './surface.ts';

/** Edge of a square, CSS pixels. */
const SIZE = 256;
/**
 * Time a frame may spend on ordering squares, ms; at least one is painted. What is ordered may be painted after the script has
 * ended: how many a frame can bear is learnt from the time until the next one.
 */
const BUDGET_MS = 7;
const FRAME_MS = 26;
const MOST_A_FRAME = 12;
/** Frames further apart than this had nothing to do with each other, ms. */
const APART_MS = 300;
/** Squares kept at most. */
const MOST = 128;
/** After a zoom came to rest for so long its squares are painted anew; meanwhile they are stretched, ms. */
export const REST_MS = 110;

interface Square {
  readonly canvas: HTMLCanvasElement;
  readonly column: number;
  readonly row: number;
  /** Content it shows. */
  version: number;
}

interface Level {
  readonly k: number;
  readonly squares: Map<number, Square>;
}

/** Paints what lies in `rect` on a context whose origin is that of the map at magnification `k`. */
export type PaintSquare = (ctx: CanvasRenderingContext2D, k: number, rect: Rect) => void;

/** What is left to do after a frame: `missing` squares in sight, those just `outside` it, or nothing. */
export type Left = 'missing' | 'outside' | 'nothing';

export interface Tiles {
  /** What squares show is out of date; they stay in sight until they are replaced. */
  change(): void;
  /** The same, and what they show must not be seen any more. */
  clear(): void;
  /** Draws what is in sight, painting as many squares as the frame has time for. The context is scaled to CSS pixels. */
  draw(
    ctx: CanvasRenderingContext2D,
    camera: Camera,
    width: number,
    height: number,
    paint: PaintSquare,
  ): Left;
  /** Paints one square around what is in sight; `false` when there is none to paint. */
  prepare(camera: Camera, width: number, height: number, paint: PaintSquare): boolean;
}

/** Makes the squares of one canvas. */
export function makeTiles(): Tiles {
  let version = 1;
  let current: Level | undefined;
  let before: Level | undefined;
  let zoomedAt = 0;
  let zoomed = 0;
  let perFrame = 3;
  let drawnAt = 0;
  let paintedLast = 0;
  const spare: HTMLCanvasElement[] = [];

  const paintInto = (level: Level, column: number, row: number, paint: PaintSquare): Square => {
    const key = keyOf(column, row);
    const known = level.squares.get(key);
    const ratio = Math.min(2, devicePixelRatio);
    const side = Math.ceil(SIZE * ratio);
    const canvas = known?.canvas ?? spare.pop() ?? document.createElement('canvas');
    if (canvas.width !== side) {
      canvas.width = side;
      canvas.height = side;
    }
    const ctx = contextOf(canvas);
    const square = known ?? { canvas, column, row, version };
    square.version = version;
    // Painted last is found last: the oldest are given up first.
    level.squares.delete(key);
    level.squares.set(key, square);
    if (!ctx) return square;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, SIZE, SIZE);
    ctx.setTransform(ratio, 0, 0, ratio, -column * SIZE * ratio, -row * SIZE * ratio);
    const rect = {
      left: column * SIZE,
      top: row * SIZE,
      right: (column + 1) * SIZE,
      bottom: (row + 1) * SIZE,
    };
    paint(ctx, level.k, rect);
    for (const [old, { canvas: free }] of level.squares) {
      if (level.squares.size <= MOST) break;
      level.squares.delete(old);
      spare.push(free);
    }
    return square;
  };

  const blit = (
    ctx: CanvasRenderingContext2D,
    level: Level,
    camera: Camera,
    width: number,
    height: number,
  ) => {
    const scale = camera.k / level.k;
    const side = SIZE * scale;
    for (const { canvas, column, row } of level.squares.values()) {
      const x = column * side + camera.x;
      const y = row * side + camera.y;
      if (x < width && y < height && x + side > 0 && y + side > 0)
        put(ctx, canvas, x, y, side, scale === 1);
    }
  };

  const rangeOf = (camera: Camera, width: number, height: number) => ({
    left: Math.floor(-camera.x / SIZE),
    top: Math.floor(-camera.y / SIZE),
    right: Math.floor((width - camera.x) / SIZE),
    bottom: Math.floor((height - camera.y) / SIZE),
  });

  return {
    change() {
      version++;
    },
    clear() {
      version++;
      for (const level of [current, before])
        for (const { canvas } of level?.squares.values() ?? []) spare.push(canvas);
      spare.length = Math.min(spare.length, MOST);
      current = undefined;
      before = undefined;
    },
    draw(ctx, camera, width, height, paint) {
      const now = performance.now();
      const gap = now - drawnAt;
      drawnAt = now;
      if (paintedLast > 0 && gap < APART_MS)
        perFrame =
          gap > FRAME_MS ? Math.max(1, perFrame >> 1) : Math.min(MOST_A_FRAME, perFrame + 1);
      paintedLast = 0;
      if (camera.k !== zoomed) {
        zoomed = camera.k;
        zoomedAt = now;
      }
      if (!current) current = { k: camera.k, squares: new Map() };
      else if (current.k !== camera.k) {
        if (now - zoomedAt < REST_MS && current.squares.size > 0) {
          blit(ctx, current, camera, width, height);
          return 'missing';
        }
        before = current;
        current = { k: camera.k, squares: new Map() };
      }
      const range = rangeOf(camera, width, height);
      if (before) blit(ctx, before, camera, width, height);
      let missing = 0;
      const start = performance.now();
      for (let row = range.top; row <= range.bottom; row++) {
        for (let column = range.left; column <= range.right; column++) {
          let square = current.squares.get(keyOf(column, row));
          if (square?.version !== version) {
            const hasTime = paintedLast < perFrame && performance.now() - start < BUDGET_MS;
            if (hasTime || paintedLast === 0) {
              square = paintInto(current, column, row, paint);
              paintedLast++;
            } else missing++;
          }
          if (!square) continue;
          const x = column * SIZE + camera.x;
          const y = row * SIZE + camera.y;
          // Under a new square lies the stretched old picture: it must not shine through.
          if (before) ctx.clearRect(x, y, SIZE, SIZE);
          put(ctx, square.canvas, x, y, SIZE, true);
        }
      }
      if (missing > 0) return 'missing';
      if (before) {
        for (const { canvas } of before.squares.values())
          if (spare.length < MOST) spare.push(canvas);
        before = undefined;
      }
      return 'outside';
    },
    prepare(camera, width, height, paint) {
      if (!current || current.k !== camera.k) return false;
      const { left, top, right, bottom } = rangeOf(camera, width, height);
      for (let row = top - 1; row <= bottom + 1; row++) {
        for (let column = left - 1; column <= right + 1; column++) {
          if (current.squares.get(keyOf(column, row))?.version === version) continue;
          paintInto(current, column, row, paint);
          return true;
        }
      }
      return false;
    },
  };
}

/** Copies a square; whole pixels where nothing is stretched, so that it stays sharp and cheap. */
function put(
  ctx: CanvasRenderingContext2D,
  canvas: HTMLCanvasElement,
  x: number,
  y: number,
  side: number,
  exact: boolean,
): void {
  const ratio = Math.min(2, devicePixelRatio);
  const snap = (value: number) => (exact ? Math.round(value * ratio) / ratio : value);
  ctx.drawImage(canvas, snap(x), snap(y), side, side);
}

function keyOf(column: number, row: number): number {
  return (column + 32_768) * 65_536 + row + 32_768;
}
