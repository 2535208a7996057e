// What the forms of a Dutch word have in common: fiets for fietsen and fietsje. The very rules of tools/search/stem.go, which says
// how they work; a test in tools/browser holds the two together. Here a rule is [ending, what comes instead, how many letters
// stand before it at least, one of which is the last of those].
const vowels = 'aeiouy';
const consonants = 'bcdfghjklmnpqrstvwxz';
const groups = [
  [
    ['eaus', 'eau', 2], ['eurs', 'eur', 2], ['aars', 'aar', 3], ['ies', 'ie', 3, 'dknrt'], ['tes', 'te', 3],
    ['ers', 'er', 3], ['els', 'el', 3], ['ens', 'en', 3], ['ems', 'em', 3], ['jes', 'je', 2],
    ['arns', 'arn', 2], ['ys', 'y', 2], ['os', 'o', 3, consonants + 'ie'], ['s', '', 4, 'bdgmp'],
  ],
  [
    ['ngetje', 'ng', 1], ['lletje', 'l', 1], ['mmetje', 'm', 1], ['nnetje', 'n', 1], ['rretje', 'r', 1],
    ['ampje', 'amp', 1, consonants], ['ompje', 'omp', 1, consonants], ['mpje', 'm', 1], ['tje', 't', 2, 'cfhkps'], ['aartje', 'aart', 1],
    ['aatje', 'aat', 1], ['eetje', 'eet', 1], ['ootje', 'oot', 1], ['atje', 'at', 1, consonants], ['etje', 'et', 1, consonants],
    ['otje', 'ot', 1, consonants], ['antje', 'ant', 1, consonants], ['entje', 'ent', 1, consonants], ['untje', 'unt', 1, consonants],
    ['tje', '', 2], ['je', '', 3],
  ],
  [['heden', 'heid', 1], ['ingen', '', 4], ['ing', '', 4]],
  [['eeen', 'ee', 1], ['ieen', 'ie', 1], ['en', '', 3, consonants], ['e', '', 3, consonants]],
  [...[...'bdfgklmnprst'].map((c) => [c + c, c, 1]), ['v', 'f', 2], ['z', 's', 2]],
  [
    ['elt', 'el', 2], ['ert', 'er', 2], ['uilt', 'uil', 1], ['pt', 'p', 2], ['kt', 'k', 2], ['mt', 'm', 2], ['gt', 'g', 2], ['dt', 'd', 2],
  ],
  [['kinder', 'kind', 0], ['kleder', 'kled', 0]],
];
const irregular = new Map(Object.entries({
  eier: 'ei', lieder: 'lied', blader: 'blad', sted: 'stad', led: 'lid', eten: 'et', oma: 'oma', omas: 'oma', opas: 'opa',
}));

const short = (word) => {
  const [a, b, c] = word.slice(-3);
  return word.length > 2 && a === b && 'aeou'.includes(a) && !vowels.includes(c) ? word.slice(0, -2) + c : word;
};

export function stem(word) {
  if (!/^[a-z]+$/.test(word)) return word;
  if (irregular.has(word)) return irregular.get(word);
  if (word.length < 4) return short(word);
  for (const rules of groups) {
    for (const [ending, put, least, after] of rules) {
      const rest = word.length - ending.length;
      if (rest >= least && word.endsWith(ending) && (!after || (rest > 0 && after.includes(word[rest - 1])))) {
        word = word.slice(0, rest) + put;
        break;
      }
    }
  }
  return irregular.get(word) ?? short(word);
}
