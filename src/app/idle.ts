/** Work for when the page has nothing else to do. */

/** What is waited for at most unless said otherwise, ms. */
const USUAL_MS = 500;

/**
 * Runs something when the page has nothing else to do, after `most` ms in any case; Safari has no such notion and waits a moment.
 * @returns what `stopIdle` takes
 */
export function whenIdle(task: () => void, most = USUAL_MS): number {
  return 'requestIdleCallback' in window
    ? requestIdleCallback(task, { timeout: most })
    : setTimeout(task, 60);
}

/** Takes it back. */
export function stopIdle(handle: number): void {
  if ('cancelIdleCallback' in window) cancelIdleCallback(handle);
  else clearTimeout(handle);
}
