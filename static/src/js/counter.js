import { fill } from "./say.js";

/** Says how much room is left once it gets tight. */
export function counter({ form, area, words }) {
  const limit = Number(form.dataset.limit);
  const place = form.querySelector("[data-left]");
  const count = () => {
    const left = limit - area.value.length;
    place.textContent = left > limit / 10 ? "" : fill(left < 0 ? words.over : words.left, { count: Math.abs(left) });
    place.className = left < 0 ? "bad" : "";
  };
  area.addEventListener("input", count);
  count();
}
