/** What works without network: the app itself, and the heavy parts the service worker stores when the page is idle or asked to. */
import { createEffect, createRoot, createSignal } from 'solid-js';
import type { OfflineReport } from '../workers/protocol.ts';
import { workerState } from './updates.ts';

/**
 * `unavailable`: no service worker here. `installing`: the app itself is being stored. `partial`: all but the heavy parts.
 * `storing`: these are on their way. `failed`: they did not arrive. `ready`: everything works offline. `carried`: the app is one file.
 */
export type OfflineState =
  | 'unavailable'
  | 'installing'
  | 'partial'
  | 'storing'
  | 'failed'
  | 'ready'
  | 'carried';

/** The first minute belongs to the reader: the parts weigh as much as everything else together. */
const IDLE_AFTER_MS = 15_000;
/** A worker ended by the browser says nothing: silence this long means that it is gone. */
const SILENCE_MS = 20_000;

interface Connection {
  readonly saveData?: boolean;
  readonly type?: string;
}

const [report, setReport] = createSignal<OfflineReport>();
let watchdog: number | undefined;

/** Where it stands. One per page, as the service worker is. */
export function offlineState(): OfflineState {
  const worker = workerState();
  if (worker === 'unavailable' || worker === 'none') return 'unavailable';
  const now = report();
  if (worker === 'carried') return 'carried';
  if (worker === 'installing' || now === undefined) return 'installing';
  if (now.isStoring) return 'storing';
  if (now.stored >= now.total) return 'ready';
  return now.hasFailed ? 'failed' : 'partial';
}

/** Share of the heavy parts that is here, 0–1. */
export function offlineShare(): number {
  const now = report();
  return now === undefined || now.total === 0 ? 0 : now.stored / now.total;
}

/** Bytes of the heavy parts that are still to be fetched (unpacked; the transfer is about a third). */
export function offlineLacking(): number {
  const now = report();
  return now === undefined ? 0 : now.total - now.stored;
}

/** Reads again how it stands: a first question may have stored the model meanwhile. */
export function readOffline(): void {
  void ask('parts');
}

/** Fetches what is missing, now. */
export function storeOffline(): void {
  void ask('store');
}

async function ask(what: 'parts' | 'store'): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<OfflineReport>) => {
    clearTimeout(watchdog);
    setReport(data);
    if (!data.isStoring) port1.close();
    else watchdog = window.setTimeout(() => void ask('parts'), SILENCE_MS);
  };
  active?.postMessage(what, [port2]);
}

/** Idle, on a network nobody pays for by the byte, and looked at. */
function mayFetch(): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: Connection };
  const isDear = connection?.saveData === true || connection?.type === 'cellular';
  return navigator.onLine && !isDear && !document.hidden;
}

function whenIdle(): void {
  const store = () => {
    if (offlineState() === 'partial' && mayFetch()) storeOffline();
  };
  if ('requestIdleCallback' in window) requestIdleCallback(store);
  else store();
}

createRoot(() => {
  createEffect(() => {
    if (workerState() !== 'ready') return;
    readOffline();
    setTimeout(whenIdle, IDLE_AFTER_MS);
  });
});
