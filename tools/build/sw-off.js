// The end of the service worker: it takes away all that it kept, and itself. From the next page on it is as if it never was.
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith('opladers-')) await caches.delete(name);
    }
    await registration.unregister();
  })());
});
