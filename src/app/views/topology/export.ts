/** The map as a file: PNG and SVG of the whole of it, drawn by the same painter as the screen. Loaded when first asked for. */
import type { Brush } from './brush.ts';
import { cameraFor } from './camera.ts';
import { paintGround } from './draw.ts';
import { extentOf } from './framing.ts';
import { readInk } from './ink.ts';
import { planLines } from './lines.ts';
import type { Content } from './stage.ts';
import { SvgBrush } from './svg-writer.ts';
import { drawWords, placeWords } from './words.ts';

/** Greatest size of a picture, CSS pixels, and its margin. */
const MOST = { width: 2400, height: 1600 };
const MARGIN = 70;
const HEAD = 34;
/** Pixels of a PNG per CSS pixel. */
const RATIO = 2;

/** What stands over the picture, and the colours it is drawn in. */
export interface Caption {
  readonly title: string;
  /** An element in the theme to draw in. */
  readonly element: Element;
}

/** The map as SVG text. */
export function writeSvg(content: Content, caption: Caption): string {
  const measure = document.createElement('canvas').getContext('2d');
  const brush = new SvgBrush((font, text) => {
    if (!measure) return text.length * 7;
    measure.font = font;
    return measure.measureText(text).width;
  });
  const { width, height, ground } = drawMap(brush, content, caption);
  return brush.document(width, height, ground, caption.title);
}

/** The map as PNG. @throws Error where the browser cannot make one of this size */
export async function makePng(content: Content, caption: Caption): Promise<Blob> {
  const { width, height } = sizeOf(content);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * RATIO);
  canvas.height = Math.round(height * RATIO);
  const ctx = canvas.getContext('2d');
  if (!ctx) throw new Error('this browser has no 2-D canvas');
  ctx.fillStyle = readInk(caption.element).app;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.scale(RATIO, RATIO);
  drawMap(ctx, content, caption);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the picture could not be encoded');
  return blob;
}

function sizeOf({ positions }: Content) {
  const { left, right, top, bottom } = extentOf(positions);
  const k = Math.min(
    1,
    (MOST.width - 2 * MARGIN) / Math.max(1, right - left),
    (MOST.height - 2 * MARGIN) / Math.max(1, bottom - top),
  );
  return {
    width: Math.round(Math.max(420, (right - left) * k + 2 * MARGIN)),
    height: Math.round(Math.max(240, (bottom - top) * k + 2 * MARGIN + HEAD)),
  };
}

function drawMap(brush: Brush, content: Content, { title, element }: Caption) {
  const ink = readInk(element);
  const { width, height } = sizeOf(content);
  const extent = extentOf(content.positions);
  const frame = {
    left: MARGIN,
    top: MARGIN + HEAD,
    right: width - MARGIN,
    bottom: height - MARGIN,
  };
  const painting = { ...content, camera: cameraFor(extent, frame, 1) };
  const rect = { left: 0, top: 0, right: width, bottom: height };
  const plan = planLines(content.picture, content.positions, painting.camera.k);
  paintGround(brush, painting, plan, ink, rect);
  drawWords(brush, placeWords(brush, painting, ink, rect, -1), ink, plan.plain);
  brush.font = `600 14px ${ink.sans}`;
  brush.textAlign = 'center';
  brush.textBaseline = 'middle';
  brush.fillStyle = ink.fg1;
  brush.fillText(title, width / 2, 24);
  return { width, height, ground: ink.app };
}
