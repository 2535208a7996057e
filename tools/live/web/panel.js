// What opladers serve shows on a page beside what is of the page: at the bottom a button with what check found, and a panel with all of it;
// at the top a bar when something is wrong. It stands in shadow trees, so that it and the page leave each other's looks alone.
import { browser, tab } from './store.js';

const levels = {
  error: { word: 'Fout', sign: '✖' },
  question: { word: 'Vraag', sign: '?' },
  warning: { word: 'Waarschuwing', sign: '▲' },
  advice: { word: 'Tip', sign: '●' },
};

const points = (n) => (n === 1 ? '1 punt' : `${n} punten`);

// make makes an element: make('p', {class: 'x'}, 'text', child).
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, '');
    else if (value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child));
  return element;
}

function host(name, ...children) {
  const element = make(name);
  const style = make('link', { rel: 'stylesheet', href: '/_opladers/panel.css' });
  const all = make('div', { class: 'alles', lang: 'nl', hidden: true }, ...children);
  style.addEventListener('load', () => { all.hidden = false; });
  element.attachShadow({ mode: 'open' }).append(style, all);
  return element;
}

const where = ({ file, line }) => (line ? `${file}, regel ${line}` : file);

const sign = (level) => make('span', { class: `teken ${level}`, 'aria-hidden': 'true' }, levels[level]?.sign ?? '✔');

function finding(f) {
  return make('li', { class: 'punt' },
    make('p', {}, sign(f.level), make('strong', {}, `${levels[f.level].word}. `), f.text),
    f.hint && make('p', {}, f.hint),
    make('p', { class: 'plek' }, where(f)),
    make('details', {},
      make('summary', {}, 'Waarom?'),
      make('p', {}, `${f.why} `, make('a', { href: `/_opladers/uitleg#${f.rule}`, target: '_blank' }, `Meer over ${f.rule}`))));
}

function otherFile(f) {
  const name = f.page ? make('a', { href: f.page }, f.page) : f.file;
  return make('li', {}, sign(f.level), make('span', { class: 'niet-te-zien' }, `${levels[f.level].word}: `), name, ` (${f.count})`);
}

export function createPanel() {
  const words = make('span');
  const icon = make('span', { class: 'teken', 'aria-hidden': 'true' });
  const button = make('button', { type: 'button', class: 'knop', 'aria-expanded': 'false', 'aria-controls': 'paneel' }, icon, words);
  const title = make('h2', { tabindex: '-1' }, 'Deze pagina');
  const here = make('div');
  const rest = make('div');
  const follow = make('input', { type: 'checkbox' });
  const panel = make('section', { id: 'paneel', class: 'paneel', 'aria-label': 'Wat opladers zag', hidden: true },
    title, here, rest, make('label', { class: 'volg' }, follow, 'Ga naar wat ik bewaar'));
  const note = make('div', { class: 'briefje', hidden: true });
  const status = make('p', { class: 'niet-te-zien', role: 'status' });
  const bottom = host('opladers-live', make('div', { class: 'onder' }, button, make('div', { class: 'boven-knop' }, panel, note)), status);

  const problem = make('div', { class: 'balk mis', hidden: true });
  const stopped = make('div', { class: 'balk', hidden: true }, make('strong', {}, 'opladers serve is gestopt. U ziet de laatste versie.'));
  const bar = host('opladers-balk', problem, stopped);
  document.body.prepend(bar);
  document.body.append(bottom);
  button.hidden = true;

  // A screen reader hears what changes, not what is there.
  let said = '';
  const say = (text) => {
    if (!text || text === said) return;
    said = text;
    setTimeout(() => { status.textContent = text; }, 100);
  };

  function setOpen(open) {
    panel.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) note.hidden = true;
    tab.set('paneel', open || null);
  }
  button.addEventListener('click', () => {
    setOpen(panel.hidden);
    if (!panel.hidden) title.focus();
  });
  bottom.shadowRoot.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || (panel.hidden && note.hidden)) return;
    note.hidden = true;
    setOpen(false);
    button.focus();
  });
  const follows = () => browser.get('volg') !== false;
  follow.checked = follows();
  follow.addEventListener('change', () => browser.set('volg', follow.checked));
  addEventListener('storage', () => { follow.checked = follows(); }); // another tab
  setOpen(Boolean(tab.get('paneel')));
  if (tab.take('paneel-focus')) title.focus({ preventScroll: true });

  function write(text, address, link) {
    const close = make('button', { type: 'button', class: 'sluit', 'aria-label': 'Sluit' }, '✕');
    close.addEventListener('click', () => { note.hidden = true; });
    note.replaceChildren(make('p', {}, `${text} `, make('a', { href: address }, link)), close);
    note.hidden = false;
    say(text);
  }

  let before = '';
  return {
    show(news) {
      const now = JSON.stringify(news);
      if (now === before) return;
      const first = before === '';
      before = now;
      button.hidden = false;
      const worst = news.findings[0]?.level;
      icon.className = `teken ${news.checked ? worst ?? 'goed' : ''}`;
      icon.textContent = news.checked ? levels[worst]?.sign ?? '✔' : '…';
      if (!news.checked) words.textContent = 'Nog niet nagekeken';
      else if (news.count > 0) words.textContent = points(news.count);
      else words.textContent = news.total > 0 ? 'Hier alles goed' : 'Alles goed';
      const hadFocus = here.contains(bottom.shadowRoot.activeElement) || rest.contains(bottom.shadowRoot.activeElement);
      here.replaceChildren(make('div', {},
        make('p', {}, !news.checked ? 'opladers heeft deze pagina nog niet nagekeken.' : news.count === 0 ? 'Alles goed.' : `${points(news.count)}:`),
        make('ul', {}, ...news.findings.map(finding)),
        news.count > news.findings.length && make('p', {}, `En nog ${points(news.count - news.findings.length)}. Met opladers check ziet u alles.`)));
      rest.replaceChildren(...(news.total === 0 ? [] : [
        make('h2', {}, 'Andere pagina’s'),
        make('details', {}, make('summary', {}, `${points(news.total)} op ${news.files} ${news.files === 1 ? 'andere plek' : 'andere plekken'}`),
          make('ul', { class: 'andere' }, ...news.elsewhere.map(otherFile)),
          news.files > news.elsewhere.length && make('p', {}, `En nog ${news.files - news.elsewhere.length} plekken. Met opladers check ziet u alles.`))]));
      if (hadFocus) title.focus({ preventScroll: true });

      problem.hidden = !news.problem;
      if (news.problem) {
        const { text, hint, file } = news.problem;
        problem.replaceChildren(make('div', {},
          make('p', {}, make('strong', {}, 'Uw laatste wijziging is nog niet te zien. '), text),
          file && make('p', { class: 'plek' }, where(news.problem)),
          hint && make('p', {}, hint)));
        say(`Uw laatste wijziging is nog niet te zien. ${text} ${hint ?? ''}`);
      } else if (!first) say(words.textContent);
      else said ||= words.textContent;
    },
    setLost(lost) {
      stopped.hidden = !lost;
      if (lost) say(stopped.textContent);
    },
    follows,
    came: ({ from, title }) => write('U kwam hier omdat deze pagina veranderde.', from, `Terug naar ${title.split(' – ')[0]}`),
    offer: (address) => write('Er veranderde een andere pagina.', address, 'Ga erheen'),
    reloaded: () => say('Deze pagina is bijgewerkt.'),
    remember() { tab.set('paneel-focus', document.activeElement === bottom || null); },
  };
}
