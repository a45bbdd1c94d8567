/** Paints a picture of the map on a canvas: tiers, links with arrowheads, nodes with rings, then all words. */

import {
  curveOf,
  HULL_PAD,
  nodeScale,
  onCurve,
  type Painting,
  type Point,
  screen,
  WIDTHS,
} from './curve.ts';
import { drawMark, drawRole } from './glyphs.ts';
import type { Ink } from './ink.ts';
import type { EdgePaint, NodePaint } from './picture.ts';
import { paintWords } from './words.ts';

/** Links that can be drawn at full strength. */
const CROWD = 90;
const EDGE_ORDER: readonly EdgePaint['tone'][] = [
  'beside',
  'dim',
  'plain',
  'reach',
  'risk',
  'hit',
  'cause',
];

/** Paints everything. The context is scaled to CSS pixels. */
export function paint(ctx: CanvasRenderingContext2D, painting: Painting, ink: Ink): void {
  const { picture, camera, width, height } = painting;
  ctx.clearRect(0, 0, width, height);
  paintHulls(ctx, painting, ink);
  for (const tone of EDGE_ORDER)
    for (const edge of picture.edges) if (edge.tone === tone) paintEdge(ctx, painting, edge, ink);
  const scale = nodeScale(camera);
  picture.nodes.forEach((node, i) => {
    paintNode(
      ctx,
      node,
      screen(painting, i),
      node.radius * scale,
      painting.cursor === i,
      painting,
      ink,
    );
  });
  paintWords(ctx, painting, ink);
}

function paintHulls(ctx: CanvasRenderingContext2D, { hulls, camera }: Painting, ink: Ink): void {
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  ctx.fillStyle = ink.hull;
  ctx.strokeStyle = ink.hull;
  ctx.lineWidth = HULL_PAD * 2 * nodeScale(camera);
  for (const { corners } of hulls) {
    ctx.beginPath();
    for (const [x, y] of corners) ctx.lineTo(x * camera.k + camera.x, y * camera.k + camera.y);
    // A path of one point has no length and would not be stroked.
    if (corners.length === 1)
      ctx.lineTo(corners[0][0] * camera.k + camera.x + 0.01, corners[0][1] * camera.k + camera.y);
    ctx.closePath();
    ctx.fill();
    ctx.stroke();
  }
}

function paintEdge(
  ctx: CanvasRenderingContext2D,
  painting: Painting,
  edge: EdgePaint,
  ink: Ink,
): void {
  const curve = curveOf(painting, edge);
  if (!curve) return;
  const scale = Math.min(1.15, Math.max(0.5, painting.camera.k));
  ctx.save();
  ctx.lineCap = 'round';
  ctx.lineWidth =
    WIDTHS[edge.step] *
    scale *
    (edge.tone === 'hit' ? 1.15 : edge.tone === 'plain' || edge.tone === 'dim' ? 0.78 : 1);
  ctx.strokeStyle = edge.heat >= 0 ? ink.heat[edge.heat] : lineColour(edge.tone, ink);
  // In a crowd of links single ones step back, so that nodes and the paths of trouble stay readable.
  const crowd = Math.min(1, (CROWD / painting.picture.edges.length) ** 0.42);
  if (edge.tone === 'plain') ctx.globalAlpha = crowd;
  if (edge.tone === 'plain' || edge.tone === 'dim') ctx.lineWidth *= crowd;
  if (edge.tone === 'dim') ctx.globalAlpha = 0.5 * crowd;
  if (edge.tone === 'beside') {
    ctx.globalAlpha = 0.6 * crowd;
    ctx.lineWidth = 1.1;
    ctx.setLineDash([2, 5]);
  }
  if (edge.tone === 'cause') {
    ctx.lineWidth = 3;
    ctx.setLineDash([1, 7]);
  }
  ctx.beginPath();
  ctx.moveTo(curve.a.x, curve.a.y);
  ctx.quadraticCurveTo(curve.c.x, curve.c.y, curve.b.x, curve.b.y);
  ctx.stroke();
  ctx.setLineDash([]);
  if (
    edge.arrows &&
    painting.camera.k > (crowd < 0.8 && edge.tone === 'plain' ? 0.8 : 0.35) &&
    curve.length > 34
  ) {
    ctx.lineWidth = 1.7;
    ctx.lineJoin = 'round';
    ctx.strokeStyle = arrowColour(edge, ink);
    const size = 3.4 + WIDTHS[edge.step] * 0.55;
    for (const t of curve.length > 190 ? [0.36, 0.72] : [0.56])
      arrow(ctx, onCurve(curve, t), size * Math.min(1, scale + 0.15));
  }
  ctx.restore();
}

function arrow(
  ctx: CanvasRenderingContext2D,
  at: { x: number; y: number; angle: number },
  size: number,
): void {
  const cos = Math.cos(at.angle) * size;
  const sin = Math.sin(at.angle) * size;
  ctx.beginPath();
  ctx.moveTo(at.x - cos * 0.6 - sin * 0.8, at.y - sin * 0.6 + cos * 0.8);
  ctx.lineTo(at.x + cos * 0.6, at.y + sin * 0.6);
  ctx.lineTo(at.x - cos * 0.6 + sin * 0.8, at.y - sin * 0.6 - cos * 0.8);
  ctx.stroke();
}

function lineColour(tone: EdgePaint['tone'], ink: Ink): string {
  if (tone === 'hit') return ink.mark.crit;
  if (tone === 'risk') return ink.risk;
  if (tone === 'reach') return ink.accent;
  if (tone === 'cause') return ink.infer;
  return tone === 'plain' ? ink.quiet : ink.line3;
}

function arrowColour(edge: EdgePaint, ink: Ink): string {
  if (edge.tone === 'cause') return ink.inferFg;
  if (edge.heat >= 0) return edge.heat >= 5 ? ink.app : ink.fg2;
  if (edge.tone === 'hit') return edge.step >= 3 ? ink.onCrit : ink.fg1;
  if (edge.tone === 'reach') return ink.fg1;
  return edge.tone === 'risk' ? ink.critFg : ink.fg2;
}

function paintNode(
  ctx: CanvasRenderingContext2D,
  node: NodePaint,
  at: Point,
  radius: number,
  hovered: boolean,
  painting: Painting,
  ink: Ink,
): void {
  const trouble = node.status === 'crit' || node.status === 'warn' || node.status === 'off';
  ctx.save();
  if (node.tone === 'focus' && node.status === 'crit') {
    ctx.fillStyle = ink.halo;
    for (const extra of [10, 22]) disc(ctx, at, radius + extra, 'fill');
  }
  ctx.fillStyle = ink.app;
  disc(ctx, at, radius + 2, 'fill');
  if (node.tone === 'dim') ctx.globalAlpha = 0.6;
  ctx.fillStyle =
    node.tone === 'cause'
      ? ink.inferFill
      : node.kind === 'users'
        ? ink.raised
        : ink.fill[node.status];
  disc(ctx, at, radius, 'fill');
  ctx.lineWidth = 2.5;
  ctx.strokeStyle = ink.line2;
  disc(ctx, at, radius, 'stroke');
  paintRing(ctx, node, at, radius, ink);
  ctx.strokeStyle =
    node.tone === 'cause' ? ink.inferFg : trouble && node.status !== 'off' ? ink.fg1 : ink.fg2;
  const icon = Math.min(18, radius * 0.86);
  if (node.kind === 'group' && radius > 14) {
    drawRole(ctx, node.role, at.x, at.y - radius * 0.28, icon * 0.8);
    ctx.fillStyle = ink.fg1;
    ctx.font = `600 11px ${ink.sans}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(String(node.count), at.x, at.y + radius * 0.38);
  } else if (radius > 8) drawRole(ctx, node.role, at.x, at.y, icon);
  ctx.globalAlpha = 1;
  if (node.tone === 'focus') {
    ctx.strokeStyle = ink.focus;
    ctx.lineWidth = 2;
    disc(ctx, at, radius + 5, 'stroke');
  }
  if (hovered) {
    ctx.strokeStyle = painting.keyboard ? ink.focus : ink.fg3;
    ctx.lineWidth = painting.keyboard ? 2.5 : 1.25;
    disc(ctx, at, radius + (node.tone === 'focus' ? 9 : 5), 'stroke');
  }
  if (node.kind !== 'users' && node.status !== 'ok') {
    const size = Math.min(17, Math.max(11, radius * 0.8));
    const mark = { x: at.x + radius * 0.74, y: at.y + radius * 0.74 };
    ctx.fillStyle = ink.app;
    disc(ctx, mark, size * 0.62, 'fill');
    drawMark(ctx, node.status, mark.x, mark.y, size, ink.mark[node.status], ink.markInk);
  }
  ctx.restore();
}

/** Health as an arc from the top, clockwise; dashed all round when nothing is known or the server is off. */
function paintRing(
  ctx: CanvasRenderingContext2D,
  node: NodePaint,
  at: Point,
  radius: number,
  ink: Ink,
): void {
  if (node.kind === 'users') return;
  ctx.strokeStyle = node.tone === 'cause' ? ink.infer : ink.ring[node.status];
  ctx.lineWidth = 2.5;
  const silent = node.status === 'off' || node.status === 'unk' || Number.isNaN(node.health);
  if (silent) ctx.setLineDash(node.status === 'off' ? [4, 4] : [1.5, 3.5]);
  const share = silent ? 1 : Math.max(0.02, Math.min(1, node.health));
  ctx.beginPath();
  ctx.arc(at.x, at.y, radius, -Math.PI / 2, -Math.PI / 2 + share * 2 * Math.PI);
  ctx.stroke();
  ctx.setLineDash([]);
}

function disc(
  ctx: CanvasRenderingContext2D,
  at: Point,
  radius: number,
  how: 'fill' | 'stroke',
): void {
  ctx.beginPath();
  ctx.arc(at.x, at.y, Math.max(0.5, radius), 0, 2 * Math.PI);
  ctx[how]();
}
