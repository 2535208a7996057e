// Keeps a page up to date while its site changes. opladers serve adds this to each page that it sends; visitors of the site never get it.
import { isTyping, remember, restore } from './keep.js';
import { createPanel } from './panel.js';
import { browser, tab } from './store.js';

const { page, hash, version, missing } = document.querySelector(`script[src="${new URL(import.meta.url).pathname}"]`).dataset;
const framed = window !== top; // in a page of another site, say: then only the page itself

// The tab that was used last is the one that follows what somebody saves. Each tab knows when it was used, and the browser when
// its last one was. A tab that goes away takes its time along, and another may be the last.
let used = tab.get('gebruikt') ?? 0;

const isLast = () => (browser.get('gebruikt') ?? 0) <= used;

function use() {
  used = Date.now();
  tab.set('gebruikt', used);
  browser.set('gebruikt', used);
}

function claim() {
  if (isLast()) browser.set('gebruikt', used);
}

// A browser opens few connections to one server, so a tab has one only when somebody sees it, or comes back to it.
let source = null;
let last = version;
let lost = 0;
let leaving = false;

function connect() {
  if (source || leaving || (document.hidden && !isLast())) return;
  source = new EventSource(`/_opladers/events?${new URLSearchParams({ page, hash, version: last })}`);
  source.onmessage = (event) => {
    last = event.lastEventId;
    clearTimeout(lost);
    lost = 0;
    panel?.setLost(false);
    hear(JSON.parse(event.data));
  };
  source.onerror = () => {
    lost ||= setTimeout(() => panel?.setLost(true), 1500);
    if (source?.readyState !== EventSource.CLOSED) return; // it tries again by itself
    source = null;
    setTimeout(connect, 2000);
  };
}

function leave() {
  leaving = true;
  disconnect();
}

function disconnect() {
  source?.close();
  source = null;
  clearTimeout(lost);
  lost = 0;
}

function hear(news) {
  if (news.go && !framed && isLast() && panel.follows()) {
    if (!isTyping()) return go(news.go);
    panel.offer(news.go);
  }
  if (news.changed) return reload();
  panel?.show(news);
}

function go(address) {
  tab.set('kwam', { from: location.pathname + location.search, title: document.title });
  leave();
  location.assign(address);
}

function reload() {
  remember();
  panel?.remember();
  tab.set('kwam', {});
  leave();
  location.reload();
}

const came = tab.take('kwam'); // by this script, not by a person
const panel = framed ? null : createPanel(missing === 'true');
if (came) claim();
else if (!document.hidden) use();
restore();
if (came?.from) panel?.came(came);
else if (came) panel?.reloaded();
connect();

for (const type of ['pointerdown', 'keydown', 'focus']) addEventListener(type, use, { passive: true });
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) use();
  else if (!isLast()) disconnect();
  connect();
});
addEventListener('storage', ({ key, newValue }) => {
  if (key !== 'opladers-gebruikt') return;
  if (newValue === null) claim();
  if (document.hidden && !isLast()) disconnect();
  connect();
});
addEventListener('pagehide', () => {
  if (leaving) return; // the tab is back at once
  leave();
  if (used && browser.get('gebruikt') === used) browser.set('gebruikt', null);
});
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return;
  leaving = false;
  if (!document.hidden) use();
  connect();
});
