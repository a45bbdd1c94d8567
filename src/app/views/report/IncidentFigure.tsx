/** The series an incident is named by, as a drawing that prints sharply: values, expected range, when it was unusual. */
import { createMemo, For } from 'solid-js';
import type { SeriesDetail } from '../../../workers/protocol.ts';
import { useFormats } from '../../i18n/i18n.tsx';
import { unitOf } from '../../unit-of.ts';

const WIDTH = 720;
const HEIGHT = 190;
const LEFT = 58;
const BOTTOM = 22;
const TOP = 8;
const LINES = 4;

/** @param props.caption what is drawn, in the report's language */
export function IncidentFigure(props: { series: SeriesDetail; caption: string }) {
  const format = useFormats();
  const frame = createMemo(() => {
    const { times, values, low, high } = props.series;
    const known = [...values, ...low, ...high].filter((value) => Number.isFinite(value));
    const most = Math.max(...known, Number.NEGATIVE_INFINITY);
    const least = Math.min(0, ...known);
    const from = times[0] ?? 0;
    const to = times[times.length - 1] ?? 1;
    const x = (t: number) => LEFT + ((t - from) / Math.max(1, to - from)) * (WIDTH - LEFT - 8);
    const y = (value: number) =>
      TOP + (1 - (value - least) / Math.max(1e-12, most - least)) * (HEIGHT - TOP - BOTTOM);
    return { from, to, least, most, x, y };
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
  const grid = () => {
    const { least, most } = frame();
    return Array.from({ length: LINES + 1 }, (_, i) => least + ((most - least) * i) / LINES);
  };
  const clock = () => {
    const { from, to } = frame();
    return [0, 0.25, 0.5, 0.75, 1].map((share) => from + share * (to - from));
  };
  return (
    <figure class="report-figure">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={props.caption}>
        <For each={grid()}>
          {(value) => (
            <>
              <line
                class="report-figure__grid"
                x1={LEFT}
                x2={WIDTH - 8}
                y1={frame().y(value)}
                y2={frame().y(value)}
              />
              <text
                class="report-figure__tick"
                x={LEFT - 6}
                y={frame().y(value) + 4}
                text-anchor="end"
              >
                {format.value(value, unitOf(props.series.metric))}
              </text>
            </>
          )}
        </For>
        <For each={clock()}>
          {(t, i) => (
            <text
              class="report-figure__tick"
              x={frame().x(t)}
              y={HEIGHT - 5}
              text-anchor={i() === 0 ? 'start' : i() === 4 ? 'end' : 'middle'}
            >
              {format.time(t, 'minute')}
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
