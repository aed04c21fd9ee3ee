import { morph, read } from "./live-morph.js";

/** What is the member's own on every page, the bell for one: an element by its id, or values for whoever wants them. */
export class Mine {
  show(pieces) {
    for (const { key, html, values } of pieces) {
      const old = document.getElementById(key);
      const fresh = html && read(html).firstElementChild;
      if (old && fresh) morph(old, fresh);
      document.dispatchEvent(new CustomEvent("live:piece", { detail: { key, values } }));
    }
  }
}
