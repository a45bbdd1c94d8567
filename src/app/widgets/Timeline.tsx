/** The one control of time: play, mode, anomaly mass, incident spans, playhead, range. Draws and reports; decides nothing. */
import { Pause, Play, SkipForward } from 'lucide-solid';
import { createEffect, createMemo, createSignal, For, onCleanup, Show } from 'solid-js';
import type { Severity } from '../../core/domain/incident.ts';
import { type EpochMs, HOUR, MINUTE, type Ms } from '../../core/domain/time.ts';
import { shell as en } from '../i18n/en/shell.ts';
import { zoneName } from '../i18n/format.ts';
import { useWords } from '../i18n/i18n.tsx';
import { shell as ko } from '../i18n/ko/shell.ts';
import { axis, histogram, rangesWith } from './timeline-scale.ts';

const words = { en, ko };
/** How long an instant chosen by keys is shown before it must have been read. */
const SETTLE_MS = 2000;
/** Parts of the track that are told apart. */
const STEPS = 2500;
const SPEEDS = [1, 2, 5, 10, 30, 60] as const;

/** What the scrubber shows. `end`: a file's last instant, where nothing more will come. */
export type TimelineMode = 'live' | 'paused' | 'past' | 'loading' | 'end';

/** A stretch worth a mark: an incident by severity, or `truth`, a fault the user injected. */
export interface TimelineSpan {
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly kind: Severity | 'truth';
}

/** Everything is given; nothing is fetched here. */
export interface TimelineProps {
  readonly mode: TimelineMode;
  readonly speed: number;
  /** Share of a running replay, 0–1. */
  readonly progress: number;
  /** The instant shown; `undefined` before the first tick. */
  readonly t: EpochMs | undefined;
  /** Newest instant there is. */
  readonly head: EpochMs;
  /** Visible window. */
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** First instant the detectors know; before it the track is hatched. */
  readonly from: EpochMs | undefined;
  readonly step: Ms;
  readonly range: Ms;
  /** Open anomalies per bucket over the window; NaN-free. */
  readonly counts: Uint16Array | undefined;
  readonly spans: readonly TimelineSpan[];
  /** Whether live exists; a file only has an end. */
  readonly endless: boolean;
  readonly onSeek: (t: EpochMs) => void;
  readonly onLive: () => void;
  readonly onPlay: (speed: number) => void;
  readonly onRange: (range: Ms) => void;
}

/** The scrubber. Drag or arrows move the instant, Shift by a minute, Home to the window's start, End to the newest. */
export function Timeline(props: TimelineProps) {
  const { t, format } = useWords(words);
  const [drag, setDrag] = createSignal<EpochMs>();
  const [width, setWidth] = createSignal(0);
  const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width)));
  onCleanup(() => observer.disconnect());
  // Where the keys have got to: the next press goes on from there, though the instant itself is still being read.
  const [aim, setAim] = createSignal<EpochMs>();
  let settling: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(settling));
  const aimAt = (target: EpochMs | undefined) => {
    clearTimeout(settling);
    setAim(target);
    if (target !== undefined) settling = setTimeout(() => setAim(undefined), SETTLE_MS);
  };
  createEffect(() => {
    if (props.t === aim()) aimAt(undefined);
  });
  const shown = () => drag() ?? aim() ?? props.t ?? props.head;
  /** In steps of a quarter of a pixel or so: a tick that moves nothing by more is not drawn. */
  const share = (at: EpochMs) =>
    Math.round(
      Math.min(1, Math.max(0, (at - props.start) / Math.max(1, props.end - props.start))) * STEPS,
    ) / STEPS;
  /** An instant whose clock time alone would be taken for today's. */
  const isOtherDay = () => Math.abs(Date.now() - shown()) > 18 * HOUR;
  const playing = () => props.mode === 'live' || (props.mode === 'past' && props.speed > 0);
  const instant = (at: EpochMs) =>
    t('time.instant', {
      time: format.time(at, 'full'),
      zone: zoneName(format.zone(), at),
    });

  const pill = () => {
    switch (props.mode) {
      case 'live':
        return t('time.live');
      case 'loading':
        return t('time.loading', { share: `${Math.floor(props.progress * 100)}%` });
      case 'past':
        return format.duration(Math.min(0, shown() - props.head));
      case 'paused':
        return t('time.paused');
      default:
        return t('time.end');
    }
  };

  const at = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    const raw = props.start + x * (props.end - props.start);
    return Math.min(props.head, Math.round(raw / props.step) * props.step);
  };
  const release = () => {
    const target = drag();
    if (target === undefined) return;
    setDrag(undefined);
    // The last two steps before the newest instant mean "now": nobody aims at a pixel.
    if (props.head - target <= (props.end - props.start) * 0.004) props.onLive();
    else props.onSeek(target);
  };
  const onKey = (event: KeyboardEvent) => {
    const by = event.shiftKey ? MINUTE : props.step;
    const target =
      event.key === 'ArrowLeft' || event.key === 'ArrowDown'
        ? shown() - by
        : event.key === 'ArrowRight' || event.key === 'ArrowUp'
          ? shown() + by
          : event.key === 'PageUp'
            ? shown() + props.range / 12
            : event.key === 'PageDown'
              ? shown() - props.range / 12
              : event.key === 'Home'
                ? props.start
                : undefined;
    if (event.key !== 'End' && target === undefined) return;
    if (target === undefined || target >= props.head) {
      aimAt(undefined);
      props.onLive();
    } else {
      const instant = Math.round(target / props.step) * props.step;
      aimAt(instant);
      props.onSeek(instant);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <section class="timeline" data-mode={props.mode} aria-label={t('time.label')}>
      <button
        type="button"
        class="button button--icon timeline__play"
        data-kind="quiet"
        aria-label={playing() ? t('time.pause') : t('time.play')}
        disabled={props.mode === 'loading' || props.mode === 'end' || props.t === undefined}
        onClick={() => props.onPlay(playing() ? 0 : 1)}
      >
        <Show when={playing()} fallback={<Play size={16} aria-hidden="true" />}>
          <Pause size={16} aria-hidden="true" />
        </Show>
      </button>
      <span class="timeline__mode num">
        <Show when={props.mode === 'live'}>
          <i class="timeline__pulse" />
        </Show>
        {pill()}
      </span>
      <div
        ref={(element) => observer.observe(element)}
        class="timeline__track"
        role="slider"
        tabIndex={0}
        aria-label={t('time.slider')}
        aria-valuemin={props.start}
        aria-valuemax={props.head}
        aria-valuenow={shown()}
        aria-valuetext={instant(shown())}
        onKeyDown={onKey}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag(at(event));
        }}
        onPointerMove={(event) => drag() !== undefined && setDrag(at(event))}
        onPointerUp={release}
        onPointerCancel={() => setDrag(undefined)}
      >
        <Track {...props} share={share} width={width()} />
        <span class="timeline__head" style={{ '--x': share(shown()) }} />
      </div>
      <span class="timeline__clock num">
        <b>{format.time(shown(), isOtherDay() ? 'full' : 'clock')}</b>{' '}
        <small>{zoneName(format.zone(), shown())}</small>
      </span>
      <Show
        when={
          props.mode === 'live' ||
          props.mode === 'loading' ||
          props.mode === 'end' ||
          props.t === undefined
        }
        fallback={
          <>
            <select
              class="select timeline__speed"
              data-kind="quiet"
              aria-label={t('time.speed')}
              onChange={(event) => props.onPlay(Number(event.currentTarget.value))}
            >
              <For each={SPEEDS}>
                {(speed) => (
                  <option
                    value={speed}
                    selected={speed === (props.speed || 1)}
                  >{`×${speed}`}</option>
                )}
              </For>
            </select>
            <button
              type="button"
              class="button timeline__back"
              data-kind="accent"
              onClick={() => props.onLive()}
            >
              <SkipForward size={14} aria-hidden="true" />
              <span>{props.endless ? t('time.back') : t('time.toEnd')}</span>
            </button>
          </>
        }
      >
        <select
          class="select timeline__range"
          data-kind="quiet"
          aria-label={t('time.range')}
          onChange={(event) => props.onRange(Number(event.currentTarget.value))}
        >
          <For each={rangesWith(props.range)}>
            {(range) => (
              <option value={range} selected={range === props.range}>
                {format.duration(range)}
              </option>
            )}
          </For>
        </select>
      </Show>
    </section>
  );
}

/** What lies under the playhead: hatches, histogram, spans and the time axis. */
function Track(
  props: TimelineProps & { readonly share: (at: EpochMs) => number; readonly width: number },
) {
  const { format } = useWords(words);
  const bars = createMemo(() => histogram(props.counts));
  const ticks = createMemo(() =>
    axis(props.start, props.end, format.zone(), props.width, format.time),
  );
  return (
    <>
      <Show when={props.from !== undefined && props.from > props.start ? props.from : undefined}>
        {(from) => <span class="timeline__unknown" style={{ '--to': props.share(from()) }} />}
      </Show>
      <Show when={props.head < props.end || (props.t ?? props.head) < props.head}>
        <span
          class="timeline__future"
          style={{ '--from': props.share(Math.min(props.head, props.t ?? props.head)) }}
        />
      </Show>
      <svg
        class="timeline__mass"
        viewBox={`0 0 ${Math.max(1, props.counts?.length ?? 1)} 1`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={bars()} />
      </svg>
      <For each={props.spans}>
        {(span) => (
          <span
            class="timeline__span"
            data-kind={span.kind}
            style={{ '--from': props.share(span.start), '--to': props.share(span.end) }}
          />
        )}
      </For>
      <For each={ticks()}>
        {(tick) => (
          <span class="timeline__tick num" style={{ '--x': props.share(tick.t) }}>
            {tick.label}
          </span>
        )}
      </For>
    </>
  );
}
