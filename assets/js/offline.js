// Has the browser keep the agenda of this week for when there is no internet (sw.js). Not in a frame on another site.
const link = document.querySelector('link[data-offline]');
if (link && navigator.serviceWorker && window === top) {
  addEventListener('load', () => {
    navigator.serviceWorker.register(link.dataset.offline).catch(() => {}); // then it is as it was: no page without internet
  });
}
