/** Pan and zoom of the map: where a map point lies on screen, and the pointers that move it. */

/** Screen = map × k + (x, y), in CSS pixels. */
export interface Camera {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

/** A rectangle in map units. */
export interface Extent {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const MIN_ZOOM = 0.02;
export const MAX_ZOOM = 3;

/** Zooms by `factor` and keeps the point under (px, py) where it is. */
export function zoomAt(camera: Camera, factor: number, px: number, py: number): Camera {
  const k = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, camera.k * factor));
  const ratio = k / camera.k;
  return { k, x: px - (px - camera.x) * ratio, y: py - (py - camera.y) * ratio };
}

/** The camera that shows an extent whole inside a frame of screen pixels, magnified between `least` and `most` times. */
export function cameraFor(extent: Extent, frame: Extent, most: number, least = MIN_ZOOM): Camera {
  const width = Math.max(1, extent.right - extent.left);
  const height = Math.max(1, extent.bottom - extent.top);
  const k = Math.min(
    most,
    Math.max(
      least,
      Math.min((frame.right - frame.left) / width, (frame.bottom - frame.top) / height),
    ),
  );
  return {
    k,
    x: (frame.left + frame.right) / 2 - ((extent.left + extent.right) / 2) * k,
    y: (frame.top + frame.bottom) / 2 - ((extent.top + extent.bottom) / 2) * k,
  };
}

/** Slow at both ends, cubic. */
export function easeInOut(share: number): number {
  return share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2;
}

/** What the pointers ask for. Coordinates are CSS pixels from the element's corner. */
export interface PointerHandlers {
  pan(dx: number, dy: number): void;
  zoom(factor: number, x: number, y: number): void;
  hover(x: number, y: number): void;
  leave(): void;
  /** A press and release without moving. */
  tap(x: number, y: number): void;
  /** A finger rests at a place: what a mouse says by hovering. It is no tap any more. */
  hold?(x: number, y: number): void;
  /** A press at a place: `true` when something there is to be moved instead of the map. */
  grab?(x: number, y: number): boolean;
  /** What was grabbed follows the pointer. */
  drag?(dx: number, dy: number): void;
  /** It was let go after it had been moved. */
  drop?(): void;
}

/** Pixels a pointer may wander and still tap. */
const SLACK = 5;
/** Time a finger rests before it is holding, ms. */
const HOLD_MS = 450;

/**
 * Binds drag, pinch, wheel and tap to an element.
 * @returns the function that unbinds
 */
export function bindPointers(element: HTMLElement, handlers: PointerHandlers): () => void {
  const pointers = new Map<number, { x: number; y: number }>();
  let travelled = 0;
  let spread = 0;
  let isHeld = false;
  /** The finger rests, or has rested, long enough. */
  let holding: ReturnType<typeof setTimeout> | undefined;
  let hasHeld = false;
  const stopHolding = () => {
    clearTimeout(holding);
    holding = undefined;
  };
  const place = (event: MouseEvent) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const first = pointers.size === 0;
    if (first) travelled = 0;
    hasHeld = false;
    stopHolding();
    const at = place(event);
    pointers.set(event.pointerId, at);
    if (first && handlers.hold && event.pointerType === 'touch')
      holding = setTimeout(() => {
        hasHeld = true;
        handlers.hold?.(at.x, at.y);
      }, HOLD_MS);
    isHeld = first && handlers.grab?.(at.x, at.y) === true;
    spread = distance(pointers);
    element.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    const now = place(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      handlers.hover(now.x, now.y);
      return;
    }
    pointers.set(event.pointerId, now);
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    if (travelled < SLACK) return;
    stopHolding();
    element.dataset.dragging = '';
    if (isHeld) return handlers.drag?.(now.x - before.x, now.y - before.y);
    handlers.pan((now.x - before.x) / pointers.size, (now.y - before.y) / pointers.size);
    if (pointers.size < 2) return;
    const next = distance(pointers);
    const [a, b] = [...pointers.values()];
    if (spread > 0) handlers.zoom(next / spread, (a.x + b.x) / 2, (a.y + b.y) / 2);
    spread = next;
  };
  const up = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return;
    stopHolding();
    spread = distance(pointers);
    if (pointers.size > 0) return;
    delete element.dataset.dragging;
    const { x, y } = place(event);
    if (isHeld && travelled >= SLACK) handlers.drop?.();
    isHeld = false;
    if (travelled < SLACK && !hasHeld && event.type === 'pointerup') handlers.tap(x, y);
  };
  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    const { x, y } = place(event);
    handlers.zoom(
      2 ** (-event.deltaY * (event.deltaMode === 1 ? 0.05 : event.ctrlKey ? 0.01 : 0.002)),
      x,
      y,
    );
  };
  const leave = (event: PointerEvent) => {
    // A finger that is lifted leaves too; what it asked for stays.
    if (event.pointerType !== 'touch') handlers.leave();
  };
  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
  element.addEventListener('pointerleave', leave);
  element.addEventListener('wheel', wheel, { passive: false });
  return () => {
    stopHolding();
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', up);
    element.removeEventListener('pointerleave', leave);
    element.removeEventListener('wheel', wheel);
  };
}

function distance(pointers: ReadonlyMap<number, { x: number; y: number }>): number {
  if (pointers.size < 2) return 0;
  const [a, b] = [...pointers.values()];
  return Math.hypot(a.x - b.x, a.y - b.y);
}
