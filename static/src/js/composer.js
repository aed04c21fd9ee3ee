/** The composer: formatting, mentions, pictures, drafts, preview; each adds itself to a plain form. */
import "@github/markdown-toolbar-element";
import "@github/text-expander-element";
import "@github/file-attachment-element";
import { subscribe } from "@github/paste-markdown";
import { counter } from "./counter.js";
import { drafts } from "./drafts.js";
import { mentions } from "./mentions.js";
import { pictures } from "./pictures.js";
import { preview } from "./preview.js";
import { words } from "./say.js";
import { writer } from "./writer.js";

const known = new WeakMap();

/** Send with ctrl+enter. */
function send(form, area) {
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector('button[type="submit"]'));
    }
  });
}

export function enhance(form) {
  if (known.has(form)) return known.get(form);
  const area = form.querySelector("textarea");
  const kit = { form, area, words: words(form), ...writer(area) };
  kit.state = form.querySelector("[data-state]");
  known.set(form, kit);
  form.classList.add("is-ready");
  subscribe(area);
  for (const add of [counter, mentions, preview, pictures, drafts]) add(kit);
  send(form, area);
  return kit;
}
