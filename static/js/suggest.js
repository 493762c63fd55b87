// What the words may become is offered while somebody types: a combobox (ARIA 1.2, as in
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). Enter without a choice sends the form.
// Comes with the first focus on such a field (portal.js).
{
  const PAUSE = 120;
  const SHORTEST = 2;
  // The list lies on top of everything: a browser without popovers does without it.
  const fields = "popover" in HTMLElement.prototype ? document.querySelectorAll("input[data-suggest]") : [];
  for (const input of fields) suggestFor(input);

  function made(tag, attributes, text = "") {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  }

  function suggestFor(input) {
    const list = made("div", {
      "class": "suggestions", "id": `${input.id}-suggestions`, "role": "listbox",
      "popover": "manual", "aria-label": input.dataset.suggestions,
    });
    const status = made("div", { "class": "vh", "role": "status" });
    let asking = new AbortController();
    let waiting;
    let options = [];
    let at = -1;

    input.after(list, status);
    // A search field may not be a combobox; the keyboard of a telephone stays the same.
    input.type = "text";
    input.inputMode = "search";
    const states = { "role": "combobox", "autocomplete": "off", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
    for (const [name, value] of Object.entries(states)) input.setAttribute(name, value);

    const isOpen = () => input.getAttribute("aria-expanded") === "true";

    function close() {
      clearTimeout(waiting);
      asking.abort();
      status.textContent = "";
      if (!isOpen()) return;
      list.hidePopover();
      input.setAttribute("aria-expanded", "false");
      choose(-1);
    }

    function choose(number) {
      options[at]?.setAttribute("aria-selected", "false");
      at = number;
      const chosen = options[at];
      if (!chosen) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      chosen.setAttribute("aria-selected", "true");
      chosen.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", chosen.id);
    }

    // Below the field, on the page: it moves along when somebody scrolls.
    function place() {
      const box = input.getBoundingClientRect();
      const wide = document.documentElement.clientWidth;
      const least = Math.min(wide - 16, 24 * parseFloat(getComputedStyle(document.documentElement).fontSize));
      const width = Math.max(box.width, least);
      list.style.width = `${width}px`;
      list.style.left = `${Math.max(Math.min(box.left, wide - width - 8), 8) + scrollX}px`;
      list.style.top = `${box.bottom + scrollY + 8}px`;
    }

    function option({ label, url, lang }) {
      const element = made("div", { "role": "option", "id": `${list.id}-${options.length}`, "aria-selected": "false" }, label);
      if (lang) element.lang = lang;
      element.dataset.url = url;
      options.push(element);
      return element;
    }

    function group({ label, options: offered }) {
      const element = made("div", { "role": "group", "aria-label": label });
      const heading = made("div", { "class": "suggestions__kind", "aria-hidden": "true" }, label);
      element.append(heading, ...offered.map(option));
      return element;
    }

    function show({ status: said, groups }) {
      choose(-1);
      options = [];
      list.replaceChildren(...groups.map(group));
      status.textContent = said;
      if (!options.length) {
        if (isOpen()) { list.hidePopover(); input.setAttribute("aria-expanded", "false"); }
        return;
      }
      place();
      if (isOpen()) return;
      list.showPopover();
      input.setAttribute("aria-expanded", "true");
    }

    async function ask() {
      const typed = input.value.trim();
      asking.abort();
      asking = new AbortController();
      const { signal } = asking;
      if (typed.length < SHORTEST) { close(); return; }
      try {
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal });
        if (!answer.ok) return;
        const found = await answer.json();
        if (!signal.aborted && document.activeElement === input) show(found);
      } catch {
        // Typed on, or no network: there is still the button.
      }
    }

    function moveTo(number) {
      choose((number + options.length) % options.length);
    }

    const keys = {
      ArrowDown: () => moveTo(at + 1),
      ArrowUp: () => moveTo(at < 0 ? options.length - 1 : at - 1),
      Home: () => at >= 0 && moveTo(0),
      End: () => at >= 0 && moveTo(options.length - 1),
      Enter: () => at >= 0 && go(options[at]),
      Escape: close,
    };

    function go(chosen) {
      location.assign(chosen.dataset.url);
      return true;
    }

    input.addEventListener("input", (event) => {
      clearTimeout(waiting);
      if (!event.isComposing) waiting = setTimeout(ask, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (!isOpen()) {
        if (event.key === "ArrowDown") { event.preventDefault(); ask(); }
        if (event.key === "Enter") close();
        return;
      }
      const move = keys[event.key];
      // Without a choice, Home, End and Enter do what they do in any field.
      if (move && move() !== false) event.preventDefault();
      else if (event.key === "Enter" || event.key === "Tab") close();
    });
    input.addEventListener("blur", close);
    // A press leaves the focus where it is, so that the list is still there for the click.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => {
      const chosen = target.closest("[role=option]");
      if (chosen) go(chosen);
    });
    addEventListener("resize", () => { if (isOpen()) place(); });
    // Typed before this file was there.
    if (document.activeElement === input && input.value !== input.defaultValue) ask();
    // Back from another page, as it was left.
    addEventListener("pageshow", ({ persisted }) => { if (persisted) close(); });
  }
}
