/** Charts as pictures: the canvases of an element on one PNG, or its drawing as SVG with the looks it has on screen. */
import { tokenColor } from './charts/colors.ts';

/** Looks a drawing keeps: what style sheets say of them is written into each element. */
const LOOKS = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray'],
  ...['stroke-linecap', 'stroke-linejoin', 'opacity', 'font-family', 'font-size', 'font-weight'],
  ...['text-anchor', 'dominant-baseline', 'visibility', 'display'],
] as const;
const MARGIN = 12;

/**
 * All canvases inside an element, where they stand, on the surface behind them.
 * @returns `undefined` where there is none with anything on it
 */
export async function pngOf(element: Element): Promise<Blob | undefined> {
  const canvases = [...element.querySelectorAll('canvas')].filter(
    (canvas) => canvas.width > 0 && canvas.getBoundingClientRect().width > 0,
  );
  const boxes = canvases.map((canvas) => canvas.getBoundingClientRect());
  if (boxes.length === 0) return undefined;
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const width = Math.max(...boxes.map((box) => box.right)) - left;
  const height = Math.max(...boxes.map((box) => box.bottom)) - top;
  const scale = Math.max(1, devicePixelRatio);
  const sheet = document.createElement('canvas');
  sheet.width = Math.round((width + 2 * MARGIN) * scale);
  sheet.height = Math.round((height + 2 * MARGIN) * scale);
  const ink = sheet.getContext('2d');
  if (!ink) return undefined;
  ink.fillStyle = tokenColor('--bg-surface');
  ink.fillRect(0, 0, sheet.width, sheet.height);
  ink.scale(scale, scale);
  canvases.forEach((canvas, i) => {
    const { left: x, top: y, width: w, height: h } = boxes[i];
    ink.drawImage(canvas, x - left + MARGIN, y - top + MARGIN, w, h);
  });
  return new Promise((resolve) => {
    sheet.toBlob((blob) => resolve(blob ?? undefined), 'image/png');
  });
}

/** The first drawing inside an element as a file that stands alone; `undefined` without one. */
export function svgOf(element: Element): string | undefined {
  const drawing = element.querySelector('svg:not([aria-hidden])') ?? element.querySelector('svg');
  if (!(drawing instanceof SVGSVGElement)) return undefined;
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const [from, to] = [drawing, copy].map((root) => [root, ...root.querySelectorAll('*')]);
  from.forEach((one, i) => {
    const style = getComputedStyle(one);
    for (const look of LOOKS) to[i].setAttribute(look, style.getPropertyValue(look));
    to[i].removeAttribute('class');
    to[i].removeAttribute('style');
  });
  const { width, height } = drawing.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(Math.round(width)));
  copy.setAttribute('height', String(Math.round(height)));
  return new XMLSerializer().serializeToString(copy);
}
