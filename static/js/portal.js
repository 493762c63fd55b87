// Comfort only: everything works without this file.

// The header's menu closes on Escape and on a click elsewhere.
const menu = document.querySelector(".menu");

function closeMenu() {
  if (menu) menu.open = false;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  closeMenu();
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) closeMenu();
});

// Suggestions come with the first focus.
for (const input of document.querySelectorAll("input[data-script]")) {
  input.addEventListener("focus", () => { import(input.dataset.script).catch(() => {}); }, { once: true });
}

// The choice of colours, kept on this device and sent nowhere.
const choice = document.querySelector("[data-theme-choice]");

function showChosen() {
  const chosen = document.documentElement.dataset.theme ?? "";
  for (const button of choice.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset.theme === chosen));
  }
}

function choose(theme) {
  const root = document.documentElement;
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  showChosen();
}

if (choice) {
  choice.hidden = false;
  showChosen();
  choice.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) choose(button.dataset.theme);
  });
}

// Lists: with htmx, a ticked box or another order asks at once. The server answers with
// the results, and with the address they belong to. (htmx itself comes after this file.)
const find = document.getElementById("find");

if (find) {
  const drawer = document.querySelector(".drawer");
  const listing = document.getElementById("listing");
  let open = [];
  document.addEventListener("change", ({ target }) => {
    if (target.form !== find) return;
    // The button beside the order is shown only where scripts do not run at all.
    const asks = window.htmx ? "[type=checkbox], select" : "#sort";
    if (target.matches(asks)) find.requestSubmit();
  });
  // On a phone the results lie below the open filters: "apply" leads there.
  find.addEventListener("click", ({ target }) => {
    if (!window.htmx || !target.closest(".drawer__apply")) return;
    if (drawer.querySelector("summary").checkVisibility()) drawer.open = false;
    document.getElementById("count").focus();
  });
  document.body.addEventListener("htmx:beforeRequest", () => {
    listing.setAttribute("aria-busy", "true");
  });
  // What lies open stays so, before htmx looks for the box that had the focus.
  document.body.addEventListener("htmx:oobBeforeSwap", () => {
    open = [...find.querySelectorAll("details[open]")].map(({ id }) => id);
  });
  document.body.addEventListener("htmx:oobAfterSwap", () => {
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  });
  document.body.addEventListener("htmx:afterRequest", () => {
    listing.removeAttribute("aria-busy");
    // A box that would find nothing is gone now, and the focus with it.
    if (document.activeElement === document.body) document.getElementById("count").focus();
  });
}

// A form that was refused: the list of what is wrong comes first.
document.querySelector(".error-summary")?.focus();

// Towns are offered while somebody types; any other name may be typed as well.
for (const input of document.querySelectorAll("input[data-towns]")) {
  let asked = "";
  input.addEventListener("input", async () => {
    const typed = input.value.trim();
    asked = typed;
    if (typed.length < 2) return;
    const answer = await fetch(`${input.dataset.towns}?q=${encodeURIComponent(typed)}`);
    if (!answer.ok || asked !== typed) return;
    const { towns } = await answer.json();
    input.list.replaceChildren(...towns.map((town) => new Option(town, town)));
  });
}
