// Reads a page aloud with the voice of the browser itself: the parts marked data-voorlees, one line after the other. Where there is no
// voice for the language of the page there are no buttons. Nothing is sent anywhere that the browser does not send itself.
const bar = document.querySelector('.voorlezen');
const speech = window.speechSynthesis;
const lang = document.documentElement.lang;
const button = (name) => bar.querySelector(`[data-lees=${name}]`);

// A voice on the device goes before one that needs the network: it works with a weak signal.
function voice() {
  const fit = speech.getVoices().filter((v) => v.lang.toLowerCase().split(/[-_]/)[0] === lang.split('-')[0]);
  return fit.find((v) => v.localService) ?? fit[0];
}

// said gives the text of a part of the page as a voice should say it: without what is hidden and without buttons.
function said(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll('[hidden], .knoppen, .niet-op-papier, .niet-voorlezen').forEach((e) => e.remove());
  copy.querySelectorAll('br, p, li, dt, time, strong').forEach((e) => e.after('. '));
  return copy.textContent.replace(/(\d)–(\d)/g, `$1 ${bar.dataset.tot} $2`).replace(/\s+/g, ' ').replace(/([.:?!])(\s*\.)+/g, '$1').replace(/^[.\s]+/, '').trim();
}

function lines() {
  const parts = [...document.querySelectorAll('main [data-voorlees]')].filter((part) => !part.closest('[hidden]'));
  return parts.flatMap((part) => [...part.querySelectorAll('.feit, p:not(.feit *)')].filter((line) => !line.closest('[hidden]')).map(said)).filter(Boolean);
}

let round = 0; // a stopped round still reports the end of its lines

function state(reading, paused) {
  button('voor').setAttribute('aria-pressed', reading);
  button('pauze').setAttribute('aria-pressed', paused);
  for (const name of ['pauze', 'stop']) {
    if (!reading && button(name) === document.activeElement) button('voor').focus();
    button(name).hidden = !reading;
  }
}

function stop() {
  round++;
  speech.cancel();
  speech.resume(); // or what comes next waits
  state(false, false);
}

function read() {
  stop();
  const mine = round;
  const queue = [document.querySelector('h1').textContent, ...lines()];
  queue.forEach((text, i) => {
    const line = new SpeechSynthesisUtterance(text); // short ones: some browsers stop in the middle of a long one
    line.lang = lang;
    line.voice = voice();
    line.onend = line.onerror = () => {
      if (mine === round && i === queue.length - 1) stop();
    };
    speech.speak(line);
  });
  state(true, false);
}

function offer() {
  if (voice()) bar.hidden = false;
}

if (bar && speech) {
  offer();
  speech.addEventListener?.('voiceschanged', offer); // some browsers know their voices only later
  button('voor').addEventListener('click', () => (button('voor').getAttribute('aria-pressed') === 'true' ? stop() : read()));
  button('stop').addEventListener('click', stop);
  button('pauze').addEventListener('click', () => {
    const pause = button('pauze').getAttribute('aria-pressed') === 'false';
    if (pause) speech.pause();
    else speech.resume();
    state(true, pause);
  });
  addEventListener('pagehide', stop);
}
