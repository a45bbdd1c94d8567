/** The fleet's timeline as a brush: drag to choose the window; what it is compared with is hatched. */
import { createMemo, createSignal, For, onCleanup, Show } from 'solid-js';
import { type EpochMs, MINUTE, type Ms } from '../../../core/domain/time.ts';
import { createQuery, useEngine } from '../../engine.tsx';
import { axis, histogram } from '../../widgets/timeline-scale.ts';
import type { Stretch } from './stretches.ts';
import { useInsightWords } from './words.ts';

const BUCKETS = 160;
/** Share of the track a drag must cover; less is a slip of the hand. */
const LEAST_DRAG = 0.004;

/** @param props.start first instant of the track; it ends at `props.end`, the instant shown */
export function WindowPicker(props: {
  start: EpochMs;
  end: EpochMs;
  window: Stretch;
  baseline: Stretch;
  onPick: (window: Stretch) => void;
}) {
  const engine = useEngine();
  const { t, format } = useInsightWords();
  const [width, setWidth] = createSignal(0);
  const [drag, setDrag] = createSignal<Stretch>();
  const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width)));
  onCleanup(() => observer.disconnect());
  const mass = createQuery((signal) => {
    const { start, end } = props;
    if (!engine.fleet() || end <= start) return undefined;
    return engine.call('timeline', { start, end, buckets: BUCKETS }, signal);
  });
  const bars = createMemo(() => histogram(mass()?.counts));
  const ticks = createMemo(() => axis(props.start, props.end, format.zone(), width(), format.time));
  const share = (at: EpochMs) =>
    Math.min(1, Math.max(0, (at - props.start) / Math.max(1, props.end - props.start)));
  const shown = () => drag() ?? props.window;
  const instantAt = (event: PointerEvent & { currentTarget: HTMLElement }): EpochMs => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return Math.round((props.start + x * (props.end - props.start)) / 1000) * 1000;
  };
  let origin: EpochMs | undefined;
  const onKey = (event: KeyboardEvent) => {
    const by: Ms = event.key === 'ArrowLeft' ? -MINUTE : event.key === 'ArrowRight' ? MINUTE : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const { from, to } = props.window;
    const next = event.shiftKey ? { from: from + by, to } : { from: from + by, to: to + by };
    if (next.to - next.from >= MINUTE && next.from >= props.start && next.to <= props.end)
      props.onPick(next);
  };
  const words = (at: EpochMs) => format.time(at, 'full');

  return (
    <div
      ref={(element) => observer.observe(element)}
      class="insight-brush"
      role="slider"
      tabIndex={0}
      aria-label={t('change.slider')}
      aria-valuemin={props.start}
      aria-valuemax={props.end}
      aria-valuenow={props.window.to}
      aria-valuetext={t('change.sliderValue', {
        from: words(props.window.from),
        to: words(props.window.to),
        baseFrom: words(props.baseline.from),
        baseTo: words(props.baseline.to),
      })}
      onKeyDown={onKey}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        origin = instantAt(event);
        setDrag({ from: origin, to: origin });
      }}
      onPointerMove={(event) => {
        if (origin === undefined) return;
        const at = instantAt(event);
        setDrag({ from: Math.min(origin, at), to: Math.max(origin, at) });
      }}
      onPointerUp={() => {
        const chosen = drag();
        origin = undefined;
        setDrag(undefined);
        if (chosen && chosen.to - chosen.from > LEAST_DRAG * (props.end - props.start))
          props.onPick(chosen);
      }}
      onPointerCancel={() => {
        origin = undefined;
        setDrag(undefined);
      }}
    >
      <Show when={props.baseline.to > props.start}>
        <span
          class="insight-brush__base"
          style={{ '--from': share(props.baseline.from), '--to': share(props.baseline.to) }}
        />
      </Show>
      <svg
        class="insight-brush__mass"
        viewBox={`0 0 ${BUCKETS} 1`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={bars()} />
      </svg>
      <span
        class="insight-brush__window"
        style={{ '--from': share(shown().from), '--to': share(shown().to) }}
      />
      <For each={ticks()}>
        {(tick) => (
          <span class="insight-brush__tick num" style={{ '--x': share(tick.t) }}>
            {tick.label}
          </span>
        )}
      </For>
    </div>
  );
}
