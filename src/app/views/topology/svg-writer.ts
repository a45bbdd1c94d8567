/** A brush that writes SVG: what is drawn on the canvas becomes elements with presentation attributes, without styles or scripts. */
import type { Brush } from './brush.ts';
import { outlineOf } from './glyphs.ts';

interface State {
  fillStyle: Brush['fillStyle'];
  strokeStyle: Brush['strokeStyle'];
  lineWidth: number;
  lineCap: CanvasLineCap;
  lineJoin: CanvasLineJoin;
  globalAlpha: number;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  dash: readonly number[];
  /** Scale and shift of everything drawn. */
  matrix: readonly [scale: number, x: number, y: number];
}

const FIRST: State = {
  fillStyle: '#000',
  strokeStyle: '#000',
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  dash: [],
  matrix: [1, 0, 0],
};

/** Collects elements; `document` wraps them up. Scaling must be the same both ways. */
export class SvgBrush implements Brush {
  readonly #measure: (font: string, text: string) => number;
  readonly #out: string[] = [];
  readonly #stack: State[] = [];
  #state: State = { ...FIRST };
  #path = '';

  /** @param measure width of a text in a font, pixels */
  constructor(measure: (font: string, text: string) => number) {
    this.#measure = measure;
  }

  get fillStyle() {
    return this.#state.fillStyle;
  }
  set fillStyle(value) {
    this.#state.fillStyle = value;
  }
  get strokeStyle() {
    return this.#state.strokeStyle;
  }
  set strokeStyle(value) {
    this.#state.strokeStyle = value;
  }
  get lineWidth() {
    return this.#state.lineWidth;
  }
  set lineWidth(value) {
    this.#state.lineWidth = value;
  }
  get lineCap() {
    return this.#state.lineCap;
  }
  set lineCap(value) {
    this.#state.lineCap = value;
  }
  get lineJoin() {
    return this.#state.lineJoin;
  }
  set lineJoin(value) {
    this.#state.lineJoin = value;
  }
  get globalAlpha() {
    return this.#state.globalAlpha;
  }
  set globalAlpha(value) {
    this.#state.globalAlpha = value;
  }
  get font() {
    return this.#state.font;
  }
  set font(value) {
    this.#state.font = value;
  }
  get textAlign() {
    return this.#state.textAlign;
  }
  set textAlign(value) {
    this.#state.textAlign = value;
  }
  get textBaseline() {
    return this.#state.textBaseline;
  }
  set textBaseline(value) {
    this.#state.textBaseline = value;
  }

  save(): void {
    this.#stack.push({ ...this.#state });
  }
  restore(): void {
    this.#state = this.#stack.pop() ?? this.#state;
  }
  translate(x: number, y: number): void {
    const [scale, dx, dy] = this.#state.matrix;
    this.#state.matrix = [scale, dx + x * scale, dy + y * scale];
  }
  scale(x: number): void {
    const [scale, dx, dy] = this.#state.matrix;
    this.#state.matrix = [scale * x, dx, dy];
  }
  setLineDash(dash: readonly number[]): void {
    this.#state.dash = [...dash];
  }
  beginPath(): void {
    this.#path = '';
  }
  closePath(): void {
    this.#path += 'Z';
  }
  moveTo(x: number, y: number): void {
    this.#path += `M${this.#at(x, y)}`;
  }
  lineTo(x: number, y: number): void {
    this.#path += `L${this.#at(x, y)}`;
  }
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.#path += `Q${this.#at(cx, cy)} ${this.#at(x, y)}`;
  }
  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const r = short(radius * this.#state.matrix[0]);
    const point = (angle: number) =>
      this.#at(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    const turn = Math.min(2 * Math.PI, to - from);
    const joined = this.#path === '' || this.#path.endsWith(`M${point(from)}`) ? 'M' : 'L';
    const begin = this.#path.endsWith(`M${point(from)}`) ? '' : `${joined}${point(from)}`;
    // One arc cannot go all the way round: its ends would be the same.
    const middle = point(from + turn / 2);
    this.#path += `${begin}A${r} ${r} 0 0 1 ${middle}A${r} ${r} 0 0 1 ${point(from + turn)}`;
  }
  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    const r = Math.min(radius, width / 2, height / 2);
    const c = short(r * this.#state.matrix[0]);
    const corner = (px: number, py: number) => `A${c} ${c} 0 0 1 ${this.#at(px, py)}`;
    const line = (px: number, py: number) => `L${this.#at(px, py)}`;
    this.#path += [
      `M${this.#at(x + r, y)}`,
      line(x + width - r, y),
      corner(x + width, y + r),
      line(x + width, y + height - r),
      corner(x + width - r, y + height),
      line(x + r, y + height),
      corner(x, y + height - r),
      line(x, y + r),
      corner(x + r, y),
      'Z',
    ].join('');
  }
  fill(shape?: Path2D): void {
    this.#put(shape, `fill="${paint(this.#state.fillStyle)}"`);
  }
  stroke(shape?: Path2D): void {
    const { strokeStyle, lineCap, lineJoin } = this.#state;
    const ends = `${lineCap === 'butt' ? '' : ` stroke-linecap="${lineCap}"`}${lineJoin === 'miter' ? '' : ` stroke-linejoin="${lineJoin}"`}`;
    this.#put(shape, `fill="none" stroke="${paint(strokeStyle)}"${ends}`, shape === undefined);
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    const [scale] = this.#state.matrix;
    const [px, py] = this.#at(x, y).split(' ');
    this.#out.push(
      `<rect x="${px}" y="${py}" width="${short(width * scale)}" height="${short(height * scale)}" fill="${paint(this.#state.fillStyle)}"${this.#alpha()}/>`,
    );
  }
  fillText(text: string, x: number, y: number): void {
    this.#text(text, x, y, `fill="${paint(this.#state.fillStyle)}"`);
  }
  strokeText(text: string, x: number, y: number): void {
    const { strokeStyle, lineWidth } = this.#state;
    const stroke = `fill="none" stroke="${paint(strokeStyle)}" stroke-width="${short(lineWidth)}" stroke-linejoin="round"`;
    this.#text(text, x, y, stroke);
  }
  measureText(text: string): { readonly width: number } {
    return { width: this.#measure(this.#state.font, text) };
  }

  /** The picture as a file: a ground, a title that is read aloud, and everything drawn so far. */
  document(width: number, height: number, ground: string, title: string): string {
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
      `<title>${safe(title)}</title>`,
      `<rect width="${width}" height="${height}" fill="${paint(ground)}"/>`,
      ...this.#out,
      '</svg>\n',
    ].join('\n');
  }

  #put(shape: Path2D | undefined, look: string, scaled = false): void {
    const { matrix, lineWidth, dash } = this.#state;
    const [scale, x, y] = matrix;
    const d = shape ? outlineOf(shape) : this.#path;
    if (d === '') return;
    // A shape is moved as a whole, its strokes with it; a path has its places already.
    const by = scaled ? scale : 1;
    const width = look.includes(' stroke=') ? ` stroke-width="${short(lineWidth * by)}"` : '';
    const dashes =
      dash.length > 0 && width !== ''
        ? ` stroke-dasharray="${dash.map((part) => short(part * by)).join(' ')}"`
        : '';
    const move = shape
      ? ` transform="translate(${short(x)} ${short(y)}) scale(${scale.toFixed(4)})"`
      : '';
    this.#out.push(`<path d="${d}" ${look}${width}${dashes}${this.#alpha()}${move}/>`);
  }
  #text(text: string, x: number, y: number, look: string): void {
    const [, weight, size, family] = /^(\d+) ([\d.]+)px (.+)$/.exec(this.#state.font) ?? [];
    if (family === undefined) return;
    const anchor = this.#state.textAlign === 'center' ? ' text-anchor="middle"' : '';
    const middle = this.#state.textBaseline === 'middle' ? ' dominant-baseline="central"' : '';
    const [px, py] = this.#at(x, y).split(' ');
    this.#out.push(
      `<text x="${px}" y="${py}" font-family="${safe(family.replaceAll('"', "'"))}" font-size="${size}" font-weight="${weight}"${anchor}${middle} ${look}${this.#alpha()}>${safe(text)}</text>`,
    );
  }
  #alpha(): string {
    const { globalAlpha } = this.#state;
    return globalAlpha === 1 ? '' : ` opacity="${globalAlpha.toFixed(2)}"`;
  }
  #at(x: number, y: number): string {
    const [scale, dx, dy] = this.#state.matrix;
    return `${short(x * scale + dx)} ${short(y * scale + dy)}`;
  }
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Colours with their alpha the way every SVG reader understands: `rgb(r g b / a)` becomes `rgba(r,g,b,a)`. */
function paint(style: Brush['fillStyle']): string {
  if (typeof style !== 'string') return 'none';
  const [, r, g, b, a] = /^rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\)$/.exec(style) ?? [];
  if (a === undefined) return safe(style);
  return Number(a) === 1 ? `rgb(${r},${g},${b})` : `rgba(${r},${g},${b},${Number(a)})`;
}

function safe(text: string): string {
  return text
    .replace(/[\p{Cc}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
