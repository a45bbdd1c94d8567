/** Paints the squares: cells that changed since the last tick on one canvas, marks of trouble, larger than their cells, on another. */
import { STATUS, type Status } from '../../../core/domain/incident.ts';
import { tokenColor, tokenRgba } from '../../charts/colors.ts';
import type { CellLayout } from './cell-layout.ts';
import { makeSprites, type Sprites } from './cell-sprites.ts';

/** Level of servers that do not report. */
export const SILENT = 15;
/** From back to front: the worst is drawn last. */
const ORDER = ['unk', 'off', 'warn', 'crit'] as const satisfies readonly Status[];
/** From this heat step on a cell carries a core, so that hot and cold differ without colour. */
const FIRST_CORE = 4;
/** What is left of a cell that is out of scope. */
const FAINT = 0.22;

/** What a redraw needs; arrays are per server, in fleet order. */
export interface CellPicture {
  readonly layout: CellLayout;
  /** As `cornersOf` gives them; another object is another map. */
  readonly corners: Float32Array;
  /** Colour step, or `SILENT`. */
  readonly levels: Uint8Array;
  readonly status: Uint8Array;
  /** Servers in scope; `undefined`: all. */
  readonly scope: Uint8Array | undefined;
  /** States of a trouble and where it is; `undefined` while there is none. */
  readonly impact: { readonly states: Uint8Array; readonly within: Uint8Array } | undefined;
}

/** Titles of a map: their own words, by head. */
export interface CellTitles {
  readonly names: readonly string[];
  readonly counts: readonly string[];
}

/** Four steps of the healthy colour, or the eight of heat. */
export function paletteOf(isHealth: boolean): readonly string[] {
  if (!isHealth) return Array.from({ length: 8 }, (_, step) => tokenColor(`--heat-${step}`));
  const [r1, g1, b1] = tokenRgba('--cell-ok');
  const [r2, g2, b2] = tokenRgba('--cell-ok-line');
  return [0, 0.2, 0.46, 0.92].map((share) => {
    const mix = (a: number, b: number) => Math.round(a + (b - a) * share);
    return `rgb(${mix(r1, r2)} ${mix(g1, g2)} ${mix(b1, b2)})`;
  });
}

/** A painter of one pair of canvases, whose contexts are scaled to CSS px. It remembers what is drawn; nothing is allocated per tick. */
export interface CellPainter {
  /** Draws what changed. */
  paint(picture: CellPicture): void;
  /** Titles of groups and sites; call after the canvas was cleared or resized. */
  title(layout: CellLayout, titles: CellTitles, width: number): void;
}

/** Makes a painter; a new theme, mode or size needs a new one, over cleared canvases. */
export function makeCellPainter(
  base: CanvasRenderingContext2D,
  marks: CanvasRenderingContext2D,
  isHealth: boolean,
  size: number,
): CellPainter {
  const palette = paletteOf(isHealth);
  const silent = tokenColor('--unk-bg');
  const inks = palette.map((_, k) => (k >= FIRST_CORE && !isHealth ? inkOn(k) : ''));
  const codes = new Uint16Array(size).fill(0xffff);
  const changed = new Int32Array(size);
  const sprites: Sprites = makeSprites();
  let drawn: Float32Array | undefined;

  const codeOf = ({ levels, status, scope, impact }: CellPicture, s: number): number =>
    levels[s] |
    (status[s] << 4) |
    ((scope && scope[s] === 0 ? 1 : 0) << 7) |
    ((impact?.states[s] ?? 0) << 8) |
    ((impact?.within[s] ?? 0) << 10);

  const cell = (code: number, x: number, y: number, edge: number): void => {
    const level = code & 15;
    base.globalAlpha = (code & 128) !== 0 ? FAINT : 1;
    base.fillStyle = level === SILENT ? silent : palette[level];
    base.fillRect(x, y, edge, edge);
    const ink = level === SILENT ? '' : inks[level];
    if (!ink) return;
    const core = Math.max(1.5, (edge * (level - FIRST_CORE + 1)) / 6);
    base.fillStyle = ink;
    base.fillRect(x + (edge - core) / 2, y + (edge - core) / 2, core, core);
  };

  return {
    paint(picture) {
      const { corners, layout } = picture;
      const edge = layout.pitch - (layout.pitch >= 6 ? 1 : 0.5);
      if (drawn !== corners) codes.fill(0xffff);
      drawn = corners;
      let count = 0;
      let marksChanged = false;
      for (let s = 0; s < size; s++) {
        const code = codeOf(picture, s);
        const before = codes[s];
        if (code === before) continue;
        // The low four bits are the shade: all else shows in marks too.
        if (code >> 4 !== before >> 4) marksChanged = true;
        codes[s] = code;
        changed[count++] = s;
      }
      for (let k = 0; k < count; k++) {
        const s = changed[k];
        const x = corners[2 * s];
        if (Number.isNaN(x)) continue;
        const y = corners[2 * s + 1];
        base.clearRect(x, y, edge, edge);
        cell(codes[s], x, y, edge);
      }
      base.globalAlpha = 1;
      if (!marksChanged) return;
      marks.clearRect(0, 0, marks.canvas.width, marks.canvas.height);
      drawMarks(marks, sprites, codes, corners, edge);
      if (picture.impact) drawFrame(marks, picture, edge);
    },
    title(layout, titles, width) {
      drawTitles(base, layout, titles, width);
    },
  };
}

/** Ink that is told from a heat step in either theme: the page's own background or text. */
function inkOn(step: number): string {
  const [r, g, b] = tokenRgba(`--heat-${step}`);
  return 0.3 * r + 0.59 * g + 0.11 * b > 128 ? 'rgb(0 0 0 / 0.72)' : 'rgb(255 255 255 / 0.82)';
}

function drawMarks(
  context: CanvasRenderingContext2D,
  sprites: Sprites,
  codes: Uint16Array,
  corners: Float32Array,
  edge: number,
): void {
  const put = (sprite: CanvasImageSource, s: number, width: number, dy = 0) =>
    context.drawImage(
      sprite,
      corners[2 * s] + (edge - width) / 2,
      corners[2 * s + 1] + (edge - width) / 2 + dy,
      width,
      width,
    );
  const faint = (code: number) => {
    context.globalAlpha = (code & 128) !== 0 ? FAINT : 1;
  };
  for (let s = 0; s < codes.length; s++) {
    const state = (codes[s] >> 8) & 3;
    if (state === 2) {
      faint(codes[s]);
      put(sprites.taken, s, edge);
    }
  }
  for (const kind of ORDER) {
    const wanted = STATUS.indexOf(kind);
    for (let s = 0; s < codes.length; s++) {
      if (((codes[s] >> 4) & 7) !== wanted) continue;
      // Dark because of the trouble: the hatching says it, a thousand crosses would only cover it.
      if (((codes[s] >> 8) & 3) === 2 && (kind === 'off' || kind === 'unk')) continue;
      faint(codes[s]);
      put(sprites[kind], s, sprites.mark);
    }
  }
  for (let s = 0; s < codes.length; s++) {
    const state = (codes[s] >> 8) & 3;
    if (state !== 1 && state !== 3) continue;
    faint(codes[s]);
    const isMarked = ((codes[s] >> 4) & 7) !== 0;
    if (state === 3) put(sprites.cause, s, sprites.mark + 10);
    else put(sprites.downstream, s, sprites.mark, isMarked ? sprites.mark * 0.75 : 0);
  }
  context.globalAlpha = 1;
}

/** The outline of the place that is the cause: an edge wherever the neighbouring cell is not in it. */
function drawFrame(context: CanvasRenderingContext2D, picture: CellPicture, edge: number): void {
  const { layout, impact } = picture;
  if (!impact) return;
  const { pitch } = layout;
  const gap = pitch - edge;
  context.beginPath();
  for (const { servers, rows, columns, x, y } of layout.blocks) {
    const isIn = (column: number, row: number): boolean => {
      if (column < 0 || row < 0 || column >= columns || row >= rows) return false;
      const server = servers.at(column * rows + row);
      return (
        column * rows + row < servers.length &&
        server !== undefined &&
        impact.within[server.index] === 1
      );
    };
    for (let k = 0; k < servers.length; k++) {
      if (impact.within[servers[k].index] === 0) continue;
      const column = Math.floor(k / rows);
      const row = k % rows;
      const left = x + column * pitch - gap / 2;
      const top = y + row * pitch - gap / 2;
      const line = (x1: number, y1: number, x2: number, y2: number) => {
        context.moveTo(left + x1 * pitch, top + y1 * pitch);
        context.lineTo(left + x2 * pitch, top + y2 * pitch);
      };
      if (!isIn(column, row - 1)) line(0, 0, 1, 0);
      if (!isIn(column, row + 1)) line(0, 1, 1, 1);
      if (!isIn(column - 1, row)) line(0, 0, 0, 1);
      if (!isIn(column + 1, row)) line(1, 0, 1, 1);
    }
  }
  context.lineCap = 'square';
  context.strokeStyle = tokenColor('--bg-surface');
  context.lineWidth = 5;
  context.stroke();
  context.strokeStyle = tokenColor('--crit');
  context.lineWidth = 2.5;
  context.stroke();
}

function drawTitles(
  context: CanvasRenderingContext2D,
  layout: CellLayout,
  { names, counts }: CellTitles,
  width: number,
): void {
  const font = getComputedStyle(document.body).fontFamily;
  context.clearRect(0, 0, width, layout.height);
  context.textBaseline = 'alphabetic';
  layout.heads.forEach((head, k) => {
    context.font = `500 12px ${font}`;
    context.textAlign = 'start';
    const name = context.measureText(names[k]).width;
    if (name > head.width + 4) return;
    context.fillStyle = tokenColor('--fg-2');
    context.fillText(names[k], head.x, head.y);
    context.font = `400 11px ${font}`;
    context.fillStyle = tokenColor('--fg-3');
    if (context.measureText(counts[k]).width + name + 8 > head.width) return;
    context.textAlign = 'end';
    context.fillText(counts[k], head.x + head.width - 1, head.y);
  });
  context.textAlign = 'end';
  context.font = `400 11px ${font}`;
  context.fillStyle = tokenColor('--fg-3');
  for (const site of layout.sites)
    if (site.name !== '–') context.fillText(site.name.slice(0, 4), 20, site.y + 4);
}
