// Says to screen readers what GraphiQL and its explorer leave unsaid; neither has a setting for it.

/** Keeps the parts below `root` described, however often they are drawn again. */
export function keepDescribed(root) {
  const observer = new MutationObserver(() => describe(root));
  observer.observe(root, { subtree: true, childList: true, attributeFilter: ['class', 'role'] });
}

function describe(root) {
  // A tab may hold no further buttons, and these do: they are a list with one current item.
  root.querySelector('.graphiql-tabs')?.removeAttribute('role');
  for (const tab of root.querySelectorAll('.graphiql-tab')) {
    tab.removeAttribute('role');
    tab.removeAttribute('aria-selected');
    const current = String(tab.classList.contains('graphiql-tab-active'));
    tab.querySelector('.graphiql-tab-button')?.setAttribute('aria-current', current);
  }
  // Its text names the query; the label it gets says the same of every one.
  for (const past of root.querySelectorAll('.graphiql-history-item-label[aria-label]')) {
    past.removeAttribute('aria-label');
  }
  const unnamed = '.graphiql-explorer-root :is(input, select):not([aria-label])';
  for (const field of root.querySelectorAll(unnamed)) {
    const argument = field.closest('[data-arg-name]')?.dataset.argName;
    field.setAttribute('aria-label', argument ?? (field.matches('select') ? 'Slag' : 'Namn'));
  }
}
