/** A trend in a few pixels: line, faint area, violet where a detector found it unusual, a dot at the newest value. */
import { createEffect, createSignal, onCleanup } from 'solid-js';
import { onThemeChange, tokenColor } from './colors.ts';

/** Share of the hue under the line. */
const AREA_ALPHA = 0.09;

/**
 * @param props.values oldest first; NaN breaks the line
 * @param props.anomaly index ranges, both ends inclusive, drawn violet and heavier
 * @param props.minSpan least height of the value axis, so that noise does not look like drama
 * @param props.label accessible name; empty hides it (the number stands beside it)
 * @param props.tone line colour; `accent` by default
 */
export function Sparkline(props: {
  values: Float32Array;
  anomaly?: readonly (readonly [from: number, to: number])[];
  minSpan?: number;
  label: string;
  tone?: 'accent' | 'crit' | 'muted';
}) {
  const [canvas, setCanvas] = createSignal<HTMLCanvasElement>();
  const [size, setSize] = createSignal({ width: 0, height: 0 });
  const [theme, setTheme] = createSignal(0);
  onCleanup(onThemeChange(() => setTheme((n) => n + 1)));
  const observer = new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect;
    setSize({ width, height });
  });
  onCleanup(() => observer.disconnect());
  createEffect(() => {
    const element = canvas();
    if (element) observer.observe(element);
  });
  createEffect(() => {
    theme();
    const element = canvas();
    const { width, height } = size();
    if (!element || width === 0) return;
    const ratio = devicePixelRatio;
    const context = element.getContext('2d');
    if (!context) return;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    // A canvas that keeps its size is wiped, not made anew.
    if (element.width !== wide) element.width = wide;
    if (element.height !== high) element.height = high;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const tone = props.tone ?? 'accent';
    drawCourse(context, props.values, width, height, {
      minSpan: props.minSpan ?? 0,
      line: tokenColor(tone === 'muted' ? '--fg-3' : `--${tone}`),
      infer: tokenColor('--infer'),
      anomaly: props.anomaly ?? [],
    });
  });
  return (
    <canvas
      ref={setCanvas}
      class="sparkline"
      role={props.label === '' ? 'presentation' : 'img'}
      aria-label={props.label || undefined}
      aria-hidden={props.label === '' ? 'true' : undefined}
    />
  );
}

/** How a course is drawn: least height of its axis, colours, and stretches to mark as index ranges. */
export interface SparkLook {
  readonly minSpan: number;
  readonly line: string;
  readonly infer: string;
  readonly anomaly: readonly (readonly [number, number])[];
}

const PAD = 2.5;
/** Anomalies narrower than this, in pixels, are marked with a dot as well. */
const SEEN = 5;

/** Draws one course at the origin of a context; for canvases that hold many. */
export function drawCourse(
  context: CanvasRenderingContext2D,
  values: Float32Array,
  width: number,
  height: number,
  look: SparkLook,
): void {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (v < low) low = v;
    if (v > high) high = v;
  }
  if (!(high >= low)) return;
  const span = Math.max(high - low, look.minSpan, Math.abs(high) * 1e-6, 1e-12);
  const middle = (high + low) / 2;
  const x = (i: number) => PAD + (i / Math.max(1, values.length - 1)) * (width - 2 * PAD);
  const y = (v: number) => height / 2 - ((v - middle) / span) * (height - 2 * PAD);

  context.lineJoin = 'round';
  context.lineWidth = 1.25;
  context.strokeStyle = look.line;
  context.fillStyle = look.line;
  trace(context, values, 0, values.length - 1, x, y, height);
  for (const [from, to] of look.anomaly) {
    context.strokeStyle = look.infer;
    context.lineWidth = 2;
    context.beginPath();
    let pen = false;
    for (let i = Math.max(0, from - 1); i <= Math.min(to, values.length - 1); i++) {
      if (Number.isNaN(values[i])) pen = false;
      else if (pen) context.lineTo(x(i), y(values[i]));
      else {
        context.moveTo(x(i), y(values[i]));
        pen = true;
      }
    }
    context.stroke();
    // A stretch of a pixel or two would not be seen.
    if (pen && x(to) - x(from) < SEEN) {
      const at = Math.min(to, values.length - 1);
      context.fillStyle = look.infer;
      context.beginPath();
      context.arc(x(at), y(values[at]), 2.4, 0, 7);
      context.fill();
    }
  }
  const last = values.length - 1;
  if (Number.isNaN(values[last])) return;
  context.fillStyle = look.anomaly.some(([, to]) => to >= last) ? look.infer : look.line;
  context.beginPath();
  context.arc(x(last), y(values[last]), 1.9, 0, 7);
  context.fill();
}

/** Line and area of the stretches without gaps. */
function trace(
  context: CanvasRenderingContext2D,
  values: Float32Array,
  first: number,
  last: number,
  x: (i: number) => number,
  y: (v: number) => number,
  floor: number,
) {
  let i = first;
  while (i <= last) {
    while (i <= last && Number.isNaN(values[i])) i++;
    const start = i;
    while (i <= last && !Number.isNaN(values[i])) i++;
    if (i - start < 2) continue;
    context.beginPath();
    context.moveTo(x(start), y(values[start]));
    for (let k = start + 1; k < i; k++) context.lineTo(x(k), y(values[k]));
    context.stroke();
    context.lineTo(x(i - 1), floor);
    context.lineTo(x(start), floor);
    context.globalAlpha = AREA_ALPHA;
    context.fill();
    context.globalAlpha = 1;
  }
}
