import { fill } from "./say.js";

/** Says that there is more than meets the eye: below what is shown, or on a later page. */
export class Unseen {
  constructor(list, words) {
    this.list = list;
    this.words = words;
    this.waiting = new Set();
    this.beyond = 0;
    this.base = document.title;
    this.button = document.querySelector("[data-live-more]");
    this.watcher = new IntersectionObserver((entries) => this.#seen(entries));
    this.button?.addEventListener("click", (event) => this.#go(event));
    document.addEventListener("visibilitychange", () => this.#tell());
  }

  /** Notes posts that were added, and the number of the last post where that stands on a later page. */
  note(added, last) {
    for (const item of added) {
      this.waiting.add(item);
      this.watcher.observe(item);
    }
    if (last) this.beyond = last;
    this.#tell();
  }

  #seen(entries) {
    if (document.hidden) return;
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      this.watcher.unobserve(target);
      this.waiting.delete(target);
    }
    this.#tell();
  }

  #tell() {
    const end = this.list.start + Number(this.list.dataset.size) - 1;
    const later = this.beyond ? this.beyond - Math.max(end, Number(this.list.dataset.last)) : 0;
    const count = this.waiting.size + Math.max(0, later);
    document.title = document.hidden && count ? `(${count}) ${this.base}` : this.base;
    if (!this.button) return;
    this.button.hidden = !count;
    if (count) this.button.textContent = fill(this.words.more, { count });
    const first = this.waiting.size ? 0 : Math.max(end, Number(this.list.dataset.last)) + 1;
    if (first)
      this.button.href = this.button.getAttribute("href").replace(/\/\d+#post-\d+$/, `/${first}#post-${first}`);
  }

  #go(event) {
    const [first] = this.waiting;
    if (!first) return;
    event.preventDefault();
    const post = first.querySelector(".post");
    post.tabIndex = -1;
    first.scrollIntoView({ block: "start" });
    post.focus({ preventScroll: true });
  }
}
