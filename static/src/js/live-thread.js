import { morph, read, steadily } from "./live-morph.js";
import { count } from "./live-poll.js";
import { Unseen } from "./live-unseen.js";
import { fill, say } from "./say.js";

/** A page of a thread: each drawing of a post finds its place by its number, and what stands around it moves along. */
const ANNOUNCE_EVERY = 4000;
const numberOf = (item) => Number(item.querySelector(".post")?.id.slice(5) ?? 0);

/** Hearts that this reader has pressed stay pressed in a drawing that was made for many. */
function keepHearts(old, fresh) {
  const [had, has] = [old, fresh].map((item) => item.querySelector("[data-like]"));
  if (had?.getAttribute("aria-pressed") !== "true" || !has || has.getAttribute("aria-pressed") === "true") return;
  has.setAttribute("aria-pressed", "true");
  has.setAttribute("formaction", `${has.getAttribute("formaction")}?_method=DELETE`);
}

export class Thread {
  #told = 0;

  constructor(list, words, refresh) {
    Object.assign(this, { list, words, refresh });
    this.first = list.start;
    this.last = this.first + Number(list.dataset.size) - 1;
    this.unseen = new Unseen(list, this.last, words);
  }

  show(pieces, alone) {
    const added = [];
    steadily(() => {
      for (const piece of pieces) this.#place(piece, alone, added);
    });
    document.dispatchEvent(new CustomEvent("live:fresh", { detail: added }));
    this.unseen.note(added, pieces.find(({ key }) => key === "thread-end")?.values.last ?? 0);
    this.#announce(added);
  }

  #place(piece, alone, added) {
    const { key, html, values = {} } = piece;
    if (values.number) this.#post(piece, alone, added);
    else if (values.poll) this.#poll(piece);
    else if (key === "thread-end") this.#end(values);
    else this.#around(key, html);
  }

  #post({ key, html, values }, alone, added) {
    const fresh = read(html).querySelector("li");
    const old = document.getElementById(key)?.closest("li");
    if (old) {
      if (!alone) keepHearts(old, fresh);
      morph(old, fresh);
      return;
    }
    if (values.number < this.first || values.number > this.last) return;
    const next = [...this.list.children].find((item) => numberOf(item) > values.number) ?? null;
    if (values.before) this.list.insertBefore(read(values.before), next);
    this.list.insertBefore(fresh, next);
    fresh.classList.add("is-fresh");
    added.push(fresh);
  }

  #around(key, html) {
    const old = document.getElementById(key);
    const fresh = read(html).firstElementChild;
    if (old && fresh) morph(old, fresh);
  }

  /** The counts move in place; a poll that is new, over or ours to see another way is asked for as a whole. */
  #poll({ key, html, values }) {
    const place = document.getElementById(key);
    if (!place) return;
    const busy = place.querySelector(":focus-within, :checked") || /[?&](vote|results)\b/.test(location.search);
    if (html && !busy) this.#around(key, html);
    const poll = place.querySelector(".poll");
    if (!poll || (poll.dataset.over === "yes") !== values.over) {
      if (!html) this.refresh();
    } else count(poll, values);
  }

  #end({ last, place, open }) {
    for (const element of document.querySelectorAll("[data-live-place]")) {
      element.textContent = place.replace("{number}", element.dataset.livePlace);
    }
    for (const link of document.querySelectorAll("[data-live-last]")) {
      link.href = link.getAttribute("href").replace(/\/\d+#post-\d+$/, `/${last}#post-${last}`);
    }
    const form = document.querySelector(`#main .composer[data-place^="thread-"]`);
    if (form) form.hidden = !open && !form.contains(document.activeElement) && !form.querySelector("textarea").value;
  }

  #announce(added) {
    if (!added.length || Date.now() - this.#told < ANNOUNCE_EVERY) return;
    this.#told = Date.now();
    const name = added[0].querySelector(".by-name")?.textContent.trim();
    say(added.length === 1 ? fill(this.words.one, { name }) : fill(this.words.more, { count: added.length }));
  }
}
