import { morph, read, steadily } from "./live-morph.js";
import { fill, say, token } from "./say.js";

/**
 * A list of threads: what a row says moves in place, the rows themselves do not, because somebody may be about to
 * press one. Threads that are new here, or would stand first now, are counted; whoever wants them loads the list.
 */
export class List {
  #fresh = new Set();
  #said = 0;

  constructor(list, words) {
    Object.assign(this, { list, words });
    this.button = document.querySelector("[data-live-more]");
    this.button?.addEventListener("click", () => this.#load());
  }

  show(pieces, alone) {
    steadily(() => {
      for (const piece of pieces) this.#row(piece, alone);
    });
    document.dispatchEvent(new CustomEvent("live:fresh", { detail: [] }));
    this.#tell();
  }

  #row({ key, html }, alone) {
    const fresh = read(html).querySelector("li");
    const old = document.getElementById(key);
    const news = Number(fresh.dataset.last) > Number(old?.dataset.last ?? 0);
    if (news && !alone && old !== this.#top()) this.#fresh.add(key);
    if (!old) return;
    if (!alone) this.#keep(old, fresh, news);
    morph(old, fresh);
  }

  /** Where reading goes on, and whether something is unread, the drawing for many cannot know. */
  #keep(old, fresh, news) {
    const [had, has] = [old, fresh].map((row) => row.querySelector(".thread-title > a"));
    has.href = had.href;
    const unread = token() && (news || old.classList.contains("is-unread"));
    fresh.classList.toggle("is-unread", Boolean(unread));
    if (!unread) has.querySelector(".visually-hidden")?.remove();
  }

  #top() {
    return this.list.querySelector(":scope > li:not(.is-pinned)");
  }

  #tell() {
    const count = this.#fresh.size;
    if (!this.button) return;
    this.button.hidden = !count;
    if (!count) return;
    this.button.textContent = fill(this.words.more, { count });
    if (Date.now() - this.#said < 10_000) return;
    this.#said = Date.now();
    say(this.button.textContent);
  }

  async #load() {
    this.button.ariaBusy = "true";
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const rows = page.querySelector(`[data-live="${this.list.dataset.live}"]`);
      if (!answer.ok || !rows) throw new Error(String(answer.status));
      this.list.replaceChildren(...rows.children);
      this.#fresh.clear();
      document.dispatchEvent(new CustomEvent("live:fresh", { detail: [] }));
      this.list.querySelector("a")?.focus({ preventScroll: true });
      scrollTo({ top: 0 });
    } catch {
      location.reload();
    } finally {
      this.button.ariaBusy = null;
      this.#tell();
    }
  }
}
