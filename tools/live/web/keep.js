// Keeps a page as somebody left it when it loads anew: what is at the top of the window, what they typed, what they opened.
import { tab } from './store.js';

const blocks = 'main :is(h1, h2, h3, h4, h5, h6, p, li, dt, dd, td, th, figure, summary)';
const fields = 'input:not([type=password], [type=file], [type=hidden], [type=submit], [type=reset], [type=button], [type=image]), textarea, select';
const places = `${fields}, a[href], button, summary`;

// named gives each element that a selector finds a name that it keeps when others come or go: what it says, and the how manieth it is
// that says so.
function named(selector) {
  const elements = new Map();
  const count = new Map();
  for (const element of document.querySelectorAll(selector)) {
    const says = `${element.localName} ${element.name || element.getAttribute('href') || element.textContent.trim().slice(0, 80)}`;
    count.set(says, (count.get(says) ?? 0) + 1);
    elements.set(`${says} ${count.get(says)}`, element);
  }
  return elements;
}

function valueOf(field) {
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked;
  return field.value;
}

function isChanged(field) {
  if (field.localName === 'select') return field.value !== ([...field.options].find((o) => o.defaultSelected) ?? field.options[0])?.value;
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

// isTyping says whether somebody is in the middle of typing on the page.
export function isTyping() {
  const field = document.activeElement;
  return Boolean(field?.matches(fields)) && isChanged(field) && typeof valueOf(field) === 'string';
}

// remember is for just before the page loads anew.
export function remember() {
  const kept = { page: location.pathname, tops: [], values: [], open: [], focus: null };
  if (scrollY > 0) {
    for (const [name, element] of named(blocks)) {
      const { top, height } = element.getBoundingClientRect();
      if (height > 0) kept.tops.push([name, top]);
    }
    // The nearest to the top of the window that is still there decides.
    kept.tops = kept.tops.sort((a, b) => Math.abs(a[1]) - Math.abs(b[1])).slice(0, 30);
  }
  for (const [name, field] of named(fields)) if (isChanged(field)) kept.values.push([name, valueOf(field)]);
  for (const [name, summary] of named('details > summary')) kept.open.push([name, summary.parentElement.open]);
  for (const [name, element] of named(places)) {
    if (element === document.activeElement) kept.focus = [name, element.selectionStart ?? null, element.selectionEnd ?? null];
  }
  tab.set('pagina', kept);
}

// restore is for as soon as the new page is there.
export function restore() {
  const kept = tab.take('pagina');
  if (kept?.page !== location.pathname) return;
  const summaries = named('details > summary');
  for (const [name, open] of kept.open) if (summaries.has(name)) summaries.get(name).parentElement.open = open;
  if (kept.tops.length > 0) hold(kept.tops);
  addEventListener('DOMContentLoaded', () => refill(kept)); // after the scripts of the page, which set up its fields
}

function refill({ values, focus }) {
  const found = named(fields);
  for (const [name, value] of values) {
    const field = found.get(name);
    if (!field || valueOf(field) === value) continue;
    if (typeof value === 'boolean') field.checked = value;
    else field.value = value;
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
  }
  if (!focus) return;
  const [name, start, end] = focus;
  const element = named(places).get(name);
  element?.focus({ preventScroll: true });
  if (start !== null) try { element.setSelectionRange(start, end); } catch { /* not a field with a selection */ }
}

// hold keeps the element that was nearest to the top of the window where it was, until somebody scrolls: the browser puts the page back
// itself, and pictures come later.
function hold(tops) {
  const elements = named(blocks);
  const [name, top] = tops.find(([name]) => elements.has(name)) ?? [];
  if (!name) return;
  const put = () => scrollBy({ top: elements.get(name).getBoundingClientRect().top - top, behavior: 'instant' });
  const observer = new ResizeObserver(put);
  observer.observe(document.body);
  const events = ['wheel', 'touchstart', 'pointerdown', 'keydown'];
  const end = () => {
    observer.disconnect();
    removeEventListener('load', put);
    for (const type of events) removeEventListener(type, end);
  };
  addEventListener('load', put);
  for (const type of events) addEventListener(type, end, { passive: true });
  setTimeout(end, 3000);
  put();
}
