/** The service worker from the page's side: registers it, looks for a newer release, and switches only when the user asks. */
import { createSignal } from 'solid-js';
import { carried } from '../workers/carried.ts';
import { scriptUrl } from '../workers/spawn.ts';

/** `unavailable`: this context has no service workers (private window, cross-site frame, plain http). `carried`: the app is one file and needs none. */
export type WorkerState = 'none' | 'installing' | 'ready' | 'unavailable' | 'carried';

/** Dashboards stay open for weeks; the browser itself looks only when a page is loaded. */
const LOOK_EVERY_MS = 3_600_000;

const [waiting, setWaiting] = createSignal<ServiceWorker>();
const [state, setState] = createSignal<WorkerState>('none');

/** Whether a newer release is stored and waits for the user. One per page, as the service worker is. */
export const isUpdateReady = (): boolean => waiting() !== undefined;

/** Whether the app works offline by now. */
export const workerState = state;

/** Switches to the newer release and loads the page again. Only ever called by a click. */
export function applyUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
    once: true,
  });
  waiting()?.postMessage('activate');
}

/**
 * Registers `sw.js` after the page has loaded, so that it does not compete with the first paint.
 * With `?nosw` in the address it removes what is registered instead: the way past a broken release.
 */
export function registerServiceWorker(): void {
  if (carried() || !('serviceWorker' in navigator)) {
    setState(carried() ? 'carried' : 'unavailable');
    return;
  }
  if (new URLSearchParams(location.search).has('nosw')) void unregister();
  else if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
}

function register(): void {
  setState('installing');
  navigator.serviceWorker
    .register(scriptUrl('./sw.js'), { scope: './', updateViaCache: 'none' })
    .then(
      watch,
      () => setState('unavailable'), // Denied by the browser: the app works, only not offline; Status says so.
    );
}

/** @param registration `undefined` where an extension or a test blocks registration without an error */
function watch(registration: ServiceWorkerRegistration | undefined): void {
  if (!registration) {
    setState('unavailable');
    return;
  }
  if (registration.active) setState('ready');
  const look = () => {
    // Without a controller this is the first install: nothing to switch from.
    if (registration.waiting && navigator.serviceWorker.controller)
      setWaiting(registration.waiting);
    if (registration.active) setState('ready');
  };
  look();
  registration.addEventListener('updatefound', () => {
    const installing = registration.installing;
    installing?.addEventListener('statechange', look);
  });
  void navigator.serviceWorker.ready.then(() => setState('ready'));
  // No network, or a half deploy: the next time will tell.
  const ask = () => void registration.update().catch(() => undefined);
  setInterval(ask, LOOK_EVERY_MS);
  addEventListener('online', ask);
}

async function unregister(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration('./');
  await registration?.unregister();
  const mine = `@${new URL('./', location.href).pathname}`;
  for (const name of await caches.keys())
    if (name.startsWith('ome-') && name.endsWith(mine)) await caches.delete(name);
}
