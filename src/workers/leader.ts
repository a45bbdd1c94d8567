/**
 * One writer among tabs: a Web Lock, plus a heartbeat because a frozen or hanging tab keeps its lock.
 * A writer that stays silent for three seconds is replaced; a stolen writer is fenced by the epoch it no longer holds.
 */

const BEAT_MS = 1000;
const SILENCE_MS = 3000;

/** Called when this tab becomes the writer, and when it no longer is. */
export interface LeaderEvents {
  gained(): void;
  lost(): void;
}

/** Takes part in the election of one topic until `stop`. @throws DOMException where locks are denied (cross-site frames): use memory mode */
export async function electLeader(
  events: LeaderEvents,
  topic = 'history',
): Promise<{ stop(): void }> {
  const lockName = `ome-${topic}-writer`;
  // The first request tells whether locks are allowed at all, before anything is promised.
  await navigator.locks.query();
  const channel = new BroadcastChannel(`ome-${topic}-heartbeat`);
  const stopped = new AbortController();
  let leading = false;
  let heard = Date.now();
  let release = () => {};
  channel.addEventListener('message', () => {
    heard = Date.now();
  });

  function lead(): Promise<void> {
    if (leading) return Promise.resolve(); // An older request of ours, granted after we stole the lock.
    leading = true;
    events.gained();
    return new Promise((resolve) => {
      release = resolve;
    });
  }

  function step(options: LockOptions) {
    navigator.locks.request(lockName, options, lead).catch((error: DOMException) => {
      // AbortError: the lock was stolen, or we stopped waiting for it.
      if (error.name !== 'AbortError') throw error;
      if (leading) {
        leading = false;
        events.lost();
        if (!stopped.signal.aborted) step({ signal: stopped.signal });
      }
    });
  }
  step({ signal: stopped.signal });

  const timer = setInterval(() => {
    if (leading) channel.postMessage('beat');
    else if (Date.now() - heard > SILENCE_MS) {
      heard = Date.now();
      void navigator.locks.query().then(({ held }) => {
        const occupied = held?.some((lock) => lock.name === lockName);
        if (occupied && !leading) step({ steal: true });
      });
    }
  }, BEAT_MS);

  return {
    stop() {
      clearInterval(timer);
      stopped.abort();
      release();
      channel.close();
    },
  };
}
