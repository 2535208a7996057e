// Choosing from an agenda: what stands in the form is in the address, so that one can share it and go back. The days are those of the
// clock in the Netherlands. What a line does not say about place, price or kind is not chosen; a line without an age stays.
import { choose } from './agenda.js';

const form = document.querySelector('.kiezen');
const list = form?.parentElement.querySelector('[data-lijst]');
const names = ['wanneer', 'leeftijd', 'plaats', 'soort', 'gratis', 'waar'];

const plus = (day, n) => new Date(Date.parse(`${day}T12:00Z`) + n * 864e5).toISOString().slice(0, 10);

// period gives the first and the last day of a choice.
function period(choice) {
  const today = new Date(Date.now()).toLocaleDateString('sv', { timeZone: 'Europe/Amsterdam' });
  const left = (7 - new Date(`${today}T12:00Z`).getUTCDay()) % 7; // until Sunday
  return {
    vandaag: [today, today],
    weekend: [plus(today, Math.max(0, left - 1)), plus(today, left)],
    week: [today, plus(today, left)],
    volgende: [plus(today, left + 1), plus(today, left + 7)],
  }[choice];
}

// ages gives the months that a choice stands for: babies in three, children in a year.
const ages = (from) => [from, from < 12 ? from + 2 : from < 156 ? from + 11 : 999];

// tests says of each thing that was chosen whether a line is that.
function tests(chosen) {
  const all = {};
  const days = period(chosen.get('wanneer'));
  if (days) {
    all.wanneer = (line) => {
      const begin = line.querySelector('time').dateTime.slice(0, 10);
      // What goes on until after six in the morning is of the next day too.
      return begin <= days[1] && (begin >= days[0] || line.dataset.voorbij.slice(0, 19) > `${days[0]}T06:00:00`);
    };
  }
  if (chosen.has('leeftijd')) {
    const [young, old] = ages(+chosen.get('leeftijd'));
    all.leeftijd = ({ dataset: { leeftijd } }) => {
      const [from, to] = (leeftijd ?? '-').split('-');
      return +from <= old && (to === '' || +to >= young);
    };
  }
  for (const name of ['plaats', 'soort']) {
    const value = chosen.get(name)?.toLowerCase();
    if (value) all[name] = (line) => line.dataset[name]?.toLowerCase() === value;
  }
  if (chosen.has('gratis')) all.gratis = (line) => 'gratis' in line.dataset;
  const where = chosen.getAll('waar');
  if (where.length) all.waar = (line) => where.some((one) => line.dataset.waar?.includes(one));
  return all;
}

// chosen gives what stands in the form.
const chosen = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value));

// fill puts what the address says in the form.
function fill() {
  const said = new URLSearchParams(location.search);
  for (const field of form.elements) {
    const values = said.getAll(field.name).map((value) => value.toLowerCase());
    if (field.type === 'radio') field.checked = field.value === (values[0] ?? '');
    if (field.type === 'checkbox') field.checked = values.includes(field.value);
    if (field.options) field.value = [...field.options].find((o) => o.value.toLowerCase() === values[0])?.value ?? '';
  }
  if (!form.querySelector('[name=wanneer]:checked')) form.querySelector('[name=wanneer]').checked = true;
}

// remember makes the address say what stands in the form.
function remember() {
  const address = new URL(location);
  names.forEach((name) => address.searchParams.delete(name));
  for (const [name, value] of chosen()) address.searchParams.append(name, value);
  if (address.href !== location.href) history.pushState(null, '', address);
}

const shown = (part) => [...part.querySelectorAll('.afspraak')].filter((line) => !line.hidden).length;

// counted says how much there is, in the plural that the language has for it.
function counted(n) {
  const plural = new Intl.PluralRules(document.documentElement.lang).select(n);
  const example = ['zero', 'one', 'two', 'few', 'many', 'other'].indexOf(plural);
  return form.dataset.aantal.split('|')[example].replace(/\d+/, n);
}

const say = (element, text) => {
  if (element.textContent !== text) element.textContent = text; // or a screen reader says it again
};

function clear(name) {
  const fields = [...form.elements].filter((field) => field.name === name);
  for (const field of fields) {
    if (field.options) field.value = '';
    else field.checked = field.type === 'radio' && !field.value;
  }
  fields.find((field) => field.options || field.checked || field.type === 'checkbox').focus();
  change();
}

// loosen offers to leave one thing out, with what that gives.
function loosen(all) {
  const lines = [...list.querySelectorAll('.afspraak')].filter((line) => Date.parse(line.dataset.voorbij) > Date.now());
  return Object.keys(all).flatMap((name) => {
    const n = lines.filter((line) => Object.keys(all).every((other) => other === name || all[other](line))).length;
    if (!n) return [];
    const fields = [...form.elements].filter((field) => field.name === name && (field.checked || field.options));
    const words = fields.map((field) => (field.options ? field.selectedOptions[0] : field.parentElement).textContent.trim()).join(', ');
    const item = document.createElement('li');
    const button = item.appendChild(document.createElement('button'));
    button.type = 'button';
    button.className = 'knop knop--rustig';
    button.textContent = `${form.dataset.zonder.replace('%', words)}: ${counted(n)}`;
    button.addEventListener('click', () => clear(name));
    return [item];
  });
}

function show() {
  const all = tests(chosen());
  const some = Object.keys(all).length > 0;
  choose((line) => !line.matches('.afspraak') || Object.values(all).every((test) => test(line)), () => {
    const n = shown(list);
    say(form.querySelector('[role=status]'), counted(n));
    form.querySelector('[type=reset]').hidden = !some;
    const nothing = form.querySelector('.kiezen__niets');
    nothing.hidden = n > 0 || !some;
    if (!nothing.hidden) {
      const ways = loosen(all);
      nothing.querySelector('ul').replaceChildren(...ways);
      nothing.querySelector('[data-losser]').hidden = ways.length === 0;
      nothing.querySelector('[data-vraag]').hidden = ways.length > 0;
    }
    for (const month of list.querySelectorAll('details.maand')) {
      say(month.querySelector('.maand__aantal'), counted(shown(month)));
    }
  });
  for (const month of list.querySelectorAll('details.maand')) {
    if (some && !month.open) month.dataset.geopend = '';
    if (some || 'geopend' in month.dataset) month.open = some;
    if (!some) delete month.dataset.geopend;
  }
}

function change() {
  remember();
  show();
}

if (list) {
  fill();
  form.hidden = false;
  show();
  form.addEventListener('change', change);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => {
    setTimeout(() => {
      form.querySelector('[name=wanneer]').focus(); // the button goes
      change();
    });
  });
  addEventListener('popstate', () => {
    fill();
    show();
  });
}
