/* A colour as its code, to type or paste, and beside it the browser's own picker. */
(() => {
  const CODE = /^#[0-9a-f]{6}$/i;

  const other = (input) =>
    [...input.closest('[data-colour]').querySelectorAll('input')].find((each) => each !== input);

  document.addEventListener('input', ({ target }) => {
    if (!target.closest('[data-colour]') || !CODE.test(target.value)) return;
    other(target).value = target.value.toLowerCase();
  });
})();
