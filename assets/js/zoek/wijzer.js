// The index of package tools/search, which says in what pieces it comes. Only those that a question needs are fetched.
import { stem } from './stam.js';
import { asked } from './woord.js';
import { distance } from './lijkt.js';

// Of each group (see tools/search/index.go) its kind, and how much it counts: what one can still do most, what is over least.
const kinds = ['activiteit', 'activiteit', 'initiatief', 'verhaal', 'gemeente', 'activiteit'];
const past = 5;
const prior = [1.5, 1.2, 1.15, 1, 1.1, 0.4];
const mostWords = 8;
const fewest = 3; // documents that have all that is asked for
const mostAlike = 8; // terms that one word stands for
const mostPrefix = 25;

// The last piece that begins at or before a word.
function at(starts, word) {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= word) low = middle;
    else high = middle;
  }
  return low;
}

const backward = (s) => [...s].reverse().join('');
const many = (list) => (list[0] < 0 ? -list[0] : list.length); // documents with this word
const best = (list, most) => list.sort((a, b) => b.weight - a.weight || many(b.list) - many(a.list) || (a.term < b.term ? -1 : 1)).slice(0, most);

export async function open(address, fresh) {
  const json = async (url, how) => {
    const response = await fetch(url, how);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return response.json();
  };
  const m = await json(address, { cache: fresh ? 'reload' : 'default' });
  const pieces = new Map();
  const piece = (name) => {
    if (!pieces.has(name)) {
      const made = json(new URL(`zoek/${m.map}/${name}.json`, new URL(address, location)));
      made.catch(() => pieces.delete(name)); // a second try is a new one
      pieces.set(name, made);
    }
    return pieces.get(name);
  };

  // cells are the groups of each municipality, with their first document.
  const cells = [];
  let first = 0;
  for (const [slug, name, ...counts] of m.gemeenten) {
    counts.forEach((n, group) => {
      cells.push({ slug, name, group, first });
      first += n;
    });
  }
  const cell = (id) => {
    let low = 0;
    let high = cells.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (cells[middle].first <= id) low = middle;
      else high = middle;
    }
    return cells[low];
  };

  // dictionary gives the words of some pieces with their lists.
  async function dictionary(numbers) {
    const parts = await Promise.all([...new Set(numbers)].filter((i) => i < m.woorden.length).map((i) => piece(`w${i}`)));
    return new Map(parts.flatMap(Object.entries));
  }

  // alike gives the terms that a typed word can stand for, each with how well it fits; exact is false when none is the word itself.
  async function alike(typed, last) {
    const root = stem(typed);
    const where = [at(m.woorden, root), at(m.woorden, typed)];
    if (last && typed.length > 2 && m.woorden[where[1] + 1]?.startsWith(typed)) where.push(where[1] + 1);
    const words = await dictionary(where);
    const found = [];
    if (words.has(root)) found.push({ term: root, weight: 1, list: words.get(root) });
    if (typed.length > 2) {
      const longer = [];
      for (const [term, list] of words) {
        if (term !== root && (term.startsWith(typed) || (root.length > 3 && term.startsWith(root)))) longer.push({ term, weight: 0.3 + 0.4 * (typed.length / term.length), list });
      }
      found.push(...best(longer, mostPrefix));
    }
    if (found.length || typed.length < 4) return { found, exact: true };

    const most = typed.length > 7 ? 2 : 1;
    const near = (term) => Math.min(distance(root, term, most), distance(typed, term, most));
    const close = [];
    for (const [term, list] of words) {
      const d = near(term);
      if (d <= most) close.push({ term, weight: 0.8 - 0.25 * d, list });
    }
    // The mistake can be in the first letters, by which the pieces are known. Then the last letters are right, and seldom does another
    // word begin with the same mistake.
    const back = m.achter.length && !close.length ? (await piece(`a${at(m.achter, backward(root))}`)).map(backward) : [];
    // A compound ends with what it is: ontbijt finds voorleesontbijt, also when nothing else has that word.
    const other = back.map((term) => ({ term, d: term.endsWith(root) ? 0 : near(term) })).filter(({ term, d }) => d <= most && !words.has(term));
    other.sort((a, b) => a.d - b.d || (a.term < b.term ? -1 : 1));
    const whole = other.length > 0 && other[0].d === 0;
    let more = other.slice(0, whole ? 3 : 2).map(({ term, d }) => ({ term, weight: 0.75 - 0.25 * d }));
    if (!close.length && !more.length) {
      // A compound that nobody wrote: its parts.
      const part = (list, fits) => list.filter((term) => term.length > 3 && fits(term)).sort((a, b) => b.length - a.length)[0];
      const ends = part(back, (term) => root.endsWith(term));
      const begins = part([...words.keys()], (term) => typed.startsWith(term));
      if (begins) close.push({ term: begins, weight: 0.3, list: words.get(begins) });
      if (ends) more = [{ term: ends, weight: 0.4 }];
    }
    const lists = await dictionary(more.map(({ term }) => at(m.woorden, term)));
    for (const one of more) if (lists.has(one.term)) close.push({ ...one, list: lists.get(one.term) });
    return { found: best(close, mostAlike), exact: whole };
  }

  // search gives the documents that answer a question, the best first, and the terms that they were found by.
  async function search(question) {
    const typed = asked(question).slice(0, mostWords);
    const all = await Promise.all(typed.map((w, i) => alike(w, i === typed.length - 1)));
    const score = new Map();
    let words = 0;
    for (const { found } of all) {
      words++;
      const here = new Map();
      let common = false;
      for (const { weight, list } of found) {
        const n = many(list);
        const rare = Math.log(1 + m.aantal / n);
        common ||= n > m.aantal / 4;
        let id = 0;
        for (const step of list) {
          if (step < 0) continue;
          id += step >> 4;
          here.set(id, Math.max(here.get(id) ?? 0, weight * rare * (step & 15)));
        }
      }
      for (const [id, value] of here) {
        const so = score.get(id) ?? { value: 0, words: 0 };
        so.value += value;
        so.words++;
        score.set(id, so);
      }
      // A word that nearly all have is in only a part of the lists: who lacks it lacks little.
      if (common) for (const [id, so] of score) if (!here.has(id)) so.words += 0.6;
    }
    // Who asks for two things means both, unless that leaves next to nothing.
    const whole = [...score].filter(([, so]) => so.words >= words - 0.5);
    const hits = (whole.length >= fewest ? whole : [...score]).map(([id, so]) => {
      const { group, first } = cell(id);
      return { id, soon: id - first, rank: Math.round(Math.log(so.value * (so.words / words) ** 2 * prior[group]) * 8) };
    });
    // What scores about the same comes as it does in each municipality: what is first first.
    hits.sort((a, b) => b.rank - a.rank || a.soon - b.soon || a.id - b.id);
    return {
      ids: hits.map(({ id }) => id),
      terms: new Set(all.flatMap(({ found }) => found.map(({ term }) => term))),
      exact: all.every(({ exact }) => exact),
    };
  }

  // within keeps the documents of a municipality ('' is all) and a kind ('' is all).
  const within = (ids, place, kind) => {
    const shared = new Set(m.ook[place]);
    return ids.filter((id) => {
      const c = cell(id);
      return (!place || c.slug === place || shared.has(id)) && (!kind || kinds[c.group] === kind);
    });
  };

  // documents fetches what is shown of some documents.
  const documents = (ids) => Promise.all(ids.map(async (id) => {
    const rows = await piece(`d${Math.floor(id / m.per)}`);
    const [title, url, summary = '', when = '', over = '', status = '', often = 0] = rows[id % m.per];
    const { slug, name, group } = cell(id);
    return { title, url, summary, when, over, status: group === past ? 'geweest' : status, often, place: name, kind: slug || kinds[group] !== 'gemeente' ? kinds[group] : 'site' };
  }));

  return { search, within, documents };
}
