// The page where a snippet is put together: copies it, for those whose browser lets a page do that.
const button = document.querySelector('button[data-copies]');
const snippet = document.getElementById(button?.dataset.copies);
if (button && snippet && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const said = document.getElementById('kopierad');
    try {
      await navigator.clipboard.writeText(snippet.value);
      said.textContent = 'Koden är kopierad.';
    } catch {
      snippet.select();
      said.textContent = 'Koden är markerad: kopiera med Ctrl+C.';
    }
  });
}
