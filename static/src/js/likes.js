import { toast, token, words } from "./say.js";

const pressed = (button) => button.getAttribute("aria-pressed") === "true";

function show(button, on) {
  const count = button.querySelector("[data-count]");
  const address = button.getAttribute("formaction").replace("?_method=DELETE", "");
  if (on !== pressed(button)) count.textContent = Math.max(0, Number(count.textContent || 0) + (on ? 1 : -1)) || "";
  button.setAttribute("aria-pressed", String(on));
  button.setAttribute("formaction", on ? `${address}?_method=DELETE` : address);
  return address;
}

/** The heart answers at once; when the server refuses, it goes back and says so. */
async function like(button) {
  if (button.ariaBusy === "true") return;
  const on = !pressed(button);
  const address = show(button, on);
  button.ariaBusy = "true";
  try {
    const answer = await fetch(address, {
      method: on ? "POST" : "DELETE",
      headers: { "X-CSRF-Token": token(), "HX-Request": "true" },
    });
    if (!answer.ok) throw new Error(String(answer.status));
  } catch {
    show(button, !on);
    toast(words().unliked, words().again, () => like(button));
  } finally {
    button.ariaBusy = null;
  }
}

/** Presses the hearts of a page that was drawn without knowing its reader. */
function mark() {
  for (const list of document.querySelectorAll("[data-liked]")) {
    for (const id of list.dataset.liked.split(" ").filter(Boolean)) {
      const button = list.querySelector(`[data-post="${CSS.escape(id)}"] [data-like]`);
      if (!button || pressed(button)) continue;
      const address = button.getAttribute("formaction");
      button.setAttribute("aria-pressed", "true");
      button.setAttribute("formaction", `${address}?_method=DELETE`);
    }
  }
}

export function likes() {
  mark();
  document.addEventListener("htmx:after:swap", mark);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-like]");
    if (!button?.form) return;
    event.preventDefault();
    like(button);
  });
}
