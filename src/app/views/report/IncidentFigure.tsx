/** The series an incident is named by, as a drawing that prints sharply: values, expected range, when it was unusual. */
import { createMemo, createSignal, For, onCleanup } from 'solid-js';
import type { SeriesDetail } from '../../../workers/protocol.ts';
import { timeAxis, valueAxis } from '../../charts/axis.ts';
import { useFormats } from '../../i18n/i18n.tsx';
import { unitOf } from '../../unit-of.ts';

/** Units of the drawing across: as many as it has pixels, so that its words keep their size on a phone. */
const WIDEST = 720;
const NARROWEST = 280;
const HEIGHT = 190;
const LEFT = 58;
const BOTTOM = 22;
const TOP = 8;
/** Room of a time on the axis. */
const TIME_WIDTH = 96;

/** @param props.caption what is drawn, in the report's language */
export function IncidentFigure(props: { series: SeriesDetail; caption: string }) {
  const format = useFormats();
  const [width, setWidth] = createSignal(WIDEST);
  const observe = (figure: HTMLElement) => {
    const observer = new ResizeObserver(() =>
      setWidth(Math.min(WIDEST, Math.max(NARROWEST, figure.clientWidth))),
    );
    observer.observe(figure);
    onCleanup(() => observer.disconnect());
  };
  const frame = createMemo(() => {
    const { times, values, low, high } = props.series;
    const right = width() - 8;
    const known = [...values, ...low, ...high].filter((value) => Number.isFinite(value));
    const unit = unitOf(props.series.metric);
    const limits = { min: Math.min(0, ...known), max: unit === '1' ? 1 : Number.POSITIVE_INFINITY };
    const axis = valueAxis(limits.min, Math.max(...known, limits.min), unit, limits, format);
    const { low: least, high: most } = axis;
    const from = times[0] ?? 0;
    const to = times[times.length - 1] ?? 1;
    const x = (t: number) => LEFT + ((t - from) / Math.max(1, to - from)) * (right - LEFT);
    const y = (value: number) =>
      TOP + (1 - (value - least) / Math.max(1e-12, most - least)) * (HEIGHT - TOP - BOTTOM);
    return { from, to, right, axis, x, y };
  });
  const line = () => {
    const { times, values } = props.series;
    const { x, y } = frame();
    let path = '';
    let isDown = false;
    for (let i = 0; i < times.length; i++) {
      if (Number.isNaN(values[i])) {
        isDown = false;
        continue;
      }
      path += `${isDown ? 'L' : 'M'}${x(times[i]).toFixed(1)} ${y(values[i]).toFixed(1)}`;
      isDown = true;
    }
    return path;
  };
  const band = () => {
    const { times, low, high } = props.series;
    const { x, y } = frame();
    const at = [...times.keys()].filter((i) => !Number.isNaN(low[i] + high[i]));
    if (at.length === 0) return '';
    const edge = (values: Float32Array, order: readonly number[]) =>
      order.map((i) => `${x(times[i]).toFixed(1)} ${y(values[i]).toFixed(1)}`).join('L');
    return `M${edge(high, at)}L${edge(low, at.toReversed())}z`;
  };
  const clock = () => {
    const { from, to, right } = frame();
    return timeAxis(from, to, (right - LEFT) / TIME_WIDTH, format.zone());
  };
  return (
    <figure class="report-figure" ref={observe}>
      <svg viewBox={`0 0 ${width()} ${HEIGHT}`} role="img" aria-label={props.caption}>
        <For each={frame().axis.ticks}>
          {({ value, label }) => (
            <>
              <line
                class="report-figure__grid"
                x1={LEFT}
                x2={frame().right}
                y1={frame().y(value)}
                y2={frame().y(value)}
              />
              <text
                class="report-figure__tick"
                x={LEFT - 6}
                y={frame().y(value) + 4}
                text-anchor="end"
              >
                {label}
              </text>
            </>
          )}
        </For>
        <For each={clock().ticks}>
          {(t) => (
            <text
              class="report-figure__tick"
              x={frame().x(t)}
              y={HEIGHT - 5}
              text-anchor={
                frame().x(t) < LEFT + 16
                  ? 'start'
                  : frame().x(t) > frame().right - 16
                    ? 'end'
                    : 'middle'
              }
            >
              {format.time(t, clock().style)}
            </text>
          )}
        </For>
        <For each={props.series.anomalies}>
          {(anomaly) => (
            <rect
              class="report-figure__anomaly"
              x={frame().x(Math.max(anomaly.start, frame().from))}
              y={TOP}
              width={Math.max(
                1,
                frame().x(Math.min(anomaly.end ?? frame().to, frame().to)) -
                  frame().x(Math.max(anomaly.start, frame().from)),
              )}
              height={HEIGHT - TOP - BOTTOM}
            />
          )}
        </For>
        <path class="report-figure__band" d={band()} />
        <path class="report-figure__line" d={line()} />
      </svg>
      <figcaption>{props.caption}</figcaption>
    </figure>
  );
}
