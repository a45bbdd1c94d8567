/** Draws the squares: one pass per colour, then the marks of trouble, larger than their cells so that they survive any zoom. */
import { STATUS, type Status } from '../../../core/domain/incident.ts';
import { tokenColor, tokenRgba } from '../../charts/colors.ts';
import { type Cell, type CellLayout, cellAt } from './cell-layout.ts';

/** Edge of a status mark, CSS px. */
const MARK = 11;
/** Shapes on the 16 grid: filled body, and strokes in the ink. */
const SHAPES: Readonly<
  Record<Exclude<Status, 'ok'>, { readonly fill?: string; readonly line: string }>
> = {
  crit: {
    fill: 'M7.1.9a1.27 1.27 0 0 1 1.8 0l6.2 6.2a1.27 1.27 0 0 1 0 1.8l-6.2 6.2a1.27 1.27 0 0 1-1.8 0L.9 8.9a1.27 1.27 0 0 1 0-1.8Z',
    line: 'M8 4.5v4M8 11.3h.01',
  },
  warn: {
    fill: 'M7 1.9a1.15 1.15 0 0 1 2 0l6.1 10.9a1.15 1.15 0 0 1-1 1.7H1.9a1.15 1.15 0 0 1-1-1.7Z',
    line: 'M8 5.7v3.9M8 12.1h.01',
  },
  off: { line: 'M2 2h12v12H2Zm3.4 3.4 5.2 5.2M10.6 5.4l-5.2 5.2' },
  unk: {
    line: 'M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0ZM6.1 6.3a1.95 1.95 0 1 1 2.9 1.75c-.65.35-1 .75-1 1.4M8 11.6h.01',
  },
};
/** From back to front: the worst is drawn last. */
const ORDER = ['unk', 'off', 'warn', 'crit'] as const;

/** What a redraw needs. `levels`: colour step per server, by index; 255 draws the empty cell of a silent server. */
export interface CellPicture {
  readonly layout: CellLayout;
  readonly levels: Uint8Array;
  readonly status: Uint8Array;
  readonly palette: readonly string[];
  readonly cursor: Cell | undefined;
  readonly tierNames: readonly string[];
  readonly tierCounts: readonly string[];
}

/** Level of servers that do not report. */
export const SILENT = 255;

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

/** Draws everything. The context is already scaled to CSS px. */
export function drawCells(
  context: CanvasRenderingContext2D,
  picture: CellPicture,
  width: number,
): void {
  const { layout, levels, status, palette } = picture;
  const { pitch } = layout;
  const size = pitch - (pitch >= 6 ? 1 : 0.5);
  context.clearRect(0, 0, width, layout.height);
  drawLabels(context, picture);
  for (let level = 0; level <= palette.length; level++) {
    const wanted = level === palette.length ? SILENT : level;
    context.fillStyle = level === palette.length ? tokenColor('--unk-bg') : palette[level];
    for (const block of layout.blocks) {
      for (let k = 0; k < block.servers.length; k++) {
        if (levels[block.servers[k].index] !== wanted) continue;
        context.fillRect(
          block.x + Math.floor(k / block.rows) * pitch,
          block.y + (k % block.rows) * pitch,
          size,
          size,
        );
      }
    }
  }
  for (const kind of ORDER) drawMarks(context, layout, status, kind, size);
  if (picture.cursor) {
    const [x, y] = cellAt(layout, picture.cursor);
    context.strokeStyle = tokenColor('--focus');
    context.lineWidth = 1.5;
    context.strokeRect(x - 2 * pitch - 2, y - 2 * pitch - 2, 5 * pitch + 3, 5 * pitch + 3);
  }
}

function drawLabels(context: CanvasRenderingContext2D, picture: CellPicture): void {
  const { layout } = picture;
  const font = getComputedStyle(document.body).fontFamily;
  context.textBaseline = 'alphabetic';
  layout.tiers.forEach((tier, k) => {
    context.textAlign = 'start';
    context.font = `500 12px ${font}`;
    context.fillStyle = tokenColor('--fg-2');
    context.fillText(picture.tierNames[k], tier.x, 14);
    const name = context.measureText(picture.tierNames[k]).width;
    context.font = `400 11px ${font}`;
    context.fillStyle = tokenColor('--fg-3');
    if (context.measureText(picture.tierCounts[k]).width + name + 8 > tier.width) return;
    context.textAlign = 'end';
    context.fillText(picture.tierCounts[k], tier.x + tier.width - 1, 14);
  });
  context.textAlign = 'end';
  for (const site of layout.sites) {
    if (site.name !== '–') context.fillText(site.name.slice(0, 4), 20, site.y + 4);
  }
}

function drawMarks(
  context: CanvasRenderingContext2D,
  layout: CellLayout,
  status: Uint8Array,
  kind: Exclude<Status, 'ok'>,
  size: number,
): void {
  const shape = SHAPES[kind];
  const fill = shape.fill === undefined ? undefined : new Path2D(shape.fill);
  const line = new Path2D(shape.line);
  const body = tokenColor(`--${kind}`);
  const ink = fill ? tokenColor('--st-ink') : body;
  const scale = MARK / 16;
  for (const block of layout.blocks) {
    for (let k = 0; k < block.servers.length; k++) {
      if (STATUS[status[block.servers[k].index]] !== kind) continue;
      const x = block.x + Math.floor(k / block.rows) * layout.pitch + size / 2 - MARK / 2;
      const y = block.y + (k % block.rows) * layout.pitch + size / 2 - MARK / 2;
      context.save();
      context.translate(x, y);
      context.scale(scale, scale);
      if (fill) {
        context.fillStyle = body;
        context.fill(fill);
      }
      context.strokeStyle = ink;
      context.lineWidth = 1.8;
      context.lineCap = 'round';
      context.stroke(line);
      context.restore();
    }
  }
}
