/** Words on the map: names, hop numbers, figures on links, tiers. What would cover something more important is left out. */
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
import type { Ink } from './ink.ts';

const LABEL_SIZE = 11.5;
/** Characters of a name on the map, and how many of them come from its end. */
const LONGEST = 24;
const TAIL = 6;

interface Word {
  readonly text: string;
  readonly at: Point;
  readonly font: string;
  readonly colour: string;
  /** Drawn even over other words. */
  readonly must: boolean;
  readonly rank: number;
  readonly boxed?: 'hop' | 'infer';
  /** Index of the node it names. */
  readonly node?: number;
}

/** All words last, most important first; a word that would cover another one is left out until there is room. */
export function paintWords(ctx: CanvasRenderingContext2D, painting: Painting, ink: Ink): void {
  const words = [
    ...nodeWords(painting, ink),
    ...edgeWords(painting, ink),
    ...hullWords(painting, ink),
  ].sort((a, b) => a.rank - b.rank);
  const taken: {
    readonly l: number;
    readonly t: number;
    readonly r: number;
    readonly b: number;
  }[] = [];
  const scale = nodeScale(painting.camera);
  const discs = painting.picture.nodes.map((node, i) => ({
    ...screen(painting, i),
    r: node.radius * scale - 4,
  }));
  ctx.save();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  for (const word of words) {
    ctx.font = word.font;
    const half = ctx.measureText(word.text).width / 2 + (word.boxed ? 6 : 2);
    const box = { l: word.at.x - half, r: word.at.x + half, t: word.at.y - 8, b: word.at.y + 8 };
    if (box.r < 0 || box.l > painting.width || box.b < 0 || box.t > painting.height) continue;
    if (
      !word.must &&
      taken.some(
        (other) => box.l < other.r && box.r > other.l && box.t < other.b && box.b > other.t,
      )
    )
      continue;
    if (
      !word.must &&
      word.rank >= 4 &&
      discs.some(
        (d, i) =>
          i !== word.node &&
          d.x > box.l - d.r &&
          d.x < box.r + d.r &&
          d.y > box.t - d.r &&
          d.y < box.b + d.r,
      )
    )
      continue;
    taken.push(box);
    if (word.boxed) {
      ctx.fillStyle = word.boxed === 'hop' ? ink.overlay : ink.inferFill;
      ctx.strokeStyle = word.boxed === 'hop' ? ink.line3 : ink.inferLine;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.roundRect(
        box.l,
        word.at.y - (word.boxed === 'hop' ? 8 : 11),
        half * 2,
        word.boxed === 'hop' ? 16 : 22,
        4,
      );
      ctx.fill();
      ctx.stroke();
    } else {
      ctx.strokeStyle = ink.app;
      ctx.lineWidth = 4;
      ctx.strokeText(word.text, word.at.x, word.at.y);
    }
    ctx.fillStyle = word.colour;
    ctx.fillText(word.text, word.at.x, word.at.y + 0.5);
  }
  ctx.restore();
}

function nodeWords(painting: Painting, ink: Ink): readonly Word[] {
  const scale = nodeScale(painting.camera);
  const words: Word[] = [];
  painting.picture.nodes.forEach((node, i) => {
    const at = screen(painting, i);
    const radius = node.radius * scale;
    const trouble = node.kind !== 'users' && node.status !== 'ok';
    const first = node.tone === 'focus' || painting.cursor === i;
    words.push({
      // The tip tells a long name in full; the map has no room for it.
      text: first ? node.label : shortened(node.label),
      at: { x: at.x, y: at.y + radius + 13 },
      font: `500 ${LABEL_SIZE}px ${node.kind === 'server' ? ink.mono : ink.sans}`,
      colour: first || trouble ? ink.fg1 : node.tone === 'dim' ? ink.fg3 : ink.fg2,
      must: first,
      node: i,
      rank: first ? 0 : node.tone === 'cause' ? 1 : trouble ? 2 : node.tone === 'dim' ? 6 : 4,
    });
    if (node.hop > 0 && painting.camera.k > 0.4) {
      words.push({
        text: String(node.hop),
        at: { x: at.x - radius * 0.95, y: at.y - radius * 0.8 },
        font: `600 10.5px ${ink.sans}`,
        colour: ink.fg1,
        must: true,
        rank: 1,
        boxed: 'hop',
      });
    }
  });
  return words;
}

/** A name of at most `LONGEST` characters: its start tells most, its end tells siblings apart. */
function shortened(name: string): string {
  if (name.length <= LONGEST) return name;
  return `${name.slice(0, LONGEST - TAIL - 1)}…${name.slice(-TAIL)}`;
}

function edgeWords(painting: Painting, ink: Ink): readonly Word[] {
  const words: Word[] = [];
  if (painting.camera.k < 0.5) return words;
  for (const edge of painting.picture.edges) {
    const curve = edge.label === '' ? undefined : curveOf(painting, edge);
    if (!curve || (curve.length < 90 && edge.tone !== 'cause')) continue;
    const at = onCurve(curve, 0.5);
    const infer = edge.tone === 'cause';
    // Beside the line, on the outer side of its bend.
    const lift = infer ? 0 : 13 + WIDTHS[edge.step] / 2;
    words.push({
      text: edge.label,
      at: { x: at.x + Math.sin(at.angle) * lift, y: at.y - Math.cos(at.angle) * lift },
      font: `500 11px ${ink.sans}`,
      colour: infer
        ? ink.inferFg
        : edge.tone === 'hit' || edge.tone === 'risk'
          ? ink.critFg
          : ink.fg2,
      must: infer,
      rank: infer ? 1 : 3,
      ...(infer ? { boxed: 'infer' } : {}),
    });
  }
  return words;
}

function hullWords(painting: Painting, ink: Ink): readonly Word[] {
  const { camera } = painting;
  return painting.hulls.map(({ label, corners }) => {
    const top = Math.min(...corners.map(([, y]) => y));
    const x = corners.reduce((sum, corner) => sum + corner[0], 0) / corners.length;
    return {
      text: label,
      at: {
        x: x * camera.k + camera.x,
        y: top * camera.k + camera.y - HULL_PAD * nodeScale(camera) - 11,
      },
      font: `500 11px ${ink.sans}`,
      colour: ink.fg3,
      must: false,
      rank: 5,
    };
  });
}
