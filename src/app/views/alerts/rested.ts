/** A value that is followed once the screen has drawn what changed it and nothing else has changed it for a moment. */
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';

/** Changes closer together than this are a walk; then the last of them is followed, this long after it. */
const WALK_MS = 150;

/**
 * Follows `source` one drawn frame later, so that what is heavy to draw does not keep what is light from being seen. While it changes in quick
 * succession the value stays where it was; nothing (`undefined`) is followed at once.
 */
export function createRested<T>(source: Accessor<T | undefined>): Accessor<T | undefined> {
  const [rested, setRested] = createSignal(source());
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changedAt = Number.NEGATIVE_INFINITY;
  const stop = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  createEffect(
    on(
      source,
      (value) => {
        stop();
        const now = performance.now();
        const isWalk = now - changedAt < 2 * WALK_MS;
        changedAt = now;
        const follow = () => setRested(() => value);
        if (value === undefined) follow();
        else if (isWalk) timer = setTimeout(follow, WALK_MS);
        else
          frame = requestAnimationFrame(() => {
            timer = setTimeout(follow);
          });
      },
      { defer: true },
    ),
  );
  onCleanup(stop);
  return rested;
}
