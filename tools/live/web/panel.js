// What opladers serve shows on a page beside what is of the page: at the bottom a button with what check found, and a panel with all of it;
// at the top a bar when something is wrong. It stands in shadow trees, so that it and the page leave each other's looks alone.
import { browser, tab } from './store.js';
import { styles } from './styles.js';

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
  const root = element.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [styles];
  root.append(make('div', { class: 'alles', lang: 'nl' }, ...children));
  return element;
}

const where = ({ file, line }) => (line ? `${file}, regel\u00a0${line}` : file);

const sign = (level) => make('span', { class: `teken ${level}`, 'aria-hidden': 'true' }, levels[level]?.sign ?? '✔');

// finding shows one; file is that of the page that it stands on.
function finding(f, file) {
  return make('li', { class: 'punt' },
    make('p', {}, sign(f.level), make('strong', {}, `${levels[f.level].word}. `), f.text),
    f.hint && make('p', {}, f.hint),
    make('p', { class: 'plek' }, where(f.file === file ? { ...f, file: file.split('/').pop() } : f)),
    f.why && make('details', {},
      make('summary', {}, 'Waarom?'),
      make('p', {}, `${f.why} `, make('a', { href: `/_opladers/uitleg#${f.rule}`, target: '_blank' }, `Meer over ${f.rule}`))));
}

function otherFile(f) {
  if (f.findings) { // it has no page to look at
    return make('li', {}, make('details', {},
      make('summary', {}, sign(f.level), `${f.file} (${f.count})`),
      make('ul', {}, ...f.findings.map((one) => finding(one))),
      f.count > f.findings.length && make('p', {}, `En nog ${points(f.count - f.findings.length)}.`)));
  }
  const name = f.page ? make('a', { href: f.page }, f.title || f.page) : f.file;
  return make('li', {}, sign(f.level), make('span', { class: 'niet-te-zien' }, `${levels[f.level].word}: `),
    make('span', {}, name, ` (${f.count})`, f.title && make('span', { class: 'plek' }, f.page)));
}

// The parts of the panel, from what the server tells (news.go).
function ofThisPage({ missing, checked, count, file, source, findings }) {
  if (missing) return make('p', {}, 'Op dit adres is geen pagina.');
  if (!checked) return make('p', {}, 'opladers heeft deze pagina nog niet nagekeken.');
  const from = (source || file) && make('p', { class: 'plek' }, source ? `Deze pagina komt uit ${source}. Verander het daar.` : `Deze pagina staat in content/${file}.`);
  if (count === 0) return make('div', {}, make('p', {}, 'Alles goed.'), from);
  return make('div', {},
    from,
    make('p', {}, `${points(count)}:`),
    make('ul', {}, ...findings.map((one) => finding(one, source ? '' : file))),
    count > findings.length && make('p', {}, `En nog ${points(count - findings.length)}. Met opladers check ziet u alles.`));
}

function ofOthers({ total, files, elsewhere }) {
  if (total === 0) return '';
  return make('div', {},
    make('h2', {}, 'Andere pagina’s'),
    make('details', {},
      make('summary', {}, `${points(total)} op ${files} ${files === 1 ? 'andere plek' : 'andere plekken'}`),
      make('ul', { class: 'andere' }, ...elsewhere.map(otherFile)),
      files > elsewhere.length && make('p', {}, `En nog ${files - elsewhere.length} plekken. Met opladers check ziet u alles.`)));
}

const stays = 'Een wijziging is nog niet te zien.';

const ofProblem = (problem) => make('div', {},
  make('p', {}, make('strong', {}, stays), ` ${problem.text}`),
  problem.file && make('p', { class: 'plek' }, where(problem)),
  problem.hint && make('p', {}, problem.hint));

function inShort({ missing, problem, checked, count, total }) {
  if (problem) return 'Nog niet te zien';
  if (missing) return 'Geen pagina';
  if (!checked) return 'Nog niet nagekeken';
  if (count > 0) return points(count);
  return total > 0 ? 'Hier alles goed' : 'Alles goed';
}

export function createPanel(missing) {
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
  const bottom = host('opladers-live', make('div', { class: 'onder' }, button, panel, note), status);

  const problem = make('div', { class: 'balk mis', hidden: true });
  const stopped = make('div', { class: 'balk', hidden: true }, make('strong', {}, 'opladers serve is gestopt. U ziet de laatste versie.'));
  const bar = host('opladers-balk', problem, stopped);
  document.body.prepend(bar);
  document.body.append(bottom);
  button.hidden = true;

  // A screen reader hears what changes, not what is there. What comes at once, it hears at once.
  const toSay = new Set();
  const say = (text) => {
    if (toSay.size === 0) {
      setTimeout(() => {
        status.textContent = [...toSay].join(' ');
        toSay.clear();
      }, 150);
    }
    toSay.add(text);
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

  function write(text, address, link) {
    const close = make('button', { type: 'button', class: 'sluit', 'aria-label': 'Sluit' }, '✕');
    close.addEventListener('click', () => { note.hidden = true; });
    note.replaceChildren(make('p', {}, `${text} `, make('a', { href: address }, link)), close);
    note.hidden = false;
    say(text);
  }

  let before = null; // what it shows
  const self = {
    show({ changed, go, ...told }) {
      const news = { ...told, missing };
      if (JSON.stringify(news) === JSON.stringify(before)) return;
      const worst = news.problem ? 'error' : news.findings[0]?.level ?? (missing ? '' : 'goed');
      button.hidden = false;
      icon.className = `teken ${news.checked || news.problem ? worst : ''}`;
      icon.textContent = news.checked || news.problem ? levels[worst]?.sign ?? (missing ? '' : '✔') : '…';
      words.textContent = inShort(news);
      const { activeElement } = bottom.shadowRoot;
      const hadFocus = here.contains(activeElement) || rest.contains(activeElement);
      here.replaceChildren(ofThisPage(news));
      rest.replaceChildren(ofOthers(news));
      if (hadFocus) title.focus({ preventScroll: true });
      problem.hidden = !news.problem;
      problem.replaceChildren(news.problem ? ofProblem(news.problem) : '');
      if (news.problem && news.problem.text !== before?.problem?.text) say(`${stays} ${news.problem.text} ${news.problem.hint ?? ''}`);
      else if (before && inShort(before) !== inShort(news)) say(inShort(news));
      before = news;
    },
    setLost(lost) {
      stopped.hidden = !lost;
      if (lost) say(stopped.textContent);
    },
    follows,
    came: ({ from, title }) => write('U kwam hier omdat deze pagina veranderde.', from, `Terug naar ${title.split(' – ')[0]}`),
    offer: (address) => write('Er veranderde een andere pagina.', address, 'Ga erheen'),
    reloaded: () => say('Deze pagina is bijgewerkt.'),
    // remember is for just before the page loads anew: the next one starts with what this one shows.
    remember() {
      tab.set('paneel-focus', document.activeElement === bottom || null);
      tab.set('stand', { page: location.pathname, before });
    },
  };
  const kept = tab.take('stand');
  if (kept?.before && kept.page === location.pathname) self.show(kept.before);
  if (tab.take('paneel-focus')) (panel.hidden ? button : title).focus({ preventScroll: true });
  return self;
}
