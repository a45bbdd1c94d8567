/**
 * Kill switch: copied over sw.js on the host, it takes the place of a broken service worker at the next visit, removes what that one
 * stored of the app, and then itself. Samples, alerts and settings are not touched. Tabs are not reloaded; their next reload comes from the host.
 */
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => {
  const mine = `@${new URL(self.registration.scope).pathname}`;
  const clear = async () => {
    const names = await caches.keys();
    const ours = names.filter((name) => name.startsWith('ome-') && name.endsWith(mine));
    await Promise.all(ours.map((name) => caches.delete(name)));
    await self.registration.unregister();
  };
  event.waitUntil(clear());
});
