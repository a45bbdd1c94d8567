/** May a press in this frame be taken for the reader's will? Not while the page around covers, fades or moves what they read. */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';

/** A press that comes sooner was meant for something that lay here before. */
const SETTLED_MS = 500;
/** Least time between two looks at what is painted; browsers want 100 at least. */
const LOOK_EVERY_MS = 100;

/** Whether a press counts: not yet, not while something lies over it, or yes. */
export type Arming = 'settling' | 'covered' | 'armed';

/**
 * `armed` while all of these are whole on screen, for half a second already, and nothing of another page lies over them. Browsers that cannot tell
 * what covers a frame (https://w3c.github.io/IntersectionObserver/v2/) say only what is on screen.
 * @param parts what is read and what is pressed; none while nobody is asked
 */
export function createArming(parts: Accessor<readonly Element[]>): Accessor<Arming> {
  const [arming, setArming] = createSignal<Arming>('settling');
  createEffect(() => {
    const watched = parts();
    setArming('settling');
    if (watched.length === 0) return;
    const clear = new Set<Element>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (entry.isIntersecting && (entry as Seen).isVisible !== false) clear.add(entry.target);
          else clear.delete(entry.target);
        }
        clearTimeout(timer);
        const isClear = clear.size === watched.length;
        if (!isClear && arming() === 'armed') setArming('covered');
        else timer = setTimeout(() => setArming(isClear ? 'armed' : 'covered'), SETTLED_MS);
      },
      { threshold: 1, trackVisibility: true, delay: LOOK_EVERY_MS } as IntersectionObserverInit,
    );
    for (const part of watched) watcher.observe(part);
    onCleanup(() => {
      clearTimeout(timer);
      watcher.disconnect();
    });
  });
  return arming;
}

/** The second version's word on whether an element is painted whole; `undefined` where browsers do not know. */
interface Seen extends IntersectionObserverEntry {
  readonly isVisible?: boolean;
}
