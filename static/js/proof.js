// Keeps robots out: the browser works for a moment while somebody reads, and the question
// that stands here otherwise goes away. The server's part is portal/common/proofs.py.
{
  // Tries that run side by side; more of them make no phone faster.
  const AT_ONCE = 4;
  // The server takes a solution for 20 minutes.
  const FRESH = 15 * 60 * 1000;

  const box = document.currentScript.previousElementSibling;
  const form = box.closest("form");
  const question = box.querySelector(".field");
  const status = box.querySelector("[role=status]");
  let begun;
  let solution;
  let waiting = false;
  let ready = false;

  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

  async function derive({ nonce, salt, cost, keyLength }, counter) {
    const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
    new DataView(password.buffer).setUint32(password.length - 4, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
    return hex(await crypto.subtle.deriveBits(how, key, keyLength * 8));
  }

  async function solve({ parameters }) {
    for (let first = 0; ; first += AT_ONCE) {
      const counters = Array.from({ length: AT_ONCE }, (_, number) => first + number);
      const keys = await Promise.all(counters.map((counter) => derive(parameters, counter)));
      const found = keys.findIndex((key) => key.startsWith(parameters.keyPrefix));
      if (found >= 0) return { counter: counters[found], derivedKey: keys[found] };
    }
  }

  async function work() {
    const answer = await fetch(box.dataset.challenge);
    const challenge = await answer.json();
    return btoa(JSON.stringify({ challenge, solution: await solve(challenge) }));
  }

  function begin() {
    begun = Date.now();
    ready = false;
    solution = Promise.all([work(), pause(box.dataset.seconds * 1000)]);
    solution.catch(() => { question.hidden = false; });
  }

  async function send(submitter) {
    waiting = true;
    status.textContent = box.dataset.wait;
    if (Date.now() - begun > FRESH) begin();
    try {
      [form.elements.proof.value] = await solution;
      ready = true;
      // A form does not submit itself while its submit event is still on its way.
      await pause(0);
      form.requestSubmit(submitter);
    } catch {
      question.hidden = false;
      question.querySelector("input").focus();
    }
    waiting = false;
    status.textContent = "";
  }

  // Whoever is asked although the browser could work, answers.
  if (!question.classList.contains("field--error")) {
    question.hidden = true;
    begin();
    form.addEventListener("submit", (event) => {
      if (ready || !question.hidden) return;
      event.preventDefault();
      if (!waiting) send(event.submitter);
    });
    // Back from the next page, as it was left: its solution is used up.
    window.addEventListener("pageshow", ({ persisted }) => { if (persisted) begin(); });
  }
}
