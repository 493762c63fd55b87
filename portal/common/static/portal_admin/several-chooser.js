/* Several towns or regions: a list with buttons to remove, and a chooser to add (Wagtail's own). */
(() => {
  const rowOf = (chooser, item) => {
    const row = chooser.querySelector('template').content.firstElementChild.cloneNode(true);
    const title = item.title || item.string;
    const remove = row.querySelector('[data-several-remove]');
    row.querySelector('input').value = item.id;
    row.querySelector('[data-several-title]').textContent = title;
    remove.setAttribute('aria-label', `${remove.dataset.severalLabel} ${title}`);
    return row;
  };

  const changed = (element) => element.dispatchEvent(new Event('change', { bubbles: true }));

  const add = (chooser, items) => {
    const chosen = chooser.querySelector('[data-several-chosen]');
    const known = new Set([...chosen.querySelectorAll('input')].map((input) => input.value));
    const added = items.filter((item) => !known.has(String(item.id)));
    added.forEach((item) => chosen.append(rowOf(chooser, item)));
    if (added.length) changed(chosen.lastElementChild.querySelector('input'));
    chooser.querySelector('[data-several-add]').focus();
  };

  const open = (chooser) =>
    window.ModalWorkflow({
      url: chooser.dataset.severalChooser,
      urlParams: { multiple: 1 },
      onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
      responses: { chosen: (items) => add(chooser, items) },
    });

  const remove = (chooser, row) => {
    const list = row.parentElement;
    row.remove();
    changed(list);
    chooser.querySelector('[data-several-add]').focus();
  };

  document.addEventListener('click', (event) => {
    const chooser = event.target.closest('[data-several-chooser]');
    if (!chooser) return;
    if (event.target.closest('[data-several-add]')) open(chooser);
    const button = event.target.closest('[data-several-remove]');
    if (button) remove(chooser, button.closest('li'));
  });
})();
