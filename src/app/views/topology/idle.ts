/** Work for when the page has nothing else to do. */

/** Runs something when the page has nothing else to do; Safari has no such notion and waits a moment. */
export function whenIdle(task: () => void): number {
  return 'requestIdleCallback' in window
    ? requestIdleCallback(task, { timeout: 500 })
    : setTimeout(task, 60);
}

/** Takes it back. */
export function stopIdle(handle: number): void {
  if ('cancelIdleCallback' in window) cancelIdleCallback(handle);
  else clearTimeout(handle);
}
