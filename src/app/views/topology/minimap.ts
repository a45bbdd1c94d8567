/** The whole map in a corner, with the part on screen framed. Dots are painted once per picture, the frame with every move. */

import type { Camera } from './camera.ts';
import { minimapCamera } from './framing.ts';
import type { Ink } from './ink.ts';
import type { Picture } from './picture.ts';
import type { Positions } from './places.ts';
import { contextOf } from './surface.ts';

export interface Minimap {
  /** The dots are out of date. */
  change(): void;
  /** The CSS size may have changed. */
  resize(): void;
  paint(
    picture: Picture,
    positions: Positions,
    camera: Camera,
    width: number,
    height: number,
    ink: Ink,
  ): void;
}

/** Binds a canvas; nothing is painted while it is hidden. */
export function makeMinimap(canvas: HTMLCanvasElement): Minimap {
  const dots = document.createElement('canvas');
  let isFresh = false;
  let size = { width: 0, height: 0 };

  const paintDots = (picture: Picture, positions: Positions, ratio: number, ink: Ink) => {
    const ctx = contextOf(dots);
    if (!ctx) return;
    dots.width = canvas.width;
    dots.height = canvas.height;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const view = minimapCamera(positions, size.width, size.height);
    const crowd = picture.nodes.length > 600;
    // Troubled nodes last, so that they stay visible in a crowd.
    for (const loud of [false, true]) {
      picture.nodes.forEach((node, i) => {
        const isTroubled = node.kind !== 'users' && node.status !== 'ok';
        if (isTroubled !== loud) return;
        ctx.fillStyle = isTroubled ? ink.mark[node.status] : ink.fg4;
        const x = positions[i * 2] * view.k + view.x;
        const y = positions[i * 2 + 1] * view.k + view.y;
        if (crowd && !loud) {
          ctx.fillRect(x - 0.5, y - 0.5, 1, 1);
          return;
        }
        ctx.beginPath();
        ctx.arc(x, y, isTroubled ? (crowd ? 2 : 2.6) : 1.9, 0, 7);
        ctx.fill();
      });
    }
    isFresh = true;
  };

  return {
    change() {
      isFresh = false;
    },
    resize() {
      const box = canvas.getBoundingClientRect();
      size = { width: box.width, height: box.height };
      isFresh = false;
    },
    paint(picture, positions, camera, width, height, ink) {
      const ctx = contextOf(canvas);
      if (!ctx || size.width === 0) return;
      const ratio = Math.min(2, devicePixelRatio);
      if (canvas.width !== Math.round(size.width * ratio)) {
        canvas.width = Math.round(size.width * ratio);
        canvas.height = Math.round(size.height * ratio);
      }
      if (!isFresh) paintDots(picture, positions, ratio, ink);
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, canvas.width, canvas.height);
      ctx.drawImage(dots, 0, 0);
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      const view = minimapCamera(positions, size.width, size.height);
      const left = Math.max(1, (-camera.x / camera.k) * view.k + view.x);
      const top = Math.max(1, (-camera.y / camera.k) * view.k + view.y);
      const right = Math.min(size.width - 1, ((width - camera.x) / camera.k) * view.k + view.x);
      const bottom = Math.min(size.height - 1, ((height - camera.y) / camera.k) * view.k + view.y);
      ctx.strokeStyle = ink.accent;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.roundRect(left, top, Math.max(4, right - left), Math.max(4, bottom - top), 2);
      ctx.stroke();
      ctx.globalAlpha = 0.1;
      ctx.fillStyle = ink.accent;
      ctx.fill();
      ctx.globalAlpha = 1;
    },
  };
}

/**
 * Presses and drags on the minimap as map coordinates.
 * @returns the function that unbinds
 */
export function bindMinimap(
  canvas: HTMLCanvasElement,
  positions: () => Positions | undefined,
  go: (mapX: number, mapY: number) => void,
): () => void {
  const onPointer = (event: PointerEvent) => {
    const places = positions();
    if (!places || (event.type === 'pointermove' && event.buttons === 0)) return;
    const box = canvas.getBoundingClientRect();
    const view = minimapCamera(places, box.width, box.height);
    go((event.clientX - box.left - view.x) / view.k, (event.clientY - box.top - view.y) / view.k);
  };
  canvas.addEventListener('pointerdown', onPointer);
  canvas.addEventListener('pointermove', onPointer);
  return () => {
    canvas.removeEventListener('pointerdown', onPointer);
    canvas.removeEventListener('pointermove', onPointer);
  };
}
