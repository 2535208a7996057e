// The search page. Nothing is sent to anybody: the index is looked through here. The question stands in the address of the page, so
// that it can be kept, passed on and come back to.
import { open } from './zoek/wijzer.js';
import { fold, word } from './zoek/woord.js';
import { stem } from './zoek/stam.js';

const page = document.querySelector('[data-zoek]');
const form = page.querySelector('form');
const { q, gemeente, soort } = form.elements;
const count = page.querySelector('[role=status]');
const list = page.querySelector('.vondsten');
const more = page.querySelector('.zoek__meer');
const rest = document.querySelector('.zoek-rest');
const text = page.dataset;
const doors = { activiteit: 'doe', initiatief: 'bied', verhaal: 'kijk', gemeente: 'vraag', site: 'vraag' };
const atOnce = 10;
const language = document.documentElement.lang;

let index;
let latest = 0; // number of the question at hand: an answer to an older one is thrown away
let rows = { ids: [], terms: new Set(), shown: 0 };

const fill = (s, values) => s.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
const ready = (fresh) => {
  index ??= open(text.zoek, fresh);
  index.catch(() => { index = undefined; });
  return index;
};

function element(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) e.setAttribute(key, value);
  e.append(...children.filter(Boolean));
  return e;
}

// marked is a text in which the words that were found stand out.
function marked(s, terms) {
  const out = document.createDocumentFragment();
  let from = 0;
  for (const m of s.matchAll(word)) {
    if (!terms.has(stem(fold(m[0])))) continue;
    out.append(s.slice(from, m.index), element('mark', {}, m[0]));
    from = m.index + m[0].length;
  }
  out.append(s.slice(from));
  return out;
}

// day is a moment on the clock of the Netherlands, as people say it.
function day(when) {
  const date = new Date(`${when.slice(0, 10)}T12:00:00Z`);
  const said = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(date);
  const time = when.slice(11, 16).replace(/^0/, '').replace(':', text.klok);
  return time ? `${said}, ${fill(text.uur, { tijd: time })}` : said;
}

// mark says that a text of the index is Dutch, where the page is not.
const mark = language.startsWith('nl') ? {} : { lang: 'nl', dir: 'ltr' };

// address is where a result stands: what other languages have too is read there.
function address({ kind, url }) {
  const there = ['activiteit', 'initiatief', 'gemeente'].includes(kind) && url.startsWith(text.thuis);
  return there ? { href: text.taalthuis + url.slice(text.thuis.length) } : { href: url, hreflang: mark.lang };
}

function row(d, terms) {
  const over = d.over && Date.parse(d.over) <= Date.now(); // on a page that a phone kept
  const status = !over && d.status;
  return element('li', { class: `vondst deur-${doors[d.kind]}` },
    element('h2', { class: 'vondst__kop' }, element('a', { ...address(d), ...mark }, marked(d.title, terms))),
    element('p', { class: 'vondst__bij' },
      element('span', { class: 'vondst__soort' }, page.getAttribute(`data-soort-${d.kind}`)),
      d.place && d.place !== d.title && element('span', {}, d.place),
      status && element('span', { class: `label label--${status}` }, page.getAttribute(`data-status-${status}`) ?? status),
      d.when && !over && element('time', { datetime: d.when }, day(d.when)),
      d.often && !over && element('span', {}, fill(text.vaker, { aantal: d.often }))),
    d.summary && element('p', { class: 'vondst__tekst', ...mark }, marked(d.summary, terms)));
}

// show adds the next results, and gives the first of these.
async function show(number) {
  const ids = rows.ids.slice(rows.shown, rows.shown + atOnce);
  const found = await (await ready()).documents(ids);
  if (number !== latest) return null;
  const made = found.map((d) => row(d, rows.terms));
  if (rows.shown === 0) list.replaceChildren(...made);
  else list.append(...made);
  rows.shown += ids.length;
  more.hidden = rows.shown >= rows.ids.length;
  return made[0];
}

let telling;
function tell(s) {
  clearTimeout(telling);
  count.textContent = s;
}

function empty(s) {
  rows = { ids: [], terms: new Set(), shown: 0 };
  list.replaceChildren();
  list.hidden = more.hidden = true;
  rest.hidden = false;
  tell(s);
}

async function look(again) {
  const number = ++latest;
  const question = q.value.trim();
  remember(question);
  if (!question) return empty('');
  list.hidden = false; // keeps the room, so that what is below does not jump
  rest.hidden = true;
  clearTimeout(telling);
  telling = setTimeout(() => tell(text.bezig), 500);
  try {
    const i = await ready(again);
    const { ids, terms, exact } = await i.search(question);
    if (number !== latest) return null;
    const place = gemeente.value && gemeente.selectedOptions[0].textContent;
    let here = i.within(ids, gemeente.value, soort.value);
    let words = exact ? text.gevonden : text.lijkt;
    if (place && exact) words = text.gevondenIn;
    if (place && !here.length) {
      here = i.within(ids, '', soort.value);
      words = text.elders;
    }
    if (!here.length) return empty(fill(text.geen, { vraag: question }));
    rows = { ids: here, terms, shown: 0 };
    const first = await show(number);
    if (number === latest) tell(fill(words, { aantal: here.length, plaats: place }));
    return first;
  } catch {
    if (number !== latest) return null;
    if (!again) { // the site may have been made anew since this page was opened
      index = undefined;
      return look(true);
    }
    return empty(text.mislukt);
  }
}

function remember(question) {
  const address = new URL(location);
  for (const [name, value] of Object.entries({ q: question, gemeente: gemeente.value, soort: soort.value })) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  if (address.href !== location.href) history.replaceState(null, '', address);
}

function recall() {
  const asked = new URL(location).searchParams;
  q.value = asked.get('q') ?? '';
  for (const field of [gemeente, soort]) {
    field.value = asked.get(field.name) ?? '';
    if (field.selectedIndex < 0) field.value = '';
  }
}

let typing;
q.addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(look, 150);
});
for (const field of [gemeente, soort]) field.addEventListener('change', () => look());
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  clearTimeout(typing);
  await look();
  count.focus(); // closes the keyboard of a phone, and the next Tab is the first result
});
more.firstElementChild.addEventListener('click', async () => {
  const first = await show(latest);
  first?.querySelector('a').focus();
});

// The arrows walk through the results, Escape goes back to the field.
page.addEventListener('keydown', (event) => {
  const links = [...list.querySelectorAll('a')];
  const now = links.indexOf(document.activeElement);
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === 'Escape' && now >= 0) q.focus();
  else if (!move || (now < 0 && (document.activeElement !== q || move < 0)) || !links.length) return;
  else if (now + move < 0) q.focus();
  else links[Math.min(now + move, links.length - 1)].focus();
  event.preventDefault();
});

recall();
if (q.value) look();
else ready().catch(() => {}); // so that the first letter finds it there
addEventListener('popstate', () => { recall(); look(); });
