import { read } from "./live-morph.js";
import { fill } from "./say.js";

/** Who reads and who types with you. Shown, never announced: it would talk over everything else. */
const SAY_EVERY = 3000;
const BELIEVED_FOR = 5000;

export class Company {
  #typing = new Map();
  #said = 0;

  constructor(page, words, tell) {
    this.words = words;
    this.line = document.querySelector("[data-live-typing]");
    this.box = document.querySelector("[data-live-here]");
    if (!page.matches("#posts") || !this.line) return;
    document.addEventListener("input", ({ target }) => {
      if (!target.matches?.("#main textarea") || Date.now() - this.#said < SAY_EVERY) return;
      this.#said = Date.now();
      tell("typing");
    });
  }

  here(html) {
    if (!this.box) return;
    this.box.hidden = !html;
    this.box.querySelector("[data-live-faces]").replaceChildren(read(html));
  }

  typing(name) {
    if (!this.line) return;
    clearTimeout(this.#typing.get(name));
    this.#typing.set(
      name,
      setTimeout(() => {
        this.#typing.delete(name);
        this.#tell();
      }, BELIEVED_FOR),
    );
    this.#tell();
  }

  #tell() {
    const names = [...this.#typing.keys()].slice(0, 3).join(", ");
    this.line.textContent = names && fill(this.words.typing, { names });
  }
}
