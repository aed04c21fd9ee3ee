import { morph, read, steadily } from "./live-morph.js";
import { Unseen } from "./live-unseen.js";

/** The posts of the page: each drawing finds its place by its number. */
const numberOf = (item) => Number(item.querySelector(".post")?.id.slice(5) ?? 0);

/** Hearts that this reader has pressed stay pressed in a drawing that was made for many. */
function keepHearts(old, fresh) {
  const [had, has] = [old, fresh].map((item) => item.querySelector("[data-like]"));
  if (had?.getAttribute("aria-pressed") !== "true" || !has || has.getAttribute("aria-pressed") === "true") return;
  has.setAttribute("aria-pressed", "true");
  has.setAttribute("formaction", `${has.getAttribute("formaction")}?_method=DELETE`);
}

export class Posts {
  constructor(list, words) {
    this.list = list;
    this.words = words;
    this.size = Number(list.dataset.size);
    this.first = list.start;
    this.unseen = new Unseen(list, words);
  }

  get last() {
    return this.first + this.size - 1;
  }

  /** Shows pieces of the page; gives the items that are new on it. */
  show(pieces, alone) {
    const added = [];
    steadily(() => {
      for (const piece of pieces.filter(({ html }) => html)) {
        if (piece.values?.number) this.#post(piece, alone, added);
        else this.#around(piece);
      }
    });
    const end = pieces.find(({ key }) => key === "thread-end");
    if (end) this.#end(end.values);
    this.unseen.note(added, end?.values.last > this.last ? end.values.last : 0);
    return added;
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

  #around({ key, html }) {
    const old = document.getElementById(key);
    const fresh = read(html).firstElementChild;
    if (old && fresh) morph(old, fresh);
  }

  #end({ last, place, pages }) {
    for (const element of document.querySelectorAll("[data-live-place]")) {
      element.textContent = place.replace("{number}", element.dataset.livePlace);
    }
    for (const link of document.querySelectorAll("[data-live-last]")) {
      link.href = link.getAttribute("href").replace(/\/\d+#post-\d+$/, `/${last}#post-${last}`);
    }
    if (pages) this.#around({ key: "thread-pages", html: pages });
  }
}
