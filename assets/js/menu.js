// A menu in the head of the page closes when one goes on, or with Escape: it lies over what comes next, and nobody should be on something
// that cannot be seen (WCAG 2.4.11). Without this script one closes it by hand.
const menus = [...document.querySelectorAll('details[name="kop"]')];

document.addEventListener('focusin', ({ target }) => {
  for (const menu of menus) if (!menu.contains(target)) menu.open = false;
});

for (const menu of menus) {
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
}
