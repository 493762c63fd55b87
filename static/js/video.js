// A video is asked for only when somebody presses play, and that is remembered nowhere.
// Without this file the button is a plain link.
for (const box of document.querySelectorAll("[data-player]")) {
  box.querySelector("a").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // elsewhere, as any link
    event.preventDefault();
    const address = new URL(box.dataset.player);
    address.searchParams.set("autoplay", "1");
    const frame = document.createElement("iframe");
    frame.title = box.dataset.title;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin"; // players refuse pages without a name
    frame.src = address;
    box.replaceChildren(frame);
    frame.focus();
  });
}
