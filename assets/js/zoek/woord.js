// The words of a text, as Words and Terms in tools/search/words.go give them.
import { stem } from './stam.js';

const stop = new Set(`aan al als altijd ben bij daar dan dat de der deze die dit door dus een en er ga gaat geen
had heb hebben heeft hem het hier hij hoe hun ik in is ja je jij jou jouw jullie kan kun maar me meer men met mij mijn moet
na naar net niet niets nog nu of om omdat ons onze ook op over te tegen toch toen tot uit van veel voor want waren was wat
we wel werd wie wij wil word wordt ze zich zij zijn zo zonder zou`.split(/\s+/));

export const word = /[\p{L}\p{N}]+/gu;
export const fold = (text) => text.normalize('NFKD').replace(/\p{Mn}+/gu, '').toLowerCase();

export const words = (text) => (fold(text).match(word) ?? []).filter((w) => {
  const letters = [...w].length;
  return letters > 1 && letters <= 40 && !/^[0-9]{5,}$/.test(w);
});
export const asked = (text) => words(text).filter((w) => !stop.has(w));
export const terms = (text) => asked(text).map(stem);
