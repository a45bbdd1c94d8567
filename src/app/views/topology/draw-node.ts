/** Paints nodes: a disc with a health ring, role icon, status shape, its part in a trouble, a pin; from afar a speck with its shape. */
import { IMPACT_PATHS, type Marked } from '../../impact-marks.ts';
import type { Brush } from './brush.ts';
import { type Painting, type Point, screen } from './curve.ts';
import { drawMark, drawRole, drawShape } from './glyphs.ts';
import type { Ink } from './ink.ts';
import type { NodeImpact, NodePaint } from './picture.ts';

const TURN = 2 * Math.PI;
const PIN = 'M5 1.5h6M6.2 1.5v4.2L3.8 8.6h8.4L9.8 5.7V1.5M8 8.6v6';
/** Smallest a shape may be and still be told apart, pixels. */
const LEAST_MARK = 8;
/** Radius beyond which a bubble has room for an icon over its number, pixels. */
const SPACIOUS = 20;

/** Paints one node. */
export function paintNode(
  ctx: Brush,
  node: NodePaint,
  at: Point,
  radius: number,
  pinned: boolean,
  ink: Ink,
): void {
  const trouble = node.status === 'crit' || node.status === 'warn' || node.status === 'off';
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
  ctx.lineWidth = radius < 10 ? 1.5 : 2.5;
  ctx.strokeStyle = ink.line2;
  disc(ctx, at, radius, 'stroke');
  paintRing(ctx, node, at, radius, ink);
  ctx.strokeStyle =
    node.tone === 'cause' ? ink.inferFg : trouble && node.status !== 'off' ? ink.fg1 : ink.fg2;
  const icon = Math.min(18, radius * 0.86);
  if (node.kind === 'group' && radius > 11) {
    if (radius > SPACIOUS) drawRole(ctx, node.role, at.x, at.y - radius * 0.28, icon * 0.8);
    ctx.fillStyle = ink.fg1;
    ctx.font = `600 11px ${ink.sans}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(String(node.count), at.x, at.y + (radius > SPACIOUS ? radius * 0.38 : 0.5));
  } else if (radius > 8) drawRole(ctx, node.role, at.x, at.y, icon);
  ctx.globalAlpha = 1;
  if (node.tone === 'focus') {
    ctx.strokeStyle = ink.focus;
    ctx.lineWidth = 2;
    disc(ctx, at, radius + 5, 'stroke');
  }
  if (node.impact) paintImpact(ctx, node, node.impact, at, radius, ink);
  if (node.kind !== 'users' && node.status !== 'ok') {
    const size = Math.min(17, Math.max(LEAST_MARK, radius * 0.8));
    const mark = { x: at.x + radius * 0.74, y: at.y + radius * 0.74 };
    ctx.fillStyle = ink.app;
    disc(ctx, mark, size * 0.62, 'fill');
    drawMark(ctx, node.status, mark.x, mark.y, size, ink.mark[node.status], ink.markInk);
  }
  if (pinned && radius > 8) {
    ctx.strokeStyle = ink.fg1;
    drawShape(ctx, PIN, at.x + radius * 0.8, at.y - radius * 0.8, 12, 1.6);
  }
}

/** The gravest part first; of a bubble also how much of it: full for what is lost, dashed for what is downstream. */
function paintImpact(
  ctx: Brush,
  node: NodePaint,
  impact: NodeImpact,
  at: Point,
  radius: number,
  ink: Ink,
): void {
  const rim = radius + (node.tone === 'focus' ? 8.5 : 4.5);
  const lost = (impact.cause + impact.taken) / node.count;
  const after = impact.downstream / node.count;
  ctx.lineCap = 'butt';
  ctx.lineWidth = Math.min(3.5, Math.max(2, radius * 0.16));
  if (lost > 0) {
    ctx.strokeStyle = impact.cause > 0 ? ink.impact.cause : ink.impact.taken;
    arc(ctx, at, rim, 0, Math.max(lost, 0.06));
  }
  if (after > 0) {
    ctx.strokeStyle = ink.impact.downstream;
    ctx.setLineDash([3, 4]);
    arc(ctx, at, rim, lost, lost + Math.max(after, 0.06));
    ctx.setLineDash([]);
  }
  const state = gravestOf(impact);
  const size = Math.min(16, Math.max(9, radius * 0.75));
  const mark = { x: at.x - radius * 0.78, y: at.y + radius * 0.78 };
  ctx.fillStyle = ink.app;
  disc(ctx, mark, size * 0.68, 'fill');
  ctx.strokeStyle = ink.impact[state];
  drawShape(ctx, IMPACT_PATHS[state], mark.x, mark.y, size, 2);
}

/** What of a node's part in a trouble is nearest to its cause. */
export function gravestOf({ cause, taken }: NodeImpact): Marked {
  return cause > 0 ? 'cause' : taken > 0 ? 'taken' : 'downstream';
}

/** Many small nodes: dots by colour in a few paths, shapes where something is wrong. */
export function paintSpecks(
  ctx: Brush,
  painting: Painting,
  nodes: readonly number[],
  scale: number,
  ink: Ink,
): void {
  const { picture } = painting;
  const looks = new Map<string, number[]>();
  for (const i of nodes) {
    const { kind, status, tone } = picture.nodes[i];
    const key = kind === 'users' ? 'users' : tone === 'dim' ? 'dim' : status;
    const list = looks.get(key);
    if (list) list.push(i);
    else looks.set(key, [i]);
  }
  for (const [key, list] of looks) {
    ctx.fillStyle =
      key === 'users'
        ? ink.fg2
        : key === 'dim'
          ? ink.line3
          : key === 'ok'
            ? ink.calm
            : ink.ring[picture.nodes[list[0]].status];
    for (let i = 0; i < list.length; i += 128) {
      ctx.beginPath();
      for (const node of list.slice(i, i + 128)) {
        const at = screen(painting, node);
        const r = Math.max(1, picture.nodes[node].radius * scale);
        ctx.moveTo(at.x + r, at.y);
        ctx.arc(at.x, at.y, r, 0, TURN);
      }
      ctx.fill();
    }
  }
  for (const i of nodes) {
    const node = picture.nodes[i];
    if (node.kind === 'users' || (node.status === 'ok' && !node.impact)) continue;
    const at = screen(painting, i);
    const size = Math.max(LEAST_MARK, node.radius * scale * 2.2);
    if (node.status !== 'ok')
      drawMark(ctx, node.status, at.x, at.y, size, ink.mark[node.status], ink.markInk);
    if (!node.impact) continue;
    const state = gravestOf(node.impact);
    ctx.strokeStyle = ink.impact[state];
    const aside = node.status === 'ok' ? 0 : size * 0.8;
    drawShape(ctx, IMPACT_PATHS[state], at.x - aside, at.y + aside, LEAST_MARK, 2);
  }
}

/** The ring around the node under the pointer or the keyboard cursor. */
export function paintCursor(
  ctx: Brush,
  node: NodePaint,
  at: Point,
  radius: number,
  keyboard: boolean,
  ink: Ink,
): void {
  ctx.strokeStyle = keyboard ? ink.focus : ink.fg3;
  ctx.lineWidth = keyboard ? 2.5 : 1.25;
  disc(ctx, at, Math.max(5, radius) + (node.tone === 'focus' || node.impact ? 9 : 5), 'stroke');
}

/** Health as an arc from the top, clockwise; dashed all round when nothing is known or the server is off. */
function paintRing(ctx: Brush, node: NodePaint, at: Point, radius: number, ink: Ink): void {
  if (node.kind === 'users') return;
  ctx.strokeStyle = node.tone === 'cause' ? ink.infer : ink.ring[node.status];
  // Of a bubble the ring tells how well all of it is, the shape what is worst in it.
  const isGone = node.kind === 'server' && (node.status === 'off' || node.status === 'unk');
  const silent = isGone || Number.isNaN(node.health);
  if (silent) ctx.setLineDash(node.status === 'off' ? [4, 4] : [1.5, 3.5]);
  arc(ctx, at, radius, 0, silent ? 1 : Math.max(0.02, Math.min(1, node.health)));
  if (silent) ctx.setLineDash([]);
}

/** An arc between two shares of the turn, from the top, clockwise. */
function arc(ctx: Brush, at: Point, radius: number, from: number, to: number): void {
  ctx.beginPath();
  ctx.arc(at.x, at.y, Math.max(0.5, radius), from * TURN - TURN / 4, to * TURN - TURN / 4);
  ctx.stroke();
}

function disc(ctx: Brush, at: Point, radius: number, how: 'fill' | 'stroke'): void {
  ctx.beginPath();
  ctx.arc(at.x, at.y, Math.max(0.5, radius), 0, TURN);
  ctx[how]();
}
