/** The site is not kept for offline reading any more: what earlier builds have kept goes. */
const CACHE = `${new URL("./", self.location.href).pathname}:offline`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) =>
  event.waitUntil(caches.delete(CACHE).then(() => self.registration.unregister())),
);
