import { fill } from "./say.js";

/** Says that there is more than meets the eye: below what is shown, or on a later page. */
export class Unseen {
  #waiting = new Set();
  #title = document.title;

  constructor(list, end, words) {
    this.words = words;
    this.known = Number(list.dataset.last); /* the last post of the thread when the page was loaded */
    this.end = Math.max(end, this.known); /* what comes after this stands on a page that is not this one */
    this.newest = this.known;
    this.button = document.querySelector("[data-live-more]");
    this.watcher = new IntersectionObserver((entries) => this.#seen(entries));
    this.button.addEventListener("click", (event) => this.#go(event));
    document.addEventListener("visibilitychange", () => this.#tell());
  }

  /** Notes posts that were added, and the number of the thread's last post. */
  note(added, last) {
    for (const item of added) {
      this.#waiting.add(item);
      this.watcher.observe(item);
    }
    this.newest = Math.max(this.newest, last);
    this.#tell();
  }

  #seen(entries) {
    if (document.hidden) return;
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      this.watcher.unobserve(target);
      this.#waiting.delete(target);
    }
    this.#tell();
  }

  #tell() {
    const here = this.#waiting.size;
    const count = here + Math.max(0, this.newest - this.end);
    document.title = document.hidden && count ? `(${count}) ${this.#title}` : this.#title;
    this.button.hidden = !count;
    if (!count) return;
    this.button.textContent = fill(this.words.more, { count });
    const first = here ? this.newest : this.end + 1;
    this.button.href = this.button.getAttribute("href").replace(/\/\d+#post-\d+$/, `/${first}#post-${first}`);
  }

  /** To the first of those on this page; the link leads to a later one by itself. */
  #go(event) {
    const [first] = this.#waiting;
    if (!first) return;
    event.preventDefault();
    const post = first.querySelector(".post");
    post.tabIndex = -1;
    first.scrollIntoView({ block: "start" });
    post.focus({ preventScroll: true });
  }
}
