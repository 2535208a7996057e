// Buttons that copy the text of a field. Without this script, or where copying is not allowed, they are not there.
for (const button of document.querySelectorAll('[data-kopieer]')) {
  const field = document.getElementById(button.dataset.kopieer);
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    const said = button.parentElement.querySelector('[role=status]');
    said.textContent = '';
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = button.dataset.gelukt;
    } catch {
      field.select();
    }
  });
}
