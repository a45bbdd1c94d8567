/** All sparklines of a table on one canvas: redrawn when their data or the rows change, never with a tick. */
import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { Server } from '../../../core/domain/fleet.ts';
import { onThemeChange, tokenColor } from '../../charts/colors.ts';
import { drawCourse } from '../../charts/Sparkline.tsx';
import { useEngine } from '../../engine.tsx';
import { anomalyRanges, calmSpan, type Trends } from '../../trends.ts';
import type { Column } from './columns.ts';

/** Height of a course, CSS px. */
const HEIGHT = 22;

/**
 * Lies over the rows and scrolls with them; every row holds empty `[data-spark]` slots that say where a column's course goes.
 * @param props.servers the rows drawn, in order; `rowHeight` and `width` in CSS px
 */
export function SparkSheet(props: {
  servers: readonly Server[];
  columns: readonly Column[];
  trends: Trends;
  rowHeight: number;
  width: number;
}) {
  const engine = useEngine();
  const [canvas, setCanvas] = createSignal<HTMLCanvasElement>();
  const [theme, setTheme] = createSignal(0);
  onCleanup(onThemeChange(() => setTheme((n) => n + 1)));
  const isGone = (server: Server) => {
    const status = engine.statusOf(server);
    return status === 'off' || status === 'unk';
  };
  const metrics = createMemo(() =>
    props.columns.filter(({ kind }) => kind === 'trend').flatMap((column) => column.metrics),
  );
  const names = createMemo(() => new Set(props.servers.map(({ name }) => name)));
  /** Open and past stretches of what is visible, and who is silent; equal from tick to tick while nothing happens. */
  const state = createMemo(() => {
    const now = engine.snapshot();
    const mine = (now?.anomalies ?? []).filter(({ server }) => names().has(server));
    const silent = props.servers.map((server) => Number(isGone(server))).join('');
    return { mine, key: `${mine.map(({ id, end }) => `${id}${end}`).join()}|${silent}` };
  });
  const marks = createMemo(state, undefined, { equals: (a, b) => a.key === b.key });

  createEffect(
    on(
      [
        canvas,
        () => props.servers,
        metrics,
        () => props.width,
        theme,
        marks,
        () => props.trends.answer(),
      ],
      () =>
        // The slots have their places after this turn's changes to the page.
        queueMicrotask(draw),
    ),
  );

  function draw(): void {
    const element = canvas();
    const context = element?.getContext('2d');
    const table = element?.parentElement?.querySelector('tbody');
    if (!element || !context || !table || props.width === 0) return;
    const ratio = devicePixelRatio;
    const origin = element.parentElement?.getBoundingClientRect();
    if (!origin) return;
    const top = table.getBoundingClientRect().top - origin.top;
    element.style.setProperty('--y', `${top + (element.parentElement?.scrollTop ?? 0)}px`);
    const slots = metrics().map((metric) => {
      const slot = table.querySelector<HTMLElement>(`[data-spark="${CSS.escape(metric)}"]`);
      const left = element.getBoundingClientRect().left;
      const box = slot?.getBoundingClientRect();
      return box ? { metric, x: box.left - left, width: box.width } : undefined;
    });
    const wide = Math.round(Math.max(0, ...slots.map((slot) => (slot ? slot.x + slot.width : 0))));
    const high = props.servers.length * props.rowHeight;
    element.width = wide * ratio;
    element.height = high * ratio;
    element.style.setProperty('--w', `${wide}px`);
    const line = tokenColor('--fg-3');
    const infer = tokenColor('--infer');
    const { mine } = marks();
    for (const slot of slots) {
      if (!slot) continue;
      props.servers.forEach((server, i) => {
        const series = props.trends(slot.metric, server.name);
        if (!series || isGone(server)) return;
        const y = i * props.rowHeight + (props.rowHeight - HEIGHT) / 2;
        context.setTransform(ratio, 0, 0, ratio, slot.x * ratio, y * ratio);
        drawCourse(context, series.values, slot.width, HEIGHT, {
          minSpan: calmSpan(slot.metric, series.values),
          line,
          infer,
          anomaly: anomalyRanges(series, mine),
        });
      });
    }
  }

  return (
    <canvas
      ref={setCanvas}
      class="server-table__sparks"
      style={{ '--h': `${props.servers.length * props.rowHeight}px` }}
    />
  );
}
