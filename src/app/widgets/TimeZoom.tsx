/** Zoom of the charts of a screen: by dragging over them, by keys, by buttons. What is shown is the session's instant and range, so links and Back keep it. */
import { ChevronLeft, ChevronRight, RotateCcw, ZoomIn, ZoomOut } from 'lucide-solid';
import { createEffect, createSignal, For, onCleanup, Show } from 'solid-js';
import type { EpochMs, Ms } from '../../core/domain/time.ts';
import { bindZoom, zoomMoves } from '../charts/drag-zoom.ts';
import { useEngine } from '../engine.tsx';
import { zoom as en } from '../i18n/en/zoom.ts';
import { useWords, type Words } from '../i18n/i18n.tsx';
import { zoom as ko } from '../i18n/ko/zoom.ts';
import { useSession } from '../session.ts';
import './time-zoom.css';

const words: Words<keyof typeof en> = { en, ko };

/** Where a zoom began: kept while the page lives, so that another server's charts go back to the same stretch. */
const [before, setBefore] = createSignal<{
  readonly at: EpochMs | undefined;
  readonly range: Ms;
}>();

/**
 * @param props.host element around the charts
 * @param props.window what a plot's width shows; `now` where a forecast begins before its end
 */
export default function TimeZoom(props: {
  host: HTMLElement | undefined;
  window: { readonly from: EpochMs; readonly to: EpochMs; readonly now?: EpochMs } | undefined;
}) {
  const engine = useEngine();
  const session = useSession();
  const { t, format } = useWords(words);

  const newest = (): EpochMs => {
    const shown = engine.snapshot()?.t ?? 0;
    const source = engine.provenance();
    return Math.max(shown, source?.kind === 'file' ? (source.newest ?? shown) : Date.now());
  };
  const port = {
    window: () =>
      props.window && {
        from: props.window.from,
        to: props.window.to,
        now: props.window.now ?? props.window.to,
        newest: newest(),
      },
    show(from: EpochMs, to: EpochMs) {
      const { at, range } = session.session();
      session.go({ at: to, range: to - from });
      if (!before()) setBefore({ at, range });
    },
    back() {
      const first = before();
      if (!first) return;
      setBefore(undefined);
      session.go(first);
    },
  };
  const moves = zoomMoves(port);
  const buttons = [
    { word: 'earlier', icon: ChevronLeft, press: moves.earlier },
    { word: 'out', icon: ZoomOut, press: moves.out },
    { word: 'in', icon: ZoomIn, press: moves.in },
    { word: 'later', icon: ChevronRight, press: moves.later },
  ] as const;

  createEffect(() => {
    if (props.host) onCleanup(bindZoom(props.host, port, moves));
  });
  // Back in the browser, or another range chosen: nothing is zoomed any more.
  createEffect(() => {
    const { range, at } = session.session();
    const first = before();
    if (first && first.range === range && first.at === at) setBefore(undefined);
  });

  return (
    <fieldset class="time-zoom" title={t('hint')}>
      <legend class="visually-hidden">{t('group')}</legend>
      <For each={buttons}>
        {(button) => (
          <button
            type="button"
            class="button"
            data-kind="quiet"
            aria-label={t(button.word)}
            onClick={() => button.press()}
          >
            <button.icon size={14} aria-hidden="true" />
          </button>
        )}
      </For>
      <Show when={before()}>
        {(first) => (
          <button type="button" class="button" data-kind="quiet" onClick={() => port.back()}>
            <RotateCcw size={13} aria-hidden="true" />
            {t('back', { range: format.duration(first().range) })}
          </button>
        )}
      </Show>
    </fieldset>
  );
}
