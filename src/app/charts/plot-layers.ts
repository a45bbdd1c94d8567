/** What surrounds a chart's lines, on canvas: grid, expected band, anomalies, gaps, drill truth, forecast cone, rules, events, now. */
import type { EpochMs } from '../../core/domain/time.ts';
import type { ChartForecast, ChartRange, ChartSpan } from './plot-data.ts';

/** A limit drawn across the chart. */
export interface ChartRule {
  readonly value: number;
  readonly label: string;
  readonly tone: 'crit' | 'warn';
}

/** An instant something happened: an alert fired, an incident opened, a person acted. */
export interface ChartMark {
  readonly t: EpochMs;
  readonly tone: 'alert' | 'infer' | 'neutral';
}

/** Resolved colours; canvas cannot read custom properties. */
export type Palette = Readonly<Record<(typeof PALETTE)[number], string>>;

/** Tokens a chart paints with. */
export const PALETTE = [
  '--grid',
  '--expected',
  '--infer',
  '--infer-band',
  '--infer-cone-80',
  '--infer-cone-95',
  '--infer-line',
  '--gap-hatch',
  '--line-2',
  '--line-3',
  '--truth-hatch',
  '--crit',
  '--crit-line',
  '--warn',
  '--now',
] as const;

/** The plotting area in canvas pixels, and how to get there. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Canvas pixels per CSS pixel. */
  readonly ratio: number;
  x(t: EpochMs): number;
  y(value: number): number;
}

/** Everything but the lines. */
export interface Layers {
  readonly valueTicks: readonly number[];
  readonly timeTicks: readonly EpochMs[];
  readonly expected: ChartRange | undefined;
  readonly forecast: ChartForecast | undefined;
  readonly anomalies: readonly ChartSpan[];
  readonly truth: readonly ChartSpan[];
  readonly gaps: readonly { readonly start: EpochMs; readonly end: EpochMs }[];
  readonly rules: readonly ChartRule[];
  readonly marks: readonly ChartMark[];
  readonly now: EpochMs | undefined;
}

/** Paints what lies under the lines. */
export function drawUnder(
  ctx: CanvasRenderingContext2D,
  area: PlotArea,
  layers: Layers,
  palette: Palette,
): void {
  ctx.save();
  clip(ctx, area);
  grid(ctx, area, layers, palette);
  const right = area.left + area.width;
  for (const span of layers.truth) {
    const x = Math.max(area.left, area.x(span.start));
    hatch(
      ctx,
      area,
      x,
      span.end === undefined ? right : area.x(span.end),
      6,
      1.5,
      palette['--truth-hatch'],
    );
  }
  if (layers.expected) {
    ribbon(
      ctx,
      area,
      layers.expected.times,
      layers.expected.low,
      layers.expected.high,
      palette['--expected'],
    );
  }
  for (const span of layers.anomalies) {
    const x = Math.max(area.left, area.x(span.start));
    // However short, an anomaly is at least three pixels wide: it must not vanish in a long window.
    const end = Math.max(
      x + 3 * area.ratio,
      area.x(span.end ?? layers.now ?? Number.POSITIVE_INFINITY),
    );
    const width = Math.min(right, end) - x;
    ctx.fillStyle = palette['--infer-band'];
    ctx.fillRect(x, area.top, width, area.height);
    ctx.fillStyle = palette['--infer'];
    ctx.fillRect(x, area.top + area.height - 3 * area.ratio, width, 3 * area.ratio);
  }
  for (const gap of layers.gaps) {
    const from = area.x(gap.start);
    const to = area.x(gap.end);
    hatch(ctx, area, from, to, 5, 1, palette['--gap-hatch']);
    line(ctx, area, from, palette['--line-2'], [2, 2]);
    line(ctx, area, to, palette['--line-2'], [2, 2]);
  }
  if (layers.forecast) cone(ctx, area, layers.forecast, palette);
  ctx.restore();
}

/** Paints what lies over the lines. */
export function drawOver(
  ctx: CanvasRenderingContext2D,
  area: PlotArea,
  layers: Layers,
  palette: Palette,
): void {
  ctx.save();
  clip(ctx, area);
  if (layers.forecast) median(ctx, area, layers.forecast, palette['--infer']);
  for (const rule of layers.rules) {
    const y = Math.round(area.y(rule.value)) + 0.5;
    ctx.strokeStyle = palette[rule.tone === 'crit' ? '--crit' : '--warn'];
    ctx.lineWidth = area.ratio;
    ctx.setLineDash([4 * area.ratio, 3 * area.ratio]);
    ctx.beginPath();
    ctx.moveTo(area.left, y);
    ctx.lineTo(area.left + area.width, y);
    ctx.stroke();
  }
  for (const mark of layers.marks) {
    const color =
      mark.tone === 'alert' ? '--crit-line' : mark.tone === 'infer' ? '--infer-line' : '--line-3';
    line(ctx, area, area.x(mark.t), palette[color], mark.tone === 'neutral' ? [3, 3] : []);
  }
  if (layers.now !== undefined) line(ctx, area, area.x(layers.now), palette['--now'], []);
  ctx.restore();
}

function clip(ctx: CanvasRenderingContext2D, area: PlotArea): void {
  ctx.beginPath();
  ctx.rect(area.left, area.top, area.width, area.height);
  ctx.clip();
}

function grid(
  ctx: CanvasRenderingContext2D,
  area: PlotArea,
  layers: Layers,
  palette: Palette,
): void {
  ctx.fillStyle = palette['--grid'];
  const hair = Math.max(1, Math.round(area.ratio));
  for (const value of layers.valueTicks) {
    const y = Math.min(area.top + area.height - hair, Math.round(area.y(value)));
    ctx.fillRect(area.left, y, area.width, hair);
  }
  for (const t of layers.timeTicks)
    ctx.fillRect(Math.round(area.x(t)), area.top, hair, area.height);
}

/** The area between two curves; a NaN on either side interrupts it. */
function ribbon(
  ctx: CanvasRenderingContext2D,
  area: PlotArea,
  times: Float64Array,
  low: Float32Array,
  high: Float32Array,
  color: string,
): void {
  ctx.fillStyle = color;
  let from = 0;
  while (from < times.length) {
    while (from < times.length && Number.isNaN(low[from] + high[from])) from++;
    let to = from;
    while (to < times.length && !Number.isNaN(low[to] + high[to])) to++;
    if (to - from > 1) {
      ctx.beginPath();
      for (let i = from; i < to; i++) ctx.lineTo(area.x(times[i]), area.y(high[i]));
      for (let i = to - 1; i >= from; i--) ctx.lineTo(area.x(times[i]), area.y(low[i]));
      ctx.fill();
    }
    from = to + 1;
  }
}

function cone(
  ctx: CanvasRenderingContext2D,
  area: PlotArea,
  forecast: ChartForecast,
  palette: Palette,
): void {
  ribbon(ctx, area, forecast.times, forecast.low95, forecast.high95, palette['--infer-cone-95']);
  ribbon(ctx, area, forecast.times, forecast.low80, forecast.high80, palette['--infer-cone-80']);
}

function median(
  ctx: CanvasRenderingContext2D,
  area: PlotArea,
  forecast: ChartForecast,
  color: string,
): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5 * area.ratio;
  ctx.setLineDash([4 * area.ratio, 3 * area.ratio]);
  ctx.beginPath();
  for (let i = 0; i < forecast.times.length; i++) {
    ctx.lineTo(area.x(forecast.times[i]), area.y(forecast.mean[i]));
  }
  ctx.stroke();
}

function line(
  ctx: CanvasRenderingContext2D,
  area: PlotArea,
  x: number,
  color: string,
  dash: readonly number[],
): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = area.ratio;
  ctx.setLineDash(dash.map((length) => length * area.ratio));
  ctx.beginPath();
  ctx.moveTo(Math.round(x) + 0.5, area.top);
  ctx.lineTo(Math.round(x) + 0.5, area.top + area.height);
  ctx.stroke();
}

/** Diagonal strokes between two instants. `spacing` and `width` in CSS pixels. */
function hatch(
  ctx: CanvasRenderingContext2D,
  area: PlotArea,
  from: number,
  to: number,
  spacing: number,
  width: number,
  color: string,
): void {
  const left = Math.max(area.left, from);
  const right = Math.min(area.left + area.width, to);
  if (right - left < 1) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, area.top, right - left, area.height);
  ctx.clip();
  ctx.strokeStyle = color;
  ctx.lineWidth = width * area.ratio;
  ctx.setLineDash([]);
  ctx.beginPath();
  const gap = spacing * area.ratio * Math.SQRT2;
  const first = Math.floor((left - area.height) / gap) * gap;
  for (let x = first; x < right; x += gap) {
    ctx.moveTo(x, area.top + area.height);
    ctx.lineTo(x + area.height, area.top);
  }
  ctx.stroke();
  ctx.restore();
}
