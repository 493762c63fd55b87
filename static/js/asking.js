// While somebody types a question, what has been answered already is shown beside it.
{
  const form = document.getElementById("ask");
  const shown = document.getElementById("similar");
  const PAUSE = 700;
  const SHORTEST = 12;
  let waiting;
  let asked = "";

  async function offer() {
    const text = form.elements.text.value.trim();
    // After the first press the list stands above the form.
    const there = document.getElementById("h-known");
    if (text.length < SHORTEST || text === asked || (there && !shown.contains(there))) return;
    asked = text;
    // By POST: half a question stands in no log.
    const answer = await fetch(form.dataset.similar, { method: "POST", body: new FormData(form) });
    if (answer.ok && asked === text) shown.innerHTML = await answer.text();
  }

  form.addEventListener("input", ({ target }) => {
    if (target.name !== "text") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => { offer().catch(() => {}); }, PAUSE);
  });
}
