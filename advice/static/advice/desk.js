// Puts a paragraph where the cursor is; without this file the button does it on the server.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  const { form } = button;
  const chosen = form.elements["answer-canned"].value;
  const paragraph = form.querySelector(`template[data-paragraph="${CSS.escape(chosen)}"]`);
  event.preventDefault();
  if (!paragraph) return;
  const answer = form.querySelector("[data-answer]");
  const written = answer.value;
  // Before anybody has clicked into the answer the cursor stands before its first letter.
  const [start, end] = answer.dataset.touched
    ? [answer.selectionStart, answer.selectionEnd]
    : [written.length, written.length];
  const before = written.slice(0, start).trim() ? "\n\n" : "";
  const after = written.slice(end).trim() ? "\n\n" : "";
  answer.setRangeText(before + paragraph.content.textContent + after, start, end, "end");
  answer.focus();
});

document.addEventListener("focusin", ({ target }) => {
  if (target.matches("[data-answer]")) target.dataset.touched = "yes";
});
