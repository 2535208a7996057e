import './menu.js';
import './offline.js';

// What is over goes out of sight, also on a page that a phone kept for weeks: at the start, when one comes back to the page, and
// every few minutes. Without this script every date stands there in full, with its weekday and year.
const over = (element) => Date.parse(element.dataset.voorbij) <= Date.now();

let wanted = () => true;
let done = () => {};

// choose shows only what is wanted of what is to come, from now on, and calls ready each time after that.
export function choose(which, ready) {
  wanted = which;
  done = ready;
  tidy();
}

function tidy() {
  for (const e of document.querySelectorAll('[data-voorbij]')) {
    e.hidden = (over(e) || !wanted(e)) && !e.contains(document.activeElement); // nobody loses the place where they read
  }
  // A day, and then a month, in which nothing is left.
  for (const part of document.querySelectorAll('.dag, .maand')) {
    const lines = [...part.querySelectorAll('[data-voorbij]')];
    part.hidden = lines.length > 0 && lines.every((line) => line.hidden);
  }
  // A list of which nothing is left says so.
  for (const list of document.querySelectorAll('[data-lijst]')) {
    const lines = [...list.querySelectorAll('[data-voorbij]')];
    list.querySelector('.op > p').hidden = lines.length === 0 || lines.some((line) => !line.hidden || !over(line));
  }
  done();
}

tidy();
addEventListener('pageshow', tidy);
document.addEventListener('visibilitychange', tidy);
setInterval(tidy, 180000);
