// What the tests ask of a page that is open in the browser. Each question gives a list of what is wrong, empty when all is well.
globalThis.look = (() => {
  const visible = (e) => e.checkVisibility({ checkVisibilityCSS: true }) && e.getClientRects().length > 0;
  const short = (e) => e.outerHTML.replace(/\s+/g, ' ').slice(0, 160);
  const all = (selector) => [...document.querySelectorAll(selector)].filter(visible);
  const focusable = () =>
    all('a[href], button, input, select, textarea, summary, [tabindex]').filter((e) => !e.disabled && e.tabIndex >= 0 && !e.closest('[inert]'));
  const clips = /hidden|clip/, scrolls = /auto|scroll/;

  // Text of which a part cannot be seen, because it is outside the page or outside a box that cuts it off.
  const cutOff = () => {
    const out = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) out.push(`the page is ${document.documentElement.scrollWidth - width} px wider than the screen`);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    text: while (texts.nextNode()) {
      const node = texts.currentNode, parent = node.parentElement;
      if (!node.data.trim() || parent.closest('script, svg') || !visible(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.bottom + scrollY <= 0) continue; // a link that comes into view when it has focus
      let inside = false; // something that people can scroll
      for (let e = parent; e && e !== document.body; e = e.parentElement) {
        const style = getComputedStyle(e), edge = e.getBoundingClientRect();
        if (edge.width <= 2 || edge.height <= 2) continue text; // only read out
        if (scrolls.test(style.overflowX)) inside = true;
        const wide = clips.test(style.overflowX) && (box.left < edge.left - 2 || box.right > edge.right + 2);
        const high = clips.test(style.overflowY) && (box.top < edge.top - 4 || box.bottom > edge.bottom + 4);
        if (wide || high) out.push(`cut off by ${short(e)}: ${node.data.trim().slice(0, 60)}`);
      }
      if (!inside && (box.left < -1 || box.right > width + 1)) out.push(`beyond the edge: ${node.data.trim().slice(0, 60)}`);
    }
    return out;
  };

  // WCAG 1.4.12: people may set letters, words and lines further apart.
  const spaced = () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }');
    document.adoptedStyleSheets = [sheet];
    const out = cutOff();
    document.adoptedStyleSheets = [];
    return out;
  };

  const pictures = () => [
    ...[...document.images].filter((i) => i.complete && i.currentSrc && !i.naturalWidth).map((i) => `no picture: ${i.currentSrc}`),
    ...(document.querySelectorAll('h1').length === 1 ? [] : ['not one h1']),
  ];

  const drawn = (style) =>
    (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && !/rgba\(.*, 0\)$/.test(style.outlineColor)) || style.boxShadow !== 'none';
  // The ring can be around the control, its label, a part of it, or the card that it is the link of.
  const rings = (e) => {
    const around = [];
    for (let up = e.parentElement; up && up !== document.body && around.length < 6; up = up.parentElement) around.push(up);
    return [e, ...(e.labels ?? []), ...e.children, ...around].map((r) => getComputedStyle(r)).map((s) => `${drawn(s)} ${s.outline} ${s.boxShadow}`);
  };

  // Whatever can have focus shows that it has, and is not behind something else.
  const focus = () => {
    const out = [];
    for (const e of focusable()) {
      document.activeElement.blur();
      const before = rings(e);
      e.focus();
      if (document.activeElement !== e) {
        out.push(`cannot have focus: ${short(e)}`);
        continue;
      }
      if (!rings(e).some((r, i) => r.startsWith('true') && r !== before[i])) out.push(`nothing shows the focus of ${short(e)}`);
      const seen = [...e.getClientRects(), ...[...(e.labels ?? [])].flatMap((l) => [...l.getClientRects()])].some((r) =>
        [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].some(([x, y]) => {
          const hit = document.elementFromPoint(r.left + r.width * x, r.top + r.height * y);
          return hit && (e.contains(hit) || hit.contains(e) || [...(e.labels ?? [])].some((l) => l.contains(hit)));
        }));
      if (!seen) out.push(`has focus and cannot be seen: ${short(e)}`);
    }
    return out;
  };

  // Who asked for less motion gets none.
  const moves = () => {
    const seconds = (list) => Math.max(...list.split(',').map(parseFloat));
    const out = [];
    for (const e of document.querySelectorAll('*')) {
      for (const part of [null, '::before', '::after']) {
        const s = getComputedStyle(e, part);
        if ((s.animationName !== 'none' && seconds(s.animationDuration) > 0.01) || seconds(s.transitionDuration) > 0.01) out.push(`moves: ${short(e)}`);
      }
    }
    if (getComputedStyle(document.documentElement).scrollBehavior === 'smooth') out.push('scrolls smoothly');
    return out;
  };

  // With forced colours backgrounds are gone: a control that is known by its background needs a border.
  let filled = [];
  const fill = () => {
    filled = all('a[href], button, input, select, summary').filter((e) => {
      const s = getComputedStyle(e);
      return !/rgba\(.*, 0\)$/.test(s.backgroundColor) && s.backgroundColor !== getComputedStyle(e.parentElement).backgroundColor && s.display !== 'inline';
    });
    return [];
  };
  const borders = () =>
    filled.filter((e) => {
      const s = getComputedStyle(e);
      const border = ['Top', 'Bottom', 'Left', 'Right'].some((side) => s[`border${side}Style`] !== 'none' && parseFloat(s[`border${side}Width`]) > 0);
      return !border && s.outlineStyle === 'none' && !s.textDecorationLine.includes('underline') && !e.querySelector('u');
    }).map((e) => `no border with forced colours: ${short(e)}`);

  // Without style sheets the page is still in an order that makes sense.
  const plain = () => {
    for (const s of [...document.styleSheets]) s.disabled = true;
    const out = [];
    const main = document.querySelector('main');
    const h1 = document.querySelector('h1');
    for (const e of main?.querySelectorAll('h2, h3, h4, dl, table, form, fieldset, article, [itemprop]') ?? []) {
      if (h1.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING && !e.contains(h1)) out.push(`before the h1: ${short(e)}`);
    }
    const links = [...document.querySelectorAll('a[href], summary, button')];
    if (main && links.findIndex((e) => main.contains(e)) > 5 && links[0].getAttribute('href') !== '#' + main.id) out.push('the first link does not skip to the content');
    for (const e of all('a svg, button svg, summary svg, p svg, dt svg, li svg')) {
      if (e.getBoundingClientRect().height > 200) out.push(`an icon fills the screen: ${short(e)}`);
    }
    for (const s of [...document.styleSheets]) s.disabled = false;
    return out;
  };

  // Without scripts nothing may stand there that needs them.
  const inert = () =>
    all('button, input, select, textarea')
      .filter((e) => !e.closest('form') && !e.readOnly && !e.closest('[popover]') && !e.popoverTargetElement)
      .map((e) => `does nothing without JavaScript: ${short(e)}`);

  // On paper nothing can be pressed. /ontwerp/ shows what can.
  const paper = () =>
    all('button, input, select, .kop a:not(.woordmerk), .kop summary').filter((e) => !e.closest('.ontwerp')).map((e) => `on paper: ${short(e)}`);

  // Of folded parts that share a name one is open at a time: the last, or the first.
  const open = (first) => {
    const all = [...document.querySelectorAll('details')];
    for (const d of first ? all.reverse() : all) d.open = true;
    return [];
  };
  const openFirst = () => open(true);
  const axeRun = async (options) =>
    (await axe.run(document, options)).violations.flatMap((v) => v.nodes.map((n) => `axe ${v.id}: ${v.help}\n${n.html}\n${n.failureSummary}`));
  const checked = () => axeRun({ resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
  const coloured = () => axeRun({ resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } });

  return { cutOff, spaced, pictures, focus, moves, fill, borders, plain, inert, paper, open, openFirst, checked, coloured };
})();
