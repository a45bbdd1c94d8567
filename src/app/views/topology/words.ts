/** Words on the map: names, hop numbers, figures on lines, tiers. What would cover something more important is left out. */
import type { Brush } from './brush.ts';
import {
  curveOf,
  HULL_PAD,
  nodeScale,
  onCurve,
  type Painting,
  type Point,
  type Rect,
  screen,
  WIDTHS,
} from './curve.ts';
import type { Ink } from './ink.ts';

const LABEL_SIZE = 11.5;
/** Characters of a name on the map, and how many of them come from its end. */
const LONGEST = 24;
const TAIL = 6;
/** More nodes than this in sight: only those that matter are named. */
const NAMED = 260;
/** Words judged at most, most important first. */
const MOST = 700;
/** Room between a node and its name over or beside it. */
const OVER = 11;
/** Names of smaller nodes stand under them or nowhere: in a crowd one could not tell whose they are. */
const LEAST_AROUND = 11;
const BESIDE = 5;
/** Edge of the squares in which neighbours are looked for. */
const BUCKET = 64;
/** Lines of text remembered with their width. */
const REMEMBERED = 20_000;

/** A word with its place, in the space of the painting's camera. */
export interface Word {
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
  /** It may stand elsewhere around a disc of this radius when there is no room under it. */
  readonly around?: { readonly centre: Point; readonly radius: number };
}

/** A word that found room; `half` is half its width with its margin. */
export interface PlacedWord extends Word {
  readonly half: number;
}

/**
 * Finds room for words in `rect`, most important first.
 * @param cursor node whose name is written in full, -1 for none
 */
export function placeWords(
  measure: Pick<Brush, 'font' | 'measureText'>,
  painting: Painting,
  ink: Ink,
  rect: Rect,
  cursor: number,
): readonly PlacedWord[] {
  const words = [
    ...nodeWords(painting, ink, rect, cursor),
    ...edgeWords(painting, ink),
    ...hullWords(painting, ink),
  ].sort((a, b) => a.rank - b.rank);
  const taken = new Buckets<Rect>();
  const discs = discsOf(painting, rect);
  const placed: PlacedWord[] = [];
  const hasRoom = (word: Word, box: Rect): boolean => {
    if (taken.some(box, (other) => overlaps(box, other))) return false;
    const covers = (disc: Disc) =>
      disc.node !== word.node &&
      disc.x > box.left - disc.r &&
      disc.x < box.right + disc.r &&
      disc.y > box.top - disc.r &&
      disc.y < box.bottom + disc.r;
    return word.rank < 4 || !discs?.some(grown(box, 40), covers);
  };
  for (const word of words.slice(0, MOST)) {
    const half = widthOf(measure, word) / 2 + (word.boxed ? 6 : 2);
    if (!overlaps(boxAt(word.at, half), rect)) continue;
    const at = word.must
      ? word.at
      : placesFor(word, half).find((place) => hasRoom(word, boxAt(place, half)));
    if (!at) continue;
    const box = boxAt(at, half);
    taken.add(box, box);
    placed.push({ ...word, at, half });
  }
  return placed;
}

function boxAt({ x, y }: Point, half: number): Rect {
  return { left: x - half, right: x + half, top: y - 8, bottom: y + 8 };
}

/** Under its node, else over it, else to its right or left. */
function placesFor({ at, around }: Word, half: number): readonly Point[] {
  if (!around) return [at];
  const { centre, radius } = around;
  const beside = radius + BESIDE + half;
  return [
    at,
    { x: centre.x, y: centre.y - radius - OVER },
    { x: centre.x + beside, y: centre.y },
    { x: centre.x - beside, y: centre.y },
  ];
}

/** Draws placed words. `backed`: a ground behind each instead of an outline around its letters, which costs less. */
export function drawWords(
  ctx: Brush,
  words: readonly PlacedWord[],
  ink: Ink,
  backed: boolean,
): void {
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  for (const word of words) {
    const { x, y } = word.at;
    ctx.font = word.font;
    if (word.boxed) {
      const tall = word.boxed === 'hop' ? 16 : 22;
      ctx.fillStyle = word.boxed === 'hop' ? ink.overlay : ink.inferFill;
      ctx.strokeStyle = word.boxed === 'hop' ? ink.line3 : ink.inferLine;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.roundRect(x - word.half, y - tall / 2, word.half * 2, tall, 4);
      ctx.fill();
      ctx.stroke();
    } else if (backed) {
      ctx.fillStyle = ink.veil;
      ctx.fillRect(Math.round(x - word.half), Math.round(y - 7.5), Math.round(word.half * 2), 15);
    } else {
      ctx.strokeStyle = ink.app;
      ctx.lineWidth = 4;
      ctx.strokeText(word.text, x, y);
    }
    ctx.fillStyle = word.colour;
    ctx.fillText(word.text, x, y + 0.5);
  }
}

function nodeWords(painting: Painting, ink: Ink, rect: Rect, cursor: number): readonly Word[] {
  const scale = nodeScale(painting);
  const { nodes } = painting.picture;
  const near = grown(rect, 60);
  const inside: number[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const { x, y } = screen(painting, i);
    if (x > near.left && x < near.right && y > near.top && y < near.bottom) inside.push(i);
  }
  const crowded = inside.length > NAMED;
  const words: Word[] = [];
  for (const i of inside) {
    const node = nodes[i];
    const at = screen(painting, i);
    const radius = node.radius * scale;
    const trouble = node.kind !== 'users' && node.status !== 'ok';
    const first = node.tone === 'focus' || cursor === i;
    const caused = (node.impact?.cause ?? 0) > 0 || node.tone === 'cause';
    if (crowded && !first && !caused && !trouble && node.kind === 'server') continue;
    const grave = node.status === 'crit' || node.status === 'off';
    words.push({
      // The tip tells a long name in full; the map has no room for it.
      text: first ? node.label : shortened(node.label),
      at: { x: at.x, y: at.y + radius + 13 },
      font: `500 ${LABEL_SIZE}px ${node.kind === 'server' ? ink.mono : ink.sans}`,
      colour: first || trouble ? ink.fg1 : node.tone === 'dim' ? ink.fg3 : ink.fg2,
      must: first,
      node: i,
      ...(radius >= LEAST_AROUND && node.kind === 'server' && { around: { centre: at, radius } }),
      rank: first ? 0 : caused ? 1 : grave ? 2 : trouble ? 2.5 : node.tone === 'dim' ? 6 : 4,
    });
    if (node.note !== '' && radius > 16) {
      words.push({
        text: node.note,
        at: { x: at.x, y: at.y + radius + 29.5 },
        font: `400 10.5px ${ink.sans}`,
        colour: ink.fg3,
        must: false,
        node: i,
        rank: 5.5,
      });
    }
    if (node.hop > 0 && painting.camera.k > 0.4 && radius > 9) {
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
  }
  return words;
}

/** A name of at most `LONGEST` characters: its start tells most, its end tells siblings apart. */
function shortened(name: string): string {
  if (name.length <= LONGEST) return name;
  return `${name.slice(0, LONGEST - TAIL - 1)}…${name.slice(-TAIL)}`;
}

function edgeWords(painting: Painting, ink: Ink): readonly Word[] {
  const words: Word[] = [];
  const { camera, picture } = painting;
  if (camera.k < 0.5) return words;
  const { pointer, edges, graph } = picture;
  const scale = nodeScale(painting);
  for (const [e, text] of edges.labels) {
    const curve = curveOf(painting, graph.edges.from[e], graph.edges.to[e], scale);
    if (!curve || curve.length < 90) continue;
    const at = onCurve(curve, 0.5);
    // Beside the line, on the outer side of its bend.
    const lift = 13 + WIDTHS[edges.step[e]] / 2;
    words.push({
      text,
      at: { x: at.x + Math.sin(at.angle) * lift, y: at.y - Math.cos(at.angle) * lift },
      font: `500 11px ${ink.sans}`,
      colour: edges.tone[e] >= 5 ? ink.critFg : ink.fg2,
      must: false,
      rank: 3,
    });
  }
  const curve = pointer && curveOf(painting, pointer.from, pointer.to, scale);
  if (curve && pointer) {
    words.push({
      text: pointer.label,
      at: onCurve(curve, 0.5),
      font: `500 11px ${ink.sans}`,
      colour: ink.inferFg,
      must: true,
      rank: 1,
      boxed: 'infer',
    });
  }
  return words;
}

function hullWords(painting: Painting, ink: Ink): readonly Word[] {
  const { camera } = painting;
  const scale = nodeScale(painting);
  return painting.hulls.map(({ label, corners }) => {
    const top = Math.min(...corners.map(([, y]) => y));
    const x = corners.reduce((sum, corner) => sum + corner[0], 0) / corners.length;
    return {
      text: label,
      at: {
        x: x * camera.k + camera.x,
        y: top * camera.k + camera.y - HULL_PAD * scale - 11,
      },
      font: `500 11px ${ink.sans}`,
      colour: ink.fg3,
      must: false,
      rank: 5,
    };
  });
}

interface Disc extends Point {
  readonly r: number;
  readonly node: number;
}

/** Nodes that words must not cover; `undefined` where they are so small that it does not matter. */
function discsOf(painting: Painting, rect: Rect): Buckets<Disc> | undefined {
  const scale = nodeScale(painting);
  if (22 * scale < 8) return undefined;
  const discs = new Buckets<Disc>();
  const near = grown(rect, 60);
  painting.picture.nodes.forEach((node, i) => {
    const { x, y } = screen(painting, i);
    if (x < near.left || x > near.right || y < near.top || y > near.bottom) return;
    discs.add(
      { left: x, right: x, top: y, bottom: y },
      { x, y, r: node.radius * scale - 4, node: i },
    );
  });
  return discs;
}

/** Things by the squares they lie in. */
class Buckets<T> {
  readonly #squares = new Map<number, T[]>();

  add(box: Rect, thing: T): void {
    each(box, (key) => {
      const list = this.#squares.get(key);
      if (list) list.push(thing);
      else this.#squares.set(key, [thing]);
      return false;
    });
  }

  /** Whether anything that shares a square with a box passes. */
  some(box: Rect, passes: (thing: T) => boolean): boolean {
    return each(box, (key) => this.#squares.get(key)?.some(passes) ?? false);
  }
}

function each(box: Rect, visit: (key: number) => boolean): boolean {
  for (let x = Math.floor(box.left / BUCKET); x <= Math.floor(box.right / BUCKET); x++)
    for (let y = Math.floor(box.top / BUCKET); y <= Math.floor(box.bottom / BUCKET); y++)
      if (visit((x + 32_768) * 65_536 + y + 32_768)) return true;
  return false;
}

function overlaps(a: Rect, b: Rect): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}

function grown(rect: Rect, by: number): Rect {
  return {
    left: rect.left - by,
    top: rect.top - by,
    right: rect.right + by,
    bottom: rect.bottom + by,
  };
}

const widths = new Map<string, number>();

function widthOf(measure: Pick<Brush, 'font' | 'measureText'>, { font, text }: Word): number {
  const key = `${font}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    measure.font = font;
    width = measure.measureText(text).width;
    if (widths.size > REMEMBERED) widths.clear();
    widths.set(key, width);
  }
  return width;
}

/** Forgets how wide words are: a font has arrived. */
export function forgetWidths(): void {
  widths.clear();
}
