/** The whole map in a corner, with the part on screen framed. */
import type { Camera } from './camera.ts';
import { minimapCamera } from './framing.ts';
import type { Ink } from './ink.ts';
import type { Positions } from './layout.ts';
import type { Picture } from './picture.ts';

/** Paints the minimap at its CSS size; does nothing while it is hidden. */
export function paintMinimap(
  canvas: HTMLCanvasElement,
  picture: Picture,
  positions: Positions,
  camera: Camera,
  width: number,
  height: number,
  ink: Ink,
): void {
  const box = canvas.getBoundingClientRect();
  const ctx = canvas.getContext('2d');
  if (!ctx || box.width === 0) return;
  const ratio = Math.min(2, devicePixelRatio);
  if (canvas.width !== Math.round(box.width * ratio)) {
    canvas.width = Math.round(box.width * ratio);
    canvas.height = Math.round(box.height * ratio);
  }
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, box.width, box.height);
  const view = minimapCamera(positions, box.width, box.height);
  const x = (mapX: number) => mapX * view.k + view.x;
  const y = (mapY: number) => mapY * view.k + view.y;
  // Troubled nodes last, so that they stay visible in a crowd.
  for (const loud of [false, true]) {
    picture.nodes.forEach((node, i) => {
      const troubled = node.kind !== 'users' && node.status !== 'ok';
      if (troubled !== loud) return;
      ctx.fillStyle = troubled ? ink.mark[node.status] : ink.fg4;
      ctx.beginPath();
      ctx.arc(x(positions[i * 2]), y(positions[i * 2 + 1]), troubled ? 2.6 : 1.9, 0, 7);
      ctx.fill();
    });
  }
  const l = Math.max(1, x(-camera.x / camera.k));
  const t = Math.max(1, y(-camera.y / camera.k));
  const r = Math.min(box.width - 1, x((width - camera.x) / camera.k));
  const b = Math.min(box.height - 1, y((height - camera.y) / camera.k));
  ctx.strokeStyle = ink.accent;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.roundRect(l, t, Math.max(4, r - l), Math.max(4, b - t), 2);
  ctx.stroke();
  ctx.globalAlpha = 0.1;
  ctx.fillStyle = ink.accent;
  ctx.fill();
  ctx.globalAlpha = 1;
}
