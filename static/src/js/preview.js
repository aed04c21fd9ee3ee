import { token } from "./say.js";

async function render(source) {
  const answer = await fetch("/preview", {
    method: "POST",
    headers: { "X-CSRF-Token": token(), "HX-Request": "true" },
    body: new URLSearchParams({ source }),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

/** Write and Preview, drawn by the server with the code that draws the post. */
export function preview({ form, area, words }) {
  const tabs = [...form.querySelectorAll('[role="tab"]')];
  const [write, look] = tabs;
  const pane = form.querySelector(".composer-preview");
  const paper = document.getElementById(write.getAttribute("aria-controls"));

  async function fill() {
    if (!area.value.trim()) {
      pane.textContent = words.nothing;
      return;
    }
    pane.ariaBusy = "true";
    try {
      /* our own server's sanitized html, the same that stands in a post */
      pane.innerHTML = await render(area.value);
    } catch {
      pane.textContent = words.no_preview;
    }
    pane.ariaBusy = null;
  }

  function choose(tab) {
    const looking = tab === look;
    for (const each of tabs) {
      each.ariaSelected = String(each === tab);
      each.tabIndex = each === tab ? 0 : -1;
    }
    form.classList.toggle("is-previewing", looking);
    pane.hidden = !looking;
    paper.hidden = looking;
    if (looking) fill();
  }

  for (const tab of tabs) tab.addEventListener("click", () => choose(tab));
  write.addEventListener("click", () => area.focus());
  form.addEventListener("keydown", (event) => {
    if (event.target.role === "tab" && /^Arrow(Left|Right)$/.test(event.key)) {
      const other = event.target === write ? look : write;
      choose(other);
      other.focus();
    } else if (event.key.toLowerCase() === "p" && event.shiftKey && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      choose(pane.hidden ? look : write);
      (pane.hidden ? area : pane).focus();
    }
  });
}
