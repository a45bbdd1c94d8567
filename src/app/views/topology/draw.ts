/** Paints a part of the map: tiers, lines in batches of one style, nodes. Words come last, from `words.ts`. */
import type { Brush } from './brush.ts';
import {
  type Curve,
  curveOf,
  HULL_PAD,
  isCrossing,
  nodeScale,
  onCurve,
  type Painting,
  type Rect,
  screen,
  WIDTHS,
} from './curve.ts';
import { paintNode, paintSpecks } from './draw-node.ts';
import type { Ink } from './ink.ts';
import type { LinePlan } from './lines.ts';
import { DIM, NEEDS, TONES } from './tones.ts';

/** Lines that can be drawn at full strength. */
const CROWD = 90;
/** Lines of one path: longer paths cost more than their parts. */
const BATCH = 48;
/** Where nodes of middle size are smaller than this, pixels, they are drawn as specks. */
export const SPECK = 6;
/** Radius of a node of middle size at zoom 1, pixels. */
export const MIDDLE_RADIUS = 20;

/** Paints what lies in `rect`; the context is scaled to CSS pixels and lies as the painting's camera says. */
export function paintGround(
  ctx: Brush,
  painting: Painting,
  plan: LinePlan,
  ink: Ink,
  rect: Rect,
): void {
  paintHulls(ctx, painting, ink);
  paintBands(ctx, painting, plan, ink, rect);
  paintLines(ctx, painting, plan, ink, rect);
  paintPointer(ctx, painting, ink);
  const scale = nodeScale(painting);
  const { nodes } = painting.picture;
  const isFar = MIDDLE_RADIUS * scale < SPECK;
  const small: number[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const at = screen(painting, i);
    const radius = nodes[i].radius * scale;
    const reach = radius + 26;
    if (at.x + reach < rect.left || at.x - reach > rect.right) continue;
    if (at.y + reach < rect.top || at.y - reach > rect.bottom) continue;
    if (isFar && nodes[i].kind === 'server' && nodes[i].tone !== 'focus') small.push(i);
    else paintNode(ctx, nodes[i], at, radius, painting.pinned[i] === 1, ink);
  }
  if (small.length > 0) paintSpecks(ctx, painting, small, scale, ink);
}

function paintHulls(ctx: Brush, painting: Painting, ink: Ink): void {
  const { hulls, camera } = painting;
  if (hulls.length === 0) return;
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  ctx.fillStyle = ink.hull;
  ctx.strokeStyle = ink.hull;
  ctx.lineWidth = HULL_PAD * 2 * nodeScale(painting);
  for (const { corners } of hulls) {
    ctx.beginPath();
    corners.forEach(([x, y], i) => {
      if (i === 0) ctx.moveTo(x * camera.k + camera.x, y * camera.k + camera.y);
      else ctx.lineTo(x * camera.k + camera.x, y * camera.k + camera.y);
    });
    // A path of one point has no length and would not be stroked.
    if (corners.length === 1)
      ctx.lineTo(corners[0][0] * camera.k + camera.x + 0.01, corners[0][1] * camera.k + camera.y);
    ctx.closePath();
    ctx.fill();
    ctx.stroke();
  }
}

/** Links joined between parts of a crowded map. */
function paintBands(ctx: Brush, { camera }: Painting, plan: LinePlan, ink: Ink, rect: Rect): void {
  const { bands, step, heat, tone } = plan;
  ctx.lineCap = 'round';
  ctx.setLineDash([]);
  for (let i = 0; i < step.length; i++) {
    const ax = bands[i * 4] * camera.k + camera.x;
    const ay = bands[i * 4 + 1] * camera.k + camera.y;
    const bx = bands[i * 4 + 2] * camera.k + camera.x;
    const by = bands[i * 4 + 3] * camera.k + camera.y;
    if (Math.max(ax, bx) < rect.left || Math.min(ax, bx) > rect.right) continue;
    if (Math.max(ay, by) < rect.top || Math.min(ay, by) > rect.bottom) continue;
    const isLoud = tone[i] >= NEEDS;
    ctx.globalAlpha = isLoud ? 0.8 : tone[i] === DIM ? 0.25 : 0.3 + 0.12 * step[i];
    ctx.strokeStyle = heat[i] >= 0 ? ink.heat[heat[i]] : lineColour(TONES[tone[i]], ink);
    // Up to a pixel wide a line costs next to nothing.
    ctx.lineWidth = step[i] < 2 ? 1 : WIDTHS[step[i]] * 0.7;
    ctx.beginPath();
    ctx.moveTo(ax, ay);
    ctx.lineTo(bx, by);
    ctx.stroke();
    if (step[i] >= 3 && Math.hypot(bx - ax, by - ay) > 60) {
      ctx.globalAlpha = 0.8;
      ctx.strokeStyle = ink.fg3;
      ctx.lineWidth = 1.4;
      ctx.beginPath();
      const angle = Math.atan2(by - ay, bx - ax);
      arrow(ctx, { x: ax + (bx - ax) * 0.6, y: ay + (by - ay) * 0.6, angle }, 4);
      ctx.stroke();
    }
  }
  ctx.globalAlpha = 1;
}

/** Lines one by one, those of one style in a few paths. */
function paintLines(ctx: Brush, painting: Painting, plan: LinePlan, ink: Ink, rect: Rect): void {
  const { from, to } = painting.picture.graph.edges;
  const { tone, step, heat } = painting.picture.edges;
  const styles = new Map<number, number[]>();
  for (const e of plan.singles) {
    if (!isCrossing(painting, from[e], to[e], rect)) continue;
    const key = tone[e] * 1000 + step[e] * 10 + heat[e] + 1;
    const list = styles.get(key);
    if (list) list.push(e);
    else styles.set(key, [e]);
  }
  const scale = nodeScale(painting);
  const keys = [...styles.keys()].sort((a, b) => a - b);
  for (const key of keys) {
    const list = styles.get(key) ?? [];
    const [first] = list;
    const look = lookOf(painting, plan, first, ink);
    ctx.lineCap = 'round';
    for (let i = 0; i < list.length; i += BATCH) {
      ctx.globalAlpha = look.alpha;
      ctx.lineWidth = look.width;
      ctx.strokeStyle = look.colour;
      ctx.setLineDash(look.dash);
      const curves: Curve[] = [];
      ctx.beginPath();
      for (const e of list.slice(i, i + BATCH)) {
        const curve = curveOf(painting, from[e], to[e], scale);
        if (!curve) continue;
        curves.push(curve);
        ctx.moveTo(curve.a.x, curve.a.y);
        if (plan.plain) ctx.lineTo(curve.b.x, curve.b.y);
        else ctx.quadraticCurveTo(curve.c.x, curve.c.y, curve.b.x, curve.b.y);
      }
      ctx.stroke();
      if (look.arrow === 0) continue;
      ctx.setLineDash([]);
      ctx.lineWidth = 1.7;
      ctx.lineJoin = 'round';
      ctx.strokeStyle = look.arrowColour;
      ctx.beginPath();
      for (const curve of curves) {
        if (curve.length <= 34) continue;
        const straight = plan.plain
          ? { ...curve, c: { x: (curve.a.x + curve.b.x) / 2, y: (curve.a.y + curve.b.y) / 2 } }
          : curve;
        for (const t of curve.length > 190 ? [0.36, 0.72] : [0.56])
          arrow(ctx, onCurve(straight, t), look.arrow);
      }
      ctx.stroke();
    }
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/** How the lines of one style look. */
function lookOf(painting: Painting, plan: LinePlan, edge: number, ink: Ink) {
  const { edges, graph } = painting.picture;
  const { k } = painting.camera;
  const tone = TONES[edges.tone[edge]];
  const step = edges.step[edge];
  const heat = edges.heat[edge];
  const scale = Math.min(1.15, Math.max(plan.plain ? 0.3 : 0.5, k));
  // In a crowd of lines single ones step back, so that nodes and the paths of trouble stay readable.
  const crowd = Math.min(1, (CROWD / graph.edges.count) ** 0.42);
  const quiet = tone === 'plain' || tone === 'dim';
  let width = WIDTHS[step] * scale * (tone === 'hit' ? 1.15 : quiet ? 0.78 * crowd : 1);
  let dash: number[] = [];
  if (tone === 'beside') {
    width = 1.1;
    dash = [2, 5];
  }
  if (tone === 'needs') {
    width = Math.max(1.3, width * 0.7);
    dash = [8, 5];
  }
  // Hairlines are drawn many times faster than anything wider.
  if (plan.plain && (quiet || width < 1.2)) width = 1;
  const arrows =
    tone !== 'beside' &&
    tone !== 'dim' &&
    k > (crowd < 0.8 && tone === 'plain' ? 0.8 : plan.plain ? 0.5 : 0.35);
  return {
    alpha:
      tone === 'plain'
        ? Math.max(0.25, crowd)
        : tone === 'dim'
          ? 0.5 * crowd
          : tone === 'beside'
            ? 0.6 * crowd
            : 1,
    width,
    dash,
    colour: heat >= 0 ? ink.heat[heat] : lineColour(tone, ink),
    arrow: arrows ? (3.4 + WIDTHS[step] * 0.55) * Math.min(1, scale + 0.15) : 0,
    arrowColour: arrowColour(tone, step, heat, ink),
  };
}

/** The dotted arrow from a suspect to the focus. */
function paintPointer(ctx: Brush, painting: Painting, ink: Ink): void {
  const { pointer } = painting.picture;
  const curve = pointer && curveOf(painting, pointer.from, pointer.to, nodeScale(painting));
  if (!curve) return;
  ctx.lineCap = 'round';
  ctx.lineWidth = 3;
  ctx.setLineDash([1, 7]);
  ctx.strokeStyle = ink.infer;
  ctx.beginPath();
  ctx.moveTo(curve.a.x, curve.a.y);
  ctx.quadraticCurveTo(curve.c.x, curve.c.y, curve.b.x, curve.b.y);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineWidth = 1.7;
  ctx.strokeStyle = ink.inferFg;
  ctx.beginPath();
  for (const t of curve.length > 190 ? [0.36, 0.72] : [0.56]) arrow(ctx, onCurve(curve, t), 4);
  ctx.stroke();
}

function arrow(
  ctx: Brush,
  at: { readonly x: number; readonly y: number; readonly angle: number },
  size: number,
): void {
  const cos = Math.cos(at.angle) * size;
  const sin = Math.sin(at.angle) * size;
  ctx.moveTo(at.x - cos * 0.6 - sin * 0.8, at.y - sin * 0.6 + cos * 0.8);
  ctx.lineTo(at.x + cos * 0.6, at.y + sin * 0.6);
  ctx.lineTo(at.x - cos * 0.6 + sin * 0.8, at.y - sin * 0.6 - cos * 0.8);
}

function lineColour(tone: (typeof TONES)[number], ink: Ink): string {
  if (tone === 'hit') return ink.mark.crit;
  if (tone === 'risk') return ink.risk;
  if (tone === 'reach') return ink.accent;
  if (tone === 'needs') return ink.fg3;
  return tone === 'plain' ? ink.quiet : ink.line3;
}

function arrowColour(tone: (typeof TONES)[number], step: number, heat: number, ink: Ink): string {
  if (heat >= 0) return heat >= 5 ? ink.app : ink.fg2;
  if (tone === 'hit') return step >= 3 ? ink.onCrit : ink.fg1;
  if (tone === 'reach') return ink.fg1;
  return tone === 'risk' ? ink.critFg : ink.fg2;
}
