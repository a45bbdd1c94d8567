/** The brush: a rectangle dragged over the map, or spanned with Shift and the arrow keys, names the servers under it. */

/** In CSS px of the window. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Distance that makes a press a drag, CSS px. */
const DRAG = 5;

/** What the brush needs of the map it works on. */
export interface Brushed {
  /** Columns of the servers under a rectangle, ascending. */
  under(rect: Rect): readonly number[];
  /** The rectangle while it is drawn; `undefined` when it is over. */
  onRect(rect: Rect | undefined): void;
  /** What was brushed. */
  onBrush(columns: readonly number[]): void;
}

/** The rectangle of two corners, whichever way round. */
export function rectOf(x1: number, y1: number, x2: number, y2: number): Rect {
  return {
    left: Math.min(x1, x2),
    top: Math.min(y1, y2),
    right: Math.max(x1, x2),
    bottom: Math.max(y1, y2),
  };
}

/** Lets the pointer brush inside `field`. A press without a drag stays a click. @returns the function that stops it */
export function attachBrush(field: HTMLElement, map: Brushed): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  let start: { readonly x: number; readonly y: number; readonly id: number } | undefined;
  let rect: Rect | undefined;
  field.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button === 0) start = { x: event.clientX, y: event.clientY, id: event.pointerId };
    },
    { signal },
  );
  field.addEventListener(
    'pointermove',
    (event) => {
      if (!start || event.pointerId !== start.id) return;
      if ((event.buttons & 1) === 0) return stop();
      if (!rect && Math.hypot(event.clientX - start.x, event.clientY - start.y) < DRAG) return;
      if (!rect) field.setPointerCapture(start.id);
      rect = rectOf(start.x, start.y, event.clientX, event.clientY);
      map.onRect(rect);
    },
    { signal },
  );
  const stop = () => {
    start = undefined;
    rect = undefined;
    map.onRect(undefined);
  };
  field.addEventListener(
    'pointerup',
    () => {
      const done = rect;
      stop();
      if (!done) return;
      // The click that follows a drag opens nothing.
      addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => removeEventListener('click', swallow, { capture: true }));
      map.onBrush(map.under(done));
    },
    { signal },
  );
  field.addEventListener('pointercancel', stop, { signal });
  field.addEventListener('dragstart', (event) => event.preventDefault(), { signal });
  return () => ended.abort();
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/** What hexagons tell beside the brush. */
export interface HexBrushed extends Omit<Brushed, 'under'> {
  /** The cell under the pointer or in focus, with its box; `undefined`: none. */
  onPoint(cell: Element | undefined): void;
}

/** Brush by pointer and keys over links that carry their server's column as `data-index`. @returns the function that stops it */
export function attachHexBrush(field: HTMLElement, map: HexBrushed): () => void {
  const ended = new AbortController();
  const cells = () => [...field.querySelectorAll<SVGAElement>('[data-index]')];
  const under = (rect: Rect) =>
    cells()
      .filter((cell) => {
        const box = cell.getBoundingClientRect();
        const x = (box.left + box.right) / 2;
        const y = (box.top + box.bottom) / 2;
        return x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom;
      })
      .map((cell) => Number(cell.dataset.index))
      .sort((a, b) => a - b);
  const stop = attachBrush(field, { ...map, under });
  const point = ({ target }: Event) =>
    map.onPoint((target instanceof Element && target.closest('[data-index]')) || undefined);
  const leave = () => map.onPoint(undefined);
  for (const kind of ['pointerover', 'focusin'])
    field.addEventListener(kind, point, { signal: ended.signal });
  for (const kind of ['pointerleave', 'focusout'])
    field.addEventListener(kind, leave, { signal: ended.signal });
  /** The cell a span began at, while Shift is held, and whether the next focus is its other end. */
  let anchor: DOMRect | undefined;
  let isSpan = false;
  field.addEventListener(
    'keydown',
    ({ key, shiftKey, target }) => {
      isSpan = shiftKey && key.startsWith('Arrow');
      if (key === 'Escape') map.onBrush([]);
      if (!isSpan && key !== 'Shift') anchor = undefined;
      if (isSpan && target instanceof Element) anchor ??= target.getBoundingClientRect();
    },
    { signal: ended.signal, capture: true },
  );
  field.addEventListener(
    'focusin',
    ({ target }) => {
      if (isSpan && anchor && target instanceof Element)
        map.onBrush(under(around(anchor, target.getBoundingClientRect())));
    },
    { signal: ended.signal },
  );
  return () => {
    stop();
    ended.abort();
  };
}

/** The rectangle that holds both boxes. */
export function around(a: Rect, b: Rect): Rect {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}
