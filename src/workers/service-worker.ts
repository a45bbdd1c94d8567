/**
 * Offline: keeps the release whole and verified, older releases for tabs still open, and the heavy parts from first use or when the page is idle.
 * Status, media type and hash are checked before anything is kept, so a half deploy never replaces a working release.
 */
import type { NotificationTarget, WorkerMessage } from '../core/domain/notify.ts';
import type { OfflineReport } from './protocol.ts';

declare const self: ServiceWorkerGlobalScope;
declare const __VERSION__: string;
declare const __PRECACHE__: readonly Precached[];
declare const __HEAVY__: readonly Precached[];

interface Precached {
  readonly url: string;
  readonly sha256: string;
  readonly bytes: number;
}

const scope = new URL(self.registration.scope);
/** Another deployment on the same origin keeps its own. */
const MINE = `@${scope.pathname}`;
const PREFIX = 'ome-release-';
const RELEASE = `${PREFIX}${__VERSION__}${MINE}`;
/** The runtime, the model, the 3-D room: their names carry their content, so releases share them. */
const HEAVY = `ome-heavy${MINE}`;
/** What each kept release needs of the heavy parts. */
const LISTS = `ome-lists${MINE}`;
/** Releases kept: a tab opened two releases ago still finds its chunks. */
const RELEASES_KEPT = 3;
/** Media types without which a browser refuses the file. */
const TYPES: readonly (readonly [ending: RegExp, type: RegExp])[] = [
  [/\.m?js$/, /javascript|ecmascript/],
  [/\.css$/, /^text\/css/],
  [/\.html$/, /^text\/html/],
  [/\.svg$/, /^image\/svg\+xml/],
];

self.addEventListener('install', (event) => {
  event.waitUntil(install());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldReleases().then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (event.data === 'activate') void self.skipWaiting(); // Only ever sent on the user's click.
  if (event.data === 'parts' && port) event.waitUntil(tell(port));
  if (event.data === 'store' && port) event.waitUntil(store(port));
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  // The way past a broken release: the page then comes from the server and removes this worker.
  if (event.request.mode === 'navigate' && url.searchParams.has('nosw')) return;
  event.respondWith(answer(event, url));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openAlert(event.notification.data));
});

/** Shows what a notification is about: in a tab that is open, else in a new one. */
async function openAlert(target: NotificationTarget): Promise<void> {
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const mine = tabs.filter(({ url }) => url.startsWith(scope.href));
  const tab = mine.find(({ visibilityState }) => visibilityState === 'visible') ?? mine.at(0);
  if (!tab) {
    await self.clients.openWindow(new URL(target.hash, scope));
    return;
  }
  tab.postMessage({ kind: 'notification-clicked', target } satisfies WorkerMessage);
  // Browsers bring a tab to the front for a click of the user only; the message has arrived either way.
  await tab.focus().catch(() => undefined);
}

async function install(): Promise<void> {
  const cache = await caches.open(RELEASE);
  await Promise.all(__PRECACHE__.map((file) => keep(cache, file)));
  const lists = await caches.open(LISTS);
  await lists.put(listAddress(RELEASE), Response.json(__HEAVY__.map(({ url }) => url)));
}

async function keep(cache: Cache, file: Precached): Promise<void> {
  const address = new URL(file.url, scope);
  const known = await caches.match(address);
  // Hashed names never change their content: an older release's copy is the same file.
  if (known && file.url.startsWith('assets/')) return cache.put(address, known);
  const response = await fetch(address, { cache: 'no-cache' });
  await cache.put(address, await verified(file, response));
}

/** @throws Error unless the response is the very file of this release, of a type browsers accept */
async function verified(file: Precached, response: Response): Promise<Response> {
  const bytes = await response.arrayBuffer();
  const type = response.headers.get('content-type') ?? '';
  const isRightType = TYPES.every(
    ([ending, wanted]) => !ending.test(file.url) || wanted.test(type),
  );
  const digest = hex(await crypto.subtle.digest('SHA-256', bytes));
  if (!response.ok || !isRightType || digest !== file.sha256) {
    const why = response.ok
      ? isRightType
        ? 'other content'
        : `type ${type}`
      : `status ${response.status}`;
    throw new Error(`${file.url}: not the file of release ${__VERSION__} (${why})`);
  }
  const headers = new Headers(response.headers);
  // The bytes are unpacked by now. A response made anew also forgets redirects, which navigations refuse.
  headers.delete('content-encoding');
  headers.set('content-length', String(bytes.byteLength));
  return new Response(bytes, { headers });
}

/** Cache first for what a release lists; the page itself too, since only a whole release works. */
async function answer(event: FetchEvent, url: URL): Promise<Response> {
  const { request } = event;
  const isPage = request.mode === 'navigate';
  const path = url.pathname.slice(scope.pathname.length);
  const address =
    isPage && (path === '' || path === 'index.html') ? new URL('index.html', scope) : url;
  // Never opened here: that would bring back what a page has just removed.
  const kept =
    (await caches.match(address, { cacheName: RELEASE, ignoreSearch: isPage })) ??
    (await caches.match(address));
  if (kept) return kept;
  let response: Response;
  try {
    response = await fetch(request);
  } catch (cause) {
    // Offline at an address that is no page of ours: the app is the next best.
    if (isPage) return Response.redirect(scope);
    throw cause;
  }
  const part = __HEAVY__.find((file) => file.url === path);
  if (part && response.ok) event.waitUntil(putHeavy(part, response.clone()));
  return response;
}

async function putHeavy(part: Precached, response: Response): Promise<void> {
  const heavy = await caches.open(HEAVY);
  await heavy.put(new URL(part.url, scope), await verified(part, response));
}

let storing: Promise<void> | undefined;
/** Bytes of the heavy parts that are here, while they are being stored. */
let arrived = 0;
const waiting = new Set<MessagePort>();

/** Stores what is missing of the heavy parts, telling every page that asked how far it is. */
async function store(port: MessagePort): Promise<void> {
  waiting.add(port);
  storing ??= storeMissing().finally(() => {
    storing = undefined;
  });
  const failed = await storing.then(
    () => false,
    () => true,
  );
  waiting.delete(port);
  await tell(port, failed);
}

async function storeMissing(): Promise<void> {
  const missing = await missingParts();
  arrived = bytesOf(__HEAVY__) - bytesOf(missing);
  for (const part of missing) {
    const response = await fetch(new URL(part.url, scope));
    const meter = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        arrived += chunk.length;
        void tellAll();
        controller.enqueue(chunk);
      },
    });
    const { status, headers } = response;
    await putHeavy(part, new Response(response.body?.pipeThrough(meter), { status, headers }));
  }
}

async function missingParts(): Promise<readonly Precached[]> {
  const heavy = await caches.open(HEAVY);
  const isThere = await Promise.all(
    __HEAVY__.map(({ url }) => heavy.match(new URL(url, scope)).then(Boolean)),
  );
  return __HEAVY__.filter((_, i) => !isThere[i]);
}

let toldAt = 0;

/** At most ten times a second: a fast disk delivers thousands of chunks. */
async function tellAll(): Promise<void> {
  const now = performance.now();
  if (now - toldAt < 100) return;
  toldAt = now;
  for (const port of waiting) port.postMessage(await report());
}

async function tell(port: MessagePort, hasFailed = false): Promise<void> {
  port.postMessage(await report(hasFailed));
}

async function report(hasFailed = false): Promise<OfflineReport> {
  const isStoring = storing !== undefined;
  const total = bytesOf(__HEAVY__);
  const stored = isStoring ? arrived : total - bytesOf(await missingParts());
  return { total, stored, isStoring, hasFailed };
}

const bytesOf = (parts: readonly Precached[]) => parts.reduce((sum, { bytes }) => sum + bytes, 0);

async function forgetOldReleases(): Promise<void> {
  const releases = (await caches.keys()).filter(
    (name) => name.startsWith(PREFIX) && name.endsWith(MINE),
  );
  const old = releases.slice(0, -RELEASES_KEPT).filter((name) => name !== RELEASE);
  const lists = await caches.open(LISTS);
  for (const name of old) {
    await caches.delete(name);
    await lists.delete(listAddress(name));
  }
  const wanted = new Set<string>();
  for (const name of releases) {
    const list: unknown = await (await lists.match(listAddress(name)))?.json();
    if (Array.isArray(list)) for (const url of list) wanted.add(new URL(String(url), scope).href);
  }
  const heavy = await caches.open(HEAVY);
  for (const request of await heavy.keys()) {
    if (!wanted.has(request.url)) await heavy.delete(request);
  }
}

function listAddress(release: string): URL {
  return new URL(`?heavy-parts-of=${release}`, scope);
}

function hex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
