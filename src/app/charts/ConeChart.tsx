/** The last and the next day of a series in a strip: line, expected course, 80 % and 95 % cone, limit. SVG, without axes. */
import './cone-chart.css';
import { createMemo, Show } from 'solid-js';
import { type Course, draw, HEIGHT, WIDTH } from './cone-paths.ts';

/**
 * @param props.label what the picture shows; a table with the numbers stands beside it
 */
export function ConeChart(props: { series: Course; label: string }) {
  const shape = createMemo(() => draw(props.series));
  return (
    <svg
      class="cone-chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={props.label}
    >
      <path class="cone-chart__wide" d={shape().wide} />
      <path class="cone-chart__narrow" d={shape().narrow} />
      <Show when={shape().limit}>
        {(y) => <line class="cone-chart__limit" x1={0} x2={WIDTH} y1={y()} y2={y()} />}
      </Show>
      <line class="cone-chart__now" x1={shape().now} x2={shape().now} y1={0} y2={HEIGHT} />
      <path class="cone-chart__past" d={shape().past} />
      <path class="cone-chart__mean" d={shape().mean} />
    </svg>
  );
}
