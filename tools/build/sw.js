// When there is no internet this shows the agenda as it was at the last visit, which says of which day it is. It keeps that page and what
// it needs, and nothing of who looks at what. With internet every page comes from the web, always.
const cacheName = `opladers-${version}`;

addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(cacheName);
    const fresh = pages.map((page) => new Request(page.address, { cache: 'reload' }));
    await cache.addAll([...fresh, ...files]); // all, or this version is not used
    await skipWaiting();
  })());
});

addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith('opladers-') && name !== cacheName) await caches.delete(name);
    }
    await registration.navigationPreload?.enable(); // so that a page does not wait for this worker
  })());
});

const kept = async (address) => (await (await caches.open(cacheName)).match(address)) ?? Response.error();

async function page(event, path) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return kept(pages.find((page) => path.startsWith(page.root)).address);
  }
}

addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== location.origin) return;
  if (event.request.mode === 'navigate') event.respondWith(page(event, pathname));
  else if (files.includes(pathname)) event.respondWith(fetch(event.request).catch(() => kept(pathname)));
});
