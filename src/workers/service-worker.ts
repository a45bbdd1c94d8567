/**
 * Offline: keeps the release whole and verified, older releases for tabs still open, and the assistant's heavy parts from first use.
 * Hash, status and media type are checked at install, so a half deploy never replaces a working release.
 */
export {};

declare const self: ServiceWorkerGlobalScope;
declare const __VERSION__: string;
declare const __PRECACHE__: readonly Precached[];
declare const __ON_FIRST_USE__: readonly Precached[];

interface Precached {
  readonly url: string;
  readonly sha256: string;
  readonly bytes: number;
}

const PREFIX = 'ome-release-';
const RELEASE = `${PREFIX}${__VERSION__}`;
/** The runtime and the model: their names carry their content, so releases share them. */
const HEAVY = 'ome-heavy';
/** Releases kept: a tab opened two releases ago still finds its chunks. */
const RELEASES_KEPT = 3;

self.addEventListener('install', (event) => {
  event.waitUntil(install());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldReleases().then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  if (event.data === 'activate') void self.skipWaiting(); // Only ever sent on the user's click.
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  event.respondWith(answer(event.request, url));
});

async function install(): Promise<void> {
  const cache = await caches.open(RELEASE);
  await Promise.all(__PRECACHE__.map((file) => keep(cache, file)));
}

async function keep(cache: Cache, file: Precached): Promise<void> {
  const address = new URL(file.url, self.registration.scope);
  const known = await caches.match(address);
  // Hashed names never change their content: an older release's copy is the same file.
  if (known && file.url.startsWith('assets/')) return cache.put(address, known);
  const response = await fetch(address, { cache: 'no-cache' });
  const bytes = await response.clone().arrayBuffer();
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  if (!response.ok || hex(digest) !== file.sha256) {
    throw new Error(
      `${file.url}: not the file of release ${__VERSION__} (status ${response.status})`,
    );
  }
  await cache.put(address, response);
}

/** Cache first for what a release lists; the page itself too, since only a whole release works. */
async function answer(request: Request, url: URL): Promise<Response> {
  const isPage = request.mode === 'navigate';
  const scope = new URL(self.registration.scope).pathname;
  const path = url.pathname.slice(scope.length);
  const address =
    isPage && (path === '' || path === 'index.html')
      ? new URL('index.html', self.registration.scope)
      : url;
  const release = await caches.open(RELEASE);
  const kept =
    (await release.match(address, { ignoreSearch: isPage })) ?? (await caches.match(address));
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && __ON_FIRST_USE__.some((file) => file.url === path)) {
    const heavy = await caches.open(HEAVY);
    await heavy.put(address, response.clone());
  }
  return response;
}

async function forgetOldReleases(): Promise<void> {
  const releases = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  for (const name of releases.slice(0, -RELEASES_KEPT)) {
    if (name !== RELEASE) await caches.delete(name);
  }
  const heavy = await caches.open(HEAVY);
  const wanted = new Set(
    __ON_FIRST_USE__.map((file) => new URL(file.url, self.registration.scope).href),
  );
  for (const request of await heavy.keys()) {
    if (!wanted.has(request.url)) await heavy.delete(request);
  }
}

function hex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
