/** Time chart: lines with expected band, anomalies, gaps, limits, events and forecast; shared or own cursor. Sole importer of uPlot. */
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  on,
  onCleanup,
  onMount,
  Show,
} from 'solid-js';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Unit } from '../../core/domain/metrics.ts';
import type { EpochMs } from '../../core/domain/time.ts';
import { type ChartFormat, timeAxis, valueAxis } from './axis.ts';
import { onThemeChange, tokenColor } from './colors.ts';
import {
  anchored,
  type ChartForecast,
  type ChartLine,
  type ChartRange,
  type ChartSpan,
  gapsOf,
  joinLines,
  nearest,
  usualInterval,
  valueRange,
} from './plot-data.ts';
import {
  type ChartMark,
  type ChartRule,
  drawOver,
  drawUnder,
  PALETTE,
  type Palette,
  type PlotArea,
} from './plot-layers.ts';
import './time-chart.css';

/** What a chart shows. The first line is the subject: band, forecast and cursor read it. */
export interface TimeChartProps {
  /** A sentence that says what the picture shows; the table twin stands beside the chart, not in it. */
  readonly label: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly unit: Unit;
  readonly format: ChartFormat;
  readonly lines: readonly ChartLine[];
  /** Physical limits of the values; unbounded when left out. */
  readonly limits?: { readonly min: number; readonly max: number };
  /** The present instant: a line, with the forecast to its right. */
  readonly now?: EpochMs | undefined;
  readonly expected?: ChartRange | undefined;
  readonly forecast?: ChartForecast | undefined;
  readonly anomalies?: readonly ChartSpan[];
  /** What a drill injected: hatched. */
  readonly truth?: readonly ChartSpan[];
  readonly rules?: readonly ChartRule[];
  readonly marks?: readonly ChartMark[];
  /** Written across an empty chart. */
  readonly empty?: string;
  /** Draw the time labels below; lanes that share an axis leave it to the last one. */
  readonly timeLabels?: boolean;
  /** With `onCursor` the parent owns the cursor, its keys and its tip, and several charts can share it. */
  readonly cursor?: EpochMs | undefined;
  readonly onCursor?: (t: EpochMs | undefined) => void;
}

const UNLIMITED = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
/** Least distance between two labels on the time axis, and of two anomaly labels, in CSS pixels. */
const TIME_LABEL_PX = 92;
const SPAN_LABEL_PX = 44;
const RULE_LABEL_PX = 16;

/** One chart. Its height is the custom property `--chart-h`; its width its container's. */
export function TimeChart(props: TimeChartProps) {
  let host!: HTMLDivElement;
  const [width, setWidth] = createSignal(0);
  const [height, setHeight] = createSignal(0);
  const [theme, setTheme] = createSignal(0);
  const [own, setOwn] = createSignal<EpochMs>();
  const cursor = () => (props.onCursor ? props.cursor : own());
  const moveCursor = (t: EpochMs | undefined) => (props.onCursor ?? setOwn)(t);

  const joined = createMemo(() => joinLines(props.lines));
  const gaps = createMemo(() => props.lines.flatMap((line) => gapsOf(line, props.now)));
  const axis = createMemo(() => {
    const limits = (props.rules ?? []).map((rule) => rule.value);
    const [low, high] = valueRange(props.lines, props.expected, props.forecast, limits);
    return valueAxis(low, high, props.unit, props.limits ?? UNLIMITED, props.format);
  });
  const forecast = createMemo(() => anchored(props.forecast, props.lines.at(0)));
  const isEmpty = () => props.lines.every((line) => line.values.every(Number.isNaN));
  const times = createMemo(() =>
    timeAxis(props.from, props.to, width() / TIME_LABEL_PX, props.format.zone()),
  );
  const rules = createMemo(() =>
    (props.rules ?? []).filter((rule) => rule.value > axis().low && rule.value <= axis().high),
  );

  /** Labels closer to a worse rule's than a line of text are left out; their lines stay. */
  const ruleLabels = () => {
    const y = (rule: ChartRule) =>
      ((axis().high - rule.value) / (axis().high - axis().low)) * height();
    const bySeverity = [...rules()].sort((a, b) => a.tone.localeCompare(b.tone));
    return bySeverity.filter((rule, i) =>
      bySeverity.slice(0, i).every((worse) => Math.abs(y(worse) - y(rule)) >= RULE_LABEL_PX),
    );
  };

  const share = (t: EpochMs) => (t - props.from) / (props.to - props.from);
  const percentX = (t: EpochMs) => `${(100 * share(t)).toFixed(3)}%`;
  const percentY = (value: number) =>
    `${(100 * Math.min(1, Math.max(0, (axis().high - value) / (axis().high - axis().low)))).toFixed(2)}%`;

  const layers = () => ({
    valueTicks: axis().ticks.map((tick) => tick.value),
    timeTicks: times().ticks,
    expected: props.expected,
    forecast: forecast(),
    anomalies: props.anomalies ?? [],
    truth: props.truth ?? [],
    gaps: gaps(),
    rules: rules(),
    marks: props.marks ?? [],
    now: props.now,
  });

  let plot: uPlot | undefined;
  let palette: Palette | undefined;
  const areaOf = (u: uPlot): PlotArea => {
    const { left, top, width: w, height: h } = u.bbox;
    const { low, high } = axis();
    const { from, to } = props;
    return {
      left,
      top,
      width: w,
      height: h,
      ratio: u.ctx.canvas.width / Math.max(1, u.width),
      x: (t) => left + ((t - from) / (to - from)) * w,
      y: (value) => top + ((high - value) / (high - low)) * h,
    };
  };

  /** What makes a new plot necessary: the set of lines and the theme's colours. */
  const shape = createMemo(
    () =>
      `${theme()} ${props.lines.map((line) => `${line.color}${line.dash ?? line.dashed}`).join()}`,
  );

  const build = () => {
    plot?.destroy();
    palette = Object.fromEntries(PALETTE.map((name) => [name, tokenColor(name)])) as Palette;
    const paint = palette;
    plot = new uPlot(
      {
        width: Math.max(1, width()),
        height: Math.max(1, height()),
        ms: 1,
        padding: [0, 0, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        axes: [{ show: false }, { show: false }],
        scales: {
          x: { time: false, range: () => [props.from, props.to] },
          y: { auto: false, range: () => [axis().low, axis().high] },
        },
        series: [
          {},
          ...props.lines.map((line, i): uPlot.Series => {
            const color = tokenColor(line.color ?? `--series-${i + 1}`);
            return {
              stroke: color,
              width: 1.5,
              points: { show: false },
              ...(line.dash || line.dashed ? { dash: [...(line.dash ?? [5, 3])] } : {}),
              ...(i === 0 && line.dash === undefined
                ? {
                    fill: `color-mix(in srgb, ${color} 8.5%, transparent)`,
                    fillTo: () => axis().low,
                  }
                : {}),
            };
          }),
        ],
        hooks: {
          drawClear: [(u) => drawUnder(u.ctx, areaOf(u), layers(), paint)],
          draw: [(u) => drawOver(u.ctx, areaOf(u), layers(), paint)],
        },
      },
      dataOf(),
      host,
    );
  };

  const dataOf = (): uPlot.AlignedData => {
    const { x, columns } = joined();
    if (x.length > 0) return [x, ...columns] as uPlot.AlignedData;
    return [[props.from, props.to], ...props.lines.map(() => [null, null])] as uPlot.AlignedData;
  };

  onMount(() => {
    const observer = new ResizeObserver(() => {
      setWidth(host.clientWidth);
      setHeight(host.clientHeight);
    });
    observer.observe(host);
    setWidth(host.clientWidth);
    setHeight(host.clientHeight);
    onCleanup(() => {
      observer.disconnect();
      plot?.destroy();
    });
    onCleanup(onThemeChange(() => setTheme((n) => n + 1)));
    createEffect(on(shape, build));
    createEffect(
      on([width, height], ([w, h]) => {
        if (w > 0 && h > 0) plot?.setSize({ width: w, height: h });
      }),
    );
    createEffect(
      on([joined, layers], () => {
        // Other lines than it was made for: it is about to be made anew.
        if (plot?.series.length !== joined().columns.length + 1) return;
        const { low, high } = axis();
        plot?.batch(() => {
          plot?.setData(dataOf(), false);
          plot?.setScale('x', { min: props.from, max: props.to });
          plot?.setScale('y', { min: low, max: high });
          plot?.redraw(true, false);
        });
      }),
    );
  });

  /** The instant with a sample nearest to a share of the width. */
  const snap = (at: number): EpochMs => {
    const t = props.from + Math.min(1, Math.max(0, at)) * (props.to - props.from);
    const subject = props.lines.at(0);
    if (!subject) return t;
    const i = nearest(subject.times, subject.values, t, (props.to - props.from) / 50);
    return i < 0 ? t : subject.times[i];
  };
  const onPointer = (event: PointerEvent) => {
    const box = host.getBoundingClientRect();
    moveCursor(snap((event.clientX - box.left) / box.width));
  };
  const onKey = (event: KeyboardEvent) => {
    if (props.onCursor) return;
    const subject = props.lines.at(0);
    const pause = subject ? usualInterval(subject.times) : Number.POSITIVE_INFINITY;
    const step =
      (Number.isFinite(pause) ? pause : (props.to - props.from) / 100) * (event.shiftKey ? 10 : 1);
    const t = own() ?? props.now ?? props.to;
    if (event.key === 'ArrowLeft') setOwn(snap(share(t - step)));
    else if (event.key === 'ArrowRight') setOwn(snap(share(t + step)));
    else if (event.key === 'Home') setOwn(snap(0));
    else if (event.key === 'End') setOwn(snap(1));
    else if (event.key === 'Escape' && own() !== undefined) setOwn(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Value of a line at the cursor, `undefined` where it has none. */
  const reading = (line: ChartLine): number | undefined => {
    const t = cursor();
    if (t === undefined) return undefined;
    const i = nearest(line.times, line.values, t, 2 * usualInterval(line.times));
    return i < 0 ? undefined : line.values[i];
  };
  const spanLabels = createMemo(() => {
    let free = -1;
    return (props.anomalies ?? []).filter((span) => {
      const x = Math.max(0, share(span.start)) * width();
      if (!span.label || x < free || x > width()) return false;
      free = x + SPAN_LABEL_PX;
      return true;
    });
  });

  return (
    <div class="time-chart" data-time-labels={props.timeLabels !== false}>
      <div class="time-chart__values" aria-hidden="true">
        <For each={isEmpty() ? [] : axis().ticks}>
          {(tick) => <span style={{ '--y': percentY(tick.value) }}>{tick.label}</span>}
        </For>
      </div>
      {/* Arrow keys move the cursor over the picture and read its values. */}
      <div
        class="time-chart__plot"
        role="img"
        aria-label={props.label}
        tabindex={props.onCursor ? undefined : 0}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        onPointerLeave={() => moveCursor(undefined)}
        onKeyDown={onKey}
        onBlur={() => !props.onCursor && setOwn(undefined)}
      >
        <div class="time-chart__canvas" ref={host} />
        <For each={ruleLabels()}>
          {(rule) => (
            <b
              class="time-chart__rule"
              data-tone={rule.tone}
              data-below={(axis().high - rule.value) / (axis().high - axis().low) < 0.2}
              style={{ '--y': percentY(rule.value) }}
            >
              {rule.label}
            </b>
          )}
        </For>
        <For each={spanLabels()}>
          {(span) => (
            <b
              class="time-chart__span"
              style={{ '--x': percentX(Math.max(props.from, span.start)) }}
            >
              {span.label}
            </b>
          )}
        </For>
        <Show when={cursor()}>
          {(t) => (
            <i class="time-chart__cursor" style={{ '--x': percentX(t()) }}>
              <For each={props.lines}>
                {(line) => (
                  <Show when={reading(line)}>
                    {(value) => (
                      <i class="time-chart__point" style={{ '--y': percentY(value()) }} />
                    )}
                  </Show>
                )}
              </For>
            </i>
          )}
        </Show>
        <Show when={isEmpty() && props.empty}>
          <p class="time-chart__empty">{props.empty}</p>
        </Show>
      </div>
      <Show when={props.timeLabels !== false}>
        <div class="time-chart__times" aria-hidden="true">
          <For each={times().ticks}>
            {(t) => (
              <span
                style={{ '--x': percentX(t) }}
                data-edge={share(t) < 0.03 ? 'first' : share(t) > 0.97 ? 'last' : undefined}
                data-future={props.now !== undefined && t > props.now}
              >
                {props.format.time(t, times().style)}
              </span>
            )}
          </For>
        </div>
      </Show>
      <Show when={!props.onCursor}>
        <output class="time-chart__tip" data-shown={own() !== undefined}>
          <Show when={own()}>
            {(t) => (
              <>
                <b>{props.format.time(t())}</b>
                <For each={props.lines}>
                  {(line) => (
                    <span>
                      {line.label} <b>{props.format.value(reading(line), props.unit)}</b>
                    </span>
                  )}
                </For>
              </>
            )}
          </Show>
        </output>
      </Show>
    </div>
  );
}
