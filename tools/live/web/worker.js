// While opladers serve runs, nothing stands between a browser and the site: this worker takes the place of any other, and then goes away
// itself, with what workers of the site kept.
addEventListener('install', () => skipWaiting());

addEventListener('activate', (event) => event.waitUntil(leave()));

async function leave() {
  const kept = (await caches.keys()).filter((name) => name.startsWith('opladers-'));
  await Promise.all([registration.unregister(), ...kept.map((name) => caches.delete(name))]);
}
