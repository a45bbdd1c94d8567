/** Zooming charts by hand: drag over a stretch, drag with Shift to move on, double-click to go back; `+`, `-`, `[`, `]` and `0` on the keyboard. */
import { type EpochMs, MINUTE, type Ms, SECOND } from '../../core/domain/time.ts';

/** What the charts inside an element show, and what to do when the reader wants another stretch. */
export interface ZoomPort {
  /** The drawn width from `from` to `to`, `now` in it where samples end and a forecast begins, and the newest instant there is; `undefined` while nothing is shown. */
  window():
    | {
        readonly from: EpochMs;
        readonly to: EpochMs;
        readonly now: EpochMs;
        readonly newest: EpochMs;
      }
    | undefined;
  /** Another stretch, ends in whole seconds, never shorter than a minute nor past the newest instant. */
  show(from: EpochMs, to: EpochMs): void;
  /** The stretch before the first zoom. */
  back(): void;
}

/** Shorter drags are clicks, in CSS pixels. */
const LEAST_DRAG = 6;
/** Shortest stretch that can be shown. */
const LEAST: Ms = MINUTE;

/** The ways from the stretch shown to another. */
export interface ZoomMoves {
  show(from: EpochMs, to: EpochMs): void;
  /** Moves the stretch on, or back when negative. */
  move(by: Ms): void;
  readonly earlier: () => void;
  readonly later: () => void;
  readonly in: () => void;
  readonly out: () => void;
}

/** Moves for keys, buttons and drags alike; none does anything while nothing is shown. */
export function zoomMoves(port: ZoomPort): ZoomMoves {
  const show = (from: EpochMs, to: EpochMs) => {
    const window = port.window();
    if (!window) return;
    const end = Math.min(Math.max(to, from + LEAST), window.newest);
    const start = Math.min(from, end - LEAST);
    port.show(Math.floor(start / SECOND) * SECOND, Math.floor(end / SECOND) * SECOND);
  };
  const move = (by: Ms) => {
    const window = port.window();
    if (!window) return;
    const to = Math.min(window.now + by, window.newest);
    show(to - (window.now - window.from), to);
  };
  const scale = (factor: number) => {
    const window = port.window();
    if (!window) return;
    show(window.now - (window.now - window.from) * factor, window.now);
  };
  const half = () => {
    const window = port.window();
    return window ? (window.now - window.from) / 2 : 0;
  };
  return {
    show,
    move,
    earlier: () => move(-half()),
    later: () => move(half()),
    in: () => scale(0.5),
    out: () => scale(2),
  };
}

/**
 * Listens on `host` for drags over any plot in it (`.time-chart__plot`) and for the keys. While a stretch is being marked the host carries
 * `data-zooming` and `--zoom-from`, `--zoom-to` in percent of a plot's width. Touch scrolls as ever; it has the buttons.
 * @returns takes the listeners away
 */
export function bindZoom(host: HTMLElement, port: ZoomPort, moves: ZoomMoves): () => void {
  let drag: { id: number; plot: DOMRect; start: number; isMove: boolean } | undefined;

  const byKey: Readonly<Record<string, (() => void) | undefined>> = {
    '+': moves.in,
    '=': moves.in,
    '-': moves.out,
    '[': moves.earlier,
    ']': moves.later,
    '0': () => port.back(),
  };
  const share = (x: number, plot: DOMRect) =>
    Math.min(1, Math.max(0, (x - plot.left) / plot.width));
  const clear = () => {
    drag = undefined;
    host.removeAttribute('data-zooming');
  };
  const onDown = (event: PointerEvent) => {
    const plot = event.target instanceof Element && event.target.closest('.time-chart__plot');
    if (!plot || event.button !== 0 || event.pointerType === 'touch') return;
    drag = {
      id: event.pointerId,
      plot: plot.getBoundingClientRect(),
      start: event.clientX,
      isMove: event.shiftKey,
    };
  };
  const onMove = (event: PointerEvent) => {
    if (drag?.id !== event.pointerId || Math.abs(event.clientX - drag.start) < LEAST_DRAG) return;
    if (!host.hasPointerCapture(event.pointerId)) host.setPointerCapture(event.pointerId);
    host.dataset.zooming = drag.isMove ? 'move' : 'mark';
    const ends = [share(drag.start, drag.plot), share(event.clientX, drag.plot)].sort(
      (a, b) => a - b,
    );
    host.style.setProperty('--zoom-from', `${(100 * ends[0]).toFixed(2)}%`);
    host.style.setProperty('--zoom-to', `${(100 * ends[1]).toFixed(2)}%`);
  };
  const onUp = (event: PointerEvent) => {
    const done = drag;
    const isDrag = host.dataset.zooming !== undefined;
    const window = port.window();
    clear();
    if (done?.id !== event.pointerId || !isDrag || !window) return;
    const at = (x: number) => window.from + share(x, done.plot) * (window.to - window.from);
    const [a, b] = [at(done.start), at(event.clientX)];
    if (done.isMove) moves.move(a - b);
    else moves.show(Math.min(a, b), Math.max(a, b));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (
      !port.window() ||
      !(event.target instanceof Element) ||
      event.target.matches('input, textarea, select')
    )
      return;
    const move = byKey[event.key];
    if (!move) return;
    move();
    event.preventDefault();
    event.stopPropagation();
  };
  const onDouble = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('.time-chart__plot')) port.back();
  };

  const listeners = [
    ['pointerdown', onDown],
    ['pointermove', onMove],
    ['pointerup', onUp],
    ['pointercancel', clear],
    ['keydown', onKey],
    ['dblclick', onDouble],
  ] as const;
  for (const [type, listener] of listeners) host.addEventListener(type, listener as EventListener);
  return () => {
    clear();
    for (const [type, listener] of listeners)
      host.removeEventListener(type, listener as EventListener);
  };
}
